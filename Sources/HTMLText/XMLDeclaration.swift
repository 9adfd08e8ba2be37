/// The line `<?xml version="1.0" encoding="…"?>` that an XML text may start with.
public enum XMLDeclaration {
  /// The label of the encoding that the XML text in `bytes`, not yet decoded, is in.
  ///
  ///     XMLDeclaration.encoding(in: Array("<?xml version='1.0' encoding='windows-1256'?>".utf8))
  ///     // "windows-1256"
  ///
  /// A byte order mark and white space before the declaration are skipped. If the declaration itself
  /// is in UTF-16 the answer is `utf-16le` or `utf-16be`, whatever it says.
  ///
  /// - Returns: The label as it is written; nil without a declaration or without a label in its first
  ///   1,024 bytes.
  public static func encoding(in bytes: [UInt8]) -> String? {
    var start = bytes.prefix(1_024)
    for mark in [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]]
    where start.starts(with: mark) {
      start = start.dropFirst(mark.count)
    }
    if start.starts(with: [0x3C, 0, 0x3F, 0]) { return "utf-16le" }
    if start.starts(with: [0, 0x3C, 0, 0x3F]) { return "utf-16be" }
    return label(Array(start.drop { $0 <= 0x20 }))
  }

  private static func label(_ text: [UInt8]) -> String? {
    let opening = Array("<?xml".utf8)
    guard text.starts(with: opening), text.count > opening.count, text[opening.count] <= 0x20,
      let end = text.firstIndex(of: 0x3E),
      let name = ByteSearch.first(Array("encoding".utf8), in: text, from: opening.count), name < end
    else { return nil }
    let rest = text[(name + 8)..<end].drop { $0 <= 0x20 }
    guard rest.first == 0x3D else { return nil }
    let value = rest.dropFirst().drop { $0 <= 0x20 }
    guard let quote = value.first, quote == 0x22 || quote == 0x27 else { return nil }
    let label = value.dropFirst().prefix { $0 != quote && $0 != 0x3F }
    return label.isEmpty || !label.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      ? nil : String(decoding: label, as: UTF8.self)
  }
}

/// Searches for short texts in long ones.
enum ByteSearch {
  /// Where `pattern` first stands in `bytes` from `start` on.
  ///
  /// - Complexity: O(*n*) for patterns whose first byte does not stand in them again.
  static func first(_ pattern: [UInt8], in bytes: [UInt8], from start: Int, to end: Int? = nil)
    -> Int?
  {
    let last = min(end ?? bytes.count, bytes.count) - pattern.count
    guard let first = pattern.first, start <= last else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var offset = start
      while let found = MarkupByte.find(first, base, offset, last + 1) {
        if bytes[found..<found + pattern.count].elementsEqual(pattern) { return found }
        offset = found + 1
      }
      return nil
    }
  }
}
