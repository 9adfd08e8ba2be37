import ArticleInput
import ETLModel
import Foundation
import LoopbackServer
import Testing

/// How many requests there are at a time, and when.
struct CrawlerPaceTests {
  @Test func `requests to one host have a pause between them`() throws {
    let server = try NewsServer.site(addresses: ["127.0.0.1", "127.0.0.2"]) { _ in .page("") }
    let policy = CrawlPolicy.local {
      $0.delay = 0.2
      $0.connectionsPerHost = 4
    }
    let hosts = ["127.0.0.1", "127.0.0.2"]
    let urls = hosts.flatMap { host in (0..<3).map { server.url("/\($0)", host: host) } }
    #expect(try Crawler.crawl(urls, policy).pages.count == 6)
    for host in hosts {
      let times = server.requests.filter { $0.headers["Host"]?.hasPrefix(host) == true }
        .map(\.arrival)
      #expect(times.count == 4)
      if let first = times.first, let last = times.last {
        #expect(last - first >= .milliseconds(400))
      }
    }
    // Hosts do not wait for each other.
    let arrivals = server.requests.map { $0.headers["Host"] ?? "" }
    #expect(Set(arrivals.prefix(2)).count == 2)
  }

  @Test(arguments: [1, 3])
  func `a host has as many requests at a time as it may`(count: Int) throws {
    let server = try NewsServer.site { _ in .page("").delayed(by: .milliseconds(30)) }
    let outcome = try Crawler.crawl(
      (0..<12).map { server.url("/\($0)") }, .local { $0.connectionsPerHost = count })
    #expect(outcome.pages.count == 12 && server.peakConnections == count)
  }

  @Test func `all hosts together have as many requests at a time as they may`() throws {
    let hosts = (1...6).map { "127.0.0.\($0)" }
    let server = try NewsServer.site(addresses: hosts) { _ in
      .page("").delayed(by: .milliseconds(20))
    }
    let urls = hosts.flatMap { host in (0..<4).map { server.url("/\($0)", host: host) } }
    let policy = CrawlPolicy.local {
      $0.connections = 3
      $0.connectionsPerHost = 2
    }
    #expect(try Crawler.crawl(urls, policy).pages.count == 24)
    #expect(server.requests.map(\.openConnections).max() ?? 0 <= 3)
  }

  @Test func `a host that hangs holds no other one up`() throws {
    let server = try NewsServer(addresses: ["127.0.0.1", "127.0.0.2"]) { request in
      if request.headers["Host"]?.hasPrefix("127.0.0.2") == true { return .hanging }
      return request.path == "/robots.txt" ? .status(404) : .page("")
    }
    let crawler = Crawler(.local())
    crawler.fetch(
      try CrawlRequest.all(
        [server.url("/", host: "127.0.0.2")] + (0..<10).map { server.url("/\($0)") }))
    var outcome = CrawlOutcome()
    for _ in 0..<500 where outcome.pages.count < 10 {
      if let event = crawler.next(within: 0.1) { outcome.add(event) }
    }
    #expect(outcome.pages.count == 10 && crawler.isBusy && crawler.progress.waiting == 1)
  }

  @Test func `a caller that takes nothing is not asked to hold everything`() throws {
    let server = try NewsServer.site { _ in .page("x").repeated(2_000_000) }
    let policy = CrawlPolicy.local { $0.connectionsPerHost = 4 }
    let crawler = Crawler(policy)
    crawler.fetch(try CrawlRequest.all((0..<100).map { server.url("/\($0)") }))
    #expect(server.waits { $0.requests.count > 16 })
    usleep(500_000)
    // 32 MiB, what was under way, and robots.txt.
    #expect(server.requests.count <= 17 + 4 + 1)
    var outcome = CrawlOutcome()
    while crawler.isBusy { if let event = crawler.next(within: 0.1) { outcome.add(event) } }
    #expect(outcome.pages.count == 100)
    #expect(outcome.pages.values.allSatisfy { $0.body.count == 2_000_000 })
  }

  @Test func `letting go of a crawler ends its requests and its thread`() throws {
    let server = try NewsServer.site { _ in .hanging }
    func threadCount() -> Int {
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task"))?.count ?? 0
    }
    do {
      let crawlers = try (0..<20).map { number in
        let crawler = Crawler(.local())
        crawler.fetch(try CrawlRequest.all([server.url("/\(number)")]))
        return crawler
      }
      #expect(server.waits { $0.pagePaths.count == 20 })
      #expect(crawlers.allSatisfy(\.isBusy) && server.openConnections == 20)
    }
    #expect(server.waits { $0.openConnections == 0 })
    let before = threadCount()
    #expect(server.waits { _ in threadCount() <= before })
  }

  @Test func `requests may be added while others are under way`() throws {
    let server = try NewsServer.site { .page($0.path) }
    let crawler = Crawler(.local())
    #expect(!crawler.isBusy && crawler.next(within: 0) == nil)
    var outcome = CrawlOutcome()
    for number in 0..<30 {
      crawler.fetch([
        CrawlRequest(id: number, address: try #require(HTTPAddress(server.url("/\(number)"))))
      ])
      if let event = crawler.next(within: 0.01) { outcome.add(event) }
    }
    while crawler.isBusy { if let event = crawler.next(within: 0.1) { outcome.add(event) } }
    #expect((0..<30).allSatisfy { outcome.text($0) == "/\($0)" } && outcome.repeated.isEmpty)
  }

  @Test func `two thousand pages of many hosts arrive once each`() throws {
    let hosts = (1...16).map { "127.0.1.\($0)" }
    let server = try NewsServer.site(addresses: hosts) { .page($0.path) }
    let urls = (0..<2000).map { server.url("/\($0)", host: hosts[$0 % hosts.count]) }
    let outcome = try Crawler.crawl(urls, .local { $0.connectionsPerHost = 4 })
    #expect(outcome.failures.isEmpty && (0..<2000).allSatisfy { outcome.text($0) == "/\($0)" })
    #expect(Set(server.pagePaths).count == 2000 && server.pagePaths.count == 2000)
    #expect(server.robotsCount == 16 && server.peakConnections <= 64)
  }
}
