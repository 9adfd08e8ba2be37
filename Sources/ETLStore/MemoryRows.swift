public import ETLModel

/// What is remembered of a record that was met.
public struct MemoryRecordRow: Sendable {
  public var article: ArticleKey
  /// The file that holds the record, when it holds others too.
  public var container: String?
  /// SHA-256 of the record's bytes; nil when it could not be read.
  public var sha256: String?
  /// `loaded`, `dropped` or `rejected`.
  public var outcome: String
  /// The stage of the recipe where its way ended; nil when it was loaded.
  public var place: Int?
  public var reason: String?

  /// Creates a row.
  public init(
    article: ArticleKey, container: String?, sha256: String?, outcome: String, place: Int?,
    reason: String?
  ) {
    self.article = article
    self.container = container
    self.sha256 = sha256
    self.outcome = outcome
    self.place = place
    self.reason = reason
  }
}

/// A record as it is looked up: by the number of its key.
public struct MemoryLookup: Sendable {
  public var key: UInt128
  /// The first 128 bits of the SHA-256 of its bytes.
  public var hash: UInt128?
  public var recipeID: Int
  public var outcome: String
  public var place: Int?
  public var reason: String?
}

/// A file of many records that was read to its end.
public struct MemoryFileRow: Sendable {
  public var input: String
  public var name: String
  public var sha256: String
  public var recipeID: Int
  /// What became of its records, as the caller wrote it.
  public var tally: String
}

/// An article of the database, by its row and its key.
public struct MemoryArticleRow: Sendable {
  public var articleID: Int64
  public var article: ArticleKey
  public var container: String?
  public var recipeID: Int?
}

/// How many records of an input were worked out with a recipe and ended alike.
public struct MemoryCountRow: Sendable {
  public var input: String
  public var recipeID: Int
  public var outcome: String
  public var place: Int?
  public var reason: String?
  public var count: Int
}
