import ArgumentParser
import ETLModel
import Foundation
import HTMLText
import NearDuplicates

/// Measures how the cost of finding copies grows with the number of articles.
struct DedupeScale: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe-scale",
    abstract: "Measure the search for copies at growing numbers of articles.",
    discussion: """
      Articles are read and cleaned one by one; only what the search keeps of them stays in memory. \
      Times are those of the processor, for signatures and verdicts; memory is what is resident \
      beyond what the program took before.
      """)

  @Option(help: "A file of JSON lines with the fields 'id', 'text' and perhaps 'date'.")
  var input: String
  @Option(help: "How many articles to take, one number or several with commas between.")
  var counts = "10000,100000,1000000"

  func run() throws {
    for count in counts.split(separator: ",").compactMap({ Int($0) }) { try measure(count) }
  }

  private func measure(_ count: Int) throws {
    let finder = NearDuplicateFinder(options: .init())
    let before = Memory.resident()
    var signatures: [DocumentSignature] = []
    var signing = 0.0
    for document in DatedArticleReader(path: input).prefix(count) {
      let start = Measurement.processorTime()
      signatures.append(finder.signature(of: document))
      signing += Measurement.processorTime() - start
    }
    guard !signatures.isEmpty else { throw ValidationError("'\(input)' holds no articles") }
    let articles = Double(signatures.count)
    let kept = Memory.resident() - before
    let start = Measurement.processorTime()
    let clustered = finder.verdicts(for: signatures).count { $0.membership != nil }
    let judging = Measurement.processorTime() - start
    print(
      String(
        format: "%d articles: signatures %.2f s, verdicts %.2f s, %.1f us an article, "
          + "%.0f articles/s; %.2f KB an article, %.2f at the peak; %d in clusters",
        signatures.count, signing, judging, (signing + judging) / articles * 1e6,
        articles / (signing + judging), Double(kept) / articles / 1000,
        Double(Memory.peak() - before) / articles / 1000,
        clustered))
  }
}

/// The memory of this process, in bytes.
enum Memory {
  static func resident() -> Int { field("VmRSS") }
  static func peak() -> Int { field("VmHWM") }

  private static func field(_ name: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first).flatMap { Int($0) }
      .map { $0 * 1024 } ?? 0
  }
}
