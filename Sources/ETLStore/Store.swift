public import ETLModel
import Foundation
import GRDB
public import Logging

/// One run's work on `news.db`.
///
/// A first load builds the database in a file beside its place, without a journal, and renames it
/// when it is whole. A later load is one transaction in WAL mode: readers see the old state or the
/// new one. Whatever happens in between, the file at `path` is never half of anything.
///
/// Used by one task at a time, in this order: `load` and `apply`, `finishLoading`, `close`.
public final class Store {
  /// What a load did.
  public struct LoadResult: Sendable {
    public var newArticles: Int
    public var changedArticles: Int
    /// Articles whose rows were written again because the program or its options changed.
    public var rewrittenArticles: Int
    public var unchangedArticles: Int
    public var sentences: Int
    public var quotes: Int
    /// How many verdicts were about articles that are not in the database.
    public var unknownVerdicts: Int
    /// Whether any row was changed, those about runs left out.
    public var hasChanges: Bool
  }

  private let path: String
  private let workingPath: String
  private let isFirstLoad: Bool
  private let lock: FileLock
  private let queue: DatabaseQueue
  private let run: RunRow
  let runID: Int64
  /// Whether the row of the run is part of the load's transaction.
  private let recordsInside: Bool
  private let writer: ArticleWriter
  private let search: SearchIndex
  private let changesBefore: Int
  private var verdicts: [DuplicateVerdict] = []
  private var utterances: [UtteranceVerdict] = []

  /// What need not be done again.
  public let memory: PipelineMemory

  /// Opens the database at `path` for a run and starts its transaction.
  ///
  /// - Parameters:
  ///   - search: Whether the full-text tables are kept.
  ///   - secondsToWait: How long to wait for the end of another run.
  ///   - busyTimeout: How many seconds to wait for programs that keep the database busy.
  ///   - logger: For debug messages only.
  ///   - fold: How the search folds spellings; used when existing rows must be indexed anew.
  /// - Throws: `StoreError` when another run holds the lock, the file cannot be created or
  ///   written, or is no database of this program.
  public init(
    path: String, run: RunRow, search: Bool, secondsToWait: Int = 0, busyTimeout: Int = 30,
    logger: Logger, fold: (String) -> String
  ) throws(StoreError) {
    // The file behind a symbolic link is the database: a rename would replace the link.
    let path = Self.target(of: path)
    self.path = path
    self.run = run
    lock = try FileLock(database: path, run: run, secondsToWait: secondsToWait)
    isFirstLoad = Self.isEmpty(path)
    workingPath = isFirstLoad ? path + ".loading" : path
    logger.debug(
      "database opens", metadata: ["path": "\(path)", "first": "\(isFirstLoad)"])
    do {
      if isFirstLoad { try Self.remove(workingPath) }
      queue = try DatabaseQueue(path: workingPath, configuration: Self.configuration(busyTimeout))
      let isFirstLoad = isFirstLoad
      let search = SearchIndex(isEnabled: search)
      self.search = search
      (runID, recordsInside, writer, changesBefore) = try queue.inDatabase { database in
        if isFirstLoad {
          try Self.prepareFirstLoad(database)
        } else {
          try Self.prepareLaterLoad(database, path: path, busyTimeout: busyTimeout)
        }
        // Beside a reader, each commit may have to wait for it: one is enough then.
        let recordsInside = isFirstLoad ? false : try !JournalMode.isWAL(database)
        if recordsInside { try database.beginTransaction(.immediate) }
        let runID = try RunRecorder.begin(run, database)
        if !recordsInside { try database.beginTransaction(.immediate) }
        if !isFirstLoad { try SchemaMigrator.migrate(database) }
        let changesBefore = database.totalChangesCount
        if try search.prepare(database) {
          try search.collectTerms(isBulk: true, database)
          if !isFirstLoad {
            try search.rebuild(database, fold: fold)
            try search.collectTerms(isBulk: false, database)
          }
        }
        let writer = ArticleWriter(
          runID: runID, search: search, quotes: try QuoteWriter(search: search, database))
        return (runID, recordsInside, writer, changesBefore)
      }
    } catch {
      // What cannot even be begun is not left for the next run to clear away.
      if isFirstLoad { try? Self.remove(workingPath) }
      throw StoreError(error, path: path)
    }
    memory = PipelineMemory(queue, path: path)
  }

  /// Is told that records came by unchanged: what came before of them in this run does not count.
  public func note(unchanged articles: [ArticleKey]) { writer.note(unchanged: articles) }

  /// Is told that a file came by unchanged with all its records. Returns the articles for which
  /// that takes back an earlier record of this run.
  public func note(
    unchangedFile name: String, input: String
  ) throws(StoreError) -> [ArticleKey] {
    try perform { try self.writer.note(unchangedFile: name, input: input, $0) }
  }

  /// Writes what is new about an article.
  public func load(_ rows: ArticleRows) throws(StoreError) {
    try perform { try self.writer.write(rows, $0) }
  }

  /// Keeps a verdict about an article until all articles are loaded.
  public func apply(_ verdict: DuplicateVerdict) { verdicts.append(verdict) }

  /// Keeps what is known of an article's quotes until all articles are loaded.
  public func apply(_ verdict: UtteranceVerdict) { utterances.append(verdict) }

  /// Ends the load: everything is written, nothing is published.
  public func finishLoading() throws(StoreError) -> LoadResult {
    try perform { database in
      try self.writer.finish(database)
      try self.search.write(database)
      if self.isFirstLoad {
        try Schema.createIndexes(database)
        try self.search.collectTerms(isBulk: false, database)
      }
      let unknown = try self.writeClusters(database)
      try self.writeUtterances(database)
      try self.writer.removeUnusedSpeakers(database)
      let counts = self.writer.counts
      return LoadResult(
        newArticles: counts.new, changedArticles: counts.changed,
        rewrittenArticles: counts.rewritten, unchangedArticles: counts.unchanged,
        sentences: counts.sentences, quotes: counts.quotes, unknownVerdicts: unknown,
        hasChanges: database.totalChangesCount - self.memory.addressChangeCount
          != self.changesBefore)
    }
  }

  /// Writes the clusters, if a stage has compared the articles, and returns how many verdicts were
  /// about articles that are not here.
  private func writeClusters(_ database: Database) throws -> Int {
    guard !verdicts.isEmpty else { return 0 }
    let versions = try currentVersions(of: verdicts.map(\.article), database)
    try ClusterWriter(versions: versions, runID: runID).write(verdicts, database)
    return verdicts.count { versions[$0.article] == nil }
  }

  /// Writes the utterances, if a stage has compared the quotes.
  private func writeUtterances(_ database: Database) throws {
    guard !utterances.isEmpty else {
      if writer.hasReplacedQuotes { try UtteranceWriter.tidy(database) }
      return
    }
    try UtteranceWriter(
      versions: try currentVersions(of: utterances.map(\.article), database),
      formerUtterances: writer.formerUtterances
    ).write(utterances, database)
  }

  private func currentVersions(
    of articles: [ArticleKey], _ database: Database
  ) throws -> [ArticleKey: Int64] {
    let wanted = Set(articles)
    var versions: [ArticleKey: Int64] = [:]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT a.input, a.external_id, v.version_id
        FROM article a JOIN article_version v ON v.article_id = a.article_id AND v.is_current = 1
        """)
    while let row = try rows.next() {
      let article = ArticleKey(input: row[0], externalID: row[1])
      if wanted.contains(article) { versions[article] = row[2] }
    }
    return versions
  }

  /// Breaks off the statement that runs at this moment; its transaction cannot be published then.
  /// May be called from any thread, before `close`.
  public func interrupt() { queue.interrupt() }

  /// Makes sure that the text of a source will fit on the disk.
  ///
  /// - Throws: `StoreError` with the free and the needed space when it will not.
  public func reserve(byteCount: Int) throws(StoreError) {
    // What a later load brings is mostly there already.
    let present = isFirstLoad ? 0 : DiskSpace.size(of: path)
    try DiskSpace.require(byteCount - present, for: path)
  }

  /// Publishes the load or takes it back, and stores how the run ended.
  ///
  /// - Throws: `StoreError`; what was published before is untouched then, and calling it again
  ///   without publishing takes back the rest.
  public func close(_ outcome: RunOutcomeRows, publishing: Bool) throws(StoreError) {
    do {
      if isFirstLoad, !publishing {
        // Removed first: after a failure, closing may fail too.
        try Self.remove(workingPath)
        try queue.close()
        return
      }
      try queue.inDatabase { database in
        if publishing {
          // With the data: a load that is published is also recorded.
          try RunRecorder.end(self.runID, outcome, database)
          try database.commit()
        } else {
          if database.isInsideTransaction { try database.rollback() }
          try database.inTransaction(.immediate) {
            let runID =
              self.recordsInside ? try RunRecorder.begin(self.run, database) : self.runID
            try RunRecorder.end(runID, outcome, database)
            return .commit
          }
        }
        if !self.isFirstLoad { JournalMode.leaveWAL(database) }
      }
      try queue.close()
      if isFirstLoad { try publish() }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  func perform<Result>(
    _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    do {
      return try queue.inDatabase(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  // MARK: Files

  private static func configuration(_ busyTimeout: Int) -> Configuration {
    var configuration = Configuration()
    // One transaction spans many calls: that is the point.
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(TimeInterval(busyTimeout))
    return configuration
  }

  private static func prepareFirstLoad(_ database: Database) throws {
    // The file has no other reader and no past; a failure removes it.
    try database.execute(
      sql: """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA cache_size = -65536
        """)
    try Schema.createTables(database)
  }

  private static func prepareLaterLoad(
    _ database: Database, path: String, busyTimeout: Int
  ) throws {
    try Schema.check(database, path: path)
    try database.execute(sql: "PRAGMA cache_size = -65536")
    try JournalMode.enterWAL(database, busyTimeout: busyTimeout)
  }

  private static func remove(_ path: String) throws {
    for file in [path, path + "-journal", path + "-wal", path + "-shm"]
    where FileManager.default.fileExists(atPath: file) {
      try FileManager.default.removeItem(atPath: file)
    }
  }

  /// Whether there is no file, or one without a byte.
  private static func isEmpty(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return true }
    return status.st_size == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Where a path leads through symbolic links, also when nothing is there.
  static func target(of path: String) -> String {
    var path = path
    // As many as the kernel follows.
    for _ in 0..<40 {
      let files = FileManager.default
      guard let next = try? files.destinationOfSymbolicLink(atPath: path) else { break }
      path = next.hasPrefix("/") ? next : (path as NSString).deletingLastPathComponent + "/" + next
    }
    return path
  }

  /// Makes the new file durable and gives it its name.
  private func publish() throws {
    try Self.sync(workingPath)
    // A journal that an earlier database of this name left behind is none of this one's.
    try Self.remove(path)
    guard rename(workingPath, path) == 0 else {
      throw StoreError(
        .cannotCreate,
        "cannot rename '\(workingPath)' to '\(path)': \(String(cString: strerror(errno)))")
    }
    try Self.sync((path as NSString).deletingLastPathComponent)
  }

  private static func sync(_ path: String) throws {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw StoreError(.inputOutput, "cannot open '\(path)' to sync it: \(reason)")
    }
    defer { _ = Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw StoreError(.inputOutput, "cannot sync '\(path)': \(String(cString: strerror(errno)))")
    }
  }
}
