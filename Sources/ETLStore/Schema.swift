import GRDB

/// The tables, as schema.sql describes them.
enum Schema {
  /// `ARTL`, the mark of our databases in their header.
  static let applicationID = 0x4152_544C
  /// As in the `PRAGMA user_version` of schema.sql. What raises older databases is in ``Migration``.
  static let version = 2

  /// The text of schema.sql, compiled in.
  static let sql = String(decoding: PackageResources.schema_sql, as: UTF8.self)

  /// A statement of schema.sql that makes something with a name.
  struct Object {
    /// What it makes.
    enum Kind: String {
      case table, index, view
    }

    var kind: Kind
    var name: String
    var sql: String

    /// Reads the head of a `CREATE` statement; nil for any other.
    fileprivate init?(_ statement: Substring) {
      var words = statement.prefix(200).split(whereSeparator: \.isWhitespace)[...]
      guard words.popFirst() == "CREATE" else { return nil }
      if words.first == "UNIQUE" { words.removeFirst() }
      guard let kind = words.popFirst().flatMap({ Kind(rawValue: $0.lowercased()) }),
        let name = words.popFirst()
      else { return nil }
      self.kind = kind
      self.name = String(name)
      sql = String(statement)
    }
  }

  /// What schema.sql creates, in its order.
  static let objects = statements.compactMap(Object.init)

  /// Creates everything but the indexes, which are cheaper to make after a bulk load.
  static func createTables(_ database: Database) throws {
    for statement in statements where Object(statement)?.kind != .index {
      try database.execute(sql: String(statement))
    }
    try DataDictionary.current.write(to: database)
  }

  /// Creates the indexes.
  static func createIndexes(_ database: Database) throws {
    for object in objects where object.kind == .index { try database.execute(sql: object.sql) }
  }

  /// The version that a database says it has.
  static func version(of database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  /// Makes sure that an existing file is a database of ours, and of no later version than this one.
  static func check(_ database: Database, path: String) throws {
    let id = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard id == applicationID else {
      throw StoreError(
        .cannotCreate, "'\(path)' is a SQLite database of another program; name another file")
    }
    let found = try version(of: database)
    guard (1...version).contains(found) else {
      throw StoreError(
        .cannotCreate,
        "'\(path)' has schema version \(found), this program knows versions 1 to \(version); "
          + "use the program that wrote it, or a newer one")
    }
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
