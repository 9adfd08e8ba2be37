import ArabicText

/// What a page says of itself outside its text.
struct PageMetadata {
  var title: String?
  var author: String?
  var section: String?
  var language: String?
  /// What the page says that the article is about.
  var summary: String?
  /// What may be the date of publication, in the order in which it was found.
  var dates: [DateCandidate] = []
  /// Whether `03/04/2024` may have the month first here.
  var isMonthFirst: Bool {
    let tag = language?.lowercased()
    let isArabic = title?.utf8.contains { (0xD8...0xDB).contains($0) } ?? false
    return !isArabic && (tag == "en" || tag == "en-us" || tag == "en-ca")
  }
  /// The text of the article as JSON-LD gives it, often cut short.
  var articleBody: String?

  /// Knows nothing.
  init() {}

  /// Reads JSON-LD, meta elements, `itemprop` and `time` of a page.
  ///
  /// - Complexity: O(*n*).
  init(_ tree: HTMLTree, jsonLD: [[UInt8]], reader: PageBlockReader) {
    let graph = LinkedData(jsonLD)
    let metas = Self.metas(tree)
    readTitle(graph, metas, reader)
    readAuthor(graph, metas, reader)
    section = ArticleCleaner.line(graph.section ?? metas.first("article:section"))
    language = Self.languageTag(
      tree.attributes.first { $0.name == .lang }?.value ?? graph.language
        ?? metas.first("og:locale"))
    readDates(graph, metas, tree, reader.blocks)
    articleBody = graph.body
    summary = metas.first("og:description") ?? metas.first("description")
    readVisible(reader.blocks)
  }

  /// Reads author and date where readers see them: in short lines around the title.
  private mutating func readVisible(_ blocks: [PageBlock]) {
    let titleKey = TextKey(Array((title ?? "").utf8))
    guard let index = blocks.firstIndex(where: { $0.key == titleKey }) else { return }
    for block in blocks[max(0, index - 5)..<min(blocks.count, index + 14)]
    where block.words <= 16 && block.key != titleKey {
      let piece = TextPiece(block)
      if author == nil, let found = Credits.line(piece)?.byline { author = found }
    }
  }

  private mutating func readTitle(
    _ graph: LinkedData, _ metas: Metas, _ reader: PageBlockReader
  ) {
    let page = ArticleCleaner.line(String(decoding: reader.pageTitle, as: UTF8.self))
    let site = metas.first("og:site_name")
    let offered =
      [graph.headline, metas.first("og:title"), metas.first("twitter:title")]
      .compactMap { ArticleCleaner.line($0) } + [page].compactMap { $0 }
    let headings = reader.blocks.filter { $0.tag == .h1 && $0.words >= 2 }
    let cut = offered.map { SiteName.removed(from: $0, site: site) }
    // A heading that one of the offered titles repeats is the title as readers see it.
    let shown = headings.first { heading in
      cut.contains { TextKey(Array($0.utf8)) == heading.key }
        || offered.contains { SiteName.starts($0, with: heading.key) }
    }
    if let shown {
      title = ArticleCleaner.line(String(decoding: shown.text, as: UTF8.self))
    } else if headings.count == 1, let heading = headings.first, heading.words >= 4 {
      title = ArticleCleaner.line(String(decoding: heading.text, as: UTF8.self))
    } else {
      title = cut.first ?? headings.first.map { String(decoding: $0.text, as: UTF8.self) }
    }
  }

  private mutating func readAuthor(
    _ graph: LinkedData, _ metas: Metas, _ reader: PageBlockReader
  ) {
    let named =
      graph.authors
      + ["author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author"]
      .compactMap { metas.first($0) }
    let names = named.compactMap { ArticleCleaner.line($0) }.filter(Self.isName)
    if !graph.authors.filter(Self.isName).isEmpty {
      author = graph.authors.compactMap { ArticleCleaner.line($0) }.filter(Self.isName)
        .joined(separator: "، ")
    } else {
      author = names.first
    }
    author = author.map(Self.withoutLabel)
    if author == nil {
      let block = reader.blocks.first {
        $0.nearHints.contains(.author) && $0.words >= 2 && $0.words <= 4 && $0.digits == 0
          && !$0.hints.contains(.comment)
      }
      author = block.map { Self.withoutLabel(String(decoding: $0.text, as: UTF8.self)) }
    }
  }

  /// A name without the `By` or `بقلم` before it.
  private static func withoutLabel(_ name: String) -> String {
    let text = Array(name.utf8)
    let key = TextKey(text)
    for count in [2, 1] where key.wordEnds.count > count {
      guard Credits.isAuthorLabel(key.words(0..<count)) else { continue }
      let rest = text[TextOffsets.end(of: count, in: text)...]
      let cut = String(
        decoding: rest.drop { $0 == 0x20 || $0 == 0x3A || $0 == 0x2D }, as: UTF8.self)
      if !cut.isEmpty { return cut }
    }
    return name
  }

  /// Whether an author is a name and not the address of a profile.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 120 && !name.utf8.starts(with: "http".utf8)
      && !name.utf8.contains(0x2F) && !name.utf8.contains(0x40)
  }

  /// A BCP 47 tag; nil when `value` is none.
  private static func languageTag(_ value: String?) -> String? {
    guard let value else { return nil }
    let tag = value.utf8.map { $0 == 0x5F ? 0x2D : $0 }
    let isTag = tag.allSatisfy { $0 | 0x20 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D }
    return isTag && (2...12).contains(tag.count) ? String(decoding: tag, as: UTF8.self) : nil
  }
}

/// The meta elements of a page and the elements with an `itemprop`, by name.
struct Metas {
  fileprivate var values: [String: String] = [:]
  /// The first value of each name, in the order of the page.
  fileprivate(set) var all: [(name: String, value: String, isItem: Bool)] = []

  /// The value of the first element called `name`, which is in lower case.
  func first(_ name: String) -> String? { values[name] }
}

extension PageMetadata {
  fileprivate static func metas(_ tree: HTMLTree) -> Metas {
    var metas = Metas()
    var index = 0
    while index < tree.attributes.count {
      let node = tree.attributes[index].node
      var names: [String] = []
      var isItem = false
      var content: String?
      while index < tree.attributes.count, tree.attributes[index].node == node {
        let attribute = tree.attributes[index]
        switch attribute.name {
        case .property, .name: names.append(attribute.value.lowercased())
        case .itemprop:
          names.append(attribute.value.lowercased())
          isItem = true
        case .content: content = attribute.value
        case .datetime: content = content ?? attribute.value
        case .rel, .lang, .href: break
        }
        index += 1
      }
      guard let content, !content.isEmpty else { continue }
      for name in names where metas.values[name] == nil {
        metas.values[name] = content
        metas.all.append((name, content, isItem))
      }
    }
    return metas
  }
}

/// Takes the name of the site off a title.
enum SiteName {
  /// `title` without ` - Site` at its end or `Site - ` at its start.
  static func removed(from title: String, site: String?) -> String {
    let parts = split(title)
    guard parts.count > 1 else { return title }
    let siteKey = site.map { TextKey(Array($0.utf8)) }
    var kept = parts
    while kept.count > 1, let last = kept.last {
      let key = TextKey(Array(last.text.utf8))
      let isSite = key == siteKey || key.wordCount <= 3 || last.mark == 0x7C
      let rest = kept.dropLast().reduce(0) { $0 + TextKey(Array($1.text.utf8)).wordCount }
      guard isSite, rest >= 3 || key == siteKey else { break }
      kept.removeLast()
    }
    if kept.count > 1, TextKey(Array(kept[0].text.utf8)) == siteKey { kept.removeFirst() }
    guard let first = kept.first else { return title }
    return kept.dropFirst().reduce(first.text) {
      $0 + ($1.mark == 0x7C ? " | " : $1.mark == 0x2D ? " - " : " – ") + $1.text
    }
  }

  /// Whether `title` begins with the words of `key` and goes on behind a dash or bar.
  static func starts(_ title: String, with key: TextKey) -> Bool {
    split(title).first.map { TextKey(Array($0.text.utf8)) == key } ?? false
  }

  /// The parts of `title` between dashes and bars with spaces around, with the mark before each.
  private static func split(_ title: String) -> [(text: String, mark: UInt32)] {
    var parts: [(text: String, mark: UInt32)] = []
    var current = String.UnicodeScalarView()
    var mark: UInt32 = 0
    let scalars = Array(title.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isMark = [0x2D, 0x7C, 0x2013, 0x2014, 0xB7, 0xBB].contains(scalar.value)
      let isApart =
        index > 0 && index + 1 < scalars.count && scalars[index - 1] == " "
        && scalars[index + 1] == " "
      if isMark, isApart || scalar == "|" {
        append(current, mark, &parts)
        current = String.UnicodeScalarView()
        mark = scalar.value
      } else {
        current.append(scalar)
      }
    }
    append(current, mark, &parts)
    return parts
  }

  private static func append(
    _ scalars: String.UnicodeScalarView, _ mark: UInt32,
    _ parts: inout [(text: String, mark: UInt32)]
  ) {
    if let text = ArticleCleaner.line(String(scalars)) { parts.append((text, mark)) }
  }
}
