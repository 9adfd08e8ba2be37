public import ETLModel

/// Why a file or record could not be read.
///
/// The detail names files, fields and places; it never holds text of an article.
public struct InputError: Error, Hashable, CustomStringConvertible {
  public var reason: RejectReason
  /// One sentence, lower case, without a period.
  public var detail: String

  /// Creates an error.
  public init(_ reason: RejectReason, _ detail: String) {
    self.reason = reason
    self.detail = detail
  }

  public var description: String { "\(reason.rawValue): \(detail)" }
}
