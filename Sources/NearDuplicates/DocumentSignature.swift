public import ETLModel

/// What the near-duplicate engine keeps of a document: hashes of its words in their order, and of
/// a sample of its runs of three words.
///
/// An article of 300 words takes about 1.7 KB. Two signatures of the same text are equal whatever
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
  /// The number of ``sampledRuns`` that every sampled text would keep.
  let inSampleCount: Int32
  /// The number of words that are compared.
  let comparedCount: Int
  /// The values of the compared words in order, and behind them the sampled runs.
  private let values: [UInt32]

  init(
    article: ArticleKey, wordSequence: WordSequenceHash?, day: Int32?, hasAgency: Bool,
    wordCount: Int, words: ComparedWords
  ) {
    self.article = article
    self.wordSequence = wordSequence
    self.day = day
    self.hasAgency = hasAgency
    self.wordCount = wordCount
    inSampleCount = words.inSampleCount
    comparedCount = words.count
    values = words.values
  }

  /// The smallest number of words with which a text is compared otherwise than word for word.
  static let fewestComparableWords = 12

  /// Whether the text is long enough to be compared otherwise than word for word.
  var isComparable: Bool { wordCount >= Self.fewestComparableWords }

  /// The words that are compared; see ``ComparedWords/value(of:_:)``.
  var words: ArraySlice<UInt32> { values[..<comparedCount] }
  /// The number of sampled runs of three words.
  var sampledRunCount: Int { values.count - comparedCount }
  /// The sampled runs of three words, sorted and without repetition.
  var sampledRuns: ArraySlice<UInt32> { values[comparedCount...] }
  /// The number of bytes that the words and runs take.
  var byteCount: Int { values.count * MemoryLayout<UInt32>.size }

  /// Whether every run of three words was kept, not one in four.
  var keepsAllRuns: Bool { wordCount < ComparedWords.fewestSampledWords }

  /// Appends ``sampledRuns``, without a copy of the signature or of its parts.
  func appendSampledRuns(to output: inout [UInt32]) {
    values.withUnsafeBufferPointer { values in
      output.append(contentsOf: UnsafeBufferPointer(rebasing: values[comparedCount...]))
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

  /// Both halves as one number.
  var number: UInt128 { UInt128(high) << 64 | UInt128(low) }

  static func < (left: WordSequenceHash, right: WordSequenceHash) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
