import ArabicText

/// Tells the words that most articles share from the others.
struct WordRarity: Sendable {
  /// The upper halves of the words' hashes, in a table with open addressing whose free slots are 0:
  /// small enough to stay close to the processor.
  private var slots: [UInt32]

  /// The frequent words that are compiled in.
  static let compiled = WordRarity(frequent: FrequentWords.ranked)

  /// Creates a table of folded words that are separated by white space.
  init(frequent words: String) {
    slots = Array(repeating: 0, count: 8192)
    for word in words.split(whereSeparator: \.isWhitespace) {
      let hash = Array(word.utf8).withUnsafeBufferPointer { ByteHash.hash($0) }
      slots[slot(of: hash)] = Self.mark(of: hash)
    }
  }

  /// Whether the folded word whose `ByteHash` is `hash` is among the frequent words.
  ///
  /// - Complexity: O(1).
  func isCommon(_ hash: UInt64) -> Bool { slots[slot(of: hash)] != 0 }

  /// The slot of a word, or the free one where it would be.
  private func slot(of hash: UInt64) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 && slots[slot] != Self.mark(of: hash) { slot = (slot + 1) & mask }
      return slot
    }
  }

  private static func mark(of hash: UInt64) -> UInt32 {
    max(1, UInt32(truncatingIfNeeded: hash >> 32))
  }
}
