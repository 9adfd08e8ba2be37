/// Eight bytes of a text at once, each told by itself and by the bytes beside it.
///
/// Nearly all of an Arabic text is letters of two bytes, ASCII and single spaces. What tells these
/// apart needs no more than the byte before and the byte behind, so that a pass over a text takes
/// eight bytes in a few instructions and stops only where something else stands.
///
/// The bytes lie in one word and are compared by arithmetic within it (Lamport, *Multiple Byte
/// Processing with Full-Word Instructions*, 1975). Comparisons of `SIMD16<UInt8>` would say the same;
/// the compiler makes loops over single bytes of them (Swift 6.3).
struct ByteBlock {
  /// The number of bytes in a block.
  static let width = 8

  fileprivate static let ones: UInt64 = 0x0101_0101_0101_0101
  fileprivate static let tops = ones << 7

  /// The first byte in the lowest bits.
  private let bytes: UInt64
  /// The byte before the block.
  private let before: UInt8
  /// The bytes one place further on.
  private let after: UInt64

  /// The block at `offset`; nil unless a byte stands before it and another behind it.
  @inline(__always)
  init?(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) {
    guard offset > 0, offset &+ Self.width < text.count else { return nil }
    let text = UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped) + offset
    before = text.load(fromByteOffset: -1, as: UInt8.self)
    bytes = text.loadUnaligned(as: UInt64.self).littleEndian
    after = text.loadUnaligned(fromByteOffset: 1, as: UInt64.self).littleEndian
  }

  /// Both bytes of the letters U+0621–U+063F and U+0641–U+064A: all of Arabic news that is not
  /// a vowel sign, a tatweel or a letter of another language.
  @inline(__always)
  var arabicLetters: Lanes { arabic(upTo: 0x0A) }

  /// ``arabicLetters`` and the vowel signs U+064B–U+0652.
  @inline(__always)
  var vowelledLetters: Lanes { arabic(upTo: 0x12) }

  /// Both bytes of U+0621–U+063F and of U+0641 and what follows up to U+0640 + `last`; also the
  /// second bytes of others from U+0600 to U+067F, the first of which is none of them.
  @inline(__always)
  private func arabic(upTo last: UInt64) -> Lanes {
    // D8 before A1–BF, D9 before 81 and more; what stands behind them is 80–BF in any case.
    let low = after & ~Self.tops
    let isOdd = bytes << 7
    let first = ~isOdd & (low &+ 0x5F &* Self.ones)
    let second = isOdd & (low &+ 0x7F &* Self.ones) & ~(low &+ (0x7F &- last) &* Self.ones)
    let isFirst = arabicFirsts.bits
    return Lanes(isFirst & (first | second) | isFirst << 8 | (before & 0xFE == 0xD8 ? 0x80 : 0))
  }

  /// The first bytes of U+0600–U+067F.
  @inline(__always)
  var arabicFirsts: Lanes { Lanes(Self.lanes(bytes & ~Self.ones, equal: 0xD8)) }

  /// The bytes with each of ``arabicLetters`` folded as ``Normalizer`` folds it. Where the second
  /// byte alone stands in the block, the first is folded by ``turnsBefore``. Bytes of anything but
  /// such letters and ASCII mean nothing.
  @inline(__always)
  var folded: UInt64 {
    // آ أ إ become ا by setting bits; the others by turning bits, of their first byte too.
    let alef = Self.lanes(bytes & ~Self.ones, equal: 0xA2) | Self.lanes(bytes, equal: 0xA5)
    let seat = Self.lanes(bytes & ~(Self.ones << 1), equal: 0xA4)
    let marbuta = Self.lanes(bytes, equal: 0xA9)
    let maqsura = Self.lanes(bytes, equal: 0x89)
    return (bytes | (alef >> 7) &* 0x07)
      ^ ((seat >> 7) &* 0x2C | (marbuta >> 7) &* 0x2E | (maqsura >> 7) &* 0x03
        | (seat | marbuta) >> 15)
  }

  /// What to combine by exclusive or with the byte before the block, once it is folded.
  @inline(__always)
  var turnsBefore: UInt8 {
    let second = UInt8(truncatingIfNeeded: bytes)
    return second & ~2 == 0xA4 || second == 0xA9 ? 1 : 0
  }

  /// All characters below U+0080.
  @inline(__always)
  var ascii: Lanes { Lanes(~bytes) }

  /// The characters U+0021–U+007E.
  @inline(__always)
  var visibleASCII: Lanes { Lanes(Self.lanes(bytes, from: 0x21, to: 0x7E)) }

  /// The characters U+0021–U+003F and the bytes 9F and E2: all ``SentenceMarks`` are among them.
  @inline(__always)
  var sentenceMarks: Lanes {
    Lanes(
      Self.lanes(bytes, from: 0x21, to: 0x3F) | Self.lanes(bytes, equal: 0x9F)
        | Self.lanes(bytes, equal: 0xE2))
  }

  /// The letters A–Z and a–z.
  @inline(__always)
  var latinLetters: Lanes {
    Lanes(Self.lanes(bytes | 0x20 &* Self.ones, from: 0x61, to: 0x7A))
  }

  /// Whether all bytes are Latin letters, digits and single spaces.
  @inline(__always)
  var isLatin: Bool { (latinLetters | digits | singleSpaces).isFull }

  /// The bytes with the letters A–Z as a–z. Only letters, digits and spaces are kept as they are.
  @inline(__always)
  var lowercased: UInt64 { bytes | 0x20 &* Self.ones }

  /// The digits 0–9.
  @inline(__always)
  var digits: Lanes { Lanes(Self.lanes(bytes, from: 0x30, to: 0x39)) }

  /// Spaces behind anything but a space.
  @inline(__always)
  var singleSpaces: Lanes {
    let spaces = Self.lanes(bytes, equal: 0x20)
    return Lanes(spaces & ~(spaces << 8 | (before == 0x20 ? 0x80 : 0)))
  }

  /// The marks `, - . / :` before a digit and behind a byte that may be the end of one.
  @inline(__always)
  func separators(of digits: Lanes) -> Lanes {
    let marks = Self.lanes(bytes, from: 0x2C, to: 0x2F) | Self.lanes(bytes, equal: 0x3A)
    return Lanes(
      marks & (digits.bits << 8 | (before &- 0x30 < 10 ? 0x80 : 0))
        & Self.lanes(after, from: 0x30, to: 0x39))
  }

  /// The top bits of the bytes that equal `byte`.
  @inline(__always)
  private static func lanes(_ word: UInt64, equal byte: UInt64) -> UInt64 {
    let difference = word ^ byte &* ones
    return ~((difference & ~tops) &+ ~tops | difference | ~tops)
  }

  /// The top bits of the bytes from `first` to `last`, which are ASCII.
  @inline(__always)
  private static func lanes(_ word: UInt64, from first: UInt64, to last: UInt64) -> UInt64 {
    let low = word & ~tops
    return (low &+ (0x80 &- first) &* ones) & ~(low &+ (0x7F &- last) &* ones) & ~word & tops
  }
}

extension ByteBlock {
  /// Some of the bytes of a block: the top bit of each.
  struct Lanes {
    fileprivate let bits: UInt64

    @inline(__always)
    fileprivate init(_ bits: UInt64) { self.bits = bits & ByteBlock.tops }

    @inline(__always)
    static func | (left: Lanes, right: Lanes) -> Lanes { Lanes(left.bits | right.bits) }

    @inline(__always)
    static func & (left: Lanes, right: Lanes) -> Lanes { Lanes(left.bits & right.bits) }

    /// Those that are not among `others`.
    @inline(__always)
    func without(_ others: Lanes) -> Lanes { Lanes(bits & ~others.bits) }

    /// Whether no byte is among them.
    @inline(__always)
    var isEmpty: Bool { bits == 0 }

    /// Whether all bytes are among them.
    @inline(__always)
    var isFull: Bool { bits == ByteBlock.tops }

    /// Whether the byte at `index` is among them.
    @inline(__always)
    func contains(_ index: Int) -> Bool { bits &>> UInt64(index &* 8) & 0x80 != 0 }

    // The last bit stands for the last byte in any case: a word that is not zero is searched with
    // one instruction.

    /// The number of bytes before the first of them, if there is one.
    @inline(__always)
    var first: Int { (bits | 1 << 63).trailingZeroBitCount >> 3 }

    /// The number of bytes before the first that is not among them, if there is one.
    @inline(__always)
    var prefix: Int { (bits ^ ByteBlock.tops | 1 << 63).trailingZeroBitCount >> 3 }

    /// The number of bytes.
    @inline(__always)
    var count: Int { Int(truncatingIfNeeded: ((bits >> 7) &* ByteBlock.ones) >> 56) }

    /// Those among the first `count` bytes, fewer than the block has.
    @inline(__always)
    func prefix(_ count: Int) -> Lanes { Lanes(bits & ((1 &<< UInt64(count &* 8)) &- 1)) }

    /// All but the first of them.
    @inline(__always)
    func dropFirst() -> Lanes { Lanes(bits & (bits &- 1)) }

    /// The bytes that follow none of them.
    ///
    /// - Parameter isInside: Whether the byte before the block is one of them.
    @inline(__always)
    func starts(isInside: Bool) -> Lanes {
      Lanes(bits & ~(bits << 8 | (isInside ? 0x80 : 0)))
    }
  }
}
