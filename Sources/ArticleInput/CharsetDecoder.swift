import ETLModel

/// Decides in which character set bytes are, and decodes them to UTF-8.
///
/// Stray zero bytes in a page are left out first. Then, in this order: a byte order mark; the
/// declaration, unless the bytes contradict it; valid UTF-8; UTF-16 by the pattern of its zero
/// bytes; UTF-8 with a little damage; windows-1256 or ISO-8859-6 by the statistics of letters;
/// windows-1252 if it is declared. Bytes beyond ASCII that are valid UTF-8 contradict every other
/// declaration: other text is that by accident only.
///
/// Valid UTF-8, with a byte order mark or without, can be Arabic that somebody read in a wrong
/// character set before. Where that is certain (see ``Mojibake``), the text is decoded as it was
/// meant, with the character set it was in before. Character references in a page stay as they are.
public enum CharsetDecoder {
  /// Bytes decoded to UTF-8.
  public struct DecodedText: Hashable, Sendable {
    /// Valid UTF-8, without a byte order mark.
    public var bytes: [UInt8]
    /// The character set's IANA name in lower case; for `mojibake` that of the text before it was
    /// misread.
    public var charset: String
    /// What decided on it: `bom`, `declared`, `meta`, `valid` (the bytes are UTF-8), `detected`,
    /// `mojibake` (the bytes are UTF-8, but the text in them was misread).
    public var origin: String
    /// How many U+FFFD stand for bytes that could not be decoded.
    public var replacedCount: Int
  }

  /// Decodes `bytes`.
  ///
  /// - Parameters:
  ///   - isHTML: Whether to look for a declaration in the first 4,096 bytes.
  ///   - declared: The character set that came beside the bytes, as in an HTTP header.
  /// - Throws: `binary` for bytes that are no text, `bad_charset` for those that fit no set.
  /// - Complexity: O(*n*).
  public static func decode(
    _ bytes: [UInt8], isHTML: Bool, declared: String?
  ) throws(InputError) -> DecodedText {
    if let text = decodeByMark(bytes) { return text }
    if let format = BinaryFormat.name(of: bytes) {
      throw InputError(.binary, "the bytes are \(format), not text")
    }
    let declaration = Declaration(bytes, isHTML: isHTML, declared: declared)
    if bytes.contains(0) {
      if isHTML, let page = withoutStrayZeros(bytes) {
        var text = try decode(page, isHTML: true, declared: declared)
        text.replacedCount += bytes.count - page.count
        return text
      }
      return try decodeWithZeros(bytes, declaration)
    }
    if UTF8Repair.isValid(bytes) { return mended(bytes) ?? valid(bytes, declaration) }
    return try decodeInvalid(bytes, declaration)
  }

  private static func decodeByMark(_ bytes: [UInt8]) -> DecodedText? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let repaired = UTF8Repair.repaired(Array(bytes.dropFirst(3)))
      if repaired.replacedCount == 0, let mended = mended(repaired.bytes) { return mended }
      return text(repaired.bytes, .utf8, "bom", replaced: repaired.replacedCount)
    }
    for (mark, charset) in [
      ([0xFF, 0xFE] as [UInt8], Charset.utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
    ] where bytes.starts(with: mark) {
      let decoded = charset.decode(bytes.dropFirst(2))
      return text(decoded.bytes, charset, "bom", replaced: decoded.replacedCount)
    }
    return nil
  }

  private static func mended(_ bytes: [UInt8]) -> DecodedText? {
    Mojibake.repaired(bytes).map { text($0.bytes, $0.charset, "mojibake") }
  }

  /// A page whose zero bytes are damage: markup that reads as ASCII, with fewer zeros than UTF-16
  /// has. Browsers pass over them; nil for all else.
  private static func withoutStrayZeros(_ bytes: [UInt8]) -> [UInt8]? {
    let zeros = bytes.count { $0 == 0 }
    let head = bytes.prefix(4_096).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    let isMarkup = ["<html", "<!doctype html", "<body"].contains { tag in
      let tag = Array(tag.utf8)
      return head.indices.contains {
        head[$0] == 0x3C && head[$0...].starts(with: tag)
      }
    }
    return isMarkup && zeros * 50 < bytes.count ? bytes.filter { $0 != 0 } : nil
  }

  /// Text with zero bytes is UTF-16 or no text at all.
  private static func decodeWithZeros(
    _ bytes: [UInt8], _ declaration: Declaration?
  ) throws(InputError) -> DecodedText {
    var zeros = (even: 0, odd: 0)
    for (offset, byte) in bytes.enumerated() where byte == 0 {
      if offset % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    // The high byte of spaces, digits and Latin letters is zero, a low byte hardly ever.
    let isPattern = max(zeros.even, zeros.odd) > 20 * min(zeros.even, zeros.odd)
    let charset = zeros.odd > zeros.even ? Charset.utf16LittleEndian : .utf16BigEndian
    let decoded = charset.decode(bytes[...])
    // Half of the zeros of a damaged text in UTF-8 may stand in odd places: it is no UTF-16 unless
    // a good part of its characters have one.
    let isFrequent = max(zeros.even, zeros.odd) * 20 >= bytes.count / 2
    guard isPattern, isFrequent, decoded.replacedCount * 100 <= bytes.count / 2 else {
      throw InputError(.binary, "the bytes contain NUL and are not UTF-16")
    }
    let isDeclared = declaration?.charset == charset
    return text(
      decoded.bytes, charset, isDeclared ? declaration?.origin ?? "declared" : "detected",
      replaced: decoded.replacedCount)
  }

  private static func valid(_ bytes: [UInt8], _ declaration: Declaration?) -> DecodedText {
    if let declaration {
      let isASCII = bytes.allSatisfy { $0 < 0x80 }
      if declaration.charset == .utf8 || (isASCII && !declaration.charset.isUTF16) {
        return text(bytes, declaration.charset, declaration.origin)
      }
    }
    return text(bytes, .utf8, "valid")
  }

  private static func decodeInvalid(
    _ bytes: [UInt8], _ declaration: Declaration?
  ) throws(InputError) -> DecodedText {
    // Latin sets are what servers declare without having looked.
    if let declaration, declaration.charset != .utf8, declaration.charset != .windows1252 {
      let decoded = declaration.charset.decode(bytes[...])
      if decoded.replacedCount * 50 <= bytes.count {
        return text(
          decoded.bytes, declaration.charset, declaration.origin, replaced: decoded.replacedCount)
      }
    }
    let repaired = UTF8Repair.repaired(bytes)
    if repaired.isMostlyGood {
      let isDeclared = declaration?.charset == .utf8
      return text(
        repaired.bytes, .utf8, isDeclared ? declaration?.origin ?? "declared" : "detected",
        replaced: repaired.replacedCount)
    }
    if let charset = ArabicStatistics.detect(bytes) {
      let decoded = charset.decode(bytes[...])
      return text(decoded.bytes, charset, "detected", replaced: decoded.replacedCount)
    }
    if let declaration, declaration.charset == .windows1252 {
      let decoded = Charset.windows1252.decode(bytes[...])
      return text(decoded.bytes, .windows1252, declaration.origin)
    }
    // A stray byte or two in a text that is ASCII otherwise.
    guard repaired.badByteCount * 50 <= bytes.count else {
      throw InputError(.badCharset, "the bytes are valid in none of the character sets tried")
    }
    return text(repaired.bytes, .utf8, "detected", replaced: repaired.replacedCount)
  }

  private static func text(
    _ bytes: [UInt8], _ charset: Charset, _ origin: String, replaced: Int = 0
  ) -> DecodedText {
    DecodedText(
      bytes: bytes, charset: charset.rawValue, origin: origin, replacedCount: replaced)
  }
}

/// A character set that somebody said the bytes are in.
private struct Declaration {
  var charset: Charset
  var origin: String

  /// What came beside the bytes, or else what stands in the page; nil for no known set.
  init?(_ bytes: [UInt8], isHTML: Bool, declared: String?) {
    if let declared, let charset = Charset(label: declared) {
      self.charset = charset
      origin = "declared"
    } else if isHTML, let label = MetaCharset.label(in: bytes), let charset = Charset(label: label)
    {
      // A page whose declaration could be read in ASCII is not in UTF-16: browsers take UTF-8.
      self.charset = charset.isUTF16 ? .utf8 : charset
      origin = "meta"
    } else {
      return nil
    }
  }
}

/// Formats that are no text, by their first bytes.
private enum BinaryFormat {
  private static let signatures: [(name: String, bytes: [UInt8])] = [
    ("a PNG image", [0x89, 0x50, 0x4E, 0x47]), ("a JPEG image", [0xFF, 0xD8, 0xFF]),
    ("a GIF image", Array("GIF8".utf8)), ("a PDF document", Array("%PDF-".utf8)),
    ("a ZIP archive", [0x50, 0x4B, 0x03, 0x04]), ("a gzip archive", [0x1F, 0x8B, 0x08]),
  ]

  static func name(of bytes: [UInt8]) -> String? {
    signatures.first { bytes.starts(with: $0.bytes) }?.name
  }
}
