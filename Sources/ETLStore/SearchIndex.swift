import ETLModel
import GRDB

/// The full-text tables. Plain and folded text stand side by side, so that أحمد is found by احمد
/// from any SQLite client.
struct SearchIndex {
  /// FTS5's default takes vowel signs for separators and cuts كَتَبَ in three.
  private static let tokenizer = #"unicode61 remove_diacritics 0 categories 'L* N* Co Mn'"#

  /// Whether the tables are kept.
  let isEnabled: Bool

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

  func add(_ rows: ArticleRows, version: Int64, _ database: Database) throws {
    guard isEnabled else { return }
    try database.cachedStatement(
      sql: "INSERT INTO article_fts (rowid, title, body, folded) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [version, rows.document.title, rows.body, rows.foldedText])
  }

  func add(_ quote: QuoteRow, id: Int64, _ database: Database) throws {
    guard isEnabled else { return }
    try database.cachedStatement(
      sql: "INSERT INTO quote_fts (rowid, content, folded) VALUES (?, ?, ?)"
    ).execute(arguments: [id, quote.content.text, quote.foldedContent])
  }

  /// Whether the index holds just this text of a version.
  func holds(_ rows: ArticleRows, version: Int64, _ database: Database) throws -> Bool {
    guard isEnabled else { return false }
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
      try database.cachedStatement(
        sql: "INSERT INTO article_fts (rowid, title, body, folded) VALUES (?, ?, ?, ?)"
      ).execute(arguments: [id, title, body, fold((title ?? "") + "\n") + fold(body)])
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
      try database.cachedStatement(
        sql: "INSERT INTO quote_fts (rowid, content, folded) VALUES (?, ?, ?)"
      ).execute(arguments: [id, content, fold(content)])
    }
  }
}
