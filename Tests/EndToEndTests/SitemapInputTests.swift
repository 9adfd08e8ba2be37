import ETLTestSupport
import Foundation
import LoopbackServer
import Testing

/// The pages that sitemaps list become articles.
struct SitemapInputTests {
  let workspace = Workspace()
  let site: WebSite

  init() throws { site = try WebSite() }

  private static let namespace = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

  private func map(_ entries: [(path: String, changed: String?)]) -> String {
    "<urlset \(Self.namespace)>"
      + entries.map { entry in
        "<url><loc>\(site.url(entry.path))</loc>"
          + (entry.changed.map { "<lastmod>\($0)</lastmod>" } ?? "") + "</url>"
      }.joined() + "</urlset>"
  }

  private func index(_ paths: [String]) -> String {
    "<sitemapindex \(Self.namespace)>"
      + paths.map { "<sitemap><loc>\(site.url($0))</loc></sitemap>" }.joined() + "</sitemapindex>"
  }

  private func put(_ path: String, _ text: String) { site.put(path, text, type: "application/xml") }

  private func write(_ options: String = "") throws {
    try workspace.writeWeb("sitemap", [site.url("/map")], options)
  }

  private func day(_ age: Int) -> String {
    String(Date(timeIntervalSinceNow: -86_400 * Double(age)).ISO8601Format().prefix(10))
  }

  /// Compresses a text as a program of the system does.
  private func gzip(_ text: String) throws -> [UInt8] {
    let path = try workspace.directory.write(text, to: "map.xml")
    _ = try Program.run(["gzip", "-kf", path], program: "/usr/bin/env")
    return Array(try Data(contentsOf: URL(fileURLWithPath: path + ".gz")))
  }

  @Test func `the pages of a sitemap are articles named by their address`() throws {
    for number in 1...2 { site.put("/\(number)", WebText.page(number)) }
    put("/map", map([("/1", nil), ("/2", day(0)), ("/1", nil)]))
    try write()
    #expect(try workspace.runWeb().read == [2, 0, 0])
    #expect(try workspace.numbers() == ["\(site.url("/1")) 1", "\(site.url("/2")) 2"])
    #expect(try workspace.query("SELECT DISTINCT via FROM capture") == ["sitemap"])
    let count = site.server.requests.count
    #expect(try workspace.runWeb().read == [2, 0, 0] && site.server.requests.count == count)
  }

  @Test func `an index leads to sitemaps, and those that are gzip are read`() throws {
    for number in 1...4 { site.put("/\(number)", WebText.page(number)) }
    put("/map", index(["/a.xml", "/b.xml.gz", "/map", "/gone.xml"]))
    put("/a.xml", map([("/1", nil), ("/2", nil)]))
    site.put("/b.xml.gz", try gzip(map([("/3", nil), ("/4", nil)])), type: "application/gzip")
    try write()
    #expect(try workspace.runWeb().read == [4, 0, 1])
    #expect(try workspace.openRejects() == ["\(site.url("/gone.xml")) | bad_status"])
    #expect(try workspace.numbers().count == 4)
  }

  @Test func `a new page of a sitemap is found although its index is the same`() throws {
    for number in 1...3 { site.put("/\(number)", WebText.page(number)) }
    put("/map", index(["/a.xml"]))
    put("/a.xml", map([("/1", nil)]))
    try write()
    try workspace.runWeb()
    for number in 2...3 {
      put("/a.xml", map((1...number).map { ("/\($0)", nil) }))
      try workspace.makeDue()
      try workspace.runWeb()
      #expect(try workspace.numbers().count == number)
    }
    // The index has no news of its own, but those of its sitemaps.
    #expect(
      try workspace.query(
        "SELECT interval_s <= 1800 FROM pipeline_address WHERE url LIKE '%/map'") == ["1"])
  }

  @Test func `indexes lead on three times at most`() throws {
    for level in 0..<6 {
      put(level == 0 ? "/map" : "/map\(level)", index(["/map\(level + 1)"]))
    }
    try write()
    try workspace.runWeb()
    #expect(site.requests() == ["/map", "/map1", "/map2", "/map3"])
  }

  @Test func `pages that were changed long ago are left out`() throws {
    for number in 1...4 { site.put("/\(number)", WebText.page(number)) }
    put(
      "/map",
      map([("/1", day(1)), ("/2", day(30)), ("/3", nil), ("/4", day(1) + "T10:00:00+03:00")]))
    try write("max_age: 7d")
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(site.requests().sorted() == ["/1", "/3", "/4", "/map"])
  }

  @Test func `a page that was changed is asked for again`() throws {
    for number in 1...2 { site.put("/\(number)", WebText.page(number)) }
    put("/map", map([("/1", day(3)), ("/2", day(3))]))
    try write()
    try workspace.runWeb()
    site.put("/2", WebText.page(7))
    put("/map", map([("/1", day(3)), ("/2", day(0))]))
    try workspace.makeDue()
    let count = site.server.requests.count
    try workspace.runWeb()
    #expect(site.requests(after: count) == ["/map if changed", "/2 if changed"])
    #expect(try workspace.numbers() == ["\(site.url("/1")) 1", "\(site.url("/2")) 7"])
  }

  @Test func `a title of the news extension is kept, what is no sitemap is a reject`() throws {
    site.put("/1", "<html><body><article>\(WebText.paragraphs(1))</article></body></html>")
    put(
      "/map",
      """
      <urlset \(Self.namespace) xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url>
      <loc>\(site.url("/1"))</loc><n:news><n:publication_date>2026-03-01T10:00:00Z</n:publication_date>
      <n:title>افتتاح السد</n:title></n:news></url></urlset>
      """)
    put("/none", WebText.page(1))
    try workspace.writeWeb("sitemap", [site.url("/map"), site.url("/none")])
    #expect(try workspace.runWeb().read == [1, 0, 1])
    #expect(
      try workspace.query("SELECT title, published_on FROM articles") == [
        "افتتاح السد | 2026-03-01"
      ])
    #expect(try workspace.openRejects() == ["\(site.url("/none")) | bad_feed"])
  }
}
