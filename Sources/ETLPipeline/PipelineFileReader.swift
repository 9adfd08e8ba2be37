/// Turns the nodes of a pipeline file into its sections, collecting every mistake of form.
struct PipelineFileReader {
  /// The directory that relative paths start from.
  var baseDirectory = ""
  /// What the tokens of secrets in the nodes stand for.
  var vault = SecretVault()
  private(set) var diagnostics: [Diagnostic] = []

  /// The sections under `root`; nil when it is no map at all.
  mutating func read(_ root: ConfigNode) -> PipelineFile? {
    guard let pairs = map(root, "the pipeline file") else { return nil }
    refuseUnknown(pairs, PipelineKeys.topLevel.names, "of the pipeline file")
    var file = PipelineFile(
      name: "pipeline", inputs: [], stages: [], limits: RunLimits(), checks: [], place: root.place)
    readVersion(pairs, root.place)
    if let name = pairs.value("name") { file.name = string(name, "name") ?? file.name }
    if let inputs = pairs.value("inputs"), let inputPairs = map(inputs, "inputs") {
      file.inputs = inputPairs.compactMap { readInput($0) }
    }
    if let stages = pairs.value("stages"), let stagePairs = map(stages, "stages") {
      file.stages = stagePairs.compactMap { readStage($0) }
      let read = Set(file.stages.map(\.name))
      file.unreadableStages = Set(stagePairs.map(\.key)).subtracting(read)
    } else if pairs.value("stages") == nil {
      report("the pipeline file has no 'stages'", root.place)
    }
    if let limits = pairs.value("limits"), let limitPairs = map(limits, "limits") {
      file.limits = readLimits(limitPairs)
    }
    if let monitor = pairs.value("monitor") { file.monitor = readMonitor(monitor) }
    if let profiles = pairs.value("profiles") { checkProfiles(profiles) }
    if let checks = pairs.value("checks") {
      file.checks = readChecks(checks, file.inputs.map(\.name))
    }
    return file
  }

  private mutating func readVersion(_ pairs: [ConfigNode.Pair], _ place: Diagnostic.Place) {
    guard let version = pairs.value("version") else {
      return report("the pipeline file has no 'version: 1'", place)
    }
    if ScalarReader.number(version) != .integer(1) {
      report("version must be 1, not \(version.kindName)", version.place)
    }
  }

  /// A profile has the shape of the file; its values are checked when it is chosen.
  private mutating func checkProfiles(_ node: ConfigNode) {
    let known = PipelineKeys.topLevel.names.filter { !["version", "profiles"].contains($0) }
    for profile in map(node, "profiles") ?? [] {
      checkName(profile, "profile")
      guard let pairs = map(profile.value, "profile '\(profile.key)'") else { continue }
      refuseUnknown(pairs, known, "of profile '\(profile.key)'")
    }
  }

  private mutating func readInput(_ pair: ConfigNode.Pair) -> PipelineFile.Input? {
    checkName(pair, "input")
    guard let pairs = map(pair.value, "input '\(pair.key)'") else { return nil }
    guard let type = pairs.value("type") else {
      report("input '\(pair.key)' has no 'type'", pair.keyPlace)
      return nil
    }
    guard let name = string(type, "type of input '\(pair.key)'") else { return nil }
    return PipelineFile.Input(
      name: pair.key, namePlace: pair.keyPlace, type: name, typePlace: type.place,
      options: pairs.filter { $0.key != "type" })
  }

  private mutating func readStage(_ pair: ConfigNode.Pair) -> PipelineFile.StageSection? {
    checkName(pair, "stage")
    guard let pairs = map(pair.value, "stage '\(pair.key)'") else { return nil }
    refuseUnknown(pairs, PipelineKeys.stage.names, "of stage '\(pair.key)'")
    guard let uses = pairs.value("uses") else {
      report("stage '\(pair.key)' has no 'uses'", pair.keyPlace)
      return nil
    }
    guard let name = string(uses, "uses of stage '\(pair.key)'") else { return nil }
    let with = pairs.value("with")
    return PipelineFile.StageSection(
      name: pair.key, namePlace: pair.keyPlace, uses: name, usesPlace: uses.place,
      needs: references(pairs.value("needs"), "needs of stage '\(pair.key)'"),
      from: references(pairs.value("from"), "from of stage '\(pair.key)'"),
      fromPlace: pairs.value("from")?.place, needsPlace: pairs.value("needs")?.place,
      options: with.flatMap { map($0, "with of stage '\(pair.key)'") } ?? [],
      timeout: pairs.value("timeout").flatMap {
        duration($0, "timeout of stage '\(pair.key)'", example: "30s or 5m")
      })
  }

  private mutating func references(
    _ node: ConfigNode?, _ what: String
  ) -> [PipelineFile.Reference] {
    guard let node else { return [] }
    guard case .list(let nodes) = node.value else {
      report("\(what) must be a list in [brackets], not \(node.kindName)", node.place)
      return []
    }
    var found: [PipelineFile.Reference] = []
    for node in nodes {
      guard let name = string(node, what) else { continue }
      if found.contains(where: { $0.name == name }) {
        report("\(what) names '\(name)' twice", node.place)
      } else {
        found.append(.init(name: name, place: node.place))
      }
    }
    return found
  }

  private mutating func checkName(_ pair: ConfigNode.Pair, _ what: String) {
    let isName = pair.key.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
        || $0 == 0x5F || $0 == 0x2D
    }
    if pair.key.isEmpty || !isName {
      report("\(what) name '\(pair.key)' may hold only letters, digits, _ and -", pair.keyPlace)
    }
  }

  mutating func map(_ node: ConfigNode, _ what: String) -> [ConfigNode.Pair]? {
    switch node.value {
    case .map(let pairs): return pairs
    case .null: return []
    case .scalar, .list:
      report("\(what) must be a map, not \(node.kindName)", node.place)
      return nil
    }
  }

  mutating func string(_ node: ConfigNode, _ what: String) -> String? {
    switch ScalarReader.string(node) {
    case .success(let text):
      guard !SecretVault.holdsToken(text) else {
        report("\(what) must not hold a secret", node.place)
        return nil
      }
      return text
    case .failure(let trap):
      report("\(what) \(trap.message)", node.place)
      return nil
    }
  }

  mutating func refuseUnknown(
    _ pairs: [ConfigNode.Pair], _ known: [String], _ owner: String
  ) {
    for pair in pairs where !known.contains(pair.key) {
      report(
        "unknown key '\(pair.key)' \(owner)\(NearestName.hint(for: pair.key, among: known))",
        pair.keyPlace)
    }
  }

  mutating func report(_ message: String, _ place: Diagnostic.Place) {
    diagnostics.append(Diagnostic(.error, message, at: place))
  }
}

extension [ConfigNode.Pair] {
  /// The value of `key`, if it was written.
  func value(_ key: String) -> ConfigNode? { first { $0.key == key }?.value }
}
