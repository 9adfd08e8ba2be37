import ETLStore
import GRDB
import Testing

struct DatasetteFileTests {
  let fixture = StoreFixture()
  private let lines = DatasetteFile(database: "saha").text.split(separator: "\n").map(String.init)

  /// The value behind a key of a table, by table; the tables stand at six spaces, their keys at eight.
  private func values(of key: String) -> [(table: String, value: String)] {
    var table = ""
    return lines.prefix { $0 != "    queries:" }.compactMap { line in
      if line.hasPrefix("      "), !line.hasPrefix("       ") {
        table = String(line.dropFirst(6).prefix { $0 != ":" })
      }
      guard line.hasPrefix("        \(key): ") else { return nil }
      return (table, String(line.dropFirst(key.count + 10)))
    }
  }

  /// The SQL of the canned queries, by name.
  private var queries: [(name: String, sql: String)] {
    var queries: [(name: String, sql: String)] = []
    for line in lines.drop(while: { $0 != "    queries:" }).dropFirst() {
      if line.hasPrefix("          ") {
        queries[queries.count - 1].sql += line.dropFirst(10) + "\n"
      } else if !line.hasPrefix("        ") {
        queries.append((String(line.dropFirst(6).dropLast()), ""))
      }
    }
    return queries
  }

  @Test func `the database has the name that was asked for`() {
    #expect(lines.contains("  \"saha\":"))
    #expect(lines.first?.contains("saha.db") == true)
  }

  @Test(arguments: ["facets", "sort_desc", "label_column", "fts_pk"])
  func `what is shown of a table are its columns`(_ key: String) throws {
    let found = values(of: key)
    #expect(found.count >= 3)
    for (name, value) in found {
      let table = try #require(DataDictionary.current[name], "\(name)")
      let columns = value.split { "[], ".contains($0) }.map(String.init)
      #expect(Set(columns).subtracting(table.columns.map(\.name)) == [], "\(name).\(key)")
    }
  }

  @Test func `every table is described, and only the program's own are hidden`() {
    #expect(values(of: "description").map(\.table) == DataDictionary.current.tables.map(\.name))
    let hidden = values(of: "hidden").map(\.table)
    #expect(hidden.allSatisfy { $0.hasPrefix("pipeline_") || $0 == "duplicate_signature" })
    #expect(hidden.count == 6)
    #expect(Set(values(of: "fts_table").map(\.value)) == ["article_fts", "quote_fts"])
  }

  @Test func `the canned queries run on an empty and on a filled database`() throws {
    #expect(queries.count == 6)
    for articles in [[], [rows("a"), rows("b")]] {
      try fixture.load(articles, search: true)
      try DatabaseQueue(path: fixture.path).read { database in
        for (name, sql) in queries {
          let statement = try database.makeStatement(sql: sql)
          #expect(statement.isReadonly, "\(name)")
          let words = ["about": "", "kind": "", "speaker": "الناطق", "words": "قَال"]
          let names = words.filter { sql.contains(":\($0.key)") }
          let found = try Row.fetchAll(statement, arguments: StatementArguments(names))
          // One article has no saying in common with another, and no quote that names somebody.
          let isEmpty = articles.isEmpty || ["same_saying", "who_said_what_about"].contains(name)
          #expect(found.isEmpty == isEmpty, "\(name)")
        }
      }
    }
  }

  @Test(arguments: [
    ("قَالَ", 1), ("قال", 1), ("قال لا", 0), ("", 0), ("\"", 0), ("قال\" OR \"x", 0), ("قال*", 1),
  ])
  func `the search folds its words and takes nothing for an operator`(
    _ words: String, _ count: Int
  ) throws {
    try fixture.load([rows("a")], search: true)
    let sql = try #require(queries.first { $0.name == "search_quotes" }?.sql)
    let found = try DatabaseQueue(path: fixture.path).read {
      try Row.fetchAll($0, sql: sql, arguments: ["words": words]).count
    }
    #expect(found == count)
  }
}
