import ArgumentParser
import ETLStages

/// `etl explain`: says what a name means.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a reason, rule, status, exit code or type means.",
    discussion: "Without a name, all names are listed by kind.")

  @Argument(help: "Such as bad_json, verb-clause, related.label, 75 or tag_quotes.")
  var name: String?

  func run() throws {
    guard let name else {
      for line in Self.list { try Console.print(line) }
      return
    }
    let entries = Glossary.entries(named: name)
    if entries.isEmpty {
      let near = Glossary.names(near: name).map { "'\($0)'" }.joined(separator: ", ")
      throw ValidationError(
        "unknown name '\(name)'; "
          + (near.isEmpty ? "`etl explain` lists all" : "near it are \(near)"))
    }
    for entry in entries {
      try Console.print("\(entry.name) (\(entry.kind.rawValue)): \(entry.explanation)")
      for example in entry.examples { try Console.print("  " + example) }
    }
  }

  private static var list: [String] {
    Glossary.Kind.allCases.flatMap { kind in
      let entries = Glossary.all.filter { $0.kind == kind }
      let width = entries.map(\.name.count).max() ?? 0
      let rows = entries.map { entry in
        let padding = String(repeating: " ", count: width - entry.name.count)
        return "  \(entry.name)\(padding)  \(entry.explanation)"
      }
      return (kind == .rejectReason ? [] : [""]) + ["\(kind.rawValue)s"] + rows
    }
  }
}
