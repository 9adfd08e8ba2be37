/// A text made ready to be compared with others: its words in order, and sorted.
struct SortedText: Sendable {
  /// The positions of the words, sorted by the word and the word behind it.
  private let order: [UInt16]
  /// The values of the words in order; see ``ComparedWords/value(of:_:)``.
  private let values: ArraySlice<UInt32>
  private(set) var counts = Counts()
  /// Tells texts of the same length apart.
  let wordSequence: WordSequenceHash?

  /// Counts of distinct things.
  struct Counts: Sendable, Hashable {
    var rare: Int32 = 0
    var numbers: Int32 = 0
    /// Distinct words among the first ones of the text.
    var lead: Int32 = 0
    /// Runs of two words.
    var pairs: Int32 = 0
  }

  /// The number of words.
  var count: Int { order.count }

  /// Sorts the words of a text.
  ///
  /// - Complexity: O(*n*) for the spread values that hashes have.
  init(_ signature: DocumentSignature) {
    wordSequence = signature.wordSequence
    values = signature.words
    let keys = Self.sortedKeys(of: values)
    order = keys.map { UInt16(truncatingIfNeeded: $0) }
    counts = Self.counts(of: keys)
    var lead: [UInt32] = []
    for value in values.prefix(ComparedWords.leadLength) where !lead.contains(value) {
      lead.append(value)
    }
    counts.lead = Int32(lead.count)
  }

  /// For each position the word, what the word behind it is sorted by, and the position itself.
  private static func sortedKeys(of values: ArraySlice<UInt32>) -> [UInt64] {
    var keys = values.withUnsafeBufferPointer { values in
      [UInt64](unsafeUninitializedCapacity: values.count) { keys, count in
        count = values.count
        for position in 0..<count {
          // Nothing stands behind the last word.
          let next = position + 1 < count ? ComparedWords.shortened(values[position + 1]) : 0
          keys[position] = UInt64(values[position]) << 32 | UInt64(next) << 16 | UInt64(position)
        }
      }
    }
    SpreadSort.sort(&keys)
    return keys
  }

  private static func counts(of keys: [UInt64]) -> Counts {
    var counts = Counts()
    var (word, pair): (UInt64?, UInt64?)
    for key in keys {
      if key >> 32 != word {
        word = key >> 32
        let value = UInt32(truncatingIfNeeded: key >> 32)
        counts.rare += ComparedWords.isRare(value) ? 1 : 0
        counts.numbers += ComparedWords.isNumber(value) ? 1 : 0
      }
      if key >> 16 != pair, Int(key & 0xFFFF) != keys.count - 1 {
        pair = key >> 16
        counts.pairs += 1
      }
    }
    return counts
  }

  /// The words, for the time of `body`.
  func withWords<Result>(_ body: (Words) -> Result) -> Result {
    values.withUnsafeBufferPointer { values in
      order.withUnsafeBufferPointer { body(Words(values: values, order: $0)) }
    }
  }

  /// A view of the words of a text.
  struct Words {
    /// In the order of the text; see ``ComparedWords/value(of:_:)``.
    let values: UnsafeBufferPointer<UInt32>
    /// Positions in ``values``, sorted by word and by the word behind it.
    let order: UnsafeBufferPointer<UInt16>

    var count: Int { values.count }

    /// The word at a place of ``order``; nil behind the last one.
    func word(_ place: Int) -> UInt32? {
      place < count ? values[Int(order[place])] : nil
    }

    /// What the word behind a position is sorted by; 0 behind the last one.
    func next(_ position: Int) -> UInt16 {
      position + 1 < count ? ComparedWords.shortened(values[position + 1]) : 0
    }
  }
}
