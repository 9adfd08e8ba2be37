import ETLModel
import ETLPipeline
import Foundation

extension RunReport {
  /// What went wrong, one message to a line; printed even with `-q`.
  var problems: [String] {
    var lines = missing.map { "error: input path '\($0)' does not exist; the rest was loaded" }
    if isUnreachable {
      lines.append(
        "error: no address of any input could be read; `etl rejects list` says why for each")
    }
    for check in checks where check.status != .pass {
      let severity = check.isFatal ? "error" : "warning"
      let found = check.observed.map { "found \($0), expected \(check.check.expectation)" }
      let words = [found, check.message].compactMap(\.self).joined(separator: "; ")
      lines.append("\(severity): check '\(check.check.name)': \(words)")
    }
    if exceedsRejectLimit {
      lines.append(
        "error: \(rejectCount) of \(recordsMet) records were rejected, more than max_rejected "
          + "allows (\(rejectSummary)); nothing was published")
    }
    if let failure {
      let stage = failure.stage.map { "stage '\($0)': " } ?? ""
      lines.append("error: \(stage)\(failure.message); nothing was published")
    }
    if failure == nil, status == .interrupted, let stopReason {
      lines.append("\(stopReason): what was complete was kept; run again to go on")
    }
    return lines
  }

  /// The summary that a person reads.
  var text: [String] {
    // The notice says it all.
    if status == .skipped { return [] }
    var lines = [
      "\(start.pipeline): \(outcome) in \(Self.seconds(elapsedSeconds)) s", "",
    ]
    let head = ["stage", "uses", "in", "known", "out", "dropped", "rejected", "seconds"]
    let rows = stages.map { stage in
      [
        stage.name, stage.uses, String(stage.counts.recordsIn),
        String(stage.counts.recordsCached), String(stage.counts.recordsOut),
        String(stage.counts.recordsDropped), String(stage.counts.recordsRejected),
        Self.seconds(Double(stage.counts.busyNanoseconds) / 1e9),
      ]
    }
    lines += Console.table([head] + rows)
    lines.append("")
    if failure == nil, status != .failed { lines += summary }
    lines += stages.compactMap { stage in
      stage.counts.dropped.isEmpty
        ? nil
        : "\(stage.name) dropped: \(Self.list(stage.counts.dropped.map { ($0.rawValue, $1) }))"
    }
    if rejectCount > 0, !exceedsRejectLimit {
      let known = knownRejects.values.reduce(0, +)
      let old = known > 0 ? " (\(known) of them known)" : ""
      lines.append("rejected: \(rejectSummary)\(old); `etl rejects list` has the details")
      lines += rejectCounts.keys.sorted { $0.rawValue < $1.rawValue }
        .map { "  \($0.rawValue): \($0.explanation)" }
    }
    if !samples.isEmpty, hasChanges { lines += [""] + samples.map { "  " + $0 } }
    return lines
  }

  private var outcome: String {
    switch status {
    case .ok: hasChanges ? "done" : "done, nothing to do"
    case .warn: "done, with warnings"
    case .failed: "failed"
    case .interrupted: "interrupted"
    case .skipped: "skipped, another run is at work"
    case .running: "running"
    }
  }

  /// All rejects of the inputs by reason, this run's and those known before.
  var rejectCounts: [RejectReason: Int] {
    rejects.reduce(into: knownRejects) { $0[$1.reason, default: 0] += 1 }
  }

  private var rejectCount: Int { rejectCounts.values.reduce(0, +) }

  /// `bad_json 2, empty 1`.
  private var rejectSummary: String {
    Self.list(rejectCounts.map { ($0.rawValue, $1) })
  }

  private static func list(_ counts: [(name: String, count: Int)]) -> String {
    counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      .map { "\($0.name) \($0.count)" }.joined(separator: ", ")
  }

  private static func seconds(_ value: Double) -> String {
    String(format: value < 10 ? "%.2f" : "%.1f", value)
  }
}
