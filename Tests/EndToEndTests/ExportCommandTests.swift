import ETLTestSupport
import Foundation
import GRDB
import Testing

/// `etl export` over three dated articles by two speakers.
struct ExportCommandTests {
  let workspace = Workspace()

  init() throws {
    let lines = try (1...3).map { number in
      let object = [
        "id": "n\(number)", "date": "2015-07-0\(number)", "title": "خبر \"\(number)\"",
        "text": IncrementalRunTests.article(
          number, speaker: number == 3 ? "ليلى حداد" : "سالم العمري"),
      ]
      let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
      return String(decoding: data, as: UTF8.self)
    }
    try workspace.directory.write(lines.joined(separator: "\n"), to: "in.jsonl")
    try workspace.writePipeline(["in: { type: jsonl, paths: [in.jsonl] }"])
    let result = try workspace.run(["-q"])
    try #require(result.code == 0, "\(result.errors)")
  }

  private func export(_ arguments: [String]) throws -> Program.Result {
    try Program.run(["export"] + arguments, in: workspace.directory.path)
  }

  private func objects(_ arguments: [String]) throws -> [[String: Any]] {
    let result = try export(arguments)
    #expect(result.code == 0, "\(result.errors)")
    return try result.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func `quotes are exported from a pipeline file, ordered, with all columns`() throws {
    let rows = try objects([])
    let count = try workspace.query("SELECT count(*) FROM quotes")
    #expect(["\(rows.count)"] == count)
    #expect(rows.compactMap { $0["quote_id"] as? Int } == Array(1...rows.count))
    let columns = try workspace.query("SELECT name FROM pragma_table_info('quotes')")
    for row in rows { #expect(Set(row.keys) == Set(columns)) }
    #expect(rows.first?["url"] is NSNull)
  }

  @Test func `every view of the database can be exported, twice the same, and no other table`()
    throws
  {
    let views = try workspace.query("SELECT name FROM sqlite_schema WHERE type = 'view'")
    #expect(views.count == 12)
    for view in views {
      for format in ["csv", "jsonl"] {
        let arguments = ["--view", view, "--format", format]
        let result = try export(arguments)
        #expect(result.code == 0, "\(view): \(result.errors)")
        #expect(try export(arguments).output == result.output, "\(view)")
      }
    }
    #expect(try export(["--view", "quote"]).code == 64)
    #expect(try export(["--view", "sqlite_schema"]).code == 64)
  }

  @Test func `a column has one type in all rows`() throws {
    for view in ["quotes", "articles", "mentions", "lineage", "utterances"] {
      var types: [String: Set<String>] = [:]
      let output = try export(["--view", view]).output
      for line in output.split(separator: "\n") {
        for match in line.matches(of: /"(\w+)":(null|"|-?\d+\.\d|-?\d)/) {
          let kind = match.2.hasPrefix("\"") ? "text" : match.2.contains(".") ? "real" : "integer"
          if match.2 != "null" { types[String(match.1), default: []].insert(kind) }
        }
      }
      for (column, kinds) in types { #expect(kinds.count == 1, "\(view).\(column): \(kinds)") }
    }
  }

  @Test func `without bodies the texts of articles are left out, and quotes stay`() throws {
    let full = try objects(["--view", "articles"])
    let short = try objects(["--view", "articles", "--no-body"])
    #expect(full.allSatisfy { $0["body"] is String })
    #expect(short.allSatisfy { $0["body"] == nil && $0["title"] is String })
    #expect(short.first?.count == (full.first?.count ?? 0) - 1)
    #expect(try export(["--no-body"]).output == export([]).output)
  }

  @Test func `days and speakers choose rows`() throws {
    let days = try objects(["--view", "articles", "--since", "2015-07-02", "--until", "2015-07-03"])
    #expect(days.compactMap { $0["published_on"] as? String } == ["2015-07-02", "2015-07-03"])
    let key = try workspace.query("SELECT speaker_key FROM speaker WHERE name = 'ليلى حداد'")
    for name in ["ليلى حداد", "ليلي حداد", key[0]] {
      let rows = try objects(["--speaker", name])
      #expect(!rows.isEmpty)
      #expect(rows.allSatisfy { $0["speaker"] as? String == "ليلى حداد" }, "\(name)")
    }
  }

  @Test func `a name of two speakers asks for a key`() throws {
    try DatabaseQueue(path: workspace.database).write { database in
      try database.execute(
        sql: "UPDATE speaker SET name_en = 'Somebody' WHERE name IN ('ليلى حداد', 'سالم العمري')")
    }
    let result = try export(["--speaker", "somebody"])
    #expect(result.code == 64)
    #expect(result.errors.contains("'somebody' names 2 speakers; give a key: "))
  }

  @Test(arguments: [
    ["--since", "2015-7-1"], ["--until", "2015-02-30"],
    ["--view", "speakers", "--since", "2015-07-01"],
    ["--view", "articles", "--speaker", "ليلى حداد"], ["--speaker", "لا أحد"],
    ["--format", "table"],
  ])
  func `a choice that means nothing is bad usage`(arguments: [String]) throws {
    let result = try export(arguments)
    #expect(result.code == 64)
    #expect(result.output.isEmpty)
  }

  @Test func `a file is written aside and takes the place of the one before`() throws {
    try workspace.directory.write("before", to: "quotes.csv")
    let result = try export(["news.db", "-o", "quotes.csv", "--format", "csv"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    let text = try String(contentsOfFile: workspace.directory.path("quotes.csv"), encoding: .utf8)
    #expect(text == (try export(["--format", "csv"]).output))
    #expect(text.contains("\"خبر \"\"1\"\"\""))
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.directory.path)
    #expect(!names.contains { $0.hasSuffix(".partial") })
  }

  @Test func `databases, directories and places that cannot be written are left alone`() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: workspace.database))
    for path in ["news.db", ".", "/dev/null", "none/quotes.jsonl"] {
      let result = try export(["-o", path])
      #expect(result.code == 73, "\(path)")
      #expect(result.errors.contains("'\(path)'"))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.database)) == before)
  }

  @Test func `a full disk leaves no file and keeps the one before`() throws {
    try workspace.directory.write("before", to: "quotes.jsonl")
    let command = "ulimit -f 0; trap '' XFSZ; exec \"$0\" export news.db -o quotes.jsonl"
    let result = try Program.run(
      ["-c", command, Program.path], in: workspace.directory.path, program: "/bin/bash")
    #expect(result.code == 74, "\(result.errors)")
    let text = try String(contentsOfFile: workspace.directory.path("quotes.jsonl"), encoding: .utf8)
    #expect(text == "before")
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.directory.path)
    #expect(!names.contains { $0.hasSuffix(".partial") })
  }
}
