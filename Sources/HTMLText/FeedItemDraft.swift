import ETLModel

/// An item of a feed in XML while its elements are read, in whatever order they come.
struct FeedItemDraft {
  private var guid: String?
  private var title: String?
  private var creators: [String] = []
  private var authors: [String] = []
  private var published: String?
  private var date: String?
  private var updated: String?
  private var full: Feed.Content?
  private var summary: Feed.Content?
  private var links = Links()

  /// The addresses an item gives, from the best to the last.
  private struct Links {
    var original: String?
    var text: String?
    var page: String?
    var other: String?
    var permanent: String?

    var best: String? { original ?? text ?? page ?? other ?? permanent }
  }

  /// Starts the item of `tag`; RSS 1.0 gives its address there.
  init(of tag: XMLTag, base: String) {
    guard let about = tag["rdf:about"] else { return }
    guid = about
    links.permanent = WebAddress.resolve(about, against: base)
  }

  /// The item, with `feedAuthor` in place of authors of its own.
  func item(feedAuthor: String?) -> Feed.Item {
    var item = Feed.Item()
    item.guid = guid
    item.url = links.best
    item.title = title
    item.author = FeedAuthors.joined(creators.isEmpty ? authors : creators) ?? feedAuthor
    item.updated = updated
    item.published = published ?? date ?? updated
    item.content = full ?? summary
    return item
  }

  /// Takes over what an element says; the first of several holds.
  mutating func set(_ field: FeedField, _ text: ElementText) {
    switch field {
    case .title: title = title ?? text.line
    case .link: setLink(text)
    case .originalLink: links.original = links.original ?? text.address
    case .guid: setGuid(text)
    case .author: authors += text.line.flatMap(FeedAuthors.name).map { [$0] } ?? []
    case .creator: creators += text.line.map { [$0] } ?? []
    case .published: published = published ?? text.trimmed
    case .date: date = date ?? text.trimmed
    case .updated: updated = updated ?? text.trimmed
    case .content: full = full ?? text.content(.full)
    case .summary: summary = summary ?? text.content(.summary)
    case .language, .timeToLive, .updatePeriod, .updateFrequency: break
    }
  }

  private mutating func setGuid(_ text: ElementText) {
    guard let value = text.trimmed else { return }
    guid = value
    guard text.tag.name.vocabulary == .plain, text.tag["isPermaLink"]?.lowercased() != "false"
    else { return }
    // An address of its own, not one relative to the feed: most others are numbers.
    links.permanent = WebAddress.resolve(value, against: "") ?? links.permanent
  }

  private mutating func setLink(_ text: ElementText) {
    guard let reference = text.tag["href"] else {
      links.text = links.text ?? text.address
      return
    }
    guard (text.tag["rel"] ?? "alternate").lowercased() == "alternate",
      let address = WebAddress.resolve(reference, against: text.base)
    else { return }
    let type = text.tag["type"]?.lowercased() ?? "text/html"
    if type.contains("html") {
      links.page = links.page ?? address
    } else {
      links.other = links.other ?? address
    }
  }
}

extension ElementText {
  /// How the element says that its text is to be read, without parameters and in lower case.
  private var type: String {
    let type = tag["type"]?.prefix { $0 != ";" && $0 != " " } ?? ""
    return type.lowercased()
  }

  /// Whether Atom's `type` or `mode` says that the markup inside `tag` is part of the XML.
  static func isXHTML(_ tag: XMLTag) -> Bool {
    tag.name.vocabulary == .atom
      && (tag["mode"] == "xml" || tag["type"]?.lowercased().contains("xhtml") ?? false)
  }

  /// What a reader sees of the element in one line.
  var line: String? {
    let isText = tag.name.vocabulary == .atom && !hasElements && !type.contains("html")
    return PlainText.line(bytes, isMarkup: !isText)
  }

  /// The address that the element holds.
  var address: String? { trimmed.flatMap { WebAddress.resolve($0, against: base) } }

  /// The text of an article; nil if there is none or it is neither text nor HTML.
  func content(_ kind: Feed.Content.Kind) -> Feed.Content? {
    guard trimmed != nil, let isHTML else { return nil }
    return Feed.Content(bytes: bytes, kind: kind, isHTML: isHTML)
  }

  private var isHTML: Bool? {
    switch tag.name.vocabulary {
    case .content: return true
    case .atom where !type.isEmpty:
      if type.contains("html") || hasElements { return true }
      return type == "text" || type.hasPrefix("text/") ? false : nil
    default: return hasElements || PlainText.isMarkup(bytes)
    }
  }
}
