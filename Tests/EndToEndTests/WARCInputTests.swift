import ETLTestSupport
import Foundation
import Testing

/// Pages of WARC archives become articles that lead back to their records.
struct WARCInputTests {
  let workspace = Workspace()

  private static func page(_ number: Int) -> String {
    let paragraph = """
      <p>قال الناطق سالم العمري إن السد رقم \(number) امتلأ بعد أمطار الأسبوع الماضي. وأضاف: «لن نفتح \
      البوابة \(number) قبل الغد أمام زوار الوادي القديم».</p>
      """
    return "<html><head><title>السد</title></head><body><article><h1>السد</h1>"
      + String(repeating: paragraph, count: 4) + "</article></body></html>"
  }

  private static func record(_ type: String, _ name: String, _ block: String) -> [UInt8] {
    let lines = [
      "WARC/1.0", "WARC-Type: \(type)", "WARC-Target-URI: https://news.example/\(name)",
      "WARC-Date: 2026-03-01T10:00:00Z", "Content-Length: \(block.utf8.count)", "", "",
    ]
    return Array((lines.joined(separator: "\r\n") + block + "\r\n\r\n").utf8)
  }

  private static func response(
    _ name: String, _ body: String, status: String = "200 OK", type: String = "text/html"
  ) -> [UInt8] {
    record(
      "response", name, "HTTP/1.1 \(status)\r\nContent-Type: \(type); charset=utf-8\r\n\r\n\(body)")
  }

  private func write(_ records: [[UInt8]], to name: String) throws {
    let path = workspace.directory.path("archive/" + name)
    try FileManager.default.createDirectory(
      atPath: workspace.directory.path("archive"), withIntermediateDirectories: true)
    try Data(records.joined()).write(to: URL(fileURLWithPath: path))
    // What was written a moment ago is not trusted to stay.
    Thread.sleep(forTimeInterval: 0.15)
  }

  private func writePipeline() throws {
    try workspace.writePipeline(["archive: { type: warc, paths: [archive], source: invented }"])
  }

  private static let records = [
    record("warcinfo", "", "software: invented"), record("request", "1", "GET / HTTP/1.1"),
    response("1", page(1)), response("2", page(2)),
    response("gone", page(3), status: "404 Not Found"),
    response("picture", "GIF89a", type: "image/gif"), record("revisit", "1", "HTTP/1.1 304 Same"),
    response("blank", "<html> </html>"), response("brotli", "x", type: "text/html"),
  ]

  @Test func `pages are articles, other records are counted with a reason`() throws {
    try write(Self.records, to: "a.warc")
    try writePipeline()
    let report = workspace.directory.path("report.json")
    let result = try workspace.run(["--report", report])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.contains("not_a_page 2") && result.errors.contains("revisit 1"))
    #expect(result.errors.contains("bad_status 1") && result.errors.contains("not_html 1"))
    #expect(
      try workspace.query(
        """
        SELECT external_id, a.url, source, via, fetched_at, http_status, media_type, charset_from,
          container
        FROM articles a JOIN article_version v USING (version_id) JOIN capture c USING (capture_id)
        ORDER BY 1
        """)
        == (1...2).map { number in
          let url = "https://news.example/\(number)"
          return "\(url) | \(url) | invented | warc | 2026-03-01T10:00:00Z | 200 | text/html | "
            + "declared | archive/a.warc"
        })
    #expect(try workspace.run().errors.contains("nothing has changed"))
  }

  @Test func `a record is printed again from the place in its capture`() throws {
    try write(Self.records, to: "a.warc")
    try writePipeline()
    #expect(try workspace.run().code == 0)
    let offset = try workspace.query(
      "SELECT record_offset FROM capture WHERE url = 'https://news.example/2'")[0]
    let path = workspace.directory.path("archive/a.warc")
    let whole = try Program.run(["warc", "cat", path, offset])
    #expect(Array(whole.output.utf8) == Self.records[3])
    let body = try Program.run(["warc", "cat", "--body", path, offset])
    #expect(body.output == Self.page(2))
    let nothing = try Program.run(["warc", "cat", path, "3"])
    #expect(nothing.code == 74 && nothing.errors.hasPrefix("error: "))
  }

  @Test func `a damaged stretch is one reject, and what is behind it is read`() throws {
    var damaged = Self.records
    damaged[2][0] = 0x21
    try write(damaged, to: "a.warc")
    try writePipeline()
    #expect(try workspace.run().code == 0)
    let place = Self.records[..<2].joined().count
    #expect(
      try workspace.query("SELECT external_id, stage FROM reject WHERE external_id LIKE '%@%'")
        == ["archive/a.warc@\(place) | read"])
    #expect(
      try workspace.query("SELECT external_id FROM articles") == ["https://news.example/2"])
  }

  @Test func `a page that was fetched again is a new version`() throws {
    try writePipeline()
    try write([Self.response("1", Self.page(1))], to: "a.warc")
    #expect(try workspace.run().code == 0)
    try write([Self.response("1", Self.page(8))], to: "b.warc")
    #expect(try workspace.run().code == 0)
    #expect(
      try workspace.query(
        """
        SELECT version_no, is_current, container FROM article_version
        JOIN capture USING (capture_id) ORDER BY 1
        """) == ["1 | 0 | archive/a.warc", "2 | 1 | archive/b.warc"])
  }

  @Test func `a record that moves is found where it is`() throws {
    try writePipeline()
    try write([Self.response("1", Self.page(1))], to: "a.warc")
    #expect(try workspace.run().code == 0)
    try write([Self.response("0", Self.page(0)), Self.response("1", Self.page(1))], to: "a.warc")
    #expect(try workspace.run().errors.contains("1 new, 0 changed"))
    func place() throws -> String {
      try workspace.query(
        """
        SELECT container || '@' || record_offset FROM capture WHERE url LIKE '%/1'
        """
      ).joined(separator: " ")
    }
    #expect(try place() == "archive/a.warc@\(Self.response("0", Self.page(0)).count)")
    let directory = workspace.directory
    try FileManager.default.moveItem(
      atPath: directory.path("archive/a.warc"), toPath: directory.path("archive/z.warc"))
    Thread.sleep(forTimeInterval: 0.15)
    #expect(try workspace.run().code == 0)
    #expect(try place().hasPrefix("archive/z.warc@"))
    #expect(try workspace.run().errors.contains("nothing has changed"))
  }

  @Test func `pages without a usable address are told apart by the ids of their records`() throws {
    try writePipeline()
    var records: [[UInt8]] = []
    for number in 1...2 {
      let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\(Self.page(number))"
      let head = [
        "WARC/1.0", "WARC-Type: response", "WARC-Target-URI: https://news.example/\0\(number)",
        "WARC-Record-ID: <urn:uuid:\(number)>", "Content-Length: \(block.utf8.count)", "", "",
      ]
      records.append(Array((head.joined(separator: "\r\n") + block + "\r\n\r\n").utf8))
    }
    try write(records, to: "a.warc")
    #expect(try workspace.run().code == 0)
    #expect(
      try workspace.query("SELECT external_id, url FROM articles ORDER BY 1")
        == ["<urn:uuid:1> | -", "<urn:uuid:2> | -"])
  }
}
