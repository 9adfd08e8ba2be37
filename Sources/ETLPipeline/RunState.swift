import ETLModel

/// What changes while a run works. Belongs to the one task that consumes results.
final class RunState {
  var sourceNotes = SourceNotes()
  var fractionDone: () -> Double? = { nil }
  var activity: () -> String? = { nil }
  /// The corpus stages that have said what they would say.
  var finished: Set<Int> = []

  private let plan: Plan
  private let executables: [Executable]
  private let start: RunStart
  private let options: RunOptions
  private let observer: (any RunObserver)?
  private let control: RunControl
  private var watchdog: Watchdog?
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant
  private var counts: [StageCounts]
  private var rejects: [Reject] = []
  private var prepared: [Int: [Batch]] = [:]
  private var sessions: [Int: any SinkSession] = [:]
  private var results: [SinkResult] = []
  private var failure: RunReport.Failure?
  private var recordsMet: Int {
    plan.stages.indices.filter { plan.stages[$0].entry.shape == .source }
      .reduce(0) { $0 + counts[$1].recordsIn }
  }
  private var ignoredRejects = 0
  /// The addresses that were asked, and those of them that gave an answer.
  private var askedCount = 0
  private var answeredCount = 0
  /// Why the destination could not say what it remembers.
  private var memoryFailure: (any Error)?
  private var books: RunLedger?
  private var isSkipped = false

  init(
    plan: Plan, executables: [Executable], start: RunStart, options: RunOptions,
    observer: (any RunObserver)?, control: RunControl
  ) {
    self.plan = plan
    self.executables = executables
    self.start = start
    self.options = options
    self.observer = observer
    self.control = control
    begin = clock.now
    counts = Array(repeating: StageCounts(), count: plan.stages.count)
  }

  func openSinks() throws {
    for (index, executable) in executables.enumerated() where options.isSelected(index) {
      guard case .sink(let sink) = executable else { continue }
      sessions[index] = try attribute(to: index) { try sink.open(start) }
    }
    if sessions.isEmpty {
      sourceNotes.notices.append("no stage that stores anything is selected: nothing is kept")
    }
    let session = sessions.min { $0.key < $1.key }
    books = try attribute(to: session?.key) {
      try RunLedger(
        plan: plan, executables: executables, options: options, memory: session?.value.memory)
    }
  }

  /// What is known of earlier runs.
  ///
  /// - Precondition: The sinks were opened.
  var ledger: RunLedger {
    guard let books else { preconditionFailure("the sinks are opened before anything is read") }
    return books
  }

  /// Lets a source look for its records.
  func open(_ source: SourceExecutable, _ index: Int) -> SourceReader {
    let memory = ledger.sourceMemory(of: index) { [unowned self] in memoryFailure = $0 }
    return source.start(&sourceNotes, memory)
  }

  /// Takes what a source says in the end.
  func close(_ closing: SourceClosing) {
    sourceNotes.notices += closing.notices
    askedCount += closing.askedCount
    answeredCount += closing.answeredCount
  }

  /// - Throws: what went wrong when a source asked what is remembered.
  func checkMemory() throws {
    if let memoryFailure { throw StageFailure(stage: sessions.keys.min(), error: memoryFailure) }
  }

  /// The records of stored articles, as the stages handed them on.
  func restore(
    _ articles: [StoredArticle], as kind: any Record.Type, isWhole: Bool
  ) throws -> Batch {
    try attribute(to: sessions.keys.min()) {
      try ledger.memory?.restore(articles, as: kind, isWhole: isWhole) ?? Batch([Int]())
    }
  }

  /// Whether the run takes no new records.
  var isStopped: Bool { control.stopReason != nil }

  /// Starts the watch over `run_timeout`, if there is one.
  func watch() {
    guard let limit = plan.limits.runTimeout else { return }
    watchdog = Watchdog(
      seconds: Double(limit), grace: options.grace,
      actions: .ending(Array(sessions.values), control, limit))
  }

  /// Tells the sinks how much a source has found.
  func reserve(_ byteCount: Int) throws {
    for (index, session) in sessions {
      try attribute(to: index) { try session.reserve(byteCount: byteCount) }
    }
  }

  /// Takes what one batch became: counts it and hands it to corpus stages and sinks.
  func consume(_ job: JobResult) throws {
    for (stage, more) in job.counts { counts[stage] += more }
    rejects += job.rejects.map { stage, reject in
      Reject(
        stage: plan.stages[stage].name, article: reject.article, reason: reject.reason,
        detail: reject.detail)
    }
    for (stage, batch) in job.deliveries where batch.count > 0 {
      if let session = sessions[stage] {
        let before = clock.now
        try attribute(to: stage) { try session.write(batch) }
        addBusyTime((clock.now - before).nanoseconds, of: stage)
      } else if case .corpus = executables[stage] {
        prepared[stage, default: []].append(batch)
      }
    }
  }

  /// Takes what a batch of a source became.
  func consume(_ job: JobResult, of source: Int) throws {
    try consume(job)
    try attribute(to: sessions.keys.min()) { try ledger.consume(job, of: source, &counts) }
  }

  /// Takes what articles became that started again from what is stored.
  func consume(
    _ job: JobResult, restarted articles: [StoredArticle], of source: Int, behind place: Int
  ) throws {
    try consume(job)
    try attribute(to: sessions.keys.min()) {
      try ledger.consume(job, restarted: articles, of: source, behind: place, &counts)
    }
  }

  /// Tells the observer how far the run is.
  func advance() {
    observer?.runDidAdvance(
      RunProgress(
        recordsMet: recordsMet,
        recordsRejected: rejects.count, fractionDone: fractionDone(), activity: activity()))
  }

  func takePrepared(_ stage: Int) -> [Batch] { prepared.removeValue(forKey: stage) ?? [] }

  func addBusyTime(_ nanoseconds: UInt64, of stage: Int) {
    counts[stage].busyNanoseconds += nanoseconds
  }

  func completeSinks() throws {
    let remembering = sessions.keys.min()
    try attribute(to: remembering) {
      if sourceNotes.missing.isEmpty, !isStopped { try ledger.forgetRejects() }
      ignoredRejects = try ledger.ignoredRejectCount()
    }
    for (index, session) in sessions.sorted(by: { $0.key < $1.key }) {
      let before = clock.now
      let result = try attribute(to: index) { try session.complete() }
      let busy = counts[index].busyNanoseconds + (clock.now - before).nanoseconds
      counts[index] = result.counts
      counts[index].busyNanoseconds = busy
      if index == remembering { counts[index].addKnown(ledger.knownLoaded) }
      results.append(result)
    }
    for (index, count) in counts.enumerated() where !count.isBalanced {
      throw StageFailure(stage: index, error: BrokenAccounting(counts: count))
    }
  }

  func fail(_ error: any Error) {
    if let skipped = (error as? StageFailure)?.error as? SkippedRun {
      sourceNotes.notices.append("\(skipped); nothing was done")
      isSkipped = true
      return
    }
    let failed = error as? StageFailure ?? StageFailure(stage: nil, error: error)
    failure = RunReport.Failure(
      stage: failed.stage.map { plan.stages[$0].name },
      category: (failed.error as? any CategorizedError)?.category ?? .stage,
      message: "\(failed.error)")
  }

  /// Publishes what was loaded, or takes it back, and returns the report.
  func close() -> RunReport {
    watchdog?.cancel()
    var report = makeReport()
    let isPublishing = report.failure == nil && report.status != .failed
    for (index, session) in sessions.sorted(by: { $0.key < $1.key }) {
      do {
        try session.close(report, publishing: isPublishing && report.failure == nil)
      } catch {
        if report.failure == nil {
          fail(StageFailure(stage: index, error: error))
          report = makeReport()
        }
        record(report, session, &report.notices)
      }
    }
    return report.redacted(by: Redactor(plan.secrets))
  }

  /// Stores the record of a run whose publishing failed.
  private func record(
    _ report: RunReport, _ session: any SinkSession, _ notices: inout [String]
  ) {
    do {
      try session.close(report, publishing: false)
    } catch {
      notices.append("the record of the run could not be stored: \(error)")
    }
  }

  private func makeReport() -> RunReport {
    let checks = results.flatMap(\.checks)
    let knownRejects = books?.knownRejects ?? [:]
    let rejectCount = rejects.count + knownRejects.values.reduce(0, +) - ignoredRejects
    let exceeds = plan.limits.isExceeded(rejected: rejectCount, met: recordsMet)
    let isFailed = failure != nil || exceeds || checks.contains(where: \.isFatal)
    let isClean = rejectCount <= 0 && checks.allSatisfy { $0.status == .pass }
    return RunReport(
      start: start, finishedAt: RunClock.now(), elapsedSeconds: (clock.now - begin).seconds,
      status: status(isFailed: isFailed, isClean: isClean && sourceNotes.missing.isEmpty),
      stages: plan.stages.indices.map(stageReport), rejects: rejects,
      knownRejects: knownRejects, ignoredRejects: ignoredRejects, checks: checks,
      missing: sourceNotes.missing, isUnreachable: askedCount > 0 && answeredCount == 0,
      notices: sourceNotes.notices,
      summary: results.flatMap(\.summary), samples: results.flatMap(\.samples),
      hasChanges: results.contains(where: \.hasChanges), failure: failure,
      exceedsRejectLimit: exceeds, recordsMet: recordsMet, failsOnWarnings: options.failsOnWarnings,
      isPartial: options.isPartial, stopReason: control.stopReason
    ).redacted(by: Redactor(plan.secrets))
  }

  private func status(isFailed: Bool, isClean: Bool) -> RunReport.Status {
    if isFailed { return .failed }
    if isSkipped { return .skipped }
    if isStopped { return .interrupted }
    return isClean ? .ok : .warn
  }

  private func stageReport(_ index: Int) -> RunReport.StageReport {
    let stage = plan.stages[index]
    return RunReport.StageReport(
      name: stage.name, uses: stage.entry.description.name,
      fingerprint: stage.fingerprint(contents: executables[index].contents).hash,
      counts: counts[index], isSelected: options.isSelected(index),
      error: failure?.stage == stage.name ? failure?.message : nil)
  }

  private func attribute<Result>(to stage: Int?, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw StageFailure(stage: stage, error: error) }
  }
}

/// An error and the stage it came from.
struct StageFailure: Error {
  var stage: Int?
  var error: any Error
}

/// A stage did not say what became of a record.
struct BrokenAccounting: CategorizedError, CustomStringConvertible {
  var counts: StageCounts
  var category: FailureCategory { .bug }
  var description: String {
    "\(counts.recordsIn) records came in, but \(counts.recordsOut) went out, "
      + "\(counts.recordsDropped) were dropped and \(counts.recordsRejected) rejected"
  }
}
