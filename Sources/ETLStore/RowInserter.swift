import GRDB
import GRDBSQLite

/// Inserts rows of one table, without the boxes that the arguments of a statement are put in: half
/// the time of a row.
///
///     let rows = try RowInserter(database, "INSERT INTO sentence (version_id, seq) VALUES (?, ?)")
///     try rows.insert { $0.bind(version); $0.bind(3) }
struct RowInserter {
  /// Takes the values of a row in the order of its columns.
  struct Values {
    private let statement: OpaquePointer
    private var column: Int32 = 0
    fileprivate var code = SQLITE_OK

    fileprivate init(_ statement: OpaquePointer) { self.statement = statement }

    mutating func bind(_ value: Int64) {
      column += 1
      note(sqlite3_bind_int64(statement, column, value))
    }

    mutating func bind(_ value: Int) { bind(Int64(value)) }

    mutating func bind(_ value: Int64?) {
      if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: Int?) {
      if let value { bind(Int64(value)) } else { bindNull() }
    }

    /// The text is copied: it need not outlive the call.
    mutating func bind(_ text: String?) {
      guard var text else { return bindNull() }
      column += 1
      let column = column
      let code = text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          // An empty text has no address, which SQLite takes for NULL.
          guard let start = characters.baseAddress else {
            return sqlite3_bind_text(statement, column, "", 0, Self.copied)
          }
          return sqlite3_bind_text(statement, column, start, Int32(bytes.count), Self.copied)
        }
      }
      note(code)
    }

    mutating func bindNull() {
      column += 1
      note(sqlite3_bind_null(statement, column))
    }

    private mutating func note(_ code: Int32) {
      if self.code == SQLITE_OK { self.code = code }
    }

    /// `SQLITE_TRANSIENT`, which is a macro.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  private let database: Database
  private let statement: Statement

  /// - Throws: `DatabaseError` for SQL with mistakes.
  init(_ database: Database, _ sql: String) throws {
    self.database = database
    statement = try database.cachedStatement(sql: sql)
  }

  /// Inserts one row.
  ///
  /// - Parameter body: Binds a value to every column.
  /// - Throws: `DatabaseError` when a value or the row is refused.
  func insert(_ body: (inout Values) -> Void) throws {
    let pointer = statement.sqliteStatement
    defer { sqlite3_reset(pointer) }
    var values = Values(pointer)
    body(&values)
    guard values.code == SQLITE_OK else { throw error(values.code) }
    let code = sqlite3_step(pointer)
    guard code == SQLITE_DONE else { throw error(code) }
  }

  private func error(_ code: Int32) -> DatabaseError {
    let message = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
    return DatabaseError(
      resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
  }
}
