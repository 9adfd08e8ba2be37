import ETLModel
import ETLPipeline

/// Pages on the web, by their addresses.
struct HTTPInput: WebInput {
  static let description = StageDescription(
    name: "http", summary: "Pages on the web, by their addresses.",
    options: [
      OptionDescription("urls", "Addresses of pages."),
      OptionDescription("urls_from", "A file with an address on each line."),
    ] + WebOptions.descriptions)

  static let kind = AddressState.Kind.page
  static let via = Capture.Via.http

  var urls: [String] = []
  var urlsFrom = OptionPath("")
  var web = WebOptions()

  private enum CodingKeys: String, CodingKey { case urls, urlsFrom }

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    urls = try container.decode([String].self, forKey: .urls)
    urlsFrom = try container.decode(OptionPath.self, forKey: .urlsFrom)
    web = try WebOptions(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(urls, forKey: .urls)
    try container.encode(urlsFrom, forKey: .urlsFrom)
    try web.encode(to: encoder)
  }

  func problems() -> [OptionProblem] { addressProblems() }
  func searchKeys() -> Set<String> { WebOptions.searchKeys.union(["urls", "urls_from"]) }
}
