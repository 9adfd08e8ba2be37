import ETLModel

/// The header of a WARC record: everything before its block.
struct WARCHeader {
  /// How every record starts.
  static let magic = Array("WARC/".utf8)
  /// The most bytes of a header.
  static let limit = 1 << 16

  var version: String
  var type: String
  var fields: [HeaderField]
  /// The number of bytes of the block.
  var blockCount: Int
  /// The number of bytes of the header, with the blank line.
  var byteCount: Int

  /// Parses the header that `bytes` start with.
  ///
  /// - Returns: The header; nil when more bytes are needed.
  /// - Throws: `bad_archive` when no record starts here, `bad_record` for a header with a mistake.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(InputError) -> WARCHeader? {
    guard bytes.starts(with: magic) || magic.starts(with: bytes) else {
      throw InputError(.badArchive, "no WARC record starts here")
    }
    var parser = HeaderParser(bytes.part(0, limit))
    if let header = try parse(&parser) { return header }
    guard bytes.count >= limit else { return nil }
    throw InputError(.badRecord, "the header is longer than \(limit) bytes")
  }

  private static func parse(_ parser: inout HeaderParser) throws(InputError) -> WARCHeader? {
    guard let line = parser.nextLine() else { return nil }
    let version = try version(HeaderParser.text(line.part(magic.count)))
    var fields: [HeaderField] = []
    fields.reserveCapacity(16)
    while let line = parser.next() {
      switch line {
      case .field(let field): fields.append(field)
      case .continuation(let more) where !fields.isEmpty:
        fields[fields.count - 1].value += more.isEmpty ? "" : " " + more
      case .blank:
        let type = fields.value(named: "WARC-Type") ?? ""
        guard !type.isEmpty else { throw InputError(.badRecord, "the record has no WARC-Type") }
        return WARCHeader(
          version: version, type: type.asciiLowercased, fields: fields,
          blockCount: try blockCount(fields), byteCount: parser.position)
      case .continuation, .noField:
        throw InputError(
          .badRecord, "line \(parser.lineNumber) of the header is no field with a name and a colon")
      }
    }
    return nil
  }

  private static func version(_ text: String) throws(InputError) -> String {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isNumber = { (part: Substring.UTF8View) in
      (1...4).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard parts.count == 2, parts.allSatisfy(isNumber) else {
      throw InputError(.badRecord, "the record has no version like WARC/1.1")
    }
    return text
  }

  private static func blockCount(_ fields: [HeaderField]) throws(InputError) -> Int {
    guard let text = fields.value(named: "Content-Length") else {
      throw InputError(.badRecord, "the record has no Content-Length")
    }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw InputError(.badRecord, "the Content-Length is not a number")
    }
    // Half of the numbers there are, so that no sum of it and another length overflows.
    guard let count = Int(text), count <= Int.max / 2 else {
      throw InputError(.badRecord, "the Content-Length is larger than any file")
    }
    return count
  }

  /// The length of the line ends that `bytes` start with, which follow a block.
  ///
  /// A record ends in two; more of them are taken for a part of it, because some programs write
  /// more.
  ///
  /// - Returns: Nil when there are less than two.
  static func endCount(_ bytes: some Collection<UInt8>) -> Int? {
    let end = bytes.prefix(endLimit).prefix { $0 == 0x0D || $0 == 0x0A }
    // A mixture is what is left of two line ends when a block is taken to be too long.
    let isEnd = end.starts(with: [0x0D, 0x0A, 0x0D, 0x0A]) || end.starts(with: [0x0A, 0x0A])
    return isEnd ? end.count : nil
  }

  /// The most bytes that the line ends behind a block are taken to have.
  static let endLimit = 64
}
