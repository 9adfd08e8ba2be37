public import ETLModel

/// Finds articles that are copies of one another, edited or cut ones included.
///
///     let finder = NearDuplicateFinder(options: .init())
///     let verdicts = finder.verdicts(for: documents.map(finder.signature(of:)))
///
/// Texts with the same words are copies whenever they were published. Others are compared if they
/// share rare runs of words and were published at most ``Options/windowDays`` apart; seven
/// features give the probability of a copy, and average-link clustering makes clusters of the
/// pairs. Texts of fewer than 12 words are only compared word for word, with their titles.
public struct NearDuplicateFinder: Sendable {
  /// What can be chosen.
  public struct Options: Sendable, Hashable {
    /// The probability of a copy, from 0 to 1, from which articles are joined.
    public var threshold = 0.5
    /// The number of days between publications beyond which an edited copy is not looked for. An
    /// article whose day is not known is compared with all others.
    public var windowDays = 7

    /// Creates the default options.
    public init() {}
  }

  private let options: Options

  /// Creates a finder.
  public init(options: Options) { self.options = options }

  /// What is compared of a document: a pure function of its text, its title if the text is
  /// shorter than 12 words, and its publication and agency.
  ///
  /// - Complexity: O(*n* log *n*) in the length of the body.
  public func signature(of document: Document) -> DocumentSignature {
    SignatureBuilder.signature(of: document)
  }

  /// One verdict for each signature, in the same order.
  ///
  /// If several signatures have the same article, the last one takes part and the others get an
  /// empty verdict. The clusters do not depend on the order of the signatures.
  ///
  /// - Complexity: O(*n* log *n*); the number of comparisons for one article is bounded.
  public func verdicts(for signatures: [DocumentSignature]) -> [DuplicateVerdict] {
    let texts = CopyGroups(signatures)
    let index = CandidateIndex(texts, signatures, windowDays: options.windowDays)
    let pairs = index.pairs().map { pair in
      ComparedTexts(
        first: pair.first, second: pair.second,
        comparison: TextComparison(
          signatures[texts.leader(of: pair.first)], signatures[texts.leader(of: pair.second)],
          dayGap: texts.dayGap(pair.first, pair.second)))
    }
    let clusters = TextClusters.clusters(
      count: texts.count,
      links: pairs.map { Link(first: $0.first, second: $0.second, score: $0.comparison.score) },
      threshold: options.threshold)
    var writer = VerdictWriter(signatures, texts, clusters: clusters)
    writer.addMemberships()
    writer.addPairs(pairs, threshold: options.threshold)
    return writer.verdicts
  }
}

/// Two texts, by their numbers, and how they compare.
struct ComparedTexts: Sendable {
  var first: Int
  var second: Int
  var comparison: TextComparison
}
