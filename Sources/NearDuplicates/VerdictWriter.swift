import ETLModel

/// Turns clusters of texts and compared pairs of texts into verdicts about articles.
struct VerdictWriter {
  /// The verdicts so far, one for each signature.
  private(set) var verdicts: [DuplicateVerdict]

  /// The pairs that are still to be written.
  private var evidence: [Evidence] = []
  private let signatures: [DocumentSignature]
  private let texts: CopyGroups
  /// For each text, the smallest number of a text in its cluster.
  private let clusters: [Int]

  init(_ signatures: [DocumentSignature], _ texts: CopyGroups, clusters: [Int]) {
    self.signatures = signatures
    self.texts = texts
    self.clusters = clusters
    verdicts = signatures.map { DuplicateVerdict(article: $0.article, entry: $0.entry) }
  }

  /// Writes the membership of every article that has a duplicate.
  mutating func addMemberships(_ graph: CopyGraph) {
    let precedence = Precedence(signatures)
    // By cluster, the text whose leader comes before the leaders of the others.
    var representatives = Array(0..<texts.count)
    for text in 0..<texts.count {
      let cluster = clusters[text]
      let best = representatives[cluster]
      if best != text, precedence.isBefore(texts.leader(of: text), texts.leader(of: best)) {
        representatives[cluster] = text
      }
    }
    var sizes = [Int](repeating: 0, count: texts.count)
    for text in 0..<texts.count { sizes[clusters[text]] += texts.members(of: text).count }
    for text in 0..<texts.count where sizes[clusters[text]] > 1 {
      addMembership(text: text, representative: representatives[clusters[text]], graph)
    }
  }

  private mutating func addMembership(
    text: Int, representative: Int, _ graph: CopyGraph
  ) {
    let leader = texts.leader(of: representative)
    let comparison =
      text == representative ? TextComparison.identical : graph.comparison(text, representative)
    var membership = ClusterMembership(
      representative: signatures[leader].article,
      relation: text == representative
        ? .exact
        : TextComparison.isContained(comparison.containment, in: comparison.otherContainment)
          ? .contained : .near)
    membership.jaccard = comparison.jaccard
    membership.containment = comparison.containment
    for member in texts.members(of: text) { verdicts[member].membership = membership }
    if text == representative {
      verdicts[leader].membership = ClusterMembership(
        representative: signatures[leader].article, relation: .representative)
    }
  }

  /// Writes the evidence: copies word for word with the article that stands for their text, and
  /// the compared pairs that reach the threshold, share a cluster or come near to it.
  mutating func addPairs(_ pairs: [ComparedTexts], threshold: Double) {
    LargePages.reserve(&evidence, capacity: signatures.count - texts.count + pairs.count)
    for text in 0..<texts.count {
      for member in texts.members(of: text).dropFirst() {
        addPair(texts.leader(of: text), member, .identical, relation: .exact)
      }
    }
    for pair in pairs {
      let isJoined =
        clusters[pair.first] == clusters[pair.second] || pair.comparison.score >= threshold
      guard isJoined || pair.comparison.score >= CopyGraph.leastScore else { continue }
      addPair(
        texts.leader(of: pair.first), texts.leader(of: pair.second), pair.comparison,
        relation: isJoined ? joinedRelation(pair.comparison) : .apart)
    }
    writeEvidence()
  }

  private func joinedRelation(_ comparison: TextComparison) -> DuplicatePair.Relation {
    let isContained =
      TextComparison.isContained(comparison.containment, in: comparison.otherContainment)
      || TextComparison.isContained(comparison.otherContainment, in: comparison.containment)
    return isContained ? .contained : .near
  }

  /// Notes a pair for the verdict of the article that comes later in the order of the run.
  private mutating func addPair(
    _ first: Int, _ second: Int, _ comparison: TextComparison, relation: DuplicatePair.Relation
  ) {
    evidence.append(
      Evidence(
        later: max(first, second), earlier: min(first, second),
        comparison: first > second ? comparison : comparison.swapped, relation: relation))
  }

  private mutating func writeEvidence() {
    evidence.sort { ($0.later, $0.earlier) < ($1.later, $1.earlier) }
    var start = 0
    while start < evidence.count {
      let later = evidence[start].later
      let end = evidence[start...].firstIndex { $0.later != later } ?? evidence.count
      verdicts[later].pairs = evidence[start..<end].map { pair in
        DuplicatePair(
          other: signatures[pair.earlier].article, jaccard: pair.comparison.jaccard,
          containment: pair.comparison.containment,
          otherContainment: pair.comparison.otherContainment, score: pair.comparison.score,
          relation: pair.relation)
      }
      start = end
    }
    evidence = []
  }

  /// A pair of signatures, as read from the one that comes later.
  private struct Evidence {
    var later: Int
    var earlier: Int
    var comparison: TextComparison
    var relation: DuplicatePair.Relation
  }
}
