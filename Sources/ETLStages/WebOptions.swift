import ArticleInput
import ETLModel
import ETLPipeline

/// What all inputs can be told that ask servers.
struct WebOptions: Codable, Sendable {
  /// Whether addresses of private networks may be connected to.
  enum PrivateAddresses: String, Codable, Sendable {
    case deny, allow
  }

  /// Where the owner of the program is to be found: a page or a mail address.
  var contact = ""
  var connections = 64
  var connectionsPerHost = 1
  var delay = "1s"
  var timeout = "30s"
  var maxSize = 10_000_000
  var privateAddresses = PrivateAddresses.deny
  var save = OptionPath("archive/")
  var source = ""
  var timezone = ""

  static let descriptions = [
    OptionDescription(
      "contact", "A page or mail address for the owners of sites; it is part of the User-Agent."),
    OptionDescription("delay", "Time between two requests to one host, such as 1s or 250ms."),
    OptionDescription("connections_per_host", "Requests at a time to one host."),
    OptionDescription("connections", "Requests at a time in all."),
    OptionDescription("timeout", "The longest time that one answer may take."),
    OptionDescription("max_size", "The most bytes that one answer may have, decompressed."),
    OptionDescription(
      "private_addresses", "Whether hosts in private networks may be asked: deny or allow."),
    OptionDescription(
      "save", "The folder where what was fetched is kept as WARC; \"\" keeps nothing."),
    .source,
    .timezone,
  ]

  /// The keys that change nothing about a record.
  static let searchKeys: Set<String> = [
    "contact", "connections", "connections_per_host", "delay", "timeout", "max_size",
    "private_addresses", "save",
  ]

  /// How servers are asked. Durations that are none count as 0: ``problems()`` tells of them.
  func policy(retries: Int) -> CrawlPolicy {
    var policy = CrawlPolicy()
    if !contact.isEmpty { policy.userAgent += " (+\(contact))" }
    policy.connections = connections
    policy.connectionsPerHost = min(connectionsPerHost, connections)
    policy.delay = DurationText.seconds(delay) ?? 0
    policy.timeout = DurationText.seconds(timeout) ?? 0
    policy.sizeLimit = maxSize
    policy.allowsPrivateAddresses = privateAddresses == .allow
    policy.retries = retries
    return policy
  }

  func problems() -> [OptionProblem] {
    var problems: [OptionProblem] = []
    for (key, value) in [
      ("connections", connections), ("connections_per_host", connectionsPerHost),
    ]
    where !(1...1024).contains(value) {
      problems.append(OptionProblem(key: key, message: "must be from 1 to 1024"))
    }
    if DurationText.seconds(delay) == nil {
      problems.append(
        OptionProblem(key: "delay", message: "must be a duration such as 1s or 250ms"))
    }
    if DurationText.seconds(timeout) ?? 0 <= 0 {
      problems.append(OptionProblem(key: "timeout", message: "must be a duration such as 30s"))
    }
    if !(1...1_000_000_000).contains(maxSize) {
      problems.append(
        OptionProblem(key: "max_size", message: "must be from 1 to 1000000000 bytes"))
    }
    if !contact.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x28 && $0 != 0x29 }) {
      problems.append(
        OptionProblem(key: "contact", message: "must be ASCII without parentheses"))
    }
    return problems + InputProblems.find(timezone: timezone)
  }
}
