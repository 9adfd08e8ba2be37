/// The attributes that are asked for.
enum MarkupAttribute: UInt8, CaseIterable {
  case unknown, type
  // Their words are hints.
  case id, role, testID, component, `class`, itemprop
  case style, hidden, ariaHidden
  // Their values are kept.
  case content, property, name, datetime, rel, lang, href, title

  /// Those whose values the parser may have to decode.
  static let readByParser: [MarkupAttribute] = [
    .id, .class, .itemprop, .content, .property, .name, .datetime, .rel, .lang,
  ]

  /// Whether the words of the value say what the element is.
  var hasHints: Bool {
    switch self {
    case .id, .role, .testID, .component, .class, .itemprop: true
    default: false
    }
  }

  /// The attribute's name in HTML.
  var name: String {
    switch self {
    case .unknown: ""
    case .testID: "data-testid"
    case .component: "data-component"
    case .ariaHidden: "aria-hidden"
    default: "\(self)"
    }
  }

  /// What the value is kept as on an element with `tag`; nil where it means nothing.
  func kept(on tag: ElementTag) -> HTMLTree.Attribute? {
    switch self {
    case .itemprop: .itemprop
    case .content: .content
    case .datetime: .datetime
    // Weblogs give the time in the title of an abbreviation.
    case .title: tag == .abbr ? .datetime : nil
    case .property: tag == .meta ? .property : nil
    case .name: tag == .meta ? .name : nil
    case .rel: tag == .a ? .rel : nil
    case .lang: tag == .html ? .lang : nil
    case .href: tag == .a ? .href : nil
    default: nil
    }
  }

  /// The attributes by the hashes of their names.
  static let table: [(hash: UInt64, attribute: MarkupAttribute)] = {
    var table = [(hash: UInt64, attribute: MarkupAttribute)](repeating: (0, .unknown), count: 128)
    for attribute in allCases.dropFirst() {
      let hash = attribute.name.utf8.reduce(0) { $0 &* MarkupName.factor ^ UInt64($1) }
      var slot = MarkupAttribute.slot(hash)
      while table[slot].attribute != .unknown { slot = (slot + 1) & 127 }
      table[slot] = (hash, attribute)
    }
    return table
  }()

  static func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 57)
  }
}

extension MarkupScanner {
  /// The longest value that is read: a longer one is none of a class, a title or a date.
  private static let maximumValue = 20_000

  /// Reads the attributes of an element that is kept, and writes a reference to what they say.
  ///
  /// - Returns: Where the tag ends, and whether it closes itself and has no address: `<a name="x"/>`
  ///   is a place and no link that goes on.
  mutating func readAttributes(_ start: Int, _ tag: ElementTag) -> (end: Int, isPlace: Bool) {
    if start < count, page[start] == 0x3E { return (start + 1, false) }
    var element = MarkupElement(firstValue: Int32(values.count))
    var seen: UInt32 = 0
    var isEmpty = true
    var offset = start
    while let (attribute, value) = nextAttribute(&offset) {
      guard attribute != .unknown, value.count <= Self.maximumValue,
        seen & 1 << attribute.rawValue == 0
      else { continue }
      seen |= 1 << attribute.rawValue
      // Only the addresses of authors are of use.
      if attribute == .href, tag != .a || !contains("/author", in: value) { continue }
      if attribute == .title, tag != .abbr { continue }
      if MarkupByte.find(0x26, page, value.lowerBound, value.upperBound) != nil {
        writeAttribute(attribute, value, tag)
      } else if read(attribute, value, tag, &element) {
        isEmpty = false
      }
    }
    if !isEmpty {
      element.valueCount = Int32(values.count) - element.firstValue
      write(0x20)
      write(MarkupReference.attribute)
      write(0x3D)
      writeNumber(elements.count)
      elements.append(element)
    }
    let end = min(offset, count)
    let hasAddress = seen & 1 << MarkupAttribute.href.rawValue != 0
    return (end, !hasAddress && end >= 2 && page[end - 2] == 0x2F)
  }

  /// Passes over the attributes of an element that is not kept; says whether they make it a
  /// script of JSON-LD.
  mutating func skipAttributes(_ start: Int) -> (end: Int, isData: Bool) {
    if start < count, page[start] == 0x3E { return (start + 1, false) }
    var offset = start
    var isData = false
    while let (attribute, value) = nextAttribute(&offset) {
      guard attribute == .type, value.count < 40 else { continue }
      isData = isData || value.contains { matches("ld+json", at: $0) }
    }
    return (min(offset, count), isData)
  }

  /// The next attribute and where its value stands; at the end of the tag nil, with `offset`
  /// behind it.
  private mutating func nextAttribute(
    _ offset: inout Int
  ) -> (name: MarkupAttribute, value: Range<Int>)? {
    while offset < count, !MarkupByte.isLetter(page[offset]) {
      if page[offset] == 0x3E {
        offset += 1
        return nil
      }
      // A bare `<` here means that the tag was never closed.
      if page[offset] == 0x3C { return nil }
      offset += 1
    }
    guard offset < count else { return nil }
    var hash: UInt64 = 0
    while offset < count, MarkupByte.isName(page[offset]) {
      hash = hash &* MarkupName.factor ^ UInt64(MarkupByte.lower(page[offset]))
      offset += 1
    }
    var slot = MarkupAttribute.slot(hash)
    while attributes[slot].attribute != .unknown, attributes[slot].hash != hash {
      slot = (slot + 1) & 127
    }
    return (attributes[slot].attribute, readValue(&offset))
  }

  /// Reads `= value` behind an attribute's name and returns where the value stands.
  private mutating func readValue(_ offset: inout Int) -> Range<Int> {
    var cursor = offset
    while cursor < count, page[cursor] <= 0x20 { cursor += 1 }
    guard cursor < count, page[cursor] == 0x3D else { return offset..<offset }
    cursor += 1
    while cursor < count, page[cursor] <= 0x20 { cursor += 1 }
    guard cursor < count else {
      offset = cursor
      return cursor..<cursor
    }
    let quote = page[cursor]
    if quote == 0x22 || quote == 0x27, let end = find(quote, from: cursor + 1) {
      offset = end + 1
      return cursor + 1..<end
    }
    let start = cursor
    while cursor < count, page[cursor] > 0x20, page[cursor] != 0x3E { cursor += 1 }
    offset = cursor
    return start..<cursor
  }

  /// Whether `phrase` stands in the first 200 bytes of a value.
  private func contains(_ phrase: StaticString, in value: Range<Int>) -> Bool {
    let end = min(value.upperBound, value.lowerBound + 200) - phrase.utf8CodeUnitCount
    guard end >= value.lowerBound else { return false }
    return (value.lowerBound...end).contains {
      page[$0] == phrase.utf8Start[0] && matches(phrase, at: $0)
    }
  }

  /// Notes what an attribute says; false if that is nothing.
  private mutating func read(
    _ attribute: MarkupAttribute, _ value: Range<Int>, _ tag: ElementTag,
    _ element: inout MarkupElement
  ) -> Bool {
    let bytes = UnsafeBufferPointer(start: page + value.lowerBound, count: value.count)
    switch attribute {
    case .id, .role, .testID, .component, .class, .itemprop:
      let found = words.read(bytes)
      element.hints.formUnion(found.hints)
      if attribute == .class { element.classes = found.letters }
    case .style:
      if Hints.isHidden(style: bytes) { element.hints.formUnion([.hidden, .invisible]) }
    case .hidden: element.hints.formUnion([.hidden, .invisible])
    case .ariaHidden:
      if bytes.elementsEqual("true".utf8) { element.hints.insert(.ariaHidden) }
    default: break
    }
    if let kept = attribute.kept(on: tag) {
      values.append(
        MarkupValue(name: kept, range: Int32(value.lowerBound)..<Int32(value.upperBound)))
      return true
    }
    return element.classes != 0 || !element.hints.isEmpty
  }

  /// Leaves it to the parser to decode the references in a value.
  private mutating func writeAttribute(
    _ attribute: MarkupAttribute, _ value: Range<Int>, _ tag: ElementTag
  ) {
    switch attribute {
    case .unknown, .type, .style, .hidden, .ariaHidden, .href: return
    case .content: write(" content=")
    case .property: write(" property=")
    case .name: write(" name=")
    case .datetime, .title: write(" datetime=")
    case .rel: write(" rel=")
    case .lang: write(" lang=")
    case .itemprop: write(" itemprop=")
    case .class: write(" class=")
    case .id, .role, .testID, .component: write(" id=")
    }
    // Single quotes may hold double ones. Only a value without quotes may hold both.
    let hasDouble = MarkupByte.find(0x22, page, value.lowerBound, value.upperBound) != nil
    let quote: UInt8 = hasDouble ? 0x27 : 0x22
    write(quote)
    for index in value where page[index] != 0 && page[index] != quote { write(page[index]) }
    write(quote)
  }
}

/// Remembers what the words of classes say: the elements of a list have all the same.
struct HintCache {
  private var entries = [(hash: UInt64, hints: Hints, letters: UInt32)](
    repeating: (0, [], 0), count: 256)

  /// What the words of `value` say, and a hash of its letters.
  mutating func read(
    _ value: UnsafeBufferPointer<UInt8>
  ) -> (hints: Hints, letters: UInt32) {
    let hash = Self.hash(value)
    let slot = Int(truncatingIfNeeded: hash & 255)
    if entries[slot].hash == hash { return (entries[slot].hints, entries[slot].letters) }
    let found = Self.words(of: value)
    entries[slot] = (hash, found.hints, found.letters)
    return found
  }

  /// The same, without remembering.
  static func words(
    of value: UnsafeBufferPointer<UInt8>
  ) -> (hints: Hints, letters: UInt32) {
    (Hints.ofWords(value), letterHash(value))
  }

  /// A hash that no value has by accident; never 0.
  private static func hash(_ value: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(value)
    var hash = UInt64(value.count) &+ 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      offset += 8
    }
    while offset < raw.count {
      hash = (hash ^ UInt64(raw[offset])) &* 0x100_0000_01B3
      offset += 1
    }
    hash = (hash ^ hash >> 29) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 32 | 1 << 63
  }

  /// The same for `post-12 wide` and `post-345 wide`: numbers tell alike elements apart.
  private static func letterHash(_ value: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in value where byte | 0x20 &- 0x61 < 26 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }
}
