import CSQLite
import Dispatch
import GRDB

/// A question to a database: one statement that only reads.
public struct DatabaseQuery: Sendable {
  public var sql: String
  /// Texts for `:name`, `@name` or `$name`, by name.
  public var parameters: [String: String] = [:]
  /// The most rows that are given; nil for all.
  public var limit: Int?
  /// The most seconds that it may take; nil for any time.
  public var timeout: Double?
  /// Functions that the SQL may call, beside SQLite's.
  public var functions: [TextFunction] = []

  /// Creates a query.
  public init(_ sql: String) { self.sql = sql }
}

/// A function of SQL from one text to another; NULL stays NULL.
public struct TextFunction: Sendable {
  var name: String
  var body: @Sendable (String) -> String

  /// Creates a function.
  public init(_ name: String, _ body: @escaping @Sendable (String) -> String) {
    self.name = name
    self.body = body
  }

  fileprivate var function: DatabaseFunction {
    DatabaseFunction(name, argumentCount: 1, pure: true) { [body] values in
      String.fromDatabaseValue(values[0]).map(body)
    }
  }
}

/// Takes the rows of a query one by one.
public protocol RowReceiver {
  /// Is told the names of the columns, before any row.
  mutating func begin(columns: [String])
  /// Takes a row, and returns whether it wants more.
  mutating func receive(_ values: [StoredValue]) -> Bool
}

extension DatabaseReader {
  /// Hands the rows of a query to `receiver`, each as it is found.
  ///
  /// - Returns: Whether the limit kept rows back.
  /// - Throws: `StoreError` of kind `statement` when the SQL is wrong, is more than one statement or
  ///   does anything but read; of kind `interrupted` when it takes longer than its timeout.
  public func run(
    _ query: DatabaseQuery, into receiver: inout some RowReceiver
  ) throws(StoreError) -> Bool {
    let alarm = DispatchWorkItem { [queue] in queue.interrupt() }
    if let timeout = query.timeout {
      DispatchQueue.global().asyncAfter(deadline: .now() + timeout, execute: alarm)
    }
    defer { alarm.cancel() }
    do {
      return try read { database in
        for function in query.functions { database.add(function: function.function) }
        let statement = try Self.statement(query, database)
        receiver.begin(columns: statement.columnNames)
        do {
          return try Self.step(statement, query.limit, into: &receiver)
        } catch let error as DatabaseError {
          throw Self.explained(error)
        }
      }
    } catch  where error.kind == .interrupted {
      throw StoreError(.interrupted, "the query took longer than its --timeout")
    }
  }

  private static func step(
    _ statement: Statement, _ limit: Int?, into receiver: inout some RowReceiver
  ) throws -> Bool {
    let rows = try Row.fetchCursor(statement)
    var count = 0
    while let row = try rows.next() {
      if count == limit { return true }
      count += 1
      guard receiver.receive(row.databaseValues.map(StoredValue.init)) else { return false }
    }
    return false
  }

  private static func statement(_ query: DatabaseQuery, _ database: Database) throws -> Statement {
    let statement: Statement
    do {
      statement = try database.makeStatement(sql: query.sql)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
      throw StoreError(.statement, "the SQL is more than one statement; give one")
    } catch let error as DatabaseError {
      throw explained(error, at: place(in: query.sql, database))
    }
    // ATTACH reads, for SQLite, but has no columns.
    guard statement.isReadonly, statement.columnCount > 0 else {
      throw StoreError(.statement, "the SQL must be one query that only reads, such as a SELECT")
    }
    do {
      try statement.setArguments(StatementArguments(query.parameters))
    } catch let error as DatabaseError {
      throw StoreError(
        .statement, "\(error.message ?? "wrong parameters"); --parameter name=value gives one")
    }
    return statement
  }

  /// What is wrong with SQL that the user wrote; errors of the database stay as they are.
  private static func explained(_ error: DatabaseError, at place: String = "") -> any Error {
    switch error.resultCode {
    case .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_RANGE, .SQLITE_TOOBIG, .SQLITE_READONLY,
      .SQLITE_AUTH, .SQLITE_CONSTRAINT:
      StoreError(.statement, "SQL\(place): \(error.message ?? "error")")
    default: error
    }
  }

  /// Where the last error of `database` stands in the SQL, as far as SQLite says.
  private static func place(in sql: String, _ database: Database) -> String {
    let offset = Int(etl_error_offset(database.sqliteConnection))
    guard offset >= 0, offset <= sql.utf8.count else { return "" }
    let before = String(decoding: sql.utf8.prefix(offset), as: UTF8.self)
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    return ":\(lines.count):\((lines.last?.unicodeScalars.count ?? 0) + 1)"
  }
}
