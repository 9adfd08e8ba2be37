import ETLModel
public import Logging

/// Executes a plan.
///
/// The work is cut at *producers*: sources and corpus stages. The batches of one producer run
/// through all record stages behind it, in parallel over the workers; what comes out is handed to
/// corpus stages and sinks by one task, in the order of the input. At most four batches for each
/// worker are in memory, however large the corpus is; besides them a corpus stage keeps what its
/// `prepare` returned.
public struct Runner: Sendable {
  private let plan: Plan
  private let executables: [Executable]
  private let start: RunStart
  private let workers: Int
  private let failsOnWarnings: Bool

  /// Makes the stages of a plan ready to run.
  ///
  /// - Parameters:
  ///   - version: The version of the program, for the record of the run.
  ///   - workers: Threads that work on records.
  ///   - failsOnWarnings: Whether warnings and rejects have an exit code of their own.
  ///   - logger: For debug and trace messages only.
  /// - Throws: `DiagnosticsError` when a stage cannot be made, for instance because of a mistake
  ///   in a lexicon; all stages are tried.
  public init(
    plan: Plan, version: String, workers: Int, failsOnWarnings: Bool = false,
    logger: Logger
  ) throws(DiagnosticsError) {
    self.plan = plan
    self.failsOnWarnings = failsOnWarnings
    self.workers = max(1, workers)
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
    guard diagnostics.isEmpty else { throw DiagnosticsError(diagnostics) }
    self.executables = executables
    start = RunStart(
      uid: RunClock.makeUID(), pipeline: plan.name, pipelineHash: plan.hash,
      programVersion: version, startedAt: RunClock.now(), checks: plan.checks,
      inputs: Set(plan.stages.flatMap { $0.inputs.map(\.name) }).sorted(), logger: logger)
  }

  /// Runs the plan to its end. Failures are part of the report.
  public func run(observer: (any RunObserver)? = nil) async -> RunReport {
    let state = RunState(
      plan: plan, executables: executables, start: start, failsOnWarnings: failsOnWarnings,
      observer: observer)
    start.logger.debug(
      "run starts", metadata: ["run.id": "\(start.uid)", "workers": "\(workers)"])
    do {
      try state.openSinks()
      for index in plan.stages.indices { try await produce(index, state) }
      try state.completeSinks()
    } catch {
      state.fail(error)
    }
    return state.close()
  }

  /// Runs the batches that stage `index` produces through everything behind it.
  private func produce(_ index: Int, _ state: RunState) async throws {
    let name = plan.stages[index].name
    start.logger.debug("stage produces", metadata: ["stage.name": "\(name)"])
    switch executables[index] {
    case .source(let source):
      let reader = source.start(&state.sourceNotes)
      let routes = routes(behind: index)
      state.fractionDone = reader.fractionDone
      try await pump(reader.next, state) { batch in
        var job = JobResult()
        let result = source.read(batch)
        job.note(result, of: index)
        follow(routes, result.output, &job)
        return job
      }
    case .corpus(let stage):
      let prepared = state.takePrepared(index)
      let clock = ContinuousClock()
      let begin = clock.now
      var batches = stage.finish(prepared)[...]
      state.addBusyTime((clock.now - begin).nanoseconds, of: index)
      let routes = routes(behind: index)
      state.fractionDone = { nil }
      let next = { batches.popFirst() }
      try await pump(next, state) { batch in
        var job = JobResult()
        follow(routes, batch, &job)
        return job
      }
    case .record, .sink:
      break
    }
  }

  /// Keeps the workers busy with batches and consumes what they return in the order of the input.
  private func pump(
    _ next: () -> Batch?, _ state: RunState, work: @escaping @Sendable (Batch) -> JobResult
  ) async throws {
    try await withThrowingTaskGroup(of: (number: Int, job: JobResult).self) { group in
      var submitted = 0
      var running = 0
      var consumed = 0
      var isExhausted = false
      var waiting: [Int: JobResult] = [:]
      while true {
        while !isExhausted, running < workers, submitted - consumed < 4 * workers {
          guard let batch = next() else {
            isExhausted = true
            break
          }
          let number = submitted
          group.addTask { (number, work(batch)) }
          submitted += 1
          running += 1
        }
        if let job = waiting.removeValue(forKey: consumed) {
          try state.consume(job)
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

  private func routes(behind index: Int) -> [Route] {
    plan.stages.indices.filter { plan.stages[$0].needs.contains(index) }.map { reader in
      switch executables[reader] {
      case .record(let stage):
        Route(stage: reader, work: stage.apply, next: routes(behind: reader))
      case .corpus(let stage):
        Route(stage: reader, work: stage.prepare, next: [])
      case .sink(let stage):
        Route(stage: reader, work: stage.prepare, next: [])
      case .source:
        preconditionFailure("a source needs no stage, as the checks of the plan made sure")
      }
    }
  }
}

/// A way that batches take: through a stage, then to all that read its output.
private struct Route: Sendable {
  let stage: Int
  let work: @Sendable (Batch) -> BatchResult
  /// Empty for corpus stages and sinks: the consuming task goes on with their batches.
  let next: [Route]
}

private func follow(_ routes: [Route], _ batch: Batch, _ job: inout JobResult) {
  for route in routes {
    let result = route.work(batch)
    job.note(result, of: route.stage)
    if route.next.isEmpty {
      job.deliveries.append((route.stage, result.output))
    } else {
      follow(route.next, result.output, &job)
    }
  }
}

/// What one batch of a producer became, after every stage behind it.
struct JobResult: Sendable {
  var counts: [(stage: Int, counts: StageCounts)] = []
  var rejects:
    [(stage: Int, rejects: [(article: ArticleKey, reason: RejectReason, detail: String)])] = []
  /// Batches for corpus stages and sinks. A record stage whose output nobody reads delivers to
  /// itself, which is ignored.
  var deliveries: [(stage: Int, batch: Batch)] = []

  mutating func note(_ result: BatchResult, of stage: Int) {
    counts.append((stage, result.counts))
    if !result.rejects.isEmpty { rejects.append((stage, result.rejects)) }
  }
}
