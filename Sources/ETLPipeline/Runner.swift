import ETLModel
public import Logging

/// Executes a plan.
///
/// The work is cut at *producers*: sources, articles that start again from what the destination
/// holds, and corpus stages. The batches of one producer run through all record stages behind it,
/// in parallel over the workers; what comes out is handed to corpus stages and sinks by one task,
/// in the order of the input. At most four batches for each worker are in memory, however large the
/// corpus is; besides them a corpus stage keeps what its `prepare` returned.
public struct Runner: Sendable {
  let plan: Plan
  let executables: [Executable]
  let options: RunOptions
  private let start: RunStart

  /// Stored articles that start again, or are compared, in one go.
  private static let storedCount = 128

  /// Makes the stages of a plan ready to run.
  ///
  /// - Parameters:
  ///   - version: The version of the program, for the record of the run.
  ///   - logger: For debug and trace messages only.
  /// - Throws: `DiagnosticsError` when a stage cannot be made, for instance because of a mistake
  ///   in a lexicon; all stages are tried.
  public init(
    plan: Plan, version: String, options: RunOptions, logger: Logger
  ) throws(DiagnosticsError) {
    self.plan = plan
    self.options = options
    executables = try Executable.make(plan)
    var start = RunStart(
      uid: RunClock.makeUID(), pipeline: plan.name, pipelineHash: plan.hash,
      programVersion: version, startedAt: RunClock.now(), checks: plan.checks,
      inputs: Set(plan.stages.flatMap { $0.inputs.map(\.name) }).sorted(), logger: logger)
    start.lockMode = options.lockMode
    start.busyTimeout = plan.limits.busyTimeout
    self.start = start
  }

  /// The uid of the run, which is known before it starts.
  public var runID: String { start.uid }

  /// Runs the plan to its end, or until `control` stops it. Failures are part of the report.
  ///
  /// A stopped run takes no new records, leaves out what corpus stages would have said, and
  /// publishes the rest. The pipeline's `run_timeout` stops it through the same control; when that
  /// does not end it, the sinks are interrupted, and at last the process ends with `_exit`.
  public func run(
    observer: (any RunObserver)? = nil, control: RunControl = RunControl()
  ) async -> RunReport {
    let state = RunState(
      plan: plan, executables: executables, start: start, options: options, observer: observer,
      control: control)
    start.logger.debug(
      "run starts", metadata: ["run.id": "\(start.uid)", "workers": "\(options.workers)"])
    return await Retries.$current.withValue(plan.limits.retries) { await run(state) }
  }

  private func run(_ state: RunState) async -> RunReport {
    do {
      try state.openSinks()
      state.watch()
      for index in plan.stages.indices where options.isSelected(index) {
        if case .source(let source) = executables[index] { try await read(index, source, state) }
      }
      for index in plan.stages.indices { try await restart(index, state) }
      for index in plan.stages.indices {
        if case .corpus(let stage) = executables[index] { try await finish(index, stage, state) }
      }
      try state.completeSinks()
    } catch {
      state.fail(error)
    }
    return state.close()
  }

  // MARK: Producers

  /// Reads what is new in the inputs of a source and takes it through everything behind it.
  private func read(_ index: Int, _ source: SourceExecutable, _ state: RunState) async throws {
    log("source reads", index)
    let reader = state.open(source, index)
    state.fractionDone = reader.fractionDone
    state.activity = reader.activity
    try state.reserve(reader.expectedByteCount)
    let only = options.onlyArticles.map { Set($0.map(\.article)) }
    let routes = routes(behind: index, path: state.ledger.paths[index])
    var budget = options.recordLimit ?? .max
    try await pump(state) {
      guard budget > 0, let found = reader.next(budget) else { return nil }
      try state.checkMemory()
      budget -= found.units?.count ?? 0
      // What somebody asks for by name is read again, known or not.
      let work = found.units == nil || only != nil ? nil : try state.ledger.work(of: index)
      let job = SourceJob(
        stage: index, source: source, timeout: plan.stages[index].timeout, routes: routes,
        work: work, only: only)
      return { job.run(found) }
    } consume: { job in
      try state.consume(job, of: index)
    }
    state.activity = { nil }
    state.close(source.finishReading())
  }

  /// Takes articles whose stored rows are outdated through the stages that would now give others.
  private func restart(_ source: Int, _ state: RunState) async throws {
    guard let path = state.ledger.paths[source] else { return }
    for (place, input, recipes) in state.ledger.restarts(of: source) {
      log("articles start again", path.stages[place])
      guard let kind = plan.stages[path.stages[place]].entry.outputType else { continue }
      let routes = routes(behind: path.stages[place], path: path).filter { $0.place != nil }
      var last: Int64 = .min
      var budget = options.recordLimit ?? .max
      var waiting: [[StoredArticle]] = []
      try await pump(state) {
        guard budget > 0,
          let articles = try state.ledger.stored(
            after: &last, recipes: recipes, input: input, limit: min(Self.storedCount, budget))
        else { return nil }
        budget -= articles.count
        waiting.append(articles)
        let batch = try state.restore(articles, as: kind, isWhole: true)
        return {
          var job = JobResult()
          job.records = articles.map { ($0.article, nil, nil) }
          job.follow(routes, batch, Array(articles.indices))
          return job
        }
      } consume: { job in
        try state.consume(job, restarted: waiting.removeFirst(), of: source, behind: place)
      }
    }
  }

  /// Finishes a corpus stage over the articles of this run and all others of the destination,
  /// unless what the destination holds is up to date.
  private func finish(_ index: Int, _ stage: CorpusExecutable, _ state: RunState) async throws {
    var prepared = state.takePrepared(index)
    let fingerprint = plan.stages[index].fingerprint(contents: stage.contents)
    guard options.isSelected(index), !state.isStopped, try hasFindings(index, state) else {
      return try postpone(fingerprint, state)
    }
    state.finished.insert(index)
    let isCurrent = try state.ledger.isCurrent(corpus: index, fingerprint)
    if prepared.isEmpty, isCurrent { return }
    log("corpus stage finishes", index)
    if let kind = state.ledger.restorableInput(of: index) {
      // What is stored was compared with itself: what is new is compared with some of it.
      if isCurrent, let search = stage.search?(prepared),
        var related = try state.ledger.related(to: search)?[...]
      {
        prepared += try await restored(kind, for: index, stage, state) {
          let page = related.prefix(Self.storedCount)
          related = related.dropFirst(page.count)
          return page.isEmpty ? nil : Array(page)
        }
      } else {
        prepared += try await stored(kind, for: index, stage, state)
      }
    }
    // What was found about articles that had no part in this run is stored; it comes first, so
    // that what was found now takes its place.
    if let kind = stage.findings, state.ledger.canRestore(findings: kind),
      !findingStages(of: index).isEmpty
    {
      prepared = try await stored(kind, for: index, stage, state) + prepared
    }
    // Stopped before all articles were seen: nothing can be said of any.
    if state.isStopped { return try postpone(fingerprint, state) }
    try await handOn(prepared, index, stage, state)
    try state.ledger.memory?.remember(corpus: fingerprint.uses, fingerprint: fingerprint.hash)
  }

  /// The records of a kind of all articles of the destination that this run has not worked out
  /// itself, as a corpus stage prepares them.
  private func stored(
    _ kind: any Record.Type, for index: Int, _ stage: CorpusExecutable, _ state: RunState
  ) async throws -> [Batch] {
    var last: Int64 = .min
    return try await restored(kind, for: index, stage, state) {
      try state.ledger.stored(after: &last, limit: Self.storedCount)
    }
  }

  /// The records of a kind of the articles that `next` gives, as a corpus stage prepares them.
  private func restored(
    _ kind: any Record.Type, for index: Int, _ stage: CorpusExecutable, _ state: RunState,
    _ next: () throws -> [StoredArticle]?
  ) async throws -> [Batch] {
    var prepared: [Batch] = []
    try await pump(state) {
      guard let articles = try next() else { return nil }
      let batch = try state.restore(articles, as: kind, isWhole: false)
      return {
        var job = JobResult()
        job.deliveries = [(index, stage.prepare(batch, nil).output)]
        return job
      }
    } consume: { job in
      prepared += job.deliveries.map(\.batch)
    }
    return prepared
  }

  /// The corpus stages whose findings a corpus stage takes.
  private func findingStages(of index: Int) -> [Int] {
    plan.stages[index].needs.filter { plan.stages[$0].entry.shape == .corpus }
  }

  /// Whether the corpus stages that a corpus stage needs have said all they would say.
  private func hasFindings(_ index: Int, _ state: RunState) throws -> Bool {
    try findingStages(of: index).allSatisfy { need in
      if state.finished.contains(need) { return true }
      let fingerprint = plan.stages[need].fingerprint(contents: executables[need].contents)
      return try state.ledger.isCurrent(corpus: need, fingerprint)
    }
  }

  /// Leaves comparing the articles to the next run that may.
  private func postpone(
    _ fingerprint: StageFingerprint, _ state: RunState
  ) throws {
    if state.ledger.hasWorkedOut {
      try state.ledger.memory?.remember(corpus: fingerprint.uses, fingerprint: nil)
    }
  }

  private func handOn(
    _ prepared: [Batch], _ index: Int, _ stage: CorpusExecutable, _ state: RunState
  ) async throws {
    let clock = ContinuousClock()
    let begin = clock.now
    var batches = stage.finish(prepared)[...]
    state.addBusyTime((clock.now - begin).nanoseconds, of: index)
    let routes = routes(behind: index, path: nil)
    state.fractionDone = { nil }
    try await pump(state, isStoppable: false) {
      guard let batch = batches.popFirst() else { return nil }
      return {
        var job = JobResult()
        job.records = Array(
          repeating: (ArticleKey(input: "", externalID: ""), nil, nil), count: batch.count)
        job.follow(routes, batch, Array(0..<batch.count))
        return job
      }
    } consume: { job in
      try state.consume(job)
    }
  }

  private func log(_ message: Logger.Message, _ stage: Int) {
    start.logger.debug(message, metadata: ["stage.name": "\(plan.stages[stage].name)"])
  }

  // MARK: Work

  /// Keeps the workers busy and consumes what they return in the order in which it was given out.
  ///
  /// - Parameters:
  ///   - isStoppable: Whether a run that is to stop takes no more work.
  ///   - next: The next piece of work; nil at the end.
  ///   - consume: Takes what became of each piece.
  private func pump(
    _ state: RunState, isStoppable: Bool = true, next: () throws -> (@Sendable () -> JobResult)?,
    consume: (JobResult) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (number: Int, job: JobResult).self) { group in
      var submitted = 0
      var running = 0
      var consumed = 0
      var isExhausted = false
      var waiting: [Int: JobResult] = [:]
      while true {
        if isStoppable, state.isStopped { isExhausted = true }
        while !isExhausted, running < options.workers, submitted - consumed < 4 * options.workers {
          guard let work = try next() else {
            isExhausted = true
            break
          }
          let number = submitted
          group.addTask { (number, work()) }
          submitted += 1
          running += 1
        }
        if let job = waiting.removeValue(forKey: consumed) {
          try consume(job)
          state.advance()
          consumed += 1
        } else if running > 0, let done = try await group.next() {
          waiting[done.number] = done.job
          running -= 1
        } else {
          return
        }
      }
    }
  }

  /// The ways behind a stage.
  ///
  /// - Parameter path: The main path that the stage is on; nil for a stage beside it.
  private func routes(behind index: Int, path: ArticlePath?) -> [Route] {
    plan.stages.indices.filter { plan.stages[$0].needs.contains(index) && options.isSelected($0) }
      .map {
        reader in
        let place = path?.stages.firstIndex(of: reader)
        let timeout = plan.stages[reader].timeout
        let isMainPort = path.map { $0.sink == reader && $0.stages.last == index } ?? false
        return switch executables[reader] {
        case .record(let stage):
          Route(
            stage: reader, work: { stage.apply($0, timeout) }, place: place, isMainPort: false,
            next: routes(behind: reader, path: place == nil ? nil : path))
        case .corpus(let stage):
          Route(
            stage: reader, work: { stage.prepare($0, timeout) }, place: nil, isMainPort: false,
            next: [])
        case .sink(let stage):
          Route(stage: reader, work: stage.prepare, place: nil, isMainPort: isMainPort, next: [])
        case .source:
          preconditionFailure("a source needs no stage, as the checks of the plan made sure")
        }
      }
  }
}

extension Executable {
  /// The stages of a plan, ready to run.
  ///
  /// - Throws: `DiagnosticsError` with what is wrong with any of them.
  static func make(_ plan: Plan) throws(DiagnosticsError) -> [Executable] {
    var executables: [Executable] = []
    var diagnostics: [Diagnostic] = []
    for stage in plan.stages {
      do {
        executables.append(try stage.entry.make(stage.options, stage.inputs))
      } catch let error as DiagnosticsError {
        diagnostics += error.diagnostics
      } catch {
        diagnostics.append(Diagnostic(.error, "stage '\(stage.name)': \(error)", at: stage.place))
      }
    }
    diagnostics = diagnostics.map(Redactor(plan.secrets).redact)
    guard diagnostics.isEmpty else { throw DiagnosticsError(diagnostics) }
    return executables
  }
}
