import ETLTestSupport
import Foundation
import Testing

/// Whatever comes in, the good articles load, the rest is a row with a reason, and the exit code
/// says what happened.
struct BrokenInputTests {
  let workspace = Workspace()
  static let good = "قال الناطق سالم العمري إن السد امتلأ بعد أمطار الأسبوع الماضي."

  private var rejects: [String] {
    get throws {
      try workspace.query("SELECT external_id, stage, reason FROM rejects ORDER BY external_id")
    }
  }

  private func loadedIDs() throws -> [String] {
    try workspace.query("SELECT external_id FROM articles ORDER BY external_id")
  }

  @Test func `an empty, a binary and a damaged file are rejects, the rest loads`() throws {
    try workspace.directory.write(Self.good, to: "in/good.txt")
    try workspace.directory.write("", to: "in/empty.txt")
    try workspace.directory.write(" \n\t\n", to: "in/blank.txt")
    try workspace.directory.write(
      Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 1, 2, 3]), to: "in/image.txt")
    try workspace.directory.write(Data([0x1F, 0x8B, 8, 0, 1, 2, 3]), to: "in/cut.txt.gz")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let result = try workspace.run()
    #expect(result.code == 0, "\(result.errors)")
    #expect(try loadedIDs() == ["in/good.txt"])
    #expect(
      try rejects == [
        "in/blank.txt | read | empty", "in/cut.txt.gz | read | bad_archive",
        "in/empty.txt | read | empty", "in/image.txt | read | binary",
      ])
    let warned = try workspace.run(["--fail-on", "warn"])
    #expect(warned.code == 2)
  }

  @Test func `invalid UTF-8 is repaired when it is little, and the file says so`() throws {
    var bytes = Data((Self.good + "\n" + Self.good).utf8)
    bytes.insert(0xFF, at: 0)
    try workspace.directory.write(bytes, to: "in/bad.txt")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    #expect(try workspace.run().code == 0)
    #expect(try loadedIDs() == ["in/bad.txt"])
    #expect(try workspace.query("SELECT charset FROM capture") == ["utf-8"])
  }

  @Test func `a page in windows-1256 is decoded and says so`() throws {
    // The sentence in windows-1256, as a table of the letters it uses.
    let table: [Character: UInt8] = [
      "ق": 0xDE, "ا": 0xC7, "ل": 0xE1, " ": 0x20, "ن": 0xE4, "ط": 0xD8, "إ": 0xC5, "س": 0xD3,
      "د": 0xCF, "م": 0xE3, "ت": 0xCA, "أ": 0xC3, "ب": 0xC8, "ع": 0xDA, "ر": 0xD1, "ي": 0xED,
      ".": 0x2E, "\n": 0x0A,
    ]
    let text = "قال الناطق إن السد امتلأ بعد أمطار أمس.\nقال الناطق إن السد امتلأ بعد أمطار أمس."
    try workspace.directory.write(Data(text.compactMap { table[$0] }), to: "in/old.txt")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    #expect(try workspace.run().code == 0)
    #expect(
      try workspace.query("SELECT charset, charset_from FROM capture") == [
        "windows-1256 | detected"
      ])
    #expect(try workspace.query("SELECT count(*) FROM quotes WHERE content LIKE 'السد%'") != ["0"])
  }

  @Test func `what is no regular file is a reject and holds nothing up`() throws {
    try workspace.directory.write(Self.good, to: "in/good.txt")
    let directory = workspace.directory.path("in")
    #expect(mkfifo(directory + "/pipe.txt", 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: directory + "/dangling.txt", withDestinationPath: "nowhere")
    try FileManager.default.createSymbolicLink(
      atPath: directory + "/loop", withDestinationPath: "../in")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    #expect(try workspace.run().code == 0)
    #expect(try loadedIDs() == ["in/good.txt"])
    #expect(
      try rejects == [
        "in/dangling.txt | read | unreadable", "in/pipe.txt | read | unreadable",
      ])
  }

  @Test func `ids are compared byte by byte`() throws {
    let lines = ["e\u{301}", "\u{e9}"].map { "{\"id\": \"\($0)\", \"text\": \"\(Self.good)\"}" }
    try workspace.directory.write(
      lines.joined(separator: "\n") + "\n{\"id\": \"a\\u0000b\", \"text\": \"x\"}", to: "in.jsonl")
    try workspace.writePipeline(["in: { type: jsonl, paths: [in.jsonl] }"])
    #expect(try workspace.run().code == 0)
    #expect(try loadedIDs().count == 2)
    #expect(try workspace.query("SELECT size FROM duplicate_cluster") == ["2"])
    #expect(try rejects == ["in.jsonl:3 | read | bad_record"])
    #expect(try workspace.run().errors.contains("no row was written"))
  }

  @Test func `a report overwrites no database and no pipeline file`() throws {
    try workspace.directory.write(Self.good, to: "in/good.txt")
    let file = try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let result = try workspace.run(["--report", file])
    #expect(result.code == 64)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
  }

  @Test func `file names are kept whole in any script and with any character`() throws {
    for name in ["أخبار/اليوم/خبر.txt", "with space.txt", "it's \"quoted\".txt"] {
      try workspace.directory.write(Self.good, to: "مجلد/" + name)
    }
    try workspace.writePipeline(["in: { type: files, paths: [مجلد] }"])
    #expect(try workspace.run().code == 0)
    #expect(
      try loadedIDs() == [
        "مجلد/it's \"quoted\".txt", "مجلد/with space.txt", "مجلد/أخبار/اليوم/خبر.txt",
      ])
  }

  @Test func `a broken line is one reject with its number, the rest loads`() throws {
    let lines = [
      "{\"id\": \"a\", \"text\": \"\(Self.good)\"}", "{\"id\": \"b\", \"text\": ", "",
      "[1, 2]", "{\"id\": \"c\"}", "{\"id\": \"d\", \"text\": \"\(Self.good)\"}",
    ]
    try workspace.directory.write(lines.joined(separator: "\n"), to: "in.jsonl")
    try workspace.writePipeline(["in: { type: jsonl, paths: [in.jsonl] }"])
    let result = try workspace.run()
    #expect(result.code == 0)
    #expect(try loadedIDs() == ["a", "d"])
    #expect(
      try rejects == [
        "in.jsonl:2 | read | bad_json", "in.jsonl:4 | read | bad_json",
        "in.jsonl:5 | read | bad_record",
      ])
    #expect(result.errors.contains("bad_json 2, bad_record 1"))
  }

  @Test func `a line of 50 MB is skipped without being kept`() throws {
    var data = Data("{\"id\": \"huge\", \"text\": \"".utf8)
    data.append(Data(repeating: 0x61, count: 50_000_000))
    data.append(Data("\"}\n{\"id\": \"a\", \"text\": \"\(Self.good)\"}\n".utf8))
    try workspace.directory.write(data, to: "in.jsonl")
    try workspace.writePipeline(["in: { type: jsonl, paths: [in.jsonl] }"])
    #expect(try workspace.run().code == 0)
    #expect(try loadedIDs() == ["a"])
    #expect(try rejects == ["in.jsonl:1 | read | too_large"])
  }

  @Test func `a missing file is told, the other inputs load`() throws {
    try workspace.directory.write(Self.good, to: "in/good.txt")
    try workspace.writePipeline([
      "in: { type: files, paths: [in, none.txt, \"none-*.txt\"] }"
    ])
    let result = try workspace.run(["-q"])
    #expect(result.code == 66)
    #expect(result.errors == "error: input path 'none.txt' does not exist; the rest was loaded\n")
    #expect(try loadedIDs() == ["in/good.txt"])
  }

  @Test func `a database that cannot be made is told`() throws {
    try workspace.directory.write(Self.good, to: "in/good.txt")
    let path = try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try workspace.directory.write(
      text.replacing("database: news.db", with: "database: none/news.db"), to: "pipeline.yml")
    let result = try workspace.run(["-q"])
    #expect(result.code == 73)
    #expect(result.errors.contains("none/news.db"))
    #expect(result.errors.contains("nothing was published"))
  }

  @Test func `a database of another program is left alone`() throws {
    try workspace.directory.write(Self.good, to: "in/good.txt")
    try workspace.directory.write("something else entirely", to: "news.db")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let result = try workspace.run(["-q"])
    #expect(result.code == 73)
    let data = FileManager.default.contents(atPath: workspace.database)
    #expect(data == Data("something else entirely".utf8))
  }

  @Test func `too many rejects and failed checks take the load back`() throws {
    try workspace.directory.write(Self.good, to: "in/good.txt")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    #expect(try workspace.run().code == 0)
    let before = try workspace.dump()
    try workspace.directory.write("", to: "in/empty.txt")
    try workspace.directory.write(Self.good + " " + Self.good, to: "in/other.txt")
    try workspace.writePipeline(
      ["in: { type: files, paths: [in] }"], limits: "limits: { max_rejected: \"1%\" }")
    let limited = try workspace.run(["-q"])
    #expect(limited.code == 65)
    #expect(limited.errors.contains("1 of 3 records were rejected"))
    #expect(try workspace.dump() == before)
    try workspace.writePipeline(
      ["in: { type: files, paths: [in] }"],
      more: "checks: [{ name: many, sql: \"SELECT count(*) FROM articles\", min: 10 }]")
    let checked = try workspace.run(["-q"])
    #expect(checked.code == 65)
    #expect(checked.errors.contains("check 'many': found 2.0, expected >= 10.0"))
    #expect(try workspace.dump() == before)
    #expect(
      try workspace.query("SELECT name, status, observed FROM check_result") == [
        "many | fail | 2.0"
      ])
  }

  @Test func `mistakes in the pipeline file are all told, and nothing is touched`() throws {
    try workspace.directory.write(
      """
      version: 1
      inputs:
        in: { type: files, paths: [in], sauce: x }
      stages:
        read:  { uses: read_articles, from: [in] }
        clean: { uses: clean_text, needs: [clean] }
        load:  { uses: load_sqlit, needs: [clean] }
      """, to: "pipeline.yml")
    let result = try workspace.run()
    #expect(result.code == 78)
    let file = workspace.directory.path("pipeline.yml")
    #expect(result.errors.contains("\(file):3:35: error: unknown option 'sauce' of input 'in'"))
    #expect(result.errors.contains("in a circle: clean -> clean"))
    #expect(result.errors.contains("did you mean 'load_sqlite'?"))
    #expect(!FileManager.default.fileExists(atPath: workspace.database))
  }

  @Test func `a bad lexicon row is told with its line`() throws {
    for name in ["cues", "titles", "persons", "boundaries"] {
      var text = try String(
        contentsOfFile: ProjectFiles.lexicons + "/\(name).tsv", encoding: .utf8)
      if name == "boundaries" { text += "كلمة\tno_such_type\n" }
      try workspace.directory.write(text, to: "lexicons/\(name).tsv")
    }
    try workspace.directory.write(Self.good, to: "in/good.txt")
    let path = try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try workspace.directory.write(
      text.replacing(ProjectFiles.lexicons, with: "lexicons"), to: "pipeline.yml")
    let result = try workspace.run()
    #expect(result.code == 78)
    #expect(result.errors.contains("lexicons/boundaries.tsv:"), "\(result.errors)")
  }

  @Test(arguments: [
    ("form\ttype\tuse\nنعم\tyes\t\n", "lexicons/segmentation.tsv:2: error: unknown type \"yes\""),
    (nil, "lexicon 'lexicons/segmentation.tsv' cannot be read; 'lexicons' names its directory"),
  ])
  func `a segmentation lexicon that cannot be used is told`(
    lexicon: String?, message: String
  ) throws {
    if let lexicon { try workspace.directory.write(lexicon, to: "lexicons/segmentation.tsv") }
    try workspace.directory.write(Self.good, to: "in/good.txt")
    let path = try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try workspace.directory.write(
      text.replacing(
        "segment_sentences, needs: [clean] }",
        with: "segment_sentences, needs: [clean], with: { lexicons: lexicons } }"),
      to: "pipeline.yml")
    let result = try workspace.run()
    #expect(result.code == 78)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a missing pipeline file and bad usage have codes of their own`() throws {
    #expect(try Program.run(["run", "/no/such/pipeline.yml"]).code == 78)
    #expect(try Program.run(["run", "--no-such-option"]).code == 64)
    #expect(try Program.run(["no-such-command"]).code == 64)
    #expect(try Program.run(["--version"]).code == 0)
  }

  @Test func `the report is written as JSON`() throws {
    try workspace.directory.write(Self.good, to: "in/good.txt")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let report = workspace.directory.path("report.json")
    #expect(try workspace.run(["-q", "--report", report]).code == 0)
    let data = try #require(FileManager.default.contents(atPath: report))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["exit_code"] as? Int == 0)
    #expect((object["stages"] as? [Any])?.count == 7)
  }

  @Test func `names that differ in their normalization only are two articles`() throws {
    try workspace.directory.write(Self.good, to: "in/caf\u{E9}.txt")
    try workspace.directory.write(Self.good + " نعم.", to: "in/cafe\u{301}.txt")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    #expect(try workspace.run().code == 0)
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["2"])
  }

  @Test func `reports and metrics overwrite nothing but their like`() throws {
    try workspace.directory.write(Self.good, to: "in/a.txt")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    // The database is not there yet when the arguments are read.
    #expect(try workspace.run(["--report", workspace.database]).code == 73)
    #expect(try workspace.run(["--metrics", workspace.database]).code == 0)
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["1"])
    let other = try workspace.directory.write("{\"my\": 1}", to: "other.json")
    #expect(try workspace.run(["--report", other]).code == 64)
    let report = workspace.directory.path("report.json")
    #expect(try workspace.run(["--report", report]).code == 0)
    #expect(try workspace.run(["--report", report]).code == 0)
  }

  @Test func `a check that finds infinity is reported like any other`() throws {
    try workspace.directory.write(Self.good, to: "in/a.txt")
    try workspace.writePipeline(
      ["in: { type: files, paths: [in] }"],
      more: "checks: [{ name: ratio, severity: warn, sql: SELECT 1e999, max: 1 }]")
    let report = workspace.directory.path("report.json")
    #expect(try workspace.run(["--report", report]).code == 0)
    #expect(try String(contentsOfFile: report, encoding: .utf8).contains("\"inf\""))
    #expect(try Program.run(["runs", "show", "1", "-d", workspace.database, "--json"]).code == 0)
  }
}
