import GRDB

/// What is searched.
public enum SearchTarget: String, Sendable, CaseIterable {
  case quotes, articles
}

extension DatabaseQuery {
  /// The rows of the search tables that an FTS5 expression finds, the best first.
  ///
  /// - Parameters:
  ///   - match: An FTS5 expression over the plain and the folded texts.
  ///   - excerpt: Makes of a text the part that is shown.
  public init(
    search target: SearchTarget, match: String, limit: Int,
    excerpt: @escaping @Sendable (String) -> String
  ) {
    // A word in a title weighs as much as three in a text.
    let (table, weights) =
      target == .quotes ? ("quote_fts", "1.0, 1.0") : ("article_fts", "3.0, 1.0, 1.0")
    let hits = """
      SELECT rowid AS id, bm25(\(table), \(weights)) AS score FROM \(table)
      WHERE \(table) MATCH :match ORDER BY score, rowid LIMIT \(limit)
      """
    let columns =
      target == .quotes
      ? "v.quote_id, v.speaker, v.source, v.published_on, v.title, excerpt(v.content) AS snippet"
      : "v.article_id, v.source, v.published_on, v.title, excerpt(v.body) AS snippet"
    let key = target == .quotes ? "quote_id" : "version_id"
    self.init(
      """
      SELECT \(columns) FROM (\(hits)) AS hit JOIN \(target.rawValue) AS v ON v.\(key) = hit.id
      ORDER BY hit.score, hit.id
      """)
    parameters = ["match": match]
    functions = [TextFunction("excerpt", excerpt)]
  }
}

extension DatabaseReader {
  /// Whether the database has the tables that searches need.
  public func hasSearchTables() throws(StoreError) -> Bool {
    try read { database in
      try database.tableExists("article_fts") && database.tableExists("quote_fts")
    }
  }
}
