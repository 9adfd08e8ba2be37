import ArabicText

/// A stem and what it counts, in one number: two words of the same stem are the same number.
///
/// The lower bits hold the weight and whether it is a number; the upper ones the stem's hash.
struct ContentWord: Hashable, Comparable, Sendable {
  let value: UInt64

  private static let numberFlag: UInt64 = 1

  init(hash: UInt64, weight: Double, isNumber: Bool) {
    let hundredths = UInt64((weight * 100).rounded())
    value = hash & ~0xFF | hundredths << 1 | (isNumber ? Self.numberFlag : 0)
  }

  /// How much the word says, from 0 (nothing) to 1 (a rare word).
  var weight: Double { Double(value >> 1 & 0x7F) / 100 }

  var isNumber: Bool { value & Self.numberFlag != 0 }

  static func < (left: ContentWord, right: ContentWord) -> Bool { left.value < right.value }
}

/// The words of a text that say what it is about.
struct ContentWords {
  /// Sorted and without repetition.
  private(set) var words: [ContentWord] = []
  /// A hash of all words in order, function words too.
  private(set) var sequence = WordSequenceHash()

  /// Reads `text`, which is valid UTF-8.
  ///
  /// - Complexity: O(*n* log *n*).
  init(of text: [UInt8]) {
    let tokenized = Tokenizer.tokenize(text)
    for token in tokenized.tokens where token.kind == .word || token.kind == .number {
      let folded = tokenized.folded(token)
      guard !folded.isEmpty else { continue }
      let hash = folded.withUnsafeBufferPointer { ByteHash.hash($0) }
      sequence.append(hash)
      if token.kind == .number {
        words.append(ContentWord(hash: hash, weight: WordWeights.ofNumber, isNumber: true))
      } else if let word = WordWeights.contentWord(folded, hash) {
        words.append(word)
      }
    }
    words.sort()
    words = words.indices.filter { $0 == 0 || words[$0] != words[$0 - 1] }.map { words[$0] }
  }
}

/// What words count, by their rank among the frequent words of ``FrequentWords``.
///
/// The table is frozen, so the similarity of two quotes does not depend on what else is in the run.
enum WordWeights {
  /// How many of the most frequent words say nothing: particles, pronouns, auxiliaries, and nouns
  /// that stand in every second article.
  private static let functionWordCount = 100
  private static let ofLeastFrequent = 0.7
  private static let ofMostFrequent = 0.2
  static let ofNumber = 0.7

  /// Words of telegrams between heads of state, which are the same whatever the occasion.
  private static let protocolWords = """
    التهاني التمنيات اصدق اطيب احر التعازي المواساه برقيه فخامته جلالته دولته سموه الشقيق الصديق
    اطراد الازدهار الصحه السعاده التقدم
    """

  private static let ranked = FrequentWords.ranked.split(whereSeparator: \.isWhitespace)
    .map { Array($0.utf8) }
  private static let functionWords = table(of: ranked.prefix(functionWordCount).map { $0[...] })
  private static let protocolStems = table(
    of: protocolWords.split(whereSeparator: \.isWhitespace)
      .map { LightStemmer.stem(Array($0.utf8)[...]) })
  /// The best rank of any word with a stem.
  private static let ranks = table(of: ranked.map { LightStemmer.stem($0[...]) })

  private static func table(of words: [ArraySlice<UInt8>]) -> ByteTable<Int32> {
    var table = ByteTable<Int32>()
    for (rank, word) in words.enumerated() where table[word] == nil { table[word] = Int32(rank) }
    return table
  }

  /// The content word that a folded word is; nil for a function word.
  static func contentWord(_ folded: ArraySlice<UInt8>, _ hash: UInt64) -> ContentWord? {
    guard functionWords[folded] == nil else { return nil }
    let stem = LightStemmer.stem(folded)
    // A single letter is an abbreviation or a slip.
    guard stem.count > 2, protocolStems[stem] == nil, let weight = weight(of: stem) else {
      return nil
    }
    let stemHash =
      stem.count == folded.count ? hash : stem.withUnsafeBufferPointer { ByteHash.hash($0) }
    return ContentWord(hash: stemHash, weight: weight, isNumber: false)
  }

  /// Rises with the logarithm of the rank; 1 for a stem of no frequent word.
  private static func weight(of stem: ArraySlice<UInt8>) -> Double? {
    guard let rank = ranks[stem].map(Int.init) else { return 1 }
    guard rank >= functionWordCount else { return nil }
    return logarithms[rank - functionWordCount]
  }

  private static let logarithms: [Double] = {
    // The share of doublings between the first content word and the last: no logarithm of the
    // system's library, whose last bits may differ between machines.
    let doublings = { (number: Double) -> Double in
      Double(number.exponent) + number.significand - 1
    }
    let (first, last) = (doublings(Double(functionWordCount)), doublings(Double(ranked.count)))
    return (functionWordCount..<ranked.count).map {
      let share = (doublings(Double($0)) - first) / (last - first)
      return ofMostFrequent + (ofLeastFrequent - ofMostFrequent) * share
    }
  }()
}
