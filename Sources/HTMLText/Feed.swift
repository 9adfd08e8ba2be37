/// A news feed: what a site says about its latest articles.
///
/// RSS 2.0, 1.0 and 0.9x, Atom 1.0 and 0.3, and JSON Feed 1.0 and 1.1 are read, leniently: what
/// precedes damage is kept.
public struct Feed: Hashable, Sendable {
  /// The most items that are read; those that follow are left out.
  public static let maximumItemCount = 10_000

  /// An article as a feed announces it, under the name that RSS gives it.
  public struct Item: Hashable, Sendable {
    /// What the feed calls the article: `guid`, `rdf:about`, Atom's and JSON Feed's `id`.
    public var guid: String?
    /// The address of the article, of http or https and complete.
    public var url: String?
    /// One line without markup.
    public var title: String?
    /// The names of the authors, joined with a comma; without their mail addresses.
    public var author: String?
    /// When the article was published, or if the feed does not say so when it was changed, as it is
    /// written there.
    public var published: String?
    /// When the article was last changed, as it is written there.
    public var updated: String?
    public var content: Content?

    public init() {}
  }

  /// What a feed holds of the text of an article.
  public struct Content: Hashable, Sendable {
    public enum Kind: String, Sendable {
      /// The place for the whole text: `content:encoded`, `content`, `content_html`.
      case full
      /// A description, which many sites put the whole text in nonetheless.
      case summary
    }

    /// In valid UTF-8.
    public var bytes: [UInt8]
    public var kind: Kind
    /// Whether ``bytes`` are HTML; otherwise they are plain text.
    public var isHTML: Bool

    /// Creates the content of an item.
    public init(bytes: [UInt8], kind: Kind, isHTML: Bool) {
      self.bytes = bytes
      self.kind = kind
      self.isHTML = isHTML
    }
  }

  public var title: String?
  /// The language of the feed as it names it, such as `ar` or `ar-EG`.
  public var language: String?
  /// For how many seconds the feed asks not to be read again.
  public var timeToLive: Int?
  /// In the order of the feed.
  public var items: [Item] = []
  /// Whether something was broken or cut off, so that items may be missing.
  public var isDamaged = false

  public init() {}

  /// Reads a feed.
  ///
  /// Nothing but `bytes` is read, and entities that they declare are not expanded.
  ///
  /// - Parameters:
  ///   - bytes: The feed in valid UTF-8; the encoding that it declares is ignored. See
  ///     ``XMLDeclaration/encoding(in:)``.
  ///   - mediaType: What the server calls it, which decides where the text does not.
  ///   - url: Where it is from, for relative addresses.
  /// - Throws: `empty`, `notAFeed`, or `tooDeep` if no item precedes what is nested too deep.
  /// - Complexity: O(*n*).
  public static func read(
    _ bytes: [UInt8], mediaType: String?, url: String
  ) throws(FeedError) -> Feed {
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    guard let first = text.first(where: { $0 > 0x20 }) else { throw .empty }
    let isJSON = mediaType?.lowercased().contains("json") ?? false
    if first == UInt8(ascii: "{") || isJSON && first != UInt8(ascii: "<") {
      return try JSONFeed.read(Array(text), url: url)
    }
    return try FeedXMLReader.read(bytes, url: url)
  }
}
