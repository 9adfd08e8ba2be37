import ETLModel

/// Turns clusters of texts and compared pairs of texts into verdicts about articles.
struct VerdictWriter {
  /// The verdicts so far, one for each signature.
  private(set) var verdicts: [DuplicateVerdict]

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
  mutating func addMemberships() {
    let precedence = Precedence(signatures)
    // By cluster, the text whose leader comes before the leaders of the others.
    var representatives = Array(0..<texts.count)
    for text in 0..<texts.count {
      let cluster = clusters[text]
      let best = representatives[cluster]
      if precedence.isBefore(texts.leader(of: text), texts.leader(of: best)) {
        representatives[cluster] = text
      }
    }
    var sizes = [Int](repeating: 0, count: texts.count)
    for text in 0..<texts.count { sizes[clusters[text]] += texts.members(of: text).count }
    for text in 0..<texts.count where sizes[clusters[text]] > 1 {
      addMembership(text: text, representative: representatives[clusters[text]])
    }
  }

  private mutating func addMembership(text: Int, representative: Int) {
    let leader = texts.leader(of: representative)
    let comparison =
      text == representative
      ? TextComparison.identical
      : TextComparison(
        signatures[texts.leader(of: text)], signatures[leader],
        dayGap: texts.dayGap(text, representative))
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
    sortPairs()
  }

  private func joinedRelation(_ comparison: TextComparison) -> DuplicatePair.Relation {
    let isContained =
      TextComparison.isContained(comparison.containment, in: comparison.otherContainment)
      || TextComparison.isContained(comparison.otherContainment, in: comparison.containment)
    return isContained ? .contained : .near
  }

  /// Adds a pair to the verdict of the article that comes later in the order of the run.
  private mutating func addPair(
    _ first: Int, _ second: Int, _ comparison: TextComparison, relation: DuplicatePair.Relation
  ) {
    let isFirstLater = first > second
    let (earlier, later) = isFirstLater ? (second, first) : (first, second)
    verdicts[later].pairs.append(
      DuplicatePair(
        other: signatures[earlier].article, jaccard: comparison.jaccard,
        containment: isFirstLater ? comparison.containment : comparison.otherContainment,
        otherContainment: isFirstLater ? comparison.otherContainment : comparison.containment,
        score: comparison.score, relation: relation))
  }

  private mutating func sortPairs() {
    var order: [ArticleKey: Int] = [:]
    for (index, signature) in signatures.enumerated() { order[signature.article] = index }
    for index in verdicts.indices where verdicts[index].pairs.count > 1 {
      verdicts[index].pairs.sort { order[$0.other, default: 0] < order[$1.other, default: 0] }
    }
  }
}
