import ETLModel

/// Every check of the graph. All problems are reported, not only the first.
struct PlanChecks {
  let catalog: Catalog
  let baseDirectory: String
  /// What the tokens of secrets in the nodes stand for.
  var vault = SecretVault()
  private(set) var diagnostics: [Diagnostic] = []
  /// The stages by name.
  private var known: [String: PipelineFile.StageSection] = [:]

  init(catalog: Catalog, baseDirectory: String) {
    self.catalog = catalog
    self.baseDirectory = baseDirectory
  }

  /// The stages of `file`, resolved and ordered. Not to be used when ``diagnostics`` has errors.
  mutating func resolve(_ file: PipelineFile) -> [Plan.PlannedStage] {
    let inputs = resolveInputs(file)
    refuseTwins(file)
    known = Dictionary(file.stages.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    for stage in file.stages { checkReferences(stage, file) }
    warnAboutUnread(file)
    let order = topologicalOrder(file.stages)
    // Options are checked even where the graph has a cycle: all mistakes are told at once.
    let planned = plan(order ?? file.stages, inputs)
    return order == nil ? [] : planned
  }

  // MARK: Inputs

  private mutating func resolveInputs(_ file: PipelineFile) -> [String: ConfiguredInput] {
    var inputs: [String: ConfiguredInput] = [:]
    let read = Set(file.stages.flatMap { $0.from.map(\.name) })
    for input in file.inputs {
      guard let entry = catalog.input(input.type) else {
        let hint = NearestName.hint(
          for: input.type, among: catalog.inputs.map(\.description.name))
        report(.error, "unknown input type '\(input.type)'\(hint)", input.typePlace)
        continue
      }
      if let (options, values) = entry.read(
        OptionReader(baseDirectory: baseDirectory, vault: vault), input.options,
        "input '\(input.name)' (\(input.type))", input.namePlace, &diagnostics)
      {
        inputs[input.name] = ConfiguredInput(
          name: input.name, type: input.type, options: options, values: values)
      }
      if !read.contains(input.name) {
        report(.warning, "no stage reads input '\(input.name)'", input.namePlace)
      }
    }
    return inputs
  }

  // MARK: Names

  private mutating func refuseTwins(_ file: PipelineFile) {
    for (index, stage) in file.stages.enumerated()
    where file.stages[..<index].contains(where: { $0.name == stage.name }) {
      report(.error, "stage '\(stage.name)' is written twice", stage.namePlace)
    }
  }

  private mutating func checkReferences(
    _ stage: PipelineFile.StageSection, _ file: PipelineFile
  ) {
    for need in stage.needs
    where known[need.name] == nil && !file.unreadableStages.contains(need.name) {
      let hint = NearestName.hint(for: need.name, among: file.stages.map(\.name))
      report(
        .error, "stage '\(stage.name)' needs '\(need.name)', which is no stage\(hint)", need.place)
    }
    for input in stage.from where !file.inputs.contains(where: { $0.name == input.name }) {
      let hint = NearestName.hint(for: input.name, among: file.inputs.map(\.name))
      report(
        .error, "stage '\(stage.name)' reads '\(input.name)', which is no input\(hint)", input.place
      )
    }
    guard let entry = catalog.stage(stage.uses) else {
      let hint = NearestName.hint(for: stage.uses, among: catalog.stages.map(\.description.name))
      report(.error, "unknown stage type '\(stage.uses)'\(hint)", stage.usesPlace)
      return
    }
    checkShape(stage, entry)
    checkKinds(stage, entry)
  }

  private mutating func checkShape(_ stage: PipelineFile.StageSection, _ entry: StageEntry) {
    if entry.shape == .source {
      if let place = stage.needsPlace {
        report(.error, "\(stage.uses) is a source and has no 'needs'", place)
      }
      if stage.from.isEmpty {
        report(
          .error, "stage '\(stage.name)' reads no input; write from: [NAME]",
          stage.fromPlace ?? stage.namePlace)
      }
    } else {
      if let place = stage.fromPlace {
        report(.error, "\(stage.uses) is no source and has no 'from'", place)
      }
      if stage.needs.isEmpty {
        report(
          .error, "stage '\(stage.name)' needs no stage; write needs: [NAME]",
          stage.needsPlace ?? stage.namePlace)
      }
    }
  }

  private mutating func checkKinds(_ stage: PipelineFile.StageSection, _ entry: StageEntry) {
    var connected: [Int: [String]] = [:]
    for need in stage.needs {
      guard let producer = known[need.name].flatMap({ catalog.stage($0.uses) }) else { continue }
      guard let output = producer.outputType else {
        report(
          .error, "stage '\(stage.name)' needs '\(need.name)', which hands nothing on", need.place)
        continue
      }
      if let input = entry.inputType, entry.ports.isEmpty, input != output {
        report(
          .error,
          "stage '\(stage.name)' takes \(input) records, but '\(need.name)' hands on \(output)",
          need.place)
      }
      let ports = entry.ports.isEmpty ? [SinkPort([output], isRequired: true)] : entry.ports
      guard let port = ports.firstIndex(where: { $0.kinds.contains { $0 == output } }) else {
        let kinds = ports.flatMap(\.kinds).map { "\($0)" }.joined(separator: ", ")
        report(
          .error, "stage '\(stage.name)' takes \(kinds), but '\(need.name)' hands on \(output)",
          need.place)
        continue
      }
      let inputs = inputs(of: need.name)
      if let other = connected[port]?.first(where: { !self.inputs(of: $0).isDisjoint(with: inputs) }
      ) {
        report(
          .error, "stage '\(stage.name)' gets the same articles from '\(other)' and '\(need.name)'",
          need.place)
      }
      connected[port, default: []].append(need.name)
    }
    let allKnown = stage.needs.allSatisfy {
      known[$0.name].flatMap { catalog.stage($0.uses) } != nil
    }
    for (index, port) in entry.ports.enumerated()
    where port.isRequired && connected[index] == nil && allKnown && !stage.needs.isEmpty {
      let kinds = port.kinds.map { "\($0)" }.joined(separator: " or ")
      report(.error, "stage '\(stage.name)' needs a stage that hands on \(kinds)", stage.namePlace)
    }
  }

  /// The inputs whose articles come out of a stage.
  private func inputs(of stage: String) -> Set<String> {
    var inputs: Set<String> = []
    var seen: Set<String> = []
    var waiting = [stage]
    while let name = waiting.popLast() {
      guard seen.insert(name).inserted, let section = known[name] else { continue }
      inputs.formUnion(section.from.map(\.name))
      waiting += section.needs.map(\.name)
    }
    return inputs
  }

  private mutating func warnAboutUnread(_ file: PipelineFile) {
    let read = Set(file.stages.flatMap { $0.needs.map(\.name) })
    var hasSink = false
    for stage in file.stages {
      guard let entry = catalog.stage(stage.uses) else {
        hasSink = true  // An unknown type may have been meant as one.
        continue
      }
      if entry.shape == .sink {
        hasSink = true
      } else if !read.contains(stage.name) {
        report(.warning, "no stage reads the output of '\(stage.name)'", stage.namePlace)
      }
    }
    if !hasSink, file.unreadableStages.isEmpty {
      report(.error, "no stage writes a database; add one that uses load_sqlite", file.place)
    }
  }

  // MARK: Order

  /// The stages, each behind those it needs, otherwise as written; nil when there is a circle.
  private mutating func topologicalOrder(
    _ stages: [PipelineFile.StageSection]
  ) -> [PipelineFile.StageSection]? {
    var order: [PipelineFile.StageSection] = []
    var placed: Set<String> = []
    var hasCircle = false
    while let unplaced = stages.first(where: { !placed.contains($0.name) }) {
      let next = stages.first { stage in
        !placed.contains(stage.name)
          && stage.needs.allSatisfy { placed.contains($0.name) || known[$0.name] == nil }
      }
      if let next {
        // Stages of the same name were reported; the first stands for all.
        order.append(contentsOf: stages.filter { $0.name == next.name })
        placed.insert(next.name)
      } else {
        hasCircle = true
        placed.formUnion(reportCircle(from: unplaced, placed))
      }
    }
    return hasCircle ? nil : order
  }

  /// Reports the circle that is reached from a stage whose needs are not all placed, and returns
  /// its members, so that the search for others can go on.
  private mutating func reportCircle(
    from first: PipelineFile.StageSection, _ placed: Set<String>
  ) -> [String] {
    var path: [String] = []
    var current = first
    while !path.contains(current.name) {
      path.append(current.name)
      let needs = current.needs.filter { !placed.contains($0.name) }
      let next = needs.compactMap { known[$0.name] }.first
      guard let next else { return [current.name] }
      current = next
    }
    let circle = Array(path[(path.firstIndex(of: current.name) ?? 0)...])
    let names = (circle + [current.name]).joined(separator: " -> ")
    report(
      .error, "the stages need each other in a circle: \(names)",
      current.needsPlace ?? current.namePlace)
    return circle
  }

  // MARK: Options

  private mutating func plan(
    _ order: [PipelineFile.StageSection], _ inputs: [String: ConfiguredInput]
  ) -> [Plan.PlannedStage] {
    let reader = OptionReader(baseDirectory: baseDirectory, vault: vault)
    var planned: [Plan.PlannedStage] = []
    for stage in order {
      guard let entry = catalog.stage(stage.uses),
        let (options, values) = entry.read(
          reader, stage.options, "\(stage.uses)", stage.namePlace, &diagnostics)
      else { continue }
      planned.append(
        Plan.PlannedStage(
          name: stage.name, entry: entry,
          needs: stage.needs.compactMap { need in planned.firstIndex { $0.name == need.name } },
          inputs: stage.from.compactMap { inputs[$0.name] }, values: values,
          timeout: stage.timeout, place: stage.namePlace, options: options))
    }
    return planned
  }

  private mutating func report(
    _ severity: Diagnostic.Severity, _ message: String, _ place: Diagnostic.Place
  ) {
    diagnostics.append(Diagnostic(severity, message, at: place))
  }
}
