import ETLModel
import ETLTestSupport
import Testing

@testable import HTMLReport

struct ArticleViewTests {
  private func html(_ article: ReportArticle) -> String {
    ArticleView(article, id: "a1").markup(isOpen: true).html
  }

  private func quoted() -> ReportArticle {
    var article = ReportArticle(input: "in", externalID: "a.txt", body: "قال سالم: نعم.")
    article.sentences = [.init(number: 4, range: 0..<14)]
    var quote = ReportQuote(
      number: 2, kind: "direct", content: "نعم", range: 10..<13, rule: "verb-colon",
      confidence: 0.755)
    quote.cue = "قال"
    quote.cueRange = 0..<3
    quote.source = "سالم"
    quote.sourceRange = 4..<8
    quote.speaker = "سالم العمري"
    quote.speakerKind = "person"
    quote.stance = "neutral_say"
    quote.resolution = "surname"
    article.quotes = [quote]
    return article
  }

  @Test func `sentence, cue, source and quote are marked in the text`() {
    let paragraph =
      "<p><span class=\"sentence\" id=\"a1-s4\"><span class=\"seq\">4</span>"
      + "<span class=\"cue\" title=\"cue of quote 2\">قال</span> "
      + "<span class=\"source\" title=\"speaker of quote 2: سالم العمري\">سالم</span>: "
      + "<mark class=\"quote direct\" id=\"a1-q2\" title=\"quote 2, direct, of سالم العمري (person): "
      + "cue قال; stance neutral_say; resolution surname; rule verb-colon; confidence 0.76\">نعم</mark>"
      + "<a class=\"speaker direct\" id=\"a1-l2\" href=\"#a1-d2\" aria-describedby=\"a1-t2\">"
    #expect(html(quoted()).contains(paragraph), "\(html(quoted()))")
  }

  @Test func `the quote leads to its row, and the row to the quote`() {
    let structure = PageStructure(html(quoted()))
    #expect(structure.problem == nil)
    #expect(structure.brokenReferences.isEmpty)
    #expect(structure.values(of: "href") == ["#a1-d2", "#a1-q2"])
    #expect(structure.values(of: "role") == ["tooltip"])
  }

  @Test func `a quote that is not in the text shown has a row without a link`() {
    var article = quoted()
    article.quotes[0].range = 90..<95
    article.bodyLength = 120
    let structure = PageStructure(html(article))
    #expect(structure.values(of: "href").isEmpty)
    #expect(structure.texts(of: "tr").count == 2)
    #expect(html(article).contains("The first 14 of 120 characters are shown."))
  }

  @Test func `hundreds of quotes over each other stay a small page, and all have their rows`() {
    var article = quoted()
    article.body = String(repeating: "قال سالم نعم ", count: 300)
    article.bodyLength = 3_900
    article.quotes = (0..<300).map { number in
      ReportQuote(
        number: number, kind: "direct", content: "نعم", range: number..<number + 3_000,
        rule: "r", confidence: 1)
    }
    let html = html(article)
    let structure = PageStructure(html)
    #expect(structure.problem == nil)
    #expect(structure.brokenReferences.isEmpty)
    #expect(structure.texts(of: "tr").count == 301)
    #expect(structure.values(of: "href").filter { $0.hasPrefix("#a1-q") }.count == TextMark.deepest)
    #expect(html.utf8.count < 200_000)
  }

  @Test func `a speaker who is not said is told as such`() {
    var article = quoted()
    article.quotes[0].speaker = nil
    #expect(html(article).contains(">speaker not said</a>"))
    #expect(html(article).contains("<td dir=\"auto\">not said</td>"))
  }

  @Test(arguments: [(0.755, "0.76"), (1, "1.00"), (0, "0.00"), (0.05, "0.05"), (-3, "0.00")])
  func `shares have two decimals`(_ value: Double, _ text: String) {
    #expect(ArticleView.share(value) == text)
  }
}
