extension XMLReader {
  /// Whether what follows a `<` makes it the start of markup; otherwise it is text.
  func isMarkup(at position: Int) -> Bool {
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    return byte == 0x21 || byte == 0x2F || byte == 0x3F || Self.startsName(byte)
  }

  /// Reads text up to the next markup.
  ///
  /// - Returns: Whether there was any.
  mutating func readText() -> Bool {
    let start = offset
    repeat {
      offset += 1
      while offset < bytes.count, bytes[offset] != 0x3C { offset += 1 }
    } while offset < bytes.count && !isMarkup(at: offset + 1)
    text = CharacterReference.decoded(bytes[start..<offset])
    return !text.isEmpty
  }

  /// Reads the markup at `offset`.
  ///
  /// - Returns: nil if it says nothing, as a comment does.
  mutating func readMarkup() -> Event? {
    switch bytes[offset + 1] {
    case 0x2F: return readEndTag()
    case 0x21: return readDeclaration() ? .text : nil
    case 0x3F:
      skip(past: Array("?>".utf8), orPast: [0x3E])
      return nil
    default: return readStartTag()
    }
  }

  private mutating func readEndTag() -> Event? {
    offset += 2
    let name = readName()
    while offset < bytes.count, bytes[offset] != 0x3E, bytes[offset] != 0x3C { offset += 1 }
    if offset < bytes.count, bytes[offset] == 0x3E {
      offset += 1
    } else {
      isDamaged = true
    }
    return end(name)
  }

  private mutating func readStartTag() -> Event? {
    offset += 1
    var tag = XMLTag(written: readName())
    while true {
      while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 }
      guard offset < bytes.count, bytes[offset] != 0x3C else {
        // What is open at the end of the text or of a broken tag is damage.
        isDamaged = true
        break
      }
      if bytes[offset] == 0x3E {
        offset += 1
        break
      }
      if bytes[offset] == 0x2F {
        offset += 1
        tag.isEmpty = offset < bytes.count && bytes[offset] == 0x3E
        if !tag.isEmpty { isDamaged = true }
        continue
      }
      readAttribute(into: &tag)
    }
    return start(tag)
  }

  private mutating func readAttribute(into tag: inout XMLTag) {
    let name = readName()
    while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 }
    guard offset < bytes.count, bytes[offset] == 0x3D else {
      isDamaged = true
      return
    }
    offset += 1
    while offset < bytes.count, bytes[offset] <= 0x20 { offset += 1 }
    guard offset < bytes.count else { return }
    let quote = bytes[offset]
    let isQuoted = quote == 0x22 || quote == 0x27
    if isQuoted { offset += 1 }
    let start = offset
    while offset < bytes.count, bytes[offset] != 0x3C,
      isQuoted ? bytes[offset] != quote : bytes[offset] > 0x20 && bytes[offset] != 0x3E
    {
      offset += 1
    }
    let value = CharacterReference.decoded(bytes[start..<offset])
    tag.append(name, String(decoding: value, as: UTF8.self))
    if isQuoted, offset < bytes.count, bytes[offset] == quote {
      offset += 1
    } else {
      isDamaged = true
    }
  }

  /// Reads what starts with `<!`.
  ///
  /// - Returns: Whether it was text.
  private mutating func readDeclaration() -> Bool {
    let rest = bytes[offset...]
    if rest.starts(with: Self.cdata) { return readCDATA() }
    if rest.starts(with: Self.comment) {
      skip(past: Array("-->".utf8), orPast: Self.comment)
    } else if rest.prefix(9).map(MarkupByte.lower).elementsEqual("<!doctype".utf8) {
      skipDocumentType()
    } else {
      isDamaged = true
      skip(past: [0x3E], orPast: [0x3E])
    }
    return false
  }

  private static let comment = Array("<!--".utf8)
  private static let cdata = Array("<![CDATA[".utf8)

  /// Reads a section without markup.
  ///
  /// Nobody writes the opening of such a section in another: where one is found, the end of the first
  /// is lost, and the section ends with its element.
  private mutating func readCDATA() -> Bool {
    let mark = Array("]]>".utf8)
    let start = offset + Self.cdata.count
    offset = start
    var end = next(mark) ?? bytes.count
    var after = min(end + mark.count, bytes.count)
    if end == bytes.count { isDamaged = true }
    if ByteSearch.first(Self.cdata, in: bytes, from: start, to: end) != nil || end == bytes.count {
      isDamaged = true
      let close = Array("</\(innermostWritten)>".utf8)
      if let found = ByteSearch.first(close, in: bytes, from: start, to: end) {
        (end, after) = (found, found)
      }
    }
    offset = after
    text = bytes[start..<end].filter { !CharacterReference.isControl($0) }
    return !text.isEmpty
  }

  /// Skips a document type with all that it declares.
  private mutating func skipDocumentType() {
    offset += 2
    var isInside = false
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case 0x22, 0x27:
        while offset < bytes.count, bytes[offset] != byte { offset += 1 }
        offset = min(offset + 1, bytes.count)
      case 0x5B: isInside = true
      case 0x5D: isInside = false
      case 0x3C where bytes[(offset - 1)...].starts(with: Self.comment):
        offset -= 1
        skip(past: Array("-->".utf8), orPast: Self.comment)
      case 0x3E where !isInside: return
      default: break
      }
    }
    isDamaged = true
  }

  /// Goes behind the next `mark`, or if there is none behind the next `other`.
  private mutating func skip(past mark: [UInt8], orPast other: [UInt8]) {
    let start = offset
    offset += 2
    if let end = next(mark) {
      offset = end + mark.count
      return
    }
    isDamaged = true
    offset = start
    offset = next(other).map { $0 + other.count } ?? bytes.count
  }

  private mutating func readName() -> String {
    let start = offset
    while offset < bytes.count, !Self.endsName(bytes[offset]) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private static func startsName(_ byte: UInt8) -> Bool {
    MarkupByte.isLetter(byte) || byte == 0x5F || byte == 0x3A || byte >= 0x80
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x3D || byte == 0x3E || byte == 0x2F || byte == 0x3C
  }
}
