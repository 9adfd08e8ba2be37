import ArgumentParser
import ETLModel
import ETLPipeline
import ETLStore

/// `etl trace`: prints one article through every stage.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print one article through every stage, as the database holds it.",
    discussion: """
      What came in, what cleaning took out and by which rule, sentences, quotes with their rules, who
      takes part in them and who is named in them, the same sayings in other articles, the cluster
      and the comparisons behind it. Offsets count Unicode code points of the body.
      """)

  @Argument(help: "The article's external id, URL, key or row number.")
  var id: String
  @Argument(help: "A database, or a pipeline file that loads into one.")
  var file = "pipeline.yml"
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let reader = try DatabaseArgument(file: file).open()
    let id = self.id
    let articles = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.articles(named: id)
    }
    guard let article = articles.first else {
      throw ValidationError("no article has the id, URL, key or number '\(id)'")
    }
    if articles.count > 1 {
      let inputs = articles.map { "\($0.input) (key \($0.digest))" }.joined(separator: ", ")
      Console.note(
        "notice: '\(id)' names \(articles.count) articles, of \(inputs); the first is shown")
    }
    let trace = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.trace(article)
    }
    if json {
      try Console.print(trace.value.json)
    } else {
      for line in trace.text { try Console.print(line) }
    }
  }
}

extension ArticleTrace {
  /// The trace as a person reads it.
  fileprivate var text: [String] {
    var lines = ["\(article.externalID) of \(article.input): \(outcomeText)"]
    for section in sections where !section.rows.isEmpty {
      lines += ["", section.name]
      if section.rows.count == 1 && section.columns.count > 4 {
        let width = section.columns.map(\.count).max() ?? 0
        for (column, value) in zip(section.columns, section.rows[0]) {
          guard let value else { continue }
          let padding = String(repeating: " ", count: width - column.count)
          lines.append("  \(column)\(padding)  \(Self.line(value))")
        }
      } else {
        let rows = section.rows.map { $0.map { Self.line($0 ?? "-") } }
        lines += Console.table([section.columns] + rows).map { "  " + $0 }
      }
    }
    return lines
  }

  private var outcomeText: String {
    let place = stage.map { " by \($0)" } ?? ""
    let why = reason.map { ": \($0)" } ?? ""
    let meaning = reason.flatMap { RejectReason(rawValue: $0) }.map { " (\($0.explanation))" } ?? ""
    let current = outcome != "loaded" && isLoaded ? "; an earlier version is loaded" : ""
    return (outcome ?? "loaded") + place + why + meaning + current
  }

  /// A text on one line.
  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
  }

  /// The trace as a tree.
  fileprivate var value: OptionValue {
    var map: [String: OptionValue] = [
      "input": .string(article.input), "external_id": .string(article.externalID),
      "outcome": .string(outcome ?? "loaded"),
    ]
    map["stage"] = stage.map { .string($0) }
    map["reason"] = reason.map { .string($0) }
    for section in sections {
      map[section.name.replacing(" ", with: "_")] = .list(
        section.rows.map { row in
          .map(
            Dictionary(
              zip(section.columns, row).compactMap { column, value in
                value.map { (column, .string($0)) }
              }, uniquingKeysWith: { $1 }))
        })
    }
    return .map(map)
  }
}
