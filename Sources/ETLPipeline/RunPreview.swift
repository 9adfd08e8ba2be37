import ETLModel

/// What a run would do, and why; see ``Runner/preview()``.
public struct RunPreview: Sendable {
  /// What a run would read of one input.
  public struct InputWork: Sendable {
    public var input: String
    /// Files that no run has read.
    public var newFiles = 0
    /// Files that were read before, and have been written to since.
    public var changedFiles = 0
    /// Files whose records must be read again although they are the same.
    public var outdatedFiles = 0
    /// Files of which nothing would be read.
    public var unchangedFiles = 0
    /// Addresses that would be asked, if they may be.
    public var addresses = 0
    /// The bytes of all files that would be read.
    public var byteCount = 0

    /// How many files would be read.
    public var filesToRead: Int { newFiles + changedFiles + outdatedFiles }
  }

  /// What a stage would do again, although its input is the same.
  public struct StageWork: Sendable {
    /// The stage's name in the pipeline file.
    public var stage: String
    public var input: String
    public var articles: Int
    /// Whether the articles must be read again: the destination does not hold what they need.
    public var isRead: Bool
    /// What has changed: `options changed: min_words 5 -> 8`.
    public var reason: String
  }

  public var inputs: [InputWork] = []
  public var stages: [StageWork] = []
  /// Corpus stages that would compare all articles, and why.
  public var comparisons: [(stage: String, reason: String)] = []
  /// Paths without a wildcard that do not exist.
  public var missing: [String] = []
  public var notices: [String] = []
  /// Whether nothing at all is remembered: everything would be done.
  public var isFirstRun = true

  /// Whether a run would have nothing to do.
  public var isIdle: Bool {
    inputs.allSatisfy { $0.filesToRead == 0 && $0.addresses == 0 } && stages.isEmpty
      && comparisons.isEmpty
  }
}

extension Runner {
  /// Looks at what a run would do. Inputs are listed, not read; the destination is looked at only.
  ///
  /// - Throws: an error of the destination.
  public func preview() throws -> RunPreview {
    var preview = RunPreview()
    let memory = try memory()
    let ledger = try RunLedger(
      plan: plan, executables: executables, options: options, memory: memory)
    preview.isFirstRun = ledger.isBlank
    var notes = SourceNotes()
    for index in plan.stages.indices {
      guard case .source(let source) = executables[index] else { continue }
      var sourceMemory = SourceMemory()
      sourceMemory.cachePath = memory?.cachePath
      let reader = source.start(&notes, sourceMemory)
      let works = try ledger.inputWork(
        of: index, reader.files, inputs: plan.stages[index].inputs.map(\.name))
      preview.inputs += works.map { work in
        var work = work
        work.addresses = reader.addressCounts[work.input] ?? 0
        return work
      }
      preview.stages += try ledger.stageWork(of: index)
    }
    preview.missing = notes.missing
    preview.notices = notes.notices
    if !preview.isFirstRun { preview.comparisons = try comparisons(preview, ledger) }
    return preview
  }

  private func memory() throws -> (any RunMemory)? {
    for executable in executables {
      if case .sink(let sink) = executable { return try sink.memory() }
    }
    return nil
  }

  private func comparisons(
    _ preview: RunPreview, _ ledger: RunLedger
  ) throws -> [(stage: String, reason: String)] {
    let isReading = preview.inputs.contains { $0.filesToRead > 0 || $0.addresses > 0 }
    return try plan.stages.indices.compactMap { index in
      guard case .corpus(let stage) = executables[index] else { return nil }
      let fingerprint = plan.stages[index].fingerprint(contents: stage.contents)
      if try !ledger.isCurrent(corpus: index, fingerprint) {
        return (plan.stages[index].name, "its options or its version changed")
      }
      return isReading ? (plan.stages[index].name, "if an article is new or changed") : nil
    }
  }
}

extension RunLedger {
  /// What would be read of the files of a source, by input.
  fileprivate func inputWork(
    of source: Int, _ files: [SourceFile], inputs: [String]
  ) throws -> [RunPreview.InputWork] {
    var works = inputs.map { RunPreview.InputWork(input: $0) }
    let work = try work(of: source)
    for file in files {
      guard let place = inputs.firstIndex(of: file.key.input) else { continue }
      let known = knownHash(of: file.key, work)
      if let sha256 = file.sha256, isKnown(file.key, sha256: sha256, work) {
        works[place].unchangedFiles += 1
        continue
      }
      works[place].byteCount += file.byteCount
      switch known {
      case nil: works[place].newFiles += 1
      case let known? where file.sha256.map { ContentHash.short(hex: $0) == known } ?? false:
        works[place].outdatedFiles += 1
      default: works[place].changedFiles += 1
      }
    }
    return works
  }

  /// What would be worked out again of the records of a source, and why.
  fileprivate func stageWork(of source: Int) throws -> [RunPreview.StageWork] {
    guard let memory, let path = paths[source], let work = try work(of: source) else { return [] }
    let recipes = try memory.recipes()
    var found: [RunPreview.StageWork] = []
    for count in try memory.counts(of: path.inputs) {
      let judgement = work.judge(count.fate, input: count.input, recipe: count.recipe)
      guard judgement != .known(count.fate), let now = path.recipes[count.input],
        let then = recipes[count.recipe]
      else { continue }
      let place = min(now.sharedCount(with: then), path.stages.count - 1)
      let difference =
        then.stages.indices.contains(place)
        ? now.stages[place].difference(from: then.stages[place]) : nil
      add(
        .init(
          stage: stageName(path.stages[place]), input: count.input, articles: count.count,
          isRead: judgement == .new, reason: difference ?? "asked for"),
        to: &found)
    }
    return found
  }

  private func add(_ work: RunPreview.StageWork, to found: inout [RunPreview.StageWork]) {
    let same = found.firstIndex {
      $0.stage == work.stage && $0.input == work.input && $0.isRead == work.isRead
        && $0.reason == work.reason
    }
    if let same {
      found[same].articles += work.articles
    } else {
      found.append(work)
    }
  }
}
