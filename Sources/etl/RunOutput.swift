import ETLPipeline
import Foundation
import Logging

/// What a run tells on stderr: lines for a person, or log lines and nothing else.
struct RunOutput {
  let format: LogFormat
  let isQuiet: Bool
  private let logger = Logger(label: "etl")

  /// Decides how the process logs from now on. Called once.
  static func start(_ format: LogFormat, isQuiet: Bool, isVerbose: Bool) -> RunOutput {
    // A person is told by the summary what log lines say at notice.
    let level: Logger.Level =
      isVerbose ? .debug : isQuiet || format == .text ? .warning : .notice
    LoggingSystem.bootstrap { _ in LineLogHandler(format: format, level: level) }
    return RunOutput(format: format, isQuiet: isQuiet)
  }

  /// Tells what is wrong with the pipeline file and lexicons.
  func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      guard format != .text else {
        if diagnostic.severity == .error || !isQuiet { Console.note(diagnostic.description) }
        continue
      }
      let place: Logger.Metadata? = diagnostic.place.map { place in
        var metadata: Logger.Metadata = [
          "file.path": "\(place.file)", "file.line": "\(place.line)",
        ]
        if let column = place.column { metadata["file.column"] = "\(column)" }
        return metadata
      }
      log(diagnostic.severity, diagnostic.message, place ?? [:])
    }
  }

  /// Tells of something that went wrong beside the run: `error` or `warning`, and a sentence.
  func problem(_ severity: Diagnostic.Severity, _ message: String) {
    if format == .text {
      Console.note("\(severity.rawValue): \(message)")
    } else {
      log(severity, message, [:])
    }
  }

  /// Tells that a run begins.
  func runStarts(_ plan: Plan, id: String) {
    logger.notice(
      "run begins", metadata: ["run.id": "\(id)", "pipeline.name": "\(plan.name)"])
  }

  /// Tells how a run ended.
  func runEnded(_ report: RunReport) {
    guard format != .text else {
      for line in report.problems { Console.note(line) }
      if isQuiet { return }
      for notice in report.notices { Console.note("notice: \(notice)") }
      for line in report.text { Console.note(line) }
      return
    }
    let run: Logger.Metadata = ["run.id": "\(report.start.uid)"]
    for line in report.problems {
      let isError = line.hasPrefix("error: ")
      let message = line.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? line
      log(isError ? .error : .warning, message, run)
    }
    for notice in report.notices { log(.notice, notice, run) }
    logger.notice(
      "run ended",
      metadata: [
        "run.id": "\(report.start.uid)", "pipeline.name": "\(report.start.pipeline)",
        "run.status": "\(report.status.rawValue)", "run.exit_code": "\(report.exitCode.rawValue)",
        "run.records": "\(report.recordsMet)", "run.rejects": "\(report.rejects.count)",
        "run.seconds": "\(String(format: "%.3f", report.elapsedSeconds))",
      ])
  }

  private func log(
    _ severity: Diagnostic.Severity, _ message: String, _ metadata: Logger.Metadata
  ) {
    let level: Logger.Level =
      switch severity {
      case .error: .error
      case .warning: .warning
      case .notice: .notice
      }
    logger.log(level: level, "\(message)", metadata: metadata)
  }
}
