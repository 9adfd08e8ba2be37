import ETLModel
import Testing

@testable import HTMLText

struct TitleTests {
  private static let story = """
    <p>قرر مجلس المدينة يوم الاثنين إعادة بناء الجسر القديم فوق النهر قبل حلول الشتاء، كما أعلن \
    رئيس البلدية للصحفيين مساء اليوم نفسه.</p>
    <p>وستستغرق الأعمال عامين كاملين بتكلفة تقل عما كان متوقعا في البداية، بينما تواصل العبارة نقل \
    الناس والبضائع بين الضفتين في كل الأوقات.</p>
    """

  private static func card(_ title: String) -> String {
    "<meta property=\"og:title\" content=\"\(title)\">"
  }

  private static func tab(_ title: String) -> String { "<title>\(title)</title>" }

  @Test(
    arguments: [
      // the name of the site at either end
      (tab("المدينة تعيد بناء الجسر | النهر نت"), "المدينة تعيد بناء الجسر"),
      (tab("المدينة تعيد بناء الجسر - Harbour News عربي"), "المدينة تعيد بناء الجسر"),
      (tab("المدينة تعيد بناء الجسر – صحيفة النهر"), "المدينة تعيد بناء الجسر"),
      (tab("المدينة تعيد بناء الجسر • النهر"), "المدينة تعيد بناء الجسر"),
      (tab("المدينة تعيد بناء الجسر | أخبار | النهر"), "المدينة تعيد بناء الجسر"),
      (
        "<meta property=\"og:site_name\" content=\"النهر\">"
          + tab("النهر - المدينة تعيد بناء الجسر"),
        "المدينة تعيد بناء الجسر"
      ),
      // the heading that the others repeat
      (
        tab("المدينة تعيد بناء الجسر | النهر") + "<h1>المدينة تعيد بناء «الجسر»</h1>",
        "المدينة تعيد بناء «الجسر»"
      ),
      (
        card("المدينة تعيد بناء الجسر")
          + "<h1>صحيفة النهر اليومية</h1><h1>المدينة تعيد بناء الجسر</h1>",
        "المدينة تعيد بناء الجسر"
      ),
      // a heading that is the site's
      (
        tab("المدينة تعيد بناء الجسر القديم — أخبار النهر الكبير اليوم")
          + "<h1>أخبار النهر الكبير اليوم</h1>",
        "المدينة تعيد بناء الجسر القديم"
      ),
      // a kicker in the heading
      (
        card("المدينة تعيد بناء الجسر") + tab("المدينة تعيد بناء الجسر | النهر")
          + "<h1><span>شؤون محلية</span> المدينة تعيد بناء الجسر</h1>",
        "المدينة تعيد بناء الجسر"
      ),
      // a dash that is part of the title
      (
        card("بعد عامين - المدينة تعيد بناء الجسر القديم")
          + "<h1>بعد عامين - المدينة تعيد بناء الجسر القديم</h1>",
        "بعد عامين - المدينة تعيد بناء الجسر القديم"
      ),
      // a line that the page's title contains, with neither dash nor heading
      (
        tab("ونن : المدينة تعيد بناء الجسر القديم 03/05/2024")
          + "<div>المدينة تعيد بناء الجسر القديم</div>",
        "المدينة تعيد بناء الجسر القديم"
      ),
      // references written twice
      ("<h1>الجسر &amp;amp; الطريق في المدينة</h1>", "الجسر & الطريق في المدينة"),
      (card("الجسر &amp;quot;القديم&amp;quot; في المدينة"), "الجسر \"القديم\" في المدينة"),
      ("", nil),
    ] as [(String, String?)])
  func `the title is what heading and metadata agree on`(_ head: String, _ title: String?) throws {
    #expect(try cleanPage(head + Self.story).title == title)
  }

  @Test func `a heading with its kicker leaves the body`() throws {
    let html =
      Self.card("المدينة تعيد بناء الجسر") + Self.tab("المدينة تعيد بناء الجسر | النهر")
      + "<h1>شؤون محلية المدينة تعيد بناء الجسر</h1>" + Self.story
    #expect(!(try cleanPage(html).bodyText.contains("شؤون محلية")))
  }

  @Test func `a title of endless parts is none`() throws {
    let endless = String(repeating: "جسر - ", count: 20_000)
    let html = Self.tab(endless) + "<h1>المدينة تعيد بناء الجسر</h1>" + Self.story
    #expect(try cleanPage(html).title == "المدينة تعيد بناء الجسر")
  }
}
