import ETLTestSupport
import Foundation
import GRDB
import LoopbackServer
import Synchronization
import Testing

/// A site of this machine whose pages a test writes, changes and takes away.
final class WebSite: Sendable {
  typealias Answer = @Sendable (Request) -> Response

  private let answers: Pages
  let server: NewsServer

  /// The pages by their paths, for the thread of the server.
  private final class Pages: Sendable {
    let byPath = Mutex<[String: Answer]>([:])
  }

  /// Starts a site of which robots.txt says nothing.
  init(addresses: [String] = ["127.0.0.1"]) throws {
    let answers = Pages()
    self.answers = answers
    server = try NewsServer(addresses: addresses) { request in
      answers.byPath.withLock { $0[request.path] }?(request) ?? .status(404)
    }
  }

  func url(_ path: String) -> String { server.url(path) }

  /// Answers requests for a path from now on; nil: there is none.
  func set(_ path: String, _ response: Response?) {
    let answer: Answer? = if let response { { _ in response } } else { nil }
    answers.byPath.withLock { $0[path] = answer }
  }

  func set(_ path: String, answer: @escaping Answer) {
    answers.byPath.withLock { $0[path] = answer }
  }

  /// Puts bytes in a place, with validators that change with them.
  func put(_ path: String, _ bytes: [UInt8], type: String = "text/html; charset=utf-8") {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    let etag = "\"\(hash)\""
    set(path) { .validated(etag: etag, for: $0, page: .content(bytes, type: type)) }
  }

  func put(_ path: String, _ text: String, type: String = "text/html; charset=utf-8") {
    put(path, Array(text.utf8), type: type)
  }

  /// The requests behind the first `count`, but for robots.txt: path, and what they are conditional
  /// on.
  func requests(after count: Int = 0) -> [String] {
    server.requests.dropFirst(count).filter { $0.path != "/robots.txt" }.map { request in
      let isConditional =
        request.headers["If-None-Match"] != nil || request.headers["If-Modified-Since"] != nil
      return request.path + (isConditional ? " if changed" : "")
    }
  }
}

/// Invented pages and feeds.
enum WebText {
  static func paragraphs(_ number: Int) -> String {
    (0..<4).map { part in
      """
      <p>قال الناطق سالم العمري إن السد رقم \(number) امتلأ بعد أمطار الأسبوع الماضي للمرة \(part). \
      وأضاف: «لن نفتح البوابة \(number) قبل الغد أمام زوار الوادي القديم في اليوم \(part)».</p>
      """
    }.joined()
  }

  static func page(_ number: Int, more: String = "") -> String {
    "<html><head><title>السد \(number)</title>\(more)</head><body><article><h1>السد \(number)</h1>"
      + paragraphs(number) + "</article></body></html>"
  }

  /// Arabic in windows-1256, as far as these texts need it.
  static func windows1256(_ text: String) -> [UInt8] {
    var bytes: [Unicode.Scalar: UInt8] = ["«": 0xAB, "»": 0xBB, "،": 0xA1, "ل": 0xE1, "م": 0xE3]
    let runs: [(UInt8, String)] = [
      (0xC1, "ءآأؤإئابةتثجحخدذرزسشصض"), (0xD8, "طظعغـفقك"), (0xE4, "نهو"), (0xEC, "ىي"),
    ]
    for (first, letters) in runs {
      for (letter, byte) in zip(letters.unicodeScalars, first...) { bytes[letter] = byte }
    }
    return text.unicodeScalars.map { bytes[$0] ?? UInt8($0.value) }
  }

  /// An item of RSS; what is nil is left out.
  static func item(
    _ url: String?, guid: String? = nil, title: String = "خبر", text: String? = nil,
    updated: String? = nil
  ) -> String {
    var item = "<item><title>\(title)</title>"
    if let url { item += "<link>\(url)</link>" }
    if let guid { item += "<guid isPermaLink=\"false\">\(guid)</guid>" }
    if let updated {
      item += "<a:updated xmlns:a=\"http://www.w3.org/2005/Atom\">\(updated)</a:updated>"
    }
    if let text {
      item +=
        "<c:encoded xmlns:c=\"http://purl.org/rss/1.0/modules/content/\"><![CDATA[\(text)]]></c:encoded>"
    }
    return item + "</item>"
  }

  static func rss(_ items: [String], more: String = "") -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>الميناء</title>"
      + more + items.joined() + "</channel></rss>"
  }
}

extension Workspace {
  /// Writes a pipeline with one input of the web, without pauses; one that leaves out quotes and
  /// comparisons is quick.
  func writeWeb(
    _ type: String, _ urls: [String], _ options: String = "", clean: String = "",
    hasQuotes: Bool = false
  ) throws {
    let list = urls.map { "\"\($0)\"" }.joined(separator: ", ")
    let more = options.isEmpty ? "" : ", " + options
    let path = try writePipeline(
      ["web: { type: \(type), urls: [\(list)], delay: 0s, private_addresses: allow\(more) }"],
      limits: "limits: { retries: 0 }")
    var text = try String(contentsOfFile: path, encoding: .utf8)
    if !clean.isEmpty {
      text = text.replacing("uses: clean_text,", with: "uses: clean_text, with: { \(clean) },")
    }
    if !hasQuotes {
      text = text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { $0.firstMatch(of: /^ +(quotes|dedupe|link):/) == nil }.joined(separator: "\n")
        .replacing("needs: [quotes, dedupe, link]", with: "needs: [segment]")
    }
    try directory.write(text, to: "pipeline.yml")
  }

  /// What a run did.
  struct WebRun {
    var code: Int32
    var errors: String
    /// Records in, out, dropped and rejected, by stage.
    var counts: [String: [Int]]
    /// Drops of the first stage, by reason.
    var dropped: [String: Int]

    /// What became of what was met: passed, dropped, rejected.
    var read: [Int] { Array((counts["read"] ?? []).dropFirst()) }
  }

  /// Runs the pipeline and checks that every record is accounted for.
  @discardableResult
  func runWeb(_ arguments: [String] = [], code: Int32 = 0) throws -> WebRun {
    let report = directory.path("report.json")
    let result = try run(["--report", report] + arguments)
    #expect(result.code == code, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: report)))
    let stages = try #require((json as? [String: Any])?["stages"] as? [[String: Any]])
    var run = WebRun(code: result.code, errors: result.errors, counts: [:], dropped: [:])
    for stage in stages {
      let numbers = try ["records_in", "records_out", "records_dropped", "records_rejected"].map {
        try #require(stage[$0] as? Int)
      }
      #expect(numbers[0] == numbers[1] + numbers[2] + numbers[3], "\(stage)")
      let name = try #require(stage["stage"] as? String)
      run.counts[name] = numbers
      if name == "read" { run.dropped = stage["dropped"] as? [String: Int] ?? [:] }
    }
    #expect(try query("PRAGMA integrity_check") == ["ok"])
    return run
  }

  /// The articles, all their versions, and their quotes: what does not depend on which run wrote
  /// them.
  func webContent() throws -> [String] {
    [try dump()]
      + (try query(
        """
        SELECT external_id, version_no, is_current, title, body FROM article_version
        JOIN article USING (article_id) ORDER BY 1, 2
        """))
  }

  /// The numbers in the bodies of the current articles, by their ids.
  func numbers() throws -> [String] {
    try query(
      """
      SELECT external_id || ' ' || substr(body, instr(body, 'البوابة ') + 8, 2) FROM articles
      ORDER BY 1
      """
    ).map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The open rejects: what stands for the record, and the reason.
  func openRejects() throws -> [String] {
    try query("SELECT external_id, reason FROM reject WHERE state = 'open' ORDER BY 1, 2")
  }

  /// Forgets that addresses may not be asked yet.
  func makeDue() throws {
    try execute(
      "UPDATE pipeline_address SET next_at = '2020-01-01T00:00:00Z' WHERE next_at IS NOT NULL")
  }

  func archives() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory.path("archive"))) ?? [])
      .sorted()
  }

  /// How many pages, feeds and sitemaps the archives hold.
  func archivedCount() throws -> Int {
    try archives().reduce(0) { sum, name in
      let records = try Program.run(
        ["gzip", "-dc", directory.path("archive/" + name)], program: "/usr/bin/env")
      return sum + records.output.components(separatedBy: "WARC-Type: response").count - 1
    }
  }

  func execute(_ sql: String) throws {
    try DatabaseQueue(path: database).write { try $0.execute(sql: sql) }
  }
}
