import Glibc

/// The bytes of one answer on their way to a client, of which only the next few are in memory.
struct Reply {
  /// What became of an attempt to write.
  enum Outcome {
    /// The client takes no more at the moment, or it is not yet time.
    case waiting
    case finished
    /// The client is gone.
    case failed
  }

  /// The bytes of a body that are made ready at a time.
  private static let pieceSize = 65_536
  /// The most pieces in a row before other connections have their turn.
  private static let patience = 16

  /// When the next bytes may be written, if not now.
  private(set) var deadline: ContinuousClock.Instant?
  /// Whether the connection ends with this answer.
  let closes: Bool

  private let hangs: Bool
  private let isChunked: Bool
  private let isCut: Bool
  private let interval: Duration?
  private let bytesPerWrite: Int
  /// The body, or as many of its repetitions as fill a piece.
  private let block: [UInt8]
  /// The number of bytes of the body that are sent in all.
  private let end: Int
  private var position = 0
  private var buffer: [UInt8]
  private var sent = 0

  /// Begins the answer to a request.
  init(_ response: Response, isLast: Bool) {
    let total = response.body.count * response.repeats
    end = min(total, response.earlyEnd ?? total)
    isCut = response.earlyEnd != nil
    isChunked = response.isChunked && !response.isRaw && response.allowsBody
    hangs = response.hangs
    closes =
      isLast || isCut || response.isRaw || response.headers.lists("close", in: "Connection")
    interval = response.drip?.interval
    bytesPerWrite = response.drip?.bytesPerWrite ?? Self.pieceSize
    block =
      response.repeats > 1 && !response.body.isEmpty && response.body.count < Self.pieceSize
      ? Array(
        repeatElement(
          response.body, count: min(response.repeats, Self.pieceSize / response.body.count + 1)
        ).joined())
      : response.body
    buffer = response.isRaw ? [] : Array(response.head(length: total, closes: closes).utf8)
    if response.delay > .zero { deadline = .now + response.delay }
    appendPiece()
  }

  /// Whether it is worth asking when the client takes more.
  var wantsToWrite: Bool { !hangs && deadline == nil }

  /// Writes as much as it is time for and the client takes.
  mutating func write(to descriptor: Int32) -> Outcome {
    if hangs { return .waiting }
    if let deadline {
      guard ContinuousClock.now >= deadline else { return .waiting }
      self.deadline = nil
    }
    for _ in 0..<Self.patience {
      while sent < buffer.count {
        let count = buffer.withUnsafeBytes { bytes in
          send(
            descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent,
            Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        guard count >= 0 else {
          if errno == EINTR { continue }
          return errno == EAGAIN ? .waiting : .failed
        }
        sent += count
      }
      guard position < end else { return .finished }
      buffer.removeAll(keepingCapacity: true)
      sent = 0
      appendPiece()
      if let interval {
        deadline = .now + interval
        return .waiting
      }
    }
    return .waiting
  }

  private mutating func appendPiece() {
    let next = min(end, position + bytesPerWrite)
    let isChunk = isChunked && next > position
    if isChunk { buffer += Array("\(String(next - position, radix: 16))\r\n".utf8) }
    while position < next {
      let start = position % block.count
      let part = block[start..<min(block.count, start + next - position)]
      buffer += part
      position += part.count
    }
    if isChunk { buffer += [0x0D, 0x0A] }
    if isChunked, position == end, !isCut { buffer += Array("0\r\n\r\n".utf8) }
  }
}

extension Response {
  /// Whether the protocol knows a body with this status.
  var allowsBody: Bool { status >= 200 && status != 204 && status != 304 }

  /// The status line and the fields, with the empty line behind them.
  fileprivate func head(length: Int, closes: Bool) -> String {
    var head = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "")\r\n"
    for field in headers.fields { head += "\(field.name): \(field.value)\r\n" }
    if isChunked && allowsBody {
      head += "Transfer-Encoding: chunked\r\n"
    } else if allowsBody, headers["Content-Length"] == nil {
      head += "Content-Length: \(length)\r\n"
    }
    if closes, headers["Connection"] == nil { head += "Connection: close\r\n" }
    return head + "\r\n"
  }

  private static let reasons = [
    200: "OK", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently", 302: "Found",
    303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 410: "Gone",
    429: "Too Many Requests", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]
}
