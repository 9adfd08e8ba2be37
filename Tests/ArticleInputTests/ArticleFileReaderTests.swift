import ArticleInput
import ETLModel
import Testing

struct ArticleFileReaderTests {
  private let directory: TemporaryDirectory
  private let reader = ArticleFileReader(
    input: "seeds", source: "النهار", timezone: "Asia/Riyadh", sizeLimit: 1000)

  init() throws { directory = try TemporaryDirectory() }

  private func read(_ name: String, _ bytes: [UInt8]) throws -> RawArticle {
    try reader.read(path: try directory.write(name, bytes), externalID: "in/" + name)
  }

  private func reason(_ name: String, _ bytes: [UInt8]) -> RejectReason? {
    #expect(throws: InputError.self) { try read(name, bytes) }?.reason
  }

  @Test func `a text is read with its evidence`() throws {
    let bytes = Array("عنوان\n\nأعلن النادي فوزه.".utf8)
    let article = try read("a.txt", bytes)
    #expect(article.article == ArticleKey(input: "seeds", externalID: "in/a.txt"))
    #expect(article.content == .text(bytes))
    #expect(article.source == "النهار" && article.timezone == "Asia/Riyadh")
    let capture = article.capture
    #expect(capture.via == .file && capture.container == nil)
    #expect(capture.mediaType == "text/plain")
    #expect(capture.charset == "utf-8" && capture.charsetOrigin == "valid")
    #expect(capture.byteCount == bytes.count)
    #expect(capture.sha256 == ContentHash.sha256(of: bytes).hex)
  }

  @Test func `the evidence of a packed file is about its content`() throws {
    let bytes = Array("أعلن النادي فوزه.".utf8)
    let article = try read("a.txt.gz", Gzip.member(bytes))
    #expect(article.content == .text(bytes))
    #expect(article.capture.byteCount == bytes.count)
    #expect(article.capture.sha256 == ContentHash.sha256(of: bytes).hex)
  }

  @Test(arguments: [
    ("a.html", "نص", true), ("a.HTM", "نص", true), ("a.htm.gz", "نص", true), ("a.txt", "نص", false),
    ("a.txt", " \n<!DOCTYPE html><p>نص", true), ("a.txt", "\u{FEFF}<html><p>نص", true),
    ("a.txt", "<HTML dir=rtl>نص", true), ("a.txt", "<html", true), ("a.txt", "<htmlx>نص", false),
    ("a.txt", "<p>نص", false), ("a", "نص <html>", false),
  ])
  func `pages are told by name or start`(name: String, text: String, isHTML: Bool) throws {
    let article = try read(name, Array(text.utf8))
    var isPage = false
    if case .html = article.content { isPage = true }
    #expect(isPage == isHTML)
    #expect(article.capture.mediaType == (isHTML ? "text/html" : "text/plain"))
  }

  @Test func `a page in UTF-16 is told by its start too`() throws {
    let page = "<!doctype html><p>نص"
    let mark: [UInt8] = [0xFF, 0xFE]
    let bytes = mark + page.utf16.flatMap { unit in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let article = try read("a.txt", bytes)
    #expect(article.content == .html(Array(page.utf8)))
    #expect(article.capture.charset == "utf-16le" && article.capture.charsetOrigin == "bom")
  }

  @Test(arguments: ["", " \n\t", "\u{FEFF}", "\u{A0}\u{2003}\u{200F}\n", "\r\n\r\n"])
  func `white space is empty`(text: String) {
    #expect(reason("a.txt", Array(text.utf8)) == .empty)
    #expect(reason("a.html", Array(text.utf8)) == .empty)
  }

  @Test func `every failure has its reason`() {
    #expect(reason("a.txt", [UInt8](repeating: 0x61, count: 1001)) == .tooLarge)
    #expect(reason("a.txt", Array("%PDF-1.4".utf8)) == .binary)
    #expect(reason("a.gz", Array(Gzip.member([0x61]).dropLast())) == .badArchive)
    #expect(reason("a.txt", [0x81, 0x61, 0xFF]) == .badCharset)
    #expect(
      #expect(throws: InputError.self) {
        try reader.read(path: directory.path + "/none", externalID: "none")
      }?.reason == .unreadable)
  }
}
