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
  var minInterval = "5m"
  var maxInterval = "12h"
  var web = WebOptions()

  private enum CodingKeys: String, CodingKey { case urls, fullText, minInterval, maxInterval }

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    urls = try container.decode([String].self, forKey: .urls)
    fullText = try container.decode(FullText.self, forKey: .fullText)
    minInterval = try container.decode(String.self, forKey: .minInterval)
    maxInterval = try container.decode(String.self, forKey: .maxInterval)
    web = try WebOptions(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(urls, forKey: .urls)
    try container.encode(fullText, forKey: .fullText)
    try container.encode(minInterval, forKey: .minInterval)
    try container.encode(maxInterval, forKey: .maxInterval)
    try web.encode(to: encoder)
  }

  var pollLimits: ClosedRange<Int> { PollLimits.range(minInterval, maxInterval) ?? 0...0 }

  func problems() -> [OptionProblem] {
    addressProblems() + PollLimits.problems(minInterval, maxInterval)
  }

  func searchKeys() -> Set<String> { WebOptions.searchKeys.union(PollLimits.keys).union(["urls"]) }
}

/// How often feeds and sitemaps are asked.
enum PollLimits {
  static let keys: Set<String> = ["min_interval", "max_interval"]

  /// Both ends in seconds; nil when one is no duration, or they are the wrong way round.
  static func range(_ shortest: String, _ longest: String) -> ClosedRange<Int>? {
    guard let low = DurationText.seconds(shortest), let high = DurationText.seconds(longest),
      low <= high
    else { return nil }
    return Int(low)...Int(high)
  }

  static func problems(_ shortest: String, _ longest: String) -> [OptionProblem] {
    var problems: [OptionProblem] = []
    for (key, text) in [("min_interval", shortest), ("max_interval", longest)]
    where DurationText.seconds(text) == nil {
      problems.append(OptionProblem(key: key, message: "must be a duration such as 15m or 12h"))
    }
    if problems.isEmpty, range(shortest, longest) == nil {
      problems.append(
        OptionProblem(key: "max_interval", message: "must not be shorter than min_interval"))
    }
    return problems
  }
}
