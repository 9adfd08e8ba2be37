public import ETLModel
public import ETLPipeline
public import NearDuplicates

/// Finds quotes of different articles that report the same saying.
public struct LinkUtterances: JoiningStage {
  public static let description = StageDescription(
    name: "link_utterances", summary: "Link quotes of the same saying across articles.",
    options: [
      OptionDescription(
        "threshold", "The share of common words from which two quotes are one saying, 0 to 1."),
      OptionDescription(
        "window_days", "Quotes of articles further apart than this are not linked."),
    ])

  public struct Options: StageOptions {
    /// The share of common words from which two quotes are one saying.
    public var threshold = 0.5
    /// How many days apart two articles can report the same saying.
    public var windowDays = 7
    public init() {}

    public func problems() -> [OptionProblem] {
      ComparisonProblems.find(threshold: threshold, windowDays: windowDays)
    }
  }

  public typealias Prepared = ArticleSayings
  public typealias Output = UtteranceVerdict

  private let linker: UtteranceLinker

  public init(options: Options) {
    var linking = UtteranceLinker.Options()
    linking.threshold = options.threshold
    linking.windowDays = options.windowDays
    linker = UtteranceLinker(options: linking)
  }

  public func prepare(_ document: TaggedDocument) -> Outcome<ArticleSayings> {
    .pass(linker.sayings(of: document))
  }

  public func finish(
    _ sayings: [ArticleSayings], with copies: [DuplicateVerdict]
  ) -> [UtteranceVerdict] {
    linker.verdicts(for: sayings, copies: copies)
  }
}
