import ETLTestSupport
import Foundation
import Testing

/// A run does again only what has changed, and ends with the rows of a run that does everything.
struct IncrementalRunTests {
  let workspace = Workspace()

  /// An article of a few sentences that names its number.
  static func article(_ number: Int, speaker: String = "سالم العمري") -> String {
    """
    قال الناطق \(speaker) إن السد رقم \(number) امتلأ بعد أمطار الأسبوع الماضي.
    وأضاف: «لن نفتح البوابة \(number) قبل الغد».
    """
  }

  private func line(_ id: String, _ text: String) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: ["id": id, "text": text], options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  /// Writes files, as if some time ago: what was written a moment ago is not trusted to stay.
  private func write(_ text: String, to name: String) throws {
    try workspace.directory.write(text, to: name)
    Thread.sleep(forTimeInterval: 0.15)
  }

  private func writeArticles() throws {
    try workspace.directory.write(
      (1...20).map { try line("a\($0)", Self.article($0)) }.joined(separator: "\n"),
      to: "in.jsonl")
    for number in 21...25 {
      try workspace.directory.write(Self.article(number), to: "files/\(number).txt")
    }
    try write("كلمة", to: "files/short.txt")
    try workspace.writePipeline([
      "lines: { type: jsonl, paths: [in.jsonl] }", "files: { type: files, paths: [files] }",
    ])
  }

  /// What a run did, stage by stage: records in, of them known.
  private func counts(_ arguments: [String] = []) throws -> [String: [Int]] {
    let report = workspace.directory.path("report.json")
    let result = try workspace.run(["--report", report] + arguments)
    #expect(result.code == 0, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: report)))
    let stages = try #require((json as? [String: Any])?["stages"] as? [[String: Any]])
    var counts: [String: [Int]] = [:]
    for stage in stages {
      let numbers = try ["records_in", "records_cached", "records_out", "records_dropped"].map {
        try #require(stage[$0] as? Int)
      }
      #expect(numbers[0] == numbers[2] + numbers[3] + (stage["records_rejected"] as? Int ?? 0))
      counts[try #require(stage["stage"] as? String)] = Array(numbers[..<2])
    }
    return counts
  }

  /// Everything of the database that does not depend on which run wrote it.
  private func content() throws -> [String] {
    [try workspace.dump()]
      + (try workspace.query("SELECT stage, reason, state FROM reject ORDER BY 1, 2, 3"))
      + (try workspace.query(
        "SELECT record_key, sha256, outcome, place, reason FROM pipeline_record ORDER BY 1"))
  }

  /// The content after a run that knows nothing.
  private func contentOfFreshRun() throws -> [String] {
    for suffix in ["", ".digests"] {
      try? FileManager.default.removeItem(atPath: workspace.database + suffix)
    }
    #expect(try workspace.run().code == 0)
    return try content()
  }

  @Test func `a run over unchanged input works on nothing and counts everything`() throws {
    try writeArticles()
    #expect(try counts()["read"] == [26, 0])
    let before = try content()
    let second = try counts()
    #expect(
      second == [
        "read": [26, 26], "clean": [26, 26], "segment": [25, 25], "quotes": [25, 25],
        "dedupe": [25, 25], "link": [25, 25], "load": [25, 25],
      ])
    #expect(try content() == before)
    #expect(
      try workspace.query("SELECT DISTINCT status FROM run_stage WHERE run_id = 2") == ["cached"])
  }

  @Test func `without the cache beside the database files are read, but nothing is worked on`()
    throws
  {
    try writeArticles()
    _ = try counts()
    try FileManager.default.removeItem(atPath: workspace.database + ".digests")
    let second = try counts()
    #expect(second["read"] == [26, 0])
    #expect(second["clean"] == [26, 26])
    #expect(second["load"] == [25, 25])
  }

  @Test func `a new, a changed and a vanished article cost what they are`() throws {
    try writeArticles()
    _ = try counts()
    try FileManager.default.removeItem(atPath: workspace.directory.path("files/21.txt"))
    try workspace.directory.write(Self.article(220), to: "files/22.txt")
    try write(Self.article(26), to: "files/26.txt")
    let second = try counts()
    #expect(second["read"] == [26, 24])
    #expect(second["clean"] == [26, 24])
    #expect(second["quotes"] == [25, 23])
    #expect(
      try workspace.query("SELECT version_no FROM articles WHERE external_id = 'files/22.txt'")
        == ["2"])
    // What has left its input stays in the database.
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["26"])
  }

  @Test func `a line that is added to a file leaves the other lines alone`() throws {
    try writeArticles()
    _ = try counts()
    let lines = (0...20).map { $0 == 0 ? 99 : $0 }
    try write(
      lines.map { try line("a\($0)", Self.article($0)) }.joined(separator: "\n"), to: "in.jsonl")
    let second = try counts()
    #expect(second["read"] == [27, 6])
    #expect(second["clean"] == [27, 26])
    #expect(second["load"] == [26, 25])
  }

  @Test func `one changed lexicon row tags quotes again and nothing else`() throws {
    try writeArticles()
    let lexicons = workspace.directory.path("lexicons")
    try FileManager.default.copyItem(atPath: ProjectFiles.lexicons, toPath: lexicons)
    let pipeline = workspace.directory.path("pipeline.yml")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    try workspace.directory.write(
      text.replacing(ProjectFiles.lexicons, with: "lexicons"), to: "pipeline.yml")
    _ = try counts()
    let cues = try String(contentsOfFile: lexicons + "/cues.tsv", encoding: .utf8)
    let kept = cues.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("أضاف\t") }
    try workspace.directory.write(kept.joined(separator: "\n"), to: "lexicons/cues.tsv")

    let plan = try Program.run(["plan", pipeline])
    #expect(plan.output.contains("from the database: content changed: cues.tsv"))
    let second = try counts()
    #expect(
      second == [
        "read": [26, 26], "clean": [26, 26], "segment": [25, 25], "quotes": [25, 0],
        "dedupe": [25, 25], "link": [25, 0], "load": [25, 0],
      ])
    #expect(try content() == contentOfFreshRun())
    #expect(try workspace.query("SELECT count(*) FROM quote WHERE cue_lemma = 'أضاف'") == ["0"])
  }

  @Test func `one changed word of segmentation cuts and tags again`() throws {
    try writeArticles()
    let lexicons = workspace.directory.path("lexicons")
    try FileManager.default.copyItem(atPath: ProjectFiles.lexicons, toPath: lexicons)
    let pipeline = workspace.directory.path("pipeline.yml")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    try workspace.directory.write(
      text.replacing(
        "segment_sentences, needs: [clean] }",
        with: "segment_sentences, needs: [clean], with: { lexicons: lexicons } }"),
      to: "pipeline.yml")
    _ = try counts()
    let words = try String(contentsOfFile: lexicons + "/segmentation.tsv", encoding: .utf8)
    try workspace.directory.write(
      words + "مه\ttitle\tan invented title\n", to: "lexicons/segmentation.tsv")

    let plan = try Program.run(["plan", pipeline])
    #expect(plan.output.contains("content changed: segmentation.tsv"), "\(plan.output)")
    let second = try counts()
    #expect(second["clean"] == [26, 26])
    #expect(second["segment"] == [25, 0])
    #expect(second["quotes"] == [25, 0])
    #expect(try content() == contentOfFreshRun())
  }

  @Test func `articles whose file is gone are tagged again too`() throws {
    try writeArticles()
    _ = try counts()
    try FileManager.default.removeItem(atPath: workspace.directory.path("in.jsonl"))
    try FileManager.default.createDirectory(
      atPath: workspace.directory.path("empty"), withIntermediateDirectories: true)
    let lexicons = workspace.directory.path("lexicons")
    try FileManager.default.copyItem(atPath: ProjectFiles.lexicons, toPath: lexicons)
    let pipeline = workspace.directory.path("pipeline.yml")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    try workspace.directory.write(
      text.replacing(ProjectFiles.lexicons, with: "lexicons").replacing(
        "in.jsonl", with: "\"*.jsonl\""),
      to: "pipeline.yml")
    let second = try counts()
    #expect(second["read"] == [6, 6])
    #expect(second["quotes"] == [25, 0])
  }

  @Test func `other options of cleaning read and do everything behind it again`() throws {
    try writeArticles()
    _ = try counts()
    let pipeline = workspace.directory.path("pipeline.yml")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    try workspace.directory.write(
      text.replacing("needs: [read] }", with: "needs: [read], with: { min_words: 0 } }"),
      to: "pipeline.yml")
    let plan = try Program.run(["plan", pipeline])
    #expect(plan.output.contains("options changed: min_words 5 -> 0"))
    let second = try counts()
    #expect(second["clean"] == [26, 0])
    #expect(second["load"] == [26, 0])
    #expect(try content() == contentOfFreshRun())
  }

  @Test func `a copy that comes later joins the cluster of what is stored`() throws {
    try writeArticles()
    _ = try counts()
    try write(Self.article(3), to: "files/copy.txt")
    let second = try counts()
    #expect(second["dedupe"] == [26, 25])
    let daily = try content()
    #expect(try daily == contentOfFreshRun())
    #expect(
      try workspace.query(
        "SELECT count(*) FROM duplicate_member JOIN articles USING (version_id) WHERE external_id = 'files/copy.txt'"
      ) == ["1"])
  }

  @Test func `a known reject is not tried again, counts, and resolves when the file is mended`()
    throws
  {
    try writeArticles()
    try write(" ", to: "files/blank.txt")
    _ = try counts()
    _ = try counts()
    #expect(try workspace.query("SELECT reason, state FROM reject") == ["empty | open"])
    #expect(try workspace.run(["--fail-on", "warn"]).code == 2)
    try write(Self.article(70), to: "files/blank.txt")
    _ = try counts()
    #expect(try workspace.query("SELECT reason, state FROM reject") == ["empty | resolved"])
    #expect(try workspace.run(["--fail-on", "warn"]).code == 0)
  }

  @Test func `a full refresh works on everything and changes no row`() throws {
    try writeArticles()
    _ = try counts()
    let before = try content()
    #expect(try counts(["--full-refresh"])["quotes"] == [25, 0])
    #expect(try content() == before)
  }

  @Test func `a limit reads so many records, and the next run goes on`() throws {
    try writeArticles()
    #expect(try counts(["--limit", "7"])["load"] == [7, 0])
    #expect(try counts(["--limit", "9"])["load"]?[0] == 9)
    #expect(try counts()["load"] == [25, 9])
    let sql = "SELECT external_id, content, speaker FROM quotes JOIN article USING (article_id)"
    let rows = try workspace.query(sql).sorted()
    _ = try contentOfFreshRun()
    #expect(try workspace.query(sql).sorted() == rows)
  }

  @Test func `an id that comes twice keeps its last record while its file grows`() throws {
    let lines = [
      try line("x", Self.article(1)), try line("y", Self.article(2)),
      try line("x", Self.article(3)),
    ]
    try workspace.writePipeline(["lines: { type: jsonl, paths: [in.jsonl] }"])
    try write(lines.joined(separator: "\n"), to: "in.jsonl")
    _ = try counts()
    try write((lines + [try line("z", Self.article(4))]).joined(separator: "\n"), to: "in.jsonl")
    _ = try counts()
    #expect(
      try workspace.query(
        "SELECT version_no, body LIKE '%رقم 3%' FROM articles WHERE external_id = 'x'")
        == ["2 | 1"])
  }

  @Test func `stages that are not selected do not work, and a later run makes up for it`() throws {
    try writeArticles()
    #expect(try counts(["--exclude", "dedupe"])["dedupe"] == [0, 0])
    #expect(try workspace.query("SELECT count(*) FROM duplicate_cluster") == ["0"])
    #expect(
      try workspace.query("SELECT status FROM run_stage WHERE stage = 'dedupe'") == ["skipped"])
    #expect(try counts()["dedupe"] == [25, 25])
    #expect(try content() == contentOfFreshRun())
    let again = try counts(["--select", "quotes+", "--full-refresh"])
    #expect(again["read"] == [0, 0])
    #expect(again["quotes"] == [25, 0])
  }

  @Test func `a selection of nothing is bad usage and names what is near`() throws {
    try writeArticles()
    let result = try workspace.run(["--select", "quote"])
    #expect(result.code == 64)
    #expect(result.errors.contains("did you mean 'quotes'?"))
  }

  private func write(_ name: String, _ records: [(id: String, number: Int)]) throws {
    try write(
      records.map { try line($0.id, Self.article($0.number)) }.joined(separator: "\n"), to: name)
  }

  /// The number in the text of article `x`, which is what its records differ in.
  private func numberOfX() throws -> [String] {
    try workspace.query(
      "SELECT substr(body, instr(body, 'رقم ') + 4, 2) FROM articles WHERE external_id = 'x'")
  }

  @Test(arguments: [
    // A known record behind a new one of its id, in one file and in two.
    [[("a", "x:11")], [("a", "x:12 x:11")]],
    [[("a", "y:20"), ("b", "x:11")], [("a", "y:20 x:12")]],
    // A known record in front of one that is new, that leaves, or that changes places with it.
    [[("a", "x:11")], [("a", "x:11 x:12")], [("a", "x:11")]],
    [[("a", "x:11 x:12")], [("a", "x:12 x:11")]],
    // A changed file behind one that is unchanged.
    [[("a", "x:11"), ("b", "y:20")], [("a", "x:12")], [("b", "y:20 x:11")]],
  ])
  func `of an id that comes twice the last record counts, whatever is known`(
    runs: [[(String, String)]]
  ) throws {
    try workspace.writePipeline(["lines: { type: jsonl, paths: [in] }"])
    for files in runs {
      for (name, records) in files {
        try write(
          "in/\(name).jsonl",
          records.split(separator: " ").map { record in
            let parts = record.split(separator: ":")
            return (String(parts[0]), Int(parts[1]) ?? 0)
          })
      }
      _ = try counts()
    }
    let numbers = try numberOfX()
    _ = try contentOfFreshRun()
    #expect(try numberOfX() == numbers)
  }

  @Test func `records that have left or moved are not counted where they were`() throws {
    let lexicons = workspace.directory.path("lexicons")
    try FileManager.default.copyItem(atPath: ProjectFiles.lexicons, toPath: lexicons)
    try workspace.writePipeline(["lines: { type: jsonl, paths: [in] }"])
    let pipeline = workspace.directory.path("pipeline.yml")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    try workspace.directory.write(
      text.replacing(ProjectFiles.lexicons, with: "lexicons"), to: "pipeline.yml")
    try write("in/a.jsonl", [("x", 1), ("y", 2), ("z", 3)])
    _ = try counts()
    try write("in/a.jsonl", [("y", 2), ("z", 3)])
    _ = try counts()
    try FileManager.default.moveItem(
      atPath: workspace.directory.path("in/a.jsonl"), toPath: workspace.directory.path("in/b.jsonl")
    )
    Thread.sleep(forTimeInterval: 0.15)
    _ = try counts()
    let cues = try String(contentsOfFile: lexicons + "/cues.tsv", encoding: .utf8)
    try workspace.directory.write(cues + "# other\n", to: "lexicons/cues.tsv")
    let again = try counts()
    #expect(again["read"] == [2, 2])
    // The one that has left its input is tagged too.
    #expect(again["quotes"] == [3, 0])
  }

  @Test func `files beside a file of many records are counted once`() throws {
    try write(try line("x", Self.article(1)) + "\n{\"id\": \"e\", \"text\": \"\"}", to: "in.jsonl")
    try write(Self.article(2), to: "files/2.txt")
    try write("", to: "files/empty.txt")
    try workspace.writePipeline([
      "files: { type: files, paths: [files] }", "lines: { type: jsonl, paths: [in.jsonl] }",
    ])
    for _ in 0..<3 { #expect(try counts()["read"]?[0] == 4) }
  }

  @Test(arguments: [["--limit", "50"], ["--exclude", "dedupe"]])
  func `a reject that has left its file resolves after a partial run`(
    arguments: [String]
  ) throws {
    try workspace.writePipeline(["lines: { type: jsonl, paths: [in.jsonl] }"])
    try write(try line("x", Self.article(1)) + "\n{\"id\": \"e\", \"text\": \"\"}", to: "in.jsonl")
    _ = try counts()
    try write(try line("x", Self.article(1)), to: "in.jsonl")
    _ = try counts(arguments)
    _ = try counts()
    #expect(try workspace.query("SELECT state FROM reject") == ["resolved"])
    #expect(try workspace.query("SELECT count(*) FROM pipeline_record") == ["1"])
  }
}
