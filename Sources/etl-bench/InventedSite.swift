import LoopbackServer

/// A site of news about nothing, in words that no language has. A page is made when it is asked
/// for, from its number alone.
struct InventedSite: Sendable {
  /// The most addresses of a sitemap, by its protocol.
  private static let sitemapLimit = 50_000
  private static let feedLength = 50
  private static let linksPerPage = 10

  let pageCount: Int
  let pageSize: Int
  let hasLinks: Bool
  private let text = InventedText()

  /// Answers a request for a page, a list of pages, or something that is not there.
  func answer(_ request: Request) -> Response {
    let path = request.path.prefix { $0 != "?" }
    let host = request.headers["Host"] ?? "localhost"
    if path.hasPrefix("/page/"), path.hasSuffix(".html") {
      guard let number = Int(path.dropFirst(6).dropLast(5)), (1...pageCount).contains(number)
      else { return .status(404) }
      return .validated(
        etag: "\"\(number)-\(pageSize)\"", for: request,
        page: .content(page(number), type: "text/html; charset=utf-8"))
    }
    switch path {
    case "/": return .page(frontPage())
    case "/feed.xml": return xml(feed(host))
    case "/sitemap.xml" where pageCount <= Self.sitemapLimit:
      return xml(sitemap(1...pageCount, host))
    case "/sitemap.xml": return xml(sitemapIndex(host))
    default: return part(of: path).map { xml(sitemap($0, host)) } ?? .status(404)
    }
  }

  /// One page, within a paragraph of the wanted size.
  func page(_ number: Int) -> [UInt8] {
    var random = Generator(state: UInt64(number))
    var page: [UInt8] = []
    page.reserveCapacity(pageSize + 2_000)
    let title = text.words(8, &random)
    let author = text.words(2, &random)
    let date = date(number)
    page += Array(
      """
      <!DOCTYPE html>
      <html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>\(title) - صحيفة المثال</title>
      <meta property="og:title" content="\(title)"><meta property="article:published_time" \
      content="\(date)"><meta name="author" content="\(author)">
      <link rel="canonical" href="/page/\(number).html"></head><body>
      <nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/feed.xml">آخر الأخبار</a></li></ul></nav>
      <article><h1>\(title)</h1><p class="byline">بقلم \(author) <time datetime="\(date)">\
      \(date.prefix(10))</time></p>

      """.utf8)
    let end = Array((Self.scriptEnd + related(number) + Self.footer).utf8)
    let articleEnd = min(pageSize - end.count, page.count + Self.articleSize)
    repeat {
      text.appendParagraph(to: &page, &random)
    } while page.count < articleEnd
    page += Array("</article>\n<script>\nvar slots = [];\n".utf8)
    while page.count + end.count < pageSize {
      page += Array("slots.push({id: \"\(random.next())\", lazy: true, sizes: [300, 250]});\n".utf8)
    }
    return page + end
  }

  /// Bytes of text of an article: what half of all Arabic news have less than. The rest of a page is
  /// what sites put around it.
  private static let articleSize = 2_300

  private static let scriptEnd = "</script>\n"
  private static let footer =
    "<footer><p>جميع الحقوق محفوظة لصحيفة المثال</p></footer></body></html>\n"

  /// Links from a page to ten of the next level of a tree that holds all pages.
  private func related(_ number: Int) -> String {
    let first = Self.linksPerPage * (number - 1) + 2
    guard hasLinks, first <= pageCount else { return "" }
    let links = (first...min(pageCount, first + Self.linksPerPage - 1)).map(link)
    return "<aside><h3>اقرأ أيضا</h3><ul>\(links.joined())</ul></aside>"
  }

  private func link(_ number: Int) -> String {
    "<li><a href=\"/page/\(number).html\">\(title(number))</a></li>"
  }

  private func title(_ number: Int) -> String {
    var random = Generator(state: UInt64(number))
    return text.words(8, &random)
  }

  private func frontPage() -> String {
    let numbers = hasLinks ? Array(1...1) : newest
    return "<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\">"
      + "<title>صحيفة المثال</title></head><body><ul>\(numbers.map(link).joined())</ul></body></html>"
  }

  private var newest: [Int] { (max(1, pageCount - Self.feedLength + 1)...pageCount).reversed() }

  private func feed(_ host: String) -> String {
    let items = newest.map { number in
      "<item><title>\(title(number))</title><link>http://\(host)/page/\(number).html</link>"
        + "<guid>http://\(host)/page/\(number).html</guid><dc:date>\(date(number))</dc:date></item>\n"
    }
    return "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>"
      + "<title>صحيفة المثال</title><link>http://\(host)/</link>\n\(items.joined())</channel></rss>\n"
  }

  private func sitemap(_ numbers: ClosedRange<Int>, _ host: String) -> String {
    let entries = numbers.map { number in
      "<url><loc>http://\(host)/page/\(number).html</loc><lastmod>\(date(number))</lastmod></url>\n"
    }
    return "<urlset \(Self.sitemapSpace)>\n\(entries.joined())</urlset>\n"
  }

  private func sitemapIndex(_ host: String) -> String {
    let entries = (1...(pageCount - 1) / Self.sitemapLimit + 1).map { part in
      "<sitemap><loc>http://\(host)/sitemap-\(part).xml</loc></sitemap>\n"
    }
    return "<sitemapindex \(Self.sitemapSpace)>\n\(entries.joined())</sitemapindex>\n"
  }

  private static let sitemapSpace = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

  /// The pages that a part of the sitemap lists.
  private func part(of path: Substring) -> ClosedRange<Int>? {
    guard path.hasPrefix("/sitemap-"), path.hasSuffix(".xml"),
      let part = Int(path.dropFirst(9).dropLast(4)), part > 0,
      part <= (pageCount - 1) / Self.sitemapLimit + 1
    else { return nil }
    let first = (part - 1) * Self.sitemapLimit + 1
    return first...min(pageCount, first + Self.sitemapLimit - 1)
  }

  private func xml(_ text: String) -> Response {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    return .content(Array((head + text).utf8), type: "application/xml; charset=utf-8")
  }

  /// When a page was published: each ten minutes after the one before, in months of 28 days.
  private func date(_ number: Int) -> String {
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let days = number / 144
    let day = "\(2020 + days / 336)-\(padded(days / 28 % 12 + 1))-\(padded(days % 28 + 1))"
    return "\(day)T\(padded(number / 6 % 24)):\(padded(number % 6 * 10)):00+03:00"
  }
}
