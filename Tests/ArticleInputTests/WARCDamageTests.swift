import ArticleInput
import ETLModel
import ETLTestSupport
import Testing

struct WARCDamageTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func entries(_ bytes: [UInt8], limit: Int = 50_000_000) throws -> [WARCEntry] {
    try WARCReader.entries(try directory.write("file.warc", bytes), recordLimit: limit)
  }

  private static let three = WARCText.records(count: 3, seed: 7)
  private static let block = Array("HTTP/1.1 200 OK\r\n\r\nمرحبا".utf8)

  /// A record with a header of its own making.
  private static func record(_ lines: String...) -> [UInt8] {
    Array((lines.joined(separator: "\r\n") + "\r\n\r\nabcde\r\n\r\n").utf8)
  }

  private static let mistakes: [([UInt8], InputError)] = [
    (
      WARCText.record(block, contentLength: ""),
      InputError(.badRecord, "the Content-Length is not a number")
    ),
    (
      WARCText.record(block, contentLength: "-5"),
      InputError(.badRecord, "the Content-Length is not a number")
    ),
    (
      WARCText.record(block, contentLength: "12a"),
      InputError(.badRecord, "the Content-Length is not a number")
    ),
    (
      WARCText.record(block, contentLength: "99999999999999999999"),
      InputError(.badRecord, "the Content-Length is larger than any file")
    ),
    (
      WARCText.record(block, contentLength: "9223372036854775807"),
      InputError(.badRecord, "the Content-Length is larger than any file")
    ),
    (
      record("WARC/1.0", "WARC-Type: response"),
      InputError(.badRecord, "the record has no Content-Length")
    ),
    (
      record("WARC/1.0", "Content-Length: 5"),
      InputError(.badRecord, "the record has no WARC-Type")
    ),
    (
      record("WARC/1.0", "WARC-Type: response", "no colon", "Content-Length: 5"),
      InputError(.badRecord, "line 3 of the header is no field with a name and a colon")
    ),
    (
      record("WARC/1.0", " continued", "Content-Length: 5"),
      InputError(.badRecord, "line 2 of the header is no field with a name and a colon")
    ),
    (
      record("WARC/one", "WARC-Type: response", "Content-Length: 5"),
      InputError(.badRecord, "the record has no version like WARC/1.1")
    ),
    (
      WARCText.record(block, more: "X: " + String(repeating: "x", count: 70_000) + "\r\n"),
      InputError(.badRecord, "the header is longer than 65536 bytes")
    ),
    (
      WARCText.record(block, contentLength: "20"),
      InputError(.badArchive, "the record does not end where its Content-Length says")
    ),
  ]

  @Test(arguments: mistakes.indices)
  func `a record with a mistake is skipped in every layout`(index: Int) throws {
    let (bad, error) = Self.mistakes[index]
    let records = [Self.three[0], bad, Self.three[1]]
    let whole = Array(records.joined())
    let members = records.map(Gzip.member)
    for (bytes, lengths) in [
      (whole, records.map(\.count)), (Gzip.member(whole), records.map(\.count)),
      (Array(members.joined()), members.map(\.count)),
    ] {
      let found = try entries(bytes)
      #expect(found.map(\.length) == lengths)
      #expect(found.damages == [WARCDamage(found[1].offset, lengths[1], error)])
    }
  }

  @Test(arguments: [1, 30, 100, 100_000, 60_000_000, 4_000_000_000_000])
  func `a length that is too long hides no record behind`(excess: Int) throws {
    let length = String(Self.block.count + excess)
    let bad = WARCText.record(Self.block, contentLength: length)
    let records = [Self.three[0], bad, Self.three[1], Self.three[2]]
    let whole = Array(records.joined())
    for bytes in [whole, Gzip.member(whole), records.flatMap(Gzip.member)] {
      let found = try entries(bytes)
      #expect(found.records.count == 3)
      #expect(found.damages.count == 1 && found[1].damage != nil)
      #expect(found.tile())
    }
  }

  @Test func `damaged records in a row are one stretch`() throws {
    let bad = WARCText.record(Self.block, contentLength: "x")
    let found = try entries(Self.three[0] + bad + bad + bad + Self.three[1])
    #expect(found.map(\.length) == [Self.three[0].count, 3 * bad.count, Self.three[1].count])
    #expect(found.damages.count == 1)
  }

  @Test func `bytes between records are one stretch`() throws {
    let noise = Array("شيء آخر\nWARC/2.0\n\u{1F}".utf8) + [0x8B, 0x08, 0x0A]
    let plain = try entries(noise + Self.three[0] + noise + Self.three[1] + noise)
    #expect(plain.map { $0.record == nil } == [true, false, true, false, true])
    #expect(
      plain.damages.allSatisfy {
        $0.length == noise.count && $0.error.detail == "no WARC record starts here"
      })
    let packed = try entries(
      noise + Gzip.member(Self.three[0]) + noise + Gzip.member(Self.three[1]) + noise)
    #expect(packed.map { $0.record == nil } == [true, false, true, false, true])
    #expect(packed.damages.map(\.length) == [noise.count, noise.count, noise.count])
  }

  @Test func `a file that is no archive is one stretch`() throws {
    for bytes in [
      Array("<html>".utf8), Gzip.member(Array("<html>".utf8)), [0x1F], [0x1F, 0x8B, 8],
    ] {
      let found = try entries(bytes)
      #expect(found.count == 1 && found.damages.count == 1)
      #expect(found.tile(to: bytes.count))
    }
  }

  @Test func `a cut file ends with damage, wherever it is cut`() throws {
    let whole = Array(Self.three.joined())
    let members = Self.three.map(Gzip.member)
    let packed = Array(members.joined())
    for end in stride(from: 1, to: whole.count, by: 13) {
      let found = try entries(Array(whole[..<end]))
      let ends = [Self.three[0].count, Self.three[0].count + Self.three[1].count]
      #expect(found.records.count == ends.count { $0 <= end }, "cut at \(end)")
      #expect((found.damages.count == 1) == !ends.contains(end), "cut at \(end)")
      #expect(found.tile(to: end))
    }
    for end in stride(from: 1, to: packed.count, by: 13) {
      let found = try entries(Array(packed[..<end]))
      let ends = [members[0].count, members[0].count + members[1].count]
      #expect(found.records.count == ends.count { $0 <= end }, "cut at \(end)")
      #expect(found.damages.count == (ends.contains(end) ? 0 : 1), "cut at \(end)")
      #expect(found.tile(to: end))
    }
  }

  @Test func `a cut within the line ends is one too`() throws {
    let record = WARCText.record(Self.block)
    for missing in 1...4 {
      let found = try entries(Array(record.dropLast(missing)))
      let error = InputError(.badArchive, "the file ends within a record")
      #expect(found == [.damaged(WARCDamage(0, record.count - missing, error))])
    }
  }

  @Test func `a file compressed as a whole is read up to the damage`() throws {
    let whole = Array(WARCText.records(count: 30, seed: 5).joined())
    let packed = Gzip.member(whole)
    let cut = try entries(Array(packed[..<(packed.count / 2)]))
    #expect(cut.records.count > 5 && cut.damages.count == 1 && cut.tile())
    #expect(cut.last?.damage?.error.detail == "the compressed data ends early")
    var flipped = packed
    flipped[packed.count - 7] ^= 1
    let checked = try entries(flipped)
    #expect(checked.records.count == 30 && checked.tile(to: whole.count))
    let error = InputError(.badArchive, "the compressed data is damaged")
    #expect(checked.last == .damaged(WARCDamage(whole.count, 0, error)))
  }

  @Test func `a file of unrelated members goes on at the next member`() throws {
    let records = WARCText.records(count: 30, seed: 5)
    let whole = Array(records.joined())
    var parts = stride(from: 0, to: whole.count, by: 4000).map {
      Gzip.member(Array(whole[$0..<min($0 + 4000, whole.count)]))
    }
    try #require(parts.count > 3)
    parts[1][20] ^= 0xFF
    parts[1][11] ^= 0xFF
    let found = try entries(Array(parts.joined()))
    #expect(found.damages.count == 1 && found.tile())
    #expect(found.records.last?["WARC-Record-ID"] == "<urn:invented:29>")
  }

  @Test func `a bit that flips in a member damages that record only`() throws {
    let records = WARCText.records(count: 5, seed: 11)
    let members = records.map(Gzip.member)
    let start = members[0].count + members[1].count
    for index in stride(from: 0, to: members[2].count, by: 5) {
      var bytes = Array(members.joined())
      bytes[start + index] ^= 0x10
      let found = try entries(bytes)
      // Bits of a member's time, extra flags, system and padding change nothing.
      let isHarmless = (4...10).contains(index)
      #expect(found.records.count == (isHarmless ? 5 : 4), "byte \(index)")
      #expect(found.tile(to: bytes.count))
      if !isHarmless { #expect(found[2].damage?.length == members[2].count, "byte \(index)") }
    }
  }

  @Test func `a member with two records is not half read`() throws {
    let double = Gzip.member(Self.three[1] + Self.three[2])
    let found = try entries(Gzip.member(Self.three[0]) + double + Gzip.member(Self.three[0]))
    let error = InputError(.badArchive, "the gzip member holds more than one record")
    #expect(found.damages == [WARCDamage(found[1].offset, double.count, error)])
    #expect(found.records.count == 2)
  }

  // MARK: - Limit

  @Test func `a record beyond the limit is skipped, one at it is read`() throws {
    let block = [UInt8](repeating: 0x61, count: 700_000)
    let large = WARCText.record(block)
    let records = [Self.three[0], large, large, Self.three[1]]
    let whole = Array(records.joined())
    let error = InputError(.tooLarge, "the record has 700000 bytes, more than the limit of 699999")
    for bytes in [whole, Gzip.member(whole), records.flatMap(Gzip.member)] {
      #expect(try entries(bytes, limit: 700_000).records.count == 4)
      let found = try entries(bytes, limit: 699_999)
      #expect(found.map { $0.record == nil } == [false, true, true, false])
      #expect(found.damages.map(\.error) == [error, error])
      #expect(found.map(\.length) == (try entries(bytes).map(\.length)))
    }
  }

  @Test func `a record beyond the limit that is cut ends the file`() throws {
    let large = WARCText.record([UInt8](repeating: 0x61, count: 700_000))
    let whole = Self.three[0] + large.dropLast(1000)
    for bytes in [whole, Gzip.member(whole)] {
      let found = try entries(bytes, limit: 1000 + Self.three[0].count)
      #expect(found.records.count == 1 && found.damages.map(\.error.reason) == [.tooLarge])
      #expect(found.tile(to: whole.count))
    }
  }
}

extension WARCDamage {
  fileprivate init(_ offset: Int, _ length: Int, _ error: InputError) {
    self.init(offset: offset, length: length, error: error)
  }
}
