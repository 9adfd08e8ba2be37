import ArticleInput
import ETLModel
import ETLTestSupport
import Foundation
import Testing

struct JSONArticleReaderTests {
  private func read(
    _ line: String, fields: JSONArticleReader.Fields = .init(), source: String? = nil
  ) throws -> RawArticle {
    try read(Array(line.utf8), fields: fields, source: source)
  }

  private func read(
    _ line: [UInt8], fields: JSONArticleReader.Fields = .init(), source: String? = nil
  ) throws -> RawArticle {
    let reader = JSONArticleReader(
      input: "partner", fields: fields, source: source, timezone: "Asia/Amman")
    return try reader.read(
      line, number: 7, offset: 100, length: line.count, file: "inbox/news.jsonl")
  }

  private func failure(_ line: String) -> InputError? {
    #expect(throws: InputError.self) { try read(line) }
  }

  @Test func `a record is read with its evidence`() throws {
    let line = """
      {"id":"n1","url":"https://example.org/1","title":"عنوان","text":"أعلن\\nالنادي",\
      "date":"2026-03-01","source":"النهار","author":"سمير","more":[1,{"x":null}]}
      """
    let article = try read(line, source: "other")
    #expect(article.article == ArticleKey(input: "partner", externalID: "n1"))
    #expect(article.url == "https://example.org/1" && article.title == "عنوان")
    #expect(article.author == "سمير" && article.published == "2026-03-01")
    #expect(article.source == "النهار" && article.timezone == "Asia/Amman")
    #expect(article.content == .text(Array("أعلن\nالنادي".utf8)))
    let capture = article.capture
    #expect(capture.via == .jsonl && capture.mediaType == "text/plain")
    #expect(capture.container == "inbox/news.jsonl")
    #expect(capture.recordOffset == 100 && capture.recordLength == line.utf8.count)
    #expect(capture.byteCount == line.utf8.count && capture.url == article.url)
    #expect(capture.sha256 == ContentHash.sha256(of: Array(line.utf8)).hex)
    #expect(capture.charset == "utf-8" && capture.charsetOrigin == "valid")
  }

  @Test(arguments: [
    (#"{"text":"نص","id":"a"}"#, "a"), (#"{"text":"نص","id":17}"#, "17"),
    (#"{"text":"نص","id":-1.50e3}"#, "-1.50e3"),
    (#"{"text":"نص","id":12345678901234567890123}"#, "12345678901234567890123"),
    (#"{"text":"نص","url":"u"}"#, "u"), (#"{"text":"نص","id":null,"url":"u"}"#, "u"),
    (#"{"text":"نص","id":"","url":"u"}"#, "u"), (#"{"text":"نص"}"#, "inbox/news.jsonl:7"),
    (#"{"text":"نص","url":""}"#, "inbox/news.jsonl:7"),
  ])
  func `a record is known by its id, its URL or its place`(line: String, expected: String) throws {
    #expect(try read(line).article.externalID == expected)
  }

  @Test func `fields may lie deeper and have odd names`() throws {
    var fields = JSONArticleReader.Fields()
    fields.text = "/body/parts/1/value"
    fields.title = "/meta/a~1b~0c"
    fields.id = "/"
    let article = try read(
      """
      {"":"x","body":{"parts":[{"value":"لا"},{"value":"نعم"}]},"meta":{"a/b~c":"عنوان"}}
      """, fields: fields)
    #expect(article.content == .text(Array("نعم".utf8)))
    #expect(article.title == "عنوان" && article.article.externalID == "x")
  }

  @Test func `pointers that are none are named`() {
    var fields = JSONArticleReader.Fields()
    #expect(fields.malformed.isEmpty)
    fields.html = "html"
    fields.htmlBase64 = "/a~2"
    fields.source = ""
    #expect(fields.malformed == ["html", "html_base64"])
  }

  @Test func `the first content that is not blank counts`() throws {
    let page = Array("<p>نص".utf8)
    #expect(try read(#"{"html":"<p>نص"}"#).content == .html(page))
    #expect(try read(#"{"text":" \n","html":"<p>نص"}"#).content == .html(page))
    #expect(try read(#"{"text":"خبر","html":"<p>نص"}"#).content == .text(Array("خبر".utf8)))
    #expect(try read(#"{"html":"<p>نص"}"#).capture.mediaType == "text/html")
  }

  @Test func `a page in Base64 is decoded in its own character set`() throws {
    let page: [UInt8] = Array("<meta charset=windows-1256>".utf8) + [0xDE, 0xC7, 0xE1]
    let article = try read("{\"html_base64\":\"\(Data(page).base64EncodedString())\"}")
    #expect(article.content == .html(Array("<meta charset=windows-1256>قال".utf8)))
    #expect(article.capture.charset == "windows-1256" && article.capture.charsetOrigin == "meta")
    let binary = failure("{\"html_base64\":\"\(Data("%PDF-".utf8).base64EncodedString())\"}")
    #expect(binary?.reason == .binary)
    #expect(
      failure(#"{"html_base64":"%%%"}"#)
        == InputError(.badRecord, "the field /html_base64 is not Base64"))
  }

  @Test(arguments: [
    (#"{"id":1}"#, "the record has none of the fields /text, /html and /html_base64"),
    (#"{"text":null}"#, "the record has none of the fields /text, /html and /html_base64"),
    (#"{"text":["a"]}"#, "the field text is not a string"),
    (#"{"text":5}"#, "the field text is not a string"),
    (#"{"text":"نص","title":true}"#, "the field title is not a string"),
    (#"{"text":"نص","id":{}}"#, "the field id is not a string"),
    (#"{"text":"نص","date":20260301}"#, "the field published is not a string"),
  ])
  func `a wrong type or no content is a bad record`(line: String, detail: String) {
    #expect(failure(line) == InputError(.badRecord, detail))
  }

  @Test(arguments: [#"{"text":""}"#, #"{"text":" \u00a0\n"}"#, #"{"html":"","text":" "}"#])
  func `a record of white space is empty`(line: String) {
    #expect(failure(line)?.reason == .empty)
  }

  @Test(arguments: [
    "", " ", "[]", "\"text\"", "12", "{", "{\"text\":\"نص\"", "{\"text\":\"نص\"} x",
    "{\"text\":\"نص\",}", "{'text':1}", "{\"text\" \"نص\"}", "{\"text\":tru}", "{\"a\":01}",
    "{\"a\":+1}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":-}", "{\"a\":NaN}",
    "{\"a\":[1,]}",
    "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\u{1}\"}", "{\"a\":\"\t\"}", "{1:2}",
    "{\"a\":}",
    "{\"text\":\"نص\"}\u{0}", "{\"a\":\"\\", "{\"a\":\"\\u12",
  ])
  func `what is no JSON object is bad JSON`(line: String) {
    #expect(failure(line)?.reason == .badJSON)
  }

  @Test func `a syntax error names the byte, not the text`() {
    #expect(
      failure(#"{"text":"سر" "id":1}"#)?.detail == "byte 15 is not a comma or a closing bracket")
  }

  @Test func `nesting has a limit`() throws {
    func line(_ depth: Int) -> String {
      let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      return "{\"text\":\"نص\",\"a\":\(arrays)}"
    }
    #expect(try read(line(63)).content == .text(Array("نص".utf8)))
    #expect(failure(line(64))?.detail.hasSuffix("is nested deeper than 64 levels") == true)
    #expect(failure(String(repeating: "[", count: 1_000_000))?.reason == .badJSON)
  }

  @Test func `invalid UTF-8 is a bad character set`() {
    let line = Array("{\"text\":\"".utf8) + [0xE1, 0x20] + Array("\"}".utf8)
    let error = #expect(throws: InputError.self) { try read(line) }
    #expect(error == InputError(.badCharset, "the line is not valid UTF-8"))
  }

  @Test(arguments: [
    (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{FFFD}"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"\ud83dx"#, "\u{FFFD}x"), (#"\ud83d\u0628"#, "\u{FFFD}ب"),
    (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"),
    (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u0642\u06CC"#, "قی"),
    (#"\ud83d\n"#, "\u{FFFD}\n"),
  ])
  func `escapes are decoded, half a surrogate pair to U+FFFD`(
    escaped: String, expected: String
  ) throws {
    #expect(try read("{\"text\":\"نص\(escaped)\"}").content == .text(Array(("نص" + expected).utf8)))
  }

  @Test func `of two members with one name the last counts`() throws {
    #expect(try read(#"{"text":"أ","text":"ب"}"#).content == .text(Array("ب".utf8)))
    #expect(try read(#"{"t\u0065xt":"ب"}"#).content == .text(Array("ب".utf8)))
    var fields = JSONArticleReader.Fields()
    fields.title = "/meta/title"
    let article = try read(#"{"meta":{"title":"أ"},"text":"نص","meta":{}}"#, fields: fields)
    #expect(article.title == nil)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `damaged records are read or rejected, never worse`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let line = Array(
      #"{"id":1e5,"text":"نص\ud83d\ude00","a":[true,null,{"b":"\\"}],"url":"u"}"#.utf8)
    let marks = Array(#"{}[]",:\u0e-+."#.utf8)
    for _ in 0..<3000 {
      var damaged = line
      for _ in 0..<Int.random(in: 1...3, using: &random) where !damaged.isEmpty {
        let place = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[place] = marks[Int.random(in: 0..<marks.count, using: &random)]
        case 1: damaged.remove(at: place)
        default: damaged.removeLast(damaged.count - max(1, place))
        }
      }
      guard let article = try? read(damaged), case .text(let bytes) = article.content else {
        continue
      }
      #expect(String(validating: bytes, as: UTF8.self) != nil, "seed \(seed)")
    }
  }
}
