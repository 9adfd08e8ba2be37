/// Reads RSS and Atom.
struct FeedXMLReader {
  private var reader: XMLReader
  private var feed = Feed()
  private var drafts: [FeedItemDraft] = []
  private var draft: FeedItemDraft?
  private var draftDepth = 0
  private var field: (name: FeedField, text: ElementText)?
  private var isInFeed = false
  /// Whether the root is one of feeds alone, or something that only feeds have was found in it.
  private var isFeed = false
  private var authors: [String] = []
  private var updatePeriod: Int?
  private var updateFrequency: Int?

  static func read(_ bytes: [UInt8], url: String) throws(FeedError) -> Feed {
    var reading = FeedXMLReader(
      reader: XMLReader(bytes, address: url, roles: FeedField.roles))
    return try reading.read()
  }

  private init(reader: XMLReader) { self.reader = reader }

  private mutating func read() throws(FeedError) -> Feed {
    while drafts.count < Feed.maximumItemCount, let event = reader.next() {
      switch event {
      case .start(let tag): try start(tag)
      case .text: field?.text.append(reader.text)
      case .end(let name): end(name)
      }
    }
    if drafts.isEmpty, reader.isTooDeep { throw .tooDeep }
    guard isFeed else { throw .notAFeed }
    let author = FeedAuthors.joined(authors)
    feed.items = drafts.map { $0.item(feedAuthor: author) }
    feed.isDamaged = reader.isDamaged
    if feed.timeToLive == nil, updatePeriod != nil || updateFrequency != nil {
      // The defaults of the syndication module are once a day.
      feed.timeToLive = (updatePeriod ?? 86_400) / max(1, updateFrequency ?? 1)
    }
    return feed
  }

  private mutating func start(_ tag: XMLTag) throws(FeedError) {
    if field != nil {
      field?.text.open(tag)
    } else if !isInFeed {
      try startRoot(tag)
    } else if Self.isRecord(tag.name) {
      finishDraft()
      isFeed = true
      draft = FeedItemDraft(of: tag, base: reader.base)
      draftDepth = reader.depth
    } else if let name = FeedField.named(tag.name), isRead(tag.name) {
      let isXHTML = ElementText.isXHTML(tag)
      field = (name, ElementText(of: tag, in: reader, isXHTML: isXHTML))
    } else if tag.name == XMLName(.plain, "channel") {
      isFeed = true
    }
  }

  private mutating func startRoot(_ tag: XMLTag) throws(FeedError) {
    switch tag.name.local {
    case "rss": isFeed = true
    case "feed" where tag.name.vocabulary == .atom: isFeed = true
    case "RDF" where tag.name.vocabulary == .rdf: break
    // What a server in trouble prints before the feed.
    case "br", "b":
      reader.isDamaged = true
      return
    default: throw .notAFeed
    }
    isInFeed = true
    feed.language = tag["xml:lang"]
  }

  private mutating func end(_ name: XMLName) {
    if let (name, text) = field, reader.depth < text.depth {
      if draft == nil { set(name, text) } else { draft?.set(name, text) }
      field = nil
    } else {
      field?.text.close(name)
    }
    if draft != nil, reader.depth < draftDepth { finishDraft() }
  }

  private mutating func finishDraft() {
    if let draft { drafts.append(draft) }
    draft = nil
  }

  private static func isRecord(_ name: XMLName) -> Bool {
    name == XMLName(.plain, "item") || name == XMLName(.atom, "entry")
  }

  /// Whether an element where it stands is about the item, or without one about the feed: an image and
  /// the source of an item have titles too.
  private func isRead(_ name: XMLName) -> Bool {
    let isPerson = name == XMLName(.atom, "name")
    guard !isPerson || reader.parent == XMLName(.atom, "author") else { return false }
    if draft != nil { return reader.depth == draftDepth + (isPerson ? 2 : 1) }
    return isPerson ? reader.depth == 3 : reader.parent.map(Self.holders.contains) ?? false
  }

  private static let holders: Set<XMLName> = [XMLName(.plain, "channel"), XMLName(.atom, "feed")]

  private mutating func set(_ field: FeedField, _ text: ElementText) {
    switch field {
    case .title: feed.title = feed.title ?? text.line
    case .creator: authors += text.line.map { [$0] } ?? []
    case .language: feed.language = text.trimmed ?? feed.language
    case .timeToLive: feed.timeToLive = Self.count(text).map { $0 * 60 }
    case .updatePeriod: updatePeriod = text.trimmed.flatMap { Self.periods[$0.lowercased()] }
    case .updateFrequency: updateFrequency = Self.count(text)
    default: break
    }
  }

  private static let periods = [
    "hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000,
    "yearly": 31_536_000,
  ]

  /// A number of minutes or times: at most as many as a year has minutes.
  private static func count(_ text: ElementText) -> Int? {
    text.trimmed.flatMap { Int($0) }.flatMap { (1...525_600).contains($0) ? $0 : nil }
  }
}
