import Foundation
import LoopbackServer
import Testing

struct ResponseTests {
  @Test func `a page has a type and a length`() throws {
    let client = try Served(.page("نص", headers: ["Set-Cookie": "a", "Set-Cookie": "b"]))
    #expect(
      client.all == "HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n"
        + "Content-Type: text/html; charset=utf-8\r\nContent-Length: 4\r\n"
        + "Connection: close\r\n\r\nنص")
  }

  @Test func `headers of the caller take precedence`() throws {
    let client = try Served(
      .page("نص", headers: ["content-type": "text/plain", "content-length": "9"]))
    #expect(
      client.all == "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n"
        + "Connection: close\r\n\r\nنص")
  }

  @Test(arguments: [
    (Response.status(503, headers: ["Retry-After": "2"], body: "busy"), "busy"),
    (.redirect(to: "/b"), ""), (.status(599), ""),
  ])
  func `a status has a length even without a body`(response: Response, body: String) throws {
    let head = try Served(response).all
    #expect(head.hasPrefix("HTTP/1.1 \(response.status) "))
    #expect(head.hasSuffix("\r\n\r\n" + body))
    #expect(head.contains("Content-Length: \(body.utf8.count)\r\n"))
  }

  @Test func `not modified has neither length nor body`() throws {
    #expect(
      try Served(.notModified).all == "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
  }

  @Test func `compressed bytes are sent as they are`() throws {
    let all = try Served(.gzip(Array("zipped".utf8))).all
    #expect(all.contains("Content-Encoding: gzip\r\n"))
    #expect(all.hasSuffix("\r\n\r\nzipped"))
  }

  @Test(arguments: ["", "HTTP/1.1 2oo OK\r\nbroken", "\u{0}\u{1}"])
  func `raw bytes are all that is sent`(text: String) throws {
    #expect(try Served(.raw(Array(text.utf8)), isLast: false).all == text)
  }

  @Test func `a delayed answer does not delay others`() throws {
    let server = try NewsServer { request in
      request.path == "/slow" ? .page("slow").delayed(by: .milliseconds(300)) : .page("fast")
    }
    let start = ContinuousClock.now
    let slow = try Client(port: server.port)
    slow.get("/slow")
    let fast = try Client(port: server.port)
    fast.get("/")
    #expect(fast.answer().body == "fast")
    #expect(slow.answer().body == "slow")
    #expect(start.duration(to: .now) >= .milliseconds(300))
  }

  @Test func `a dripping answer comes in pieces`() throws {
    let server = try NewsServer { _ in
      .page("abcdefg").dripping(bytesPerWrite: 2, every: .milliseconds(60))
    }
    let client = try Client(port: server.port)
    let start = ContinuousClock.now
    client.get("/")
    #expect(String(decoding: client.piece(), as: UTF8.self).hasSuffix("\r\n\r\nab"))
    #expect(
      (0..<3).map { _ in String(decoding: client.piece(), as: UTF8.self) } == ["cd", "ef", "g"])
    #expect(start.duration(to: .now) >= .milliseconds(180))
    client.get("/")
    #expect(client.answer().body == "abcdefg")
  }

  @Test func `a body in chunks has no length`() throws {
    let all = try Served(
      .page("abcde").chunked().dripping(bytesPerWrite: 3, every: .milliseconds(1))
    ).all
    #expect(all.contains("Transfer-Encoding: chunked\r\n"))
    #expect(!all.contains("Content-Length"))
    #expect(all.hasSuffix("\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
    #expect(try Served(.page("").chunked()).all.hasSuffix("\r\n\r\n0\r\n\r\n"))
  }

  @Test func `a body that ends early was announced whole`() throws {
    let all = try Served(.page("abcdef").closingEarly(after: 2), isLast: false).all
    #expect(all.contains("Content-Length: 6\r\n"))
    #expect(all.hasSuffix("\r\n\r\nab"))
    let chunked = try Served(.page("abcdef").chunked().closingEarly(after: 2), isLast: false).all
    #expect(chunked.hasSuffix("\r\n\r\n2\r\nab\r\n"))
  }

  @Test(arguments: [(1, 100_000_000), (3, 1_000_000), (70_001, 100)])
  func `a repeated body comes whole`(length: Int, times: Int) throws {
    let body = (0..<length).map { UInt8(0x61 + $0 % 23) }
    let server = try NewsServer { _ in .content(body, type: "text/plain").repeated(times) }
    let client = try Client(port: server.port)
    client.get("/", headers: "Connection: close\r\n")
    var received = 0
    var isRight = true
    var head: [UInt8]? = []
    while true {
      var piece = client.piece()[...]
      if piece.isEmpty { break }
      if let soFar = head {
        let all = soFar + piece
        guard let end = all.firstRange(of: Array("\r\n\r\n".utf8)) else {
          head = all
          continue
        }
        head = nil
        piece = all[end.upperBound...]
      }
      for offset in stride(from: 0, to: piece.count, by: 97) {
        isRight =
          isRight && piece[piece.startIndex + offset] == body[(received + offset) % length]
      }
      received += piece.count
    }
    #expect(received == length * times)
    #expect(isRight)
  }

  @Test func `a huge body keeps no other client waiting`() throws {
    let server = try NewsServer { request in
      request.path == "/huge" ? .page("نص طويل").repeated(1_000_000_000) : .page("short")
    }
    let huge = try Client(port: server.port)
    huge.get("/huge")
    #expect(!huge.piece().isEmpty)
    let short = try Client(port: server.port)
    short.get("/")
    #expect(short.answer().body == "short")
  }

  @Test func `a client that leaves is forgotten`() throws {
    let server = try NewsServer { _ in .hanging }
    var client: Client? = try Client(port: server.port)
    client?.get("/")
    while server.requests.isEmpty { usleep(1_000) }
    #expect(server.openConnections == 1)
    client = nil
    for _ in 0..<1_000 where server.openConnections > 0 { usleep(1_000) }
    #expect(server.openConnections == 0)
  }

  @Test(arguments: [
    ("", 200), ("If-None-Match: \"1\"\r\n", 304), ("if-none-match: \"0\", W/\"1\"\r\n", 304),
    ("If-None-Match: *\r\n", 304), ("If-None-Match: \"2\"\r\n", 200),
    ("If-Modified-Since: Tue, 04 Mar 2031 05:06:07 GMT\r\n", 304),
    ("If-Modified-Since: Tue, 04 Mar 2030 05:06:07 GMT\r\n", 200),
    ("If-None-Match: \"2\"\r\nIf-Modified-Since: Tue, 04 Mar 2031 05:06:07 GMT\r\n", 200),
  ])
  func `a page that the client has is not sent again`(headers: String, status: Int) throws {
    let server = try NewsServer { request in
      .validated(
        etag: "\"1\"", lastModified: "Tue, 04 Mar 2031 05:06:07 GMT", for: request,
        page: .page("page"))
    }
    let client = try Client(port: server.port)
    client.get("/", headers: headers)
    let answer = client.answer()
    #expect(answer.head.hasPrefix("HTTP/1.1 \(status) "))
    #expect(answer.head.contains("ETag: \"1\"\r\nLast-Modified: Tue, 04 Mar 2031 05:06:07 GMT"))
    #expect(answer.body == (status == 200 ? "page" : ""))
  }
}

/// What a server sends for one request until it closes the connection.
private struct Served {
  let all: String

  init(_ response: Response, isLast: Bool = true) throws {
    let server = try NewsServer { _ in response }
    let client = try Client(port: server.port)
    client.get("/", headers: isLast ? "Connection: close\r\n" : "")
    all = client.restOfText()
  }
}
