/// What becomes of a scalar from U+0600 to U+06FF, so that one look says it.
struct ArabicLetter {
  /// The UTF-8 of the folded scalar, the first byte in the lower half.
  var bytes: UInt16
  /// The number of these bytes; 0 where it is dropped.
  var width: UInt8
  var kind: CharacterClass

  /// Where the scalar of two bytes stands in ``table``.
  @inline(__always)
  static func index(_ first: UInt8, _ second: UInt8) -> Int {
    Int(first & 0x3) << 6 | Int(second & 0x3F)
  }

  /// Whether a byte begins a scalar from U+0600 to U+06FF.
  @inline(__always)
  static func begins(_ first: UInt8) -> Bool { first & 0xFC == 0xD8 }

  static let table: [ArabicLetter] = Normalizer.foldings.enumerated().map { offset, folded in
    let kind = CharacterClass.of(UInt32(0x600 + offset))
    if folded == 0 { return ArabicLetter(bytes: 0, width: 0, kind: kind) }
    if folded < 0x80 { return ArabicLetter(bytes: folded, width: 1, kind: kind) }
    let bytes = (0xC0 | folded >> 6) | (0x80 | folded & 0x3F) << 8
    return ArabicLetter(bytes: bytes, width: 2, kind: kind)
  }
}
