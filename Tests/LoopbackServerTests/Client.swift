import Foundation
import Testing

/// One connection to a server, over which bytes go as they are written.
final class Client {
  private let descriptor: Int32
  private var unread: [UInt8] = []

  init(port: Int, address: String = "127.0.0.1") throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = UInt16(port).bigEndian
    inet_pton(AF_INET, address, &name.sin_addr)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let descriptor = self.descriptor
    let code = withUnsafeBytes(of: &name) { bytes -> Int32 in
      guard let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else {
        return -1
      }
      return connect(descriptor, pointer, socklen_t(bytes.count))
    }
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { close(descriptor) }

  /// Sends requests for some paths at once.
  func get(_ paths: String..., headers: String = "") {
    write(paths.map { "GET \($0) HTTP/1.1\r\nHost: test\r\n\(headers)\r\n" }.joined())
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = send(descriptor, Array(bytes[sent...]), bytes.count - sent, Int32(MSG_NOSIGNAL))
      guard count > 0 else { return }
      sent += count
    }
  }

  /// What the next call of the system gives; nothing at the end.
  func piece() -> [UInt8] {
    if !unread.isEmpty {
      defer { unread = [] }
      return unread
    }
    var bytes = [UInt8](repeating: 0, count: 262_144)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  /// Whether nothing comes for a while, though the connection is open.
  func isQuiet(milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, milliseconds) == 0
  }

  /// The head of the next answer and as much of its body as it announces, or as comes.
  func answer() -> (head: String, body: String) {
    var text = ""
    var end = text.range(of: "\r\n\r\n")
    var bytes: [UInt8] = []
    while end == nil {
      let piece = piece()
      if piece.isEmpty { return (String(decoding: bytes, as: UTF8.self), "") }
      bytes += piece
      text = String(decoding: bytes, as: UTF8.self)
      end = text.range(of: "\r\n\r\n")
    }
    guard let end else { return (text, "") }
    let head = String(text[..<end.lowerBound])
    let start = head.utf8.count + 4
    let length =
      head.components(separatedBy: "Content-Length: ").dropFirst().first
      .flatMap { Int($0.prefix { $0 != "\r" && $0 != "\r\n" }) } ?? 0
    while bytes.count < start + length {
      let piece = piece()
      if piece.isEmpty { break }
      bytes += piece
    }
    let last = min(bytes.count, start + length)
    unread = Array(bytes[last...])
    return (head, String(decoding: bytes[start..<last], as: UTF8.self))
  }

  /// Everything until the server closes the connection.
  func rest() -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece = piece()
      if piece.isEmpty { return bytes }
      bytes += piece
    }
  }

  func restOfText() -> String { String(decoding: rest(), as: UTF8.self) }
}
