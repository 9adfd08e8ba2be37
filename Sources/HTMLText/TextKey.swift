import ArabicText

/// The folded words of a stretch of text, one space between them and nothing else.
///
/// Two stretches with equal keys say the same to a reader: `«تخفيف» القيود!` and `تخفيف القيود`.
struct TextKey: Hashable, Sendable {
  /// The most words that are kept; a heading or a label is shorter.
  static let maximumWords = 48

  private(set) var bytes: [UInt8] = []
  /// Where each kept word ends in ``bytes``.
  private(set) var wordEnds: [Int] = []
  /// The number of all words, also of those that are not kept.
  private(set) var wordCount = 0
  /// The number of words with a Latin letter in front.
  private(set) var latinWordCount = 0

  init(_ text: UnsafeBufferPointer<UInt8>) {
    var folded: [UInt8] = []
    Normalizer.fold(text, into: &folded)
    folded.withUnsafeBufferPointer { scan($0) }
  }

  init(_ text: [UInt8]) {
    self = text.withUnsafeBufferPointer { TextKey($0) }
  }

  /// The words at `range`, counted among the kept ones.
  func words(_ range: Range<Int>) -> ArraySlice<UInt8> {
    guard !range.isEmpty else { return [] }
    let start = range.lowerBound == 0 ? 0 : wordEnds[range.lowerBound - 1] + 1
    return bytes[start..<wordEnds[range.upperBound - 1]]
  }

  private mutating func scan(_ folded: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    var start = -1
    while offset < folded.count {
      let (scalar, length) = UTF8Scalars.decode(folded, at: offset)
      let isWord = scalar < 0x80 ? Self.isWord(scalar) : CharacterClass.of(scalar).isWordPart
      if isWord, start < 0 {
        start = offset
      } else if !isWord, start >= 0 {
        close(folded, start..<offset)
        start = -1
      }
      offset += length
    }
    if start >= 0 { close(folded, start..<offset) }
  }

  private mutating func close(_ folded: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) {
    wordCount += 1
    if folded[word.lowerBound] &- 0x61 < 26 { latinWordCount += 1 }
    guard wordEnds.count < Self.maximumWords else { return }
    if !bytes.isEmpty { bytes.append(0x20) }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: folded[word]))
    wordEnds.append(bytes.count)
  }

  private static func isWord(_ scalar: UInt32) -> Bool {
    scalar &- 0x61 < 26 || scalar &- 0x30 < 10
  }
}
