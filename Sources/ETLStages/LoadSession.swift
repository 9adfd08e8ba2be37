import ArabicText
import ETLModel
import ETLPipeline
import ETLStore

/// One run's load into the database.
final class LoadSession: SinkSession {
  private let store: Store
  private let run: RunStart
  private var counts = StageCounts()
  private let loadMemory: LoadMemory
  private var samples = QuoteSamples()

  init(path: String, search: Bool, run: RunStart) throws {
    self.run = run
    let row = RunRow(
      uid: run.uid, pipeline: run.pipeline, pipelineHash: run.pipelineHash,
      programVersion: run.programVersion, startedAt: run.startedAt)
    do {
      store = try Store(
        path: path, run: row, search: search, secondsToWait: run.lockMode.secondsToWait,
        busyTimeout: run.busyTimeout,
        logger: run.logger
      ) {
        Normalizer.folded($0)
      }
    } catch {
      if error.kind == .held, run.lockMode == .skip { throw SkippedRun(error.description) }
      var error = error
      if error.kind == .held { error.description += "; wait for its end, or give --lock wait=30s" }
      throw LoadFailure(error: error)
    }
    loadMemory = LoadMemory(store.memory, path: path, store: store)
  }

  var memory: (any RunMemory)? { loadMemory }

  func write(_ batch: Batch) throws {
    for rows in batch.records(ArticleRows.self) ?? [] {
      samples.offer(rows)
      try load(rows)
    }
    for verdict in batch.records(DuplicateVerdict.self) ?? [] { store.apply(verdict) }
    for verdict in batch.records(UtteranceVerdict.self) ?? [] { store.apply(verdict) }
  }

  func complete() throws -> SinkResult {
    let store = self.store
    let result = try LoadFailure.wrap { () throws(StoreError) in try store.finishLoading() }
    if result.unknownVerdicts > 0 {
      // The main branch dropped or rejected these articles; they came by the other branch alone.
      counts.recordsIn += result.unknownVerdicts
      counts.dropped[.noDocument, default: 0] += result.unknownVerdicts
    }
    let checks = try run.checks.map(CheckEvaluator(store: store, run: run).evaluate)
    var summary = [
      "\(result.newArticles) new, \(result.changedArticles) changed, "
        + "\(result.rewrittenArticles) analysed anew, \(result.unchangedArticles) unchanged articles",
      "\(result.sentences) sentences and \(result.quotes) quotes written",
    ]
    if !result.hasChanges { summary = ["nothing has changed: no row was written"] }
    return SinkResult(
      counts: counts, checks: checks, summary: summary, samples: samples.lines,
      hasChanges: result.hasChanges)
  }

  func close(_ report: RunReport, publishing: Bool) throws {
    let store = self.store
    try LoadFailure.wrap { () throws(StoreError) in
      try store.close(RunOutcomeRows(report), publishing: publishing)
    }
  }

  func interrupt() { store.interrupt() }

  func reserve(byteCount: Int) throws {
    let store = self.store
    try LoadFailure.wrap { () throws(StoreError) in try store.reserve(byteCount: byteCount) }
  }

  private func load(_ rows: ArticleRows) throws {
    let store = self.store
    try LoadFailure.wrap { () throws(StoreError) in try store.load(rows) }
    counts.recordsIn += 1
    counts.recordsOut += 1
  }
}

extension DropReason {
  fileprivate static let noDocument: Self = "no_document"
}

/// An error of the store, with the exit code it means.
struct LoadFailure: CategorizedError, CustomStringConvertible {
  var error: StoreError
  var description: String { error.description }

  var category: FailureCategory {
    switch error.kind {
    case .cannotCreate: .cannotCreate
    case .inputOutput: .inputOutput
    case .permission: .permission
    case .locked, .held: .locked
    case .interrupted: .timeout
    case .other, .statement: .stage
    }
  }

  /// What `body` returns; its errors get their exit codes.
  static func wrap<Result>(_ body: () throws(StoreError) -> Result) throws(LoadFailure) -> Result {
    do { return try body() } catch { throw LoadFailure(error: error) }
  }
}

extension RunOutcomeRows {
  init(_ report: RunReport) {
    self.init(
      status: report.status.rawValue, exitCode: Int(report.exitCode.rawValue),
      finishedAt: report.finishedAt,
      stages: report.stages.map { stage in
        StageRow(
          stage: stage.name, uses: stage.uses, fingerprint: stage.fingerprint,
          status: Self.status(of: stage, report), recordsIn: stage.counts.recordsIn,
          recordsCached: stage.counts.recordsCached, recordsOut: stage.counts.recordsOut,
          recordsDropped: stage.counts.recordsDropped,
          recordsRejected: stage.counts.recordsRejected,
          busyMilliseconds: Int(stage.counts.busyNanoseconds / 1_000_000), error: stage.error)
      },
      rejects: report.rejects.map {
        RejectRow(
          input: $0.article.input, externalID: $0.article.externalID, stage: $0.stage,
          reason: $0.reason.rawValue, detail: $0.detail)
      },
      checks: report.checks.map {
        CheckRow(
          name: $0.check.name, severity: $0.check.severity.rawValue, status: $0.status.rawValue,
          observed: $0.observed, expected: $0.check.expectation, message: $0.message)
      },
      inputsRead: report.status != .failed && report.stopReason == nil && report.missing.isEmpty
        && !report.isPartial ? report.start.inputs : [])
  }

  private static func status(of stage: RunReport.StageReport, _ report: RunReport) -> String {
    if stage.error != nil { return "failed" }
    if !stage.isSelected { return "skipped" }
    if report.failure != nil || report.stopReason != nil { return "interrupted" }
    return stage.counts.recordsIn > 0 && stage.counts.recordsIn == stage.counts.recordsCached
      ? "cached" : "ok"
  }
}
