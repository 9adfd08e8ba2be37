import ArticleInput
import ETLModel
import ETLPipeline
import HTMLText
import QuoteTagging

/// What the names mean that a database, a report or a pipeline file can hold.
public enum Glossary {
  /// The kinds of names, in the order in which they are listed.
  public enum Kind: String, Sendable, CaseIterable {
    case rejectReason = "reject reason"
    case dropReason = "drop reason"
    case quoteRule = "quote rule"
    case residueRule = "residue rule"
    case checkStatus = "check status"
    case exitCode = "exit code"
    case stageType = "stage type"
    case inputType = "input type"
  }

  /// One name with its meaning.
  public struct Entry: Sendable {
    public var kind: Kind
    public var name: String
    /// One sentence.
    public var explanation: String
    /// Lines that show it; empty when there is nothing to show.
    public var examples: [String] = []
  }

  /// Every entry, by kind.
  public static let all: [Entry] =
    rejectReasons + dropReasons + quoteRules + residueRules + checkStatuses + exitCodes + types

  /// The entries called `name`: more than one when kinds share a name, none for an unknown name.
  public static func entries(named name: String) -> [Entry] { all.filter { $0.name == name } }

  /// Up to five names that may have been meant, the likeliest first.
  public static func names(near name: String) -> [String] {
    let names = all.map(\.name)
    var near = NearestName.nearest(to: name, among: names).map { [$0] } ?? []
    let parts = names.filter { !name.isEmpty && ($0.contains(name) || name.contains($0)) }
    for part in parts where !near.contains(part) && Int(part) == nil { near.append(part) }
    return Array(near.prefix(5))
  }

  private static let rejectReasons = RejectReason.allCases.map {
    Entry(kind: .rejectReason, name: $0.rawValue, explanation: $0.explanation)
  }

  private static let dropReasons =
    [
      ("empty_body", "nothing is left of the text when its residue is out"),
      ("too_short", "the body has fewer words than clean_text's min_words"),
      ("superseded", "the page was fetched again later with other bytes, which are the ones read"),
      ("no_document", "the article came by a side branch only: the main branch dropped it"),
    ].map { Entry(kind: .dropReason, name: $0, explanation: $1) }
    + OtherRecord.allCases.map {
      Entry(kind: .dropReason, name: $0.rawValue, explanation: $0.explanation)
    }

  private static let quoteRules = QuoteRule.allCases.map { rule in
    Entry(
      kind: .quoteRule, name: rule.id, explanation: rule.explanation,
      examples: [rule.example, "confidence \(rule.confidence)"])
  }

  private static let residueRules = ResidueRules.all.map { rule in
    Entry(
      kind: .residueRule, name: rule.id, explanation: rule.explanation,
      examples: rule.example.map { [$0] } ?? [])
  }

  private static let checkStatuses = [
    (CheckResult.Status.pass, "the query gave what was expected"),
    (.warn, "it did not, and the check is of severity warn: the load is published"),
    (.fail, "it did not, and the check is of severity error: the load is taken back"),
    (
      .error,
      "the check itself could not run, or gave no number; with severity error the load is taken back"
    ),
  ].map { Entry(kind: .checkStatus, name: $0.rawValue, explanation: $1) }

  private static let exitCodes = ExitCode.allCases.map {
    Entry(kind: .exitCode, name: String($0.rawValue), explanation: $0.explanation)
  }

  private static let types =
    StageCatalog.all.stages.map { type(.stageType, $0.description, $0.defaults) }
    + StageCatalog.all.inputs.map { type(.inputType, $0.description, $0.defaults) }

  private static func type(
    _ kind: Kind, _ description: StageDescription, _ defaults: [String: OptionValue]
  ) -> Entry {
    Entry(
      kind: kind, name: description.name, explanation: description.summary,
      examples: description.options.map { option in
        "\(option.name): \(defaults[option.name]?.text ?? "")  # \(option.summary)"
      })
  }
}
