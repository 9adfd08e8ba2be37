/// The bytes that colons and the ends of sentences begin with: `.`, `!`, `?`, `:`, `…`, and of the
/// Arabic question mark the second, for the first begins letters too.
package enum SentenceMarks {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops = ones << 7

  /// The first place from `start` on where such a byte stands; the end of the text if none does.
  ///
  /// The second byte of a letter may be one as well.
  ///
  /// - Complexity: O(*n*), eight bytes at a time where no digit and no other mark of ASCII stands.
  package static func next(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = text.baseAddress else { return start }
    var offset = start
    while offset < text.count {
      while offset &+ 8 <= text.count {
        let word = (UnsafeRawPointer(base) + offset).loadUnaligned(as: UInt64.self)
        let found = mayBeMarks(word)
        if found == 0 {
          offset &+= 8
        } else {
          offset &+= found.littleEndian.trailingZeroBitCount >> 3
          break
        }
      }
      guard offset < text.count, !isMark(text[offset]) else { break }
      offset &+= 1
    }
    return offset
  }

  /// The top bits of the bytes from U+0021 to U+003F, of 9F and of E2.
  @inline(__always)
  private static func mayBeMarks(_ word: UInt64) -> UInt64 {
    // Without their top bits, no byte carries into the next.
    let low = word & ~tops
    let ascii = ~word & ~(word << 1) & (low &+ 0x5F &* ones)
    return (ascii | zeros(word ^ 0x9F &* ones) | zeros(word ^ 0xE2 &* ones)) & tops
  }

  /// The top bits of the bytes that are zero, among others.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    ~(((word & ~tops) &+ ~tops) | word)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x2E, 0x3A, 0x3F, 0x9F, 0xE2: true
    default: false
    }
  }
}
