/// Writes lists of other stories into pages: a headline, the first words of a text and a link to
/// more, in the shapes and under the names that sites give them, or under none.
///
/// Pages of few sites carry such lists with text in them, and they are what short reports are lost
/// among. The stories are those of the other pages.
struct TeaserCards {
  private let stories: [(title: String, lead: String)]

  /// Takes the stories of pages with these titles and texts.
  init(_ articles: [(title: String?, body: String)]) {
    stories = articles.compactMap { title, body in
      let scalars = Array(body.unicodeScalars.prefix(260))
      guard scalars.count == 260 else { return nil }
      let first = String(String.UnicodeScalarView(scalars.prefix(50)))
      return (
        Self.escaped(title ?? first), Self.escaped(String(String.UnicodeScalarView(scalars)))
      )
    }
  }

  /// `html` with a list before the end of its body.
  func added(to html: [UInt8], _ random: inout Generator) -> [UInt8] {
    guard !stories.isEmpty else { return html }
    let end = Self.endOfBody(html)
    return html[..<end] + Array(list(&random).utf8) + html[end...]
  }

  /// A page that is nothing but lists: the front of a section.
  func page(_ random: inout Generator) -> [UInt8] {
    guard !stories.isEmpty else { return [] }
    let links = (0..<30 + random.next() % 20).map { _ in
      stories[Int(random.next() % UInt64(stories.count))].title
    }
    let menu = links.prefix(12).map { "<li><a href=x>\($0.prefix(9))</a></li>" }.joined()
    let side = links.dropFirst(12).map { "<li><a href=x>\($0)</a></li>" }.joined()
    let label = Self.pick(Self.labels, &random)
    var html = "<html><head><title>\(label)</title></head><body><header><ul>\(menu)</ul></header>"
    html += Self.pick(["<main>", "<div class=content>", "<div>", "<div id=main>"], &random)
    if random.next() % 2 == 0 { html += "<h1>\(label)</h1>" }
    for _ in 0...random.next() % 4 { html += list(&random) }
    if random.next() % 2 == 0 { html += "<aside><ul>\(side)</ul></aside>" }
    return Array((html + "<footer>\(label)</footer></body></html>").utf8)
  }

  private static func endOfBody(_ html: [UInt8]) -> Int {
    let tag = Array("</body".utf8)
    for offset in stride(from: html.count - tag.count, through: 0, by: -1)
    where html[offset] == 0x3C {
      if html[offset..<offset + tag.count].elementsEqual(tag, by: { $0 == $1 || $0 | 0x20 == $1 }) {
        return offset
      }
    }
    return html.count
  }

  private func list(_ random: inout Generator) -> String {
    let wrapper = Self.pick(["section", "aside", "div", "div", "div"], &random)
    let name = Self.pick(Self.listNames, &random)
    let heading = Self.pick(["h2", "h3", "h4", "div", "span"], &random)
    let label = Self.pick(Self.labels, &random)
    let shape = Int(random.next() % 6)
    let card = Self.pick(Self.cardNames, &random)
    let ending = Self.pick(["...", "…", " ..", "", "."], &random)
    let length = 60 + Int(random.next() % 190)
    var html = "<\(wrapper) class=\"\(name)\">"
    if !label.isEmpty { html += "<\(heading)>\(label)</\(heading)>" }
    for _ in 0..<4 + random.next() % 11 {
      let story = stories[Int(random.next() % UInt64(stories.count))]
      let lead = Self.cut(story.lead, length) + ending
      html += Self.card(shape, card, story.title, lead)
    }
    return html + "</\(wrapper)>"
  }

  private static func card(
    _ shape: Int, _ name: String, _ title: String, _ lead: String
  ) -> String {
    switch shape {
    case 0: "<div class=\"\(name)\"><a href=x>\(title)</a><p>\(lead)</p></div>"
    case 1: "<div class=\"\(name)\"><a href=x><h3>\(title)</h3></a><p>\(lead)</p></div>"
    case 2:
      "<article class=\"\(name)\"><h3><a href=x>\(title)</a></h3><div>\(lead)</div></article>"
    case 3:
      "<div class=\"\(name)\"><div><a href=x>\(title)</a></div><div>\(lead)</div>"
        + "<span class=date>12:30</span></div>"
    case 4: "<li class=\"\(name)\"><h4>\(title)</h4><p>\(lead)</p><a href=x>+</a></li>"
    default: "<div class=\"\(name)\"><a href=x><h4>\(title)</h4><p>\(lead)</p></a></div>"
    }
  }

  private static let listNames = [
    "related", "related-articles", "more-news", "latest", "recommended", "section", "c-12", "k2",
    "module_x9", "row", "list", "", "content", "news",
  ]
  private static let cardNames = [
    "item", "card", "post", "news-item", "k3", "teaser", "story", "", "col-4", "entry", "x1",
  ]
  private static let labels = [
    "", "", "Related articles", "More news", "Latest", "Weitere Artikel", "مقالات ذات صلة",
    "اقرأ أيضا", "آخر الأخبار", "المزيد من الأخبار", "أخبار أخرى", "Lire aussi",
  ]

  private static func pick(_ values: [String], _ random: inout Generator) -> String {
    values[Int(random.next() % UInt64(values.count))]
  }

  /// The first `length` scalars of `text`, up to a space if there is one.
  private static func cut(_ text: String, _ length: Int) -> String {
    let start = text.unicodeScalars.prefix(length)
    guard let space = start.lastIndex(of: " "), space > start.startIndex else {
      return String(start)
    }
    return String(start[..<space])
  }

  private static func escaped(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { "<>&\n".unicodeScalars.contains($0) ? " " : $0 }))
  }
}
