import ETLModel

/// Appends records to a WARC file (ISO 28500, version 1.1), each compressed on its own.
///
///     var writer = try WARCWriter(
///       path: "archive.warc.gz", software: "etl", date: "2026-03-01T12:00:00Z")
///     let place = try writer.writeResponse(
///       url: "https://example.org/", date: "2026-03-01T12:00:05Z", head: head, body: body)
///     let record = try WARCReader.record(path: "archive.warc.gz", offset: place.offset)
///
/// A record is written as a whole or not at all. The same arguments give the same bytes. One file
/// must not have two writers at a time.
public struct WARCWriter: ~Copyable {
  private var file: AppendedFile

  /// Opens a file for appending. A new one gets a record of type `warcinfo`.
  ///
  /// - Parameters:
  ///   - software: The name and version of the program that writes.
  ///   - date: When the file is made, as in `2026-03-01T12:00:00Z`.
  /// - Throws: `unreadable` when the file cannot be opened or written, `bad_archive` when it is
  ///   there and holds something else, `bad_record` for a date or name that no field can hold.
  public init(path: String, software: String, date: String) throws(InputError) {
    try Self.check(date: date)
    try Self.check("software", software)
    var file = try AppendedFile(path: path)
    if file.byteCount == 0 {
      let block = Array("software: \(software)\r\nformat: WARC File Format 1.1\r\n".utf8)
      let fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", Self.recordID(["warcinfo", date, ContentHash.sha256(of: block).hex])),
        ("WARC-Date", date),
        ("Content-Type", "application/warc-fields"),
      ]
      try file.append(try Self.member(fields, block))
    } else if try file.start(MemberInflater.magic.count) != MemberInflater.magic {
      throw InputError(.badArchive, "the file is there already and is not compressed WARC")
    }
    self.file = file
  }

  /// Appends a record of type `response`.
  ///
  /// - Parameters:
  ///   - url: The address that was asked for.
  ///   - date: When the answer came, in UTC: `2026-03-01T12:00:00Z`, with a fraction if it is known.
  ///   - head: The status line and the fields as they were received; a blank line that is missing
  ///     at their end is added.
  ///   - body: What followed them.
  ///   - extra: Further fields of the record. One with characters that no field can hold is left
  ///     out.
  /// - Returns: Where in the file the record is, and how many bytes it takes.
  /// - Throws: `bad_record` for an address or date that no field can hold; `unreadable` when it
  ///   cannot be written, in which case the file is as it was.
  public mutating func writeResponse(
    url: String, date: String, head: [UInt8], body: [UInt8], extra: [HeaderField] = []
  ) throws(InputError) -> (offset: Int, length: Int) {
    try append(
      try Self.response(
        url: url, date: date, head: head, body: body, bodyHash: ContentHash.sha256(of: body).hex,
        extra: extra))
  }

  /// A compressed record of type `response`, as ``append(_:)`` takes it: the part of writing that
  /// can be done in parallel. The parameters are those of
  /// ``writeResponse(url:date:head:body:extra:)``.
  ///
  /// - Parameters:
  ///   - bodyHash: SHA-256 of the body in hexadecimal.
  ///   - level: How hard zlib tries, from 1 to 9.
  static func response(
    url: String, date: String, head: [UInt8], body: [UInt8], bodyHash: String,
    extra: [HeaderField], level: Int32 = 6
  ) throws(InputError) -> [UInt8] {
    try Self.check(date: date)
    try Self.check("address", url)
    let block = Self.withBlankLine(head) + body
    let extra = extra.filter { Self.canHold($0.value) }.map { ($0.name, $0.value) }
    return try Self.member(
      [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", Self.recordID([url, date, bodyHash, ContentHash.sha256(of: head).hex])),
        ("WARC-Date", date),
        ("WARC-Target-URI", url),
        ("WARC-Payload-Digest", "sha256:" + bodyHash),
        ("Content-Type", "application/http;msgtype=response"),
      ] + extra, block, level: level)
  }

  /// Appends a compressed record.
  mutating func append(_ member: [UInt8]) throws(InputError) -> (offset: Int, length: Int) {
    let offset = file.byteCount
    try file.append(member)
    return (offset, member.count)
  }

  /// SHA-256 of the whole file in hexadecimal, and the file as it is now.
  ///
  /// - Throws: `unreadable`, also when the file held something before this writer came to it.
  public func finish() throws(InputError) -> (sha256: String, stamp: FileStamp) {
    try file.finish()
  }

  /// Where the next record will be.
  public var offset: Int { file.byteCount }

  private static func member(
    _ fields: [(name: String, value: String)], _ block: [UInt8], level: Int32 = 6
  ) throws(InputError) -> [UInt8] {
    var text = "WARC/1.1\r\n"
    for field in fields { text += "\(field.name): \(field.value)\r\n" }
    text += "Content-Length: \(block.count)\r\n\r\n"
    var record = Array(text.utf8)
    record.reserveCapacity(record.count + block.count + 4)
    record.append(contentsOf: block)
    record.append(contentsOf: "\r\n\r\n".utf8)
    return try Deflater.member(record, level: level)
  }

  /// A UUID of version 8 (RFC 9562), which leaves open what it is made from: here, a hash.
  private static func recordID(_ fields: [String]) -> String {
    var digits = Array(ContentHash.sha256(ofFields: fields).shortHex)
    digits[12] = "8"
    digits[16] = "a"
    let ends = [0, 8, 12, 16, 20, 32]
    let parts = zip(ends, ends.dropFirst()).map { String(digits[$0..<$1]) }
    return "<urn:uuid:\(parts.joined(separator: "-"))>"
  }

  private static func withBlankLine(_ head: [UInt8]) -> [UInt8] {
    let end = head.suffix(4)
    if end.elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) || end.suffix(2).elementsEqual([0x0A, 0x0A]) {
      return head
    }
    return head + (head.last == 0x0A ? [] : [0x0D, 0x0A]) + [0x0D, 0x0A]
  }

  private static func canHold(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      && text.utf8.first != 0x20 && text.utf8.last != 0x20
  }

  /// A field ends at its line, and so must what is put into it.
  private static func check(_ what: String, _ text: String) throws(InputError) {
    guard canHold(text) else {
      throw InputError(
        .badRecord, "the \(what) is empty or holds characters that no field can hold")
    }
  }

  private static func check(date: String) throws(InputError) {
    let pattern = Array("0000-00-00T00:00:00".utf8)
    let bytes = Array(date.utf8)
    let isShaped = zip(bytes, pattern).allSatisfy { byte, expected in
      expected == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == expected
    }
    let tail = bytes.dropFirst(pattern.count)
    let fraction = tail.dropLast()
    let isFraction =
      fraction.isEmpty
      || (fraction.first == UInt8(ascii: ".") && (2...10).contains(fraction.count)
        && fraction.dropFirst().allSatisfy { (0x30...0x39).contains($0) })
    guard isShaped, tail.last == UInt8(ascii: "Z"), isFraction else {
      throw InputError(.badRecord, "the date is not in UTC like 2026-03-01T12:00:00Z")
    }
  }
}
