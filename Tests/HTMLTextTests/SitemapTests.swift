import HTMLText
import Testing

struct SitemapTests {
  private func read(_ text: String) throws -> Sitemap {
    try Sitemap.read(Array(text.utf8), url: "https://news.example/sitemaps/news.xml")
  }

  @Test func `a sitemap of news names titles and times`() throws {
    let sitemap = try read(FeedFixtures.newsSitemap)
    #expect(!sitemap.isDamaged)
    #expect(sitemap.children.isEmpty)
    let entry = sitemap.entries[0]
    #expect(entry.url == "https://news.example/1?a=1&b=2")
    #expect(entry.lastModified == "2024-03-04")
    #expect(entry.title == "افتتاح \"المكتبة\"")
    #expect(entry.published == "2024-03-04T09:30:00Z")
    #expect(entry.publisher == "صحيفة الميناء")
    #expect(entry.language == "ar")
    #expect(sitemap.entries.count == 2)
    #expect(sitemap.entries[1].url == "https://news.example/%D8%AE%D8%A8%D8%B1/2")
    #expect(sitemap.entries[1].title == nil)
  }

  @Test func `an index lists sitemaps`() throws {
    let sitemap = try read(
      """
      <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://news.example/a.xml.gz</loc><lastmod>2024-03-04</lastmod></sitemap>
      <sitemap><loc>b.xml</loc></sitemap></sitemapindex>
      """)
    #expect(sitemap.entries.isEmpty)
    #expect(
      sitemap.children == [
        .init(url: "https://news.example/a.xml.gz", lastModified: "2024-03-04"),
        .init(url: "https://news.example/sitemaps/b.xml"),
      ])
  }

  @Test(arguments: [
    "https://a.example/1\nhttps://a.example/2\n",
    "\u{FEFF}https://a.example/1\r\n\r\n  https://a.example/2",
  ])
  func `a list of addresses is a sitemap`(_ text: String) throws {
    let sitemap = try read(text)
    #expect(sitemap.entries.map(\.url) == ["https://a.example/1", "https://a.example/2"])
    #expect(!sitemap.isDamaged)
  }

  @Test(arguments: [
    "<urlset><url><loc>https://a.example/1<lastmod>x</lastmod></url><url><loc>https://a.example/2",
    "<urlset><url><loc>https://a.example/1</loc><url><loc>https://a.example/2</loc></url></urlset>",
    "<urlset><url><loc>https://a.example/1</loc></url><url><loc>mailto:a@a.example</loc></url>"
      + "<url><lastmod>x</lastmod></url><url><loc>https://a.example/2</loc></url></urlset>",
    "https://a.example/1\nnothing\nhttps://a.example/2",
  ])
  func `damage is said and costs at most what it touches`(_ text: String) throws {
    let sitemap = try read(text)
    #expect(sitemap.entries.map(\.url) == ["https://a.example/1", "https://a.example/2"])
    #expect(sitemap.isDamaged)
  }

  @Test(arguments: [
    ("", FeedError.empty), ("\n", .empty),
    ("<html><loc>https://a.example</loc></html>", .notASitemap),
    (FeedFixtures.rdf, .notASitemap), ("{}", .notASitemap), ("User-agent: *", .notASitemap),
    ("<urlset>" + String(repeating: "<a>", count: 1_000), .tooDeep),
  ])
  func `what is no sitemap is refused`(_ text: String, _ expected: FeedError) {
    #expect(throws: expected) { try read(text) }
  }

  @Test func `entries beyond the limit are left out`() throws {
    let count = Sitemap.maximumEntryCount + 5
    let entry = "<url><loc>http://a.example/</loc></url>"
    let xml = try read("<urlset>" + String(repeating: entry, count: count) + "</urlset>")
    #expect(xml.entries.count == Sitemap.maximumEntryCount)
    let lines = try read(String(repeating: "http://a.example/\n", count: count))
    #expect(lines.entries.count == Sitemap.maximumEntryCount)
  }
}
