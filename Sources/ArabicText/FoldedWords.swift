/// The first folded words of a text, one space between them and nothing else.
///
/// The same as folding a text (``Normalizer``) and cutting it at all that is no word, in one pass
/// and without the folded text between.
package struct FoldedWords: Sendable {
  /// The kept words, with a space between two.
  package private(set) var bytes: [UInt8] = []
  /// Where each kept word ends in ``bytes``.
  package private(set) var ends: [Int] = []
  /// The number of all words, also of those that are not kept.
  package private(set) var count = 0
  /// The number of words with a Latin letter in front.
  package private(set) var latinCount = 0

  /// Reads `text`, which is valid UTF-8, and keeps its first `maximum` words.
  ///
  /// - Complexity: O(*n*).
  package init(_ text: UnsafeBufferPointer<UInt8>, maximum: Int) {
    guard !text.isEmpty else { return }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { output in
      Self.ascii.withUnsafeBufferPointer { ascii in
        Self.arabic.withUnsafeBufferPointer { arabic in
          var writer = Writer(output: output, maximum: maximum)
          writer.read(text, ascii, arabic)
          bytes = Array(UnsafeBufferPointer(rebasing: output[..<writer.length]))
          ends = writer.ends
          count = writer.count
          latinCount = writer.latinCount
        }
      }
    }
  }

  /// The folded byte of each ASCII character that stands in words; otherwise 0.
  private static let ascii: [UInt8] = (0..<128).map { (byte: UInt8) -> UInt8 in
    byte &- 0x41 < 26 ? byte | 0x20 : byte &- 0x61 < 26 || byte &- 0x30 < 10 ? byte : 0
  }

  /// What becomes of U+0600–U+06FF: the folded scalar, ``dropped`` or ``apart``.
  private static let arabic: [UInt16] = (0x600...0x6FF).map { (scalar: UInt32) -> UInt16 in
    var text: [UInt8] = []
    UTF8Scalars.append(scalar, to: &text)
    let folded = Normalizer.folded(text)
    guard !folded.isEmpty else { return Writer.dropped }
    let (letter, _) = folded.withUnsafeBufferPointer { UTF8Scalars.decode($0, at: 0) }
    return CharacterClass.of(letter).isWordPart ? UInt16(letter) : Writer.apart
  }
}

/// The state of one pass of ``FoldedWords``.
private struct Writer {
  static let dropped: UInt16 = 0
  static let apart: UInt16 = 1

  let output: UnsafeMutableBufferPointer<UInt8>
  let maximum: Int
  private(set) var length = 0
  private(set) var ends: [Int] = []
  private(set) var count = 0
  private(set) var latinCount = 0
  private var isInside = false
  private var isKept = true

  init(output: UnsafeMutableBufferPointer<UInt8>, maximum: Int) {
    self.output = output
    self.maximum = maximum
  }

  mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ ascii: UnsafeBufferPointer<UInt8>,
    _ arabic: UnsafeBufferPointer<UInt16>
  ) {
    var offset = 0
    while offset < text.count {
      let first = text[offset]
      if first < 0x80 {
        let folded = ascii[Int(first)]
        if folded == 0 { close() } else { put(folded) }
        offset += 1
      } else if first & 0xFC == 0xD8 {
        let folded = arabic[Int(first & 0x3) << 6 | Int(text[offset + 1] & 0x3F)]
        if folded >= 0x80 {
          put(0xC0 | UInt8(truncatingIfNeeded: folded >> 6))
          put(0x80 | UInt8(truncatingIfNeeded: folded & 0x3F))
        } else if folded > Self.apart {
          put(UInt8(truncatingIfNeeded: folded))
        } else if folded == Self.apart {
          close()
        }
        offset += 2
      } else {
        let (scalar, length) = UTF8Scalars.decode(text, at: offset)
        let kind = CharacterClass.of(scalar)
        if kind.isWordPart {
          for index in offset..<offset + length { put(text[index]) }
        } else if kind != .format, scalar != 0xAD {
          close()
        }
        offset += length
      }
    }
    close()
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    if !isInside {
      isInside = true
      count += 1
      if byte &- 0x61 < 26 { latinCount += 1 }
      isKept = ends.count < maximum
      if isKept, length > 0 { append(0x20) }
    }
    if isKept { append(byte) }
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    output[length] = byte
    length += 1
  }

  @inline(__always)
  private mutating func close() {
    if isInside, isKept { ends.append(length) }
    isInside = false
  }
}
