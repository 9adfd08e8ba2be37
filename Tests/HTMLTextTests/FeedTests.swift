import ETLTestSupport
import Testing

@testable import HTMLText

struct FeedTests {
  private func read(_ text: String, _ mediaType: String? = nil) throws -> Feed {
    try Feed.read(Array(text.utf8), mediaType: mediaType, url: FeedFixtures.address)
  }

  private func item(_ fields: String) throws -> Feed.Item {
    try #require(read(FeedFixtures.rss("<item>\(fields)</item>")).items.first)
  }

  @Test func `RSS of WordPress gives the whole text`() throws {
    let feed = try read(FeedFixtures.wordPress)
    #expect(feed.title == "صحيفة الميناء")
    #expect(feed.language == "ar")
    #expect(feed.timeToLive == 1_800)
    #expect(!feed.isDamaged)
    #expect(
      feed.items.map(\.url) == [
        "https://news.example/2024/library/", "https://news.example/2024/rain/",
      ])
    let first = feed.items[0]
    #expect(first.guid == "https://news.example/?p=17")
    #expect(first.title == "افتتاح “المكتبة” الجديدة – صور")
    #expect(first.author == "ليلى حداد")
    #expect(first.published == "Mon, 04 Mar 2024 09:30:00 +0000")
    #expect(first.content?.text == "<p>قال الوزير: «انتهينا».</p>\n<p>ثم غادر.</p>")
    #expect(first.content?.kind == .full)
    #expect(first.content?.isHTML == true)
    #expect(feed.items[1].title == "أمطار غزيرة على الساحل")
    #expect(feed.items[1].author == "سامر نجار, هدى عيسى")
  }

  @Test func `RSS with nothing but descriptions gives summaries`() throws {
    let feed = try read(FeedFixtures.broadcaster, "text/html")
    #expect(feed.timeToLive == 900)
    #expect(!feed.isDamaged)
    let first = feed.items[0]
    #expect(first.title == "القمة تبدأ غدا في «الدار»")
    #expect(first.url == "https://tv.example/news/1?traffic_source=rss")
    #expect(first.author == "كريم صالح")
    #expect(first.published == "الاثنين 4 مارس 2024")
    #expect(first.content?.text == "تبدأ القمة غدا & تستمر يومين.")
    #expect(first.content?.kind == .summary)
    #expect(first.content?.isHTML == false)
    let second = feed.items[1]
    #expect(second.url == "https://news.example/news/2")
    #expect(second.title == "أسعار القمح")
    #expect(second.published == nil)
    #expect(second.content?.text == "<p>ارتفعت الأسعار</p>")
    #expect(second.content?.isHTML == true)
  }

  @Test func `Atom with XHTML is read`() throws {
    let feed = try read(FeedFixtures.atom)
    #expect(feed.title == "مجلة النهر")
    #expect(feed.language == "ar")
    #expect(!feed.isDamaged)
    let first = feed.items[0]
    #expect(first.guid == "tag:news.example,2024:1")
    #expect(first.url == "https://news.example/%D8%AC%D8%B3%D8%B1/1")
    #expect(first.title == "جسر «السلام» يفتح")
    #expect(first.author == "نور قاسم")
    #expect(first.published == "2024-03-04T10:00:00Z")
    #expect(first.updated == "2024-03-04T10:00:00Z")
    let text = "<div><p dir=\"rtl\">يفتح الجسر &lt; غدا<br>صباحا.</p></div>"
    #expect(first.content?.text == text)
    #expect(first.content?.kind == .full)
    let second = feed.items[1]
    #expect(second.url == "https://other.example/2")
    #expect(second.title == "أ < ب")
    #expect(second.author == "هيئة التحرير")
    #expect(second.published == "2024-03-03T10:00:00Z")
    #expect(second.content == .init(bytes: Array("سطر\nوآخر".utf8), kind: .summary, isHTML: false))
  }

  @Test func `RSS 1.0 keeps its items beside the channel`() throws {
    let feed = try read(FeedFixtures.rdf)
    #expect(feed.title == "وكالة الأفق")
    #expect(feed.language == "ar")
    #expect(feed.items.map(\.url) == ["https://news.example/1", "https://news.example/2b"])
    #expect(feed.items.map(\.guid) == ["https://news.example/1", "https://news.example/2"])
    #expect(feed.items[0].published == "2024-03-04T10:00:00+03:00")
    #expect(feed.items[0].author == "مها")
  }

  @Test func `JSON Feed is read`() throws {
    let feed = try read(FeedFixtures.json)
    #expect(feed.title == "موقع السهل")
    #expect(!feed.isDamaged)
    let first = feed.items[0]
    #expect(first.url == "https://news.example/1")
    #expect(first.title == "حصاد \"الزيتون\"")
    #expect(first.author == "رنا, وليد")
    #expect(first.content?.isHTML == true)
    let second = feed.items[1]
    #expect(second.guid == "2")
    #expect(second.url == "https://other.example/2")
    #expect(second.author == "التحرير")
    #expect(second.published == "2024-03-04T12:00:00Z")
    #expect(second.content == .init(bytes: Array("سطر\nوآخر".utf8), kind: .full, isHTML: false))
  }

  @Test func `Atom 0.3 is read`() throws {
    let feed = try read(
      """
      <feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>ع</title>
      <link rel="alternate" type="text/html" href="http://old.example/1"/>
      <issued>2004-03-04</issued><modified>2004-03-05</modified>
      <content type="text/html" mode="escaped">&lt;p&gt;نص&lt;/p&gt;</content></entry></feed>
      """)
    #expect(feed.items[0].published == "2004-03-04")
    #expect(feed.items[0].updated == "2004-03-05")
    #expect(feed.items[0].content?.text == "<p>نص</p>")
    #expect(feed.items[0].content?.isHTML == true)
  }

  @Test(arguments: [
    ("<link>http://a.example/1</link><guid>http://a.example/2</guid>", "http://a.example/1"),
    ("<guid>http://a.example/2</guid>", "http://a.example/2"),
    ("<guid isPermaLink='false'>http://a.example/2</guid>", nil),
    ("<guid>17</guid>", nil),
    ("<link/><guid>http://a.example/2</guid>", "http://a.example/2"),
    ("<link>\n http://a.example/1\n</link>", "http://a.example/1"),
    ("<link>../x y</link>", "https://news.example/x%20y"),
    ("<link>//b.example/1</link>", "https://b.example/1"),
    ("<link>?id=1&amp;a=2</link>", "https://news.example/feeds/all.xml?id=1&a=2"),
    ("<link>?id=1&a=2</link>", "https://news.example/feeds/all.xml?id=1&a=2"),
    ("<link><![CDATA[http://a.example/?a=1&b=2]]></link>", "http://a.example/?a=1&b=2"),
    ("<link>javascript:alert(1)</link>", nil),
    ("<link>ftp://a.example/1</link>", nil),
    ("<link>http://</link>", nil),
    (
      "<link>http://a.example/1</link><feedburner:origLink>http://b.example/1</feedburner:origLink>",
      "http://b.example/1"
    ),
    ("<atom:link href='http://a.example/self' rel='self'/>", nil),
    ("<atom:link href='http://a.example/1'/>", "http://a.example/1"),
  ])
  func `an item leads to its article`(_ fields: String, _ expected: String?) throws {
    #expect(try item(fields).url == expected)
  }

  @Test(arguments: [
    ("<author>a@b.example (سعاد)</author>", "سعاد"),
    ("<author>سعاد &lt;a@b.example&gt;</author>", "سعاد"),
    ("<author>سعاد a@b.example</author>", "سعاد"),
    ("<author>a@b.example</author>", nil),
    ("<author>a@b.example (سعاد)</author><dc:creator>سعاد عمر</dc:creator>", "سعاد عمر"),
    ("<dc:creator>أ</dc:creator><dc:creator>أ</dc:creator><dc:creator>ب</dc:creator>", "أ, ب"),
    ("<dc:creator> </dc:creator>", nil),
    ("<author><name>سعاد</name><email>a@b.example</email></author>", "سعاد"),
  ])
  func `mail addresses are no names`(_ fields: String, _ expected: String?) throws {
    #expect(try item(fields).author == expected)
  }

  @Test(arguments: [
    ("سطر\n  وآخر ", "سطر وآخر"),
    ("&lt;b&gt;عاجل&lt;/b&gt;: نبأ", "عاجل: نبأ"),
    ("نبأ&lt;br/&gt;آخر", "نبأ آخر"),
    ("<b>عاجل</b>: نبأ", "عاجل: نبأ"),
    ("5 &lt; 7 &gt; 3", "5 < 7 > 3"),
    ("&amp;amp; &amp;quot;أ&amp;quot;", "& \"أ\""),
    ("&zwnj;&unknown;&#x645;&#0;&#150;", "\u{200C}&unknown;م–"),
    ("&#99999999999; &#xD800;", "&#99999999999;"),
    ("<![CDATA[أ & ب]]>", "أ & ب"),
    ("أ\u{1}\u{B}ب", "أب"),
    ("<!-- سر -->نبأ<?php x ?>", "نبأ"),
  ])
  func `a title is one line of text`(_ title: String, _ expected: String) throws {
    #expect(try item("<title>\(title)</title>").title == expected)
  }

  @Test(arguments: [
    (
      "<description>نص</description><content:encoded> </content:encoded>", "نص",
      Feed.Content.Kind.summary
    ),
    ("<description><p>نص</p></description>", "<p>نص</p>", .summary),
    ("<content:encoded>نص</content:encoded>", "نص", .full),
    (
      "<description>م</description><x:encoded xmlns:x='http://purl.org/rss/1.0/modules/content/'>ن</x:encoded>",
      "ن", .full
    ),
    ("<media:description>صورة</media:description><description>نص</description>", "نص", .summary),
  ])
  func `the fullest text is taken`(
    _ fields: String, _ expected: String, _ kind: Feed.Content.Kind
  ) throws {
    let content = try item(fields).content
    #expect(content?.text == expected)
    #expect(content?.kind == kind)
  }

  @Test func `the text of other media is no text of an article`() throws {
    let feed = try read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom"><entry>
      <content type="image/png">AAAA</content><summary>موجز</summary></entry></feed>
      """)
    #expect(feed.items[0].content?.text == "موجز")
  }

  @Test(arguments: [
    (
      "<item><title>أ<link>http://a.example/1</link></item><item><title>ب</title></item>",
      ["أ", "ب"]
    ),
    ("<item><title>أ</title><item><title>ب</title></item>", ["أ", "ب"]),
    ("<item><title>أ</titel></item><item><title>ب</title></item>", ["أ", "ب"]),
    (
      "<item><title><![CDATA[أ</title></item><item><title><![CDATA[ب]]></title></item>", ["أ", "ب"]
    ),
    ("<item><title x='1>أ</title></item><item><title>ب</title></item>", ["ب"]),
    ("<item><title>أ</title></b></item><item><title>ب</title></item>", ["أ", "ب"]),
    ("<!-- <item><title>أ</title></item><item><title>ب</title></item>", ["أ", "ب"]),
  ])
  func `damage costs at most what it touches`(_ items: String, _ titles: [String]) throws {
    let feed = try read(FeedFixtures.rss(items))
    #expect(feed.isDamaged)
    #expect(feed.items.compactMap(\.title) == titles)
  }

  @Test(arguments: FeedFixtures.feeds.indices)
  func `what precedes a cut is kept`(_ index: Int) throws {
    let text = FeedFixtures.feeds[index].text
    let whole = try read(text)
    let half = Array(text.utf8).count * 9 / 10
    let cut = String(decoding: Array(text.utf8)[..<half], as: UTF8.self)
    let feed = try read(cut)
    #expect(feed.isDamaged)
    #expect(feed.items.first == whole.items.first)
  }

  @Test func `what a server in trouble prints before a feed is skipped`() throws {
    let feed = try read("<br />\n<b>Warning</b>: x in y<br />\n" + FeedFixtures.broadcaster)
    #expect(feed.items.count == 2)
    #expect(feed.isDamaged)
  }

  @Test(arguments: [
    ("", FeedError.empty), (" \n\u{FEFF}", .notAFeed), ("\u{FEFF} \n", .empty),
    ("<!DOCTYPE html><html><body><rss/></body></html>", .notAFeed),
    ("<note><item/></note>", .notAFeed), ("نص", .notAFeed), ("<", .notAFeed),
    ("<feed xmlns='urn:tanks'><entry/></feed>", .notAFeed),
    ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><x/></rdf:RDF>", .notAFeed),
    (FeedFixtures.newsSitemap, .notAFeed),
    ("{}", .notAFeed), ("{\"items\": []}", .notAFeed), ("[]", .notAFeed),
    ("<rss>" + String(repeating: "<a>", count: 1_000), .tooDeep),
  ])
  func `what is no feed is refused`(_ text: String, _ expected: FeedError) {
    #expect(throws: expected) { try read(text) }
  }

  @Test(arguments: [
    (FeedError.empty, "the answer is empty, where a feed or a sitemap was expected"),
    (.notAFeed, "the text is no feed in RSS, Atom or JSON Feed"),
    (.notASitemap, "the text is no sitemap in XML and no list of addresses"),
    (.tooDeep, "the elements are nested deeper than 128 levels"),
  ])
  func `an error says what is wrong`(_ error: FeedError, _ expected: String) {
    #expect("\(error)" == expected)
  }

  @Test func `an empty feed is a feed`() throws {
    #expect(try read(FeedFixtures.rss("")).items.isEmpty)
  }

  @Test func `declared entities are not expanded and no file is opened`() throws {
    var bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'قنبلة'>"
    for level in 1...30 {
      let last = "&a\(level - 1);"
      bomb += "<!ENTITY a\(level) \"\(String(repeating: last, count: 10))\">"
    }
    bomb += "<!-- ' --><!ENTITY file SYSTEM 'file:///etc/hostname'> ]>"
    let item = "<item><title>أ &a30; &file;</title></item>"
    let feed = try read(bomb + FeedFixtures.rss(item))
    #expect(feed.items.map(\.title) == ["أ &a30; &file;"])
  }

  @Test func `items beyond the limit are left out`() throws {
    let count = Feed.maximumItemCount + 5
    let feed = try read(FeedFixtures.rss(String(repeating: "<item/>", count: count)))
    #expect(feed.items.count == Feed.maximumItemCount)
  }

  @Test(arguments: [
    ("<?xml version=\"1.0\" encoding=\"windows-1256\"?><rss/>", "windows-1256"),
    ("\u{FEFF}<?xml version='1.0' encoding = 'ISO-8859-6' ?>", "ISO-8859-6"),
    ("\n <?xml version='1.0' encoding='utf-8'?>", "utf-8"),
    ("<?xml version='1.0'?><a encoding='x'/>", nil),
    ("<?xml-stylesheet encoding='x'?>", nil),
    ("<?xml version='1.0' encoding='?>", nil),
    ("<?xml version='1.0' encoding=?>", nil), ("<?xml", nil), ("", nil), ("{}", nil),
  ])
  func `the declared encoding is found`(_ text: String, _ expected: String?) {
    #expect(XMLDeclaration.encoding(in: Array(text.utf8)) == expected)
  }

  @Test func `a declaration in UTF-16 is one of UTF-16`() {
    let units = Array("<?xml version='1.0' encoding='utf-8'?>".utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(XMLDeclaration.encoding(in: little) == "utf-16le")
    #expect(XMLDeclaration.encoding(in: [0xFF, 0xFE] + little) == "utf-16le")
    #expect(XMLDeclaration.encoding(in: big) == "utf-16be")
    #expect(XMLDeclaration.encoding(in: [0xFE, 0xFF] + big) == "utf-16be")
  }
}

extension Feed.Content {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
