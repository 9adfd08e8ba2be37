public import ETLModel

/// One record that a stage could not process.
public struct Reject: Hashable, Sendable {
  /// The stage's name in the pipeline file.
  public var stage: String
  public var article: ArticleKey
  public var reason: RejectReason
  /// What exactly was wrong; never article text.
  public var detail: String

  /// Creates a reject.
  public init(stage: String, article: ArticleKey, reason: RejectReason, detail: String) {
    self.stage = stage
    self.article = article
    self.reason = reason
    self.detail = detail
  }
}
