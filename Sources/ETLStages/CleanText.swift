public import ETLModel
public import ETLPipeline
import HTMLText

/// Turns an article as it was read into its body, title, byline and date; what it takes out is
/// kept as residue.
public struct CleanText: RecordStage {
  public static let description = StageDescription(
    name: "clean_text",
    summary: "Take the article out of the page or text: body, title, byline, date, residue.",
    version: 7,
    options: [
      OptionDescription("min_words", "Fewer words than this is no article; 0 keeps all."),
      OptionDescription("remove_residue", "false leaves title, byline and residue in the body."),
    ])

  public struct Options: StageOptions {
    /// The fewest words a document keeps its place with.
    public var minWords = 5
    /// Whether residue leaves the body.
    public var removeResidue = true
    public init() {}

    public func problems() -> [OptionProblem] {
      minWords < 0 ? [OptionProblem(key: "min_words", message: "must not be negative")] : []
    }
  }

  private let options: Options
  private let cleaner: ArticleCleaner

  public init(options: Options) {
    self.options = options
    var cleaning = ArticleCleaner.Options()
    cleaning.removesResidue = options.removeResidue
    cleaner = ArticleCleaner(options: cleaning)
  }

  public func apply(_ article: RawArticle) -> Outcome<Document> {
    do {
      let document = try cleaner.clean(article)
      if document.body.isEmpty { return .drop(.emptyBody) }
      return document.wordCount < options.minWords ? .drop(.tooShort) : .pass(document)
    } catch {
      return .reject(error.reason, detail: error.detail)
    }
  }
}

extension DropReason {
  fileprivate static let emptyBody: Self = "empty_body"
  fileprivate static let tooShort: Self = "too_short"
}
