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

  /// The number that ``digest`` writes.
  public var number: UInt128 { ContentHash.sha256(ofFields: [input, externalID]).short }
}

extension ArticleKey: Comparable {
  // Bytes are compared, as SQLite compares them: `String` takes é and e + U+0301 for equal.

  public static func == (left: ArticleKey, right: ArticleKey) -> Bool {
    left.externalID.utf8.elementsEqual(right.externalID.utf8)
      && left.input.utf8.elementsEqual(right.input.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var id = externalID
    id.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Orders keys by the bytes of the input, then of the external id.
  public static func < (left: ArticleKey, right: ArticleKey) -> Bool {
    if left.input.utf8.elementsEqual(right.input.utf8) {
      return left.externalID.utf8.lexicographicallyPrecedes(right.externalID.utf8)
    }
    return left.input.utf8.lexicographicallyPrecedes(right.input.utf8)
  }
}
