import ETLPipeline
import Foundation

/// One line on stderr that is drawn over itself, at most ten times a second.
final class ProgressBar: RunObserver {
  private let isDrawn: Bool
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant
  private var drawn: ContinuousClock.Instant?

  init(isDrawn: Bool) {
    self.isDrawn = isDrawn
    begin = clock.now
  }

  func runDidAdvance(_ progress: RunProgress) {
    guard isDrawn else { return }
    let now = clock.now
    if let drawn, now - drawn < .milliseconds(100) { return }
    drawn = now
    let elapsed = (now - begin).seconds
    let rate = elapsed > 0 ? Int(Double(progress.recordsMet) / elapsed) : 0
    var line = "\(progress.recordsMet) articles, \(rate)/s"
    if progress.recordsRejected > 0 { line += ", \(progress.recordsRejected) rejected" }
    if let activity = progress.activity { line += "; " + activity }
    if let fraction = progress.fractionDone { line = "\(bar(fraction)) " + line }
    // Erase to the end of the line: the new text may be shorter.
    Console.write("\r" + line + "\u{1B}[K")
  }

  /// Removes the line.
  func clear() {
    if drawn != nil { Console.write("\r\u{1B}[K") }
  }

  private func bar(_ fraction: Double) -> String {
    let width = 24
    let full = min(width, max(0, Int(fraction * Double(width))))
    let percent = String(format: "%3.0f", min(1, max(0, fraction)) * 100)
    return "[" + String(repeating: "#", count: full) + String(repeating: "-", count: width - full)
      + "] \(percent) %"
  }
}
