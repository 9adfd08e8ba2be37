import ETLModel

/// A stage that is ready to run, its types hidden behind batches.
enum Executable: Sendable {
  case source(SourceExecutable)
  case record(RecordExecutable)
  case corpus(CorpusExecutable)
  case sink(SinkExecutable)

  /// Hashes of what the stage reads besides its input, by name.
  var contents: [String: String] {
    switch self {
    case .source(let source): source.contents
    case .record(let stage): stage.contents
    case .corpus(let stage): stage.contents
    case .sink(let sink): sink.contents
    }
  }
}

/// What a stage made of one batch. Places count the records of the batch that came in.
struct BatchResult: Sendable {
  var output: Batch
  /// The places of the records that went on, in order.
  var kept: [Int]
  var counts: StageCounts
  var drops: [(place: Int, reason: DropReason)] = []
  /// The rejected records; the runner adds the name of the stage.
  var rejects: [BatchReject] = []
}

/// A record of a batch that a stage failed on.
struct BatchReject: Sendable {
  var place: Int
  var article: ArticleKey
  var reason: RejectReason
  var detail: String
}

/// Applies a function that decides about one record to every record of a batch.
///
/// - Parameter timeout: Seconds that one record may take; nil for no limit.
private func apply<Input: Sendable, Output: Sendable>(
  to records: [Input], timeout: Int?, key: (Input) -> ArticleKey,
  _ body: (Input) -> Outcome<Output>
) -> BatchResult {
  let clock = ContinuousClock()
  let start = clock.now
  var outputs: [Output] = []
  outputs.reserveCapacity(records.count)
  var result = BatchResult(output: Batch([Output]()), kept: [], counts: StageCounts())
  result.kept.reserveCapacity(records.count)
  for (place, record) in records.enumerated() {
    let outcome =
      if let timeout {
        Deadline.$current.withValue(Deadline(seconds: Double(timeout))) { body(record) }
      } else {
        body(record)
      }
    switch outcome {
    case .pass(let output):
      outputs.append(output)
      result.kept.append(place)
    case .drop(let reason):
      result.counts.dropped[reason, default: 0] += 1
      result.drops.append((place, reason))
    case .reject(let reason, let detail):
      result.rejects.append(
        BatchReject(place: place, article: key(record), reason: reason, detail: detail))
    }
  }
  result.counts.recordsIn = records.count
  result.counts.recordsOut = outputs.count
  result.counts.recordsRejected = result.rejects.count
  result.counts.busyNanoseconds = (clock.now - start).nanoseconds
  result.output = Batch(outputs)
  return result
}

struct SourceExecutable: Sendable {
  let contents: [String: String]
  /// Starts finding units; the function it returns gives the next batch of them.
  let start: @Sendable (inout SourceNotes, SourceMemory) -> SourceReader
  /// The keys of a batch of units.
  let keys: @Sendable (Batch) -> [ArticleKey]
  /// Reads a batch; the number is the stage's timeout.
  let read: @Sendable (Batch, Int?) -> BatchResult
  /// The keys and content hashes of a batch of records, and where they stand in their file.
  let hashes: @Sendable (Batch) -> [(article: ArticleKey, sha256: String, range: RecordRange?)]
  /// The records of a batch at some places.
  let pick: @Sendable (Batch, [Int]) -> Batch
  let finishReading: @Sendable () -> SourceClosing

  init<S: Source>(_ stage: S) {
    contents = stage.contents
    start = { notes, memory in
      var units = stage.units(&notes, memory)
      let files = units.files
      var waiting: SourceStep<S.Unit>?
      return SourceReader(
        next: { SourceBatch.next(&units, limit: $0, &waiting) },
        fractionDone: { units.fractionDone }, activity: { units.activity }, files: files,
        addressCounts: units.addressCounts,
        expectedByteCount: units.expectedByteCount)
    }
    keys = { $0.unwrap(S.Unit.self).map(\.article) }
    read = { batch, timeout in
      apply(to: batch.unwrap(S.Unit.self), timeout: timeout, key: \.article, stage.read)
    }
    hashes = { batch in
      batch.unwrap(S.Output.self).map {
        ($0.article, stage.contentHash(of: $0), stage.range(of: $0))
      }
    }
    pick = { batch, places in
      let records = batch.unwrap(S.Output.self)
      return places.count == records.count ? batch : Batch(places.map { records[$0] })
    }
    finishReading = stage.finishReading
  }
}

struct RecordExecutable: Sendable {
  let contents: [String: String]
  /// Converts a batch; the number is the stage's timeout.
  let apply: @Sendable (Batch, Int?) -> BatchResult

  init<S: RecordStage>(_ stage: S) {
    contents = stage.contents
    apply = { batch, timeout in
      ETLPipeline.apply(
        to: batch.unwrap(S.Input.self), timeout: timeout, key: \.article, stage.apply)
    }
  }
}

struct CorpusExecutable: Sendable {
  let contents: [String: String]
  /// Reduces a batch; the number is the stage's timeout.
  let prepare: @Sendable (Batch, Int?) -> BatchResult
  /// Turns all prepared batches, and batches of findings among them, into batches of output.
  let finish: @Sendable ([Batch]) -> [Batch]
  /// The type of record that it joins with what it prepares; nil for most.
  let findings: (any Record.Type)?
  /// Whether a batch holds findings.
  let isFindings: @Sendable (Batch) -> Bool
  /// Searches stored records for those that prepared ones must be compared with; nil for a stage
  /// that must be given all.
  private(set) var search: (@Sendable ([Batch]) -> any CopyIndexSearch)?

  private static let outputCount = 256

  init<S: CorpusStage>(_ stage: S) {
    contents = stage.contents
    findings = nil
    isFindings = { _ in false }
    prepare = { batch, timeout in
      ETLPipeline.apply(
        to: batch.unwrap(S.Input.self), timeout: timeout, key: \.article, stage.prepare)
    }
    finish = { batches in
      let prepared = batches.flatMap { $0.unwrap(S.Prepared.self) }
      return Self.batches(of: stage.finish(prepared), for: prepared.count, S.description)
    }
  }

  init<S: IndexedStage>(indexed stage: S) {
    self.init(stage)
    search = { batches in stage.search(for: batches.flatMap { $0.unwrap(S.Prepared.self) }) }
  }

  init<S: JoiningStage>(joining stage: S) {
    contents = stage.contents
    findings = S.Findings.self
    isFindings = { $0.records(S.Findings.self) != nil }
    prepare = { batch, timeout in
      if batch.records(S.Findings.self) != nil {
        return BatchResult(output: batch, kept: Array(0..<batch.count), counts: StageCounts())
      }
      return ETLPipeline.apply(
        to: batch.unwrap(S.Input.self), timeout: timeout, key: \.article, stage.prepare)
    }
    finish = { batches in
      let findings = Self.latest(batches.flatMap { $0.records(S.Findings.self) ?? [] })
      let prepared = batches.flatMap { $0.records(S.Prepared.self) ?? [] }
      return Self.batches(
        of: stage.finish(prepared, with: findings), for: prepared.count, S.description)
    }
  }

  /// What was found last about each article.
  private static func latest<Findings: Record>(_ findings: [Findings]) -> [Findings] {
    var last: [ArticleKey: Int] = [:]
    for (index, finding) in findings.enumerated() { last[finding.article] = index }
    return last.count == findings.count
      ? findings
      : findings.enumerated().filter { last[$0.element.article] == $0.offset }.map(\.element)
  }

  private static func batches<Output: Record>(
    of outputs: [Output], for count: Int, _ description: StageDescription
  ) -> [Batch] {
    precondition(
      outputs.count == count,
      "\(description.name) must return one record for each it was given")
    return stride(from: 0, to: outputs.count, by: outputCount).map {
      Batch(Array(outputs[$0..<min($0 + outputCount, outputs.count)]))
    }
  }
}

struct SinkExecutable: Sendable {
  let contents: [String: String]
  let memory: @Sendable () throws -> (any RunMemory)?
  let open: @Sendable (RunStart) throws -> any SinkSession
  /// Prepares a batch in parallel. It counts the time only: the session counts the records.
  let prepare: @Sendable (Batch) -> BatchResult

  init<S: Sink>(_ stage: S) {
    contents = stage.contents
    open = stage.open
    memory = stage.memory
    prepare = { batch in
      let clock = ContinuousClock()
      let start = clock.now
      let output = stage.prepare(batch)
      var counts = StageCounts()
      counts.busyNanoseconds = (clock.now - start).nanoseconds
      return BatchResult(output: output, kept: Array(0..<output.count), counts: counts)
    }
  }
}

extension Duration {
  /// The whole duration in nanoseconds.
  var nanoseconds: UInt64 {
    UInt64(components.seconds) * 1_000_000_000 + UInt64(components.attoseconds / 1_000_000_000)
  }

  /// The whole duration in seconds.
  public var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
