/// Finds the character set that an HTML page declares in its first bytes.
enum MetaCharset {
  /// How much of the page is searched.
  private static let searchedSize = 4096

  /// The label in the first `meta` element with a `charset` or a content type that has one, or in
  /// the XML declaration; nil when there is none. Comments are passed over.
  static func label(in bytes: [UInt8]) -> String? {
    let head = bytes.prefix(searchedSize).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    var rest = head[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[start...]
      if rest.starts(with: "<!--".utf8) {
        rest = rest.dropFirst(Self.offset(of: "-->", in: rest) ?? rest.count)
      } else {
        let end = rest.firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex
        if let label = label(ofTag: rest[..<end]) { return label }
        rest = rest[end...]
      }
    }
    return nil
  }

  private static func label(ofTag tag: ArraySlice<UInt8>) -> String? {
    let names = [("<meta", "charset"), ("<?xml", "encoding")]
    for (start, name) in names where tag.starts(with: start.utf8) {
      var rest = tag
      while let offset = offset(of: name, in: rest) {
        rest = rest.dropFirst(offset + name.utf8.count)
        if let label = value(at: rest) { return label }
      }
    }
    return nil
  }

  /// The word behind an equals sign, with quotation marks or without.
  private static func value(at rest: ArraySlice<UInt8>) -> String? {
    var rest = rest.drop { isSpace($0) }
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop { isSpace($0) || isQuote($0) }
    let label = rest.prefix { !isSpace($0) && !isQuote($0) && !"/;".utf8.contains($0) }
    return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
  }

  private static func offset(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return nil }
    return (0...bytes.count - wanted.count).first {
      bytes.dropFirst($0).starts(with: wanted)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }
}
