import ETLModel

/// The way that the articles of one source take to the main port of a sink.
struct ArticlePath: Sendable {
  /// The stages as indices into the plan: the source first, the sink left out.
  var stages: [Int]
  var sink: Int
  /// The stages beside the path, and the place of the stage on it that feeds each.
  var branches: [(stage: Int, place: Int)]
  /// How the articles of each input are worked out, by the input's name.
  var recipes: [String: Recipe]
  /// The first place behind which every stage may work; nil when the sink may not.
  var firstRestartPlace: Int?

  /// The inputs whose articles take this way, in the order of the alphabet.
  var inputs: [String] { recipes.keys.sorted() }

  /// The path of the articles of `source` to `sink`; nil when they do not get there by its main
  /// port.
  init?(
    from source: Int, to sink: Int, plan: Plan, executables: [Executable],
    isActive: (Int) -> Bool
  ) {
    guard let stages = Self.way(from: source, to: sink, plan) else { return nil }
    self.stages = stages
    self.sink = sink
    firstRestartPlace = isActive(sink) ? stages.lastIndex { !isActive($0) } ?? 0 : nil
    branches = Self.branches(beside: stages, sink, plan)
    recipes = [:]
    for input in plan.stages[source].inputs {
      let fingerprints = stages.map { index in
        index == source
          ? plan.stages[index].fingerprint(of: input)
          : plan.stages[index].fingerprint(contents: executables[index].contents)
      }
      // As it comes back from the destination: JSON has one kind of number.
      recipes[input.name] = Recipe(json: Recipe(stages: fingerprints).json)
    }
  }

  private static func way(from stage: Int, to sink: Int, _ plan: Plan) -> [Int]? {
    let mainKinds = plan.stages[sink].entry.ports.first?.kinds ?? []
    for reader in plan.stages.indices where plan.stages[reader].needs.contains(stage) {
      if reader == sink {
        guard let output = plan.stages[stage].entry.outputType,
          mainKinds.contains(where: { $0 == output })
        else { continue }
        return [stage]
      }
      guard plan.stages[reader].entry.shape == .record else { continue }
      if let rest = way(from: reader, to: sink, plan) { return [stage] + rest }
    }
    return nil
  }

  private static func branches(
    beside path: [Int], _ sink: Int, _ plan: Plan
  ) -> [(stage: Int, place: Int)] {
    var found: [(stage: Int, place: Int)] = []
    for (index, stage) in plan.stages.enumerated() where index != sink && !path.contains(index) {
      let feeders = stage.needs.compactMap { need in
        path.firstIndex(of: need) ?? found.first { $0.stage == need }?.place
      }
      // Joined are the articles that come by all of them: those that went furthest.
      if let place = feeders.max() { found.append((index, place)) }
    }
    return found
  }
}

extension Plan.PlannedStage {
  /// What decides on the stage's output, its input left out.
  func fingerprint(contents: [String: String]) -> StageFingerprint {
    StageFingerprint(
      uses: entry.description.name, version: entry.description.version, options: values,
      contents: contents)
  }

  /// What decides on what a source reads of one input. Where the input is looked for does not.
  func fingerprint(of input: ConfiguredInput) -> StageFingerprint {
    var values = input.values
    if case .map(var map) = values {
      for key in input.options.searchKeys() { map[key] = nil }
      values = .map(map)
    }
    return StageFingerprint(
      uses: "\(entry.description.name)/\(input.type)", version: entry.description.version,
      options: values, contents: [:])
  }
}
