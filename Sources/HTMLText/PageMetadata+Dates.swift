import ArabicText

extension PageMetadata {
  /// Collects the dates of a page: of its metadata first, then those at its title.
  mutating func readDates(
    _ graph: LinkedData, _ metas: Metas, _ tree: HTMLTree, _ blocks: [PageBlock]
  ) {
    for raw in graph.published { add(raw, "json_ld", .published) }
    if let raw = graph.modified { add(raw, "json_ld", .modified) }
    for entry in metas.all where !entry.isItem {
      if let role = Self.role(ofMeta: entry.name) { add(entry.value, "meta", role) }
    }
    // Lists of other articles have properties as well: they count when nothing else does.
    let isDated = dates.contains { $0.role == .published }
    for entry in metas.all where entry.isItem {
      let role = Self.role(ofMeta: entry.name)
      if let role, role == .modified || !isDated { add(entry.value, "meta", role) }
    }
    guard let head = HeadZone(blocks, title: heading ?? title) else { return }
    readShown(head, blocks)
    readTimes(tree, head.nodes(blocks, tree))
  }

  /// Reads the machine-readable dates of the elements among `nodes`.
  private mutating func readTimes(_ tree: HTMLTree, _ nodes: Range<Int32>) {
    let attributes = tree.attributes
    for (index, attribute) in attributes.enumerated()
    where attribute.name == .datetime && nodes.contains(attribute.node) {
      guard Hints.comment.isDisjoint(with: tree.hints[Int(attribute.node)]) else { continue }
      // The attributes of an element stand together.
      let own = attributes[max(0, index - 3)..<min(attributes.count, index + 4)]
      let isModified = own.contains {
        $0.node == attribute.node && $0.name == .itemprop
          && Self.role(ofMeta: $0.value.lowercased()) == .modified
      }
      add(attribute.value, "time", isModified ? .modified : .time)
    }
  }

  private mutating func add(_ raw: String, _ origin: String, _ role: DateCandidate.Role) {
    let candidate = DateCandidate(raw: raw, origin: origin, role: role)
    if dates.count < 40, !dates.contains(candidate) { dates.append(candidate) }
  }

  /// Reads the dates that readers see in short lines at the title.
  private mutating func readShown(_ head: HeadZone, _ blocks: [PageBlock]) {
    for index in head.range where index != head.title {
      let block = blocks[index]
      guard let role = HeadZone.role(of: block, after: index > 0 ? blocks[index - 1] : nil),
        index > head.title || head.isNear(index, blocks), !head.isOfTeaser(index, blocks)
      else { continue }
      let text = String(decoding: block.text, as: UTF8.self)
      guard PublicationDateParser.parse(text)?.day != nil else { continue }
      add(text, "text", role == .shown && index < head.title ? .above : role)
    }
  }

  /// What the name of a meta element or property says of a date; nil when it is none.
  private static func role(ofMeta name: String) -> DateCandidate.Role? {
    let letters = name.utf8.filter { $0 &- 0x61 < 26 }
    let key = String(decoding: letters, as: UTF8.self)
    if publishedNames.contains(key) { return .published }
    if createdNames.contains(key) { return .created }
    return modifiedNames.contains(key) ? .modified : nil
  }

  private static let publishedNames: Set<String> = [
    "articlepublishedtime", "articlepublished", "ogarticlepublishedtime", "ogpublishedtime",
    "articlepublisheddate", "articledatepublished", "datepublished", "pubdate", "publishdate",
    "publisheddate", "publishedtime", "publishtime", "publishedat", "published", "publicationdate",
    "articlepublicationdate", "releasedate", "sailthrudate", "parselypubdate",
    "cxenseparserecspublishtime", "rnewsdatepublished", "wpublisheddate", "dcdateissued",
    "dctermsissued", "originalpublicationdate", "citationpublicationdate", "citationonlinedate",
    "newspublishdate", "datepublication",
  ]
  private static let createdNames: Set<String> = [
    "date", "dcdate", "dctermsdate", "dctermscreated", "dcdatecreated", "datecreated",
    "citationdate", "articledate",
  ]
  private static let modifiedNames: Set<String> = [
    "articlemodifiedtime", "articlemodified", "ogupdatedtime", "ogmodifiedtime", "datemodified",
    "lastmodified", "modifieddate", "modifiedtime", "updated", "updatedtime", "updateddate",
    "lastupdated", "dcdatemodified", "dctermsmodified", "articleupdatedtime", "revised",
  ]
}

/// The blocks of a page in which title, author and date stand together.
struct HeadZone {
  /// The index of the title.
  let title: Int
  /// The blocks from just above the title to the first paragraphs.
  let range: Range<Int>

  /// Finds the title among the blocks, as a heading if it is one; nil when it is not shown.
  init?(_ blocks: [PageBlock], title: String?) {
    let key = TextKey(Array((title ?? "").utf8))
    guard key.wordCount > 0,
      let index = blocks.firstIndex(where: { $0.key == key && $0.tag == .h1 })
        ?? blocks.firstIndex(where: { $0.key == key })
    else { return nil }
    self.title = index
    var end = index + 1
    var paragraphs = 0
    while end < min(blocks.count, index + 22), paragraphs < 2 {
      let isRepeated = end > 0 && blocks[end].key == blocks[end - 1].key
      if blocks[end].words >= 25, blocks[end].linkDensity < 0.5, !isRepeated { paragraphs += 1 }
      end += 1
    }
    range = max(0, index - 4)..<end
  }

  /// The nodes between the first and the last block.
  func nodes(_ blocks: [PageBlock], _ tree: HTMLTree) -> Range<Int32> {
    let first = blocks[range.lowerBound].container
    let last = blocks[range.upperBound - 1].container
    return first..<max(first, last < 0 ? 0 : tree.ends[Int(last)])
  }

  /// Whether a block above the title belongs to it rather than to the head of the site, where
  /// some pages print the day, and its weekday, on which they are fetched.
  func isNear(_ index: Int, _ blocks: [PageBlock]) -> Bool {
    let key = blocks[index].key
    let hasWeekday = key.wordEnds.indices.contains {
      CalendarWord.of(key.word($0)) == .weekday
    }
    return index + 2 >= title && index >= 3 && !hasWeekday
      && !blocks[index].hints.contains(.headerTag)
  }

  /// Whether a block stands under the linked headline of another article.
  func isOfTeaser(_ index: Int, _ blocks: [PageBlock]) -> Bool {
    guard index - 1 > title else { return false }
    return blocks[index - 1].linkDensity > 0.8 && blocks[index - 1].words >= 4
  }

  /// Whether a block is a line that dates the article or its change; nil when it is neither.
  static func role(of block: PageBlock, after label: PageBlock?) -> DateCandidate.Role? {
    // The key has the digits of all scripts as ASCII.
    let digits = block.key.bytes.reduce(0) { $0 + (MarkupByte.isDigit($1) ? 1 : 0) }
    guard block.words <= 40, digits >= 4, digits <= 24,
      block.hints.isDisjoint(with: [.comment, .navigationTag, .footerTag])
    else { return nil }
    if let role = labelledRole(block.key) { return role }
    if Phrases.updates.occurs(in: block.key) { return .modified }
    guard block.piece.isDate || isCredit(block) else { return nil }
    if let label, label.digits == 0, label.words <= 4, let role = labelledRole(label.key) {
      return role
    }
    return .shown
  }

  /// Whether a block may be a line of names and a date.
  private static func isCredit(_ block: PageBlock) -> Bool {
    switch block.tag {
    case .time: return true
    case .h1, .h2, .h3, .h4, .h5, .h6, .figcaption, .caption: return false
    default:
      let near = block.nearHints
      let isNamed = !near.isDisjoint(with: [.author, .credit, .date])
      return block.words <= (isNamed ? 16 : 9) && !block.endsSentence
        && near.isDisjoint(with: [.related, .sidebar, .caption, .figure])
        // `author-box`, `item-date`: words of cards are also words of other things.
        && (!near.contains(.card) || !near.isDisjoint(with: [.author, .date]))
    }
  }

  /// What the label at the start of a line says; nil without one.
  private static func labelledRole(_ key: TextKey) -> DateCandidate.Role? {
    for count in stride(from: min(3, key.wordEnds.count), to: 0, by: -1) {
      if let isUpdate = labels[key.words(0..<count)] { return isUpdate ? .modified : .shown }
    }
    return nil
  }

  /// The labels of dates, and whether they announce a change.
  private static let labels: ByteTable<Bool> = {
    var table = ByteTable<Bool>()
    for label in Labels.dateLabels { table[TextKey(Array(label.utf8)).bytes[...]] = false }
    for label in Labels.updateLabels { table[TextKey(Array(label.utf8)).bytes[...]] = true }
    return table
  }()
}
