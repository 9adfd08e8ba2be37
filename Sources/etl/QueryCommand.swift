import ArgumentParser
import ETLPipeline
import ETLStages
import ETLStore
import Foundation

/// `etl query`: asks the database, in SQL or in words.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask the database, in SQL or with --search in words. Nothing is ever written.",
    discussion: """
      One statement that only reads. Beside SQLite's own functions there is fold(text), the form in \
      which words are compared: fold('أحمد') = fold('احمد').

      --search finds quotes or articles in which every term occurs, the best first: a word in any \
      spelling (احمد finds أحمد, مدرسه finds مدرسة, كتب finds كَتَبَ, علي finds على), with or without \
      the article (الوزير finds وزير, وزير finds الوزير), the beginning of a word (أمريك*), or words \
      that stand together ("مجلس الأمن").
      """)

  /// Where the statement and the database stand; with --search the first is the database.
  @Argument(help: "The statement; - reads it from stdin. Left out with --search.")
  var sql: String?
  @Argument(
    help: "A database, or a pipeline file that loads into one. (default: pipeline.yml)")
  var file: String?
  @Option(help: "Find these words instead of running a statement.")
  var search: String?
  @Option(name: .customLong("in"), help: "What --search looks through: quotes or articles.")
  var target = SearchTarget.quotes
  @Option(help: "table, csv, json, jsonl or markdown.")
  var format = RowFormat.table
  @Option(help: "The most rows that are printed (default: all; 20 with --search).")
  var limit: Int?
  @Option(
    help: ArgumentHelp("A text for :name in the statement (repeatable).", valueName: "name=value"))
  var parameter: [String] = []
  @Option(help: "The most time that the query may take, such as 500ms or 2m.")
  var timeout = "30s"
  @Option(help: "The most columns of a cell in a table; 0 for any number.")
  var width = 60

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if width < 0 { throw ValidationError("--width must be at least 0") }
    if DurationText.seconds(timeout) == nil {
      throw ValidationError("--timeout '\(timeout)' must be a duration such as 500ms, 30s or 2m")
    }
    for text in parameter where text.prefix(while: { $0 != "=" }).count == text.count {
      throw ValidationError("--parameter '\(text)' must be a name and a value: day=2015-07-01")
    }
    if search == nil, sql == nil {
      throw ValidationError("give a statement, - to read it from stdin, or --search")
    }
    if search != nil, file != nil || !parameter.isEmpty {
      throw ValidationError("--search takes no statement and no --parameter, only a database")
    }
  }

  func run() throws {
    let reader = try DatabaseArgument(file: databaseFile).open()
    let query = try search.map { try searchQuery($0, in: reader) } ?? statementQuery()
    let output = ByteOutput()
    var writer = format.writer(to: output, width: width)
    let isCut = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.run(query, into: &writer)
    }
    writer.end()
    try output.finish()
    if isCut, let limit = query.limit { Console.note("notice: only the first \(limit) rows") }
  }

  private var databaseFile: String {
    (search == nil ? file : sql) ?? "pipeline.yml"
  }

  private func statementQuery() throws -> DatabaseQuery {
    var query = DatabaseQuery(sql == "-" ? Self.standardInput() : sql ?? "")
    query.limit = limit
    query.timeout = DurationText.seconds(timeout)
    query.functions = [SearchTerms.foldFunction]
    for text in parameter {
      let name = text.prefix { $0 != "=" }
      query.parameters[String(name.drop { ":@$".contains($0) })] = String(
        text[name.endIndex...].dropFirst())
    }
    return query
  }

  private func searchQuery(_ text: String, in reader: DatabaseReader) throws -> DatabaseQuery {
    guard let terms = SearchTerms(text) else {
      throw ValidationError("--search has no word in it")
    }
    let isSearchable = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.hasSearchTables()
    }
    guard isSearchable else {
      throw ValidationError(
        "the database has no search tables; say `search: true` to its load_sqlite and run again")
    }
    var query = DatabaseQuery(
      search: target, match: terms.match, limit: limit ?? 20, excerpt: terms.excerpt)
    query.timeout = DurationText.seconds(timeout)
    return query
  }

  private static func standardInput() -> String {
    String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
  }
}
