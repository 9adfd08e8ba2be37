public import ETLModel

/// Why an article could not be cleaned.
public struct CleaningError: Error, Hashable {
  public var reason: RejectReason
  /// What was wrong, in numbers; never a part of the article.
  public var detail: String

  /// Creates the error that rejects an article.
  static func reject(_ reason: RejectReason, _ detail: String) -> CleaningError {
    CleaningError(reason: reason, detail: detail)
  }
}
