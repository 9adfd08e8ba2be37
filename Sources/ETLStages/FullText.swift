/// Where the articles of a feed come from.
enum FullText: String, Codable, Sendable {
  /// The pages that the feed leads to.
  case fetch
  /// The feed itself.
  case feed
  /// The feed where it holds the whole text, else the pages.
  case auto
}
