import ArticleInput
import ETLModel
import Foundation
import LoopbackServer
import Testing

/// What a crawler makes of robots.txt (RFC 9309).
struct CrawlerRobotsTests {
  private static let rules = "User-agent: *\nDisallow: /secret\n"

  /// A site with an answer for robots.txt, and pages everywhere else.
  private static func server(_ robots: Response) throws -> NewsServer {
    try NewsServer { $0.path == "/robots.txt" ? robots : .page("page") }
  }

  @Test func `what the rules forbid is never asked for`() throws {
    let server = try Self.server(.page(Self.rules))
    let outcome = try Crawler.crawl(
      ["/secret/1", "/open", "/secret"].map { server.url($0) })
    #expect(outcome[0] == .robots && outcome[2] == .robots && outcome.passing.isEmpty)
    #expect(outcome.text(1) == "page" && server.pagePaths == ["/open"])
    #expect(outcome.robots == [server.origin: Array(Self.rules.utf8)])
  }

  @Test(arguments: ["/x/../secret/1", "/./secret/1", "/%73ecret/1", "/a/%2e%2E/secret"])
  func `a detour leads to no page that the rules forbid`(path: String) throws {
    let server = try Self.server(.page(Self.rules))
    let outcome = try Crawler.crawl([server.url(path)])
    let isAsked = server.pagePaths.contains { $0.hasPrefix("/secret") || $0.hasPrefix("/%73") }
    #expect(!isAsked, "\(server.pagePaths) \(outcome.failures)")
  }

  @Test(arguments: [400, 401, 403, 404, 410])
  func `a site without rules allows everything`(status: Int) throws {
    let server = try Self.server(.status(status))
    let outcome = try Crawler.crawl([server.url("/")])
    #expect(outcome.text(0) == "page" && outcome.robots == [server.origin: []])
  }

  @Test(arguments: [429, 500, 503])
  func `rules that the server cannot give allow nothing`(status: Int) throws {
    let server = try Self.server(.status(status))
    let outcome = try Crawler.crawl([server.url("/1"), server.url("/2")])
    #expect(outcome[0] == .robots && outcome[1] == .robots)
    // Later it may have them.
    #expect(outcome.passing == [0, 1])
    #expect(server.pagePaths.isEmpty && outcome.robots.isEmpty)
  }

  @Test func `a server that cannot be reached is no matter of rules`() throws {
    let port = try unusedPort()
    let hanging = try NewsServer { _ in .hanging }
    let outcome = try Crawler.crawl(
      ["http://127.0.0.1:\(port)/", hanging.url("/")], .local { $0.timeout = 0.3 })
    #expect(outcome[0] == .unreachable && outcome[1] == .timeout && outcome.passing == [0, 1])
    #expect(outcome.robots.isEmpty)
  }

  @Test func `a long pause that the server asks for holds for its rules too`() throws {
    let server = try Self.server(.status(503, headers: ["Retry-After": "7200"]))
    let outcome = try Crawler.crawl([server.url("/1"), server.url("/2")])
    #expect(outcome.postponed.count == 2 && server.pagePaths.isEmpty)
  }

  @Test func `rules may stand somewhere else`() throws {
    let server = try NewsServer(addresses: ["127.0.0.1", "127.0.0.2"]) { request in
      let port = request.headers["Host"]?.split(separator: ":").last ?? ""
      let isFirst = request.headers["Host"]?.hasPrefix("127.0.0.1") == true
      return switch request.path {
      case "/robots.txt" where isFirst: .redirect(to: "/rules")
      case "/rules" where isFirst: .redirect(to: "http://127.0.0.2:\(port)/rules", status: 301)
      case "/rules": .page("User-agent: *\nDisallow: /secret")
      default: .page("page")
      }
    }
    let outcome = try Crawler.crawl([server.url("/open"), server.url("/secret")])
    #expect(outcome.text(0) == "page" && outcome[1] == .robots)
    #expect(outcome.robots.keys.sorted() == [server.origin])
    #expect(server.requests.map(\.path) == ["/robots.txt", "/rules", "/rules", "/open"])
  }

  @Test func `rules are asked for once, before the first page`() throws {
    let server = try Self.server(.page("").delayed(by: .milliseconds(50)))
    let outcome = try Crawler.crawl(
      (0..<20).map { server.url("/\($0)") }, .local { $0.connectionsPerHost = 8 })
    #expect(outcome.pages.count == 20)
    #expect(server.requests.first?.path == "/robots.txt" && server.robotsCount == 1)
  }

  @Test func `rules that are known are not asked for again within a day`() throws {
    let now = Int(Date().timeIntervalSince1970)
    func robotsCount(age: Int) throws -> Int {
      let server = try Self.server(.page(""))
      let known = [server.origin: (text: Array(Self.rules.utf8), fetchedAt: now - age)]
      let outcome = try Crawler.crawl(
        [server.url("/open"), server.url("/secret")], robots: known)
      #expect(outcome.text(0) == "page")
      #expect(outcome[1] == (age < CrawlPolicy.robotsLifetime ? .robots : nil))
      return server.robotsCount
    }
    #expect(try robotsCount(age: 60) == 0)
    #expect(try robotsCount(age: CrawlPolicy.robotsLifetime - 60) == 0)
    #expect(try robotsCount(age: CrawlPolicy.robotsLifetime + 1) == 1)
  }

  @Test func `each port has rules of its own`() throws {
    let first = try Self.server(.page(Self.rules))
    let second = try Self.server(.status(404))
    let outcome = try Crawler.crawl([first.url("/secret"), second.url("/secret")])
    #expect(outcome[0] == .robots && outcome.text(1) == "page")
  }

  @Test func `the pause that rules ask for is kept`() throws {
    let server = try Self.server(.page("User-agent: *\nCrawl-delay: 0.3"))
    let outcome = try Crawler.crawl(
      (0..<3).map { server.url("/\($0)") }, .local { $0.connectionsPerHost = 8 })
    #expect(outcome.pages.count == 3)
    let times = server.requests.map(\.arrival)
    #expect(times.count == 4 && times[3] - times[1] >= .milliseconds(400))
  }

  @Test func `rules of many pages or of no text allow what they do not forbid`() throws {
    let large = Self.rules + String(repeating: "# خبر\n", count: 200_000)
    let outcome = try Crawler.crawl([
      try Self.server(.page(large)).url("/open")
    ])
    #expect(outcome.count == 1)
    let server = try Self.server(.content([0, 1, 2, 0xFF], type: "image/png"))
    #expect(try Crawler.crawl([server.url("/")]).text(0) == "page")
  }

  @Test func `rules larger than a page may be are read as far as they must`() throws {
    let large = Self.rules + String(repeating: "# nothing\n", count: 60_000)
    let server = try Self.server(.page(large))
    let outcome = try Crawler.crawl(
      [server.url("/open"), server.url("/secret")], .local { $0.sizeLimit = 100_000 })
    #expect(outcome.text(0) == "page" && outcome[1] == .robots, "\(outcome.failures)")
  }
}
