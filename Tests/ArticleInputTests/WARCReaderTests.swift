import ArticleInput
import ETLModel
import ETLTestSupport
import Testing

struct WARCReaderTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func entries(_ bytes: [UInt8], limit: Int = 50_000_000) throws -> [WARCEntry] {
    try WARCReader.entries(try directory.write("file.warc", bytes), recordLimit: limit)
  }

  private func layout(_ bytes: [UInt8]) throws -> WARCLayout {
    try WARCReader(path: try directory.write("layout", bytes)).layout
  }

  private static let block = Array("HTTP/1.1 200 OK\r\n\r\nمرحبا".utf8)

  @Test(arguments: ["1.0", "1.1"])
  func `a record has its version, type, fields and block`(version: String) throws {
    let bytes = WARCText.record(
      Self.block, type: "Response", version: version, more: "X-Empty:\r\nX-Padded: \t a b \t\r\n")
    let found = try entries(bytes)
    let record = try #require(found.first?.record)
    #expect(found.count == 1)
    #expect(record.version == version && record.type == "response")
    #expect(
      record.fields.map(\.name) == [
        "WARC-Type", "WARC-Record-ID", "WARC-Target-URI", "Content-Length", "X-Empty", "X-Padded",
      ])
    #expect(record["x-padded"] == "a b" && record["X-EMPTY"] == "" && record["X-None"] == nil)
    #expect(record.block == Self.block)
    #expect(record.offset == 0 && record.length == bytes.count)
  }

  @Test func `a value that goes on in the next lines is one`() throws {
    let more = "X-Long: one\r\n  two\r\n\tthree \r\nX-Next: 4\r\n"
    let record = try entries(WARCText.record([], more: more)).records.first
    #expect(record?["X-Long"] == "one two three")
    #expect(record?["X-Next"] == "4")
  }

  @Test func `the address is given without angle brackets`() throws {
    let plain = try entries(WARCText.record([])).records.first
    #expect(plain?.targetURL == "https://example.org/1")
    let text = "WARC/1.0\nWARC-Type: a\nWARC-Target-URI: <http://b/>\nContent-Length: 0\n\n\n\n"
    #expect(try entries(Array(text.utf8)).records.first?.targetURL == "http://b/")
  }

  @Test func `lines may end at line feeds only`() throws {
    let first = WARCText.record(Self.block, id: "1", lineEnd: "\n")
    let found = try entries(first + WARCText.record(Self.block, id: "2", lineEnd: "\n"))
    #expect(found.records.map(\.block) == [Self.block, Self.block])
    #expect(found.map(\.length) == [first.count, first.count])
  }

  @Test func `an empty file holds nothing`() throws {
    #expect(try entries([]).isEmpty)
  }

  @Test func `more line ends than two belong to the record before`() throws {
    let record = WARCText.record(Self.block)
    let found = try entries(record + Array("\r\n\n".utf8) + record)
    #expect(found.map(\.length) == [record.count + 3, record.count])
    #expect(found.records.count == 2)
  }

  // MARK: - Layouts

  private static let three = WARCText.records(count: 3, seed: 7)

  @Test func `each layout is told by the bytes`() throws {
    let whole = Array(Self.three.joined())
    #expect(try layout(whole) == .plain)
    #expect(try layout(Self.three.flatMap(Gzip.member)) == .members)
    #expect(try layout(Gzip.member(whole)) == .stream)
    #expect(try layout(Gzip.member(Self.three[0])) == .members)
    #expect(
      try layout(Gzip.member(Array(whole[..<300])) + Gzip.member(Array(whole[300...]))) == .stream)
    #expect(try layout([]) == .plain)
  }

  @Test func `a damaged first record does not hide the layout`() throws {
    let wrong = WARCText.record(Self.block, contentLength: "7")
    let missing = WARCText.record(Self.block, contentLength: "none")
    for first in [wrong, missing] {
      let all = [first] + Self.three
      #expect(try layout(Array(all.joined())) == .plain)
      #expect(try layout(all.flatMap(Gzip.member)) == .members)
      #expect(try layout(Gzip.member(Array(all.joined()))) == .stream)
    }
    let members = Self.three.flatMap(Gzip.member)
    for index in [0, 1, 2, 3, 12, 40] {
      var bytes = members
      bytes[index] ^= 0xFF
      #expect(try layout(bytes) == .members, "byte \(index)")
    }
    #expect(try layout([0x57] + Array(Self.three.joined())) == .plain)
  }

  @Test func `a member for each record gives the place of the member`() throws {
    let members = Self.three.map(Gzip.member)
    let found = try entries(Array(members.joined()))
    #expect(found.records.count == 3)
    #expect(found.map(\.length) == members.map(\.count))
    #expect(found.tile(to: members.joined().count))
  }

  @Test func `a file compressed as a whole gives places in the uncompressed bytes`() throws {
    let whole = Array(Self.three.joined())
    let plain = try entries(whole)
    #expect(try entries(Gzip.member(whole)) == plain)
    for size in [1, 7, 100, 1000] {
      let parts = stride(from: 0, to: whole.count, by: size).map {
        Gzip.member(Array(whole[$0..<min($0 + size, whole.count)]))
      }
      #expect(try entries(Array(parts.joined())) == plain, "members of \(size) bytes")
    }
  }

  @Test func `a member may hold a name, and leave the line ends out`() throws {
    var member = Gzip.member(Array(Self.three[0].dropLast(4)))
    member[3] = 8
    member.insert(contentsOf: Array("name.warc\0".utf8), at: 10)
    let found = try entries(member + Gzip.member(Self.three[1]))
    #expect(found.records.count == 2)
    #expect(found.records.first?.length == member.count)
  }

  @Test func `a large record crosses the window`() throws {
    let block = [UInt8](repeating: 0x62, count: 3_000_000)
    let records = [Self.three[0], WARCText.record(block), Self.three[1]]
    let whole = Array(records.joined())
    for bytes in [whole, Gzip.member(whole), records.flatMap(Gzip.member)] {
      let found = try entries(bytes)
      #expect(found.records.count == 3)
      #expect(found[1].record?.block == block)
    }
  }

  // MARK: - One record

  @Test func `one record is read at its offset`() throws {
    let whole = Array(Self.three.joined())
    for bytes in [whole, Gzip.member(whole), Self.three.flatMap(Gzip.member)] {
      let path = try directory.write("one", bytes)
      let layout = try WARCReader(path: path).layout
      for record in try WARCReader.entries(path).records {
        let found = try WARCReader.record(path: path, offset: record.offset)
        #expect(found.record == record)
        let source = layout == .stream ? whole : bytes
        #expect(found.stored == Array(source[record.offset..<record.offset + record.length]))
      }
      for offset in [-1, 1, bytes.count * 2 + whole.count] {
        #expect(throws: InputError.self) { try WARCReader.record(path: path, offset: offset) }
      }
    }
  }

  // MARK: - Hash

  @Test func `the hash is that of the file's own bytes`() throws {
    let whole = Array(WARCText.records(count: 40, seed: 3).joined())
    let large = WARCText.record([UInt8](repeating: 0x61, count: 2_000_000)) + whole
    var damaged = WARCText.records(count: 40, seed: 3).flatMap(Gzip.member)
    damaged[damaged.count / 2] ^= 1
    for bytes in [[], whole, Gzip.member(whole), damaged, large] {
      let path = try directory.write("hashed", bytes)
      var reader = try WARCReader(path: path, recordLimit: 1_000_000, isHashed: true)
      #expect(reader.digest == nil)
      while try reader.next() != nil {}
      #expect(reader.digest?.sha256 == ContentHash.sha256(of: bytes).hex)
    }
  }

  @Test func `a missing file is unreadable`() {
    #expect(throws: InputError.self) { _ = try WARCReader(path: "/nowhere/at/all.warc") }
  }
}
