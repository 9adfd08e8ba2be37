import GRDB

/// What every table, view and column means: dictionary.tsv, which also fills the table `dictionary`.
///
///     DataDictionary.current["quotes"]?.columns.first?.description   // "Number of the quote …"
public struct DataDictionary: Sendable {
  /// What is described.
  public enum Kind: String, Sendable {
    /// Rows that the load writes.
    case table
    /// A stored query: the stable names for analysts.
    case view
    /// A full-text table, there while `load_sqlite` has `search: true`.
    case search
  }

  /// A table or view with its columns, in their order.
  public struct Table: Sendable {
    public var name: String
    public var kind: Kind
    public var description: String
    public var columns: [Column]
  }

  /// A column of a table or view.
  public struct Column: Sendable {
    public var name: String
    /// `INTEGER`, `TEXT`, `REAL` or `BLOB`.
    public var type: String
    public var description: String
    /// What the values are measured in or written as.
    public var unit: String?
    /// A value, or all values with their meaning, separated by semicolons.
    public var example: String?
  }

  /// In the order of schema.sql: tables, views, full-text tables.
  public let tables: [Table]

  /// The description of this program's tables.
  public static let current = DataDictionary(
    tsv: String(decoding: PackageResources.dictionary_tsv, as: UTF8.self))

  /// The table or view of this name.
  public subscript(name: String) -> Table? { tables.first { $0.name == name } }

  /// Reads lines of table, column, type, unit, example and description.
  ///
  /// A line without a column is about the table itself, and its type is the kind. A description
  /// like `=quote.kind` takes type, unit, example and description from a column above.
  init(tsv: String) {
    var tables: [Table] = []
    var columns: [Substring: Column] = [:]
    for line in tsv.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      precondition(fields.count == 6, "a line of dictionary.tsv has six fields: \(line)")
      if fields[1].isEmpty {
        guard let kind = Kind(rawValue: String(fields[2])) else {
          preconditionFailure("dictionary.tsv knows no kind \(fields[2])")
        }
        tables.append(
          Table(name: String(fields[0]), kind: kind, description: String(fields[5]), columns: []))
        continue
      }
      let column = Self.column(fields, columns)
      precondition(tables.last?.name == String(fields[0]), "\(fields[0]) has no line of its own")
      tables[tables.count - 1].columns.append(column)
      columns["\(fields[0]).\(fields[1])"] = column
    }
    self.tables = tables
  }

  private static func column(_ fields: [Substring], _ known: [Substring: Column]) -> Column {
    let name = String(fields[1])
    if fields[5].hasPrefix("=") {
      guard var column = known[fields[5].dropFirst()] else {
        preconditionFailure("dictionary.tsv has no column \(fields[5].dropFirst()) above")
      }
      column.name = name
      return column
    }
    return Column(
      name: name, type: String(fields[2]), description: String(fields[5]),
      unit: fields[3].isEmpty ? nil : String(fields[3]),
      example: fields[4].isEmpty ? nil : String(fields[4]))
  }
}

extension DataDictionary {
  /// A row of the table `dictionary`.
  private typealias Entry = [String?]

  private var entries: [Entry] {
    tables.flatMap { table in
      [[table.name, "", table.kind.rawValue, nil, table.description, nil, nil]]
        + table.columns.map { column in
          [
            table.name, column.name, table.kind.rawValue, column.type, column.description,
            column.unit, column.example,
          ]
        }
    }
  }

  /// Brings the table `dictionary` in line; rows that are as they should be are not written.
  ///
  /// - Returns: Whether anything was written.
  @discardableResult
  func write(to database: Database) throws -> Bool {
    let columns = "table_name, column_name, kind, type, description, unit, example"
    let entries = self.entries
    let stored = try Row.fetchAll(
      database, sql: "SELECT \(columns) FROM dictionary ORDER BY rowid")
    guard stored.map({ row in (0..<7).map { row[$0] as String? } }) != entries else { return false }
    try database.execute(sql: "DELETE FROM dictionary")
    let statement = try database.makeStatement(
      sql: "INSERT INTO dictionary (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)")
    for entry in entries { try statement.execute(arguments: StatementArguments(entry)) }
    return true
  }
}
