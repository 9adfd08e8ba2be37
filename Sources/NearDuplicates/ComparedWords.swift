import ArabicText

/// The words of a text as they are compared with those of others.
///
/// A word is a 32-bit value: 30 bits of its hash, and its class in the two lowest bits. The hash
/// stands in front, so that sorted values spread evenly.
struct ComparedWords {
  /// The values of the words in order, and behind them the sampled runs of three words, sorted and
  /// without repetition.
  private(set) var values: [UInt32]
  /// The positions of the words, sorted by the word and the word behind it.
  private(set) var order: [UInt16]
  private(set) var counts = DocumentSignature.Counts()

  /// Texts with fewer words keep every run of three words, longer ones one in four.
  static let fewestSampledWords = 64
  /// The number of words that make the lead.
  static let leadLength = 40
  /// Texts are compared by this many words at most, so that one huge text cannot make every
  /// comparison slow. Copies word for word are told by all words.
  static let mostWords = 20_000

  /// The class of a word, in the two lowest bits of its value.
  enum WordClass: UInt32 {
    case common = 0
    case rare = 1
    case number = 2
  }

  /// The value of the word with a hash.
  static func value(of hash: UInt64, _ kind: WordClass) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32) & ~3 | kind.rawValue
  }

  /// The part of a value that words behind another one are told apart by.
  static func shortened(_ value: UInt32) -> UInt16 { UInt16(truncatingIfNeeded: value >> 16) }

  /// Whether the value is that of a word which few articles have.
  static func isRare(_ value: UInt32) -> Bool { value & 3 == WordClass.rare.rawValue }

  /// Whether the value is that of a number in digits.
  static func isNumber(_ value: UInt32) -> Bool { value & 3 == WordClass.number.rawValue }

  /// The words whose hashes and values are given in order.
  ///
  /// - Complexity: O(*n* log *n*).
  init(_ words: WordHashes) {
    let count = min(words.hashes.count, Self.mostWords)
    values = []
    values.reserveCapacity(count * 5 / 4 + 64)
    values.append(contentsOf: words.values[..<count])
    order = []
    appendOrder()
    countLead()
    appendRuns(words.hashes[..<count])
  }

  /// Nothing to compare.
  init() {
    values = []
    order = []
  }

  /// Sorts the positions, and counts what is distinct on the way.
  private mutating func appendOrder() {
    guard !values.isEmpty else { return }
    var keys = values.withUnsafeBufferPointer { values in
      [UInt64](unsafeUninitializedCapacity: values.count) { keys, count in
        count = values.count
        for position in 0..<count - 1 {
          let next = UInt64(Self.shortened(values[position + 1]))
          keys[position] = UInt64(values[position]) << 32 | next << 16 | UInt64(position)
        }
        // Nothing stands behind the last word.
        keys[count - 1] = UInt64(values[count - 1]) << 32 | UInt64(count - 1)
      }
    }
    SpreadSort.sort(&keys)
    order.reserveCapacity(keys.count)
    var counts = DocumentSignature.Counts()
    let last = values.count - 1
    var (word, pair): (UInt64?, UInt64?)
    for key in keys {
      let position = UInt16(truncatingIfNeeded: key)
      order.append(position)
      if key >> 32 != word {
        word = key >> 32
        let value = UInt32(truncatingIfNeeded: key >> 32)
        counts.rare += Self.isRare(value) ? 1 : 0
        counts.numbers += Self.isNumber(value) ? 1 : 0
      }
      if key >> 16 != pair, Int(position) != last {
        pair = key >> 16
        counts.pairs += 1
      }
    }
    self.counts = counts
  }

  private mutating func countLead() {
    var lead: [UInt32] = []
    for value in values.prefix(Self.leadLength) where !lead.contains(value) { lead.append(value) }
    counts.lead = Int32(lead.count)
  }

  private mutating func appendRuns(_ hashes: ArraySlice<UInt64>) {
    let keepsAll = hashes.count < Self.fewestSampledWords
    var runs: [UInt64] = []
    runs.reserveCapacity(keepsAll ? hashes.count : hashes.count / 3)
    for index in hashes.indices.dropLast(2) {
      let pair = HashMixing.combine(hashes[index], hashes[index + 1])
      let run = UInt32(truncatingIfNeeded: HashMixing.combine(pair, hashes[index + 2]) >> 32)
      if keepsAll || Self.isInSample(run) { runs.append(UInt64(run) << 32) }
    }
    SpreadSort.sort(&runs)
    var previous: UInt64?
    for run in runs where run != previous {
      let value = UInt32(truncatingIfNeeded: run >> 32)
      values.append(value)
      if Self.isInSample(value) { counts.inSample += 1 }
      previous = run
    }
  }

  static func isInSample(_ run: UInt32) -> Bool { run & 3 == 0 }
}

/// Sorting numbers whose highest bits are spread evenly, as those of hashes are.
enum SpreadSort {
  /// Sorts `numbers` in ascending order.
  ///
  /// - Complexity: O(*n*) for spread numbers, O(*n* log *n*) for any.
  static func sort(_ numbers: inout [UInt64]) {
    guard numbers.count > 24 else {
      numbers.sort()
      return
    }
    // One bucket for one or two numbers.
    let bits = max(1, Int.bitWidth - 1 - numbers.count.leadingZeroBitCount)
    let shift = UInt64(64 - bits)
    var starts = [Int32](repeating: 0, count: 1 << bits + 1)
    var sorted = [UInt64](repeating: 0, count: numbers.count)
    for number in numbers { starts[Int(number >> shift) + 1] += 1 }
    var largest: Int32 = 0
    for bucket in 1..<starts.count {
      largest = max(largest, starts[bucket])
      starts[bucket] += starts[bucket - 1]
    }
    for number in numbers {
      let bucket = Int(number >> shift)
      sorted[Int(starts[bucket])] = number
      starts[bucket] += 1
    }
    if largest > 64 { sorted.sort() } else { insertionSort(&sorted) }
    numbers = sorted
  }

  private static func insertionSort(_ numbers: inout [UInt64]) {
    numbers.withUnsafeMutableBufferPointer { numbers in
      for index in 1..<numbers.count {
        let number = numbers[index]
        var place = index
        while place > 0 && numbers[place - 1] > number {
          numbers[place] = numbers[place - 1]
          place -= 1
        }
        numbers[place] = number
      }
    }
  }
}

/// Mixing hashes of words into hashes of runs of words.
enum HashMixing {
  /// A hash of `first` followed by `second`.
  static func combine(_ first: UInt64, _ second: UInt64) -> UInt64 {
    ByteHash.mix((first ^ 0x9e37_79b9_7f4a_7c15) &* 0xd6e8_feb8_6659_fd93 &+ second)
  }
}
