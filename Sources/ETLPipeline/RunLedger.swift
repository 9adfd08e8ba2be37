import ETLModel

/// Keeps the books between a run and what its destination remembers: which work is left out, and
/// what is remembered of the rest. Belongs to the task that consumes results.
///
/// A plan with several sinks, or a sink that remembers nothing, has everything worked out anew.
final class RunLedger {
  let paths: [Int: ArticlePath]
  let memory: (any RunMemory)?
  /// Whether any record was worked out to its end.
  private(set) var hasWorkedOut = false
  /// How often a record is known that was rejected before, by reason.
  private(set) var knownRejects: [RejectReason: Int] = [:]
  /// Articles of the destination that came by unchanged.
  private(set) var knownLoaded = 0
  /// The articles that this run has worked out itself; empty while nothing is remembered.
  private(set) var workedOut: Set<ArticleKey> = []

  private let plan: Plan
  private let options: RunOptions
  private let files: [FileKey: KnownFile]
  private var work: [Int: KnownWork] = [:]
  private var hasRecords = false
  private var outdated: Set<UInt128> = []
  private var unchangedFiles: Set<FileKey> = []
  private var rejected: Set<ArticleKey> = []
  /// The records that were met in the file that is being read.
  private var met: (file: FileKey?, records: Set<UInt128>) = (nil, [])
  /// What became of the records of the file that is being read; nil when that is not known of all.
  /// Records that are in no file of many may come between them.
  private var tally: (file: FileKey?, fates: [RecordFate: Int]?) = (nil, [:])

  init(
    plan: Plan, executables: [Executable], options: RunOptions, memory: (any RunMemory)?
  ) throws {
    self.plan = plan
    self.options = options
    self.memory = memory
    let sinks = plan.stages.indices.filter { plan.stages[$0].entry.shape == .sink }
    guard let memory, sinks.count == 1 else {
      paths = [:]
      files = [:]
      return
    }
    var paths: [Int: ArticlePath] = [:]
    for index in plan.stages.indices where plan.stages[index].entry.shape == .source {
      paths[index] = ArticlePath(
        from: index, to: sinks[0], plan: plan, executables: executables,
        isActive: options.isSelected)
    }
    self.paths = paths
    let recipes = try memory.recipes()
    files = options.isFullRefresh ? [:] : try memory.files(of: paths.values.flatMap(\.inputs))
    for (source, path) in paths {
      let restorable = path.stages.indices.filter { place in
        plan.stages[path.stages[place]].entry.outputType
          .map { memory.canRestore($0, isWhole: true) } ?? false
      }
      work[source] = KnownWork(
        path, recipes: recipes, restorable: restorable, isFullRefresh: options.isFullRefresh)
    }
    isBlank = recipes.isEmpty
  }

  /// Whether nothing at all is remembered, as on a first load.
  private(set) var isBlank = true

  // MARK: Sources

  /// What of the records of a source is known; nil when nothing can be.
  func work(of source: Int) throws -> KnownWork? {
    if !hasRecords, !isBlank, let memory {
      hasRecords = true
      let records = try memory.records(of: paths.values.flatMap(\.inputs))
      for index in work.keys { work[index]?.records = records }
    }
    return work[source]
  }

  /// What a source may leave out.
  ///
  /// - Parameter failed: Is told when the destination cannot say what it remembers.
  func sourceMemory(of source: Int, failed: @escaping (any Error) -> Void) -> SourceMemory {
    var sourceMemory = SourceMemory()
    sourceMemory.cachePath = memory?.cachePath
    sourceMemory.isOffline = options.isOffline
    sourceMemory.isFullRefresh = options.isFullRefresh
    sourceMemory.isByName = options.onlyArticles != nil
    sourceMemory.recordLimit = options.recordLimit
    sourceMemory.address = { [memory] url, input in
      do {
        return try memory?.address(url, of: input)
      } catch {
        failed(error)
        return nil
      }
    }
    sourceMemory.openAddresses = { [memory] input in
      do {
        return try memory?.openAddresses(of: input) ?? []
      } catch {
        failed(error)
        return []
      }
    }
    if let wanted = options.onlyArticles {
      let files = Set(wanted.map(\.file))
      sourceMemory.isWanted = { files.contains($0) }
    } else if !isBlank, !options.isFullRefresh {
      sourceMemory.isKnown = { [unowned self] file, sha256 in
        do {
          // A file of many records is known as a whole: its records need not be loaded.
          let work = files[file] == nil ? try work(of: source) : work[source]
          return isKnown(file, sha256: sha256, work)
        } catch {
          failed(error)
          return false
        }
      }
    }
    return sourceMemory
  }

  /// Whether nothing of a file need be read.
  func isKnown(_ file: FileKey, sha256: String, _ work: KnownWork?) -> Bool {
    guard let work else { return false }
    if let known = files[file] {
      return work.isKnown(known, input: file.input, sha256: sha256)
    }
    let article = ArticleKey(input: file.input, externalID: file.name)
    return work.judge(article, sha256: sha256) != .new
  }

  /// The first 128 bits of the hash that a file had when it was read last; nil when it never was.
  func knownHash(of file: FileKey, _ work: KnownWork?) -> UInt128? {
    if let known = files[file] { return ContentHash.short(hex: known.sha256) }
    let article = ArticleKey(input: file.input, externalID: file.name)
    return work?.records[article.number]?.hash
  }

  func stageName(_ stage: Int) -> String { plan.stages[stage].name }

  /// Takes what became of a batch of a source.
  func consume(_ job: JobResult, of source: Int, _ counts: inout [StageCounts]) throws {
    guard let path = paths[source], let work = work[source], let found = job.found else { return }
    for file in found.known {
      addKnown(file, path, work, &counts)
      workedOut.subtract(try memory?.note(unchangedFile: file) ?? [])
    }
    for known in job.known { addKnown(known.fate, 1, path, from: 1, &counts) }
    addKnown(.loaded, job.outdated.count, path, from: 1, &counts)
    outdated.formUnion(job.outdated.map(\.article.number))
    if let container = found.container, tally.file != container { tally = (container, [:]) }
    try remember(job, path)
    if !found.asked.isEmpty { try memory?.remember(found.asked) }
    if !isBlank, let container = found.container {
      if met.file != container { met = (container, []) }
      met.records.formUnion(job.records.map(\.article.number))
    }
    if let end = found.end, options.onlyArticles == nil {
      if !isBlank { try memory?.settle(end.file, met: met.file == end.file ? met.records : []) }
      let fates = tally.file == end.file ? tally.fates : [:]
      if let fates, let recipe = path.recipes[end.file.input] {
        try memory?.remember(end.file, sha256: end.sha256, recipe: recipe, tally: fates)
      }
      tally = (nil, [:])
    }
  }

  private func addKnown(
    _ file: FileKey, _ path: ArticlePath, _ work: KnownWork, _ counts: inout [StageCounts]
  ) {
    unchangedFiles.insert(file)
    let article = ArticleKey(input: file.input, externalID: file.name)
    if let known = files[file] {
      for (fate, count) in known.tally { addKnown(fate, count, path, from: 0, &counts) }
    } else if let known = work.records[article.number] {
      addKnown(known.fate, 1, path, from: 0, &counts)
    }
  }

  /// Counts records that are known to have ended in `fate`.
  ///
  /// - Parameter first: The place of the first stage that did not meet them.
  private func addKnown(
    _ fate: RecordFate, _ count: Int, _ path: ArticlePath, from first: Int,
    _ counts: inout [StageCounts]
  ) {
    let end = fate.place ?? path.stages.count
    for place in path.stages.indices where place >= first && place < end {
      counts[path.stages[place]].addKnown(count)
    }
    for branch in path.branches where branch.place < end {
      if options.isSelected(branch.stage) { counts[branch.stage].addKnown(count) }
    }
    guard let place = fate.place else {
      knownLoaded += count
      return
    }
    guard place >= first else { return }
    let stage = path.stages[place]
    counts[stage].recordsIn += count
    counts[stage].recordsCached += count
    switch fate {
    case .loaded: break
    case .dropped(_, let reason): counts[stage].dropped[reason, default: 0] += count
    case .rejected(_, let reason):
      counts[stage].recordsRejected += count
      knownRejects[reason, default: 0] += count
    }
  }

  /// Remembers the records of a batch that were worked out to an end.
  private func remember(_ job: JobResult, _ path: ArticlePath) throws {
    guard let memory, !job.records.isEmpty else { return }
    let worked = job.records.compactMap { record in
      record.fate.map { fate in
        RecordOutcome(
          article: record.article, sha256: record.sha256, container: job.found?.container?.name,
          fate: fate)
      }
    }
    if !worked.isEmpty { hasWorkedOut = true }
    for outcome in worked {
      if outcome.container != nil { tally.fates?[outcome.fate, default: 0] += 1 }
      if case .rejected = outcome.fate { rejected.insert(outcome.article) }
      if !isBlank { workedOut.insert(outcome.article) }
    }
    for (input, outcomes) in Dictionary(grouping: worked, by: \.article.input) {
      guard let recipe = path.recipes[input] else { continue }
      try memory.remember(outcomes, recipe: recipe, isRestart: false)
    }
    try noteKnown(job, path, memory)
    if job.found?.container != nil,
      job.records.count != worked.count + job.known.count + job.outdated.count
    {
      tally.fates = nil
    }
  }

  private func noteKnown(
    _ job: JobResult, _ path: ArticlePath, _ memory: any RunMemory
  ) throws {
    let later = lastPlaces(job)
    let isInFile = job.found?.container != nil
    for known in job.known {
      if isInFile { tally.fates?[known.fate, default: 0] += 1 }
      if case .rejected = known.fate { rejected.insert(known.article) }
      // An id that came earlier in this run with other bytes: this record is the one that counts.
      if workedOut.contains(known.article), later[known.article] ?? -1 < known.place,
        let recipe = path.recipes[known.article.input]
      {
        let outcome = RecordOutcome(
          article: known.article, sha256: known.sha256, container: job.found?.container?.name,
          fate: known.fate)
        try memory.remember([outcome], recipe: recipe, isRestart: false)
      }
    }
    if isInFile { tally.fates?[.loaded, default: 0] += job.outdated.count }
    let unchanged = (job.known.map { ($0.article, $0.place) } + job.outdated)
      .filter { later[$0.0] ?? -1 < $0.1 }.map(\.0)
    guard !unchanged.isEmpty else { return }
    workedOut.subtract(unchanged)
    try memory.note(unchanged: unchanged)
    try memory.note(unchanged, in: job.found?.container, at: job.ranges)
  }

  /// Where in a batch the last record of each article stands that was worked out.
  private func lastPlaces(_ job: JobResult) -> [ArticleKey: Int] {
    guard !job.known.isEmpty || !job.outdated.isEmpty else { return [:] }
    var places: [ArticleKey: Int] = [:]
    for (place, record) in job.records.enumerated() where record.fate != nil {
      places[record.article] = place
    }
    return places
  }

  // MARK: Starting again from what is stored

  /// Where work starts again, and for which recipes: (place, input, recipes), in a fixed order.
  func restarts(of source: Int) -> [(place: Int, input: String, recipes: Set<Int>)] {
    guard let path = paths[source], let work = work[source], options.onlyArticles == nil else {
      return []
    }
    return path.inputs.flatMap { input in
      work.restarts(input: input).sorted { $0.key < $1.key }.map { ($0.key, input, $0.value) }
    }
  }

  /// A page of stored articles in the order of the destination, those left out that this run has
  /// worked out itself; nil behind the last one.
  ///
  /// - Parameters:
  ///   - recipes: Only articles that were worked out with one of these; nil for all.
  ///   - input: Only articles of this input; nil for all.
  func stored(
    after last: inout Int64, recipes: Set<Int>? = nil, input: String? = nil, limit: Int
  ) throws -> [StoredArticle]? {
    while true {
      let page =
        try memory?.articles(
          after: last, recipes: recipes, inputs: input.map { [$0] }, limit: limit) ?? []
      guard let end = page.last else { return nil }
      last = end.id
      let articles = page.filter { !workedOut.contains($0.article) }
      if !articles.isEmpty { return articles }
    }
  }

  /// The articles of the destination that a search finds and that this run has not worked out
  /// itself; nil when all must be looked at.
  func related(to search: any CopyIndexSearch) throws -> [StoredArticle]? {
    try memory?.related(to: search, Array(workedOut))?.filter { !workedOut.contains($0.article) }
  }

  /// Takes what became of articles that started again behind `place`.
  func consume(
    _ job: JobResult, restarted articles: [StoredArticle], of source: Int, behind place: Int,
    _ counts: inout [StageCounts]
  ) throws {
    guard let path = paths[source] else { return }
    for stored in articles {
      let isMet =
        outdated.contains(stored.article.number) || unchangedFiles.contains(stored.file)
      guard isMet else { continue }
      // They were counted as known.
      for stage in path.stages[(place + 1)...] { counts[stage].addKnown(-1) }
      for branch in path.branches where branch.place > place {
        if options.isSelected(branch.stage) { counts[branch.stage].addKnown(-1) }
      }
      knownLoaded -= 1
    }
    let outcomes = zip(articles, job.records).compactMap { stored, record in
      record.fate.map {
        RecordOutcome(article: stored.article, sha256: nil, container: nil, fate: $0)
      }
    }
    if let recipe = articles.first.flatMap({ path.recipes[$0.article.input] }) {
      try memory?.remember(outcomes, recipe: recipe, isRestart: true)
    }
  }

  // MARK: Corpus stages

  /// The kind of record that a corpus stage reads, if its input can be restored from the
  /// destination.
  func restorableInput(of stage: Int) -> (any Record.Type)? {
    guard let memory, !isBlank, let kind = plan.stages[stage].entry.inputType,
      memory.canRestore(kind, isWhole: false)
    else { return nil }
    return kind
  }

  /// Whether what other corpus stages found can be restored from the destination.
  func canRestore(findings kind: any Record.Type) -> Bool {
    !isBlank && memory?.canRestore(kind, isWhole: false) ?? false
  }

  /// Whether what the destination holds of a corpus stage is what the stage would say.
  func isCurrent(corpus stage: Int, _ fingerprint: StageFingerprint) throws -> Bool {
    guard let memory, !options.isFullRefresh, restorableInput(of: stage) != nil else {
      return false
    }
    return try memory.corpusFingerprints()[fingerprint.uses] == fingerprint.hash
  }

  // MARK: The end

  /// How many records are rejected of which the user knows and does not want to hear.
  func ignoredRejectCount() throws -> Int {
    try memory?.ignoredRejectCount(of: paths.values.flatMap(\.inputs)) ?? 0
  }

  /// Forgets rejected records that have left their inputs, when those were read to their end.
  func forgetRejects() throws {
    guard !options.isPartial else { return }
    try memory?.forgetRejects(of: paths.values.flatMap(\.inputs)) {
      [rejected, unchangedFiles] article, file in
      rejected.contains(article) || unchangedFiles.contains(file)
    }
  }
}
