import ArabicText

/// What a page says of itself outside its text.
struct PageMetadata {
  var title: String?
  /// The heading that shows the title, with the kicker that it may hold; nil without one.
  var heading: String?
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
    (title, heading) = PageTitle(graph, metas, reader).chosen()
    readAuthor(graph, metas, tree, reader.blocks)
    section = ArticleCleaner.line(graph.section ?? metas.first("article:section"))
    language = Self.languageTag(
      tree.attributes.first { $0.name == .lang }?.value ?? graph.language
        ?? metas.first("og:locale"))
    readDates(graph, metas, tree, reader.blocks)
    articleBody = graph.body
    summary = metas.first("og:description") ?? metas.first("description")
  }

  /// A BCP 47 tag; nil when `value` is none.
  private static func languageTag(_ value: String?) -> String? {
    guard let value else { return nil }
    let tag = value.utf8.map { $0 == 0x5F ? 0x2D : $0 }
    let isTag = tag.allSatisfy { MarkupByte.isAlphanumeric($0) || $0 == 0x2D }
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
