import ETLModel
import ETLStages
import ETLStore
import Foundation
import HTMLReport

extension ReportTable {
  /// The stages of a run with what they did.
  static func stages(_ stages: [StoredStage]) -> ReportTable {
    ReportTable(
      caption: "Stages of the last run",
      columns: [
        .text("stage"), .words("uses"), .words("status"), .number("in"), .number("out"),
        .number("known"), .number("dropped"), .number("rejected"), .number("seconds"),
        .words("error"),
      ],
      rows: stages.map { stage in
        [
          stage.stage, stage.uses, stage.status, "\(stage.recordsIn)", "\(stage.recordsOut)",
          "\(stage.recordsCached)", "\(stage.recordsDropped)", "\(stage.recordsRejected)",
          stage.milliseconds.map { String(format: "%.2f", Double($0) / 1000) } ?? "",
          stage.error ?? "",
        ]
      })
  }

  /// What the checks of a run found.
  static func checks(_ checks: [StoredCheck]) -> ReportTable {
    ReportTable(
      caption: "Checks of the last run",
      columns: [
        .text("check"), .words("severity"), .words("status"), .number("observed"),
        .words("expected"), .words("message"),
      ],
      rows: checks.map { check in
        [
          check.name, check.severity, check.status, check.observed.map { "\($0)" } ?? "",
          check.expected ?? "", check.message ?? "",
        ]
      })
  }

  /// The reasons of rejects with what they mean.
  static func reasons(_ counts: [ReportFigures.RejectCount]) -> ReportTable {
    ReportTable(
      caption: "Rejects by reason",
      columns: [.words("reason"), .words("what it means"), .words("state"), .number("records")],
      rows: counts.map { entry in
        [
          entry.reason, explanation(of: entry.reason, .rejectReason), entry.state,
          "\(entry.count)",
        ]
      })
  }

  /// The rules that found the quotes of `articles`.
  static func rules(of articles: [ReportArticle]) -> ReportTable {
    var counts: [String: Int] = [:]
    for quote in articles.flatMap(\.quotes) { counts[quote.rule, default: 0] += 1 }
    return ReportTable(
      caption: "Rules that found the quotes shown",
      columns: [.words("rule"), .words("what it means"), .number("quotes")],
      rows: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { [$0.key, explanation(of: $0.key, .quoteRule), "\($0.value)"] })
  }

  private static func explanation(of name: String, _ kind: Glossary.Kind) -> String {
    Glossary.entries(named: name).first { $0.kind == kind }?.explanation ?? ""
  }
}
