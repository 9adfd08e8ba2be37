import ETLTestSupport
import Foundation
import Testing

/// `etl run` over the five sample articles.
struct SampleArticlesTests {
  let workspace = Workspace()

  init() throws {
    try workspace.writePipeline([
      "seeds: { type: files, paths: [\"\(ProjectFiles.articles)/*.txt\"] }"
    ])
  }

  /// A name of an article that does not depend on where the project is.
  private func dump() throws -> String {
    try workspace.dump().replacing(ProjectFiles.articles + "/", with: "")
  }

  @Test func `the database is the reviewed one, whatever the number of workers`() throws {
    let result = try workspace.run(["--workers", "1"])
    #expect(result.code == 0, "\(result.errors)")
    let text = try dump()
    expectGolden(text, "sample-articles.txt")
    let other = Workspace()
    try other.writePipeline(["seeds: { type: files, paths: [\"\(ProjectFiles.articles)/*.txt\"] }"])
    #expect(try other.run(["--workers", "7"]).code == 0)
    #expect(try other.dump().replacing(ProjectFiles.articles + "/", with: "") == text)
  }

  @Test func `every stored text stands at its offsets`() throws {
    #expect(try workspace.run().code == 0)
    for (table, start, end, text) in [
      ("sentence", "sentence_start", "sentence_end", "text"),
      ("quote", "content_start", "content_end", "content"),
      ("quote", "cue_start", "cue_end", "cue"), ("quote", "source_start", "source_end", "source"),
    ] {
      let wrong = try workspace.query(
        """
        SELECT count(*), sum(substr(body, \(start) + 1, \(end) - \(start)) <> t.\(text))
        FROM \(table) t JOIN article_version USING (version_id) WHERE \(start) IS NOT NULL
        """)
      let counts = try #require(wrong.first).split(separator: " | ")
      #expect(
        counts.count == 2 && counts[0] != "0" && counts[1] == "0", "\(table).\(text): \(wrong)")
    }
    let participants = try workspace.query(
      """
      SELECT count(*) FROM quote_participant JOIN quote USING (quote_id)
      JOIN article_version USING (version_id)
      WHERE substr(body, surface_start + 1, surface_end - surface_start) <> surface
      """)
    #expect(participants == ["0"])
  }

  @Test func `five articles, and the record of the run`() throws {
    let result = try workspace.run()
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("test: done"))
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["5"])
    let stages = try workspace.query(
      "SELECT stage, records_in, records_out, records_dropped, records_rejected FROM run_stage")
    #expect(
      Set(stages) == [
        "read | 5 | 5 | 0 | 0", "clean | 5 | 5 | 0 | 0", "segment | 5 | 5 | 0 | 0",
        "quotes | 5 | 5 | 0 | 0", "dedupe | 5 | 5 | 0 | 0", "link | 5 | 5 | 0 | 0",
        "load | 5 | 5 | 0 | 0",
      ])
    #expect(try workspace.query("SELECT status, exit_code FROM runs") == ["ok | 0"])
  }

  @Test func `a second run changes no row and says so`() throws {
    _ = try workspace.run()
    let before = try workspace.dump()
    let result = try workspace.run()
    #expect(result.code == 0)
    #expect(result.errors.contains("nothing to do"))
    #expect(result.errors.contains("no row was written"))
    #expect(try workspace.dump() == before)
    #expect(try workspace.query("SELECT count(*) FROM run") == ["2"])
  }

  @Test func `nothing is printed with -q, and nothing to stdout without it`() throws {
    let quiet = try workspace.run(["-q"])
    #expect(quiet.code == 0)
    #expect(quiet.output + quiet.errors == "")
  }

  @Test func `a statement and an unnamed spokesman are quoted`() throws {
    _ = try workspace.run()
    let quotes = try workspace.query(
      """
      SELECT speaker, content FROM quotes JOIN article USING (article_id)
      WHERE external_id LIKE '%000_%'
      """)
    #expect(quotes.contains { $0.contains("نشعر بقلق بالغ إزاء التعاون المتزايد") })
    #expect(
      quotes.contains {
        $0.hasPrefix("متحدث باسم وزارة الخارجية الأمريكية") && $0.contains("أكبر إجراء منسق")
      })
  }

  @Test func `title and agency leave the body, and the spokesman has his quotes`() throws {
    _ = try workspace.run()
    let article = try workspace.query(
      """
      SELECT title, dateline, agency, instr(body, 'time reading icon'), instr(body, 'واشنطن-رويترز'),
        instr(body, 'REUTERS')
      FROM articles WHERE external_id LIKE '%002_%'
      """)
    #expect(
      article == [
        "الولايات المتحدة تحث كوريا الشمالية على وقف بيع أسلحة لروسيا | واشنطن | رويترز | 0 | 0 | 0"
      ])
    let quotes = try workspace.query(
      """
      SELECT content FROM quotes JOIN article USING (article_id)
      WHERE external_id LIKE '%002_%' AND speaker = 'جون كيربي' AND kind = 'indirect'
      """)
    #expect(quotes.contains { $0.hasPrefix("الولايات المتحدة تشعر بالقلق") })
    #expect(quotes.contains { $0.hasPrefix("واشنطن تحث بيونج يانج") })
    #expect(quotes.contains { $0.hasPrefix("وزير الدفاع الروسي سيرجي شويجو سافر") })
  }

  @Test func `a dropped subject has the speaker of the sentence before`() throws {
    _ = try workspace.run()
    let quotes = try workspace.query(
      """
      SELECT resolution, content FROM quotes JOIN article USING (article_id)
      WHERE external_id LIKE '%003_%' AND speaker = 'ليندا توماس غرينفيلد'
      """)
    #expect(quotes.contains { $0.hasPrefix("explicit | من المثير للقلق") })
    #expect(quotes.contains { $0.hasPrefix("dropped | نعتقد أن موسكو") })
  }

  @Test func `a second article behind a read-also label is not part of the body`() throws {
    _ = try workspace.run()
    let article = try workspace.query(
      """
      SELECT published_on, instr(body, 'لوجفينوف'), instr(body, 'كلمات دلالية')
      FROM articles WHERE external_id LIKE '%004_%'
      """)
    #expect(article == ["2023-11-09 | 0 | 0"])
    let residue = try workspace.query(
      """
      SELECT sum(instr(residue.text, 'لوجفينوف') > 0) > 0 FROM residue
      JOIN articles USING (version_id) WHERE external_id LIKE '%004_%'
      """)
    #expect(residue == ["1"])
  }

  @Test func `the project's own pipeline file is valid`() throws {
    let result = try Program.run(["validate", ProjectFiles.root + "/pipeline.yml"])
    #expect(result.code == 0, "\(result.errors)")
  }
}
