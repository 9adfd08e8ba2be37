import ArabicText

/// The surnames of the people of an article, folded and without article.
struct SurnameSet: Sendable {
  private var table = ByteTable<Bool>()
  /// A bit for each surname's length and letters, which refuses most words at once.
  private var bits: UInt64 = 0

  /// Enters `word`, which is folded and has no article.
  mutating func insert(_ word: ArraySlice<UInt8>) {
    word.withUnsafeBufferPointer { bits |= Self.bit($0) }
    table[word] = true
  }

  /// Whether `word`, which is folded and has no article, is a surname.
  func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    bits & Self.bit(word) != 0 && table.value(for: word) != nil
  }

  private static func bit(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let last = word.last, word.count > 1 else { return 1 }
    let shape = Int(word[1]) &+ Int(last) &* 3 &+ word.count &* 5
    return 1 &<< UInt64(truncatingIfNeeded: shape)
  }
}
