public import ETLModel

/// What the near-duplicate engine keeps of a document: hashes of its words in their order, and of
/// a sample of its runs of three words.
///
/// An article of 300 words takes about 2 KB. Two signatures of the same text are equal whatever
/// the process or machine that made them.
public struct DocumentSignature: Sendable {
  public let article: ArticleKey

  /// A hash of all words in order; nil for a text without words.
  let wordSequence: WordSequenceHash?
  /// Days since 1970-01-01; nil when the day of publication is not known.
  let day: Int32?
  let hasAgency: Bool
  /// The number of words of the text; those that are compared may be fewer.
  let wordCount: Int
  /// What is counted of the words.
  let counts: Counts
  /// The values of the words in order, and behind them the sampled runs.
  private let values: [UInt32]
  /// The positions of the words, sorted by the word and the word behind it.
  private let order: [UInt16]

  /// Counts of distinct things in the words that are compared.
  struct Counts: Sendable, Hashable {
    var rare: Int32 = 0
    var numbers: Int32 = 0
    /// Distinct words among the first ones of the text.
    var lead: Int32 = 0
    /// Runs of two words.
    var pairs: Int32 = 0
    /// Sampled runs of three words that every sampled text would keep.
    var inSample: Int32 = 0
  }

  init(
    article: ArticleKey, wordSequence: WordSequenceHash?, day: Int32?, hasAgency: Bool,
    wordCount: Int, words: ComparedWords
  ) {
    self.article = article
    self.wordSequence = wordSequence
    self.day = day
    self.hasAgency = hasAgency
    self.wordCount = wordCount
    counts = words.counts
    values = words.values
    order = words.order
  }

  /// The smallest number of words with which a text is compared otherwise than word for word.
  static let fewestComparableWords = 12

  /// Whether the text is long enough to be compared otherwise than word for word.
  var isComparable: Bool { wordCount >= Self.fewestComparableWords }

  /// The number of words that are compared.
  var comparedCount: Int { order.count }
  /// The number of sampled runs of three words.
  var sampledRunCount: Int { values.count - order.count }
  /// The sampled runs of three words, sorted and without repetition.
  var sampledRuns: ArraySlice<UInt32> { values[order.count...] }
  /// The number of bytes that the words and runs take.
  var byteCount: Int { values.count * 4 + order.count * 2 }

  /// Whether every run of three words was kept, not one in four.
  var keepsAllRuns: Bool { wordCount < ComparedWords.fewestSampledWords }

  /// The words, for the time of `body`.
  func withWords<Result>(_ body: (Words) -> Result) -> Result {
    values.withUnsafeBufferPointer { values in
      order.withUnsafeBufferPointer { order in
        body(Words(values: UnsafeBufferPointer(rebasing: values[..<order.count]), order: order))
      }
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

/// A 128-bit hash of a sequence of words.
struct WordSequenceHash: Hashable, Sendable, Comparable {
  private var high: UInt64 = 1
  private var low: UInt64 = 2

  /// Appends the word whose hash is `word`.
  mutating func append(_ word: UInt64) {
    high = HashMixing.combine(high, word)
    low = HashMixing.combine(low &+ 0x9e37_79b9_7f4a_7c15, word)
  }

  /// The hash, its highest byte first.
  var bytes: [UInt8] {
    [high, low].flatMap { half in withUnsafeBytes(of: half.bigEndian) { Array($0) } }
  }

  static func < (left: WordSequenceHash, right: WordSequenceHash) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
