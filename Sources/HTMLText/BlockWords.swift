import ArabicText

/// A hash of each kept word of each block of a page.
struct BlockWords {
  private var hashes: [UInt64] = []
  private var starts: [Int] = [0]

  /// - Complexity: O(*n*).
  init(_ blocks: [PageBlock]) {
    hashes.reserveCapacity(blocks.count * 8)
    starts.reserveCapacity(blocks.count + 1)
    for block in blocks {
      block.key.withWords { bytes, ends in
        var start = 0
        for end in ends {
          hashes.append(Self.hash(UnsafeBufferPointer(rebasing: bytes[start..<end])))
          start = end + 1
        }
      }
      starts.append(hashes.count)
    }
  }

  /// The number of all words.
  var count: Int { hashes.count }

  /// The words of one block.
  subscript(index: Int) -> ArraySlice<UInt64> { hashes[starts[index]..<starts[index + 1]] }

  /// The hash of a folded word.
  static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    ByteHash.hash(word) & ~1 | (word.count >= 5 ? 1 : 0)
  }

  /// Whether a word has five bytes or more: it names something.
  static func isLong(_ hash: UInt64) -> Bool { hash & 1 == 1 }
}
