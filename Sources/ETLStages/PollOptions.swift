import ETLPipeline

/// How often feeds and sitemaps are asked.
struct PollOptions: Codable, Sendable {
  var minInterval: String
  var maxInterval: String

  /// The keys that change nothing about a record.
  static let searchKeys: Set<String> = ["min_interval", "max_interval"]

  /// Both ends in seconds; nil when one is no duration, or they are the wrong way round.
  var limits: ClosedRange<Int>? {
    guard let low = DurationText.seconds(minInterval), let high = DurationText.seconds(maxInterval),
      low <= high
    else { return nil }
    return Int(low)...Int(high)
  }

  func problems() -> [OptionProblem] {
    var problems: [OptionProblem] = []
    for (key, text) in [("min_interval", minInterval), ("max_interval", maxInterval)]
    where DurationText.seconds(text) == nil {
      problems.append(OptionProblem(key: key, message: "must be a duration such as 15m or 12h"))
    }
    if problems.isEmpty, limits == nil {
      problems.append(
        OptionProblem(key: "max_interval", message: "must not be shorter than min_interval"))
    }
    return problems
  }
}
