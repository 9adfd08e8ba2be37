/// The texts of some signatures, the pairs of them that were compared, and the clusters.
struct CopyGraph {
  let texts: CopyGroups
  /// The compared pairs, the smaller number first, sorted and without repetition.
  private(set) var pairs: [ComparedTexts] = []
  /// For each text, the smallest number of a text in its cluster.
  private(set) var clusters: [Int] = []

  private let signatures: [DocumentSignature]
  private let threshold: Double
  /// The texts that were compared, sorted when they first were.
  private var sorted: [SortedText?]

  /// Pairs that score less count as not alike: near misses below it are no evidence.
  static let leastScore = 0.2
  /// Sets of connected texts up to this size are compared all with all.
  private static let mostComparedWithAll = 100

  /// Compares and clusters texts.
  ///
  /// - Complexity: O(*n* log *n*); the number of comparisons for one text is bounded.
  init(_ signatures: [DocumentSignature], _ options: NearDuplicateFinder.Options) {
    self.signatures = signatures
    threshold = options.threshold
    texts = CopyGroups(signatures)
    sorted = Array(repeating: nil, count: texts.count)
    let candidates = CandidateIndex(texts, signatures, windowDays: options.windowDays).pairs()
    pairs.reserveCapacity(candidates.count)
    for pair in candidates { compare(pair.first, pair.second) }
    // Copies of copies need not share the runs of words that candidates are found by.
    let components = TextClusters.components(
      count: texts.count, links: links, threshold: threshold)
    complete(components)
    clusters = TextClusters.clusters(
      count: texts.count, components: components, links: links, threshold: threshold)
    // The memory is for the verdicts now: what is asked for later was mostly compared.
    sorted = []
  }

  /// How two texts compare.
  ///
  /// - Complexity: O(log *n*) for a pair that was compared.
  func comparison(_ first: Int, _ second: Int) -> TextComparison {
    let (left, right) = (min(first, second), max(first, second))
    var (start, end) = (0, pairs.count)
    while start < end {
      let middle = start + (end - start) / 2
      let isBefore = (pairs[middle].first, pairs[middle].second) < (left, right)
      if isBefore { start = middle + 1 } else { end = middle }
    }
    if start < pairs.count, pairs[start].first == left, pairs[start].second == right {
      return first == left ? pairs[start].comparison : pairs[start].comparison.swapped
    }
    return TextComparison(
      SortedText(signatures[texts.leader(of: first)]),
      SortedText(signatures[texts.leader(of: second)]), dayGap: texts.dayGap(first, second))
  }

  private var links: [Link] {
    pairs.lazy.filter { $0.comparison.score >= min(Self.leastScore, threshold) }
      .map { Link(first: $0.first, second: $0.second, score: $0.comparison.score) }
  }

  private mutating func compare(_ first: Int, _ second: Int) {
    let comparison = TextComparison(
      sortedText(first), sortedText(second), dayGap: texts.dayGap(first, second))
    pairs.append(ComparedTexts(first: first, second: second, comparison: comparison))
  }

  private mutating func sortedText(_ text: Int) -> SortedText {
    if let known = sorted[text] { return known }
    let new = SortedText(signatures[texts.leader(of: text)])
    sorted[text] = new
    return new
  }

  /// Compares the texts of each component that were not compared.
  private mutating func complete(_ components: [[Int]]) {
    var isJoined = [Bool](repeating: false, count: texts.count)
    for text in components.joined() { isJoined[text] = true }
    var known: Set<UInt64> = []
    for pair in pairs where isJoined[pair.first] && isJoined[pair.second] {
      known.insert(Self.packed(pair.first, pair.second))
    }
    for component in components where component.count <= Self.mostComparedWithAll {
      for (position, first) in component.enumerated() {
        for second in component[(position + 1)...]
        where !known.contains(Self.packed(first, second)) {
          compare(first, second)
        }
      }
    }
    pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  private static func packed(_ first: Int, _ second: Int) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }
}

/// Two texts, by their numbers, and how they compare.
struct ComparedTexts: Sendable {
  var first: Int
  var second: Int
  var comparison: TextComparison
}
