import ETLModel
import ETLPipeline

/// What feeds announce.
struct FeedInput: WebInput {
  static let description = StageDescription(
    name: "feed", summary: "What feeds announce (RSS, Atom, JSON Feed).",
    options: [
      OptionDescription("urls", "Addresses of feeds."),
      OptionDescription(
        "full_text",
        "fetch: the pages that a feed leads to; feed: what the feed itself holds; auto: the feed "
          + "where it holds whole articles, else the pages."),
      OptionDescription("min_interval", "The shortest time between two requests to a feed."),
      OptionDescription("max_interval", "The longest one; between them, the news decide."),
    ] + WebOptions.descriptions)

  static let kind = AddressState.Kind.feed
  static let via = Capture.Via.feed

  var urls: [String] = []
  var fullText = FullText.fetch
  var poll = PollOptions(minInterval: "5m", maxInterval: "12h")
  var web = WebOptions()

  private enum CodingKeys: String, CodingKey { case urls, fullText }

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    urls = try container.decode([String].self, forKey: .urls)
    fullText = try container.decode(FullText.self, forKey: .fullText)
    poll = try PollOptions(from: decoder)
    web = try WebOptions(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(urls, forKey: .urls)
    try container.encode(fullText, forKey: .fullText)
    try poll.encode(to: encoder)
    try web.encode(to: encoder)
  }

  var pollLimits: ClosedRange<Int> { poll.limits ?? 0...0 }

  func problems() -> [OptionProblem] {
    addressProblems() + poll.problems()
  }

  func searchKeys() -> Set<String> {
    WebOptions.searchKeys.union(PollOptions.searchKeys).union(["urls"])
  }
}
