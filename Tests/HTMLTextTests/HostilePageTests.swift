import ETLModel
import ETLTestSupport
import HTMLText
import Testing

/// Pages that break parsers: none may crash, hang or swallow the text behind it.
struct HostilePageTests {
  static let pages: [(name: String, html: String)] = [
    ("bare less-than signs", repeated("<", 60_000)),
    ("unclosed bold", repeated("<b>", 20_000)),
    ("nested divisions", repeated("<div>", 20_000)),
    ("divisions closed by other tags", repeated("<div>", 5_000) + repeated("</section>", 5_000)),
    ("paragraphs around divisions", repeated("<p><div>", 5_000) + repeated("</p>", 5_000)),
    ("sibling paragraphs", repeated("<p>سطر", 20_000)),
    ("links", repeated("<a href=x>رابط</a> ", 10_000)),
    ("attributes", "<div " + repeated("a='1' class=x ", 30_000) + ">"),
    ("open comments", repeated("<!--", 50_000)),
    ("open scripts", repeated("<script>", 20_000)),
    ("open quotes", repeated("<a href=\">", 20_001)),
    ("end tags without names", repeated("</", 50_000)),
    ("bodies", repeated("<body><html><head>", 10_000)),
    ("forms", repeated("<form>", 10_000)),
    ("lists in lists", repeated("<ul><li>", 10_000)),
    ("tables in tables", repeated("<table><tr><td>", 10_000)),
    ("ampersands", repeated("&", 100_000)),
    ("lists in JSON", "<script type='application/ld+json'>" + repeated("[", 50_000) + "</script>"),
    ("objects in JSON", "<script type=ld+json>" + repeated("{\"author\":", 20_000) + "</script>"),
    ("NUL bytes", repeated("\u{0}", 10_000)),
    ("wide cells", "<table><tr><td colspan=99999999 rowspan=99999999>1</td></tr></table>"),
    ("a long script", "<script>" + repeated("if (a < b) { '<p>' }", 50_000) + "</script>"),
    ("control characters", repeated("\u{1}\u{B}\u{7F}\u{85}", 5_000)),
  ]

  @Test(arguments: pages.indices)
  func `the text behind it is kept`(_ index: Int) throws {
    let word = "الخاتمة"
    let document = try cleanPage(Self.pages[index].html + "<p>جملة بسيطة تقول \(word).</p>")
    let all = document.bodyText + document.residue.map(\.text).joined()
    // An open quotation mark or tag may take the rest with it, as it does in a browser.
    let name = Self.pages[index].name
    #expect(all.contains(word) || name == "open quotes", "\(name)")
  }

  @Test func `a long text is kept whole`() throws {
    let sentence = "جملة أخرى من نص طويل. "
    let document = try cleanPage("<p>" + Self.repeated(sentence, 60_000) + "</p>")
    #expect(document.wordCount == 5 * 60_000)
  }

  @Test func `a text too long for a paragraph leaves the article and is on record`() throws {
    let long = Self.repeated("جملة أخرى من نص طويل. ", 110_000)
    let article = "<article><p>جملة أولى من المقال عن المكتبة.</p><p>جملة ثانية عنها.</p></article>"
    let document = try cleanPage("<div>\(long)</div>" + article)
    #expect(document.residue.contains { $0.rule == "limit.text" })
    #expect(document.body.count < 4_000_000)
  }

  @Test func `references that a page writes itself bring in no text twice`() throws {
    let forged = Self.repeated("&#127;@@@@@", 50)
    let document = try cleanPage("<p>\(forged)جملة بسيطة تقول الكثير.</p><p>\(forged)</p>")
    let all = document.bodyText + document.residue.map(\.text).joined()
    #expect(all.split(separator: "بسيطة", omittingEmptySubsequences: false).count == 2)
    #expect(!all.unicodeScalars.contains("\u{7F}"))
  }

  @Test(arguments: ["&#127;", "&#x7F;", "&#X007f;", "&#127", "&#00127;"])
  func `a reference to the mark of references takes no text with it`(reference: String) throws {
    let first = "جملة بسيطة تقول الكثير عن المدينة وأهلها."
    let second = "وهذه جملة أخرى عن السوق القديم وتجاره."
    let document = try cleanPage("<p>\(reference)\(first)</p><p>9\(reference)= ـ\(second)</p>")
    #expect(document.bodyText == "\(first)\n\n9= \(second)", "\(document.residueLines)")
  }

  @Test func `declared entities are text and do not grow`() throws {
    let bomb = "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    let document = try cleanPage(bomb + "<p>جملة بسيطة &b; تقول الكثير عن المدينة.</p>")
    let all = document.bodyText + document.residue.map(\.text).joined()
    #expect(all.contains("تقول الكثير"))
    #expect(!all.contains("haha"))
  }

  @Test func `deep text counts as text of the deepest element`() throws {
    var options = ArticleCleaner.Options()
    options.maximumDepth = 4
    let html = Self.repeated("<div>", 50) + "نص عميق" + Self.repeated("</div>", 50) + "<p>نص بعده"
    let document = try ArticleCleaner(options: options).clean(rawArticle(.html(Array(html.utf8))))
    #expect(document.bodyText.contains("نص عميق"))
    #expect(document.bodyText.contains("نص بعده"))
  }

  @Test func `any soup of tags gives valid text`() throws {
    let pool = [
      "<p>", "</p>", "<div class='related'>", "</div>", "<a href=x>", "</a>", "<", ">", "&", "\"",
      "<!--", "-->", "<script>", "</script>", "<h1>", "</h1>", "<br>", "نص من كلمات.", "كلمة",
      "<meta name=author content='", "'", "<title>", "</title>", "<svg", "/>", "<table><td>",
      "</table>", "&#x41;", "&#133;", "&#127;", "&#127", "ـ", "\u{0}", "<li>", "<?x", "<![CDATA[",
      "]]>", "\u{202B}",
    ]
    var random = SplitMix64(seed: 3)
    for _ in 0..<600 {
      let parts = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
        pool.randomElement(using: &random)
      }
      let document = try cleanPage(parts.joined())
      #expect(String(validating: document.body, as: UTF8.self) != nil, "seed 3: \(parts)")
      #expect(try cleanPage(parts.joined()) == document)
    }
  }

  @Test func `residue is kept short`() throws {
    let long = Self.repeated("كلمة ", 3_000)
    let document = try cleanPage("<footer>\(long)</footer><article><p>نص المقال.</p></article>")
    #expect(document.residue.allSatisfy { $0.text.unicodeScalars.count <= 2_000 })
    #expect(!document.residue.isEmpty)
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }
}
