/// Writes an XML text as sites give it anew, so that a parser of XML accepts what real feeds get wrong.
///
///     XMLMender.mended(Array("<?xml version='1.0'?><a>5 < 7 &laquo;&x;</a>".utf8)).text
///     // <a>5 &lt; 7 «&amp;x;</a>
///
/// Characters that XML forbids, comments, instructions and the document type are left out, whatever is
/// declared there; references are decoded, and a `<` or `&` that starts nothing is escaped.
struct XMLMender {
  /// The most bytes of a tag outside the values of attributes; a longer one is cut off.
  ///
  /// libxml2 compares each attribute with all before it.
  private static let maximumTagLength = 2_048

  private let bytes: [UInt8]
  private var offset = 0
  private var output: [UInt8] = []
  private var isDamaged = false
  /// Where the last start tag stands.
  private var lastStart = 0
  /// Where the next marks of each kind stand, so that none is searched for twice.
  private var marks: [[UInt8]: Int] = [:]

  /// Mends `bytes`, which are valid UTF-8.
  ///
  /// - Returns: The text in UTF-8, and whether something has no end, so that it was mended by guess.
  /// - Complexity: O(*n*).
  static func mended(_ bytes: [UInt8]) -> (text: [UInt8], isDamaged: Bool) {
    var mender = XMLMender(bytes: allowed(bytes))
    mender.output.reserveCapacity(bytes.count)
    while mender.offset < mender.bytes.count { mender.mendNext() }
    return (mender.output, mender.isDamaged)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// `bytes` without control characters, U+FFFE and U+FFFF.
  private static func allowed(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    for byte in bytes where !CharacterReference.isControl(byte) {
      output.append(byte)
      if byte | 1 == 0xBF, output.suffix(3).elementsEqual([0xEF, 0xBF, byte]) {
        output.removeLast(3)
      }
    }
    return output
  }

  private mutating func mendNext() {
    guard bytes[offset] == 0x3C, offset + 1 < bytes.count else { return copyCharacter() }
    switch bytes[offset + 1] {
    case 0x2F: copyTag()
    case let next where MarkupByte.isLetter(next) || next == 0x5F || next == 0x3A:
      lastStart = offset
      copyTag()
    case 0x3F: skip(past: Array("?>".utf8))
    case 0x21: mendDeclaration()
    default: copyCharacter()
    }
  }

  /// Copies or leaves out what starts with `<!`.
  private mutating func mendDeclaration() {
    let opening = bytes[offset...].prefix(9)
    if opening.starts(with: "<!--".utf8) {
      skip(past: Array("-->".utf8))
    } else if opening.elementsEqual(Self.section) {
      copySection()
    } else if opening.map(MarkupByte.lower).elementsEqual("<!doctype".utf8) {
      // What it declares stands in brackets.
      if let open = next([0x5B], from: offset), open < next([0x3E], from: offset) ?? 0,
        let close = next([0x5D], from: open)
      {
        offset = close
      }
      skip(past: [0x3E])
    } else {
      isDamaged = true
      copyCharacter()
    }
  }

  /// Goes behind the next `mark`; without one, what starts here is text.
  private mutating func skip(past mark: [UInt8]) {
    if let end = next(mark, from: offset + 1) {
      offset = end + mark.count
    } else {
      isDamaged = true
      copyCharacter()
    }
  }

  /// Where `mark` next stands; nil if it does not.
  private mutating func next(_ mark: [UInt8], from start: Int) -> Int? {
    if let known = marks[mark], known >= start { return known == Int.max ? nil : known }
    let found = ByteSearch.first(mark, in: bytes, from: start)
    marks[mark] = found ?? Int.max
    return found
  }

  /// Copies a character or reference that is no markup.
  private mutating func copyCharacter() {
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case 0x26:
      guard let (scalar, end) = CharacterReference.read(bytes[...], offset - 1) else {
        output += "&amp;".utf8
        return
      }
      offset = end
      if let scalar { output += (scalar.isASCII ? "&#\(scalar.value);" : "\(scalar)").utf8 }
    case 0x3C: output += "&lt;".utf8
    case 0x3E: output += "&gt;".utf8
    default: output.append(byte)
    }
  }

  /// Copies a tag up to its end or the next one.
  private mutating func copyTag() {
    output.append(0x3C)
    offset += 1
    var quote: UInt8?
    var length = 0
    while offset < bytes.count, bytes[offset] != 0x3C, bytes[offset] != 0x3E || quote != nil {
      let byte = bytes[offset]
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == 0x22 || byte == 0x27 {
        quote = byte
      }
      if quote == nil { length += 1 }
      if length <= Self.maximumTagLength { copyCharacter() } else { offset += 1 }
    }
    if length > Self.maximumTagLength { isDamaged = true }
    guard offset < bytes.count, bytes[offset] == 0x3E else { return }
    output.append(0x3E)
    offset += 1
  }

  private static let section = Array("<![CDATA[".utf8)

  /// Copies a section without markup.
  ///
  /// Where the opening of another one is found in it, or no end, the end may be lost. Then it ends with
  /// the element that it started in; scripts that hold such openings hold no end of it.
  private mutating func copySection() {
    let start = offset + Self.section.count
    let mark = Array("]]>".utf8)
    var end = next(mark, from: start) ?? bytes.count
    offset = min(end + mark.count, bytes.count)
    if end == bytes.count || ByteSearch.first(Self.section, in: bytes, from: start, to: end) != nil
    {
      let name = bytes[(lastStart + 1)...].prefix(64).prefix { MarkupByte.isName($0) || $0 >= 0x80 }
      let close = ByteSearch.first("</".utf8 + name + [0x3E], in: bytes, from: start, to: end)
      if close != nil || end == bytes.count { isDamaged = true }
      if let close { (end, offset) = (close, close) }
    }
    output += Self.section + bytes[start..<end] + mark
  }
}
