public import ETLModel
import GRDB

/// One article through every stage: what came in, what was taken out and by which rule, sentences,
/// quotes and copies, as the database holds it.
public struct ArticleTrace: Sendable {
  /// One thing that is known of the article: a table of texts.
  public struct Section: Sendable {
    public var name: String
    public var columns: [String]
    public var rows: [[String?]]
  }

  /// The article's key: also that of an article that was dropped or rejected.
  public var article: ArticleKey
  /// Whether it is in the database.
  public var isLoaded: Bool
  /// What became of it: `loaded`, `dropped` or `rejected`; nil when that is not remembered.
  public var outcome: String?
  /// The stage type that dropped or rejected it.
  public var stage: String?
  public var reason: String?
  public var sections: [Section]
}

extension DatabaseReader {
  /// The articles that an id may mean: the number of the row, the key, the external id, or the URL.
  ///
  /// - Throws: `StoreError` when the database cannot be read.
  public func articles(named id: String) throws(StoreError) -> [ArticleKey] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT input, external_id FROM article
          WHERE external_id = :id OR article_key = :id OR url = :id OR article_id = :number
          UNION SELECT input, external_id FROM pipeline_record
          WHERE external_id = :id OR record_key = :id
          ORDER BY 1, 2
          """, arguments: ["id": id, "number": Int64(id)]
      ).map { ArticleKey(input: $0[0], externalID: $0[1]) }
    }
  }

  /// Everything that the database knows of an article.
  ///
  /// - Throws: `StoreError` when the database cannot be read.
  public func trace(_ article: ArticleKey) throws(StoreError) -> ArticleTrace {
    try read { database in
      var trace = ArticleTrace(article: article, isLoaded: false, sections: [])
      let record = try Row.fetchOne(
        database,
        sql: """
          SELECT outcome, reason, json_extract(recipe, '$.stages[' || place || '].uses')
          FROM pipeline_record JOIN pipeline_recipe USING (recipe_id) WHERE record_key = ?
          """, arguments: [article.digest])
      trace.outcome = record?[0]
      trace.reason = record?[1]
      trace.stage = record?[2]
      for query in TraceQuery.all {
        let statement = try database.makeStatement(sql: query.sql)
        let rows = try Row.fetchAll(
          statement, arguments: ["input": article.input, "id": article.externalID])
        trace.sections.append(
          ArticleTrace.Section(
            name: query.name, columns: statement.columnNames, rows: rows.map(Self.texts)))
      }
      trace.isLoaded = trace.sections.first.map { !$0.rows.isEmpty } ?? false
      return trace
    }
  }

  private static func texts(_ row: Row) -> [String?] {
    row.databaseValues.map { value in
      switch value.storage {
      case .null: nil
      case .int64(let number): String(number)
      case .double(let number): String(number)
      case .string(let text): text
      case .blob: "blob"
      }
    }
  }
}

/// What a trace asks.
private struct TraceQuery {
  var name: String
  var sql: String

  /// In the order of the stages. Each finds its rows by `:input` and `:id`.
  static let all = [
    TraceQuery(
      name: "article",
      sql: """
        SELECT a.article_id, a.article_key, a.input, a.external_id, a.url, s.slug AS source
        FROM article a LEFT JOIN source s USING (source_id)
        WHERE a.input = :input AND a.external_id = :id
        """),
    TraceQuery(
      name: "captures",
      sql: """
        SELECT c.capture_id, r.started_at AS run, c.via, coalesce(c.container, :id) AS file,
          c.record_offset AS offset, c.record_length AS length, c.bytes, c.media_type, c.charset,
          c.charset_from, c.sha256
        FROM capture c JOIN run r USING (run_id)
        WHERE c.capture_id IN (\(versions("capture_id"))) ORDER BY c.capture_id
        """),
    TraceQuery(
      name: "versions",
      sql: """
        SELECT v.version_no AS version, v.is_current AS current, r.started_at AS run, v.title,
          v.byline, v.dateline, v.agency, v.published_at, v.published_on, v.published_raw,
          v.published_from, v.word_count AS words, v.body_sha256
        FROM article_version v JOIN run r USING (run_id)
        WHERE v.version_id IN (\(versions("version_id"))) ORDER BY v.version_no
        """),
    TraceQuery(
      name: "recipe",
      sql: """
        SELECT stage.key + 1 AS stage, json_extract(stage.value, '$.uses') AS uses,
          json_extract(stage.value, '$.version') AS version,
          json_extract(stage.value, '$.options') AS options
        FROM pipeline_record p JOIN pipeline_recipe r USING (recipe_id),
          json_each(r.recipe, '$.stages') AS stage
        WHERE p.input = :input AND p.external_id = :id ORDER BY stage.key
        """),
    TraceQuery(
      name: "residue",
      sql: """
        SELECT seq, kind, rule, text FROM residue WHERE version_id = (\(current)) ORDER BY seq
        """),
    TraceQuery(
      name: "sentences",
      sql: """
        SELECT seq, paragraph, sentence_start AS start, sentence_end AS "end", text FROM sentence
        WHERE version_id = (\(current)) ORDER BY seq
        """),
    TraceQuery(
      name: "quotes",
      sql: """
        SELECT q.seq, q.kind, q.rule, q.confidence, s.name AS speaker, q.resolution, q.source, q.cue,
          q.cue_lemma, q.polarity, q.content_start AS start, q.content_end AS "end", q.content
        FROM quote q LEFT JOIN speaker s USING (speaker_id)
        WHERE q.version_id = (\(current)) ORDER BY q.seq
        """),
    TraceQuery(
      name: "participants",
      sql: """
        SELECT q.seq AS quote, p.part, s.name, p.surface, p.surface_start AS start,
          p.surface_end AS "end"
        FROM quote_participant p JOIN quote q USING (quote_id)
        LEFT JOIN speaker s ON s.speaker_id = p.speaker_id
        WHERE q.version_id = (\(current)) ORDER BY q.seq, p.seq
        """),
    TraceQuery(
      name: "mentions",
      sql: """
        SELECT q.seq AS quote, s.name, m.surface, m.surface_start AS start, m.surface_end AS "end"
        FROM quote_mention m JOIN quote q USING (quote_id)
        JOIN speaker s ON s.speaker_id = m.speaker_id
        WHERE q.version_id = (\(current)) ORDER BY q.seq, m.seq
        """),
    TraceQuery(
      name: "said elsewhere",
      sql: """
        SELECT q.seq AS quote, round(m.similarity, 3) AS similarity, a.external_id AS article,
          o.content
        FROM quote q JOIN utterance_quote m USING (quote_id)
        JOIN utterance_quote other
          ON other.utterance_id = m.utterance_id AND other.quote_id <> q.quote_id
        JOIN quote o ON o.quote_id = other.quote_id
        JOIN article_version v ON v.version_id = o.version_id AND v.is_current = 1
        JOIN article a USING (article_id)
        WHERE q.version_id = (\(current)) ORDER BY q.seq, a.external_id, o.seq
        """),
    TraceQuery(
      name: "cluster",
      sql: """
        SELECT c.cluster_key, c.size, m.relation, m.jaccard, m.containment,
          a.external_id AS representative
        FROM duplicate_member m JOIN duplicate_cluster c USING (cluster_id)
        JOIN article_version v ON v.version_id = c.representative_version_id
        JOIN article a USING (article_id)
        WHERE m.version_id = (\(current))
        """),
    TraceQuery(
      name: "compared with",
      sql: """
        SELECT a.external_id AS article, p.relation, round(p.score, 3) AS score,
          round(p.jaccard, 3) AS jaccard, round(p.containment_a, 3) AS containment_a,
          round(p.containment_b, 3) AS containment_b
        FROM duplicate_pair p
        JOIN article_version v ON v.version_id = CASE WHEN p.a_version_id = (\(current))
          THEN p.b_version_id ELSE p.a_version_id END
        JOIN article a USING (article_id)
        WHERE p.a_version_id = (\(current)) OR p.b_version_id = (\(current))
        ORDER BY p.score DESC, a.external_id
        """),
    TraceQuery(
      name: "rejects",
      sql: """
        SELECT reject_id, stage, reason, detail, state, attempts FROM reject
        WHERE input = :input AND external_id = :id ORDER BY reject_id
        """),
  ]

  private static let current = """
    SELECT v.version_id FROM article a JOIN article_version v USING (article_id)
    WHERE a.input = :input AND a.external_id = :id AND v.is_current = 1
    """

  private static func versions(_ column: String) -> String {
    """
    SELECT v.\(column) FROM article a JOIN article_version v USING (article_id)
    WHERE a.input = :input AND a.external_id = :id
    """
  }
}
