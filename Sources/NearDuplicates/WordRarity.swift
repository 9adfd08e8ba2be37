import ArabicText

/// Tells the words that most articles share from the others.
enum WordRarity {
  /// Whether the folded word whose `ByteHash` is `hash` is among the frequent words.
  ///
  /// - Complexity: O(1).
  static func isCommon(_ hash: UInt64) -> Bool { table.contains(hash) }

  private static let table = HashTable(of: FrequentWords.ranked)

  /// A set of 64-bit hashes with open addressing.
  private struct HashTable: Sendable {
    private var slots: [UInt64]

    init(of words: String) {
      slots = Array(repeating: 0, count: 8192)
      for word in words.split(whereSeparator: \.isWhitespace) {
        insert(Array(word.utf8).withUnsafeBufferPointer { ByteHash.hash($0) })
      }
    }

    func contains(_ hash: UInt64) -> Bool {
      slots.withUnsafeBufferPointer { $0[slot(of: hash, in: $0)] != 0 }
    }

    private mutating func insert(_ hash: UInt64) {
      let free = slots.withUnsafeBufferPointer { slot(of: hash, in: $0) }
      slots[free] = hash
    }

    private func slot(of hash: UInt64, in slots: UnsafeBufferPointer<UInt64>) -> Int {
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 && slots[slot] != hash { slot = (slot + 1) & mask }
      return slot
    }
  }
}
