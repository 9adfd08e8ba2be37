import ETLModel
import HTMLText
import Testing

private let first =
  "أعلنت بلدية مدينة النور اليوم الأحد افتتاح الجسر الجديد بعد عامين من العمل، وسط حضور كبير."
private let second =
  "وقال رئيس البلدية سامر الحداد إن الجسر سيخدم أكثر من خمسين ألف مسافر كل يوم، وإنه آمن."
private let third =
  "وأضاف الحداد أن الأشغال انتهت قبل موعدها بشهرين كاملين، رغم صعوبة الطقس في الشتاء."

private let page = """
  <!DOCTYPE html><html lang="ar"><head><title>افتتاح الجسر الجديد - صحيفة النور</title>
  <meta property="og:site_name" content="صحيفة النور">
  <meta property="article:section" content="محليات">
  <meta property="article:published_time" content="2024-05-03T10:00:00+03:00">
  <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
  {"@type":"Person","@id":"#p1","name":"ليلى مراد"},
  {"@type":"NewsArticle","headline":"افتتاح الجسر الجديد","author":{"@id":"#p1"},
  "datePublished":"2024-05-03T10:00:00+03:00"}]}</script>
  <style>p { color: red }</style></head><body>
  <nav class="menu"><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">رياضة</a></li></ul></nav>
  <article><h1>افتتاح الجسر الجديد</h1><div class="byline">ليلى مراد</div>
  <div class="article-body"><p>\(first)</p><h2>رئيس البلدية</h2><p>\(second)</p>
  <figure><img src="a.jpg"><figcaption>الجسر عند الغروب</figcaption></figure>
  <ul><li>طول الجسر كيلومتر واحد، وعرضه عشرون مترا كاملا.</li></ul><p>\(third)</p></div>
  <div class="share-buttons"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div></article>
  <aside class="related"><h3>مواضيع ذات صلة</h3><a href="/x">خبر آخر عن الطرق في المدينة</a></aside>
  <footer>جميع الحقوق محفوظة لصحيفة النور</footer><script>var a = "<p>نص</p>"</script></body></html>
  """

struct PageCleaningTests {
  @Test func `the paragraphs of an article are its body`() throws {
    let document = try cleanPage(page)
    #expect(
      document.bodyText == """
        \(first)

        رئيس البلدية

        \(second)

        - طول الجسر كيلومتر واحد، وعرضه عشرون مترا كاملا.

        \(third)
        """)
  }

  @Test func `title, author, section, language and date come from the metadata`() throws {
    let document = try cleanPage(page)
    #expect(document.title == "افتتاح الجسر الجديد")
    #expect(document.byline == "ليلى مراد")
    #expect(document.section == "محليات")
    #expect(document.language == "ar")
    #expect(document.publication.on == "2024-05-03")
    #expect(document.publication.at == "2024-05-03T07:00:00Z")
    #expect(document.publication.origin == "json_ld")
  }

  @Test func `residue is named by kind and rule`() throws {
    let document = try cleanPage(page)
    #expect(document.hasResidue("caption.figure", "الجسر عند الغروب"), "\(document.residueLines)")
    #expect(document.hasResidue("navigation.nav", "رياضة"))
    #expect(document.hasResidue("title.given", "افتتاح الجسر الجديد"))
    #expect(document.residue.contains { $0.kind == .related })
    #expect(document.residue.contains { $0.kind == .share })
    #expect(!document.residue.contains { $0.text.contains("var a") })
  }

  @Test func `nothing leaves a page when residue stays`() throws {
    var options = ArticleCleaner.Options()
    options.removesResidue = false
    let document = try ArticleCleaner(options: options).clean(rawArticle(.html(Array(page.utf8))))
    #expect(document.residue.isEmpty)
    #expect(document.bodyText.contains("الرئيسية"))
    #expect(document.bodyText.contains("جميع الحقوق محفوظة"))
  }

  @Test func `a fragment without a page around it is text`() throws {
    let document = try cleanPage("<p>\(first)</p><p>\(second)</p>")
    #expect(document.bodyText == "\(first)\n\n\(second)")
    #expect(try cleanPage("سطر واحد من النص").bodyText == "سطر واحد من النص")
  }

  @Test func `two line breaks part paragraphs, one breaks a line`() throws {
    let document = try cleanPage("<div>\(first)<br>\(second)<br><br>\(third)</div>")
    #expect(document.bodyText == "\(first)\n\(second)\n\n\(third)")
  }

  @Test func `inline elements part no words, blocks do`() throws {
    let html = "<p>قا<b>ل</b> ال<span>وزير</span> نعم.</p><div>ثم<div>غادر</div>المكان.</div>"
    #expect(try cleanPage(html).bodyText == "قال الوزير نعم.\n\nثم\n\nغادر\n\nالمكان.")
  }

  @Test(arguments: [
    ("a < b و ٣ <٤", "a < b و ٣ <٤"),
    ("x &lt;y&gt; &amp; &nbsp;z &#1575; &quot;", "x <y> & z ا \""),
    ("ثمن &#146;&#128;&#133;", "ثمن ’€…"),
    ("قبل<!-- تعليق -->بعد", "قبلبعد"),
    ("قبل<!-- تعليق بلا نهاية> بعد", "قبل بعد"),
    ("قبل<script>x</script>بعد<script>y", "قبلبعدy"),
    ("<![CDATA[نص]]>", "نص]]>"),
    ("قبل</html>بعد", "قبلبعد"),
    ("<svg/>نص<svg></svg>", "نص"),
    ("<P CLASS=Article>نص", "نص"),
    (
      "<a href='x\"y' title=\"<p>\">رابط في النص</a> كاف لأن يبقى مع النص",
      "رابط في النص كاف لأن يبقى مع النص"
    ),
  ])
  func `odd markup loses no text`(_ html: String, _ expected: String) throws {
    #expect(try cleanPage(html).bodyText == expected)
  }

  @Test func `a NUL is replaced and ends nothing`() throws {
    #expect(try cleanPage("كلمة\u{0}كلمة").body == Array("كلمة\u{FFFD}كلمة".utf8))
  }

  @Test(arguments: [
    ("<title>خبر عن الجسر الجديد | موقع النور</title>", "خبر عن الجسر الجديد"),
    (
      "<title>خبر - عن - الجسر - النور</title><meta property='og:site_name' content='النور'>",
      "خبر - عن - الجسر"
    ),
    ("<meta property='og:title' content='خبر الجسر'><h1>خبر الجسر</h1>", "خبر الجسر"),
    ("<h1>خبر الجسر الجديد في المدينة</h1>", "خبر الجسر الجديد في المدينة"),
  ])
  func `a title loses the name of its site`(_ html: String, _ title: String) throws {
    #expect(try cleanPage("\(html)<p>\(first)</p>").title == title)
  }

  @Test func `an organization or an address is no author`() throws {
    let data = """
      <script type="application/ld+json">[{"@type":["NewsArticle"],"author":[
      {"@type":"Organization","name":"صحيفة النور"},{"@type":"Person","name":"سامر حداد"}]}]</script>
      <meta name="author" content="https://example.com/writer">
      """
    #expect(try cleanPage("\(data)<p>\(first)</p>").byline == "سامر حداد")
    let address = "<meta name=\"author\" content=\"https://example.com/writer\">"
    #expect(try cleanPage("\(address)<p>\(first)</p>").byline == nil)
  }

  @Test func `author and date are read where readers see them`() throws {
    let document = try cleanPage(
      "<h1>افتتاح الجسر الجديد</h1><div>كتبت - ليلى مراد</div><div class=\"date\">الأحد 5 مارس 2023</div>"
        + "<p>\(first)</p><p>\(second)</p>")
    #expect(document.byline == "ليلى مراد")
    #expect(document.publication.on == "2023-03-05")
    #expect(document.publication.origin == "text")
  }

  @Test func `references in JSON are decoded`() throws {
    let data = "{\"@type\":\"Article\",\"headline\":\"جسر &amp; طريق &#8220;آمن&#x201D;\"}"
    let html = "<script type=\"application/ld+json\">\(data)</script><p>\(first)</p>"
    #expect(try cleanPage(html).title == "جسر & طريق “آمن”")
  }

  @Test func `a page that its scripts build gives the text of its data`() throws {
    let data = "{\"@type\":\"NewsArticle\",\"articleBody\":\"\(first)\\n\(second)\"}"
    let html = "<html><script type=\"application/ld+json\">\(data)</script></html>"
    #expect(try cleanPage(html).bodyText == "\(first)\n\(second)")
  }

  @Test func `the same page gives the same document on many threads`() async throws {
    let expected = try cleanPage(page)
    try await withThrowingTaskGroup(of: Document.self) { group in
      for _ in 0..<16 { group.addTask { try cleanPage(page) } }
      for try await document in group { #expect(document == expected) }
    }
  }
}
