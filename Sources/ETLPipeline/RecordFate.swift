public import ETLModel

/// Where the way of a record ended. Places are counted along the stages of its recipe, the source
/// being 0.
public enum RecordFate: Hashable, Sendable {
  /// It reached the destination.
  case loaded
  /// The stage at this place decided against it.
  case dropped(at: Int, DropReason)
  /// The stage at this place failed on it.
  case rejected(at: Int, RejectReason)

  /// The place where it ended; nil when it went all the way.
  public var place: Int? {
    switch self {
    case .loaded: nil
    case .dropped(let place, _), .rejected(let place, _): place
    }
  }
}

/// What became of a record in this run, for the memory of the destination.
public struct RecordOutcome: Sendable {
  public var article: ArticleKey
  /// SHA-256 of the record's bytes, in hexadecimal; nil when it could not be read.
  public var sha256: String?
  /// The file that holds the record, when it holds others too.
  public var container: String?
  public var fate: RecordFate

  /// Creates an outcome.
  public init(article: ArticleKey, sha256: String?, container: String?, fate: RecordFate) {
    self.article = article
    self.sha256 = sha256
    self.container = container
    self.fate = fate
  }
}

/// What an earlier run left about a record.
public struct KnownRecord: Hashable, Sendable {
  /// The first 128 bits of the SHA-256 of its bytes; nil when it could not be read.
  public var hash: UInt128?
  /// The id of its recipe in the destination.
  public var recipe: Int
  public var fate: RecordFate

  /// Creates what is known of a record.
  public init(hash: UInt128?, recipe: Int, fate: RecordFate) {
    self.hash = hash
    self.recipe = recipe
    self.fate = fate
  }
}

/// A file with many records that an earlier run read to its end.
public struct KnownFile: Hashable, Sendable {
  /// SHA-256 of the file's bytes.
  public var sha256: String
  /// The id of the recipe that its records were worked out with.
  public var recipe: Int
  /// What became of its records.
  public var tally: [RecordFate: Int]

  /// Creates what is known of a file.
  public init(sha256: String, recipe: Int, tally: [RecordFate: Int]) {
    self.sha256 = sha256
    self.recipe = recipe
    self.tally = tally
  }
}

/// A file of an input: the name that keys and the database have for it.
public struct FileKey: Hashable, Sendable {
  public var input: String
  public var name: String

  /// Creates the key of a file.
  public init(input: String, name: String) {
    self.input = input
    self.name = name
  }
}

/// An article of the destination that is to be worked out again from what is stored there.
public struct StoredArticle: Sendable {
  /// Rises from page to page.
  public var id: Int64
  public var article: ArticleKey
  /// The file it was read from.
  public var file: FileKey
  /// The id of the recipe it was worked out with; nil when that is not remembered.
  public var recipe: Int?

  /// Creates a reference to an article of the destination.
  public init(id: Int64, article: ArticleKey, file: FileKey, recipe: Int?) {
    self.id = id
    self.article = article
    self.file = file
    self.recipe = recipe
  }
}
