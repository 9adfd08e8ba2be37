public import ETLModel
import GRDB

/// How much of a database a report reads: it must end soon, whatever the database holds.
private enum ReportLimit {
  static let speakers = 20
  static let days = 40_000
  static let kinds = 40
  static let rejects = 50
  /// Code points of a body.
  static let body = 20_000
  static let sentences = 1_000
  static let quotes = 300
  /// Code points of the content of a quote; behind them stands an ellipsis.
  static let content = 2_000
  /// Code points of a name.
  static let name = 200
  static let residue = 200
  /// Code points of any other text.
  static let text = 1_000
}

extension DatabaseReader {
  /// What a report counts.
  ///
  /// - Throws: `StoreError` when the database cannot be read.
  public func reportFigures() throws(StoreError) -> ReportFigures {
    try read { database in
      var figures = ReportFigures()
      if let row = try Row.fetchOne(database, sql: ReportQuery.totals) {
        figures.articles = row[0]
        figures.copies = row[1]
        figures.clusters = row[2]
        figures.sentences = row[3]
        figures.quotes = row[4]
      }
      figures.speakers = try Self.counts(database, ReportQuery.speakers, ReportLimit.speakers)
      figures.days = try Self.counts(database, ReportQuery.days, ReportLimit.days)
      figures.residue = try Self.counts(database, ReportQuery.residue, ReportLimit.kinds)
      figures.inputs = try Self.counts(database, ReportQuery.inputs, ReportLimit.kinds)
      figures.rejectCounts = try Row.fetchAll(
        database, sql: ReportQuery.rejectCounts, arguments: [ReportLimit.kinds]
      ).map { .init(reason: $0[0], state: $0[1], count: $0[2]) }
      figures.rejects = try Row.fetchAll(
        database, sql: ReportQuery.rejects, arguments: [ReportLimit.text, ReportLimit.rejects]
      ).map {
        .init(
          input: $0[0], externalID: $0[1], stage: $0[2], reason: $0[3], detail: $0[4], state: $0[5])
      }
      return figures
    }
  }

  /// Up to `count` current articles, chosen by `seed`.
  ///
  /// - Throws: `StoreError` when the database cannot be read.
  /// - Complexity: O(*n*) in the articles of the database, of which an index is read.
  public func reportArticles(_ count: Int, seed: UInt64) throws(StoreError) -> [ReportArticle] {
    try read { database in
      let ids = try Self.sample(
        database, "SELECT article_id FROM article_version WHERE is_current = 1", count, seed)
      return try ids.compactMap { id in
        let version = try Int64.fetchOne(
          database,
          sql: "SELECT version_id FROM article_version WHERE article_id = ? AND is_current = 1",
          arguments: [id])
        return try version.flatMap { try Self.article(database, $0) }
      }
    }
  }

  /// Of up to `count` clusters of copies, chosen by `seed`, the representative and one member: a
  /// near-duplicate rather than an exact copy, and of these the one that shares least.
  ///
  /// - Throws: `StoreError` when the database cannot be read.
  public func reportCopies(_ count: Int, seed: UInt64) throws(StoreError) -> [ReportCopies] {
    try read { database in
      let ids = try Self.sample(
        database, "SELECT cluster_id FROM duplicate_cluster", count, seed)
      return try ids.compactMap { id in
        guard let row = try Row.fetchOne(database, sql: ReportQuery.copies, arguments: [id]),
          let representative = try Self.article(database, row[0]),
          let member = try Self.article(database, row[1])
        else { return nil }
        return ReportCopies(
          size: row[2], relation: row[3], jaccard: row[4], representative: representative,
          member: member)
      }
    }
  }

  private static func sample(
    _ database: Database, _ sql: String, _ count: Int, _ seed: UInt64
  ) throws -> [Int64] {
    var sample = SeededSample(count: count, seed: seed)
    let ids = try Int64.fetchCursor(database, sql: sql)
    while let id = try ids.next() { sample.offer(id) }
    return sample.chosen
  }

  private static func counts(
    _ database: Database, _ sql: String, _ limit: Int
  ) throws -> [ReportFigures.Count] {
    try Row.fetchAll(database, sql: sql, arguments: [limit]).map { .init($0[0], $0[1]) }
  }

  private static func article(_ database: Database, _ version: Int64) throws -> ReportArticle? {
    guard
      let row = try Row.fetchOne(
        database, sql: ReportQuery.article,
        arguments: ["body": ReportLimit.body, "text": ReportLimit.text, "version": version])
    else { return nil }
    var article = ReportArticle(input: row[0], externalID: row[1], body: row[8])
    article.source = row[2]
    article.url = row[3]
    article.title = row[4]
    article.byline = row[5]
    article.publishedOn = row[6]
    article.wordCount = row[7]
    article.bodyLength = row[9]
    article.sentences = try Row.fetchAll(
      database, sql: ReportQuery.sentences, arguments: [version, ReportLimit.sentences]
    ).compactMap { row in
      range(row[1], row[2]).map { ReportArticle.Sentence(number: row[0], range: $0) }
    }
    article.quotes = try Row.fetchAll(
      database, sql: ReportQuery.quotes,
      arguments: [
        "content": ReportLimit.content, "name": ReportLimit.name, "version": version,
        "quotes": ReportLimit.quotes,
      ]
    ).compactMap(quote)
    article.residue = try Row.fetchAll(
      database, sql: ReportQuery.residues,
      arguments: [ReportLimit.text, version, ReportLimit.residue]
    ).map { .init(kind: $0[0], rule: $0[1], text: $0[2]) }
    return article
  }

  private static func quote(_ row: Row) -> ReportQuote? {
    guard let content = range(row["content_start"], row["content_end"]) else { return nil }
    var quote = ReportQuote(
      number: row["seq"], kind: row["kind"], content: row["content"], range: content,
      rule: row["rule"], confidence: row["confidence"])
    quote.cue = row["cue"]
    quote.cueRange = range(row["cue_start"], row["cue_end"])
    quote.source = row["source"]
    quote.sourceRange = range(row["source_start"], row["source_end"])
    quote.speaker = row["speaker"]
    quote.speakerKind = row["speaker_kind"]
    quote.role = row["role"]
    quote.stance = row["stance"]
    quote.resolution = row["resolution"]
    quote.polarity = row["polarity"]
    quote.modality = row["modality"]
    return quote
  }

  /// The half-open range from `start` to `end`; nil without both, or when they are none.
  private static func range(_ start: Int?, _ end: Int?) -> Range<Int>? {
    guard let start, let end, 0 <= start, start <= end else { return nil }
    return start..<end
  }
}

/// What a report asks.
private enum ReportQuery {
  /// Earlier versions of an article keep their rows, and count in nothing here.
  private static let isCurrent =
    "version_id IN (SELECT version_id FROM article_version WHERE is_current = 1)"

  static let totals = """
    SELECT (SELECT count(*) FROM article_version WHERE is_current = 1),
      (SELECT count(*) FROM duplicate_member JOIN article_version USING (version_id)
        WHERE is_current = 1 AND relation <> 'representative'),
      (SELECT count(*) FROM duplicate_cluster),
      (SELECT count(*) FROM sentence WHERE \(isCurrent)),
      (SELECT count(*) FROM quote WHERE \(isCurrent))
    """

  /// As the view `speakers` counts them. Reading the table once takes a third of the time that the
  /// way through the index of speakers takes.
  static let speakers = """
    SELECT s.name, c.quotes FROM (
      SELECT speaker_id, count(*) AS quotes FROM quote NOT INDEXED
      WHERE speaker_id IS NOT NULL AND modality IS NULL
        AND \(isCurrent)
      GROUP BY speaker_id ORDER BY quotes DESC, speaker_id LIMIT ?) c
    JOIN speaker s USING (speaker_id) ORDER BY c.quotes DESC, s.speaker_key
    """

  static let days = """
    SELECT coalesce(v.published_on, '') AS day, count(*)
    FROM quote q JOIN article_version v USING (version_id)
    WHERE q.modality IS NULL AND v.is_current = 1 GROUP BY day ORDER BY day LIMIT ?
    """

  static let residue = """
    SELECT kind, count(*) AS pieces FROM residue WHERE \(isCurrent)
    GROUP BY kind ORDER BY pieces DESC, kind LIMIT ?
    """

  static let inputs = """
    SELECT input, count(*) AS articles FROM article GROUP BY input ORDER BY input LIMIT ?
    """

  static let rejectCounts = """
    SELECT reason, state, count(*) AS records FROM reject GROUP BY reason, state
    ORDER BY records DESC, reason, state LIMIT ?
    """

  static let rejects = """
    SELECT input, external_id, stage, reason, substr(detail, 1, ?), state FROM reject
    ORDER BY last_run_id DESC, reject_id DESC LIMIT ?
    """

  static let copies = """
    SELECT c.representative_version_id, m.version_id, c.size, m.relation, m.jaccard
    FROM duplicate_cluster c JOIN duplicate_member m USING (cluster_id)
    WHERE c.cluster_id = ? AND m.version_id <> c.representative_version_id
    ORDER BY m.relation = 'exact', m.jaccard, m.version_id LIMIT 1
    """

  static let article = """
    SELECT a.input, substr(a.external_id, 1, :text), s.slug, substr(a.url, 1, :text),
      substr(v.title, 1, :text), substr(v.byline, 1, :text), v.published_on, v.word_count,
      substr(v.body, 1, :body), length(v.body)
    FROM article_version v JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
    WHERE v.version_id = :version LIMIT 1
    """

  static let sentences = """
    SELECT seq, sentence_start, sentence_end FROM sentence WHERE version_id = ?
    ORDER BY seq LIMIT ?
    """

  static let quotes = """
    SELECT q.seq, q.kind, q.content_start, q.content_end, q.cue_start, q.cue_end, q.source_start,
      q.source_end, q.stance, q.resolution, q.polarity, q.modality, q.rule, q.confidence,
      substr(q.content, 1, :content) || iif(length(q.content) > :content, '…', '') AS content,
      substr(q.cue, 1, :name) AS cue, substr(q.source, 1, :name) AS source,
      substr(q.role, 1, :name) AS role, substr(s.name, 1, :name) AS speaker, s.kind AS speaker_kind
    FROM quote q LEFT JOIN speaker s USING (speaker_id) WHERE q.version_id = :version
    ORDER BY q.seq LIMIT :quotes
    """

  static let residues = """
    SELECT kind, rule, substr(text, 1, ?) FROM residue WHERE version_id = ? ORDER BY seq LIMIT ?
    """
}
