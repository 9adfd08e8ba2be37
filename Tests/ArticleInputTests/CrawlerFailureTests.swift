import ETLModel
import ETLTestSupport
import Foundation
import LoopbackServer
import Synchronization
import Testing

@testable import ArticleInput

/// Servers that answer with an error, late, too much, or not at all.
struct CrawlerFailureTests {
  // MARK: Time

  @Test(arguments: ["/drip", "/hanging", "/late", "/head"])
  func `an answer has its time as a whole`(path: String) throws {
    let server = try NewsServer.site { request in
      switch request.path {
      case "/drip": .page("نص").repeated(1000).dripping(bytesPerWrite: 1, every: .milliseconds(20))
      case "/hanging": .hanging
      case "/head":
        .raw(Array(String(repeating: "X-Field: value\r\n", count: 10_000).utf8))
          .dripping(bytesPerWrite: 1, every: .milliseconds(20))
      default: .page("").delayed(by: .seconds(30))
      }
    }
    let begin = ContinuousClock.now
    let outcome = try Crawler.crawl([server.url(path)], .local { $0.timeout = 0.3 })
    let isLate = path == "/drip" || path == "/hanging" || path == "/late"
    #expect(isLate ? outcome[0] == .timeout : outcome[0] != nil)
    #expect(outcome.passing == [0] && ContinuousClock.now - begin < .seconds(10))
    #expect(server.waits { $0.openConnections == 0 })
  }

  @Test func `a server that is not there is tried again, then told`() throws {
    let port = try unusedPort()
    let begin = ContinuousClock.now
    let outcome = try Crawler.crawl(
      ["http://127.0.0.1:\(port)/a", "http://127.0.0.1:\(port)/b"], .local { $0.retries = 1 })
    #expect(outcome[0] == .unreachable && outcome[1] == .unreachable)
    #expect(outcome.passing == [0, 1] && ContinuousClock.now - begin >= .milliseconds(500))
    #expect(outcome.failures[0]?.detail.hasPrefix("http://127.0.0.1:\(port): ") == true)
  }

  @Test func `a name that leads nowhere is unreachable`() throws {
    #expect(try Crawler.crawl(["http://nowhere.invalid/"])[0] == .unreachable)
  }

  // MARK: Size

  @Test func `a body without an end is broken off`() throws {
    let server = try NewsServer.site { _ in .page("نص مخترع").repeated(1 << 40) }
    let outcome = try Crawler.crawl([server.url("/")], .local { $0.sizeLimit = 100_000 })
    #expect(outcome[0] == .tooLarge && outcome.passing.isEmpty)
    #expect(outcome.failures[0]?.detail == "\(server.origin): more than 100000 bytes")
    // Nobody reads the rest.
    #expect(server.waits { $0.openConnections == 0 })
  }

  @Test func `the limit holds for what is decompressed`() throws {
    let bomb = try Deflater.member(Array(repeating: 0x20, count: 20_000_000))
    let fitting = try Deflater.member(Array(repeating: 0x20, count: 100_000))
    let server = try NewsServer.site { .gzip($0.path == "/bomb" ? bomb : fitting) }
    let outcome = try Crawler.crawl(
      [server.url("/bomb"), server.url("/fitting")], .local { $0.sizeLimit = 100_000 })
    #expect(outcome[0] == .tooLarge && outcome.pages[1]?.body.count == 100_000)
  }

  @Test func `a head without an end is broken off`() throws {
    let field = Array(("X-Field: " + String(repeating: "a", count: 2000) + "\r\n").utf8)
    let server = try NewsServer.site { _ in
      .raw(Array("HTTP/1.1 200 OK\r\n".utf8) + Array(repeatElement(field, count: 400).joined()))
    }
    #expect(try Crawler.crawl([server.url("/")])[0] != nil)
    #expect(server.waits { $0.openConnections == 0 })
  }

  // MARK: What breaks the protocol

  @Test(arguments: [
    "", "hello\r\n\r\n", "HTTP/1.1 2oo OK\r\n\r\n", "SSH-2.0-OpenSSH\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip at all",
    "HTTP/1.1 200 OK\r\nContent-Encoding: nothing\r\n\r\nabc", "HTTP/9.9 200 OK\r\n\r\nabc",
  ])
  func `an answer that breaks the protocol is no page`(answer: String) throws {
    let server = try NewsServer.site { _ in .raw(Array(answer.utf8)) }
    let outcome = try Crawler.crawl([server.url("/")])
    let reason = try #require(outcome[0])
    #expect([.unreachable, .badArchive, .badStatus].contains(reason))
  }

  @Test func `a body that ends before it should is no page`() throws {
    let server = try NewsServer.site { _ in .page("نص مخترع").closingEarly(after: 4) }
    let outcome = try Crawler.crawl([server.url("/")])
    #expect(outcome[0] == .unreachable && outcome.passing == [0])
  }

  // MARK: Statuses

  @Test(arguments: [
    (400, false), (401, false), (403, false), (404, false), (410, false), (451, false),
    (408, true), (429, true), (500, true), (502, true), (503, true), (504, true), (206, false),
    (300, false), (305, false),
  ])
  func `an error of the server is told with its status`(status: Int, isPassing: Bool) throws {
    let server = try NewsServer.site { _ in .status(status, body: "x") }
    let outcome = try Crawler.crawl([server.url("/secret?token=1")])
    #expect(outcome.failures[0] == InputError(.badStatus, "\(server.origin) answers \(status)"))
    #expect(outcome.passing.contains(0) == isPassing && outcome.retryAt[0] == nil)
  }

  @Test func `an error that may pass is tried again with pauses, another one is not`() throws {
    let server = try NewsServer.site { .status($0.path == "/500" ? 500 : 404) }
    let policy = CrawlPolicy.local {
      $0.retries = 2
      $0.connectionsPerHost = 4
    }
    let outcome = try Crawler.crawl([server.url("/500"), server.url("/404")], policy)
    #expect(outcome[0] == .badStatus && outcome[1] == .badStatus)
    #expect(server.pagePaths.sorted() == ["/404", "/500", "/500", "/500"])
    let times = server.requests.filter { $0.path == "/500" }.map(\.arrival)
    #expect(times[1] - times[0] >= .milliseconds(300))
    #expect(times[2] - times[1] >= .milliseconds(700))
  }

  @Test func `a short pause that a server asks for is waited for`() throws {
    let count = Mutex(0)
    let server = try NewsServer.site { request in
      guard request.path == "/busy" else { return .page("other") }
      let number = count.withLock { count in
        count += 1
        return count
      }
      return number == 1 ? .status(429, headers: ["Retry-After": "1"]) : .page("now")
    }
    let outcome = try Crawler.crawl(
      [server.url("/busy"), server.url("/other")], .local { $0.retries = 1 })
    #expect(outcome.text(0) == "now" && outcome.text(1) == "other")
    let arrivals = server.requests.map(\.arrival)
    // The whole host is left alone, not the page only.
    #expect(server.robotsCount == 1 && server.pagePaths.first == "/busy" && arrivals.count == 4)
    #expect(arrivals[2] - arrivals[1] >= .milliseconds(700))
  }

  @Test(arguments: [429, 503])
  func `a long pause that a server asks for is for the next run`(status: Int) throws {
    let server = try NewsServer.site(addresses: ["127.0.0.1", "127.0.0.2"]) { request in
      request.path == "/0" ? .status(status, headers: ["Retry-After": "3600"]) : .page("x")
    }
    let now = Int(Date().timeIntervalSince1970)
    let outcome = try Crawler.crawl(
      (0..<4).map { server.url("/\($0)") } + [server.url("/1", host: "127.0.0.2")],
      .local { $0.retries = 3 })
    #expect(outcome[0] == .badStatus && outcome.passing == [0])
    let until = try #require(outcome.retryAt[0])
    #expect((now + 3600...now + 3660).contains(until))
    #expect(outcome.postponed == [1: until, 2: until, 3: until])
    // The other host is none of its business.
    #expect(outcome.text(4) == "x" && server.pagePaths.sorted() == ["/0", "/1"])
  }

  @Test func `a pause may be told as a date`() throws {
    let time = Int(Date().timeIntervalSince1970) + 7200
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let date = formatter.string(from: Date(timeIntervalSince1970: Double(time)))
    let server = try NewsServer.site { _ in .status(503, headers: ["Retry-After": date]) }
    let outcome = try Crawler.crawl([server.url("/0"), server.url("/1")])
    #expect(abs((outcome.retryAt[0] ?? 0) - time) < 60 && outcome.postponed.keys.sorted() == [1])
  }

  // MARK: Private networks

  @Test(arguments: [
    "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0",
    "[::1]", "[::ffff:127.0.0.1]",
  ])
  func `nothing connects to this machine unless it is allowed`(host: String) throws {
    let server = try NewsServer(addresses: ["127.0.0.1"]) { _ in .page("inside") }
    let outcome = try Crawler.crawl(
      ["http://\(host):\(server.port)/"], .local { $0.allowsPrivateAddresses = false })
    #expect(outcome[0] == .privateAddress && outcome.passing.isEmpty, "\(outcome.failures)")
    #expect(server.requests.isEmpty && server.peakConnections == 0)
  }

  @Test(arguments: ["10.0.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]", "[fd00::1]"])
  func `nothing connects to private networks unless it is allowed`(host: String) throws {
    let outcome = try Crawler.crawl(
      ["http://\(host)/"], .local { $0.allowsPrivateAddresses = false })
    #expect(outcome[0] == .privateAddress, "\(outcome.failures)")
  }
}
