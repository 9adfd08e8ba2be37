import CSQLite
import ETLTestSupport
import Foundation
import Testing

/// `etl query` over two articles whose quotes are spelled as newspapers spell.
struct QueryCommandTests {
  let workspace = Workspace()

  init() throws {
    try workspace.directory.write(
      """
      زيارة إلى الشمال

      قال أحمد العمري: «كَتَبَ التلاميذ على جدار مدرسة قديمة، والوزير يعرف ذلك منذ أعوام». \
      وأضاف: «وزير المالية لم يحضر الاجتماع الأخير في العاصمة».
      """, to: "in/1.txt")
    try workspace.directory.write(
      "قالت ليلى حداد: «رفض الوزير أن يجيب عن سؤال الصحفيين أمس».", to: "in/2.txt")
    try writePipeline()
    let result = try workspace.run(["-q"])
    try #require(result.code == 0, "\(result.errors)")
  }

  private func writePipeline(search: Bool = true) throws {
    let path = try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try workspace.directory.write(
      text.replacing("database: news.db", with: "database: news.db, search: \(search)"),
      to: "pipeline.yml")
  }

  private func query(_ arguments: [String], database: String? = nil) throws -> Program.Result {
    try Program.run(["query"] + arguments, in: workspace.directory.path)
  }

  /// The quotes that a search finds, by the words in brackets.
  private func found(_ terms: String, in target: String = "quotes") throws -> [String] {
    let result = try query(["--search", terms, "--in", target, "--format", "csv", "--limit", "9"])
    #expect(result.code == 0, "\(result.errors)")
    return result.output.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: "[").dropFirst().compactMap { $0.split(separator: "]").first }
        .joined(separator: "+")
    }.sorted()
  }

  @Test func `rows are printed in every format, with NULL and blobs`() throws {
    let sql = "SELECT 1 AS n, 2.0 AS n, NULL AS none, '' AS empty, x'00ff' AS b, 'a\"b|c,' AS t"
    for (format, expected) in [
      ("csv", "n,n,none,empty,b,t\r\n1,2.0,,\"\",00ff,\"a\"\"b|c,\"\r\n"),
      ("jsonl", #"{"n":1,"n_2":2.0,"none":null,"empty":"","b":"00ff","t":"a\"b|c,"}"# + "\n"),
      (
        "json",
        "[\n  " + #"{"n":1,"n_2":2.0,"none":null,"empty":"","b":"00ff","t":"a\"b|c,"}"# + "\n]\n"
      ),
      (
        "markdown",
        """
        | n | n | none | empty | b | t |
        | --- | --- | --- | --- | --- | --- |
        | 1 | 2.0 |  |  | 00ff | a"b\\|c, |

        """
      ),
      ("table", "n    n  none  empty  b     t\n1  2.0  -     -      00ff  a\"b|c,\n"),
    ] {
      let result = try query([sql, "--format", format])
      #expect(result.output == expected, "\(format)")
      #expect(result.errors.isEmpty)
    }
    #expect(try query(["SELECT 1 WHERE 0", "--format", "json"]).output == "[]\n")
  }

  @Test func `vowel signs take no column of a table, and long cells are cut`() throws {
    let result = try query([
      "SELECT 'كَتَبَ' AS w, 'x' AS x UNION ALL SELECT 'كتب', 'y' UNION ALL SELECT 'abcdef', 'z'",
      "--width", "5",
    ])
    #expect(result.output == "w      x\nكَتَبَ    x\nكتب    y\nabcd…  z\n")
  }

  @Test func `SQL comes from stdin, takes parameters and folds words`() throws {
    let command = """
      echo "SELECT fold('أُحمد') AS f, count(*) FROM quotes WHERE speaker = :s" \
        | "$0" query - "$1" --parameter "s=ليلى حداد" --format csv
      """
    let result = try Program.run(
      ["-c", command, Program.path, workspace.database], program: "/bin/bash")
    #expect(result.output == "f,count(*)\r\nاحمد,1\r\n", "\(result.errors)")
  }

  @Test func `a limit says that there were more rows`() throws {
    let result = try query(["SELECT quote_id FROM quotes", "--limit", "1", "--format", "csv"])
    #expect(result.output == "quote_id\r\n1\r\n")
    #expect(result.errors == "notice: only the first 1 rows\n")
  }

  @Test(arguments: [
    ("SELEC 1", "error: SQL:1:1: near \"SELEC\": syntax error\n"),
    ("SELECT 'وزير',\n  gone FROM quotes", "error: SQL:2:3: no such column: gone\n"),
    ("SELECT json('{')", "error: SQL: malformed JSON\n"),
    ("SELECT 1; DELETE FROM quote", "error: the SQL is more than one statement; give one\n"),
    (
      "SELECT :day", "error: missing statement argument: day; --parameter name=value gives one\n"
    ),
  ])
  func `wrong SQL is bad usage, with its place`(sql: String, message: String) throws {
    let result = try query([sql])
    #expect(result.code == 64)
    #expect(result.errors == message)
    #expect(result.output.isEmpty || sql.contains("json"))
  }

  @Test(arguments: [
    "DELETE FROM quote", "CREATE TEMP TABLE t (a)", "ATTACH 'other.db' AS other", "BEGIN",
    "VACUUM INTO 'copy.db'", "PRAGMA journal_mode = WAL", "PRAGMA user_version = 7",
    "INSERT INTO quote_fts (quote_fts) VALUES ('rebuild')",
    "WITH q AS (SELECT 1) UPDATE quote SET rule = ''",
  ])
  func `what does more than read is refused`(sql: String) throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: workspace.database))
    let files = try FileManager.default.contentsOfDirectory(atPath: workspace.directory.path)
    let result = try query([sql])
    #expect(result.code == 64, "\(result.errors)")
    #expect(result.errors.hasPrefix("error: the SQL must be one query that only reads"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.database)) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: workspace.directory.path) == files)
  }

  @Test func `a query that takes too long is broken off`() throws {
    let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c"
    let result = try query(["SELECT max(n) FROM (\(endless))", "--timeout", "200ms"])
    #expect(result.code == 124)
    #expect(result.errors == "error: the query took longer than its --timeout\n")
    #expect(try query(["SELECT 1", "--timeout", "soon"]).code == 64)
  }

  @Test(arguments: [
    ("كتب", ["كَتَبَ"]), ("علي", ["على"]), ("مدرسه", ["مدرسة"]), ("المدرسة", ["مدرسة"]),
    ("وزير", ["الوزير", "وزير"]), ("الوزير", ["الوزير", "وزير"]), ("صحف*", ["الصحفيين"]),
    ("\"وزير الماليه\"", ["وزير المالية"]), ("\"الماليه وزير\"", []),
    ("وزير الصحفيين", ["الوزير+الصحفيين"]),
    ("وزير NOT AND", []), ("^وزير) OR (\"", ["الوزير", "وزير"]),
  ])
  func `a search finds words in any spelling`(terms: String, expected: [String]) throws {
    if terms.contains("OR") {
      #expect(try found(terms).isEmpty)
    } else {
      #expect(try found(terms) == expected)
    }
  }

  @Test func `articles are searched with their titles`() throws {
    #expect(try found("احمد", in: "articles") == ["أحمد"])
    #expect(try found("الزيارة", in: "articles").count == 1)
    let row = try query(["--search", "سؤال", "news.db", "--format", "jsonl"]).output
    #expect(
      row.hasPrefix(#"{"quote_id":3,"speaker":"ليلى حداد","source":null,"published_on":null,"#))
  }

  @Test func `folded words are found from any client of SQLite`() throws {
    for (word, count) in [("احمد", 1), ("مدرسه", 1), ("كتب", 1), ("علي", 1), ("الوزير", 1)] {
      #expect(
        try SQLiteClient.count("article_fts", matching: word, in: workspace.database) >= count)
    }
    #expect(
      try SQLiteClient.count("quote_fts", matching: "وزير OR الوزير", in: workspace.database) == 2)
  }

  @Test func `a database without search tables says how it gets them`() throws {
    try FileManager.default.removeItem(atPath: workspace.database)
    try writePipeline(search: false)
    #expect(try workspace.run(["-q"]).code == 0)
    let result = try query(["--search", "وزير"])
    #expect(result.code == 64)
    #expect(result.errors.contains("has no search tables; say `search: true` to its load_sqlite"))
  }

  @Test(arguments: [
    [], ["--search", "***"], ["--search", "وزير", "news.db", "more"], ["SELECT 1", "--limit", "0"],
    ["SELECT 1", "--parameter", "day"], ["SELECT 1", "--format", "xml"],
  ])
  func `bad usage is told`(arguments: [String]) throws {
    let result = try query(arguments)
    #expect(result.code == 64)
    #expect(!result.errors.isEmpty)
  }
}

/// A program that knows nothing of this one: SQLite's C interface alone.
enum SQLiteClient {
  static func count(_ table: String, matching word: String, in path: String) throws -> Int {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    try #require(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    let sql = "SELECT count(*) FROM \(table) WHERE \(table) MATCH '\(word)'"
    try #require(sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK)
    try #require(sqlite3_step(statement) == SQLITE_ROW)
    return Int(sqlite3_column_int64(statement, 0))
  }
}
