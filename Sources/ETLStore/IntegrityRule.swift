/// One thing that holds for every row of a sound database.
struct IntegrityRule {
  var name: String
  /// What the rows are that break it.
  var meaning: String
  /// What ``sql`` returns.
  var key: String
  /// The rows that break it.
  var sql: String

  /// Every rule that is one query, in the order of the tables.
  static let all = runs + texts + sentences + quotes + copies + views

  /// The rules of the search tables, which need not be there.
  static let search = [
    step("article_fts", with: "version_id", of: "article_version WHERE is_current = 1"),
    step(
      "quote_fts", with: "quote_id",
      of: "quote JOIN article_version USING (version_id) WHERE is_current = 1"),
  ]

  private static let runs = [
    IntegrityRule(
      name: "stage-balance", meaning: "stages whose records are not all accounted for",
      key: "run and stage",
      sql: """
        SELECT run_id || ' ' || stage FROM run_stage WHERE status IN ('ok', 'cached')
          AND records_in <> records_out + records_dropped + records_rejected
        ORDER BY run_id, rowid
        """)
  ]

  private static let texts = [
    IntegrityRule(
      name: "current-version", meaning: "articles without exactly one current version",
      key: "article_id",
      sql: """
        SELECT article_id FROM article AS a WHERE 1 <> (
          SELECT count(*) FROM article_version AS v
          WHERE v.article_id = a.article_id AND v.is_current = 1)
        """),
    // SQL's functions of text end at the first NUL.
    IntegrityRule(
      name: "body-nul", meaning: "bodies with a NUL, behind which offsets mean nothing",
      key: "version_id",
      sql: "SELECT version_id FROM article_version WHERE instr(CAST(body AS BLOB), x'00') > 0"),
  ]

  private static let sentences = [
    IntegrityRule(
      name: "sentence-text", meaning: "sentences that are not the text at their offsets",
      key: "sentence_id",
      sql: """
        SELECT sentence_id FROM sentence JOIN article_version USING (version_id)
        WHERE \(differs("text", "sentence")) ORDER BY sentence_id
        """),
    IntegrityRule(
      name: "sentence-order", meaning: "sentences that begin before the one before them ends",
      key: "sentence_id",
      sql: """
        SELECT sentence_id FROM (
          SELECT sentence_id, sentence_start,
            lag(sentence_end) OVER (PARTITION BY version_id ORDER BY seq) AS previous_end
          FROM sentence)
        WHERE sentence_start < previous_end ORDER BY sentence_id
        """),
  ]

  private static let quotes = [
    quote("quote-content", "contents that are not the text at their offsets", "content", "content"),
    quote("quote-cue", "cues that are not the text at their offsets", "cue", "cue"),
    quote(
      "quote-source", "words of a source that are not the text at their offsets", "source", "source"
    ),
    part(
      "quote_segment", "segment-place", "stretches that are not inside their quote",
      outside("segment")),
    part(
      "quote_participant", "participant-text",
      "participants that are not the text at their offsets", differs("surface", "surface")),
    part(
      "quote_mention", "mention-text", "names that are not the text at their offsets",
      differs("surface", "surface")),
    part(
      "quote_mention", "mention-place", "names that are not inside their quote", outside("surface")),
  ]

  private static let copies = [
    IntegrityRule(
      name: "cluster-size", meaning: "clusters of another size than they have members",
      key: "cluster_id",
      sql: """
        SELECT cluster_id FROM duplicate_cluster AS c WHERE size <> (
          SELECT count(*) FROM duplicate_member AS m WHERE m.cluster_id = c.cluster_id)
        """),
    IntegrityRule(
      name: "cluster-representative",
      meaning: "clusters whose representative is not the one member that is called so",
      key: "cluster_id",
      sql: """
        SELECT cluster_id FROM duplicate_cluster AS c WHERE representative_version_id IS NOT (
          SELECT CASE count(*) WHEN 1 THEN max(version_id) END FROM duplicate_member AS m
          WHERE m.cluster_id = c.cluster_id AND relation = 'representative')
        """),
    IntegrityRule(
      name: "utterance-members",
      meaning: "utterances of fewer than two quotes, or represented by none of them",
      key: "utterance_id",
      sql: """
        SELECT utterance_id FROM utterance AS u WHERE 2 > (
            SELECT count(*) FROM utterance_quote AS m WHERE m.utterance_id = u.utterance_id)
          OR NOT EXISTS (
            SELECT 1 FROM utterance_quote AS m
            WHERE m.utterance_id = u.utterance_id AND m.quote_id = u.representative_quote_id)
        """),
  ]

  private static let views = [
    view("articles", "version_id", of: "article_version WHERE is_current = 1"),
    view(
      "quotes", "quote_id",
      of: "quote JOIN article_version USING (version_id) WHERE is_current = 1"),
  ]

  // MARK: Kinds of rules

  /// A condition: the text of a column is not what stands between its offsets.
  private static func differs(_ column: String, _ offsets: String) -> String {
    "substr(body, \(offsets)_start + 1, \(offsets)_end - \(offsets)_start) <> \(column)"
  }

  /// A condition: a stretch is not inside the content of its quote.
  private static func outside(_ offsets: String) -> String {
    "(\(offsets)_start < content_start OR \(offsets)_end > content_end)"
  }

  private static func quote(
    _ name: String, _ meaning: String, _ column: String, _ offsets: String
  ) -> IntegrityRule {
    IntegrityRule(
      name: name, meaning: meaning, key: "quote_id",
      sql: """
        SELECT quote_id FROM quote JOIN article_version USING (version_id)
        WHERE \(differs("quote.\(column)", offsets)) ORDER BY quote_id
        """)
  }

  private static func part(
    _ table: String, _ name: String, _ meaning: String, _ condition: String
  ) -> IntegrityRule {
    IntegrityRule(
      name: name, meaning: meaning, key: "quote_id",
      sql: """
        SELECT part.quote_id FROM \(table) AS part JOIN quote ON quote.quote_id = part.quote_id
        JOIN article_version ON article_version.version_id = quote.version_id
        WHERE \(condition) ORDER BY part.quote_id, part.seq
        """)
  }

  private static func view(_ name: String, _ key: String, of rows: String) -> IntegrityRule {
    IntegrityRule(
      name: "view-\(name)", meaning: "rows that '\(name)' lacks, has twice or should not have",
      key: key,
      sql: """
        SELECT * FROM (SELECT \(key) FROM \(rows) EXCEPT SELECT \(key) FROM \(name))
        UNION ALL SELECT * FROM (SELECT \(key) FROM \(name) EXCEPT SELECT \(key) FROM \(rows))
        UNION ALL SELECT \(key) FROM \(name) GROUP BY \(key) HAVING count(*) > 1
        """)
  }

  /// Of a search table both what is stored and what is indexed.
  private static func step(_ table: String, with key: String, of rows: String) -> IntegrityRule {
    let sides = ["\(table)_content", "\(table)_docsize"].map { side in
      """
      SELECT * FROM (SELECT \(key) FROM \(rows) EXCEPT SELECT id FROM \(side))
      UNION SELECT * FROM (SELECT id FROM \(side) EXCEPT SELECT \(key) FROM \(rows))
      """
    }
    return IntegrityRule(
      name: "search-\(table == "quote_fts" ? "quotes" : "articles")",
      meaning: "rows that '\(table)' lacks or should not have", key: key,
      sql: sides.joined(separator: "\nUNION ") + "\nORDER BY 1")
  }
}
