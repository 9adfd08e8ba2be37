public import ETLModel
import Foundation
import GRDB

/// Reads what runs left in a database, and never writes.
///
/// It works beside a run that holds the lock, and in a directory that may not be written. A
/// database of another program, or of a newer version of this one, is refused when it is opened; one
/// of an older version is read as far as it goes.
public final class DatabaseReader {
  let path: String
  let queue: DatabaseQueue

  /// Opens the database at `path`.
  ///
  /// - Parameter isOurs: Whether another program's file is refused.
  /// - Throws: `StoreError` when there is no file, it cannot be read, or it is none of ours.
  public init(path: String, isOurs: Bool = true) throws(StoreError) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      throw StoreError(
        .cannotCreate, "database '\(path)' does not exist; `etl run` makes it")
    }
    do {
      queue = try Self.open(path, isOurs: isOurs)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// The newest runs first, at most `count`.
  public func runs(last count: Int) throws(StoreError) -> [StoredRun] {
    try fetch(StoredRun.self, StoredRun.sql + " ORDER BY run_id DESC LIMIT ?", [count])
  }

  /// The run with this number or with a uid that starts like this, in six characters or more;
  /// nil when there is none, or more than one.
  public func run(_ name: String) throws(StoreError) -> StoredRun? {
    if let id = Int64(name) {
      let found = try fetch(StoredRun.self, StoredRun.sql + " WHERE run_id = ?", [id])
      if let run = found.first { return run }
    }
    guard name.utf8.count >= 6 else { return nil }
    let found = try fetch(
      StoredRun.self, StoredRun.sql + " WHERE substr(run_uid, 1, ?) = ? LIMIT 2",
      [name.unicodeScalars.count, name.lowercased()])
    return found.count == 1 ? found[0] : nil
  }

  /// The stages of a run, in the order of the plan.
  public func stages(of run: StoredRun) throws(StoreError) -> [StoredStage] {
    try fetch(
      StoredStage.self, "SELECT * FROM run_stage WHERE run_id = ? ORDER BY rowid", [run.runID])
  }

  /// What the checks of a run found, in the order of the pipeline file.
  public func checks(of run: StoredRun) throws(StoreError) -> [StoredCheck] {
    try fetch(
      StoredCheck.self, "SELECT * FROM check_result WHERE run_id = ? ORDER BY rowid", [run.runID])
  }

  /// The rejects that `filter` lets through, by id.
  public func rejects(_ filter: RejectFilter) throws(StoreError) -> [StoredReject] {
    let wanted = [
      ("reason", filter.reason), ("stage", filter.stage), ("input", filter.input),
      ("state", filter.state),
    ].compactMap { column, value in value.map { (column: column, value: $0) } }
    let condition = wanted.map { " AND reject.\($0.column) = ?" }.joined()
    return try fetch(
      StoredReject.self, StoredReject.sql + condition + " ORDER BY reject_id",
      StatementArguments(wanted.map(\.value)))
  }

  /// The reject with this id; nil when there is none.
  public func reject(_ id: Int64) throws(StoreError) -> StoredReject? {
    try fetch(StoredReject.self, StoredReject.sql + " AND reject_id = ?", [id]).first
  }

  /// The file that a record was in when it was met last, if that holds others too.
  public func container(of article: ArticleKey) throws(StoreError) -> String? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT container FROM pipeline_record WHERE record_key = ?",
        arguments: [article.digest])
    }
  }

  private func fetch<Value: StoredRow>(
    _: Value.Type, _ sql: String, _ arguments: StatementArguments
  ) throws(StoreError) -> [Value] {
    try read { database in
      try Row.fetchAll(database, sql: sql, arguments: arguments).map(Value.init(row:))
    }
  }

  /// What `body` finds in one consistent state of the database.
  func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do {
      return try queue.read(body)
    } catch {
      throw StoreError(error, path: path, isOld: isOld())
    }
  }

  /// Whether the database is of an older version, and may lack what is asked for.
  private func isOld() -> Bool {
    let version = try? queue.read(Schema.version(of:))
    return version.map { $0 < Schema.version } ?? false
  }

  private static func open(_ path: String, isOurs: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = 1") }
    do {
      return try opened(path, isOurs ? path : nil, configuration)
    } catch let error as DatabaseError where needsWAL(error) {
      // A file in WAL mode in a directory that may not be written, without a process that has its
      // WAL open: what the file itself holds is whole, and nobody changes it.
      guard !FileManager.default.fileExists(atPath: path + "-wal") else {
        throw StoreError(
          .permission,
          "'\(path)' cannot be read without writing to its directory, because '\(path)-wal' is left "
            + "of a run that was killed; run `etl run` once, or read a copy of both files")
      }
      let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
      return try opened(
        "file:\(escaped)?immutable=1", isOurs ? path : nil, configuration)
    }
  }

  private static func needsWAL(_ error: DatabaseError) -> Bool {
    [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
  }

  /// Opens a database and reads it once.
  ///
  /// - Parameter path: What messages call the database if it must be one of ours.
  private static func opened(
    _ name: String, _ path: String?, _ configuration: Configuration
  ) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: name, configuration: configuration)
    try queue.read { database in
      _ = try Int.fetchOne(database, sql: "PRAGMA schema_version")
      if let path { try Schema.check(database, path: path) }
    }
    return queue
  }
}

/// What is made of a row of a query.
private protocol StoredRow {
  init(row: Row)
}

extension StoredRun: StoredRow {
  fileprivate static let sql = """
    SELECT run.*, strftime('%s', finished_at) - strftime('%s', started_at) AS seconds,
      (SELECT coalesce(sum(records_in), 0) FROM run_stage
        WHERE run_stage.run_id = run.run_id AND uses = 'read_articles') AS articles,
      (SELECT coalesce(sum(records_rejected), 0) FROM run_stage
        WHERE run_stage.run_id = run.run_id) AS rejects
    FROM run
    """

  fileprivate init(row: Row) {
    self.init(
      runID: row["run_id"], uid: row["run_uid"], pipeline: row["pipeline"],
      programVersion: row["etl_version"], startedAt: row["started_at"],
      finishedAt: row["finished_at"], status: row["status"], exitCode: row["exit_code"],
      articles: row["articles"], rejects: row["rejects"], seconds: row["seconds"])
  }
}

extension StoredStage: StoredRow {
  fileprivate init(row: Row) {
    self.init(
      stage: row["stage"], uses: row["uses"], fingerprint: row["fingerprint"],
      status: row["status"], recordsIn: row["records_in"], recordsOut: row["records_out"],
      recordsCached: row["records_cached"], recordsDropped: row["records_dropped"],
      recordsRejected: row["records_rejected"], milliseconds: row["wall_ms"], error: row["error"])
  }
}

extension StoredCheck: StoredRow {
  fileprivate init(row: Row) {
    self.init(
      name: row["name"], severity: row["severity"], status: row["status"],
      observed: row["observed"], expected: row["expected"], message: row["message"])
  }
}

extension StoredReject: StoredRow {
  fileprivate static let sql = """
    SELECT reject.*, run.started_at AS last_seen_at
    FROM reject JOIN run ON run.run_id = reject.last_run_id WHERE 1
    """

  fileprivate init(row: Row) {
    self.init(
      rejectID: row["reject_id"], input: row["input"], externalID: row["external_id"],
      stage: row["stage"], reason: row["reason"], detail: row["detail"], url: row["url"],
      state: row["state"], attempts: row["attempts"], firstRunID: row["first_run_id"],
      lastRunID: row["last_run_id"], lastSeenAt: row["last_seen_at"])
  }
}
