import ETLTestSupport
import Foundation
import LoopbackServer
import Testing

/// Pages of the web become articles; what has not changed is not sent again.
struct WebInputTests {
  let workspace = Workspace()
  let site: WebSite

  init() throws { site = try WebSite() }

  /// Puts pages on the site and writes a pipeline over them.
  private func write(_ count: Int, _ options: String = "", hasQuotes: Bool = false) throws {
    for number in 1...count { site.put("/\(number)", WebText.page(number)) }
    try writePipeline(count, options, hasQuotes: hasQuotes)
  }

  private func writePipeline(
    _ count: Int, _ options: String = "", clean: String = "", hasQuotes: Bool = false
  ) throws {
    try workspace.writeWeb(
      "http", (1...count).map { site.url("/\($0)") }, options, clean: clean, hasQuotes: hasQuotes)
  }

  @Test func `a page is an article that leads back to its record`() throws {
    try write(2, "source: invented", hasQuotes: true)
    site.set("/2", .redirect(to: "/two"))
    site.put("/two", WebText.page(2))
    let run = try workspace.runWeb()
    #expect(run.read == [2, 0, 0])
    #expect(
      try workspace.query(
        """
        SELECT external_id, a.url, source, via, c.url, final_url, http_status, media_type,
          charset_from, title FROM articles a JOIN article_version v USING (version_id)
        JOIN capture c USING (capture_id) ORDER BY 1
        """.replacing("title FROM", with: "a.title FROM")) == [
          "\(site.url("/1")) | \(site.url("/1")) | invented | http | \(site.url("/1")) | - | 200 | "
            + "text/html | declared | السد 1",
          "\(site.url("/2")) | \(site.url("/2")) | invented | http | \(site.url("/2")) | "
            + "\(site.url("/two")) | 200 | text/html | declared | السد 2",
        ])
    let places = try workspace.query(
      "SELECT container, record_offset, fetched_at, bytes FROM capture ORDER BY url")
    for (place, number) in zip(places, 1...2) {
      let parts = place.components(separatedBy: " | ")
      #expect(parts[0].hasPrefix("archive/web-20") && parts[2].hasSuffix("Z"))
      #expect(parts[3] == "\(WebText.page(number).utf8.count)")
      let path = workspace.directory.path(parts[0])
      #expect(
        try Program.run(["warc", "cat", "--body", path, parts[1]]).output == WebText.page(number))
      let record = try Program.run(["warc", "cat", path, parts[1]]).output
      #expect(record.contains("WARC-Target-URI: \(site.url(number == 1 ? "/1" : "/two"))\r\n"))
    }
    #expect(try workspace.query("SELECT DISTINCT speaker FROM quotes").count == 1)
  }

  @Test func `an unchanged page is not sent, and changes no row`() throws {
    try write(3, hasQuotes: true)
    try workspace.runWeb()
    let content = try workspace.webContent()
    let (count, archived) = (site.server.requests.count, try workspace.archivedCount())
    let captures = try workspace.query("SELECT * FROM capture ORDER BY 1")
    let run = try workspace.runWeb()
    #expect(site.requests(after: count).sorted() == (1...3).map { "/\($0) if changed" })
    // The rules of the site are believed for a day.
    #expect(site.server.requests.count { $0.path == "/robots.txt" } == 1)
    #expect(run.read == [3, 0, 0] && run.errors.contains("nothing has changed"))
    #expect(try workspace.webContent() == content && workspace.archives().count == 1)
    #expect(try workspace.archivedCount() == archived)
    #expect(try workspace.query("SELECT * FROM capture ORDER BY 1") == captures)
  }

  @Test func `a changed page is a new version`() throws {
    try write(3)
    try workspace.runWeb()
    site.put("/2", WebText.page(8))
    // What the archive holds of the page before is counted too.
    #expect(try workspace.runWeb().read == [4, 0, 0])
    #expect(
      try workspace.query(
        """
        SELECT external_id, version_no, is_current, container FROM article_version
        JOIN article USING (article_id) JOIN capture USING (capture_id) ORDER BY 1, 2
        """.replacing("container", with: "title")) == [
          "\(site.url("/1")) | 1 | 1 | السد 1", "\(site.url("/2")) | 1 | 0 | السد 2",
          "\(site.url("/2")) | 2 | 1 | السد 8", "\(site.url("/3")) | 1 | 1 | السد 3",
        ])
    #expect(workspace.archives().count == 2)
    #expect(try workspace.archivedCount() == 4)
    let content = try workspace.webContent()
    #expect(try workspace.runWeb().read == [4, 0, 0])
    #expect(try workspace.webContent() == content)
  }

  @Test func `the same bytes are not archived again`() throws {
    // Without validators the server sends the page every time.
    site.set("/1", .page(WebText.page(1)))
    try writePipeline(1)
    try workspace.runWeb()
    let content = try workspace.webContent()
    for _ in 0..<2 { #expect(try workspace.runWeb().read == [1, 0, 0]) }
    #expect(site.requests() == ["/1", "/1", "/1"])
    #expect(try workspace.archivedCount() == 1 && workspace.archives().count == 1)
    #expect(try workspace.webContent() == content)
  }

  @Test func `nothing is archived where nothing is to be kept`() throws {
    try write(3, "save: \"\"")
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(workspace.archives().isEmpty)
    #expect(
      try workspace.query("SELECT DISTINCT container, record_offset FROM capture") == ["- | -"])
    let content = try workspace.webContent()
    let count = site.server.requests.count
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(site.requests(after: count).sorted() == (1...3).map { "/\($0) if changed" })
    #expect(try workspace.webContent() == content)
    // What must be worked out anew is asked for anew.
    try writePipeline(3, "save: \"\"", clean: "remove_residue: false")
    let again = site.server.requests.count
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(site.requests(after: again).sorted() == ["/1", "/2", "/3"])
    #expect(
      try workspace.query("SELECT count(*) FROM pipeline_record WHERE outcome = 'loaded'") == ["3"])
  }

  @Test func `a plan and a check of the file ask nothing`() throws {
    try write(1)
    for command in [["plan"], ["validate"], ["graph"]] {
      let result = try Program.run(command + [workspace.directory.path("pipeline.yml")])
      #expect(result.code == 0, "\(result.errors)")
    }
    #expect(site.server.requests.isEmpty)
  }

  @Test func `a limit holds for the pages that are asked for`() throws {
    try write(8)
    let run = try workspace.runWeb(["--limit", "3"])
    #expect(site.requests().count == 3 && run.read == [3, 0, 0])
    try workspace.runWeb()
    #expect(try workspace.numbers().count == 8)
    let content = try workspace.webContent()
    #expect(try workspace.runWeb().read == [8, 0, 0])
    #expect(try workspace.webContent() == content)
  }

  @Test func `addresses may stand in a file`() throws {
    for number in 1...3 { site.put("/\(number)", WebText.page(number)) }
    try workspace.directory.write(
      "\u{FEFF}\(site.url("/1"))\r\n# a comment\r\n\r\n  \(site.url("/2"))  \r\nnews.example/x\n"
        + "ftp://news.example/\n\(site.url("/3"))#top\n\(site.url("/1"))", to: "urls.txt")
    try workspace.writeWeb("http", [site.url("/2")], "urls_from: urls.txt")
    #expect(try workspace.runWeb().read == [3, 0, 2])
    #expect(site.requests().sorted() == ["/1", "/2", "/3"])
    #expect(
      try workspace.openRejects() == ["urls.txt:5 | bad_address", "urls.txt:6 | bad_address"])
    // A line that was repaired is no reject any more.
    try workspace.directory.write("\(site.url("/1"))\n\(site.url("/3"))", to: "urls.txt")
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(try workspace.openRejects().isEmpty)
  }

  @Test func `a file of addresses that is missing is told, and the others are asked`() throws {
    try write(1)
    try writePipeline(1, "urls_from: missing.txt")
    let run = try workspace.runWeb(code: 66)
    #expect(run.read == [1, 0, 0])
    #expect(run.errors.contains("error: input path 'missing.txt' does not exist"))
    #expect(try workspace.openRejects().isEmpty)
  }

  // MARK: What a page can be

  @Test func `a page is read in its own character set, whatever the server says`() throws {
    let text = WebText.page(1)
    let windows = WebText.windows1256(text)
    site.put("/1", windows, type: "text/html; charset=utf-8")
    site.put("/2", Array(text.utf8), type: "text/html; charset=windows-1256")
    site.put("/3", windows, type: "text/html; charset=windows-1256")
    site.put("/4", windows, type: "text/html")
    try writePipeline(4)
    #expect(try workspace.runWeb().read == [4, 0, 0])
    #expect(try workspace.query("SELECT count(*), count(DISTINCT body) FROM articles") == ["4 | 1"])
    #expect(try workspace.query("SELECT DISTINCT title FROM articles") == ["السد 1"])
  }

  @Test func `plain text is an article, a document of another type is dropped`() throws {
    let text = (0..<5).map { IncrementalRunTests.article($0) }.joined(separator: "\n")
    site.put("/1", text, type: "text/plain; charset=utf-8")
    site.put("/2", "%PDF-1.7\n\u{0}", type: "application/pdf")
    site.put("/3", "{}", type: "application/json")
    site.put("/4", Array(WebText.page(4).utf8), type: "application/xhtml+xml")
    try writePipeline(4)
    let run = try workspace.runWeb()
    #expect(run.read == [2, 2, 0] && run.dropped == ["not_html": 2])
    #expect(
      try workspace.query("SELECT media_type FROM capture ORDER BY 1") == [
        "application/xhtml+xml", "text/plain",
      ])
    #expect(try workspace.runWeb().dropped == ["not_html": 2])
  }

  @Test func `an empty page, a binary one and a list of links are rejects`() throws {
    site.set("/1", .page(""))
    site.set("/2", .page("<html>\u{0}\u{1}\u{2}\u{3}</html>"))
    site.set("/3", .page("<html><body><a href=/a>نص</a> <a href=/b>نص</a></body></html>"))
    site.set("/4", .status(204))
    try writePipeline(4)
    let run = try workspace.runWeb()
    #expect(run.read == [1, 1, 2] && run.dropped == ["not_html": 1])
    #expect(try workspace.openRejects().contains("\(site.url("/1")) | empty"))
    #expect(try workspace.openRejects().contains("\(site.url("/2")) | binary"))
  }
}
