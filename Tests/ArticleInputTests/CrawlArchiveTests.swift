import ETLModel
import ETLTestSupport
import Foundation
import LoopbackServer
import Testing

@testable import ArticleInput

/// What a crawl keeps of its pages, and how that is read again.
struct CrawlArchiveTests {
  private let directory: TemporaryDirectory
  private let folder: String

  init() throws {
    directory = try TemporaryDirectory()
    folder = directory.path + "/archive"
  }

  /// 2026-03-01T12:00:00Z.
  private static let time = 1_772_366_400

  private static func page(
    _ number: Int = 1, time: Int = time,
    head: String = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
  ) -> CrawledPage {
    CrawledPage(
      url: "https://news.example/\(number)", fetchedAt: time, status: 200, head: Array(head.utf8),
      fields: [], body: Array("<p>خبر \(number)</p>".utf8))
  }

  private func archive(largestFile: Int = .max, input: String = "pages") -> CrawlArchive {
    CrawlArchive(folder: folder, input: input, software: "etl-test 1", largestFile: largestFile)
  }

  private func path(_ archive: borrowing CrawlArchive) throws -> String {
    let path = archive.path
    return try #require(path)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  // MARK: Files

  @Test func `nothing is made before there is something to keep`() throws {
    var archive = archive()
    let path = archive.path
    let end = try archive.finish()
    #expect(path == nil && end == nil)
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func `a file is named after its input and its first page`() throws {
    var archive = archive()
    _ = try archive.write(Self.page(), asked: "https://news.example/1", nil, kind: .page)
    let path = folder + "/pages-20260301T120000Z.warc.gz"
    #expect(try self.path(archive) == path)
    _ = try archive.write(
      Self.page(2, time: Self.time + 60), asked: "https://news.example/2", nil, kind: .page)
    let finished = try archive.finish()
    let end = try #require(finished)
    let bytes = try #require(FileManager.default.contents(atPath: path))
    #expect(end.path == path && end.sha256 == ContentHash.sha256(of: Array(bytes)).hex)
    #expect(end.stamp == FileStamp.of(path))
    #expect(try names() == ["pages-20260301T120000Z.warc.gz"])
    #expect(
      try WARCReader.entries(path).records.map(\.type) == ["warcinfo", "response", "response"])
  }

  @Test func `a full file is followed by another one, in the order of their names`() throws {
    var archive = archive(largestFile: 1)
    var paths: [String] = []
    for number in 0..<12 {
      let record = try archive.write(
        Self.page(number), asked: "https://news.example/\(number)", nil, kind: .page)
      let isFull = archive.isFull
      #expect(isFull && record.targetURL == "https://news.example/\(number)")
      paths.append(try path(archive))
      _ = try archive.finish()
    }
    #expect(Set(paths).count == 12 && paths[1].hasSuffix("/pages-20260301T120000Z-01.warc.gz"))
    #expect(CrawlArchive.files(in: folder, input: "pages") == paths)
    let later = Self.page(99, time: Self.time + 1)
    _ = try archive.write(later, asked: later.url, nil, kind: .page)
    #expect(CrawlArchive.files(in: folder + "/", input: "pages").last == (try path(archive)))
  }

  @Test func `a file that is there is not written to`() throws {
    for _ in 0..<2 {
      var archive = archive()
      _ = try archive.write(Self.page(), asked: "https://news.example/1", nil, kind: .page)
      _ = try archive.finish()
    }
    #expect(
      try names() == ["pages-20260301T120000Z-01.warc.gz", "pages-20260301T120000Z.warc.gz"])
  }

  @Test func `an input finds its own files only`() throws {
    let mine = ["a-20260301T120000Z.warc.gz", "a-20260301T120000Z-01.warc.gz"]
    let others = [
      "b-20260301T120000Z.warc.gz", "a-b-20260301T120000Z.warc.gz", "a-20260301T120000Z.warc",
      "a-2026030XT120000Z.warc.gz", "a-20260301T120000Z-1.warc.gz", "a-20260301T120000Z-0x.warc.gz",
      "a-.warc.gz", "a-20260301T120000Z.warc.gz.part", "aa-20260301T120000Z.warc.gz",
    ]
    for name in mine + others { try directory.write("archive/" + name, "") }
    #expect(CrawlArchive.files(in: folder, input: "a") == mine.map { folder + "/" + $0 })
    #expect(CrawlArchive.files(in: folder, input: "a-b").count == 1)
    #expect(CrawlArchive.files(in: directory.path + "/missing", input: "a").isEmpty)
  }

  @Test func `a folder that cannot be made is told`() throws {
    try directory.write("archive", "a file")
    var archive = archive()
    do {
      _ = try archive.write(Self.page(), asked: "https://news.example/1", nil, kind: .page)
      Issue.record("a file is no folder")
    } catch {
      #expect(error.reason == .unreadable)
    }
  }

  // MARK: Records

  @Test func `a record is read again as it was handed out`() throws {
    var reference = PageReference(externalID: "guid:١")
    reference.title = "  افتتاح\n«المكتبة»\tالجديدة "
    reference.author = "ليلى حداد"
    reference.published = "Sun, 01 Mar 2026 09:00:00 GMT"
    reference.updated = "2026-03-01"
    var archive = archive()
    let page = Self.page()
    let written = try archive.write(page, asked: "https://news.example/old", reference, kind: .page)
    let path = try path(archive)
    let (read, bytes) = try WARCReader.record(path: path, offset: written.offset)
    #expect(read.block == written.block && read.offset == written.offset)
    #expect(read.length == written.length && bytes.count == written.length)
    for field in written.fields { #expect(read[field.name] == field.value) }
    #expect(read["ETL-Title"] == "افتتاح «المكتبة» الجديدة")
    #expect(read["ETL-External-ID"] == "guid:١" && read["ETL-Author"] == "ليلى حداد")
    #expect(read["ETL-Requested-URL"] == "https://news.example/old")
    #expect(read["ETL-Kind"] == nil && read["WARC-Date"] == "2026-03-01T12:00:00Z")
    #expect(read.targetURL == page.url && read.requestedURL == "https://news.example/old")
    let unsaved = try PressedRecord.unsaved(
      page, asked: "https://news.example/old", reference, kind: .page)
    #expect(
      unsaved.block == written.block && unsaved.fields == written.fields && unsaved.length == 0)
  }

  @Test(arguments: [
    ("a\r\nWARC-Type: request\r\n\r\n", "a WARC-Type: request"), ("\u{0}a\u{7F}b", "a b"),
    (" \n ", nil), ("", nil),
  ])
  func `a title is one line whatever a feed writes into it`(title: String, line: String?) throws {
    var reference = PageReference(externalID: "1")
    reference.title = title
    var archive = archive()
    let record = try archive.write(
      Self.page(), asked: "https://news.example/1", reference, kind: .page)
    #expect(record["ETL-Title"] == line)
    let path = try path(archive)
    let read = try WARCReader.record(path: path, offset: record.offset).record
    #expect(read["ETL-Title"] == line && read.type == "response")
    #expect(try WARCReader.entries(path).damages.isEmpty)
  }

  @Test func `a long title is cut between two words`() throws {
    var reference = PageReference(externalID: "1")
    reference.title = String(repeating: "خبر ", count: 4_000)
    var archive = archive()
    let record = try archive.write(
      Self.page(), asked: "https://news.example/1", reference, kind: .page)
    let title = try #require(record["ETL-Title"])
    #expect((3_000...4_200).contains(title.utf8.count) && title.hasSuffix(" خبر"))
  }

  @Test func `what led to a page says so in its record`() throws {
    var archive = archive()
    let feed = try archive.write(Self.page(), asked: "https://news.example/1", nil, kind: .feed)
    let map = try archive.write(Self.page(2), asked: "https://news.example/2", nil, kind: .sitemap)
    #expect(feed["ETL-Kind"] == "feed" && map["ETL-Kind"] == "sitemap")
    #expect(feed["ETL-External-ID"] == nil && feed["ETL-Requested-URL"] == nil)
  }

  @Test(arguments: [
    ("HTTP/2 200 \r\nContent-Type: text/html\r\n\r\n", "HTTP/1.1 200 "),
    ("HTTP/2 404\r\n\r\n", "HTTP/1.1 404"), ("HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.0 200 OK"),
    ("HTTP/3 200\n\n", "HTTP/1.1 200"),
  ])
  func `the status line is one that all programs read`(head: String, line: String) throws {
    let archived = String(decoding: Self.page(head: head).archivedHead, as: UTF8.self)
    #expect(archived.hasPrefix(line + "\r\n") && archived.hasSuffix("\r\n\r\n"))
    #expect(try HTTPMessage(Array(archived.utf8)).status == Int(line.split(separator: " ")[1]))
  }

  @Test func `a body is kept decoded, and its codings under other names`() throws {
    let text = String(repeating: "خبر مخترع ", count: 300)
    let packed = try Deflater.member(Array(text.utf8))
    let server = try NewsServer.site { _ in
      .gzip(packed, headers: ["ETag": "\"1\""]).chunked().dripping(bytesPerWrite: 30, every: .zero)
    }
    let page = try #require(try Crawler.crawl([server.url("/")]).pages[0])
    var archive = archive()
    let place = try archive.write(page, asked: page.url, nil, kind: .page)
    let record = try WARCReader.record(path: try path(archive), offset: place.offset).record
    let message = try HTTPMessage(record.block)
    #expect(Array(message.body) == Array(text.utf8))
    #expect(try message.decodedBody(limit: 100_000) == Array(text.utf8))
    #expect(message["X-Crawler-Content-Encoding"] == "gzip" && message["Content-Encoding"] == nil)
    #expect(
      message["X-Crawler-Transfer-Encoding"] == "chunked" && message["Transfer-Encoding"] == nil)
    #expect(message["Content-Length"] == "\(text.utf8.count)" && message["ETag"] == "\"1\"")
    #expect(
      record["WARC-Payload-Digest"] == "sha256:" + ContentHash.sha256(of: Array(text.utf8)).hex)
  }

  @Test func `a page without a body is kept`() throws {
    var archive = archive()
    var page = Self.page(head: "HTTP/1.1 204 No Content\r\n\r\n")
    page.body = []
    let place = try archive.write(page, asked: page.url, nil, kind: .page)
    let record = try WARCReader.record(path: try path(archive), offset: place.offset).record
    #expect(try HTTPMessage(record.block).body.isEmpty)
  }
}

extension CrawlArchive {
  /// Makes a record of a page and writes it.
  fileprivate mutating func write(
    _ page: CrawledPage, asked: String, _ reference: PageReference?, kind: AddressState.Kind
  ) throws(InputError) -> WARCRecord {
    try write(
      try PressedRecord(
        page, asked: asked, reference, kind: kind, bodyHash: ContentHash.sha256(of: page.body).hex,
        isKept: true))
  }
}

extension PressedRecord {
  /// The record of a page that no archive will hold.
  fileprivate static func unsaved(
    _ page: CrawledPage, asked: String, _ reference: PageReference?, kind: AddressState.Kind
  ) throws(InputError) -> WARCRecord {
    try PressedRecord(
      page, asked: asked, reference, kind: kind, bodyHash: ContentHash.sha256(of: page.body).hex,
      isKept: false
    ).placed(offset: 0, length: 0)
  }
}
