import ArgumentParser
import ETLModel
import ETLStore

/// `etl rejects`: what could not be processed.
struct Rejects: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, show, retry or ignore the records that could not be processed.",
    subcommands: [
      RejectsList.self, RejectsShow.self, RejectsRetry.self, RejectsIgnore.self,
    ])
}

/// `etl rejects list`: one line for each reject.
struct RejectsList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List rejects.")

  /// Which rejects are listed, by what was decided about them.
  enum State: String, ExpressibleByArgument, CaseIterable {
    case open, ignored, resolved, all
  }

  @Argument(help: "A database, or a pipeline file that loads into one.")
  var file = "pipeline.yml"
  @Option(help: "Only this reason, such as bad_json.")
  var reason: RejectReason?
  @Option(help: "Only this stage.")
  var stage: String?
  @Option(help: "Only this input.")
  var input: String?
  @Option(help: "open, ignored, resolved or all.")
  var state = State.open
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let reader = try DatabaseArgument(file: file).open()
    var filter = RejectFilter()
    filter.reason = reason?.rawValue
    filter.stage = stage
    filter.input = input
    filter.state = state == .all ? nil : state.rawValue
    let wanted = filter
    let rejects = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.rejects(wanted)
    }
    if json { return try Console.printJSON(rejects) }
    if rejects.isEmpty { return Console.note("no rejects") }
    let head = ["id", "state", "reason", "stage", "input", "record", "attempts", "detail"]
    let rows = rejects.map { reject in
      [
        String(reject.rejectID), reject.state, reject.reason, Console.cell(reject.stage),
        Console.cell(reject.input), Console.cell(reject.externalID), String(reject.attempts),
        Console.cell(reject.detail),
      ]
    }
    for line in Console.table([head] + rows) { try Console.print(line) }
  }
}

/// `etl rejects show`: one reject, why it is one and what can be done.
struct RejectsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one reject, what its reason means and what to do.")

  @Argument(help: "The id of a reject, as `etl rejects list` prints it.")
  var id: Int64
  @Option(name: .shortAndLong, help: "A database, or a pipeline file that loads into one.")
  var database = "pipeline.yml"

  func run() throws {
    let reader = try DatabaseArgument(file: database).open()
    let id = self.id
    let found = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.reject(id)
    }
    guard let found else {
      throw ValidationError("there is no reject \(id); `etl rejects list --state all` lists them")
    }
    for line in Self.text(found) { try Console.print(line) }
  }

  private static func text(_ reject: StoredReject) -> [String] {
    var lines = [
      "reject    \(reject.rejectID)", "state     \(reject.state)",
      "input     \(Console.cell(reject.input))", "record    \(Console.cell(reject.externalID))",
      "stage     \(Console.cell(reject.stage))", "reason    \(reject.reason)",
      "detail    \(Console.cell(reject.detail))",
    ]
    if let url = reject.url { lines.append("url       \(Console.cell(url))") }
    lines.append(
      "met by    \(reject.attempts) runs, from run \(reject.firstRunID) to run "
        + "\(reject.lastRunID) (\(reject.lastSeenAt))")
    if let reason = RejectReason(rawValue: reject.reason) {
      lines += ["", "\(reason.rawValue): \(reason.explanation)"]
    }
    switch reject.state {
    case "open":
      lines += [
        "Repair the record and run again, which resolves the reject;",
        "or accept it: etl rejects ignore \(reject.rejectID)",
      ]
    case "ignored": lines.append("To open it again: etl rejects ignore --undo \(reject.rejectID)")
    default: lines.append("A later run did not meet it again; nothing is to be done.")
    }
    return lines
  }
}

/// `etl rejects ignore`: accepts rejects, or takes that back.
struct RejectsIgnore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ignore",
    abstract: "Mark rejects as ignored, or with --undo as open again.",
    discussion: "Exits with 75 when a run holds the database.")

  @Argument(help: "Ids of rejects, as `etl rejects list` prints them.")
  var ids: [Int64]
  @Flag(help: "Open them again.")
  var undo = false
  @Option(name: .shortAndLong, help: "A database, or a pipeline file that loads into one.")
  var database = "pipeline.yml"

  func run() throws {
    let path = try DatabaseArgument(file: database).path()
    let (ids, undo) = (self.ids, self.undo)
    let unknown = try DatabaseArgument.explaining { () throws(StoreError) in
      try RejectStates.set(ids, isIgnored: !undo, in: path)
    }
    guard unknown.isEmpty else {
      let names = unknown.map(String.init).joined(separator: ", ")
      throw ValidationError("there is no reject \(names); nothing was changed")
    }
    let names = Set(ids).sorted().map(String.init).joined(separator: ", ")
    Console.note("\(undo ? "open" : "ignored") now: reject \(names)")
  }
}
