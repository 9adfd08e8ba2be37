/// The texts of some signatures, the pairs of them that were compared, and the clusters.
struct CopyGraph {
  let texts: CopyGroups
  /// The compared pairs, the smaller number first, sorted and without repetition.
  private(set) var pairs: [ComparedTexts] = []
  /// For each text, the smallest number of a text in its cluster.
  private(set) var clusters: [Int] = []

  private let signatures: [DocumentSignature]

  /// Pairs that score less count as not alike: near misses below it are no evidence.
  static let leastScore = 0.2
  /// Sets of connected texts up to this size are compared all with all.
  private static let mostComparedWithAll = 100

  /// Compares and clusters texts.
  ///
  /// - Complexity: O(*n* log *n*); the number of comparisons for one text is bounded.
  init(_ signatures: [DocumentSignature], _ options: NearDuplicateFinder.Options) {
    self.signatures = signatures
    texts = CopyGroups(signatures)
    pairs = CandidateIndex(texts, signatures, windowDays: options.windowDays).pairs()
      .map { compared($0.first, $0.second) }
    // Copies of copies need not share the runs of words that candidates are found by.
    let components = TextClusters.components(
      count: texts.count, links: links, threshold: options.threshold)
    complete(components)
    clusters = TextClusters.clusters(
      count: texts.count, components: components, links: links, threshold: options.threshold)
  }

  private var links: [Link] {
    pairs.lazy.filter { $0.comparison.score >= Self.leastScore }
      .map { Link(first: $0.first, second: $0.second, score: $0.comparison.score) }
  }

  private func compared(_ first: Int, _ second: Int) -> ComparedTexts {
    ComparedTexts(
      first: first, second: second,
      comparison: TextComparison(
        signatures[texts.leader(of: first)], signatures[texts.leader(of: second)],
        dayGap: texts.dayGap(first, second)))
  }

  /// Compares the texts of each component that were not compared.
  private mutating func complete(_ components: [[Int]]) {
    var known: Set<[Int]> = []
    let inComponents = Set(components.joined())
    for pair in pairs where inComponents.contains(pair.first) {
      known.insert([pair.first, pair.second])
    }
    for component in components where component.count <= Self.mostComparedWithAll {
      for (position, first) in component.enumerated() {
        for second in component[(position + 1)...] where !known.contains([first, second]) {
          pairs.append(compared(first, second))
        }
      }
    }
    pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
  }
}

/// Two texts, by their numbers, and how they compare.
struct ComparedTexts: Sendable {
  var first: Int
  var second: Int
  var comparison: TextComparison
}
