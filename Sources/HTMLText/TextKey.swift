import ArabicText

/// The folded words of a stretch of text, one space between them and nothing else.
///
/// Two stretches with equal keys say the same to a reader: `«تخفيف» القيود!` and `تخفيف القيود`.
struct TextKey: Hashable, Sendable {
  /// The most words that are kept; a heading or a label is shorter.
  static let maximumWords = 48

  let bytes: [UInt8]
  /// Where each kept word ends in ``bytes``.
  let wordEnds: [Int]
  /// The number of all words, also of those that are not kept.
  let wordCount: Int
  /// The number of words with a Latin letter in front.
  let latinWordCount: Int

  init(_ text: UnsafeBufferPointer<UInt8>) {
    let words = FoldedWords(text, maximum: Self.maximumWords)
    bytes = words.bytes
    wordEnds = words.ends
    wordCount = words.count
    latinWordCount = words.latinCount
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

  /// The word at `index` among the kept ones.
  func word(_ index: Int) -> ArraySlice<UInt8> { words(index..<index + 1) }

  /// The first `count` of the kept words as a key of their own.
  func prefix(_ count: Int) -> TextKey {
    TextKey(Array(words(0..<min(count, wordEnds.count))))
  }

  /// Whether a digit stands among the kept words.
  var hasDigit: Bool { bytes.contains(where: MarkupByte.isDigit) }

  /// Whether the word at `index` is a number.
  func isNumber(_ index: Int) -> Bool { word(index).allSatisfy(MarkupByte.isDigit) }

  /// Whether the word at `index` begins with a digit.
  func beginsWithDigit(_ index: Int) -> Bool { word(index).first.map(MarkupByte.isDigit) ?? false }

  /// Calls `body` with the bytes and the ends of the kept words.
  func withWords<Result>(
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Int>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      wordEnds.withUnsafeBufferPointer { body(bytes, $0) }
    }
  }

  /// The kept words of four letters and more, each once and without its article.
  var longWords: Set<[UInt8]> {
    var words: Set<[UInt8]> = []
    for index in wordEnds.indices {
      let word = word(index)
      let article = word.starts(with: "ال".utf8) ? 4 : 0
      if word.count >= 8 { words.insert(Array(word.dropFirst(article))) }
    }
    return words
  }

  /// The bytes say where the words end.
  static func == (left: TextKey, right: TextKey) -> Bool {
    left.wordCount == right.wordCount && left.bytes == right.bytes
      && left.latinWordCount == right.latinWordCount
  }

  func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
