import ETLModel

/// A way that batches take: through a stage, then to all that read its output.
struct Route: Sendable {
  let stage: Int
  let work: @Sendable (Batch) -> BatchResult
  /// The place of the stage on the main path; nil beside it.
  let place: Int?
  /// Whether articles that come here are loaded.
  let isMainPort: Bool
  /// Empty for corpus stages and sinks: the consuming task goes on with their batches.
  let next: [Route]
}

/// What one batch of a producer became, after every stage behind it.
struct JobResult: Sendable {
  var counts: [(stage: Int, counts: StageCounts)] = []
  var rejects: [(stage: Int, reject: BatchReject)] = []
  /// Batches for corpus stages and sinks. A record stage whose output nobody reads delivers to
  /// itself, which is ignored.
  var deliveries: [(stage: Int, batch: Batch)] = []

  /// The records of the batch by their places: key, hash, and where their way ended; nil for those
  /// that were not worked out to an end.
  var records: [(article: ArticleKey, sha256: String?, fate: RecordFate?)] = []
  /// Records that were read and found known.
  var known: [(article: ArticleKey, sha256: String, fate: RecordFate, place: Int)] = []
  /// Records that were read and found known, but are to be worked out again from what is stored.
  var outdated: [(article: ArticleKey, place: Int)] = []
  /// Where records that were read and found known stand in the file that the batch is of.
  var ranges: [ArticleKey: RecordRange] = [:]
  /// The batch that the source found; nil behind other producers.
  var found: SourceBatch?

  mutating func note(_ result: BatchResult, of stage: Int) {
    counts.append((stage, result.counts))
    rejects += result.rejects.map { (stage, $0) }
  }

  /// Takes a batch through every route.
  ///
  /// - Parameter places: Where the records of the batch stand in ``records``.
  mutating func follow(_ routes: [Route], _ batch: Batch, _ places: [Int]) {
    for route in routes {
      let result = route.work(batch)
      note(result, of: route.stage)
      if let place = route.place {
        for drop in result.drops {
          records[places[drop.place]].fate = .dropped(at: place, drop.reason)
        }
        for reject in result.rejects {
          records[places[reject.place]].fate = .rejected(at: place, reject.reason)
        }
      }
      if route.isMainPort {
        for place in places { records[place].fate = .loaded }
      }
      if route.next.isEmpty {
        deliveries.append((route.stage, result.output))
      } else {
        follow(route.next, result.output, result.kept.map { places[$0] })
      }
    }
  }
}

/// Reads a batch that a source found and takes what is new through every route.
struct SourceJob: Sendable {
  let stage: Int
  let source: SourceExecutable
  /// Seconds that reading one unit may take; nil for no limit.
  let timeout: Int?
  let routes: [Route]
  /// What is known; nil when the articles do not end in a destination that remembers.
  let work: KnownWork?
  /// Only these articles are of interest; nil for all.
  let only: Set<ArticleKey>?

  func run(_ found: SourceBatch) -> JobResult {
    var job = JobResult()
    job.found = found
    guard let units = found.units else { return job }
    job.records = source.keys(units).map { ($0, nil, nil) }
    var result = source.read(units, timeout)
    if let only { keep(only, &result, &job) }
    job.note(result, of: stage)
    for drop in result.drops { job.records[drop.place].fate = .dropped(at: 0, drop.reason) }
    for reject in result.rejects {
      job.records[reject.place].fate = .rejected(at: 0, reject.reason)
      job.records[reject.place].article = reject.article
    }
    let new = triage(result, &job)
    let batch = source.pick(result.output, new)
    if batch.count > 0 { job.follow(routes, batch, new.map { result.kept[$0] }) }
    return job
  }

  /// Sorts out the records that are known; returns the indices of the others.
  private func triage(_ result: BatchResult, _ job: inout JobResult) -> [Int] {
    var new: [Int] = []
    for (index, record) in source.hashes(result.output).enumerated() {
      let place = result.kept[index]
      job.records[place].article = record.article
      job.records[place].sha256 = record.sha256
      switch work?.judge(record.article, sha256: record.sha256) ?? .new {
      case .new: new.append(index)
      case .known(let fate):
        job.known.append((record.article, record.sha256, fate, place))
        job.ranges[record.article] = record.range
      case .outdated:
        job.outdated.append((record.article, place))
        job.ranges[record.article] = record.range
      }
    }
    return new
  }

  /// Leaves out the records that are not of interest, as if they had not been found.
  private func keep(_ only: Set<ArticleKey>, _ result: inout BatchResult, _ job: inout JobResult) {
    let records = source.hashes(result.output)
    let wanted = records.indices.filter { only.contains(records[$0].article) }
    result.output = source.pick(result.output, wanted)
    result.kept = wanted.map { result.kept[$0] }
    result.rejects = result.rejects.filter { only.contains($0.article) }
    result.counts.recordsOut = wanted.count
    result.counts.recordsRejected = result.rejects.count
    result.counts.recordsIn = wanted.count + result.rejects.count + result.counts.recordsDropped
  }
}
