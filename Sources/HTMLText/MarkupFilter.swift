/// Rewrites a page so that the parser sees only what extraction needs.
///
/// One pass over the bytes takes out scripts, styles, drawings, templates and comments (on news
/// pages more than half of all bytes), elements that only change the type, attributes that are
/// never asked for, end tags that close nothing and tags that the parser repeats badly. A `<` that
/// starts no tag becomes `&lt;`, or libxml2 would drop the text up to the next `>`.
struct MarkupFilter {
  /// The rewritten page.
  private(set) var output: [UInt8] = []
  /// The JSON-LD that the page carries, one entry per script.
  private(set) var jsonLD: [[UInt8]] = []

  /// The most attributes of a tag that are kept; the parser compares each with all others.
  private static let maximumAttributes = 24
  private static let maximumValue = 20_000

  private let page: UnsafeBufferPointer<UInt8>
  private var open: [UInt64: Int] = [:]
  private var isExhausted: Set<UInt64> = []

  /// Filters `page`, which is valid UTF-8.
  ///
  /// - Complexity: O(*n*): each search that fails is not repeated.
  init(_ page: UnsafeBufferPointer<UInt8>) {
    self.page = page
    output.reserveCapacity(page.count / 2)
    var offset = 0
    var start = 0
    while offset < page.count {
      let byte = page[offset]
      guard byte == 0x3C || byte == 0 || byte == 0x26 else {
        offset += 1
        continue
      }
      copy(start..<offset)
      offset = byte == 0x3C ? readTag(offset) : readOdd(offset)
      start = offset
    }
    copy(start..<page.count)
  }

  private mutating func copy(_ range: Range<Int>) {
    output.append(contentsOf: UnsafeBufferPointer(rebasing: page[range]))
  }

  /// Writes a NUL, which ends the text for the parser, or a reference to a C1 control character,
  /// which means windows-1252 in HTML.
  private mutating func readOdd(_ offset: Int) -> Int {
    if page[offset] == 0 {
      output += [0xEF, 0xBF, 0xBD]
      return offset + 1
    }
    let digits = offset + 2
    if digits + 3 < page.count, page[offset + 1] == 0x23, page[digits] == 0x31,
      page[digits + 1] &- 0x30 < 10, page[digits + 2] &- 0x30 < 10, page[digits + 3] == 0x3B
    {
      let value = 100 + Int(page[digits + 1] - 0x30) * 10 + Int(page[digits + 2] - 0x30)
      if (128...159).contains(value) {
        output += Array(Self.windows1252[value - 128].utf8)
        return digits + 4
      }
    }
    output.append(page[offset])
    return offset + 1
  }

  /// Handles what stands at a `<` and returns where to go on.
  private mutating func readTag(_ offset: Int) -> Int {
    guard offset + 1 < page.count else { return escape(offset) }
    let next = page[offset + 1]
    if next == 0x21 { return readDeclaration(offset) }
    if next == 0x3F { return find(0x3E, from: offset).map { $0 + 1 } ?? escape(offset) }
    let isEnd = next == 0x2F
    let nameStart = isEnd ? offset + 2 : offset + 1
    guard nameStart < page.count, page[nameStart] | 0x20 &- 0x61 < 26 else {
      // Browsers drop an end tag without a name.
      if isEnd, let end = find(0x3E, from: offset) { return end + 1 }
      return escape(offset)
    }
    var nameEnd = nameStart
    var hash: UInt64 = 0
    while nameEnd < page.count, Self.isNameByte(page[nameEnd]) {
      hash = hash &* 0x100_0000_01B3 ^ UInt64(Self.lower(page[nameEnd]))
      nameEnd += 1
    }
    let tag = MarkupTag.of(hash)
    if isEnd {
      guard let end = find(0x3E, from: nameEnd) else { return page.count }
      writeEnd(nameStart..<nameEnd, hash, tag)
      return end + 1
    }
    return readStart(offset, nameStart..<nameEnd, hash, tag)
  }

  private mutating func escape(_ offset: Int) -> Int {
    output += Array("&lt;".utf8)
    return offset + 1
  }

  /// Skips a comment or declaration. One that never ends is only as long as its first tag.
  private mutating func readDeclaration(_ offset: Int) -> Int {
    if matches("<!--", at: offset) {
      if let end = find("-->", from: offset + 4) { return end + 3 }
    } else if matches("<![cdata[", at: offset) {
      return offset + 9
    }
    return find(0x3E, from: offset).map { $0 + 1 } ?? escape(offset)
  }

  private mutating func writeEnd(_ name: Range<Int>, _ hash: UInt64, _ tag: MarkupTag) {
    guard tag == .container || tag == .head, let count = open[hash], count > 0 else { return }
    open[hash] = count - 1
    output += [0x3C, 0x2F]
    copy(name)
    output.append(0x3E)
  }

  private mutating func readStart(
    _ offset: Int, _ name: Range<Int>, _ hash: UInt64, _ tag: MarkupTag
  ) -> Int {
    let mark = output.count
    output.append(0x3C)
    copy(name)
    let (end, isData) = copyAttributes(name.upperBound)
    output.append(0x3E)
    switch tag {
    case .typographic, .dropped:
      output.removeSubrange(mark...)
    case .once:
      if open[hash] != nil { output.removeSubrange(mark...) }
      open[hash] = 1
    case .raw:
      output.removeSubrange(mark...)
      return skipRaw(name, end, isData)
    case .void: break
    case .container, .head: open[hash, default: 0] += 1
    }
    return end
  }

  /// Skips to behind the end tag of an element whose content is no text. Without an end tag the
  /// element is taken for empty, so that it cannot swallow the page.
  private mutating func skipRaw(_ name: Range<Int>, _ start: Int, _ isData: Bool) -> Int {
    var key: UInt64 = 0
    for index in name { key = key &* 0x100_0000_01B3 ^ UInt64(Self.lower(page[index])) }
    guard !isExhausted.contains(key) else { return start }
    // Drawings may close themselves, and pages in XHTML close everything that way.
    if page[start - 2] == 0x2F, !isData, !matches("s", at: name.lowerBound) || name.count == 3 {
      return start
    }
    var offset = start
    while let slash = find("</", from: offset) {
      let end = slash + 2 + name.count
      if end <= page.count, isSameName(name, slash + 2) {
        if isData { jsonLD.append(Array(page[start..<slash])) }
        return (find(0x3E, from: end) ?? page.count - 1) + 1
      }
      offset = slash + 2
    }
    isExhausted.insert(key)
    return start
  }

  private func isSameName(_ name: Range<Int>, _ start: Int) -> Bool {
    for index in 0..<name.count
    where Self.lower(page[name.lowerBound + index]) != Self.lower(page[start + index]) {
      return false
    }
    return true
  }

  /// Copies the attributes that are asked for; returns where the tag ends, and whether it is a
  /// script of JSON-LD.
  private mutating func copyAttributes(_ start: Int) -> (end: Int, isData: Bool) {
    var offset = start
    var count = 0
    var isData = false
    while offset < page.count, page[offset] != 0x3E {
      guard page[offset] | 0x20 &- 0x61 < 26 else {
        // A bare `<` here means that the tag was never closed.
        if page[offset] == 0x3C { return (offset, isData) }
        offset += 1
        continue
      }
      let nameStart = offset
      while offset < page.count, Self.isNameByte(page[offset]) { offset += 1 }
      let name = nameStart..<offset
      let value = readValue(&offset)
      if count < Self.maximumAttributes, let kept = keptName(name) {
        if value.count <= Self.maximumValue {
          write(kept, value)
          count += 1
        }
        if kept == "type", value.count < 40 { isData = isData || contains(value, "ld+json") }
      }
    }
    return (min(offset + 1, page.count), isData)
  }

  private mutating func write(_ name: String, _ value: Range<Int>) {
    output.append(0x20)
    output += Array(name.utf8)
    output += [0x3D, 0x22]
    for index in value {
      // Single quotes may hold double ones.
      if page[index] == 0x22 {
        output += Array("&quot;".utf8)
      } else if page[index] != 0 {
        output.append(page[index])
      }
    }
    output.append(0x22)
  }

  /// Reads `= value` behind an attribute's name and returns where the value stands.
  private mutating func readValue(_ offset: inout Int) -> Range<Int> {
    var cursor = offset
    while cursor < page.count, page[cursor] <= 0x20 { cursor += 1 }
    guard cursor < page.count, page[cursor] == 0x3D else { return offset..<offset }
    cursor += 1
    while cursor < page.count, page[cursor] <= 0x20 { cursor += 1 }
    guard cursor < page.count else {
      offset = cursor
      return cursor..<cursor
    }
    let quote = page[cursor]
    if quote == 0x22 || quote == 0x27, let end = find(quote, from: cursor + 1) {
      offset = end + 1
      return cursor + 1..<end
    }
    let start = cursor
    while cursor < page.count, page[cursor] > 0x20, page[cursor] != 0x3E { cursor += 1 }
    offset = cursor
    return start..<cursor
  }

  private func keptName(_ name: Range<Int>) -> String? {
    guard name.count <= 14 else { return nil }
    for kept in Self.keptAttributes where kept.utf8.count == name.count {
      if kept.utf8.elementsEqual(page[name].lazy.map(Self.lower)) { return kept }
    }
    return nil
  }

  private static let keptAttributes = [
    "class", "id", "href", "content", "property", "name", "itemprop", "role", "datetime", "type",
    "rel", "lang", "style", "hidden", "aria-hidden", "data-testid", "data-component",
  ]

  private static let windows1252 = [
    "€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "", "", "‘", "’",
    "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
  ]

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x3A || byte == 0x5F
  }
}

extension MarkupFilter {
  private func matches(_ lowercase: StaticString, at offset: Int) -> Bool {
    let count = lowercase.utf8CodeUnitCount
    guard offset + count <= page.count else { return false }
    for index in 0..<count where Self.lower(page[offset + index]) != lowercase.utf8Start[index] {
      return false
    }
    return true
  }

  private func contains(_ range: Range<Int>, _ lowercase: StaticString) -> Bool {
    range.contains { matches(lowercase, at: $0) }
  }

  /// The next `byte`; a search that fails is remembered.
  private mutating func find(_ byte: UInt8, from start: Int) -> Int? {
    guard !isExhausted.contains(UInt64(byte)) else { return nil }
    if let offset = page[min(start, page.count)...].firstIndex(of: byte) { return offset }
    isExhausted.insert(UInt64(byte))
    return nil
  }

  private mutating func find(_ text: StaticString, from start: Int) -> Int? {
    let key = UInt64(text.utf8Start[0]) << 8 | UInt64(text.utf8CodeUnitCount)
    guard !isExhausted.contains(key) else { return nil }
    var offset = start
    while offset + text.utf8CodeUnitCount <= page.count {
      if page[offset] == text.utf8Start[0], matches(text, at: offset) { return offset }
      offset += 1
    }
    isExhausted.insert(key)
    return nil
  }
}

/// What the filter does with an element.
enum MarkupTag {
  /// Kept, and closed by its end tag.
  case container
  /// Kept, has no end tag.
  case void
  /// Kept once: the parser knows one of each.
  case once
  case head
  /// Taken out with its content.
  case raw
  /// Taken out without its content: it only changes the type.
  case typographic
  case dropped

  static func of(_ hash: UInt64) -> MarkupTag { table[hash] ?? .container }

  private static let table: [UInt64: MarkupTag] = {
    var table: [UInt64: MarkupTag] = [:]
    func add(_ names: String, _ tag: MarkupTag) {
      for name in names.split(separator: " ") {
        table[name.utf8.reduce(0) { $0 &* 0x100_0000_01B3 ^ UInt64($1) }] = tag
      }
    }
    add("br hr meta", .void)
    add("html body", .once)
    add("head", .head)
    add(
      "script style svg template noscript math iframe object canvas select textarea audio video"
        + " applet map", .raw)
    add(
      "b i em strong u font small big tt s strike mark sub sup abbr acronym bdo bdi wbr ins del"
        + " code kbd samp var cite q dfn nobr ruby", .typographic)
    add(
      "img input link area base col embed source track param frame frameset noframes basefont"
        + " isindex", .dropped)
    return table
  }()
}
