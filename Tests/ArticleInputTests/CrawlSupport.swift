import ArticleInput
import ETLModel
import Foundation
import LoopbackServer
import Testing

/// What came of some requests, by their numbers.
struct CrawlOutcome {
  var pages: [Int: CrawledPage] = [:]
  var unchanged: [Int: [HeaderField]] = [:]
  var failures: [Int: InputError] = [:]
  /// The failures that may pass.
  var passing: Set<Int> = []
  var retryAt: [Int: Int] = [:]
  var postponed: [Int: Int] = [:]
  var robots: [String: [UInt8]] = [:]
  /// Requests that had more than one event.
  var repeated: Set<Int> = []

  /// Why there is no page; nil when there is one.
  subscript(id: Int) -> RejectReason? { failures[id]?.reason }

  func text(_ id: Int) -> String? { pages[id].map { String(decoding: $0.body, as: UTF8.self) } }

  /// How many requests have an event.
  var count: Int { pages.count + unchanged.count + failures.count + postponed.count }

  mutating func add(_ event: CrawlEvent) {
    switch event {
    case .page(let id, let page):
      if pages.updateValue(page, forKey: id) != nil { repeated.insert(id) }
    case .unchanged(let id, let fields):
      if unchanged.updateValue(fields, forKey: id) != nil { repeated.insert(id) }
    case .failed(let id, let error, let isPassing, let time):
      if failures.updateValue(error, forKey: id) != nil { repeated.insert(id) }
      if isPassing { passing.insert(id) }
      retryAt[id] = time
    case .postponed(let id, let until):
      if postponed.updateValue(until, forKey: id) != nil { repeated.insert(id) }
    case .robots(let origin, let text, _): robots[origin] = text
    }
  }
}

extension CrawlPolicy {
  /// A policy for servers of this machine: no pause, no second try.
  static func local(_ change: (inout CrawlPolicy) -> Void = { _ in }) -> Self {
    var policy = CrawlPolicy()
    policy.allowsPrivateAddresses = true
    policy.delay = 0
    policy.retries = 0
    policy.timeout = 10
    change(&policy)
    return policy
  }
}

extension CrawlRequest {
  static func all(_ urls: [String]) throws -> [CrawlRequest] {
    try urls.enumerated().map { CrawlRequest(id: $0, address: try #require(HTTPAddress($1))) }
  }
}

extension Crawler {
  /// Rules that were fetched before, as a crawler takes them.
  typealias KnownRules = [String: (text: [UInt8], fetchedAt: Int)]

  /// Fetches addresses, each numbered by its place, and waits for all of them.
  static func crawl(
    _ urls: [String], _ policy: CrawlPolicy = .local(), robots: KnownRules = [:]
  ) throws -> CrawlOutcome {
    try crawl(CrawlRequest.all(urls), policy, robots: robots)
  }

  static func crawl(
    _ requests: [CrawlRequest], _ policy: CrawlPolicy = .local(), robots: KnownRules = [:]
  ) throws -> CrawlOutcome {
    let crawler = Crawler(policy, robots: robots)
    crawler.fetch(requests)
    var outcome = CrawlOutcome()
    let end = ContinuousClock.now + .seconds(60)
    while crawler.isBusy {
      try #require(ContinuousClock.now < end, "the crawl does not end")
      if let event = crawler.next(within: 0.1) { outcome.add(event) }
    }
    #expect(outcome.count == requests.count && outcome.repeated.isEmpty)
    #expect(crawler.progress.waiting == 0 && crawler.progress.done == requests.count)
    return outcome
  }
}

extension NewsServer {
  /// A site without rules.
  static func site(
    addresses: [String] = ["127.0.0.1"], _ pages: @escaping @Sendable (Request) -> Response
  ) throws -> NewsServer {
    try NewsServer(addresses: addresses) { request in
      request.path == "/robots.txt" ? .status(404) : pages(request)
    }
  }

  /// The paths of the requests in the order of their arrival, but for robots.txt.
  var pagePaths: [String] { requests.map(\.path).filter { $0 != "/robots.txt" } }

  /// How often robots.txt was asked for.
  var robotsCount: Int { requests.count { $0.path == "/robots.txt" } }

  /// What is in front of all paths.
  var origin: String { url("") }

  /// Waits until a state is reached.
  ///
  /// - Returns: Whether it was, within ten seconds.
  func waits(until isReached: (NewsServer) -> Bool) -> Bool {
    for _ in 0..<1000 {
      if isReached(self) { return true }
      usleep(10_000)
    }
    return isReached(self)
  }
}

/// A port of this machine at which nothing listens.
func unusedPort() throws -> Int {
  let server = try NewsServer { _ in .status(404) }
  server.stop()
  return server.port
}
