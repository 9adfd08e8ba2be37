import ETLStore
import ETLTestSupport
import Foundation
import GRDB
import Testing

struct DataDictionaryTests {
  let fixture = StoreFixture()
  private let dictionary = DataDictionary.current

  /// Tables, views and full-text tables of a real database, without those that belong to SQLite.
  private static let tables = """
    SELECT name, CASE type WHEN 'virtual' THEN 'search' ELSE type END AS kind FROM pragma_table_list
    WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    """

  @Test func `every table, view and column is described, and nothing else is`() throws {
    try fixture.load([rows("a")], search: true)
    let stored = try fixture.query(
      "SELECT name, kind, '' FROM (\(Self.tables)) UNION ALL SELECT t.name, t.kind, c.name FROM (\(Self.tables)) t, pragma_table_info(t.name) c"
    )
    let described = dictionary.tables.flatMap { table in
      ([""] + table.columns.map(\.name)).map { "\(table.name)|\(table.kind.rawValue)|\($0)" }
    }
    #expect(Set(described).subtracting(stored) == [])
    #expect(Set(stored).subtracting(described) == [])
    #expect(described.count == stored.count)
    let rows = try fixture.query("SELECT table_name, kind, column_name FROM dictionary")
    #expect(rows == described)
  }

  @Test func `columns stand in the order of the database and have its types`() throws {
    try fixture.load([rows("a")], search: true)
    for table in dictionary.tables {
      let columns = try fixture.query("SELECT name, type FROM pragma_table_info('\(table.name)')")
      for (column, stored) in zip(table.columns, columns) {
        let known = stored.hasSuffix("|") ? stored + column.type : stored
        #expect("\(column.name)|\(column.type)" == known, "\(table.name)")
      }
    }
  }

  @Test func `each description is a sentence of its own that says more than the name`() throws {
    let source = try String(
      contentsOfFile: ProjectFiles.root + "/Sources/ETLStore/dictionary.tsv", encoding: .utf8)
    var written: Set<Substring> = []
    for line in source.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let text = try #require(fields.last)
      if text.hasPrefix("=") { continue }
      #expect(written.insert(text).inserted, "repeated: \(line)")
      #expect(text.hasSuffix(".") || text.contains(". "), "no sentence: \(line)")
      #expect(text.split(separator: " ").count >= 4, "too short: \(line)")
      let name = fields[1].isEmpty ? fields[0] : fields[1]
      let words = Set(text.lowercased().split { !$0.isLetter })
        .subtracting(["the", "a", "of", "one", "row", "for", "each"])
      #expect(words.count > name.split(separator: "_").count, "\(line)")
    }
  }

  @Test func `an offset says its unit, a moment its form and a closed column its values`() {
    for table in dictionary.tables {
      for column in table.columns {
        if column.name.hasSuffix("_start") || column.name.hasSuffix("_end") {
          #expect(column.unit == "code points", "\(table.name).\(column.name)")
        }
        if column.name.hasSuffix("_at") {
          #expect(column.unit == "ISO 8601 UTC", "\(table.name).\(column.name)")
        }
      }
      for (column, values) in Self.checks[table.name] ?? [] {
        let example = table.columns.first { $0.name == column }?.example ?? ""
        for value in values {
          #expect(example.contains(value), "\(table.name).\(column): \(value)")
        }
      }
    }
  }

  /// The columns with `CHECK (column IN ('…'))` in schema.sql, with their values.
  private static let checks: [String: [(String, [String])]] = {
    let schema =
      (try? String(contentsOfFile: ProjectFiles.root + "/schema.sql", encoding: .utf8)) ?? ""
    var checks: [String: [(String, [String])]] = [:]
    for statement in schema.split(separator: "CREATE TABLE ").dropFirst() {
      let name = String(statement.prefix { $0 != " " })
      for match in statement.matches(of: #/CHECK \((\w+) IN \(('[^)]*)\)/#) {
        let values = match.2.split(separator: ",").map { $0.filter { $0 != "'" } }
        checks[name, default: []].append((String(match.1), values))
      }
    }
    return checks
  }()

  @Test func `schema_sql has closed columns to look at`() { #expect(Self.checks.count >= 10) }

  @Test func `a dictionary that differs is filled again by the next load`() throws {
    try fixture.load([rows("a")])
    let before = try fixture.query("SELECT * FROM dictionary")
    try DatabaseQueue(path: fixture.path).write {
      try $0.execute(sql: "UPDATE dictionary SET description = 'old' WHERE table_name = 'quote'")
    }
    let result = try fixture.load([rows("a")])
    #expect(!result.hasChanges)
    #expect(try fixture.query("SELECT * FROM dictionary") == before)
  }
}
