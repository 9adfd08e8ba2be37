import ArabicText

/// The words of a text as they are compared with those of others.
///
/// A word is a 32-bit value: 30 bits of its hash, and its class in the two lowest bits. The hash
/// stands in front, so that sorted values spread evenly.
struct ComparedWords {
  /// The values of the words in order, and behind them the sampled runs of three words, sorted and
  /// without repetition.
  private(set) var values: [UInt32]
  /// The number of words among the values.
  let count: Int
  /// The number of runs that every sampled text would keep.
  private(set) var inSampleCount: Int32 = 0

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
    count = min(words.hashes.count, Self.mostWords)
    values = []
    values.reserveCapacity(count * 5 / 4 + 8)
    values.append(contentsOf: words.values[..<count])
    appendRuns(words.hashes[..<count])
  }

  /// Nothing to compare.
  init() {
    values = []
    count = 0
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
      if Self.isInSample(value) { inSampleCount += 1 }
      previous = run
    }
  }

  static func isInSample(_ run: UInt32) -> Bool { run & 3 == 0 }
}

/// Mixing hashes of words into hashes of runs of words.
enum HashMixing {
  /// A hash of `first` followed by `second`.
  static func combine(_ first: UInt64, _ second: UInt64) -> UInt64 {
    ByteHash.mix((first ^ 0x9e37_79b9_7f4a_7c15) &* 0xd6e8_feb8_6659_fd93 &+ second)
  }
}
