/// An address to fetch.
public struct CrawlRequest: Hashable, Sendable {
  /// What the caller knows it by.
  public var id: Int
  public var address: HTTPAddress
  /// The validators of the answer that the caller has: an unchanged page is not sent again.
  public var entityTag: String?
  public var lastModified: String?

  /// Creates a request.
  public init(
    id: Int, address: HTTPAddress, entityTag: String? = nil, lastModified: String? = nil
  ) {
    self.id = id
    self.address = address
    self.entityTag = entityTag
    self.lastModified = lastModified
  }
}
