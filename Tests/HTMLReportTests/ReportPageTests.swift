import ETLModel
import ETLTestSupport
import HTMLReport
import Testing

/// Pages over values that mean harm.
struct ReportPageTests {
  /// What would run, or turn the page around, if it got through.
  static let hostile = "</style><script>alert(1)</script>\"' onload='x' \u{202E}\u{2069}&#0;\u{0}"

  private static func article(_ hostile: String) -> ReportArticle {
    var article = ReportArticle(
      input: hostile, externalID: hostile, body: "قال الوزير: \(hostile)\n\(hostile) نعم.")
    article.source = hostile
    article.url = hostile
    article.title = hostile
    article.byline = hostile
    article.publishedOn = hostile
    article.sentences = [.init(number: 0, range: 0..<40), .init(number: 1, range: 30..<9_000)]
    for (number, range) in [(0, 12..<60), (1, 40..<90), (2, 5..<5), (3, 70_000..<80_000)] {
      var quote = ReportQuote(
        number: number, kind: hostile, content: hostile, range: range, rule: hostile,
        confidence: 7e300)
      quote.cue = hostile
      quote.cueRange = 0..<3
      quote.source = hostile
      quote.sourceRange = 2..<50
      quote.speaker = hostile
      quote.speakerKind = hostile
      quote.role = hostile
      quote.stance = hostile
      quote.resolution = hostile
      quote.polarity = hostile
      quote.modality = hostile
      article.quotes.append(quote)
    }
    article.residue = [.init(kind: hostile, rule: hostile, text: hostile)]
    return article
  }

  private static func page(_ hostile: String) -> ReportPage {
    let table = ReportTable(
      caption: hostile, columns: [.text(hostile), .words(hostile), .number(hostile)],
      rows: [[hostile, hostile, hostile]])
    var page = ReportPage(
      title: hostile, stages: table, checks: table, rejectReasons: table, rules: table)
    page.run = [(hostile, hostile)]
    page.graph = ReportGraph(
      nodes: (0..<3).map { _ in .init(name: hostile, type: hostile, note: hostile, isInput: true) },
      arrows: [.init(from: 0, to: 1, records: 5), .init(from: 0, to: 2, records: nil)])
    page.times = [.init(hostile, 5)]
    page.figures.speakers = [.init(hostile, 5)]
    page.figures.days = [.init(hostile, 5), .init("2026-01-31", 2)]
    page.figures.residue = [.init(hostile, 5)]
    page.figures.rejects = [
      .init(
        input: hostile, externalID: hostile, stage: hostile, reason: hostile, detail: hostile,
        state: hostile)
    ]
    let article = article(hostile)
    page.articles = [article, article]
    page.copies = [
      ReportCopies(
        size: 2, relation: hostile, jaccard: 0.5, representative: article, member: article)
    ]
    return page
  }

  @Test func `text of the database is escaped wherever it stands`() {
    let structure = PageStructure(Self.page(Self.hostile).html)
    #expect(structure.problem == nil)
    #expect(structure.brokenReferences.isEmpty, "\(structure.brokenReferences)")
    #expect(!structure.elements.contains("script"))
    #expect(structure.elements.filter { $0 == "style" }.count == 1)
    #expect(structure.values(of: "onload").isEmpty)
    // The same page over tame values has the same elements.
    let tame = String(repeating: "ا", count: Self.hostile.unicodeScalars.count)
    #expect(PageStructure(Self.page(tame).html).elements == structure.elements)
  }

  @Test func `no control of directions reaches the page`() {
    let html = Self.page(Self.hostile).html
    #expect(!html.unicodeScalars.contains { [0, 0x202E, 0x2069].contains($0.value) })
  }

  @Test func `nothing is loaded and nothing is run`() {
    let structure = PageStructure(Self.page("https://evil.example/x.js").html)
    #expect(structure.values(of: "src").isEmpty)
    #expect(structure.values(of: "href").allSatisfy { $0.hasPrefix("#") })
    #expect(
      structure.values(of: "content").contains {
        $0.hasPrefix("default-src 'none'; style-src 'unsafe-inline'")
      })
    for name in ["script", "link", "img", "iframe", "object", "form", "base"] {
      #expect(!structure.elements.contains(name), "\(name)")
    }
  }

  @Test func `the style sheet asks for nothing from elsewhere`() {
    let css = PageStructure(Self.page("a").html).texts(of: "style").joined()
    #expect(css.count > 1_000)
    #expect(!css.contains("url(") && !css.contains("@import"))
    #expect(css.contains("prefers-color-scheme: dark") && css.contains("@media print"))
  }

  @Test func `every drawing has a name and a description, every table a caption`() {
    let html = Self.page("a").html
    let structure = PageStructure(html)
    let drawings = structure.elements.filter { $0 == "svg" }.count
    #expect(drawings >= 4)
    #expect(html.ranges(of: "role=\"img\"").count == drawings)
    #expect(structure.elements.filter { $0 == "desc" }.count == drawings)
    let captions = structure.elements.filter { $0 == "caption" }.count
    #expect(captions == structure.elements.filter { $0 == "table" }.count)
    #expect(structure.elements.filter { $0 == "h1" }.count == 1)
  }

  @Test func `an empty database gives a page that says so`() {
    let table = ReportTable(caption: "t", columns: [], rows: [])
    let page = ReportPage(
      title: "empty", stages: table, checks: table, rejectReasons: table, rules: table)
    #expect(PageStructure(page.html).problem == nil)
    for part in [
      "No run has left its stages here.", "Nothing was rejected.", "0 of 0 articles",
      "No duplicates.", "None.",
    ] { #expect(page.html.contains(part), "\(part)") }
  }
}
