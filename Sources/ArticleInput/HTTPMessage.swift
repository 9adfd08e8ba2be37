import ETLModel

/// An HTTP response as an archive holds it: the block of a WARC record of type `response`.
///
///     let message = try HTTPMessage(record.block)
///     if message.status == 200, message.mediaType == "text/html" {
///       let page = try message.decodedBody(limit: 50_000_000)
///     }
public struct HTTPMessage: Hashable, Sendable {
  /// `1.1`, `2`, …
  public var version: String
  /// `200` and so on.
  public var status: Int
  /// The fields of the header in their order.
  public var fields: [HeaderField]
  /// The body as it was sent, or as the archive holds it.
  public var body: ArraySlice<UInt8>

  /// Parses a message. Lines of the header that are no fields are passed over.
  ///
  /// - Throws: `bad_record` when the block does not start with the status line of a response.
  public init(_ block: [UInt8]) throws(InputError) {
    let head = block.withUnsafeBufferPointer { Self.parseHead($0) }
    guard let head else {
      throw InputError(.badRecord, "the block does not start with an HTTP status line")
    }
    (version, status, fields) = (head.version, head.status, head.fields)
    body = block[head.byteCount...]
  }

  /// The value of the first field of that name, in whatever case.
  public subscript(name: String) -> String? { fields.value(named: name) }

  /// The media type in lower case and without parameters, as in `text/html`; nil when the message
  /// does not say.
  public var mediaType: String? { ContentType(self["Content-Type"]).mediaType }

  /// The parameter `charset` of the `Content-Type`, as it is written but for quotes.
  public var charset: String? { ContentType(self["Content-Type"]).charset }

  /// The body without its transfer and content codings.
  ///
  /// Archives often hold a body that is decoded already under the header that was received. A
  /// coding that the bytes do not bear out is passed over.
  ///
  /// - Parameter limit: The most bytes that the body may have.
  /// - Throws: `bad_archive` for a coding that is not supported or data that is damaged or ends
  ///   early, `too_large`.
  public func decodedBody(limit: Int) throws(InputError) -> [UInt8] {
    var bytes = body
    for coding in codings.reversed() {
      switch coding {
      case "identity", "none": continue
      case "chunked": bytes = try ChunkedCoding.decode(bytes)
      case "gzip", "x-gzip": bytes = try ContentCoding.gunzip(bytes, limit: limit)
      case "deflate": bytes = try ContentCoding.inflate(bytes, limit: limit)
      default:
        // What is named by the page is not repeated, unless it is a name.
        let isName = coding.utf8.count <= 20 && coding.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        let name = isName ? " '\(coding)'" : ""
        throw InputError(.badArchive, "the content coding\(name) is not supported")
      }
    }
    guard bytes.count <= limit else { throw ContentCoding.tooLarge(limit) }
    return Array(bytes)
  }

  /// The names of the codings in the order in which they were applied.
  private var codings: [String] {
    let lists = fields.values(named: "Content-Encoding") + fields.values(named: "Transfer-Encoding")
    return lists.flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }
      .map { String(Substring($0)).trimmed.asciiLowercased }
      .filter { !$0.isEmpty }
  }

  private static func parseHead(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (version: String, status: Int, fields: [HeaderField], byteCount: Int)? {
    guard bytes.starts(with: "HTTP/".utf8) else { return nil }
    var parser = HeaderParser(bytes)
    // A head without a body may end without a line end.
    let line = parser.nextLine() ?? bytes
    let words = line.part(5).split(separator: 0x20, maxSplits: 2)
    guard words.count >= 2, words[1].count == 3,
      let status = Int(String(decoding: words[1], as: UTF8.self)), (100...999).contains(status),
      words[0].allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    var fields: [HeaderField] = []
    var isEnded = false
    while !isEnded, let line = parser.next() {
      switch line {
      case .field(let field): fields.append(field)
      case .continuation(let more) where !fields.isEmpty:
        fields[fields.count - 1].value += more.isEmpty ? "" : " " + more
      case .blank: isEnded = true
      case .continuation, .noField: break
      }
    }
    let version = String(decoding: words[0], as: UTF8.self)
    return (version, status, fields, isEnded ? parser.position : bytes.count)
  }
}
