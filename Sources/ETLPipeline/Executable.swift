import ETLModel

/// A stage that is ready to run, its types hidden behind batches.
enum Executable: Sendable {
  case source(SourceExecutable)
  case record(RecordExecutable)
  case corpus(CorpusExecutable)
  case sink(SinkExecutable)

  var fingerprint: String {
    switch self {
    case .source(let source): source.fingerprint
    case .record(let stage): stage.fingerprint
    case .corpus(let stage): stage.fingerprint
    case .sink(let sink): sink.fingerprint
    }
  }
}

/// What a stage made of one batch.
struct BatchResult: Sendable {
  var output: Batch
  var counts: StageCounts
  /// The rejected records; the runner adds the name of the stage.
  var rejects: [(article: ArticleKey, reason: RejectReason, detail: String)]
}

/// Applies a function that decides about one record to every record of a batch.
private func apply<Input: Sendable, Output: Sendable>(
  to records: [Input], key: (Input) -> ArticleKey, _ body: (Input) -> Outcome<Output>
) -> BatchResult {
  let clock = ContinuousClock()
  let start = clock.now
  var outputs: [Output] = []
  outputs.reserveCapacity(records.count)
  var counts = StageCounts()
  counts.recordsIn = records.count
  var rejects: [(article: ArticleKey, reason: RejectReason, detail: String)] = []
  for record in records {
    switch body(record) {
    case .pass(let output): outputs.append(output)
    case .drop(let reason): counts.dropped[reason, default: 0] += 1
    case .reject(let reason, let detail): rejects.append((key(record), reason, detail))
    }
  }
  counts.recordsOut = outputs.count
  counts.recordsRejected = rejects.count
  counts.busyNanoseconds = (clock.now - start).nanoseconds
  return BatchResult(output: Batch(outputs), counts: counts, rejects: rejects)
}

struct SourceExecutable: Sendable {
  let fingerprint: String
  /// Starts finding units; the function it returns gives the next batch of them.
  let start: @Sendable (inout SourceNotes) -> BatchReader
  let read: @Sendable (Batch) -> BatchResult

  /// Units to a batch, unless their bytes fill it earlier.
  private static let largestCount = 128
  /// Bytes to a batch: enough to hide the cost of a task, little enough to keep a window of
  /// batches in the caches of a small machine.
  private static let largestByteCount = 1 << 20

  init<S: Source>(_ stage: S) {
    fingerprint = stage.contentFingerprint
    start = { notes in
      var units = stage.units(&notes)
      return BatchReader(
        next: {
          var batch: [S.Unit] = []
          var byteCount = 0
          while batch.count < Self.largestCount, byteCount < Self.largestByteCount,
            let (unit, size) = units.next()
          {
            batch.append(unit)
            byteCount += size
          }
          return batch.isEmpty ? nil : Batch(batch)
        },
        fractionDone: { units.fractionDone })
    }
    read = { batch in
      apply(to: batch.unwrap(S.Unit.self), key: \.article, stage.read)
    }
  }
}

/// Hands out batches one at a time. Used by one task.
struct BatchReader {
  var next: () -> Batch?
  var fractionDone: () -> Double?
}

struct RecordExecutable: Sendable {
  let fingerprint: String
  let apply: @Sendable (Batch) -> BatchResult

  init<S: RecordStage>(_ stage: S) {
    fingerprint = stage.contentFingerprint
    apply = { batch in
      ETLPipeline.apply(to: batch.unwrap(S.Input.self), key: \.article, stage.apply)
    }
  }
}

struct CorpusExecutable: Sendable {
  let fingerprint: String
  let prepare: @Sendable (Batch) -> BatchResult
  /// Turns all prepared batches into batches of output.
  let finish: @Sendable ([Batch]) -> [Batch]

  private static let outputCount = 256

  init<S: CorpusStage>(_ stage: S) {
    fingerprint = stage.contentFingerprint
    prepare = { batch in
      ETLPipeline.apply(to: batch.unwrap(S.Input.self), key: \.article, stage.prepare)
    }
    finish = { batches in
      let prepared = batches.flatMap { $0.unwrap(S.Prepared.self) }
      let outputs = stage.finish(prepared)
      precondition(
        outputs.count == prepared.count,
        "\(S.description.name) must return one record for each it was given")
      return stride(from: 0, to: outputs.count, by: Self.outputCount).map {
        Batch(Array(outputs[$0..<min($0 + Self.outputCount, outputs.count)]))
      }
    }
  }
}

struct SinkExecutable: Sendable {
  let fingerprint: String
  let open: @Sendable (RunStart) throws -> any SinkSession
  /// Prepares a batch in parallel. It counts the time only: the session counts the records.
  let prepare: @Sendable (Batch) -> BatchResult

  init<S: Sink>(_ stage: S) {
    fingerprint = stage.contentFingerprint
    open = stage.open
    prepare = { batch in
      let clock = ContinuousClock()
      let start = clock.now
      let output = stage.prepare(batch)
      var counts = StageCounts()
      counts.busyNanoseconds = (clock.now - start).nanoseconds
      return BatchResult(output: output, counts: counts, rejects: [])
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
