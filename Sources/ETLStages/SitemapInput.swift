import ETLModel
import ETLPipeline

/// The pages that sitemaps list.
struct SitemapInput: WebInput {
  static let description = StageDescription(
    name: "sitemap", summary: "The pages that sitemaps list, with their extension for news.",
    options: [
      OptionDescription("urls", "Addresses of sitemaps or of indexes of sitemaps."),
      OptionDescription(
        "max_age", "Pages that were changed longer ago are left out, such as 7d; \"\": none."),
      OptionDescription("min_interval", "The shortest time between two requests to a sitemap."),
      OptionDescription("max_interval", "The longest one; between them, the news decide."),
    ] + WebOptions.descriptions)

  static let kind = AddressState.Kind.sitemap
  static let via = Capture.Via.sitemap

  var urls: [String] = []
  var maxAge = ""
  var poll = PollOptions(minInterval: "15m", maxInterval: "1d")
  var web = WebOptions()

  private enum CodingKeys: String, CodingKey { case urls, maxAge }

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    urls = try container.decode([String].self, forKey: .urls)
    maxAge = try container.decode(String.self, forKey: .maxAge)
    poll = try PollOptions(from: decoder)
    web = try WebOptions(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(urls, forKey: .urls)
    try container.encode(maxAge, forKey: .maxAge)
    try poll.encode(to: encoder)
    try web.encode(to: encoder)
  }

  var pollLimits: ClosedRange<Int> { poll.limits ?? 0...0 }
  var oldest: Int? { DurationText.seconds(maxAge).map { Int($0) } }

  func problems() -> [OptionProblem] {
    var problems = addressProblems() + poll.problems()
    if !maxAge.isEmpty, DurationText.seconds(maxAge) == nil {
      problems.append(OptionProblem(key: "max_age", message: "must be a duration such as 7d"))
    }
    return problems
  }

  func searchKeys() -> Set<String> {
    WebOptions.searchKeys.union(PollOptions.searchKeys).union(["urls", "max_age"])
  }
}
