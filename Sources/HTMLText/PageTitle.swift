import ArabicText

/// Chooses the title of a page by agreement: a heading that the metadata repeats is the title as
/// readers see it, without the name of the site and the kicker that the heading may hold.
struct PageTitle {
  /// No title is longer.
  private static let maximumBytes = 1_000

  private let siteKey: TextKey?
  /// The titles that JSON-LD, cards and the page give, in this order.
  private let offered: [SiteTitle]
  /// ``offered`` without the name of the site.
  private let cut: [(text: String, key: TextKey)]
  private let headings: [(text: String, key: TextKey)]
  private let blocks: [PageBlock]

  init(_ graph: LinkedData, _ metas: Metas, _ reader: PageBlockReader) {
    blocks = reader.blocks
    let page = String(decoding: reader.pageTitle, as: UTF8.self)
    let offered = [graph.headline, metas.first("og:title"), metas.first("twitter:title"), page]
      .compactMap { ArticleCleaner.line($0.map(CharacterReferences.decoded)) }
      .filter { $0.utf8.count <= Self.maximumBytes }
      .map { SiteTitle($0) }
    let shown = reader.blocks.lazy.filter { $0.tag == .h1 && $0.words >= 2 }
    headings = shown.prefix(50).compactMap { block in
      let text = CharacterReferences.decoded(String(decoding: block.text, as: UTF8.self))
      return ArticleCleaner.line(text).map { ($0, TextKey(Array($0.utf8))) }
    }
    let masthead = headings.first { heading in
      offered.contains { $0.ends(with: heading.key) }
    }
    let site = metas.first("og:site_name") ?? masthead?.text
    cut = offered.map { title in
      let text = title.removing(site: site)
      return (text, TextKey(Array(text.utf8)))
    }
    self.offered = offered
    siteKey = site.map { TextKey(Array($0.utf8)) }
  }

  /// The title, nil when the page has none, and the heading that shows it, if one does.
  func chosen() -> (title: String?, heading: String?) {
    let shown = headings.first { heading in
      cut.contains { $0.key == heading.key }
        || offered.contains { $0.starts(with: heading.key) }
    }
    if let shown { return (shown.text, shown.text) }
    let named = headings.filter { !isSite($0.key) }
    for heading in named {
      if let title = withoutKicker(heading.key) { return (title, heading.text) }
    }
    if headings.count == 1, let heading = named.first, heading.key.wordCount >= 4 {
      return (heading.text, heading.text)
    }
    let part = named.isEmpty ? repeatedPart() : nil
    return (part ?? cut.first?.text ?? headings.first?.text, nil)
  }

  /// The part of an offered title that a line of the page repeats: `Site :: Title` above a page
  /// without headings.
  private func repeatedPart() -> String? {
    for title in offered {
      let part = title.part { key in
        key.wordCount >= 3 && !isSite(key) && blocks.contains { $0.key == key }
      }
      if let part { return part }
    }
    return zip(offered, cut).lazy.filter { $0.text == $1.text }.compactMap { line(of: $0.0) }.first
  }

  /// The line of the page that is more than half of an offered title, wherever it stands in it.
  private func line(of title: SiteTitle) -> String? {
    let key = TextKey(Array(title.text.utf8))
    let line = blocks.first { block in
      let own = block.key
      let extra = key.wordEnds.count - own.wordEnds.count
      return own.wordEnds.count >= 4 && own.wordEnds.count > extra && extra > 0 && !isSite(own)
        && (0...extra).contains {
          key.words($0..<$0 + own.wordEnds.count) == own.bytes[...]
        }
    }
    return line.flatMap { ArticleCleaner.line(String(decoding: $0.text, as: UTF8.self)) }
  }

  /// Whether a heading is the name of the site.
  private func isSite(_ key: TextKey) -> Bool {
    key == siteKey || offered.contains { $0.ends(with: key) }
  }

  /// The title that two of those offered agree on and a heading ends with, behind a kicker:
  /// `Premier League Late goal …`.
  private func withoutKicker(_ key: TextKey) -> String? {
    cut.first { _, own in
      let extra = key.wordEnds.count - own.wordEnds.count
      return own.wordEnds.count >= 3 && (1...6).contains(extra)
        && key.words(extra..<key.wordEnds.count) == own.bytes[...]
        && cut.filter { $0.key == own }.count > 1
    }?.text
  }
}
