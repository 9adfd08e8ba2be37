import ETLTestSupport
import Foundation
import GRDB
import Testing

/// `etl check` over a good database, and over copies of it that are broken in one way each.
struct CheckCommandTests {
  let workspace = Workspace()

  init() throws {
    let texts = [1, 1, 2].map { IncrementalRunTests.article($0) }
    let lines = try texts.enumerated().map { number, text in
      let data = try JSONSerialization.data(
        withJSONObject: ["id": "n\(number)", "text": text], options: .sortedKeys)
      return String(decoding: data, as: UTF8.self)
    }
    try workspace.directory.write(lines.joined(separator: "\n"), to: "in.jsonl")
    try workspace.writePipeline(["in: { type: jsonl, paths: [in.jsonl] }"])
    let result = try workspace.run(["-q"])
    try #require(result.code == 0, "\(result.errors)")
  }

  private func check(_ arguments: [String] = []) throws -> Program.Result {
    try Program.run(["check"] + arguments, in: workspace.directory.path)
  }

  private func change(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: workspace.database, configuration: configuration)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
  }

  @Test func `a good database has no findings, and stays as it is`() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: workspace.database))
    for arguments in [[], ["news.db"]] {
      let result = try check(arguments)
      #expect(result.code == 0, "\(result.output)")
      #expect(result.output == "24 checks found nothing wrong\n")
      #expect(result.errors.isEmpty)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.database)) == before)
  }

  @Test(arguments: [
    (
      """
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = sql || ' WHERE quote_id > 1' WHERE name = 'quote_speaker'
      """,
      "sqlite-integrity: what SQLite finds in the file: 1 (wrong # of entries in index quote_speaker)"
    ),
    (
      "UPDATE quote SET speaker_id = 999 WHERE quote_id = 2",
      "foreign-keys: rows that point at no row: 1 (quote row 2 -> speaker)"
    ),
    ("PRAGMA user_version = 9", "header: user_version is 9 and should be 2"),
    ("PRAGMA application_id = 9", "header: application_id is 9 and should be 1095914572"),
    (
      """
      PRAGMA ignore_check_constraints = ON;
      UPDATE run_stage SET records_out = records_out - 1 WHERE stage = 'clean'
      """,
      "stage-balance: stages whose records are not all accounted for: 1 (run and stage 1 clean)"
    ),
    (
      """
      UPDATE article_version SET is_current = 0 WHERE version_id = 3;
      DELETE FROM article_fts WHERE rowid = 3;
      DELETE FROM quote_fts WHERE rowid IN (SELECT quote_id FROM quote WHERE version_id = 3)
      """, "current-version: articles without exactly one current version: 1 (article_id 3)"
    ),
    (
      "UPDATE sentence SET text = 'نص' WHERE sentence_id > 2",
      """
      sentence-text: sentences that are not the text at their offsets: 4 (sentence_id 3, \
      sentence_id 4, sentence_id 5, …)
      """
    ),
    (
      "UPDATE sentence SET seq = 9 WHERE sentence_id = 1",
      "sentence-order: sentences that begin before the one before them ends: 1 (sentence_id 1)"
    ),
    (
      "UPDATE quote SET content = content || '.' WHERE quote_id = 2",
      "quote-content: contents that are not the text at their offsets: 1 (quote_id 2)"
    ),
    (
      "UPDATE quote SET cue_start = cue_start + 1, cue_end = cue_end + 1 WHERE quote_id = 1",
      "quote-cue: cues that are not the text at their offsets: 1 (quote_id 1)"
    ),
    (
      "UPDATE quote SET source = 'سالم' WHERE quote_id = 1",
      "quote-source: words of a source that are not the text at their offsets: 1 (quote_id 1)"
    ),
    (
      """
      INSERT INTO quote_segment (quote_id, seq, segment_start, segment_end, is_verbatim)
      VALUES (2, 9, 0, 3, 1)
      """, "segment-place: stretches that are not inside their quote: 1 (quote_id 2)"
    ),
    (
      """
      INSERT INTO quote_participant (quote_id, seq, part, surface, surface_start, surface_end)
      VALUES (1, 9, 'venue', 'القصر', 0, 5)
      """, "participant-text: participants that are not the text at their offsets: 1 (quote_id 1)"
    ),
    (
      """
      INSERT INTO quote_mention (quote_id, seq, speaker_id, surface, surface_start, surface_end)
      SELECT 1, 9, 1, 'القصر', content_start, content_start + 5 FROM quote WHERE quote_id = 1
      """, "mention-text: names that are not the text at their offsets: 1 (quote_id 1)"
    ),
    (
      """
      INSERT INTO quote_mention (quote_id, seq, speaker_id, surface, surface_start, surface_end)
      VALUES (2, 9, 1, 'قال', 0, 3)
      """, "mention-place: names that are not inside their quote: 1 (quote_id 2)"
    ),
    (
      "UPDATE duplicate_cluster SET size = 9",
      "cluster-size: clusters of another size than they have members: 1 (cluster_id 1)"
    ),
    (
      "UPDATE duplicate_member SET relation = 'near'",
      """
      cluster-representative: clusters whose representative is not the one member that is called \
      so: 1 (cluster_id 1)
      """
    ),
    (
      "INSERT INTO utterance (utterance_id, representative_quote_id) VALUES (99, 1)",
      """
      utterance-members: utterances of fewer than two quotes, or represented by none of them: 1 \
      (utterance_id 99)
      """
    ),
    (
      "DROP VIEW quotes; CREATE VIEW quotes AS SELECT quote_id FROM quote WHERE quote_id > 1",
      "view-quotes: rows that 'quotes' lacks, has twice or should not have: 1 (quote_id 1)"
    ),
    (
      "DELETE FROM article_fts WHERE rowid = 2",
      "search-articles: rows that 'article_fts' lacks or should not have: 1 (version_id 2)"
    ),
    (
      "INSERT INTO quote_fts (rowid, content, folded) VALUES (99, 'نص', 'نص')",
      "search-quotes: rows that 'quote_fts' lacks or should not have: 1 (quote_id 99)"
    ),
    (
      "UPDATE article_version SET body_sha256 = '00' WHERE version_id = 2",
      "body-sha256: bodies that have another hash: 1 (version_id 2)"
    ),
    (
      "DROP TABLE residue; DROP VIEW utterances; DROP TABLE utterance_quote",
      "utterance-members: cannot be asked: no such table: utterance_quote"
    ),
  ])
  func `what is broken is told in one line`(sql: String, line: String) throws {
    try change(sql)
    let result = try check()
    #expect(result.output == "error: \(line)\n")
    #expect(result.code == 65)
    #expect(result.errors.isEmpty)
  }

  @Test func `a NUL in a body is found, with its hash`() throws {
    try change("UPDATE article_version SET body = body || char(0) WHERE version_id = 1")
    let lines = try check().output.split(separator: "\n")
    #expect(
      lines == [
        "error: body-nul: bodies with a NUL, behind which offsets mean nothing: 1 (version_id 1)",
        "error: body-sha256: bodies that have another hash: 1 (version_id 1)",
      ])
  }

  @Test func `a file that is gone is a notice, also in JSON`() throws {
    try FileManager.default.removeItem(atPath: workspace.directory.path("in.jsonl"))
    let result = try check(["news.db"])
    #expect(result.code == 0)
    #expect(
      result.output == "notice: capture-files: files of captures that are gone: 1 (in.jsonl)\n")
    let data = Data(try check(["--json"]).output.utf8)
    let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let finding = (json?["findings"] as? [[String: Any]])?.first
    #expect(json?["checks"] as? Int == 24)
    #expect(finding?["severity"] as? String == "notice")
    #expect(finding?["examples"] as? [String] == ["in.jsonl"])
  }

  @Test func `a damaged file is told without the checks that need it`() throws {
    var data = try Data(contentsOf: URL(fileURLWithPath: workspace.database))
    let page = try workspace.query("SELECT rootpage FROM sqlite_schema WHERE name = 'quote'")
    let start = try (#require(Int(page[0])) - 1) * 4096
    data.replaceSubrange(start..<start + 4096, with: Data(repeating: 0x5A, count: 4096))
    try data.write(to: URL(fileURLWithPath: workspace.database))
    let result = try check()
    #expect(result.code == 65, "\(result.errors)")
    #expect(result.output.hasPrefix("error: sqlite-integrity: "))
    #expect(result.output.split(separator: "\n").count <= 2)
  }

  @Test func `a database without search tables is good, and what is no database is not`() throws {
    try change("DROP TABLE article_fts; DROP TABLE quote_fts")
    #expect(try check().output == "22 checks found nothing wrong\n")
    try workspace.directory.write("text", to: "other.db")
    #expect(try check(["other.db"]).code == 78)
    #expect(try check(["none.db"]).code == 66)
  }
}
