import Testing

@testable import HTMLText

/// What the parser behind feeds and sitemaps is given, is kept from, and recovers from.
struct FeedParserTests {
  private static func read(_ text: String) throws -> Feed {
    try Feed.read(Array(text.utf8), mediaType: nil, url: FeedFixtures.address)
  }

  private static func items(_ count: Int, _ fields: String = "") -> String {
    (0..<count).map { "<item><guid>\($0)</guid>\(fields)</item>" }.joined()
  }

  @Test(arguments: [
    ("<?xml version='1.0' encoding='utf-16'?>\n<a>ن</a>", "\n<a>ن</a>"),
    ("<!DOCTYPE a [<!ENTITY b \"<c>\"> ] ><a>&b;</a>", "<a>&amp;b;</a>"),
    ("<!doctype html PUBLIC \"-//W3C//DTD\"><a/>", "<a/>"),
    (
      "<a>5 < 7 & &nbsp;&lt;&laquo;&#60;&#x645;>]]></a>",
      "<a>5 &lt; 7 &amp; \u{A0}&#60;«&#60;م&gt;]]&gt;</a>"
    ),
    ("<a b='?c=1&d=\"2\">3'/>", "<a b='?c=1&amp;d=\"2\"&gt;3'/>"),
    ("<a>\u{0}\u{1F}\u{7F}\u{FFFE}\u{FFFF}&#0;&#xFFFF;ن</a>", "<a>ن</a>"),
    ("<a><![CDATA[<b> & &amp; \u{B}]]></a>", "<a><![CDATA[<b> & &amp; ]]></a>"),
    ("<a><!-- <b> -- --><?php x ?></a>", "<a></a>"),
  ])
  func `a text is mended without damage`(_ text: String, _ expected: String) {
    let mended = XMLMender.mended(Array(text.utf8))
    #expect(String(decoding: mended.text, as: UTF8.self) == expected)
    #expect(!mended.isDamaged)
  }

  @Test func `no file is opened whatever names one`() throws {
    let file = "file:///etc/passwd"
    let feed = try Self.read(
      """
      <?xml version="1.0"?><?xml-stylesheet href="\(file)"?>
      <!DOCTYPE rss SYSTEM "\(file)" [<!ENTITY a SYSTEM "\(file)"><!ENTITY % b SYSTEM "\(file)"> %b;
        <!ATTLIST item lang CDATA "&a;">]>
      <rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><!DOCTYPE x [<!ENTITY c SYSTEM "\(file)">]>
      <item><title>&a;%b;&c;<xi:include href="\(file)" parse="text"/></title><link>?&a;</link></item>
      </channel></rss>
      """)
    #expect(feed.items.map(\.title) == ["&a;%b;&c;"])
    #expect(feed.items.first?.url == FeedFixtures.address + "?&a;")
  }

  @Test(.timeLimit(.minutes(1))) func `no entity multiplies`() throws {
    let entities = (1...40).map { level in
      "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
    }
    let feed = try Self.read(
      "<!DOCTYPE rss [<!ENTITY a0 'x'>\(entities.joined())]>"
        + FeedFixtures.rss("<item guid='&a40;'><title>&a40;</title></item>"))
    #expect(feed.items.map(\.title) == ["&a40;"])
    #expect(!feed.isDamaged)
  }

  @Test(arguments: ["</b>", "</b></i>", "<b>", "<description>", "<title x=1>", "<a/ b>", "<!x>"])
  func `damage in every item costs none`(_ damage: String) throws {
    let feed = try Self.read(FeedFixtures.rss(Self.items(40, damage)))
    #expect(feed.items.map(\.guid) == (0..<40).map(String.init))
    #expect(feed.isDamaged)
  }

  @Test func `where end tags end too much, what precedes is kept`() throws {
    let feed = try Self.read(FeedFixtures.rss(Self.items(1_000, "</b>")))
    #expect((90..<1_000).contains(feed.items.count))
    #expect(feed.isDamaged)
  }

  @Test func `a section may speak of sections`() throws {
    let script = "<script>//<![CDATA[\nf()\n//]]]]><![CDATA[>\n</script>"
    let feed = try Self.read(
      FeedFixtures.rss("<item><content:encoded><![CDATA[\(script)]]></content:encoded></item>"))
    #expect(feed.items.first?.content?.text == "<script>//<![CDATA[\nf()\n//]]>\n</script>")
    #expect(!feed.isDamaged)
  }

  @Test func `references in attributes are decoded once`() throws {
    let link = "<atom:link href='http://a.example/?b=1&amp;amp;c=&quot;&amp;d=2&e=&#38;lt;'/>"
    let feed = try Self.read(FeedFixtures.rss("<item>\(link)</item>"))
    #expect(feed.items.first?.url == "http://a.example/?b=1&amp;c=%22&d=2&e=&lt;")
  }

  @Test(arguments: ["a='1' ", "a ", "a"])
  func `a tag longer than any is cut off`(_ attribute: String) throws {
    let attributes = String(repeating: attribute, count: 100_000)
    let item = "<item><atom:link href='http://a.example/' \(attributes)/></item>"
    let feed = try Self.read(FeedFixtures.rss(item + Self.items(1)))
    #expect(feed.items.map(\.url) == ["http://a.example/", nil])
    #expect(feed.isDamaged)
  }

  @Test func `a text longer than the parser takes at once is whole`() throws {
    let title = String(repeating: "نص طويل; ", count: 20_000) + "آخره"
    let feed = try Self.read(FeedFixtures.rss("<item><title>\(title)</title></item>"))
    #expect(feed.items.first?.title == title)
  }

  @Test func `more names than feeds have are damage`() throws {
    let names = (0..<30_000).map { "<a\($0)/>" }.joined()
    let feed = try Self.read(FeedFixtures.rss(Self.items(2) + names + Self.items(2)))
    #expect(feed.items.count == 2)
    #expect(feed.isDamaged)
  }

  @Test func `a section longer than the parser holds is damage`() throws {
    let long = String(repeating: "ن", count: 6_000_000)
    let feed = try Self.read(
      FeedFixtures.rss(Self.items(2) + "<item><title><![CDATA[\(long)]]></title></item>"))
    #expect(feed.items.prefix(2).map(\.guid) == ["0", "1"])
    #expect(feed.isDamaged)
  }

  @Test func `feeds are read by many threads at once`() async throws {
    let texts = FeedFixtures.feeds.map(\.text) + [FeedFixtures.rss(Self.items(40, "</b>"))]
    let expected = try texts.map(Self.read)
    try await withThrowingTaskGroup(of: (Int, Feed).self) { group in
      for number in 0..<200 {
        group.addTask { (number % texts.count, try Self.read(texts[number % texts.count])) }
      }
      for try await (index, feed) in group { #expect(feed == expected[index]) }
    }
  }

  @Test func `a feed of five megabytes is read`() throws {
    let item = "<title>نص &amp; آخر</title><description><![CDATA[<p>جملة.</p>]]></description>"
    let count = 5_000_000 / item.utf8.count
    let text = FeedFixtures.rss(String(repeating: "<item>\(item)</item>", count: count / 5))
      .replacing("جملة.", with: String(repeating: "جملة طويلة. ", count: 20))
    let clock = ContinuousClock()
    let time = try clock.measure {
      let feed = try Self.read(text)
      #expect(feed.items.count == min(count / 5, Feed.maximumItemCount))
    }
    print("\(text.utf8.count) bytes of a feed read in \(time)")
  }
}
