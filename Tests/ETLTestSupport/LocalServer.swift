import LoopbackServer
import Synchronization

/// A server on a free port of this machine that answers every request with a status of its list.
public final class LocalServer: Sendable {
  private let server: NewsServer

  /// Starts a server.
  ///
  /// - Parameter answers: Status lines with headers, such as `200 OK`, one for each request; the
  ///   last one again and again. An empty one closes the connection.
  public init(answers: [String] = ["200 OK"]) throws {
    let count = Counter()
    server = try NewsServer { _ in
      let answer = answers[min(count.next(), answers.count - 1)]
      let text = "HTTP/1.1 \(answer)\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"
      return .raw(answer.isEmpty ? [] : Array(text.utf8))
    }
  }

  /// The port it listens on.
  public var port: Int { server.port }

  /// The request lines so far, without the version: `GET /start`.
  public var requests: [String] { server.requests.map { "\($0.method) \($0.path)" } }

  /// Counts from 0.
  private final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
      value.withLock { value in
        defer { value += 1 }
        return value
      }
    }
  }
}
