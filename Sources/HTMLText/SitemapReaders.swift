import ETLModel

/// Reads a sitemap or an index of sitemaps in XML.
struct SitemapXMLReader {
  private var reader: XMLReader
  private var sitemap = Sitemap()
  private var isSitemap = false
  private var draft: Draft?
  private var draftDepth = 0
  private var field: (name: Field, text: ElementText)?

  private struct Draft {
    let isChild: Bool
    var values: [Field: String] = [:]
  }

  private enum Field {
    case location, lastModified, title, published, publisher, language
  }

  private static let fields: [XMLName: Field] = [
    XMLName(.plain, "loc"): .location, XMLName(.plain, "lastmod"): .lastModified,
    XMLName(.news, "title"): .title, XMLName(.news, "publication_date"): .published,
    XMLName(.news, "name"): .publisher, XMLName(.news, "language"): .language,
  ]

  private static let roles: [String: XMLReader.Role] = [
    "url": .record, "sitemap": .record, "loc": .field, "lastmod": .field, "changefreq": .field,
    "priority": .field, "news:title": .field, "news:publication_date": .field,
    "news:name": .field, "news:language": .field, "news:keywords": .field,
  ]

  static func read(_ bytes: [UInt8], url: String) throws(FeedError) -> Sitemap {
    var reading = SitemapXMLReader(reader: XMLReader(bytes, address: url, roles: roles))
    return try reading.read()
  }

  private init(reader: XMLReader) { self.reader = reader }

  private var count: Int { sitemap.entries.count + sitemap.children.count }

  private mutating func read() throws(FeedError) -> Sitemap {
    while count < Sitemap.maximumEntryCount, let event = reader.next() {
      switch event {
      case .start(let tag): try start(tag)
      case .text: field?.text.append(reader.text)
      case .end(let name): end(name)
      }
    }
    if count == 0, reader.isTooDeep { throw .tooDeep }
    guard isSitemap else { throw .notASitemap }
    if reader.isDamaged { sitemap.isDamaged = true }
    return sitemap
  }

  private mutating func start(_ tag: XMLTag) throws(FeedError) {
    let name = tag.name
    if field != nil {
      field?.text.open(tag)
    } else if !isSitemap {
      guard ["urlset", "sitemapindex"].contains(name.local) else { throw .notASitemap }
      isSitemap = true
    } else if name == XMLName(.plain, "url") || name == XMLName(.plain, "sitemap") {
      finishDraft()
      draft = Draft(isChild: name.local == "sitemap")
      draftDepth = reader.depth
    } else if draft != nil, let field = Self.fields[name] {
      self.field = (field, ElementText(of: tag, in: reader))
    }
  }

  private mutating func end(_ name: XMLName) {
    if let (name, text) = field, reader.depth < text.depth {
      if draft?.values[name] == nil {
        draft?.values[name] = name == .title ? text.line : text.trimmed
      }
      field = nil
    } else {
      field?.text.close(name)
    }
    if draft != nil, reader.depth < draftDepth { finishDraft() }
  }

  private mutating func finishDraft() {
    guard let draft else { return }
    self.draft = nil
    guard let location = draft.values[.location],
      let url = WebAddress.resolve(location, against: reader.base)
    else {
      sitemap.isDamaged = true
      return
    }
    if draft.isChild {
      sitemap.children.append(.init(url: url, lastModified: draft.values[.lastModified]))
      return
    }
    var entry = Sitemap.Entry(url: url)
    entry.lastModified = draft.values[.lastModified]
    entry.title = draft.values[.title]
    entry.published = draft.values[.published]
    entry.publisher = draft.values[.publisher]
    entry.language = draft.values[.language]
    sitemap.entries.append(entry)
  }
}

/// Reads a sitemap of plain text: one address per line.
enum SitemapLines {
  static func read(_ text: ArraySlice<UInt8>) throws(FeedError) -> Sitemap {
    var sitemap = Sitemap()
    for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard sitemap.entries.count < Sitemap.maximumEntryCount else { break }
      guard !line.allSatisfy({ $0 <= 0x20 }) else { continue }
      if let url = WebAddress.resolve(String(decoding: line, as: UTF8.self), against: "") {
        sitemap.entries.append(.init(url: url))
      } else {
        sitemap.isDamaged = true
      }
    }
    guard !sitemap.entries.isEmpty else { throw .notASitemap }
    return sitemap
  }
}
