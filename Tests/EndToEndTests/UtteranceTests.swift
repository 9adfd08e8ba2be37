import ETLTestSupport
import Foundation
import Testing

/// `link_utterances` behind the stages that make its input.
struct UtteranceTests {
  let workspace = Workspace()

  /// Articles that report a joint statement in two translations, a copy of one, and another day's
  /// statement of the same ministers.
  private static let articles: [[String: String]] = [
    [
      "id": "a", "date": "2026-03-01",
      "text": """
      وصل وزيرا خارجية النرويج وكندا إلى المدينة أمس لحضور مؤتمر عن الممرات المائية.
      وقالت النرويج وكندا: «نحن قلقون للغاية من ازدياد عمليات شحن الصواريخ عبر المضيق الشمالي».
      ولم يصدر عن الشركات المالكة للسفن تعليق حتى مساء اليوم.
      """,
    ],
    [
      "id": "b", "date": "2026-03-02",
      "text": """
      عقد مؤتمر الممرات المائية جلسة ختامية قصيرة تحدث فيها أربعة من المشاركين عن سلامة الملاحة.
      وأكدت كندا والنرويج أنهما تشعران بقلق بالغ إزاء ازدياد شحن الصواريخ عبر المضيق الشمالي.
      ووزع المنظمون كتيبا عن تاريخ المنائر.
      """,
    ],
    [
      "id": "c", "date": "2026-03-02",
      "text": """
      عقد مؤتمر الممرات المائية جلسة ختامية قصيرة تحدث فيها أربعة من المشاركين عن سلامة الملاحة.
      وأكدت كندا والنرويج أنهما تشعران بقلق بالغ إزاء ازدياد شحن الصواريخ عبر المضيق الشمالي.
      ووزع المنظمون كتيبا عن تاريخ المنائر.
      """,
    ],
    [
      "id": "d", "date": "2026-03-03",
      "text": """
      زار الوفدان حوض بناء السفن القديم قبل أن يغادرا.
      وقالت النرويج وكندا: «نحن سعداء للغاية باتفاق صيد سمك القد في بحر الشمال».
      """,
    ],
  ]

  private func write(_ articles: some Collection<[String: String]>) throws {
    let lines = try articles.map {
      String(
        decoding: try JSONSerialization.data(withJSONObject: $0, options: [.sortedKeys]),
        as: UTF8.self)
    }
    try workspace.directory.write(lines.joined(separator: "\n"), to: "in.jsonl")
    // What was written a moment ago is not trusted to stay.
    Thread.sleep(forTimeInterval: 0.15)
  }

  private func prepare(_ articles: some Collection<[String: String]>) throws {
    try workspace.writePipeline(["lines: { type: jsonl, paths: [in.jsonl] }"])
    try write(articles)
  }

  private func run(_ arguments: [String] = []) throws {
    let result = try workspace.run(arguments)
    #expect(result.code == 0, "\(result.errors)")
  }

  private let members = """
    SELECT utterance_id, external_id, similarity < 1 FROM utterance_quote JOIN quote USING (quote_id)
    JOIN articles USING (version_id) ORDER BY 1, 2
    """
  private let linked = ["1 | a | 0", "1 | b | 1", "1 | c | 1"]

  @Test func `two translations of a joint statement are one utterance`() throws {
    try prepare(Self.articles)
    try run()
    #expect(try workspace.query(members) == linked)
    #expect(
      try workspace.query(
        "SELECT speaker, quotes, articles, sources, first_on, last_on FROM utterances")
        == ["النرويج وكندا | 3 | 3 | 0 | 2026-03-01 | 2026-03-02"])
    let counts = "SELECT records_in, records_out FROM run_stage WHERE stage = 'link'"
    #expect(try workspace.query(counts) == ["4 | 4"])
    let before = try workspace.dump()
    let second = try workspace.run()
    #expect(second.errors.contains("nothing has changed: no row was written"))
    #expect(try workspace.dump() == before)
  }

  @Test(arguments: [[2, 1, 1], [1, 3], [3, 1], [1, 1, 1, 1]])
  func `articles that come run by run are linked with those before`(sizes: [Int]) throws {
    var count = 0
    try prepare(Self.articles.prefix(0))
    for size in sizes {
      count += size
      try write(Self.articles.prefix(count))
      try run()
    }
    #expect(try workspace.query(members) == linked)
    let content = try workspace.dump()
    try FileManager.default.removeItem(atPath: workspace.database)
    try run()
    #expect(try workspace.dump() == content)
  }

  @Test func `an article that changes leaves its utterance, and a later one takes its place`()
    throws
  {
    try prepare(Self.articles.prefix(2))
    try run()
    #expect(try workspace.query("SELECT count(*) FROM utterance") == ["1"])
    var articles = Array(Self.articles.prefix(2))
    articles[1]["text"] = "أعلن المنظمون أن المؤتمر القادم يعقد في مدينة أخرى بعد عامين من الآن."
    try write(articles)
    try run()
    #expect(try workspace.query("SELECT count(*) FROM utterance_quote") == ["0"])
    #expect(try workspace.query("SELECT count(*) FROM utterance") == ["0"])
    try write(articles + [Self.articles[2]])
    try run()
    #expect(try workspace.query(members).map { $0.suffix(5) } == ["a | 0", "c | 1"])
  }

  @Test
  func `a stage that is added later links what is stored, and stays out of a pipeline without it`()
    throws
  {
    try prepare(Self.articles)
    let path = workspace.directory.path("pipeline.yml")
    let whole = try String(contentsOfFile: path, encoding: .utf8)
    let without = whole.split(separator: "\n").filter { !$0.contains("link:") }
      .joined(separator: "\n").replacing(", link]", with: "]")
    try workspace.directory.write(without, to: "pipeline.yml")
    try run()
    #expect(try workspace.query("SELECT count(*) FROM utterance") == ["0"])
    try workspace.directory.write(whole, to: "pipeline.yml")
    try run()
    #expect(try workspace.query(members) == linked)
    let dump = try workspace.dump()
    // An option that changes has everything linked again; copies are not looked for again.
    try workspace.directory.write(
      whole.replacing("link_utterances,", with: "link_utterances, with: { window_days: 0 },"),
      to: "pipeline.yml")
    try run()
    #expect(try workspace.query(members) == ["1 | b | 0", "1 | c | 0"])
    try workspace.directory.write(whole, to: "pipeline.yml")
    try run()
    #expect(try workspace.dump() == dump)
  }

  @Test(arguments: ["dedupe", "link"])
  func `what was not selected is made up for`(stage: String) throws {
    try prepare(Self.articles)
    try run(["--exclude", stage])
    #expect(try workspace.query("SELECT count(*) FROM utterance") == ["0"])
    try run()
    #expect(try workspace.query(members) == linked)
  }

  @Test func `a trace shows who speaks together, and where else it was said`() throws {
    try prepare(Self.articles)
    let run = try workspace.run()
    #expect(run.code == 0, "\(run.errors)")
    let result = try Program.run(["trace", "a", workspace.database, "--json"])
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let participants = json?["participants"] as? [[String: String]] ?? []
    #expect(participants.map { $0["surface"] } == ["النرويج", "وكندا"], "\(result.output)")
    let elsewhere = json?["said_elsewhere"] as? [[String: String]] ?? []
    #expect(Set(elsewhere.map { $0["article"] }) == ["b", "c"], "\(result.output)")
  }

  /// The two joint statements of the samples are of different months and different speakers.
  @Test func `the statements of the samples are two, and so nothing is linked`() throws {
    try workspace.writePipeline([
      "seeds: { type: files, paths: [\"\(ProjectFiles.articles)/*.txt\"] }"
    ])
    try run()
    #expect(try workspace.query("SELECT count(*) > 50 FROM quote") == ["1"])
    #expect(try workspace.query("SELECT * FROM utterance_quote").isEmpty)
  }

  @Test func `findings of another kind are told with both kinds`() throws {
    try workspace.writePipeline(["lines: { type: jsonl, paths: [in.jsonl] }"])
    let path = workspace.directory.path("pipeline.yml")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try workspace.directory.write(
      text.replacing("needs: [quotes, dedupe] }", with: "needs: [dedupe, clean] }"),
      to: "pipeline.yml")
    let result = try Program.run(["validate", path])
    #expect(result.code == 78)
    #expect(
      result.errors.contains(
        "stage 'link' takes TaggedDocument, DuplicateVerdict, but 'clean' hands on Document"))
    #expect(
      result.errors.contains("stage 'link' needs a stage that hands on TaggedDocument"))
  }
}
