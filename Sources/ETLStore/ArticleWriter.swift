import ETLModel
import GRDB

/// Writes articles, their versions and everything below them.
///
/// | the record | what is written |
/// | --- | --- |
/// | unknown article | article, capture, version 1 |
/// | same bytes, same analysis | nothing |
/// | same bytes, other analysis (the program or its options changed) | the current version again |
/// | other bytes, same title, byline, date and body | a capture |
/// | other bytes otherwise | a capture and a new version |
///
/// Records of known articles with other bytes wait until ``finish(_:)``: an input may hold an
/// article twice, and the last of its records is the one that counts.
final class ArticleWriter {
  /// What was done, for the summary.
  struct Counts {
    var new = 0
    var changed = 0
    var rewritten = 0
    var unchanged = 0
    var sentences = 0
    var quotes = 0
  }

  private(set) var counts = Counts()
  private let runID: Int64
  private let search: SearchIndex
  private let quotes: QuoteWriter
  private var sources: [String: Int64] = [:]
  /// Records of known articles with other bytes. They are written at the end of the run, when it
  /// is known that no later record of the same article stands for it.
  private var pending: [ArticleKey: ArticleRows] = [:]
  /// The utterances of quotes that were written again, by the quotes' keys.
  private(set) var formerUtterances: [String: Int64] = [:]
  /// Whether quotes may have left their utterances.
  private(set) var hasReplacedQuotes = false

  init(runID: Int64, search: SearchIndex, quotes: QuoteWriter) {
    self.runID = runID
    self.search = search
    self.quotes = quotes
  }

  func write(_ rows: ArticleRows, _ database: Database) throws {
    pending[rows.article] = nil
    try write(rows, isLast: false, database)
  }

  /// Is told that records came by unchanged. Each is the last one of its article so far.
  func note(unchanged articles: [ArticleKey]) {
    guard !pending.isEmpty else { return }
    for article in articles { pending[article] = nil }
  }

  /// Is told that a file came by unchanged with all its records, which are the last ones of their
  /// articles so far. Returns the articles for which that takes back an earlier record.
  func note(
    unchangedFile name: String, input: String, _ database: Database
  ) throws -> [ArticleKey] {
    let superseded = try pending.keys.filter { article in
      try article.input == input && current(article, database)?.container == name
    }
    for article in superseded { pending[article] = nil }
    return superseded
  }

  /// Ends the run: articles that have changed get a new version.
  func finish(_ database: Database) throws {
    for (_, rows) in pending.sorted(by: { $0.key < $1.key }) {
      counts.unchanged -= 1
      try write(rows, isLast: true, database)
    }
    pending = [:]
  }

  /// Removes speakers that nothing names any more. Utterances do, too.
  func removeUnusedSpeakers(_ database: Database) throws {
    try quotes.removeUnusedSpeakers(database)
  }

  private struct Current {
    var articleID: Int64
    var versionID: Int64
    var versionNumber: Int
    var analysisSHA256: String
    var captureSHA256: String
    /// The file that its current record is in, when it holds others too.
    var container: String?
    /// What makes a new version when it changes.
    var identity: [String?]
  }

  /// - Parameter isLast: Whether no later record of the article can come.
  private func write(_ rows: ArticleRows, isLast: Bool, _ database: Database) throws {
    guard let current = try current(rows.article, database) else {
      try insertArticle(rows, database)
      counts.new += 1
      return
    }
    if current.captureSHA256 == rows.document.capture.sha256 {
      try rewrite(rows, current, database)
      return
    }
    guard isLast else {
      pending[rows.article] = rows
      counts.unchanged += 1
      return
    }
    let capture = try insertCapture(rows, database)
    if current.identity == identity(of: rows) {
      try database.execute(
        sql: "UPDATE article_version SET capture_id = ? WHERE version_id = ?",
        arguments: [capture, current.versionID])
      try rewrite(rows, current, database)
      return
    }
    try update(rows, article: current.articleID, database)
    try search.remove(version: current.versionID, database)
    try database.execute(
      sql: "UPDATE article_version SET is_current = 0 WHERE version_id = ?",
      arguments: [current.versionID])
    let version = try insertVersion(
      rows, article: current.articleID, number: current.versionNumber + 1, capture: capture,
      database)
    try ClusterWriter.move(from: current.versionID, to: version, database)
    try UtteranceWriter.remove(version: current.versionID, database)
    hasReplacedQuotes = true
    counts.changed += 1
  }

  private func current(_ article: ArticleKey, _ database: Database) throws -> Current? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT a.article_id, v.version_id, v.version_no, v.analysis_sha256, c.sha256, v.title,
          v.byline, v.published_at, v.published_on, v.published_raw, v.body_sha256,
          c.container
        FROM article a
        JOIN article_version v ON v.article_id = a.article_id AND v.is_current = 1
        JOIN capture c ON c.capture_id = v.capture_id
        WHERE a.input = ? AND a.external_id = ?
        """)
    guard
      let row = try Row.fetchOne(statement, arguments: [article.input, article.externalID])
    else { return nil }
    return Current(
      articleID: row[0], versionID: row[1], versionNumber: row[2], analysisSHA256: row[3],
      captureSHA256: row[4], container: row[11], identity: (5...10).map { row[$0] })
  }

  private func identity(of rows: ArticleRows) -> [String?] {
    let date = rows.document.publication
    return [rows.document.title, rows.document.byline, date.at, date.on, date.raw, rows.bodySHA256]
  }

  // MARK: Rows

  private func insertArticle(_ rows: ArticleRows, _ database: Database) throws {
    let capture = try insertCapture(rows, database)
    let source = try rows.document.source.map { try sourceID($0, database) }
    try RowInserter(
      database,
      """
      INSERT INTO article (article_key, external_id, input, source_id, url, first_run_id)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    ).insert { row in
      row.bind(rows.article.digest)
      row.bind(rows.article.externalID)
      row.bind(rows.article.input)
      row.bind(source)
      row.bind(rows.document.url)
      row.bind(runID)
    }
    _ = try insertVersion(
      rows, article: database.lastInsertedRowID, number: 1, capture: capture, database)
  }

  /// Takes over an article's address and publisher when they changed.
  private func update(_ rows: ArticleRows, article: Int64, _ database: Database) throws {
    let source = try rows.document.source.map { try sourceID($0, database) }
    try database.execute(
      sql: """
        UPDATE article SET url = :url, source_id = :source
        WHERE article_id = :article AND (url IS NOT :url OR source_id IS NOT :source)
        """, arguments: ["url": rows.document.url, "source": source, "article": article])
  }

  private func sourceID(_ slug: String, _ database: Database) throws -> Int64 {
    if let id = sources[slug] { return id }
    let id: Int64
    if let found = try Int64.fetchOne(
      database, sql: "SELECT source_id FROM source WHERE slug = ?", arguments: [slug])
    {
      id = found
    } else {
      try database.execute(
        sql: "INSERT INTO source (slug, name) VALUES (?, ?)", arguments: [slug, slug])
      id = database.lastInsertedRowID
    }
    sources[slug] = id
    return id
  }

  private func insertCapture(_ rows: ArticleRows, _ database: Database) throws -> Int64 {
    let capture = rows.document.capture
    try RowInserter(
      database,
      """
      INSERT INTO capture (run_id, input, via, url, final_url, fetched_at, http_status, media_type,
        charset, charset_from, bytes, sha256, container, record_offset, record_length)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).insert { row in
      row.bind(runID)
      row.bind(rows.article.input)
      row.bind(capture.via.rawValue)
      row.bind(capture.url)
      row.bind(capture.finalURL)
      row.bind(capture.fetchedAt)
      row.bind(capture.httpStatus)
      row.bind(capture.mediaType)
      row.bind(capture.charset)
      row.bind(capture.charsetOrigin)
      row.bind(capture.byteCount)
      row.bind(capture.sha256)
      row.bind(capture.container)
      row.bind(capture.recordOffset)
      row.bind(capture.recordLength)
    }
    return database.lastInsertedRowID
  }

  private func insertVersion(
    _ rows: ArticleRows, article: Int64, number: Int, capture: Int64, _ database: Database
  ) throws -> Int64 {
    try RowInserter(
      database,
      """
      INSERT INTO article_version (article_id, version_no, is_current, capture_id, run_id,
        title, byline, dateline, agency, section, language, published_at, published_on,
        published_raw, published_precision, published_from, body, body_sha256, word_count,
        analysis_sha256)
      VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).insert { row in
      row.bind(article)
      row.bind(number)
      row.bind(capture)
      row.bind(runID)
      for text in texts(of: rows) { row.bind(text) }
      row.bind(rows.document.wordCount)
      row.bind(rows.analysisSHA256)
    }
    let version = database.lastInsertedRowID
    try search.add(rows, version: version, database)
    try insertParts(rows, version: version, number: number, database)
    return version
  }

  /// The columns from `title` to `body_sha256`, in their order.
  private func texts(of rows: ArticleRows) -> [String?] {
    let document = rows.document
    let date = document.publication
    return [
      document.title, document.byline, document.dateline, document.agency, document.section,
      document.language, date.at, date.on, date.raw, date.precision?.rawValue, date.origin,
      rows.body, rows.bodySHA256,
    ]
  }

  /// Writes the current version again when its analysis changed.
  private func rewrite(_ rows: ArticleRows, _ current: Current, _ database: Database) throws {
    guard current.analysisSHA256 != rows.analysisSHA256 else {
      counts.unchanged += 1
      return
    }
    // The text is by far the dearest part of the index.
    let keepsBody = try search.holds(rows, version: current.versionID, database)
    try search.remove(version: current.versionID, keepsBody: keepsBody, database)
    formerUtterances.merge(
      try UtteranceWriter.former(version: current.versionID, database), uniquingKeysWith: { $1 })
    hasReplacedQuotes = true
    for table in ["residue", "sentence", "quote"] {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE version_id = ?", arguments: [current.versionID])
    }
    quotes.noteRemoval()
    try update(rows, article: current.articleID, database)
    var arguments = StatementArguments(texts(of: rows))
    arguments += [rows.document.wordCount, rows.analysisSHA256, current.versionID]
    try database.execute(
      sql: """
        UPDATE article_version SET title = ?, byline = ?, dateline = ?, agency = ?, section = ?,
          language = ?, published_at = ?, published_on = ?, published_raw = ?,
          published_precision = ?, published_from = ?, body = ?, body_sha256 = ?, word_count = ?,
          analysis_sha256 = ?
        WHERE version_id = ?
        """, arguments: arguments)
    if !keepsBody { try search.add(rows, version: current.versionID, database) }
    try insertParts(rows, version: current.versionID, number: current.versionNumber, database)
    counts.rewritten += 1
  }

  private func insertParts(
    _ rows: ArticleRows, version: Int64, number: Int, _ database: Database
  ) throws {
    let residue = try RowInserter(
      database, "INSERT INTO residue (version_id, seq, kind, text, rule) VALUES (?, ?, ?, ?, ?)")
    for (seq, part) in rows.document.residue.enumerated() {
      try residue.insert { row in
        row.bind(version)
        row.bind(seq)
        row.bind(part.kind.rawValue)
        row.bind(part.text)
        row.bind(part.rule)
      }
    }
    let sentence = try RowInserter(
      database,
      """
      INSERT INTO sentence (version_id, seq, paragraph, sentence_start, sentence_end, text)
      VALUES (?, ?, ?, ?, ?, ?)
      """)
    for (seq, part) in rows.sentences.enumerated() {
      try sentence.insert { row in
        row.bind(version)
        row.bind(seq)
        row.bind(part.paragraph)
        row.bind(part.start)
        row.bind(part.end)
        row.bind(part.text)
      }
    }
    try quotes.write(rows, version: version, number: number, database)
    counts.sentences += rows.sentences.count
    counts.quotes += rows.quotes.count
  }
}
