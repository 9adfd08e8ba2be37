import ETLModel
import ETLTestSupport
import LoopbackServer
import Testing

@testable import ArticleInput

/// What a crawler makes of answers that are in order, and where they lead.
struct CrawlerTests {
  @Test func `a page comes with its address, head, fields and body`() throws {
    let server = try NewsServer.site { _ in
      .page("<p>خبر</p>", headers: ["ETag": "\"1\"", "X-Place": "الميناء"])
    }
    let page = try #require(try Crawler.crawl([server.url("/خبر?رقم=1#top")]).pages[0])
    #expect(page.url == server.url("/%D8%AE%D8%A8%D8%B1?%D8%B1%D9%82%D9%85=1"))
    #expect(server.pagePaths == ["/%D8%AE%D8%A8%D8%B1?%D8%B1%D9%82%D9%85=1"])
    #expect(page.status == 200 && page.body == Array("<p>خبر</p>".utf8))
    #expect(page["etag"] == "\"1\"" && page["X-Place"] == "الميناء" && page["X-Other"] == nil)
    #expect(page.head.starts(with: "HTTP/1.1 200 OK\r\n".utf8))
    #expect(page.fetchedAt > 1_700_000_000)
  }

  @Test func `a request says who asks, and what it can read`() throws {
    let server = try NewsServer.site { _ in .page("") }
    var policy = CrawlPolicy.local()
    _ = try Crawler.crawl([server.url("/")], policy)
    policy.userAgent += " (+https://bot.example/)"
    _ = try Crawler.crawl([server.url("/")], policy)
    let names = server.requests.map { $0.headers["User-Agent"] }
    let name = "\(Program.name)/\(Program.version)"
    #expect(names == [name, name] + Array(repeating: name + " (+https://bot.example/)", count: 2))
    #expect(server.requests.allSatisfy { $0.headers["Accept-Encoding"]?.contains("gzip") == true })
    #expect(server.requests.allSatisfy { $0.headers["If-None-Match"] == nil })
  }

  @Test func `a body arrives without its codings`() throws {
    let text = Array(String(repeating: "خبر مخترع ", count: 500).utf8)
    let packed = try Deflater.member(text)
    let server = try NewsServer.site { request in
      switch request.path {
      case "/gzip": .gzip(packed)
      case "/chunked": .gzip(packed).chunked().dripping(bytesPerWrite: 40, every: .milliseconds(1))
      case "/plain": .content(text, type: "text/html").chunked()
      default: .content(packed, type: "application/gzip")
      }
    }
    let outcome = try Crawler.crawl(
      ["/gzip", "/chunked", "/plain", "/file"].map { server.url($0) })
    for id in 0..<3 { #expect(outcome.pages[id]?.body == text) }
    // What is gzip itself was not made so on its way.
    #expect(outcome.pages[3]?.body == packed)
  }

  @Test func `an answer without a body is a page of nothing`() throws {
    let server = try NewsServer.site { .status($0.path == "/204" ? 204 : 200) }
    let outcome = try Crawler.crawl([server.url("/204"), server.url("/200")])
    #expect(outcome.pages.mapValues(\.status) == [0: 204, 1: 200])
    #expect(outcome.pages.values.allSatisfy { $0.body.isEmpty })
  }

  @Test func `credentials of an address are sent, and neither stored nor printed`() throws {
    let server = try NewsServer.site { request in
      switch request.path {
      case "/old": .redirect(to: "/new")
      case "/bad": .status(500)
      default:
        request.headers["Authorization"] == "Basic bMOpbzpwQHNz" ? .page("in") : .status(401)
      }
    }
    let outcome = try Crawler.crawl(
      ["/", "/old", "/bad"].map { "http://l%C3%A9o:p%40ss@127.0.0.1:\(server.port)\($0)" })
    #expect(outcome.text(0) == "in" && outcome.pages[0]?.url == server.url("/"))
    #expect(outcome.text(1) == "in" && outcome.pages[1]?.url == server.url("/new"))
    #expect(outcome.failures[2]?.detail == "\(server.origin) answers 500")
  }

  @Test func `credentials are for their own host`() throws {
    let server = try NewsServer.site(addresses: ["127.0.0.1", "127.0.0.2"]) { request in
      let port = request.headers["Host"]?.split(separator: ":").last ?? ""
      return request.path == "/" ? .redirect(to: "http://127.0.0.2:\(port)/there") : .page("there")
    }
    let outcome = try Crawler.crawl(["http://leo:pass@127.0.0.1:\(server.port)/"])
    #expect(outcome.text(0) == "there")
    let second = server.requests.filter { $0.headers["Host"]?.hasPrefix("127.0.0.2") == true }
    #expect(second.count == 2 && second.allSatisfy { $0.headers["Authorization"] == nil })
  }

  // MARK: Redirections

  /// A site on which `/n` leads to `/n-1` and so on, and `/0` is a page.
  private static func chain(_ status: Int) throws -> NewsServer {
    try NewsServer.site { request in
      let number = Int(request.path.dropFirst()) ?? 0
      return number == 0
        ? .page("end")
        : .redirect(to: number % 2 == 0 ? "/\(number - 1)" : "\(number - 1)", status: status)
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `five redirections are followed, a sixth is not`(status: Int) throws {
    let server = try Self.chain(status)
    let outcome = try Crawler.crawl([server.url("/5"), server.url("/6")])
    #expect(outcome.text(0) == "end" && outcome.pages[0]?.url == server.url("/0"))
    #expect(outcome[1] == .badRedirect && outcome.passing.isEmpty)
    #expect(server.pagePaths.count == 6 + 6 && server.robotsCount == 1)
  }

  @Test func `a loop ends`() throws {
    let server = try NewsServer.site { .redirect(to: $0.path == "/a" ? "/b" : "/a") }
    #expect(try Crawler.crawl([server.url("/a")])[0] == .badRedirect)
    #expect(server.pagePaths == ["/a", "/b", "/a", "/b", "/a", "/b"])
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/a", "javascript:alert(1)", "http://",
    "gopher://127.0.0.1:70/", "data:text/html,a", "http://127.0.0.1:99999/", "mailto:a@b.example",
  ])
  func `a redirection to what is no web page is not followed`(target: String) throws {
    let server = try NewsServer.site { _ in .redirect(to: target) }
    let outcome = try Crawler.crawl([server.url("/")])
    #expect(outcome[0] == .badRedirect, "\(outcome.failures)")
    #expect(outcome.passing.isEmpty && server.pagePaths == ["/"])
  }

  @Test func `a redirection without an address is not followed`() throws {
    let server = try NewsServer.site { _ in .status(302) }
    #expect(try Crawler.crawl([server.url("/")])[0] == .badRedirect)
  }

  @Test(arguments: [
    ("/خبر", "/%D8%AE%D8%A8%D8%B1"), ("?a=ب", "/?a=%D8%A8"), ("//127.0.0.1:PORT/x#y", "/x"),
    ("../../up", "/up"),
  ])
  func `a redirection may be relative and in Arabic`(target: String, path: String) throws {
    let server = try NewsServer.site { request in
      let target = target.replacing(
        "PORT", with: request.headers["Host"]?.split(separator: ":").last ?? "")
      return request.path == "/" ? .redirect(to: target) : .page("end")
    }
    let outcome = try Crawler.crawl([server.url("/")])
    #expect(
      outcome.text(0) == "end"
        && server.pagePaths.map { $0.uppercased() } == ["/", path.uppercased()])
  }

  @Test func `another host that a redirection leads to is asked for its rules`() throws {
    let server = try NewsServer(addresses: ["127.0.0.1", "127.0.0.2"]) { request in
      let port = request.headers["Host"]?.split(separator: ":").last ?? ""
      let isFirst = request.headers["Host"]?.hasPrefix("127.0.0.1") == true
      return switch (request.path, isFirst) {
      case ("/robots.txt", true): .status(404)
      case ("/robots.txt", false): .page("User-agent: *\nDisallow: /secret")
      case (let path, true): .redirect(to: "http://127.0.0.2:\(port)\(path)")
      case (_, false): .page("there")
      }
    }
    let outcome = try Crawler.crawl([server.url("/open"), server.url("/secret")])
    #expect(outcome.text(0) == "there" && outcome[1] == .robots)
    #expect(outcome.pages[0]?.url == server.url("/open", host: "127.0.0.2"))
    let second = server.requests.filter { $0.headers["Host"]?.hasPrefix("127.0.0.2") == true }
    #expect(second.map(\.path) == ["/robots.txt", "/open"])
    #expect(outcome.robots.keys.sorted() == [server.origin, server.url("", host: "127.0.0.2")])
  }

  // MARK: Validators

  @Test func `both validators are sent, and an unchanged page is told`() throws {
    let date = "Mon, 02 Mar 2026 10:00:00 GMT"
    let server = try NewsServer.site { request in
      request.path == "/old"
        ? .redirect(to: "/")
        : .validated(etag: "\"2\"", lastModified: date, for: request, page: .page("new"))
    }
    let address = try #require(HTTPAddress(server.url("/")))
    let old = try #require(HTTPAddress(server.url("/old")))
    let outcome = try Crawler.crawl([
      CrawlRequest(id: 0, address: address, entityTag: "\"2\"", lastModified: date),
      CrawlRequest(id: 1, address: address, entityTag: "\"1\"", lastModified: date),
      CrawlRequest(id: 2, address: address, lastModified: date),
      CrawlRequest(id: 3, address: old, entityTag: "\"2\""),
    ])
    #expect(outcome.unchanged.keys.sorted() == [0, 2, 3] && outcome.text(1) == "new")
    #expect(outcome.unchanged[0]?.contains(HeaderField(name: "ETag", value: "\"2\"")) == true)
    let first = server.requests.first { $0.headers["If-None-Match"] != nil }
    #expect(
      first?.headers["If-None-Match"] == "\"2\"" && first?.headers["If-Modified-Since"] == date)
    #expect(server.requests.first?.headers["If-None-Match"] == nil)
  }

  @Test func `an answer that nothing has changed must have been asked for`() throws {
    let server = try NewsServer.site { _ in .notModified }
    let outcome = try Crawler.crawl([server.url("/")])
    #expect(outcome[0] == .badStatus && outcome.passing.isEmpty)
  }
}
