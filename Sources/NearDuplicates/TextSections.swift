import ArabicText

/// The sorted hash sets that a text is compared by.
struct TextSections {
  private(set) var values: [UInt32] = []
  private(set) var ends = DocumentSignature.SectionEnds()
  private(set) var inSampleCount = 0

  /// Texts with fewer words keep every run of three words, longer ones one in four.
  static let fewestSampledWords = 64
  /// The number of words that make the lead.
  static let leadLength = 40

  /// The class of a word, in the two highest bits of its value, so that classes sort apart.
  enum WordClass: UInt32 {
    case common = 0
    case rare = 0x4000_0000
    case number = 0x8000_0000
  }

  /// The value of a word: its class and 30 bits of its hash.
  static func value(of word: UInt64, _ kind: WordClass) -> UInt32 {
    kind.rawValue | UInt32(truncatingIfNeeded: word >> 34)
  }

  /// Creates the sections of a text from the hashes and the values of its words, in order.
  ///
  /// - Complexity: O(*n* log *n*).
  init(hashes: ArraySlice<UInt64>, values wordValues: ArraySlice<UInt32>) {
    values.reserveCapacity(hashes.count * 5 / 2 + Self.leadLength)
    appendSet(wordValues)
    ends.numbers = Int32(values.count)
    ends.common = firstIndex(atLeast: WordClass.rare.rawValue)
    ends.rare = firstIndex(atLeast: WordClass.number.rawValue)
    appendSet(wordValues.prefix(Self.leadLength))
    ends.lead = Int32(values.count)
    appendRuns(hashes)
  }

  private func firstIndex(atLeast bound: UInt32) -> Int32 {
    Int32(values.firstIndex { $0 >= bound } ?? values.count)
  }

  private mutating func appendRuns(_ hashes: ArraySlice<UInt64>) {
    let keepsAll = hashes.count < Self.fewestSampledWords
    var pairs: [UInt32] = []
    var runs: [UInt32] = []
    pairs.reserveCapacity(hashes.count)
    for index in hashes.indices.dropFirst() {
      let pair = HashMixing.combine(hashes[index - 1], hashes[index])
      pairs.append(UInt32(truncatingIfNeeded: pair >> 32))
      guard index + 1 < hashes.endIndex else { break }
      let run = UInt32(truncatingIfNeeded: HashMixing.combine(pair, hashes[index + 1]) >> 32)
      if keepsAll || Self.isInSample(run) { runs.append(run) }
    }
    appendSet(pairs[...])
    ends.pairs = Int32(values.count)
    appendSet(runs[...])
    inSampleCount = values[Int(ends.pairs)...].count { Self.isInSample($0) }
  }

  private static func isInSample(_ run: UInt32) -> Bool { run & 3 == 0 }

  private mutating func appendSet(_ elements: ArraySlice<UInt32>) {
    var previous: UInt32?
    for element in elements.sorted() where element != previous {
      values.append(element)
      previous = element
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
