import ETLModel

/// How an input behaves towards the servers that it asks.
public struct CrawlPolicy: Hashable, Sendable {
  /// What the program calls itself: name, version, and where its owner is to be found.
  public var userAgent = "\(Program.name)/\(Program.version)"
  /// Requests at a time.
  public var connections = 64
  /// Requests at a time to one host.
  public var connectionsPerHost = 1
  /// Seconds between two requests to one host, at least.
  public var delay = 1.0
  /// Seconds for one answer, from looking up the name to the last byte.
  public var timeout = 30.0
  /// The most bytes of one answer, without its codings.
  public var sizeLimit = 10 << 20
  /// Whether addresses of private networks may be connected to.
  public var allowsPrivateAddresses = false
  /// How often a request is tried again after a failure that may pass.
  public var retries = 3

  /// The longest pause in seconds that is waited for within a run; a server that asks for a longer
  /// one is left alone until the next run.
  static let patience = 60.0
  /// The longest pause that robots.txt can ask for by `Crawl-delay`, in seconds.
  static let crawlDelayLimit = 60.0
  /// Redirections that are followed, as RFC 9309 has it for robots.txt.
  static let redirectLimit = 5
  /// Seconds that robots.txt is believed (RFC 9309, section 2.4).
  public static let robotsLifetime = 86_400
  /// The name that robots.txt calls the program by.
  static let product = Program.name

  /// Creates the policy of a polite crawler.
  public init() {}
}
