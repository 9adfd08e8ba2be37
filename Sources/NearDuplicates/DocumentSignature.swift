public import ETLModel

/// What the near-duplicate engine keeps of a document: hashes of its words and of runs of words.
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
  let wordCount: Int
  /// The number of ``sampledRuns`` that every sampled text would keep.
  let inSampleCount: Int
  /// All sections one behind the other, each sorted and without repetition.
  private let values: [UInt32]
  private let sectionEnds: SectionEnds

  /// Where the sections of the values end.
  struct SectionEnds: Sendable {
    var common: Int32 = 0
    var rare: Int32 = 0
    var numbers: Int32 = 0
    var lead: Int32 = 0
    var pairs: Int32 = 0
  }

  init(
    article: ArticleKey, wordSequence: WordSequenceHash?, day: Int32?, hasAgency: Bool,
    wordCount: Int, sections: TextSections
  ) {
    self.article = article
    self.wordSequence = wordSequence
    self.day = day
    self.hasAgency = hasAgency
    self.wordCount = wordCount
    inSampleCount = sections.inSampleCount
    values = sections.values
    sectionEnds = sections.ends
  }

  /// The smallest number of words with which a text is compared otherwise than word for word.
  static let fewestComparableWords = 12

  /// Whether the text is long enough to be compared otherwise than word for word.
  var isComparable: Bool { wordCount >= Self.fewestComparableWords }

  /// The number of distinct rare words.
  var rareCount: Int { Int(sectionEnds.rare - sectionEnds.common) }
  /// The number of distinct numbers.
  var numberCount: Int { Int(sectionEnds.numbers - sectionEnds.rare) }
  /// The number of distinct words among the first ones of the text.
  var leadCount: Int { Int(sectionEnds.lead - sectionEnds.numbers) }
  /// The number of distinct runs of two words.
  var pairCount: Int { Int(sectionEnds.pairs - sectionEnds.lead) }
  /// The number of sampled runs of three words.
  var sampledRunCount: Int { values.count - Int(sectionEnds.pairs) }

  /// Whether every run of three words was kept, not one in four.
  var keepsAllRuns: Bool { wordCount < TextSections.fewestSampledWords }

  /// The sections of the values, for the time of `body`.
  func withSections<Result>(_ body: (Sections) -> Result) -> Result {
    values.withUnsafeBufferPointer { body(Sections(values: $0, ends: sectionEnds)) }
  }

  /// A view of the values by section.
  struct Sections {
    let values: UnsafeBufferPointer<UInt32>
    let ends: SectionEnds

    /// Words, rare words and numbers: the class stands in the two highest bits.
    var words: UnsafeBufferPointer<UInt32> { slice(0, ends.numbers) }
    var rare: UnsafeBufferPointer<UInt32> { slice(ends.common, ends.rare) }
    var numbers: UnsafeBufferPointer<UInt32> { slice(ends.rare, ends.numbers) }
    var lead: UnsafeBufferPointer<UInt32> { slice(ends.numbers, ends.lead) }
    var pairs: UnsafeBufferPointer<UInt32> { slice(ends.lead, ends.pairs) }
    var sampledRuns: UnsafeBufferPointer<UInt32> { slice(ends.pairs, Int32(values.count)) }

    private func slice(_ start: Int32, _ end: Int32) -> UnsafeBufferPointer<UInt32> {
      UnsafeBufferPointer(rebasing: values[Int(start)..<Int(end)])
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

  static func < (left: WordSequenceHash, right: WordSequenceHash) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
