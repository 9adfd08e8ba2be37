/// Why nothing could be read from a feed or a sitemap.
public enum FeedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing but white space.
  case empty
  /// The text is something else: a page, another kind of XML or JSON.
  case notAFeed
  case notASitemap
  /// The elements before the first article or address are nested too deep.
  case tooDeep

  public var description: String {
    switch self {
    case .empty: "the answer is empty, where a feed or a sitemap was expected"
    case .notAFeed: "the text is no feed in RSS, Atom or JSON Feed"
    case .notASitemap: "the text is no sitemap in XML and no list of addresses"
    case .tooDeep: "the elements are nested deeper than \(XMLReader.maximumDepth) levels"
    }
  }
}
