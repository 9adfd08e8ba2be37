public import ETLModel

/// Finds articles that are copies of one another, edited or cut ones included.
///
///     let finder = NearDuplicateFinder(options: .init())
///     let verdicts = finder.verdicts(for: documents.map(finder.signature(of:)))
///
/// Texts with the same words are copies whenever they were published. Others are compared if they
/// share rare runs of words and were published at most ``Options/windowDays`` apart; twelve
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

  /// The name of the table of frequent words: other tables make other pairs copies.
  public static let frequentWordsVersion = FrequentWords.version

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
    let graph = CopyGraph(signatures, options)
    var writer = VerdictWriter(signatures, graph.texts, clusters: graph.clusters)
    writer.addMemberships(graph)
    writer.addPairs(graph.pairs, threshold: options.threshold)
    return writer.verdicts
  }

  /// A search of earlier articles for those that some new ones must be compared with.
  ///
  /// ``verdicts(for:)`` of the new ones, of what is found and of all that hangs together with it
  /// says of these what it would say if all articles were given, where no limit on the work is
  /// reached: see ``CandidateIndex``.
  public func search(for signatures: [DocumentSignature]) -> CopySearch {
    CopySearch(for: signatures, windowDays: options.windowDays)
  }

  /// What two documents are judged by.
  package func features(
    _ first: DocumentSignature, _ second: DocumentSignature
  ) -> CopyFeatures {
    let days = [first.day, second.day].compactMap { $0.map(Int.init) }
    var comparer = TextComparer()
    comparer.read(ComparedText(first))
    return comparer.features(
      with: ComparedText(second), dayGap: days.count == 2 ? abs(days[0] - days[1]) : nil)
  }

  /// The pairs of signatures that ``verdicts(for:)`` compares, by their numbers.
  package func comparedPairs(
    of signatures: [DocumentSignature]
  ) -> [(first: Int, second: Int, features: CopyFeatures)] {
    let texts = CopyGroups(signatures)
    let index = CandidateIndex(texts, signatures, windowDays: options.windowDays)
    var comparer = TextComparer()
    return index.pairs().map { pair in
      let (first, second) = (texts.leader(of: pair.first), texts.leader(of: pair.second))
      comparer.read(ComparedText(signatures[first]))
      let features = comparer.features(
        with: ComparedText(signatures[second]), dayGap: texts.dayGap(pair.first, pair.second))
      return (first, second, features)
    }
  }
}
