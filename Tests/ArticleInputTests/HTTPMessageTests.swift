import ArticleInput
import ETLModel
import Testing

struct HTTPMessageTests {
  private static let text = Array("<p>خبر</p>\n".utf8)
  /// `text`, compressed by zlib.
  private static let zlib: [UInt8] = [
    0x78, 0x9C, 0xB3, 0x29, 0xB0, 0xBB, 0xB1, 0xEE, 0xC6, 0x8A, 0x1B, 0x1B, 0x6D, 0xF4, 0x0B, 0xEC,
    0xB8, 0x00, 0x36, 0xA6, 0x06, 0x9D,
  ]

  private func message(_ header: String, _ body: [UInt8] = []) throws -> HTTPMessage {
    let head = "HTTP/1.1 200 OK\r\n" + header + (header.isEmpty ? "" : "\r\n") + "\r\n"
    return try HTTPMessage(Array(head.utf8) + body)
  }

  private func decode(_ header: String, _ body: [UInt8], limit: Int = 1000) throws -> [UInt8] {
    try message(header, body).decodedBody(limit: limit)
  }

  private func error(_ header: String, _ body: [UInt8], limit: Int = 1000) -> InputError? {
    do {
      _ = try message(header, body).decodedBody(limit: limit)
    } catch {
      return error as? InputError
    }
    return nil
  }

  // MARK: - Head

  @Test(
    arguments: [
      ("HTTP/1.0 200 OK\r\n\r\n", "1.0", 200), ("HTTP/1.1 404\r\n\r\n", "1.1", 404),
      ("HTTP/2 301 \n\n", "2", 301), ("HTTP/1.1 200 لا بأس\r\n\r\n", "1.1", 200),
      ("HTTP/1.1  200 OK", "1.1", 200),
    ])
  func `status lines of all versions are read`(head: String, version: String, status: Int) throws {
    let message = try HTTPMessage(Array(head.utf8))
    #expect(message.version == version && message.status == status && message.body.isEmpty)
  }

  @Test(
    arguments: [
      "", "HTTP/", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 20\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n", "<html>", "HTTP/1.1 +20\r\n\r\n", "HTTP/x 200 OK\r\n\r\n",
    ])
  func `a block that is no response is a bad record`(block: String) {
    let error = InputError(.badRecord, "the block does not start with an HTTP status line")
    #expect(throws: error) { try HTTPMessage(Array(block.utf8)) }
  }

  @Test func `fields are found in any case, and the body behind the blank line`() throws {
    let head = "X-A: 1\r\nno field\r\nx-a: 2\r\nFolded: one\r\n two"
    let message = try message(head, Array("\r\nbody".utf8))
    #expect(message["x-A"] == "1" && message["folded"] == "one two" && message["B"] == nil)
    #expect(message.fields.count == 3)
    #expect(Array(message.body) == Array("\r\nbody".utf8))
  }

  @Test(
    arguments: [
      ("text/html", "text/html", nil),
      ("Text/HTML; Charset=\"Windows-1256\"", "text/html", "Windows-1256"),
      ("text/html;a=b; charset = utf-8 ", "text/html", "utf-8"),
      ("text/plain; charset=", "text/plain", nil),
      ("text/html;charset='utf-8';x", "text/html", "utf-8"), ("", nil, nil),
      (";charset=a", nil, "a"),
    ] as [(String, String?, String?)])
  func `media type and charset are parted`(value: String, type: String?, charset: String?) throws {
    let message = try message("Content-Type: " + value)
    #expect(message.mediaType == type)
    #expect(message.charset == charset)
  }

  @Test func `a message without a Content-Type has no media type`() throws {
    #expect(try message("").mediaType == nil && message("").charset == nil)
  }

  // MARK: - Chunks

  private static let chunked = Array("5\r\n<p>\u{62E}\r\n4;name=\"v\"\r\nب\u{631}\r\n".utf8)

  @Test(arguments: ["0\r\n\r\n", "000\r\nX-Trailer: 1\r\n\r\n", "0\r\n"])
  func `chunks are joined`(end: String) throws {
    let body = try decode("Transfer-Encoding: chunked", Self.chunked + Array(end.utf8))
    #expect(body == Array("<p>خبر".utf8))
  }

  @Test(
    arguments: [
      "", "<p>", "5", "xyz\r\n", "5 words\r\n", "3\r\nabcd\r\n0\r\n\r\n", "ffffffffffffffffff\r\n",
    ])
  func `a body that is not in chunks is taken as it is`(body: String) throws {
    #expect(try decode("Transfer-Encoding: Chunked", Array(body.utf8)) == Array(body.utf8))
  }

  @Test(
    arguments: [
      ("5\r\nabc", "ends early"), ("3\r\nabc", "ends early"), ("3\r\nabc\r\n", "ends early"),
      ("3\r\nabc\r\n4\r\na", "ends early"), ("3\r\nabc\r\nxyz\r\n", "is damaged"),
      ("3\r\nabc\r\n1\r\nxyz\r\n", "is damaged"), ("fffffffffff\r\nabc", "ends early"),
    ])
  func `chunks that break off are a bad archive`(body: String, what: String) {
    let expected = InputError(.badArchive, "the chunked body \(what)")
    #expect(error("Transfer-Encoding: chunked", Array(body.utf8)) == expected)
  }

  // MARK: - Compression

  @Test(arguments: ["gzip", "x-gzip", "GZip", "identity, gzip", ""])
  func `a body in gzip is decompressed`(name: String) throws {
    let packed = Gzip.member(Self.text)
    #expect(try decode("Content-Encoding: \(name)", packed) == (name == "" ? packed : Self.text))
  }

  @Test func `members are joined and what is behind them is passed over`() throws {
    let packed = Gzip.member(Self.text) + Gzip.member(Self.text)
    #expect(try decode("Content-Encoding: gzip", packed) == Self.text + Self.text)
    let tail = packed + Array("garbage".utf8)
    #expect(try decode("Content-Encoding: gzip", tail) == Self.text + Self.text)
  }

  @Test func `deflate is zlib or raw`() throws {
    #expect(try decode("Content-Encoding: deflate", Self.zlib) == Self.text)
    let raw = Array(Self.zlib[2..<(Self.zlib.count - 4)])
    #expect(try decode("Content-Encoding: deflate", raw) == Self.text)
  }

  @Test(arguments: ["gzip", "deflate"])
  func `a body that is decoded already is taken as it is`(name: String) throws {
    for body in [Self.text, Array("xيوم".utf8), [], [0x61]] {
      #expect(try decode("Content-Encoding: \(name)", body) == body)
    }
  }

  @Test func `codings are removed from the last to the first`() throws {
    let packed = Gzip.member(Gzip.member(Self.text))
    let size = String(packed.count, radix: 16)
    let body = Array("\(size)\r\n".utf8) + packed + Array("\r\n0\r\n\r\n".utf8)
    let header = "Transfer-Encoding: gzip, chunked\r\nContent-Encoding: gzip"
    #expect(try decode(header, body) == Self.text)
  }

  @Test func `damaged and cut data is a bad archive`() {
    let packed = Gzip.member(Self.text)
    let cut = InputError(.badArchive, "the compressed body ends early")
    let damaged = InputError(.badArchive, "the compressed body is damaged")
    for end in [3, 12, packed.count - 1] {
      #expect(error("Content-Encoding: gzip", Array(packed[..<end])) == cut)
    }
    var flipped = packed
    flipped[packed.count - 6] ^= 1
    #expect(error("Content-Encoding: gzip", flipped) == damaged)
    #expect(error("Content-Encoding: deflate", [0xFF, 0xFF, 0x00]) == damaged)
  }

  @Test(arguments: ["br", "zstd", "unknown"])
  func `other codings are not supported`(name: String) {
    let expected = InputError(.badArchive, "the content coding '\(name)' is not supported")
    #expect(error("Content-Encoding: \(name)", Self.text) == expected)
  }

  @Test func `a body beyond the limit is too large, however it is packed`() throws {
    let large = [UInt8](repeating: 0x61, count: 1001)
    let expected = InputError(.tooLarge, "the body has more than 1000 bytes")
    #expect(error("", large) == expected)
    #expect(error("Content-Encoding: gzip", Gzip.member(large)) == expected)
    let fitting = Array(large.dropLast())
    #expect(try decode("Content-Encoding: gzip", Gzip.member(fitting)) == fitting)
    #expect(error("Content-Encoding: gzip", Gzip.member(fitting), limit: 999)?.reason == .tooLarge)
  }
}
