extension PipelineFileReader {
  /// The checks of the list `node`; `inputs` are the names that `freshness` may ask for.
  mutating func readChecks(_ node: ConfigNode, _ inputs: [String]) -> [Check] {
    guard case .list(let nodes) = node.value else {
      report("checks must be a list, not \(node.kindName)", node.place)
      return []
    }
    var checks: [Check] = []
    for node in nodes {
      guard let check = readCheck(node, inputs) else { continue }
      if checks.contains(where: { $0.name == check.name }) {
        report("check '\(check.name)' is written twice", node.place)
      }
      checks.append(check)
    }
    return checks
  }

  private mutating func readCheck(_ node: ConfigNode, _ inputs: [String]) -> Check? {
    guard let pairs = map(node, "a check") else { return nil }
    refuseUnknown(pairs, PipelineKeys.check.names, "of a check")
    let severity = readSeverity(pairs)
    guard let nameNode = pairs.value("name") else {
      report("a check needs 'name'", node.place)
      return nil
    }
    guard let name = string(nameNode, "name of a check") else { return nil }
    let kinds = ["sql", "rows", "volume", "freshness"].filter { pairs.value($0) != nil }
    guard kinds.count == 1, let kind = kinds.first else {
      let found = kinds.isEmpty ? "none" : kinds.joined(separator: " and ")
      report(
        "check '\(name)' needs one of sql, rows, volume, freshness, but has \(found)", node.place)
      return nil
    }
    if kind != "sql" {
      for pair in pairs where ["min", "max", "equals"].contains(pair.key) {
        report("'\(pair.key)' of check '\(name)' goes with 'sql' only", pair.keyPlace)
      }
    }
    return readKind(kind, pairs, name, node.place, inputs)
      .map { Check(name: name, severity: severity, kind: $0) }
  }

  private mutating func readSeverity(_ pairs: [ConfigNode.Pair]) -> Check.Severity {
    guard let node = pairs.value("severity") else { return .error }
    if case .scalar(let text, _) = node.value, let value = Check.Severity(rawValue: text) {
      return value
    }
    report("severity must be warn or error, not \(node.kindName)", node.place)
    return .error
  }

  private mutating func readKind(
    _ kind: String, _ pairs: [ConfigNode.Pair], _ name: String, _ place: Diagnostic.Place,
    _ inputs: [String]
  ) -> Check.Kind? {
    guard let node = pairs.value(kind) else { return nil }
    switch kind {
    case "sql":
      let bounds = ["min", "max", "equals"].map { bound($0, pairs) }
      if !pairs.contains(where: { ["min", "max", "equals"].contains($0.key) }) {
        report("check '\(name)' has none of min, max, equals", place)
      }
      return string(node, "sql of a check").map {
        .value(sql: $0, minimum: bounds[0], maximum: bounds[1], equals: bounds[2])
      }
    case "rows": return string(node, "rows of a check").map { .rows(sql: $0) }
    case "volume": return readVolume(node, name)
    default: return readFreshness(node, name, inputs)
    }
  }

  private mutating func readVolume(_ node: ConfigNode, _ name: String) -> Check.Kind? {
    guard let pairs = map(node, "volume of check '\(name)'") else { return nil }
    refuseUnknown(pairs, PipelineKeys.volume.names, "of volume")
    var runs = 7
    if let node = pairs.value("runs") {
      if case .integer(let count)? = ScalarReader.number(node), (2...1000).contains(count) {
        runs = count
      } else {
        report("runs must be a whole number from 2 to 1000, not \(node.kindName)", node.place)
      }
    }
    let minimum = share("min", pairs)
    let maximum = share("max", pairs)
    if pairs.value("min") == nil, pairs.value("max") == nil {
      report("volume of check '\(name)' has none of min, max", node.place)
    }
    return .volume(runs: runs, minimum: minimum, maximum: maximum)
  }

  private mutating func readFreshness(
    _ node: ConfigNode, _ name: String, _ inputs: [String]
  ) -> Check.Kind? {
    guard let pairs = map(node, "freshness of check '\(name)'") else { return nil }
    refuseUnknown(pairs, PipelineKeys.freshness.names, "of freshness")
    var input: String?
    if let node = pairs.value("input") {
      input = string(node, "input of check '\(name)'")
      if let input, !inputs.contains(input) {
        let hint = NearestName.hint(for: input, among: inputs)
        report("check '\(name)' asks for '\(input)', which is no input\(hint)", node.place)
      }
    }
    guard let ageNode = pairs.value("max_age") else {
      report("freshness of check '\(name)' has no 'max_age'", node.place)
      return nil
    }
    return duration(ageNode, "max_age", example: "12h or 2d")
      .map { .freshness(maximumAge: $0, input: input) }
  }

  /// Seconds of a duration over zero.
  mutating func duration(_ node: ConfigNode, _ key: String, example: String) -> Int? {
    if case .scalar(let text, _) = node.value, let seconds = ScalarReader.seconds(text), seconds > 0
    {
      return seconds
    }
    report("\(key) must be a duration such as \(example), not \(node.kindName)", node.place)
    return nil
  }

  private mutating func share(_ key: String, _ pairs: [ConfigNode.Pair]) -> Check.Bound? {
    guard let node = pairs.value(key) else { return nil }
    if case .scalar(let text, _) = node.value, text.hasSuffix("%"),
      let percent = Double(text.dropLast()), percent.isFinite, percent >= 0
    {
      return .share(percent / 100)
    }
    switch ScalarReader.number(node) {
    case .integer(let count) where count >= 0: return .count(Double(count))
    case .number(let count) where count >= 0: return .count(count)
    default:
      report("\(key) must be a share such as \"50%\" or a number, not \(node.kindName)", node.place)
      return nil
    }
  }

  private mutating func bound(_ key: String, _ pairs: [ConfigNode.Pair]) -> Double? {
    guard let node = pairs.value(key) else { return nil }
    switch ScalarReader.number(node) {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    default:
      report("\(key) must be a number, not \(node.kindName)", node.place)
      return nil
    }
  }
}
