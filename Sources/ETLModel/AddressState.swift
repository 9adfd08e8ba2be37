/// What is remembered of an address that was asked: what the next request says, and when it may be.
public struct AddressState: Hashable, Sendable {
  /// What is found at an address.
  public enum Kind: String, Sendable {
    case page, feed, sitemap, robots
  }

  /// The name of the input in the pipeline file.
  public var input: String
  /// The address as it is asked for.
  public var url: String
  public var kind: Kind
  /// What the article is called that a page holds; nil for what is no page.
  public var externalID: String?
  /// The validators of the last answer (RFC 9110, section 8.8).
  public var entityTag: String?
  public var lastModified: String?
  /// SHA-256 of the last body, in hexadecimal.
  public var sha256: String?
  /// The archive that holds it, and where in it its record starts.
  public var container: String?
  public var recordOffset: Int?
  /// When it was asked last, in seconds since 1970.
  public var checkedAt: Int
  /// When it may be asked again; nil: at any time.
  public var nextAt: Int?
  /// Seconds between two requests that news at this address are worth.
  public var interval: Int?
  /// How many requests in a row have failed.
  public var failureCount = 0
  /// What the reader needs besides: the rules of a site, what a feed says of a page.
  public var note: String?

  /// Creates the state of an address that was asked.
  public init(input: String, url: String, kind: Kind, checkedAt: Int) {
    self.input = input
    self.url = url
    self.kind = kind
    self.checkedAt = checkedAt
  }
}
