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

/// An address to fetch.
public struct CrawlRequest: Hashable, Sendable {
  /// What the caller knows it by.
  public var id: Int
  public var address: HTTPAddress
  /// The validators of the answer that the caller has: an unchanged page is not sent again.
  public var entityTag: String?
  public var lastModified: String?

  /// Creates a request.
  public init(
    id: Int, address: HTTPAddress, entityTag: String? = nil, lastModified: String? = nil
  ) {
    self.id = id
    self.address = address
    self.entityTag = entityTag
    self.lastModified = lastModified
  }
}

/// A page that was fetched.
public struct CrawledPage: Hashable, Sendable {
  /// The address that answered, at the end of all redirections.
  public var url: String
  /// When the answer was complete, in seconds since 1970.
  public var fetchedAt: Int
  public var status: Int
  /// The status line and the fields as they were received.
  public var head: [UInt8]
  /// The fields of the head.
  public var fields: [HeaderField]
  /// The body without its codings.
  public var body: [UInt8]
}

/// What comes of a crawl.
public enum CrawlEvent: Sendable {
  /// An answer with a page.
  case page(id: Int, CrawledPage)
  /// The page is the one whose validators were sent.
  case unchanged(id: Int, fields: [HeaderField])
  /// There is no page. `isPassing` tells whether there may be one later; a server can ask to be left
  /// alone until `retryAt`, in seconds since 1970.
  case failed(id: Int, InputError, isPassing: Bool, retryAt: Int?)
  /// The server was not asked: it wants to be left alone until then.
  case postponed(id: Int, until: Int)
  /// The rules of a site, as they were fetched.
  case robots(origin: String, text: [UInt8], fetchedAt: Int)
}

/// How far a crawl is.
public struct CrawlProgress: Hashable, Sendable {
  /// Hosts that requests wait for or that are asked.
  public var hosts = 0
  /// Requests that have no answer yet.
  public var waiting = 0
  /// Requests that were answered or have failed.
  public var done = 0
}
