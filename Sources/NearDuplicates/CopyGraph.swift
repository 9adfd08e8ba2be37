/// The texts of some signatures, the pairs of them that were compared, and the clusters.
struct CopyGraph {
  let texts: CopyGroups
  /// The compared pairs, the smaller number first, without repetition and sorted by the greater one.
  private(set) var pairs: [ComparedTexts] = []
  /// Where the pairs of each greater number begin, and where those of the last one end.
  private var pairStarts: [Int32] = []
  /// For each text, the smallest number of a text in its cluster.
  private(set) var clusters: [Int] = []

  private let threshold: Double
  /// The texts as they are compared.
  private let compared: [ComparedText]
  private var comparer = TextComparer()
  /// The text that the comparer has read.
  private var current = -1
  /// The sum of words that were asked for early, so that asking is not for nothing.
  private var awaited: UInt32 = 0
  /// What each text has, counted when it was first compared.
  private var counts: [WordTable.Counts?] = []

  /// Pairs that score less count as not alike: near misses below it are no evidence.
  static let leastScore = 0.2
  /// Sets of connected texts up to this size are compared all with all.
  private static let mostComparedWithAll = 100
  /// The number of pairs whose texts are asked for together.
  private static let batchSize = 16
  /// How many words of a text are asked for; the processor fetches those that follow on its own.
  private static let awaitedWords = 4 * CacheLine.numbers

  /// Compares and clusters texts.
  ///
  /// - Complexity: O(*n* log *n*); the number of comparisons for one text is bounded.
  init(_ signatures: [DocumentSignature], _ options: NearDuplicateFinder.Options) {
    threshold = options.threshold
    texts = CopyGroups(signatures)
    let candidates = CandidateIndex(texts, signatures, windowDays: options.windowDays).pairs()
    var compared: [ComparedText] = []
    LargePages.reserve(&compared, capacity: texts.count)
    for text in 0..<texts.count {
      compared.append(
        ComparedText(signatures[texts.leader(of: text)], day: texts.onlyDay(of: text)))
    }
    self.compared = compared
    LargePages.reserve(&counts, capacity: texts.count)
    counts.append(contentsOf: repeatElement(nil, count: texts.count))
    // Some more follow: see ``complete(_:)``.
    LargePages.reserve(&pairs, capacity: candidates.count + candidates.count / 4)
    compare(candidates)
    indexPairs()
    // Copies of copies need not share the runs of words that candidates are found by.
    let components = TextClusters.components(
      count: texts.count, links: links, threshold: threshold)
    complete(components)
    clusters = TextClusters.clusters(
      count: texts.count, components: components, links: links, threshold: threshold)
    // The memory is for the verdicts now: what is asked for later was mostly compared.
    counts = []
  }

  /// How two texts compare.
  ///
  /// - Complexity: O(log *n*) for a pair that was compared.
  func comparison(_ first: Int, _ second: Int) -> TextComparison {
    if let pair = comparedPair(min(first, second), max(first, second)) {
      return first < second ? pair.comparison : pair.comparison.swapped
    }
    var comparer = TextComparer()
    comparer.read(compared[first])
    return comparer.comparison(with: compared[second], dayGap: dayGap(first, second))
  }

  private var links: [Link] {
    pairs.lazy.filter { $0.comparison.score >= min(Self.leastScore, threshold) }
      .map { Link(first: $0.first, second: $0.second, score: $0.comparison.score) }
  }

  /// Compares pairs of texts.
  ///
  /// Texts lie far apart in memory: asking for the first words of several before any is compared lets
  /// the processor wait for them together.
  private mutating func compare(_ candidates: [(first: Int, second: Int)]) {
    for start in stride(from: 0, to: candidates.count, by: Self.batchSize) {
      let batch = candidates[start..<min(candidates.count, start + Self.batchSize)]
      for pair in batch {
        request(pair.first)
        request(pair.second)
      }
      for pair in batch { compare(pair.first, pair.second) }
    }
  }

  /// Asks for the first words of a text and its counts, without waiting for them.
  private mutating func request(_ text: Int) {
    let words = compared[text].words
    words.withUnsafeBufferPointer { words in
      let end = min(words.count, Self.awaitedWords)
      for index in stride(from: 0, to: end, by: CacheLine.numbers) { awaited &+= words[index] }
    }
    awaited &+= UInt32(bitPattern: counts[text]?.words ?? 0)
  }

  /// Compares two texts.
  ///
  /// The comparer reads the second one. If pairs come sorted by that, each text is read once: one that
  /// stands first was read before, or is for its counts only.
  private mutating func compare(_ first: Int, _ second: Int) {
    if second != current {
      comparer.read(compared[second])
      counts[second] = comparer.counts
      current = second
    }
    let known = counts[first] ?? comparer.counts(of: compared[first])
    counts[first] = known
    let comparison = comparer.comparison(
      with: compared[first], known, dayGap: dayGap(first, second))
    pairs.append(ComparedTexts(first: first, second: second, comparison: comparison.swapped))
  }

  private func dayGap(_ first: Int, _ second: Int) -> Int? {
    guard let left = compared[first].day, let right = compared[second].day else {
      return texts.dayGap(first, second)
    }
    return abs(Int(left) - Int(right))
  }

  /// Compares the texts of each component that were not compared.
  private mutating func complete(_ components: [[Int]]) {
    var missing: [(first: Int, second: Int)] = []
    for component in components where component.count <= Self.mostComparedWithAll {
      for (position, second) in component.enumerated() {
        for first in component[..<position] where comparedPair(first, second) == nil {
          missing.append((first, second))
        }
      }
    }
    compare(missing)
    pairs.sort { ($0.second, $0.first) < ($1.second, $1.first) }
    indexPairs()
  }

  private mutating func indexPairs() {
    pairStarts = Array(repeating: 0, count: texts.count + 1)
    for pair in pairs { pairStarts[pair.second + 1] += 1 }
    for text in 0..<texts.count { pairStarts[text + 1] += pairStarts[text] }
  }

  /// The pair of texts with these numbers, the smaller one first, if it was compared before the last
  /// ``indexPairs()``.
  private func comparedPair(_ first: Int, _ second: Int) -> ComparedTexts? {
    var (start, end) = (Int(pairStarts[second]), Int(pairStarts[second + 1]))
    while start < end {
      let middle = start + (end - start) / 2
      if pairs[middle].first < first { start = middle + 1 } else { end = middle }
    }
    guard start < Int(pairStarts[second + 1]), pairs[start].first == first else { return nil }
    return pairs[start]
  }
}

/// Two texts, by their numbers, and how they compare.
struct ComparedTexts: Sendable {
  var first: Int
  var second: Int
  var comparison: TextComparison
}
