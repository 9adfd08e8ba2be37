/// Invented news in the shapes that real sites give their feeds.
enum FeedFixtures {
  static let address = "https://news.example/feeds/all.xml"

  /// WordPress: a summary and the whole text, both as escaped HTML.
  static let wordPress = """
    <?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
    <channel>
      <title>صحيفة الميناء</title>
      <atom:link href="https://news.example/feed/" rel="self" type="application/rss+xml" />
      <link>https://news.example</link>
      <description>أخبار الميناء</description>
      <language>ar</language>
      <sy:updatePeriod>\n\thourly\t</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
      <image><url>https://news.example/logo.png</url><title>شعار</title></image>
      <item>
        <title>افتتاح &#8220;المكتبة&#8221; الجديدة &amp;#8211; صور</title>
        <link>https://news.example/2024/library/</link>
        <dc:creator><![CDATA[ليلى حداد]]></dc:creator>
        <pubDate>Mon, 04 Mar 2024 09:30:00 +0000</pubDate>
        <category><![CDATA[ثقافة]]></category>
        <guid isPermaLink="false">https://news.example/?p=17</guid>
        <description><![CDATA[<p>موجز الخبر [&#8230;]</p>]]></description>
        <content:encoded><![CDATA[<p>قال الوزير: «انتهينا».</p>\n<p>ثم غادر.</p>]]></content:encoded>
      </item>
      <item>
        <title><![CDATA[أمطار <b>غزيرة</b> على الساحل]]></title>
        <link>https://news.example/2024/rain/</link>
        <dc:creator>سامر نجار</dc:creator><dc:creator>هدى عيسى</dc:creator>
        <pubDate>Mon, 04 Mar 2024 08:00:00 +0000</pubDate>
        <guid isPermaLink="false">https://news.example/?p=16</guid>
        <description><![CDATA[أمطار غزيرة]]></description>
        <content:encoded><![CDATA[<p>هطلت الأمطار.</p>]]></content:encoded>
      </item>
    </channel></rss>
    """

  /// A broadcaster: nothing but a description, a guid instead of a link, entities of HTML.
  static let broadcaster = """
    \u{FEFF}
    <?xml version="1.0" encoding="windows-1256"?>
    <rss version="2.0"><channel><title>قناة المدى</title><ttl>15</ttl>
    <language>ar-eg</language>
    <item><title>القمة تبدأ غدا&nbsp;في &laquo;الدار&raquo;</title>
      <guid isPermaLink="true"> https://tv.example/news/1?traffic_source=rss </guid>
      <author>desk@tv.example (كريم صالح)</author>
      <description>تبدأ القمة غدا & تستمر يومين.</description>
      <pubDate>الاثنين 4 مارس 2024</pubDate></item>
    <item><title>أسعار القمح</title><link>/news/2</link><guid>2</guid>
      <description>&lt;p&gt;ارتفعت الأسعار&lt;/p&gt;</description>
      <media:content xmlns:media="http://search.yahoo.com/mrss/" url="https://tv.example/2.jpg">
        <media:title>صورة</media:title></media:content></item>
    </channel></rss>
    """

  /// Drupal: Atom with XHTML, an author of the feed and sources of its own.
  static let atom = """
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar" xml:base="https://news.example/a/">
      <title type="html">مجلة &lt;em&gt;النهر&lt;/em&gt;</title>
      <author><name>هيئة التحرير</name></author>
      <entry>
        <id>tag:news.example,2024:1</id>
        <title type="html">جسر &amp;laquo;السلام&amp;raquo; &lt;b&gt;يفتح&lt;/b&gt;</title>
        <link rel="alternate" type="application/json" href="1.json"/>
        <link rel="enclosure" href="1.mp3"/>
        <link rel="alternate" type="text/html" href="../جسر/1"/>
        <source><title>مصدر آخر</title><id>x</id><updated>1999-01-01</updated></source>
        <updated>2024-03-04T10:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p
          dir="rtl">يفتح الجسر &lt; غدا<br/>صباحا.</p></div></content>
        <author><name>نور قاسم</name><email>nour@news.example</email></author>
      </entry>
      <entry xml:base="https://other.example/">
        <id>tag:news.example,2024:2</id><title>أ &lt; ب</title><link href="2"/>
        <published>2024-03-03T10:00:00Z</published><updated>2024-03-04T11:00:00Z</updated>
        <summary type="text">سطر\nوآخر</summary>
      </entry>
    </feed>
    """

  /// RSS 1.0: the items stand beside the channel.
  static let rdf = """
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://news.example/"><title>وكالة الأفق</title>
      <d:language>ar</d:language>
      <items><rdf:Seq><rdf:li rdf:resource="https://news.example/1"/></rdf:Seq></items></channel>
    <item rdf:about="https://news.example/1"><title>انتخابات بلدية</title>
      <description>تجري الانتخابات الأحد.</description><d:date>2024-03-04T10:00:00+03:00</d:date>
      <d:creator>مها</d:creator></item>
    <item rdf:about="https://news.example/2"><title>مباراة</title>
      <link>https://news.example/2b</link></item>
    </rdf:RDF>
    """

  static let json = """
    {"version": "https://jsonfeed.org/version/1.1", "title": "موقع السهل", "language": "ar",
     "authors": [{"name": "التحرير"}],
     "items": [
      {"id": "1", "url": "/1", "title": "حصاد &quot;الزيتون&quot;", "content_html": "<p>بدأ الحصاد.</p>",
       "date_published": "2024-03-04T10:00:00Z", "authors": [{"name": "رنا"}, {"name": "وليد"}]},
      {"id": 2, "external_url": "https://other.example/2", "content_text": "سطر\\nوآخر",
       "date_modified": "2024-03-04T12:00:00Z"}]}
    """

  static let newsSitemap = """
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc>https://news.example/1?a=1&amp;b=2</loc><lastmod>2024-03-04</lastmod>
      <news:news><news:publication><news:name>صحيفة الميناء</news:name>
        <news:language>ar</news:language></news:publication>
        <news:publication_date>2024-03-04T09:30:00Z</news:publication_date>
        <news:title>افتتاح &quot;المكتبة&quot;</news:title></news:news>
      <image:image><image:loc>https://news.example/1.jpg</image:loc></image:image></url>
    <url><loc>
      https://news.example/خبر/2 </loc></url>
    </urlset>
    """

  static let feeds: [(name: String, text: String)] = [
    ("WordPress", wordPress), ("broadcaster", broadcaster), ("Atom", atom), ("RDF", rdf),
    ("JSON", json),
  ]

  /// A feed of RSS around `items`.
  static func rss(_ items: String) -> String {
    "<rss version=\"2.0\"><channel><title>ت</title>\(items)</channel></rss>"
  }
}
