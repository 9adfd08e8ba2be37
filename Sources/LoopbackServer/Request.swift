/// A request as the server has read it.
public struct Request: Sendable {
  /// The method, such as `GET`.
  public let method: String
  /// The path with the query, as the client wrote it.
  public let path: String
  public let headers: Headers
  /// When the end of its head had been read.
  public let arrival: ContinuousClock.Instant
  /// The number of connections that were open then, its own among them.
  public let openConnections: Int

  /// Whether the client will send nothing more on this connection.
  let isLast: Bool

  /// Reads a head without the empty line at its end.
  ///
  /// - Returns: Nothing if the head breaks the protocol or announces a body.
  init?(head: ArraySlice<UInt8>, arrival: ContinuousClock.Instant, openConnections: Int) {
    var lines = head.split(separator: 0x0A).makeIterator()
    let words = lines.next()?.split { $0 == 0x20 || $0 == 0x0D } ?? []
    guard words.count == 3 else { return nil }
    var headers = Headers()
    while let line = lines.next() {
      guard let colon = line.firstIndex(of: 0x3A) else { return nil }
      headers.add(Self.text(line[..<colon]), Self.text(line[(colon + 1)...]))
    }
    guard headers["Transfer-Encoding"] == nil, headers["Content-Length"] ?? "0" == "0" else {
      return nil
    }
    method = Self.text(words[0])
    path = Self.text(words[1])
    let version = Self.text(words[2])
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else { return nil }
    isLast = version == "HTTP/1.0" || headers.lists("close", in: "Connection")
    self.headers = headers
    self.arrival = arrival
    self.openConnections = openConnections
  }

  /// Bytes without white space around them.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    guard let last = bytes.lastIndex(where: { $0 > 0x20 }) else { return "" }
    return String(decoding: bytes[...last].drop { $0 <= 0x20 }, as: UTF8.self)
  }
}
