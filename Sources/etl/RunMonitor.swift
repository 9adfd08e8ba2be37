import ETLPipeline
import Foundation

/// Tells others how a run goes: a metrics file for Prometheus, a ping for a dead-man switch.
/// What cannot be told is a warning and changes no exit code.
struct RunMonitor {
  /// How a run ended, whatever way it ended.
  struct End {
    var exitCode: ETLPipeline.ExitCode
    /// The name of the pipeline; nil when its file could not be read.
    var pipeline: String?
    /// Nil when the run never began.
    var report: RunReport?
  }

  private let metrics: String?
  private let ping: Ping?
  private let output: RunOutput
  private let begin = Date()
  private var started: Task<String?, Never>?

  /// Creates a monitor; nil stands for what is not asked for.
  init(metrics: String?, ping: Ping?, output: RunOutput) {
    self.metrics = metrics
    self.ping = ping
    self.output = output
  }

  /// Tells that a run begins; the run does not wait for it.
  mutating func runStarts() {
    guard let ping else { return }
    started = Task { await ping.send("start") }
  }

  /// Tells how the run ended.
  func runEnded(_ end: End) async {
    writeMetrics(end)
    guard let ping else { return }
    if let problem = await started?.value { output.problem(.warning, problem) }
    let event = end.exitCode == .done ? "" : String(end.exitCode.rawValue)
    if let problem = await ping.send(event) { output.problem(.warning, problem) }
  }

  private func writeMetrics(_ end: End) {
    guard let metrics else { return }
    guard OutputFile.mayHold(metrics, startingWith: OutputFile.metricsStart) else {
      output.problem(
        .warning,
        "'\(metrics)' exists and holds no metrics; they are not written, name another file")
      return
    }
    let now = Date()
    let finishedAt = Int(now.timeIntervalSince1970)
    var file =
      end.report.map { MetricsFile($0, finishedAt: finishedAt) }
      ?? MetricsFile(
        pipeline: end.pipeline, exitCode: end.exitCode, finishedAt: finishedAt,
        elapsedSeconds: now.timeIntervalSince(begin))
    // The report may have ended well and not been written.
    file.exitCode = end.exitCode
    do {
      try file.write(to: metrics)
    } catch {
      output.problem(
        .warning, "the metrics cannot be written to '\(metrics)': \(error.localizedDescription)")
    }
  }
}
