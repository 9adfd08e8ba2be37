import ETLModel
import GRDB

/// The full-text tables. Plain and folded text stand side by side, so that أحمد is found by احمد
/// from any SQLite client.
///
/// Rows are collected and written many at a time: each statement on another table that could be taken
/// back halfway makes FTS5 write what it has collected itself, and merge it later.
final class SearchIndex {
  /// FTS5's default takes vowel signs for separators and cuts كَتَبَ in three.
  private static let tokenizer = #"unicode61 remove_diacritics 0 categories 'L* N* Co Mn'"#

  /// Bytes of text that are collected.
  private static let mostBytes = 32 << 20

  /// Whether the tables are kept.
  let isEnabled: Bool
  private var articles: [(version: Int64, title: String?, body: String, folded: String)] = []
  private var quotes: [(id: Int64, content: String, folded: String)] = []
  private var byteCount = 0

  init(isEnabled: Bool) { self.isEnabled = isEnabled }

  /// Creates or removes the tables, as the option says, and returns whether they must be filled
  /// from rows that are already there.
  func prepare(_ database: Database) throws -> Bool {
    let exists = try database.tableExists("article_fts")
    if isEnabled, !exists {
      try database.execute(
        sql: """
          CREATE VIRTUAL TABLE article_fts USING fts5(title, body, folded, tokenize = "\(Self.tokenizer)");
          CREATE VIRTUAL TABLE quote_fts USING fts5(content, folded, tokenize = "\(Self.tokenizer)");
          """)
    } else if !isEnabled, exists {
      try database.execute(sql: "DROP TABLE article_fts; DROP TABLE quote_fts;")
    }
    return isEnabled && !exists
  }

  /// Sets how many bytes of new terms FTS5 collects before it writes and merges them: many while a
  /// new database is filled, which takes 9.5 s instead of 16.3 for 30,000 articles, and 1 MB, which is
  /// FTS5's own number, afterwards.
  func collectTerms(isBulk: Bool, _ database: Database) throws {
    guard isEnabled else { return }
    for table in ["article_fts", "quote_fts"] {
      try database.execute(
        sql: "INSERT INTO \(table) (\(table), rank) VALUES ('hashsize', ?)",
        arguments: [isBulk ? 1 << 25 : 1 << 20])
    }
  }

  func add(_ rows: ArticleRows, version: Int64, _ database: Database) throws {
    guard isEnabled else { return }
    try add(
      version: version, title: rows.document.title, body: rows.body, folded: rows.foldedText,
      database)
  }

  func add(_ quote: QuoteRow, id: Int64, _ database: Database) throws {
    guard isEnabled else { return }
    try add(quote: id, content: quote.content.text, folded: quote.foldedContent, database)
  }

  private func add(
    version: Int64, title: String?, body: String, folded: String, _ database: Database
  ) throws {
    articles.append((version, title, body, folded))
    try note(body.utf8.count + folded.utf8.count, database)
  }

  private func add(
    quote id: Int64, content: String, folded: String, _ database: Database
  ) throws {
    quotes.append((id, content, folded))
    try note(content.utf8.count + folded.utf8.count, database)
  }

  private func note(_ count: Int, _ database: Database) throws {
    byteCount += count
    if byteCount > Self.mostBytes { try write(database) }
  }

  /// Writes the rows that were collected.
  func write(_ database: Database) throws {
    guard byteCount > 0 else { return }
    let article = try RowInserter(
      database, "INSERT INTO article_fts (rowid, title, body, folded) VALUES (?, ?, ?, ?)")
    for entry in articles {
      try article.insert { row in
        row.bind(entry.version)
        row.bind(entry.title)
        row.bind(entry.body)
        row.bind(entry.folded)
      }
    }
    let quote = try RowInserter(
      database, "INSERT INTO quote_fts (rowid, content, folded) VALUES (?, ?, ?)")
    for entry in quotes {
      try quote.insert { row in
        row.bind(entry.id)
        row.bind(entry.content)
        row.bind(entry.folded)
      }
    }
    articles.removeAll(keepingCapacity: true)
    quotes.removeAll(keepingCapacity: true)
    byteCount = 0
  }

  /// Whether the index holds just this text of a version.
  func holds(_ rows: ArticleRows, version: Int64, _ database: Database) throws -> Bool {
    guard isEnabled else { return false }
    try write(database)
    let statement = try database.cachedStatement(
      sql: "SELECT title, body, folded FROM article_fts WHERE rowid = ?")
    guard let row = try Row.fetchOne(statement, arguments: [version]) else { return false }
    return row[0] == rows.document.title && row[1] == rows.body && row[2] == rows.foldedText
  }

  /// Removes a version and its quotes. Only current versions are searched.
  ///
  /// - Parameter keepsBody: Whether only the quotes leave.
  func remove(version: Int64, keepsBody: Bool = false, _ database: Database) throws {
    guard isEnabled else { return }
    try write(database)
    let quotes = try Int64.fetchAll(
      try database.cachedStatement(sql: "SELECT quote_id FROM quote WHERE version_id = ?"),
      arguments: [version])
    // One by one: with IN (SELECT …) FTS5 looks through all of its rows.
    let statement = try database.cachedStatement(sql: "DELETE FROM quote_fts WHERE rowid = ?")
    for quote in quotes { try statement.execute(arguments: [quote]) }
    if keepsBody { return }
    try database.execute(sql: "DELETE FROM article_fts WHERE rowid = ?", arguments: [version])
  }

  /// Fills new tables from the current versions.
  func rebuild(_ database: Database, fold: (String) -> String) throws {
    let versions = try Row.fetchCursor(
      database, sql: "SELECT version_id, title, body FROM article_version WHERE is_current = 1")
    while let row = try versions.next() {
      let body: String = row["body"]
      let title: String? = row["title"]
      let id: Int64 = row["version_id"]
      try add(
        version: id, title: title, body: body, folded: fold((title ?? "") + "\n") + fold(body),
        database)
    }
    let quotes = try Row.fetchCursor(
      database,
      sql: """
        SELECT quote_id, content FROM quote
        WHERE version_id IN (SELECT version_id FROM article_version WHERE is_current = 1)
        """)
    while let row = try quotes.next() {
      let content: String = row["content"]
      let id: Int64 = row["quote_id"]
      try add(quote: id, content: content, folded: fold(content), database)
    }
    try write(database)
  }
}
