import ArticleInput
import ETLModel
import ETLTestSupport
import Foundation
import Testing

struct WARCWriterTests {
  private let directory: TemporaryDirectory
  private let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.path + "/archive.warc.gz"
  }

  private static let date = "2026-03-01T12:00:00Z"
  private static let head = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".utf8)
  private static let body = Array("<p>خبر مخترع</p>".utf8)

  private func writer() throws -> WARCWriter {
    try WARCWriter(path: path, software: "etl-test 1", date: Self.date)
  }

  private func bytes() throws -> [UInt8] {
    Array(try #require(FileManager.default.contents(atPath: path)))
  }

  @Test func `a new file starts with its description`() throws {
    _ = try writer()
    let found = try WARCReader.entries(path)
    #expect(found.count == 1)
    let record = try #require(found.first?.record)
    #expect(record.version == "1.1" && record.type == "warcinfo")
    #expect(record["Content-Type"] == "application/warc-fields")
    let text = "software: etl-test 1\r\nformat: WARC File Format 1.1\r\n"
    #expect(record.block == Array(text.utf8))
  }

  @Test func `a response has all its fields`() throws {
    var writer = try writer()
    let place = try writer.writeResponse(
      url: "https://example.org/خبر", date: "2026-03-01T12:00:05.25Z", head: Self.head,
      body: Self.body)
    #expect(writer.offset == place.offset + place.length)
    let (record, stored) = try WARCReader.record(path: path, offset: place.offset)
    #expect(stored.count == place.length && record.length == place.length)
    #expect(
      record.fields.map(\.name) == [
        "WARC-Type", "WARC-Record-ID", "WARC-Date", "WARC-Target-URI", "WARC-Payload-Digest",
        "Content-Type", "Content-Length",
      ])
    #expect(record.type == "response" && record.targetURL == "https://example.org/خبر")
    #expect(record["WARC-Date"] == "2026-03-01T12:00:05.25Z")
    #expect(record["Content-Type"] == "application/http;msgtype=response")
    let payload = "sha256:" + ContentHash.sha256(of: Self.body).hex
    #expect(record["WARC-Payload-Digest"] == payload)
    let message = try HTTPMessage(record.block)
    #expect(message.mediaType == "text/html" && Array(message.body) == Self.body)
  }

  @Test func `the id of a record is a UUID of version 8`() throws {
    _ = try writer()
    let id = try #require(try WARCReader.entries(path).records.first?["WARC-Record-ID"])
    #expect(id.hasPrefix("<urn:uuid:") && id.hasSuffix(">"))
    let uuid = id.dropFirst(10).dropLast()
    #expect(UUID(uuidString: String(uuid)) != nil)
    let digits = Array(uuid)
    #expect(digits[14] == "8" && digits[19] == "a")
  }

  @Test func `the same arguments give the same bytes, other ones another id`() throws {
    var files: [[UInt8]] = []
    for _ in 0..<2 {
      try? FileManager.default.removeItem(atPath: path)
      var writer = try writer()
      for (url, date, body) in [
        ("https://a.example/", Self.date, Self.body), ("https://b.example/", Self.date, Self.body),
        ("https://a.example/", "2026-03-02T12:00:00Z", Self.body),
        ("https://a.example/", Self.date, []),
      ] { _ = try writer.writeResponse(url: url, date: date, head: Self.head, body: body) }
      files.append(try bytes())
    }
    #expect(files[0] == files[1])
    let ids = try WARCReader.entries(path).records.map { $0["WARC-Record-ID"] }
    #expect(ids.count == 5 && Set(ids).count == 5)
  }

  @Test func `a head without its blank line gets one`() throws {
    var writer = try writer()
    let line = "HTTP/1.1 200 OK"
    for end in ["", "\r\n", "\r\n\r\n", "\n", "\n\n"] {
      let place = try writer.writeResponse(
        url: "https://example.org/", date: Self.date, head: Array((line + end).utf8),
        body: Self.body)
      let record = try WARCReader.record(path: path, offset: place.offset).record
      let message = try HTTPMessage(record.block)
      #expect(message.status == 200 && Array(message.body) == Self.body)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `what is written in several sittings is read again`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var bodies: [[UInt8]] = []
    var places: [Int] = []
    for _ in 0..<4 {
      var writer = try writer()
      for _ in 0..<5 {
        let count = Int.random(in: 0...Int.random(in: 1...300_000, using: &random), using: &random)
        let limit = UInt8.random(in: 1...255, using: &random)
        let body = (0..<count).map { _ in UInt8.random(in: 0...limit, using: &random) }
        places.append(
          try writer.writeResponse(
            url: "https://example.org/\(bodies.count)", date: Self.date, head: Self.head, body: body
          ).offset)
        bodies.append(body)
      }
    }
    let found = try WARCReader.entries(path)
    #expect(found.tile(to: try bytes().count), "seed \(seed)")
    #expect(found.damages.isEmpty)
    let responses = found.records.filter { $0.type == "response" }
    #expect(responses.map(\.offset) == places)
    #expect(try responses.map { Array(try HTTPMessage($0.block).body) } == bodies, "seed \(seed)")
    #expect(try WARCReader(path: path).layout == .members)
  }

  @Test(arguments: ["", " a", "https://a\r\nX: 1", "https://a\u{7F}"])
  func `an address that no field can hold is refused`(url: String) throws {
    var writer = try writer()
    let before = try bytes()
    let error = InputError(
      .badRecord, "the address is empty or holds characters that no field can hold")
    #expect(throws: error) {
      try writer.writeResponse(url: url, date: Self.date, head: Self.head, body: Self.body)
    }
    #expect(try bytes() == before)
  }

  @Test(
    arguments: [
      "", "2026-03-01", "2026-03-01T12:00:00", "2026-03-01T12:00:00+00:00", "2026-03-01T12:00:00.Z",
      "2026-03-01T12:00:00.1234567890Z", "2026-03-01 12:00:00Z", "2026-03-01T12:00:00Z\r\n",
    ])
  func `a date that is not in UTC is refused`(date: String) throws {
    let error = InputError(.badRecord, "the date is not in UTC like 2026-03-01T12:00:00Z")
    #expect(throws: error) { _ = try WARCWriter(path: path, software: "etl", date: date) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a file of something else is not appended to`() throws {
    let other = try directory.write("other", "WARC/1.0\r\n")
    let error = InputError(.badArchive, "the file is there already and is not compressed WARC")
    #expect(throws: error) { _ = try WARCWriter(path: other, software: "etl", date: Self.date) }
    #expect(FileManager.default.contents(atPath: other) == Data("WARC/1.0\r\n".utf8))
  }

  @Test func `a record that cannot be written leaves the file as it was`() throws {
    let member = Gzip.member(WARCText.record([], type: "warcinfo"))
    let number = try #require(SealedFile.make())
    defer { close(number) }
    try #require(member.withUnsafeBytes { write(number, $0.baseAddress, $0.count) } == member.count)
    // The file may not grow any more, as on a full disk.
    try #require(SealedFile.forbidGrowth(number) == 0)
    let path = "/proc/self/fd/\(number)"
    var writer = try WARCWriter(path: path, software: "etl", date: Self.date)
    #expect(
      throws: InputError(.unreadable, "the file cannot be written: Operation not permitted")
    ) {
      try writer.writeResponse(
        url: "https://example.org/", date: Self.date, head: Self.head, body: Self.body)
    }
    #expect(writer.offset == member.count)
    #expect(try WARCReader.entries(path).records.count == 1)
  }
}

/// A file in memory that can be kept from growing. Its functions are hidden from Swift by the
/// headers of the C library.
private enum SealedFile {
  private typealias Create = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32

  static func make() -> Int32? {
    guard let symbol = dlsym(nil, "memfd_create") else { return nil }
    let allowSealing: UInt32 = 2
    let number = unsafeBitCast(symbol, to: Create.self)("archive", allowSealing)
    return number >= 0 ? number : nil
  }

  static func forbidGrowth(_ number: Int32) -> Int32 {
    let (addSeals, growth): (Int32, Int32) = (1033, 4)
    return fcntl(number, addSeals, growth)
  }
}
