/// What a site's robots.txt lets a crawler fetch (RFC 9309).
///
///     let rules = RobotsRules(body, product: "newsbot")
///     rules.allows("https://news.example/politics/1.html")
///
/// The rules are those of all groups that name the crawler, or else those of the groups for `*`
/// (section 2.2.1). The longest pattern that matches decides, and of equals the one that allows
/// (section 2.2.2). What the text does not forbid is allowed.
public struct RobotsRules: Hashable, Sendable {
  /// How many bytes of a text are read: 500 KiB, the least a crawler has to (section 2.5).
  static let maximumSize = 512_000
  /// How many rules are kept; those behind them are passed over.
  static let maximumCount = 10_000

  /// Forbids nothing: for a site without a robots.txt (section 2.3.1.3).
  public static let allowAll = Self(rules: [], crawlDelay: nil)
  /// Forbids all but robots.txt itself: for a site whose robots.txt cannot be had because of the
  /// server (section 2.3.1.4).
  public static let disallowAll = Self(
    rules: RobotsPattern("/".utf8).map { [Rule(pattern: $0, isAllowed: false)] } ?? [],
    crawlDelay: nil)

  /// The seconds between two requests that `Crawl-delay` asks for, an extension that many sites
  /// use; nil when it is not said. The greatest counts if there are several. It is finite and not
  /// negative, but may be days: to cap it is up to the caller.
  public let crawlDelay: Double?

  /// The rules, the most specific first.
  private let rules: [Rule]

  /// One line that allows or forbids.
  struct Rule: Hashable, Sendable {
    var pattern: RobotsPattern
    var isAllowed: Bool
  }

  /// Parses a text. Lines that are not understood are passed over, as are rules before the first
  /// group and what is behind the first 512,000 bytes.
  ///
  /// - Parameter product: The name the crawler goes by, such as `newsbot`. Letters in either case
  ///   are the same, and a version behind a slash does not count.
  /// - Complexity: O(*n* log *n*) in the size of the text.
  public init(_ bytes: [UInt8], product: String) {
    var parser = RobotsParser(product: product)
    parser.read(bytes)
    let group = parser.group
    self.init(rules: group.rules, crawlDelay: group.crawlDelay)
  }

  private init(rules: [Rule], crawlDelay: Double?) {
    self.rules = rules.sorted {
      ($0.pattern.octetCount, $0.isAllowed ? 1 : 0) > ($1.pattern.octetCount, $1.isAllowed ? 1 : 0)
    }
    self.crawlDelay = crawlDelay
  }

  /// Whether a page may be fetched.
  ///
  /// - Parameter url: The address; only its path and query count.
  /// - Complexity: O(*p* + *n*) where patterns differ from the path early, as they do; at worst,
  ///   for patterns made to be slow, O(*p* × *n*). *p* is the size of all patterns, at most that
  ///   of the text that is read, and *n* that of the path.
  public func allows(_ url: String) -> Bool {
    let path = RobotsPath(url: url)
    if path.isRobotsText { return true }
    return rules.first { $0.pattern.matches(path) }?.isAllowed ?? true
  }
}
