/// What a reader sees of a short text, such as a title: one line without markup.
enum PlainText {
  /// The line that `bytes` show; nil if they show nothing.
  ///
  ///     PlainText.line(Array("<b>عاجل</b> &laquo;نبأ&raquo;".utf8), isMarkup: true)
  ///     // "عاجل «نبأ»"
  ///
  /// - Parameters:
  ///   - bytes: Valid UTF-8.
  ///   - isMarkup: Whether tags are removed. References are decoded anyway: no title means to show one,
  ///     and many encode them twice.
  /// - Complexity: O(*n*).
  static func line(_ bytes: [UInt8], isMarkup: Bool) -> String? {
    let text = CharacterReference.decoded((isMarkup ? withoutTags(bytes) : bytes)[...])
    var output: [UInt8] = []
    var isSpace = false
    var offset = 0
    while offset < text.count {
      let isWide = text[offset] == 0xC2 && offset + 1 < text.count && text[offset + 1] == 0xA0
      if isWide || text[offset] <= 0x20 {
        isSpace = true
      } else {
        if isSpace, !output.isEmpty { output.append(0x20) }
        isSpace = false
        output.append(text[offset])
      }
      offset += isWide ? 2 : 1
    }
    return output.isEmpty ? nil : String(decoding: output, as: UTF8.self)
  }

  /// The line that `text` shows, for texts that hold no markup.
  static func line(_ text: String) -> String? { line(Array(text.utf8), isMarkup: false) }

  /// Whether `bytes` hold a tag or a reference, so that they are HTML rather than plain text.
  ///
  /// - Complexity: O(*n*).
  static func isMarkup(_ bytes: [UInt8]) -> Bool {
    guard let last = bytes.lastIndex(where: { $0 == 0x3E || $0 == 0x3B }) else { return false }
    return bytes[..<last].indices.contains { offset in
      bytes[offset] == 0x3C && isTag(bytes, offset)
        || bytes[offset] == 0x26 && CharacterReference.stands(in: bytes, at: offset)
    }
  }

  /// Elements inside a word or a line; all others part words.
  private static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "em", "font", "i", "mark", "small", "span", "strong", "sub",
    "sup", "u", "wbr",
  ]

  private static func withoutTags(_ bytes: [UInt8]) -> [UInt8] {
    guard let last = bytes.lastIndex(of: 0x3E) else { return bytes }
    var output: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      guard bytes[offset] == 0x3C, offset < last, isTag(bytes, offset) else {
        output.append(bytes[offset])
        offset += 1
        continue
      }
      let name = bytes[(offset + 1)...].drop { $0 == 0x2F }.prefix(8)
        .prefix(while: MarkupByte.isAlphanumeric)
      if !inline.contains(String(decoding: name.map(MarkupByte.lower), as: UTF8.self)) {
        output.append(0x20)
      }
      while bytes[offset] != 0x3E { offset += 1 }
      offset += 1
    }
    return output
  }

  private static func isTag(_ bytes: [UInt8], _ offset: Int) -> Bool {
    guard offset + 1 < bytes.count else { return false }
    let next = bytes[offset + 1]
    return MarkupByte.isLetter(next) || next == 0x2F || next == 0x21
  }
}
