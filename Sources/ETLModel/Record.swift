/// What travels along an arrow of the graph: one value about one article.
public protocol Record: Sendable {
  /// The article that the record is about.
  var article: ArticleKey { get }
}

/// An article's identity: the input it came by and the name it has there.
public struct ArticleKey: Hashable, Sendable {
  /// The name of the input in the pipeline file.
  public var input: String
  /// The record's own id: a JSONL `id`, a path under the pipeline file, a GUID or a URL.
  public var externalID: String

  /// Creates the key of the article that `input` knows as `externalID`.
  public init(input: String, externalID: String) {
    self.input = input
    self.externalID = externalID
  }

  /// A hash of both parts, the same in every run and on every machine.
  public var digest: String { ContentHash.sha256(ofFields: [input, externalID]).shortHex }
}

extension ArticleKey: Comparable {
  /// Orders keys by input, then by external id.
  public static func < (left: ArticleKey, right: ArticleKey) -> Bool {
    (left.input, left.externalID) < (right.input, right.externalID)
  }
}
