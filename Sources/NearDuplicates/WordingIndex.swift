/// Finds the pairs of wordings that can have the same speaker, lie close in time and share enough
/// words to be worth comparing.
///
/// A posting list holds the wordings of one voice that contain one word, in the order of their days.
/// At most ``longestList`` entries of it are read, from each wording backward: what somebody says in
/// every sentence costs no more than what is said once.
struct WordingIndex {
  private static let longestList = 100
  private static let fewestShared: UInt16 = 2
  /// The share of the words of the one with fewer that must be shared.
  private static let leastContainment = 0.3
  /// Lighter words find nobody.
  private static let leastWeight = 0.25

  private let wordings: [Wording]
  private let windowDays: Int
  private let postings: PostingLists
  /// How many words of each wording are indexed.
  private var wordCounts: [Int] = []

  /// - Parameters:
  ///   - wordings: In the order of their first days.
  ///   - words: The words of each.
  init(_ wordings: [Wording], words: (Wording) -> [ContentWord], windowDays: Int) {
    self.wordings = wordings
    self.windowDays = windowDays
    var entries: [UInt64] = []
    for (number, wording) in wordings.enumerated() {
      let indexed = words(wording).filter { $0.weight >= Self.leastWeight }
      wordCounts.append(indexed.count)
      var features: Set<UInt32> = []
      for key in Self.keys(of: wording) {
        for word in indexed {
          features.insert(UInt32(truncatingIfNeeded: HashMixing.combine(key, word.value) >> 32))
        }
      }
      for feature in features { entries.append(UInt64(feature) << 32 | UInt64(number)) }
    }
    postings = PostingLists(entries: entries, documentCount: wordings.count)
  }

  /// What two wordings have in common that may be compared: a voice, or a voice in copies of an
  /// article of which one has no day.
  private static func keys(of wording: Wording) -> Set<UInt64> {
    var keys: Set<UInt64> = []
    for voice in wording.voices {
      for key in voice.keys {
        if !wording.days.isEmpty { keys.insert(key) }
        for cluster in wording.clusters {
          keys.insert(HashMixing.combine(key, UInt64(bitPattern: Int64(cluster))))
        }
      }
    }
    return keys
  }

  /// The pairs to compare, the smaller number first, in a fixed order and without repetition.
  ///
  /// - Complexity: O(*w*) in the number of indexed words, with ``longestList`` as the factor.
  func forEachPair(_ body: (_ first: Int, _ second: Int, _ dayGap: Int) -> Void) {
    var counts = [UInt16](repeating: 0, count: wordings.count)
    var touched: [Int] = []
    for current in wordings.indices {
      postings.forEachEarlier(than: current, limit: Self.longestList) { other in
        if counts[other] == 0 { touched.append(other) }
        counts[other] += 1
        return true
      }
      touched.sort()
      for other in touched {
        let shared = counts[other]
        counts[other] = 0
        let fewer = Double(min(wordCounts[current], wordCounts[other]))
        guard shared >= Self.fewestShared, Double(shared) >= Self.leastContainment * fewer,
          let gap = wordings[current].dayGap(wordings[other], within: windowDays)
        else { continue }
        body(other, current, gap)
      }
      touched.removeAll(keepingCapacity: true)
    }
  }
}
