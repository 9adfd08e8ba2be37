/// What a site lists of its pages: a sitemap with Google's extension for news, an index of sitemaps, or
/// a text with one address per line.
public struct Sitemap: Hashable, Sendable {
  /// The most entries and sitemaps that are read, which is what the protocol allows; those that follow
  /// are left out.
  public static let maximumEntryCount = 50_000

  /// A page of the site.
  public struct Entry: Hashable, Sendable {
    /// The address, of http or https and complete.
    public var url: String
    /// When the page was last changed, as it is written there.
    public var lastModified: String?
    /// The title in one line, of news.
    public var title: String?
    /// When the article was published, as it is written there, of news.
    public var published: String?
    /// The name of the publication, of news.
    public var publisher: String?
    /// The language of the publication, of news.
    public var language: String?

    /// Creates the entry of the page at `url`.
    public init(url: String) { self.url = url }
  }

  /// A sitemap that an index lists.
  public struct Child: Hashable, Sendable {
    public var url: String
    /// When the sitemap was last changed, as it is written there.
    public var lastModified: String?

    /// Creates the entry of the sitemap at `url`.
    public init(url: String, lastModified: String? = nil) {
      self.url = url
      self.lastModified = lastModified
    }
  }

  /// In the order of the sitemap; empty for an index.
  public var entries: [Entry] = []
  /// In the order of the index; empty for other sitemaps.
  public var children: [Child] = []
  /// Whether something was broken or cut off, so that entries may be missing.
  public var isDamaged = false

  public init() {}

  /// Reads a sitemap.
  ///
  /// - Parameters:
  ///   - bytes: The sitemap in valid UTF-8.
  ///   - url: Where it is from, for relative addresses.
  /// - Throws: `empty`, `notASitemap`, or `tooDeep` if no entry precedes what is nested too deep.
  /// - Complexity: O(*n*).
  public static func read(_ bytes: [UInt8], url: String) throws(FeedError) -> Sitemap {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard let first = text.first(where: { $0 > 0x20 }) else { throw .empty }
    return first == UInt8(ascii: "<")
      ? try SitemapXMLReader.read(bytes, url: url) : try SitemapLines.read(text)
  }
}
