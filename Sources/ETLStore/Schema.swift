import GRDB

/// The tables, as schema.sql describes them.
enum Schema {
  /// `ARTL`, the mark of our databases in their header.
  static let applicationID = 0x4152_544C
  static let version = 1

  /// The text of schema.sql, compiled in.
  static let sql = String(decoding: PackageResources.schema_sql, as: UTF8.self)

  /// Creates everything but the indexes, which are cheaper to make after a bulk load.
  static func createTables(_ database: Database) throws {
    try execute(database) { !isIndex($0) }
  }

  /// Creates the indexes.
  static func createIndexes(_ database: Database) throws {
    try execute(database, where: isIndex)
  }

  /// Creates the tables of the pipeline's memory, of replaced speaker keys and of mentions, and the
  /// views of mentions and utterances, where an older program left none.
  static func createMemory(_ database: Database) throws {
    if try !database.tableExists("speaker_redirect") {
      try execute(database) { $0.hasPrefix("CREATE TABLE speaker_redirect") }
    }
    if try !database.tableExists("quote_mention") {
      try execute(database) {
        $0.hasPrefix("CREATE TABLE quote_mention") || $0.hasPrefix("CREATE INDEX quote_mention")
          || $0.hasPrefix("CREATE VIEW mentions")
      }
    }
    if try !database.tableExists("duplicate_signature") {
      try execute(database) {
        $0.hasPrefix("CREATE TABLE duplicate_signature")
          || $0.hasPrefix("CREATE INDEX duplicate_signature")
      }
    }
    if try !database.viewExists("utterances") {
      try execute(database) { $0.hasPrefix("CREATE VIEW utterances") }
    }
    if try database.tableExists("pipeline_record"), try !database.tableExists("pipeline_address") {
      try execute(database) { $0.hasPrefix("CREATE TABLE pipeline_address") }
    }
    guard try !database.tableExists("pipeline_record") else { return }
    try execute(database) {
      $0.hasPrefix("CREATE TABLE pipeline_") || $0.hasPrefix("CREATE INDEX pipeline_")
    }
  }

  /// Makes sure that an existing file is a database of ours, and of this version.
  static func check(_ database: Database, path: String) throws {
    let id = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard id == applicationID else {
      throw StoreError(
        .cannotCreate, "'\(path)' is a SQLite database of another program; name another file")
    }
    guard found == version else {
      throw StoreError(
        .cannotCreate,
        "'\(path)' has schema version \(found), this program writes version \(version)")
    }
  }

  private static func execute(
    _ database: Database, where isIncluded: (Substring) -> Bool
  ) throws {
    for statement in statements where isIncluded(statement) {
      try database.execute(sql: String(statement))
    }
  }

  private static func isIndex(_ statement: Substring) -> Bool {
    statement.hasPrefix("CREATE INDEX") || statement.hasPrefix("CREATE UNIQUE INDEX")
  }

  /// The statements of schema.sql without its comments. A comment starts with `--`, which occurs in
  /// no string of the file; so does a semicolon, which ends a statement.
  private static let statements: [Substring] = {
    let lines = sql.split(separator: "\n").map { (line: Substring) -> Substring in
      line.firstRange(of: "--").map { line[..<$0.lowerBound] } ?? line
    }
    let text: String = lines.joined(separator: "\n")
    return text.split(separator: ";")
      .map { $0.trimmingPrefix(while: \.isWhitespace) }
      .filter { !$0.isEmpty }
  }()
}
