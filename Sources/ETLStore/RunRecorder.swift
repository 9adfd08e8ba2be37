import ETLModel
import GRDB

/// Writes the tables that say what a run did.
struct RunRecorder {
  /// Adds the row of a run that starts and returns its id. Runs that never ended, because they
  /// were killed, are marked as interrupted: the lock shows that none of them is alive.
  static func begin(_ run: RunRow, _ database: Database) throws -> Int64 {
    try database.execute(
      sql: "UPDATE run SET status = 'interrupted' WHERE status = 'running'")
    try database.execute(
      sql: """
        INSERT INTO run (run_uid, pipeline, pipeline_hash, etl_version, started_at, status)
        VALUES (?, ?, ?, ?, ?, 'running')
        """,
      arguments: [
        run.uid, run.pipeline, run.pipelineHash, run.programVersion, run.startedAt,
      ])
    return database.lastInsertedRowID
  }

  /// Stores how the run ended.
  static func end(_ runID: Int64, _ outcome: RunOutcomeRows, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE run SET status = ?, exit_code = ?, finished_at = ? WHERE run_id = ?",
      arguments: [outcome.status, outcome.exitCode, outcome.finishedAt, runID])
    for stage in outcome.stages { try insert(stage, runID, database) }
    for check in outcome.checks { try insert(check, runID, database) }
    try store(outcome, runID, database)
  }

  private static func insert(
    _ stage: RunOutcomeRows.StageRow, _ runID: Int64, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO run_stage (run_id, stage, uses, fingerprint, status, records_in, records_out,
          records_cached, records_dropped, records_rejected, wall_ms, error)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        runID, stage.stage, stage.uses, stage.fingerprint, stage.status, stage.recordsIn,
        stage.recordsOut, stage.recordsCached, stage.recordsDropped, stage.recordsRejected,
        stage.busyMilliseconds,
        stage.error,
      ])
  }

  private static func insert(
    _ check: RunOutcomeRows.CheckRow, _ runID: Int64, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO check_result (run_id, name, severity, status, observed, expected, message)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        runID, check.name, check.severity, check.status, check.observed, check.expected,
        check.message,
      ])
  }

  /// Adds this run's rejects and resolves older ones of the inputs it read that did not recur.
  private static func store(
    _ outcome: RunOutcomeRows, _ runID: Int64, _ database: Database
  ) throws {
    for reject in outcome.rejects {
      try database.execute(
        sql: """
          INSERT INTO reject (external_id, input, stage, reason, detail, first_run_id, last_run_id)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (input, external_id, stage) DO UPDATE SET reason = excluded.reason,
            detail = excluded.detail, attempts = attempts + (last_run_id <> excluded.last_run_id),
            last_run_id = excluded.last_run_id,
            state = CASE WHEN state = 'ignored' THEN 'ignored' ELSE 'open' END
          """,
        arguments: [
          reject.externalID, reject.input, reject.stage, reject.reason, reject.detail, runID, runID,
        ])
    }
    try resolve(outcome, runID, database)
  }

  /// Resolves rejects of records that got further now, or that their inputs have no more.
  private static func resolve(
    _ outcome: RunOutcomeRows, _ runID: Int64, _ database: Database
  ) throws {
    let open = try Row.fetchAll(
      database,
      sql: """
        SELECT reject_id, input, external_id FROM reject WHERE state = 'open' AND last_run_id <> ?
        """, arguments: [runID])
    for row in open {
      let article = ArticleKey(input: row[1], externalID: row[2])
      let fate = try String.fetchOne(
        database, sql: "SELECT outcome FROM pipeline_record WHERE record_key = ?",
        arguments: [article.digest])
      guard fate.map({ $0 != "rejected" }) ?? outcome.inputsRead.contains(article.input) else {
        continue
      }
      let id: Int64 = row[0]
      try database.execute(
        sql: "UPDATE reject SET state = 'resolved' WHERE reject_id = ?", arguments: [id])
    }
  }
}
