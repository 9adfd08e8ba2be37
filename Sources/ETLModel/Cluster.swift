/// Whether an article is a near-duplicate of others, and with which evidence.
public struct DuplicateVerdict: Record, Hashable {
  public var article: ArticleKey
  /// The cluster the article belongs to; nil when it has no duplicate.
  public var membership: ClusterMembership?
  /// The compared pairs of which this article is the later one, in the order of the run.
  public var pairs: [DuplicatePair]
  /// What later runs find the article by; nil when it is not told.
  public var entry: CopyIndexEntry?

  /// Creates a verdict for an article.
  public init(
    article: ArticleKey, membership: ClusterMembership? = nil, pairs: [DuplicatePair] = [],
    entry: CopyIndexEntry? = nil
  ) {
    self.article = article
    self.membership = membership
    self.pairs = pairs
    self.entry = entry
  }
}

/// How an article belongs to a cluster of near-duplicates.
public struct ClusterMembership: Hashable, Sendable {
  /// How the article relates to the cluster's representative.
  public enum Relation: String, Sendable {
    case representative, exact, near, contained
  }

  /// The cluster's identity: the representative's article, which all members share.
  public var representative: ArticleKey
  public var relation: Relation
  /// Word shingles shared with the representative over those in either, from 0 to 1.
  public var jaccard: Double?
  /// The share of this article's words that stand in the representative, from 0 to 1.
  public var containment: Double?

  /// Creates a membership in the cluster of `representative`.
  public init(representative: ArticleKey, relation: Relation) {
    self.representative = representative
    self.relation = relation
  }
}

/// The evidence about two articles that were compared.
public struct DuplicatePair: Hashable, Sendable {
  /// What the comparison found.
  public enum Relation: String, Sendable {
    case exact, near, contained, apart
  }

  /// The other article, earlier in the order of the run.
  public var other: ArticleKey
  public var jaccard: Double
  /// The share of this article's words found in the other.
  public var containment: Double
  /// The share of the other's words found in this article.
  public var otherContainment: Double
  /// The probability of a copy, from 0 to 1.
  public var score: Double
  public var relation: Relation

  /// Creates the evidence of one comparison.
  public init(
    other: ArticleKey, jaccard: Double, containment: Double, otherContainment: Double,
    score: Double, relation: Relation
  ) {
    self.other = other
    self.jaccard = jaccard
    self.containment = containment
    self.otherContainment = otherContainment
    self.score = score
    self.relation = relation
  }
}
