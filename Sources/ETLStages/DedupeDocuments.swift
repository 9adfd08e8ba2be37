public import ETLModel
public import ETLPipeline
public import NearDuplicates

/// Finds exact and near copies among the articles of a run.
public struct DedupeDocuments: IndexedStage {
  public static let description = StageDescription(
    name: "dedupe_documents", summary: "Find copies of articles and cluster them.", version: 4,
    options: [
      OptionDescription("threshold", "The probability of a copy from which a pair counts, 0 to 1."),
      OptionDescription(
        "window_days", "Articles further apart than this are compared only for exact copies."),
    ])

  public struct Options: StageOptions {
    /// The probability of a copy from which a pair counts.
    public var threshold = 0.5
    /// How many days apart two articles are compared.
    public var windowDays = 7
    public init() {}

    public func problems() -> [OptionProblem] {
      ComparisonProblems.find(threshold: threshold, windowDays: windowDays)
    }
  }

  /// The table that words are rare by.
  public let contents = ["frequent-words": NearDuplicateFinder.frequentWordsVersion]

  private let finder: NearDuplicateFinder

  public init(options: Options) {
    var finding = NearDuplicateFinder.Options()
    finding.threshold = options.threshold
    finding.windowDays = options.windowDays
    finder = NearDuplicateFinder(options: finding)
  }

  public func prepare(_ document: Document) -> Outcome<DocumentSignature> {
    .pass(finder.signature(of: document))
  }

  public func search(for signatures: [DocumentSignature]) -> any CopyIndexSearch {
    finder.search(for: signatures)
  }

  public func finish(_ signatures: [DocumentSignature]) -> [DuplicateVerdict] {
    finder.verdicts(for: signatures)
  }
}
