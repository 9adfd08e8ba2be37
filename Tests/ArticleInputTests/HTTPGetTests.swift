import ArticleInput
import ETLTestSupport
import Testing

struct HTTPGetTests {
  @Test func `an answer comes with its status and the start of its body`() throws {
    let server = try LocalServer(answers: ["200 OK", "503 Busy"])
    var get = HTTPGet()
    get.maximumBodySize = 1
    let first = try get.fetch("http://127.0.0.1:\(server.port)/a?b=c")
    #expect(first.status == 200)
    #expect(first.body == Array("O".utf8))
    #expect(try get.fetch("http://127.0.0.1:\(server.port)/").status == 503)
    #expect(server.requests == ["GET /a?b=c", "GET /"])
  }

  @Test func `redirections are followed a few times, and to HTTP only`() throws {
    let loop = try LocalServer(answers: ["302 Found\r\nLocation: /again"])
    #expect(throws: HTTPError.self) {
      try HTTPGet().fetch("http://127.0.0.1:\(loop.port)/")
    }
    #expect(loop.requests.count == 6)
    let file = try LocalServer(answers: ["302 Found\r\nLocation: file:///etc/passwd"])
    #expect(throws: HTTPError.self) {
      try HTTPGet().fetch("http://127.0.0.1:\(file.port)/")
    }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://example.org/", "example.org", "", "http://"])
  func `what is no URL of HTTP is refused`(_ url: String) {
    #expect(throws: HTTPError.self) { try HTTPGet().fetch(url) }
    #expect(HTTPGet.server(of: url) == nil)
  }

  @Test func `an error names the server, but no secret of the URL`() throws {
    let server = try LocalServer(answers: [""])
    do {
      _ = try HTTPGet().fetch("http://alice:pass@127.0.0.1:\(server.port)/path?token=x")
      Issue.record("a closed connection is no answer")
    } catch {
      #expect(error.description.hasPrefix("http://127.0.0.1:\(server.port): "))
      for secret in ["alice", "pass", "path", "token"] {
        #expect(!error.description.contains(secret))
      }
    }
  }
}
