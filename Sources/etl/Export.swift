import ArgumentParser
import ETLPipeline
import ETLStages
import ETLStore
import Foundation

/// `etl export`: writes a view to a file for other programs.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a view as JSON lines or CSV, the same bytes every time.",
    discussion: """
      Rows are ordered by their ids. In JSON lines every object has every column, null where there \
      is nothing, and a column has one type throughout. A file is written aside and then takes the \
      place of the one before.

      --no-body leaves out the texts of articles (the column body of articles and articles_unique), \
      so that what is passed on holds no whole text of a publisher. Quotes and titles stay.
      """)

  /// The forms that other programs read.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv

    var rowFormat: RowFormat { self == .csv ? .csv : .jsonl }
  }

  @Argument(help: "A database, or a pipeline file that loads into one.")
  var file = "pipeline.yml"
  @Option(
    help: ArgumentHelp(
      "The view: \(StableView.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "view"))
  var view = StableView.quotes
  @Option(help: "jsonl or csv.")
  var format = Format.jsonl
  @Option(name: .shortAndLong, help: "The file to write; - is stdout.")
  var output = "-"
  @Flag(help: "Leave out the texts of articles.")
  var noBody = false
  @Option(help: "Only what was published on this day or later: 2015-07-01.")
  var since: String?
  @Option(help: "Only what was published on this day or before.")
  var until: String?
  @Option(help: "Only this speaker: a key, a name in Arabic or English, a Wikidata number.")
  var speaker: String?

  func validate() throws {
    for (name, day) in [("--since", since), ("--until", until)] {
      guard let day else { continue }
      if !view.hasDay { throw ValidationError("\(name): rows of '\(view.rawValue)' have no day") }
      guard Self.isDay(day) else {
        throw ValidationError("\(name) '\(day)' must be a day such as 2015-07-01")
      }
    }
    if speaker != nil, !view.hasSpeaker {
      throw ValidationError("--speaker: rows of '\(view.rawValue)' have no speaker")
    }
  }

  func run() throws {
    let reader = try DatabaseArgument(file: file).open()
    let selection = try selection(in: reader)
    let query = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.query(for: selection)
    }
    if output == "-" { return try write(query, of: reader, to: ByteOutput()) }
    let file = try NewFile(replacing: output)
    do {
      try write(query, of: reader, to: ByteOutput(file.handle, name: "'\(output)'"))
      try file.publish()
    } catch {
      file.discard()
      throw error
    }
  }

  private func write(
    _ query: DatabaseQuery, of reader: DatabaseReader, to output: ByteOutput
  ) throws {
    var writer = format.rowFormat.writer(to: output, width: 0)
    _ = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.run(query, into: &writer)
    }
    writer.end()
    try output.finish()
  }

  private func selection(in reader: DatabaseReader) throws -> ViewSelection {
    var selection = ViewSelection(view)
    selection.leavesOutBodies = noBody
    selection.since = since
    selection.until = until
    guard let speaker else { return selection }
    let found = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.speakers(named: speaker, folded: SearchTerms.fold(speaker))
    }
    guard let one = found.first else {
      throw ValidationError("no speaker has the key or name '\(speaker)'")
    }
    guard found.count == 1 else {
      let keys = found.map { "'\($0.key)'" }.joined(separator: ", ")
      throw ValidationError("'\(speaker)' names \(found.count) speakers; give a key: \(keys)")
    }
    selection.speakerID = one.id
    return selection
  }

  /// Whether a text is a day of the calendar, written as the column `published_on` is.
  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    let components = DateComponents(
      calendar: Calendar(identifier: .gregorian), year: year, month: month, day: day)
    return components.isValidDate
  }
}
