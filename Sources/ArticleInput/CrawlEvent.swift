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
