import Foundation
import LoopbackServer
import Testing

struct NewsServerTests {
  @Test func `a connection stays open for the next request`() throws {
    let server = try NewsServer { .page($0.path) }
    let client = try Client(port: server.port)
    client.get("/a?b=1")
    #expect(client.answer().body == "/a?b=1")
    client.get("/ب")
    #expect(client.answer().body == "/ب")
    #expect(server.requests.map(\.path) == ["/a?b=1", "/ب"])
    #expect(server.peakConnections == 1)
  }

  @Test func `requests sent at once are answered in order`() throws {
    let server = try NewsServer { request in
      request.path == "/1" ? .page("1").delayed(by: .milliseconds(50)) : .page(request.path)
    }
    let client = try Client(port: server.port)
    client.get("/1", "/2", "/3")
    #expect((0..<3).map { _ in client.answer().body } == ["1", "/2", "/3"])
  }

  @Test func `a head that comes byte by byte is read`() throws {
    let server = try NewsServer { .page($0.headers["x-word"] ?? "") }
    let client = try Client(port: server.port)
    for byte in "GET / HTTP/1.1\r\nX-Word:  two words \r\n\r\n" { client.write(String(byte)) }
    #expect(client.answer().body == "two words")
  }

  @Test(arguments: [
    "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nconnection: Close\r\n\r\n",
  ])
  func `a client that wants one answer gets one`(head: String) throws {
    let server = try NewsServer { _ in .page("one") }
    let client = try Client(port: server.port)
    client.write(head + head)
    let text = client.restOfText()
    #expect(text.hasSuffix("Connection: close\r\n\r\none"))
    #expect(text.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == 2)
  }

  @Test(arguments: [
    ("GET /\r\n\r\n", 400), ("GET / HTTP/2\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab", 400),
    ("GET /\(String(repeating: "a", count: 70_000)) HTTP/1.1\r\n\r\n", 431),
  ])
  func `what it cannot read ends the connection`(head: String, status: Int) throws {
    let server = try NewsServer { _ in .page("") }
    let client = try Client(port: server.port)
    client.write(head)
    #expect(client.restOfText().hasPrefix("HTTP/1.1 \(status) "))
    #expect(server.requests.isEmpty)
  }

  @Test func `a head of sixty thousand bytes is read`() throws {
    let server = try NewsServer { .page("\($0.path.utf8.count)") }
    let client = try Client(port: server.port)
    client.get("/" + String(repeating: "a", count: 60_000))
    #expect(client.answer().body == "60001")
  }

  @Test func `connections are counted while they are open`() throws {
    let server = try NewsServer { _ in .page("") }
    let clients = try (0..<3).map { _ in try Client(port: server.port) }
    for client in clients {
      client.get("/")
      _ = client.answer()
    }
    #expect(server.requests.last?.openConnections == 3)
    #expect(server.peakConnections == 3)
    #expect(server.openConnections == 3)
  }

  @Test func `requests are kept only if it is wanted`() throws {
    let server = try NewsServer(keepsRequests: false) { _ in .page("") }
    let client = try Client(port: server.port)
    client.get("/")
    _ = client.answer()
    #expect(server.requests.isEmpty)
  }

  @Test func `it listens at several addresses on one port`() throws {
    let server = try NewsServer(addresses: ["127.0.0.1", "127.0.0.2"]) { request in
      .redirect(to: "http://127.0.0.2" + request.path, status: 301)
    }
    for address in ["127.0.0.1", "127.0.0.2"] {
      let client = try Client(port: server.port, address: address)
      client.get("/a")
      #expect(
        client.answer().head.contains("301 Moved Permanently\r\nLocation: http://127.0.0.2/a"))
    }
    #expect(server.url("/a", host: "127.0.0.2") == "http://127.0.0.2:\(server.port)/a")
    #expect(server.url("/a") == "http://127.0.0.1:\(server.port)/a")
  }

  @Test func `a stopped server frees its port and closes its connections`() throws {
    let first = try NewsServer { _ in .hanging }
    let client = try Client(port: first.port)
    client.get("/")
    #expect(client.isQuiet(milliseconds: 50))
    first.stop()
    first.stop()
    #expect(client.rest().isEmpty)
    #expect(throws: POSIXError.self) { try Client(port: first.port) }
    let second = try NewsServer(port: first.port) { _ in .page("again") }
    let other = try Client(port: second.port)
    other.get("/")
    #expect(other.answer().body == "again")
    #expect(first.requests.count == 1)
  }

  @Test func `a thousand servers leave nothing behind`() throws {
    for _ in 0..<1_000 {
      let server = try NewsServer { _ in .page("") }
      _ = try Client(port: server.port)
    }
    let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    #expect(threads.count < 200)
    #expect(descriptors.count < 400)
  }

  @Test func `an address that is none or taken is named`() throws {
    let server = try NewsServer { _ in .page("") }
    #expect(
      message { try NewsServer(port: server.port) { _ in .page("") } }
        == "cannot listen at 127.0.0.1:\(server.port): Address already in use")
    #expect(
      message { try NewsServer(addresses: ["here"]) { _ in .page("") } }
        == "'here' is no address to listen at; one such as 127.0.0.2 would be right")
    #expect(
      "\(ServerError.noThread(code: EAGAIN))"
        == "cannot start a thread for the server: Resource temporarily unavailable")
  }

  private func message(_ start: () throws -> NewsServer) -> String {
    do {
      _ = try start()
      return ""
    } catch {
      return "\(error)"
    }
  }
}
