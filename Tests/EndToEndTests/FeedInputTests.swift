import ETLTestSupport
import Foundation
import LoopbackServer
import Testing

/// What feeds announce becomes articles, from their pages or from the feed itself.
struct FeedInputTests {
  let workspace = Workspace()
  let site: WebSite

  init() throws { site = try WebSite() }

  private func put(_ items: [String], more: String = "") {
    site.put("/feed", WebText.rss(items, more: more), type: "application/rss+xml; charset=utf-8")
  }

  private func write(_ options: String = "", clean: String = "") throws {
    try workspace.writeWeb("feed", [site.url("/feed")], options, clean: clean)
  }

  private func page(_ number: Int) -> String { site.url("/\(number)") }

  /// Puts pages on the site, and a feed that leads to them.
  private func announce(_ numbers: ClosedRange<Int>) {
    for number in numbers { site.put("/\(number)", WebText.page(number)) }
    put(numbers.map { WebText.item(page($0), guid: "g\($0)", title: "من الخلاصة \($0)") })
  }

  // MARK: Where the text comes from

  @Test func `the pages that a feed leads to are articles named by their guid`() throws {
    announce(1...3)
    try write()
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(try workspace.numbers() == ["g1 1", "g2 2", "g3 3"])
    #expect(
      try workspace.query(
        "SELECT DISTINCT via, http_status, media_type FROM capture") == ["feed | 200 | text/html"])
    #expect(
      try workspace.query("SELECT url FROM article ORDER BY 1") == (1...3).map(page))
    #expect(site.requests().first == "/feed" && site.requests().count == 4)
  }

  @Test func `the text of a feed is an article without its page`() throws {
    put([
      WebText.item(page(1), guid: "g1", title: "أول", text: WebText.paragraphs(1)),
      WebText.item(nil, guid: "g2", title: "ثان", text: WebText.paragraphs(2)),
    ])
    try write("full_text: feed")
    #expect(try workspace.runWeb().read == [2, 0, 0])
    #expect(try workspace.numbers() == ["g1 1", "g2 2"] && site.requests() == ["/feed"])
    #expect(
      try workspace.query(
        """
        SELECT external_id, a.url, c.url, title, media_type FROM articles a
        JOIN article_version v USING (version_id) JOIN capture c USING (capture_id) ORDER BY 1
        """.replacing("title,", with: "a.title,")) == [
          "g1 | \(page(1)) | \(site.url("/feed")) | أول | text/html",
          "g2 | \(site.url("/feed")) | \(site.url("/feed")) | ثان | text/html",
        ])
    let place = try workspace.query("SELECT DISTINCT container, record_offset FROM capture")
    #expect(place.count == 1)
    let parts = place[0].components(separatedBy: " | ")
    let record = try Program.run(["warc", "cat", workspace.directory.path(parts[0]), parts[1]])
    #expect(record.output.contains("ETL-Kind: feed\r\n") && record.output.contains("<rss"))
  }

  @Test func `pages are asked for where the feed has no whole text`() throws {
    for number in 1...3 { site.put("/\(number)", WebText.page(number)) }
    put([
      WebText.item(page(1), guid: "g1", text: WebText.paragraphs(8)),
      WebText.item(page(2), guid: "g2"),
      "<item><link>\(page(3))</link><guid>g3</guid><description>موجز</description></item>",
    ])
    try write("full_text: auto")
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(try workspace.numbers() == ["g1 8", "g2 2", "g3 3"])
    #expect(site.requests().sorted() == ["/2", "/3", "/feed"])
  }

  @Test func `an item without a guid is named by its address, one without both is a reject`() throws
  {
    site.put("/1?utm_source=rss&id=7", WebText.page(1))
    put([WebText.item(site.url("/1?utm_source=rss&amp;id=7")), WebText.item(nil, title: "لا شيء")])
    try write()
    #expect(try workspace.runWeb().read == [1, 0, 1])
    #expect(try workspace.numbers() == ["\(site.url("/1?id=7")) 1"])
    #expect(try workspace.openRejects() == ["\(site.url("/feed"))#2 | bad_record"])
  }

  @Test func `a feed may be in windows-1256`() throws {
    let text = WebText.rss([
      WebText.item(
        page(1), guid: "رقم ١".replacing("١", with: "1"), title: "السد", text: WebText.paragraphs(1)
      )
    ])
    site.put(
      "/feed", WebText.windows1256(text.replacing("UTF-8", with: "windows-1256")),
      type: "application/rss+xml")
    try write("full_text: feed")
    #expect(try workspace.runWeb().read == [1, 0, 0])
    #expect(try workspace.numbers() == ["رقم 1 1"])
    #expect(try workspace.query("SELECT charset FROM capture") == ["windows-1256"])
  }

  @Test func `what is no feed is a reject, and feeds beside it are read`() throws {
    announce(1...2)
    site.put("/html", WebText.page(1))
    site.put("/json", "{\"a\": 1}", type: "application/json")
    site.put("/empty", "", type: "application/rss+xml")
    let bad = ["/html", "/json", "/empty", "/gone"]
    try workspace.writeWeb("feed", (["/feed"] + bad).map(site.url))
    #expect(try workspace.runWeb().read == [2, 0, 4])
    let reasons = ["bad_status", "bad_feed", "bad_feed", "bad_feed"]
    #expect(
      try workspace.query("SELECT reason FROM reject ORDER BY 1 DESC").sorted() == reasons.sorted())
    // They are not due, and stay what they are.
    #expect(try workspace.runWeb().counts["read"]?[3] == 4)
    #expect(try workspace.openRejects().count == 4)
    for path in bad { site.put(path, WebText.rss([]), type: "application/rss+xml") }
    try workspace.makeDue()
    #expect(try workspace.runWeb().counts["read"]?[3] == 0)
    #expect(try workspace.openRejects().isEmpty)
  }

  // MARK: When a feed is asked

  @Test func `a feed that is not due is not asked, unless everything is wanted`() throws {
    announce(1...2)
    try write()
    try workspace.runWeb()
    let count = site.server.requests.count
    let content = try workspace.webContent()
    #expect(try workspace.runWeb().read == [2, 0, 0])
    #expect(site.server.requests.count == count)
    #expect(try workspace.webContent() == content)
    #expect(try workspace.runWeb(["--full-refresh"]).read[0] >= 2)
    #expect(site.requests(after: count).contains { $0.hasPrefix("/feed") })
    #expect(try workspace.webContent() == content)
  }

  @Test func `an unchanged feed leads to nothing`() throws {
    announce(1...2)
    try write()
    try workspace.runWeb()
    let count = site.server.requests.count
    try workspace.makeDue()
    #expect(try workspace.runWeb().read == [2, 0, 0])
    #expect(site.requests(after: count) == ["/feed if changed"])
    // Without news the feed is asked less often.
    #expect(
      try workspace.query(
        """
        SELECT interval_s, strftime('%s', next_at) - strftime('%s', checked_at)
        FROM pipeline_address WHERE kind = 'feed'
        """) == ["2701 | 2701"])
    announce(2...3)
    try workspace.makeDue()
    let again = site.server.requests.count
    try workspace.runWeb()
    #expect(site.requests(after: again) == ["/feed if changed", "/3"])
    #expect(try workspace.numbers() == ["g1 1", "g2 2", "g3 3"])
  }

  @Test func `a feed says how long it need not be asked`() throws {
    put([], more: "<ttl>90</ttl>")
    try write()
    try workspace.runWeb()
    let pause = """
      SELECT strftime('%s', next_at) - strftime('%s', checked_at) FROM pipeline_address
      WHERE kind = 'feed'
      """
    #expect(try workspace.query(pause) == ["5400"])
    put([], more: "<ttl>500000</ttl>")
    try workspace.makeDue()
    try workspace.runWeb()
    #expect(try workspace.query(pause) == ["43200"])
  }

  // MARK: Later runs

  @Test(arguments: ["fetch", "feed"])
  func `an item that is edited is a new version`(text: String) throws {
    func put(_ number: Int, _ updated: String) {
      site.put("/1", WebText.page(number))
      self.put([
        WebText.item(
          page(1), guid: "g1", text: text == "feed" ? WebText.paragraphs(number) : nil,
          updated: updated),
        WebText.item(page(2), guid: "g2", text: text == "feed" ? WebText.paragraphs(2) : nil),
      ])
    }
    site.put("/2", WebText.page(2))
    put(1, "2026-03-01T10:00:00Z")
    try write("full_text: \(text)")
    #expect(try workspace.runWeb().read == [2, 0, 0])
    put(5, "2026-03-01T12:00:00Z")
    try workspace.makeDue()
    let count = site.server.requests.count
    try workspace.runWeb()
    #expect(try workspace.numbers() == ["g1 5", "g2 2"])
    #expect(
      site.requests(after: count)
        == (text == "feed" ? ["/feed if changed"] : ["/feed if changed", "/1 if changed"]))
    let content = try workspace.webContent()
    #expect(try workspace.query("SELECT count(*) FROM article_version") == ["3"])
    // What is worked out again ends with the newest as well.
    try write("full_text: \(text)", clean: "remove_residue: false")
    try workspace.runWeb(["--offline"])
    #expect(try workspace.numbers() == ["g1 5", "g2 2"])
    try FileManager.default.removeItem(atPath: workspace.database)
    try write("full_text: \(text)")
    try workspace.runWeb(["--offline"])
    #expect(try workspace.webContent() == content)
  }

  @Test func `an edited item whose page is the same is not asked for again`() throws {
    site.put("/1", WebText.page(1))
    func put(_ minute: Int) {
      self.put([WebText.item(page(1), guid: "g1", updated: "2026-03-01T10:0\(minute):00Z")])
    }
    put(0)
    try write()
    try workspace.runWeb()
    put(1)
    try workspace.makeDue()
    try workspace.runWeb()
    #expect(site.requests() == ["/feed", "/1", "/feed if changed", "/1 if changed"])
    self.put([
      WebText.item(page(1), guid: "g1", updated: "2026-03-01T10:01:00Z"), "<!-- another -->",
    ])
    try workspace.makeDue()
    try workspace.runWeb()
    #expect(site.requests().last == "/feed if changed" && site.requests().count == 5)
  }

  @Test(arguments: [500, 404, 302])
  func `a page that failed is asked for later, although the feed has forgotten it`(
    status: Int
  ) throws {
    announce(1...2)
    // Only what leads nowhere is given up at once.
    site.set("/2", status == 302 ? .redirect(to: "mailto:news@example.com") : .status(status))
    try write()
    #expect(try workspace.runWeb().read == [1, 0, 1])
    site.put("/2", WebText.page(2))
    // It waits a while; until then it stays a reject.
    let count = site.server.requests.count
    #expect(try workspace.runWeb().read == [1, 0, 1])
    #expect(site.server.requests.count == count)
    put([])
    try workspace.makeDue()
    try workspace.runWeb()
    let isLost = status == 302
    #expect(site.requests(after: count).sorted() == (isLost ? [] : ["/2"]) + ["/feed if changed"])
    #expect(try workspace.openRejects() == (isLost ? ["g2 | bad_redirect"] : []))
    #expect(try workspace.numbers() == (isLost ? ["g1 1"] : ["g1 1", "g2 2"]))
    // Given up is not forgotten.
    let retry = try Program.run([
      "rejects", "retry", "-f", workspace.directory.path("pipeline.yml"),
    ])
    #expect(retry.code == 0, "\(retry.errors)")
    #expect(try workspace.numbers() == ["g1 1", "g2 2"])
    #expect(try workspace.openRejects().isEmpty)
  }

  @Test func `a page that keeps failing is given up`() throws {
    announce(1...1)
    site.set("/1", .status(503))
    try write()
    for _ in 0..<8 {
      try workspace.runWeb()
      try workspace.makeDue()
    }
    #expect(site.requests().count { $0.hasPrefix("/1") } == 6)
    #expect(try workspace.openRejects() == ["g1 | bad_status"])
  }

  @Test func `rejects can be tried again before their time`() throws {
    announce(1...2)
    site.set("/2", .status(500))
    try workspace.writeWeb("feed", [site.url("/feed"), site.url("/other")])
    #expect(try workspace.runWeb().read == [1, 0, 2])
    site.put("/2", WebText.page(2))
    site.put("/other", WebText.rss([]), type: "application/rss+xml")
    let pipeline = workspace.directory.path("pipeline.yml")
    let retry = try Program.run(["rejects", "retry", "-f", pipeline])
    #expect(retry.code == 0, "\(retry.errors)")
    #expect(site.requests().suffix(2).sorted() == ["/2", "/other"])
    // A feed is no record that could be loaded: the next whole run sees that nothing is wrong.
    #expect(try workspace.openRejects() == ["\(site.url("/other")) | bad_status"])
    #expect(try workspace.runWeb().read == [2, 0, 0])
    #expect(try workspace.openRejects().isEmpty)
    #expect(try workspace.numbers().count == 2)
  }

  @Test func `rules of a site that fail for a moment lose no page`() throws {
    announce(1...2)
    try write()
    let port = site.server.port
    let other = try NewsServer(addresses: ["127.0.0.2"], port: port) { request in
      request.path == "/robots.txt" ? .status(503) : .page(WebText.page(9))
    }
    put([WebText.item(other.url("/9"), guid: "g9")])
    #expect(try workspace.runWeb().read == [0, 0, 1])
    #expect(try workspace.openRejects() == ["g9 | robots"])
    other.stop()
    let again = try NewsServer(addresses: ["127.0.0.2"], port: port) { request in
      request.path == "/robots.txt" ? .status(404) : .page(WebText.page(9))
    }
    put([])
    try workspace.makeDue()
    try workspace.runWeb()
    #expect(try workspace.numbers() == ["g9 9"] && again.requests.count == 2)
  }

  @Test func `an edit is not lost when its page fails`() throws {
    func put(_ number: Int, _ minute: Int) {
      site.put("/1", WebText.page(number))
      self.put([WebText.item(page(1), guid: "g1", updated: "2026-03-01T10:0\(minute):00Z")])
    }
    put(1, 0)
    try write()
    try workspace.runWeb()
    put(5, 1)
    site.set("/1", .status(500))
    try workspace.makeDue()
    try workspace.runWeb()
    #expect(try workspace.numbers() == ["g1 1"])
    put(5, 1)
    try workspace.makeDue()
    try workspace.runWeb()
    #expect(try workspace.numbers() == ["g1 5"])
    #expect(try workspace.openRejects().isEmpty)
  }

  @Test func `a limit leaves the pages behind it to later runs`() throws {
    announce(1...6)
    try write()
    try workspace.runWeb(["--limit", "3"])
    #expect(site.requests().count == 1 + 3)
    put([])
    try workspace.runWeb()
    #expect(try workspace.numbers().count == 6 && site.requests().count == 1 + 6)
  }
}
