import Foundation
import Synchronization

/// A server on a free port of this machine that answers every request with a status of its list.
public final class LocalServer: Sendable {
  private let descriptor: Int32
  private let answers: [String]
  private let seen = Mutex<[String]>([])

  /// The port it listens on.
  public let port: Int

  /// Starts a server.
  ///
  /// - Parameter answers: Status lines with headers, such as `200 OK`, one for each request; the
  ///   last one again and again. An empty one closes the connection.
  public init(answers: [String] = ["200 OK"]) throws {
    self.answers = answers
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = self.descriptor
    let code = withUnsafeMutableBytes(of: &address) { bytes -> Int32 in
      let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      guard let pointer, bind(descriptor, pointer, length) == 0, listen(descriptor, 16) == 0
      else { return -1 }
      return getsockname(descriptor, pointer, &length)
    }
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { return }
        self?.serve(client)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// The request lines so far, without the version: `GET /start`.
  public var requests: [String] { seen.withLock { $0 } }

  private func serve(_ client: Int32) {
    defer { close(client) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = recv(client, &bytes, bytes.count, 0)
    guard count > 0 else { return }
    let line = String(decoding: bytes[..<count], as: UTF8.self).prefix { $0 != "\r\n" }
    let number = seen.withLock { requests in
      requests.append(line.split(separator: " ").prefix(2).joined(separator: " "))
      return requests.count
    }
    let answer = answers[min(number, answers.count) - 1]
    guard !answer.isEmpty else { return }
    let text = Array("HTTP/1.1 \(answer)\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK".utf8)
    _ = send(client, text, text.count, Int32(MSG_NOSIGNAL))
  }
}
