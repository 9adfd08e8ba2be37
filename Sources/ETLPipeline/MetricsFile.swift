public import ETLModel
import Foundation

/// What a run leaves for the textfile collector of Prometheus' node exporter.
///
/// The text is in the exposition format: one block with help and type for each metric, labels
/// escaped. Metrics of a run that never got to its stages are there as well: success, exit code,
/// times.
public struct MetricsFile: Sendable {
  /// The name of the pipeline; nil when its file could not be read.
  public var pipeline: String?
  public var exitCode: ExitCode
  /// Seconds since 1970.
  public var finishedAt: Int
  public var elapsedSeconds: Double
  public var stages: [RunReport.StageReport] = []
  public var rejects: [RejectReason: Int] = [:]
  public var checks: [CheckResult] = []

  /// Describes a run that ended before its stages were there.
  public init(pipeline: String?, exitCode: ExitCode, finishedAt: Int, elapsedSeconds: Double) {
    self.pipeline = pipeline
    self.exitCode = exitCode
    self.finishedAt = finishedAt
    self.elapsedSeconds = elapsedSeconds
  }

  /// Describes a run by its report.
  public init(_ report: RunReport, finishedAt: Int) {
    self.init(
      pipeline: report.start.pipeline, exitCode: report.exitCode, finishedAt: finishedAt,
      elapsedSeconds: report.elapsedSeconds)
    stages = report.stages
    rejects = report.rejects.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
    checks = report.checks
  }

  /// Writes the metrics to `path`: beside it first, then renamed, so that the collector never
  /// reads a half. Everybody may read the file, because the collector is another user.
  ///
  /// - Throws: an error of the file system.
  public func write(to path: String) throws {
    let old = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    // The collector reads names that end in .prom.
    let temporary = path + ".\(ProcessInfo.processInfo.processIdentifier).tmp"
    do {
      try Data(text(previous: old ?? "").utf8).write(to: URL(fileURLWithPath: temporary))
      guard chmod(temporary, 0o644) == 0, rename(temporary, path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// The file's text.
  ///
  /// - Parameter previous: The text of the file so far: a run that fails keeps the time of the
  ///   last success, and the name of a pipeline whose file cannot be read.
  public func text(previous: String) -> String {
    let old = Self.lastSuccess(previous)
    let name = pipeline ?? old?.pipeline ?? ""
    let isSuccess = exitCode == .done
    var blocks = [
      block("success", "Whether the last run exited with 0.", [([], isSuccess ? 1 : 0)], name),
      block("exit_code", "The exit code of the last run.", [([], Double(exitCode.rawValue))], name),
      block("duration_seconds", "How long the last run took.", [([], elapsedSeconds)], name),
      block("last_timestamp_seconds", "When the last run ended.", [([], Double(finishedAt))], name),
    ]
    if let time = isSuccess ? Double(finishedAt) : old?.time {
      blocks.append(
        block(
          "last_success_timestamp_seconds", "When the last run with exit code 0 ended.",
          [([], time)], name))
    }
    let tables = [
      block("etl_records", "Records of the last run by stage and outcome.", records, name),
      block("etl_rejects", "Rejects of the last run by reason.", reasons, name),
      block(
        "etl_check_status", "Checks of the last run: 0 pass, 1 warn, 2 fail, 3 could not run.",
        results, name),
    ]
    return (blocks + tables).joined()
  }

  private typealias Sample = (labels: [(String, String)], value: Double)

  private var records: [Sample] {
    stages.flatMap { stage -> [Sample] in
      let counts = [
        ("in", stage.counts.recordsIn), ("out", stage.counts.recordsOut),
        ("dropped", stage.counts.recordsDropped), ("rejected", stage.counts.recordsRejected),
      ]
      return counts.map { ([("stage", stage.name), ("outcome", $0)], Double($1)) }
    }
  }

  /// Every reason, so that a series does not end when a reason no longer occurs.
  private var reasons: [Sample] {
    RejectReason.allCases.map { ([("reason", $0.rawValue)], Double(rejects[$0] ?? 0)) }
  }

  private var results: [Sample] {
    checks.map { result in
      let status: Double =
        switch result.status {
        case .pass: 0
        case .warn: 1
        case .fail: 2
        case .error: 3
        }
      return ([("check", result.check.name)], status)
    }
  }

  /// One metric with its samples; a name without prefix is one of `etl_run_`.
  private func block(
    _ name: String, _ help: String, _ samples: [Sample], _ pipeline: String
  ) -> String {
    guard !samples.isEmpty else { return "" }
    let name = name.hasPrefix("etl_") ? name : "etl_run_" + name
    let lines = samples.map { sample in
      let labels = ([("pipeline", pipeline)] + sample.labels)
        .map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
      return "\(name){\(labels)} \(Self.number(sample.value))\n"
    }
    return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + lines.joined()
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  private static func escaped(_ label: String) -> String {
    label.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// The sample of the last success in an older text.
  private static func lastSuccess(_ text: String) -> (pipeline: String, time: Double?)? {
    let name = pipelineLabel(of: "etl_run_success", in: text)?.pipeline
    let success = pipelineLabel(of: "etl_run_last_success_timestamp_seconds", in: text)
    return name.map { ($0, success?.value) }
  }

  private static func pipelineLabel(
    of metric: String, in text: String
  ) -> (pipeline: String, value: Double?)? {
    let prefix = metric + "{pipeline=\""
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(prefix) }),
      let end = line.range(of: "\"} ", options: .backwards)
    else { return nil }
    let label = line[..<end.lowerBound].dropFirst(prefix.count)
    return (unescaped(label), Double(line[end.upperBound...]))
  }

  private static func unescaped(_ label: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in label {
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
