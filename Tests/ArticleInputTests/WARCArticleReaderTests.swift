import ArticleInput
import ETLModel
import Testing

struct WARCArticleReaderTests {
  private let reader = WARCArticleReader(
    input: "archive", source: "invented", timezone: "Asia/Amman", sizeLimit: 2000)

  private func record(_ block: String, type: String = "response", more: String = "") throws
    -> WARCRecord
  {
    let directory = try TemporaryDirectory()
    let bytes = WARCText.record(Array(block.utf8), type: type, more: more)
    let path = try directory.write("a.warc", bytes)
    return try #require(try WARCReader.entries(path).records.first)
  }

  private func article(_ record: WARCRecord) throws -> RawArticle {
    guard case .article(let article) = try reader.read(record, file: "a.warc") else {
      throw NoArticle()
    }
    return article
  }

  private struct NoArticle: Error {}

  private func other(_ record: WARCRecord) throws -> String? {
    guard case .other(let other) = try reader.read(record, file: "a.warc") else { return nil }
    return other.rawValue
  }

  @Test func `a page takes its address, publisher and zone`() throws {
    let article = try article(
      try record("HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=\"UTF-8\"\r\n\r\n<p>نص"))
    #expect(article.article.externalID == "https://example.org/1")
    #expect(article.url == "https://example.org/1")
    #expect(article.source == "invented" && article.timezone == "Asia/Amman")
    #expect(article.capture.mediaType == "text/html" && article.capture.httpStatus == 200)
    #expect(article.capture.charsetOrigin == "declared")
    #expect(article.capture.sha256 == ContentHash.sha256(of: Array("<p>نص".utf8)).hex)
  }

  @Test func `the charset of the header decodes the page`() throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1256\r\n\r\n<p>"
    var record = try record(head)
    record.block += [0xE4, 0xD5] + Array("</p>".utf8)
    let article = try article(record)
    #expect(article.content == .html(Array("<p>نص</p>".utf8)))
    #expect(article.capture.charset == "windows-1256")
  }

  @Test(arguments: [
    ("response", "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n", "", "bad_status"),
    ("response", "HTTP/1.1 206 Part\r\nContent-Type: text/html\r\n\r\n<p>", "", "bad_status"),
    ("response", "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF", "", "not_html"),
    ("response", "HTTP/1.1 200 OK\r\n\r\nنص بلا نوع", "", "not_html"),
    ("resource", "نص", "Content-Type: text/plain\r\n", "not_html"),
    ("metadata", "x", "", "not_a_page"), ("conversion", "x", "", "not_a_page"),
    ("revisit", "HTTP/1.1 200 OK\r\n\r\n", "", "revisit"),
  ])
  func `what is no page has a reason`(
    type: String, block: String, more: String, reason: String
  ) throws {
    #expect(try other(try record(block, type: type, more: more)) == reason)
  }

  @Test func `a response without a type is a page if it starts like one`() throws {
    let article = try article(try record("HTTP/1.1 200 OK\r\n\r\n<!DOCTYPE html><p>نص"))
    #expect(article.capture.mediaType == nil)
  }

  @Test func `a resource is a page by the type of its record`() throws {
    let article = try article(
      try record(
        "<p>نص</p>", type: "resource", more: "Content-Type: text/html; charset=utf-8\r\n"))
    #expect(article.content == .html(Array("<p>نص</p>".utf8)))
    #expect(article.capture.httpStatus == nil)
  }

  @Test(arguments: [
    ("no HTTP", RejectReason.badRecord),
    ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", .empty),
    ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n  \u{200F} ", .empty),
    ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\nx", .badArchive),
    (
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + String(repeating: "نص ", count: 900),
      .tooLarge
    ),
  ])
  func `a page that cannot be read is rejected`(block: String, reason: RejectReason) throws {
    let record = try record(block)
    #expect {
      _ = try reader.read(record, file: "a.warc")
    } throws: { ($0 as? InputError)?.reason == reason }
  }

  @Test(arguments: ["WARC-Truncated: length\r\n", "WARC-Segment-Number: 1\r\n"])
  func `a part of a page is rejected`(more: String) throws {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>نص"
    let record = try record(page, more: more)
    #expect {
      _ = try reader.read(record, file: "a.warc")
    } throws: { ($0 as? InputError)?.reason == .badRecord }
  }
}
