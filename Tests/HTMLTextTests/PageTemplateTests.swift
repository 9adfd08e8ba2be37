import ETLModel
import HTMLText
import Testing

/// The layouts in which Arabic news comes, around a long article and around a brief: what is kept
/// is the article, whatever its elements are called.
struct PageTemplateTests {
  /// A page around paragraphs.
  struct Template: Sendable, CustomTestStringConvertible {
    let name: String
    let page: @Sendable (_ title: String, _ paragraphs: [String]) -> String
    var testDescription: String { name }
  }

  static let title = "الوزارة تفتتح أربع محطات جديدة لمعالجة المياه في الشمال"
  static let long = [
    "افتتحت وزارة المياه، يوم الثلاثاء، أربع محطات جديدة لمعالجة المياه في القرى الشمالية، بعد عامين من العمل فيها.",
    "وقال الوزير خلال حفل الافتتاح إن المحطات ستخدم نحو ستين ألف نسمة، وإن تشغيلها سيكون بأيدي مهندسين من أبناء المنطقة.",
    "وأوضح مدير المشروع أن كلفة المحطات بلغت ثمانين مليون دينار، مولت الدولة نصفها، فيما جاء الباقي من قروض ميسرة.",
    "وأضاف أن المرحلة الثانية من المشروع تشمل مد شبكة أنابيب بطول مئة كيلومتر، ويتوقع أن تنتهي في الربيع المقبل.",
    "من جهتهم، عبر سكان القرى عن ارتياحهم للخطوة، مشيرين إلى أنهم كانوا يشترون المياه من الصهاريج منذ سنوات طويلة.",
    "ويذكر أن المنطقة شهدت خلال الأعوام الماضية تراجعا في منسوب الآبار، ما دفع كثيرا من المزارعين إلى ترك حقولهم.",
  ]
  static let brief = Array(long.prefix(2))

  private static let menu = [
    "الرئيسية", "محليات", "سياسة", "اقتصاد", "رياضة", "ثقافة", "منوعات", "مقالات", "فيديو", "صور",
  ]
  private static let headlines = [
    "نادي الساحل يتعاقد مع مدرب جديد لموسمين", "ارتفاع أسعار الخضار في أسواق العاصمة",
    "معرض الكتاب يستقبل زواره حتى نهاية الشهر", "وصول أول دفعة من القطارات الكهربائية",
    "باحثون يكتشفون نقوشا قديمة قرب الوادي", "البلدية تغلق ثلاثة مطاعم مخالفة",
    "أمطار متوقعة على المرتفعات مساء الغد", "مهرجان التمور ينطلق الأسبوع المقبل",
  ]

  private static func list(_ entries: [String]) -> String {
    "<ul>" + entries.map { "<li><a href=/x>\($0)</a></li>" }.joined() + "</ul>"
  }

  private static func joined(_ paragraphs: [String], _ before: String, _ after: String) -> String {
    paragraphs.map { before + $0 + after }.joined()
  }

  /// A page with a menu above `content`.
  private static func page(_ content: String) -> String {
    """
    <html lang=ar><head><title>\(title)</title></head><body>\(list(menu))
    \(content)</body></html>
    """
  }

  /// The title and paragraphs below it.
  private static func story(_ paragraphs: [String]) -> String {
    "<h1>\(title)</h1><div class=text>\(joined(paragraphs, "<p>", "</p>"))</div>"
  }

  static let templates: [Template] = [
    Template(name: "weblog") { title, paragraphs in
      """
      <html lang="ar" dir="rtl"><head><title>\(title) - صحيفة النور</title></head><body>
      <header class="site-header"><nav>\(list(menu))</nav></header><main><article class="post">
      <h1 class="entry-title">\(title)</h1><div class="entry-content">
      \(joined(paragraphs, "<p>", "</p>"))</div></article></main>
      <aside class="sidebar"><h3>الأكثر قراءة</h3>\(list(headlines))</aside>
      <footer class="footer">جميع الحقوق محفوظة لصحيفة النور</footer></body></html>
      """
    },
    Template(name: "tables") { title, paragraphs in
      """
      <html><head><title>النور :: \(title)</title></head><body><table><tr><td width=150>
      \(menu.map { "<a href=/x>\($0)</a>" }.joined(separator: "<br>"))</td><td><table><tr><td>
      <font size=5><b>\(title)</b></font></td></tr><tr><td><font size=4>
      \(paragraphs.joined(separator: "<br><br>"))</font></td></tr></table></td><td>
      \(headlines.map { "<a href=/x>\($0)</a>" }.joined(separator: "<br>"))</td></tr></table>
      """
    },
    Template(name: "single line breaks") { title, paragraphs in
      """
      <html dir=rtl><head><title>\(title)</title></head><body><div class="header">\(list(menu))
      </div><div class="news-details"><h2>\(title)</h2><div class="details-text">
      \(paragraphs.joined(separator: "<br>"))</div></div><div class="more-news"><h3>أخبار أخرى</h3>
      \(list(headlines))</div><div id=footer>سياسة الخصوصية | اتصل بنا</div></body></html>
      """
    },
    Template(name: "nameless divisions") { title, paragraphs in
      """
      <html lang=ar><head><title>\(title)</title></head><body><div class=x1>\(list(menu))</div>
      <div class=c7><div class=c8>\(title)</div><div class=c10>
      \(joined(paragraphs, "<div>", "</div>"))</div></div><div class=k2>
      \(joined(headlines, "<div class=k4><a href=/x>", "</a></div>"))</div></body></html>
      """
    },
  ]

  @Test(arguments: templates)
  func `a long article is kept whole and alone`(_ template: Template) throws {
    try check(template, Self.long)
  }

  @Test(arguments: templates)
  func `a brief is kept whole and alone`(_ template: Template) throws {
    try check(template, Self.brief)
  }

  @Test(arguments: ["<h1>آخر الأخبار</h1>", "<h2>محليات</h2>", ""])
  func `a list of stories is no article`(_ label: String) throws {
    let cards = zip(Self.headlines, Self.long + Self.brief).map { headline, lead in
      "<div class=item><a href=/x><h3>\(headline)</h3></a><p>\(lead.prefix(80))...</p></div>"
    }
    let html = """
      <html lang=ar><head><title>صحيفة النور</title></head><body><header>\(Self.list(Self.menu))
      </header><main>\(label)\((cards + cards.reversed()).joined())</main>
      <footer>جميع الحقوق محفوظة لصحيفة النور</footer></body></html>
      """
    let error = #expect(throws: CleaningError.self) { try cleanPage(html) }
    #expect(error?.reason == .notAnArticle)
  }

  @Test(arguments: [
    ("a place that closes itself", "<a name='top'/><div id='root'/>"),
    ("a link that is never closed", "<div><a href='/top'>"),
    ("a link around a block that is never closed", "<a href='/top'><div>أعلى الصفحة</div>"),
    ("a link with no other before the text", ""),
  ])
  func `no link reaches beyond the next one`(_ kind: String, _ opening: String) throws {
    let html = """
      <html lang=ar><head><title>\(Self.title)</title></head><body>\(opening)
      <div class=menu>\(Self.list(Self.menu))</div><a href='/3'>محليات
      <div class=news><h1>\(Self.title)</h1><div class=text>
      \(Self.joined(Self.long, "<p>", "</p>"))</div></div><div>\(Self.list(Self.headlines))</div>
      """
    let body = try cleanPage(html).bodyText
    for paragraph in Self.long { #expect(body.contains(paragraph), "\(kind)") }
    for headline in Self.headlines { #expect(!body.contains(headline), "\(kind)") }
  }

  @Test func `the next article of an endless page is another`() throws {
    let other = [
      "أعلنت إدارة النادي، مساء الخميس، التعاقد مع مدرب جديد لموسمين، خلفا لمدربه السابق الذي رحل.",
      "وقال رئيس النادي إن المدرب سيبدأ عمله مطلع الأسبوع المقبل، بعد أن وقع عقده أمام الصحفيين.",
    ]
    let articles = [(Self.title, Self.long), ("نادي الساحل يتعاقد مع مدرب جديد لموسمين", other)]
      .map { title, paragraphs in
        """
        <article class=story><header><h1>\(title)</h1></header><div class=text>
        \(Self.joined(paragraphs, "<p>", "</p>"))</div></article>
        """
      }
    let html = Self.page("<main>\(articles.joined())</main>")
    #expect(try cleanPage(html).bodyText == Self.long.joined(separator: "\n\n"))
  }

  @Test(arguments: ["style='display: none'", "hidden"])
  func `a closed tab is no part of the article`(_ attribute: String) throws {
    let translation = [
      "The ministry opened four new stations on Tuesday after two years of work in the north.",
      "The minister said that the stations serve sixty thousand people and more to come.",
    ]
    let html = Self.page(
      Self.story(Self.long)
        + "<div class=text \(attribute)>\(Self.joined(translation, "<p>", "</p>"))</div>")
    #expect(try cleanPage(html).bodyText == Self.long.joined(separator: "\n\n"))
    let only = html.replacing("<div class=text>", with: "<div class=text \(attribute)>")
    #expect(try cleanPage(only).bodyText.contains(Self.long[0]))
  }

  @Test func `what a script would have filled is no text`() throws {
    let places = [
      "{{ article.status === 'published' ? 'تم نشر هذا الخبر في الموقع' : 'لم ينشر هذا الخبر بعد' }}",
      "{{ article.lead }}",
    ]
    let document = try cleanPage(Self.page(Self.story([places[0]] + Self.long + [places[1]])))
    #expect(document.bodyText == Self.long.joined(separator: "\n\n"))
    for place in places { #expect(document.hasResidue("markup.template", place)) }
  }

  @Test func `rules of a forum below the text leave it`() throws {
    let rules = [
      "يرحب الموقع بالنقاش، ويرجى قراءة الإرشادات حتى لا نضطر إلى مراجعة التعليقات قبل نشرها.",
      "الآراء الواردة أدناه لا تعبر عن رأي الموقع، بل عن آراء أصحابها.",
    ]
    let html = Self.page(Self.story(Self.long + rules))
    #expect(try cleanPage(html).bodyText == Self.long.joined(separator: "\n\n"))
  }

  private func check(_ template: Template, _ paragraphs: [String]) throws {
    let document = try cleanPage(template.page(Self.title, paragraphs))
    #expect(document.title == Self.title)
    let body = document.bodyText
    for paragraph in paragraphs { #expect(body.contains(paragraph)) }
    for headline in Self.headlines { #expect(!body.contains(headline)) }
    #expect(!body.contains("الرئيسية"))
  }
}
