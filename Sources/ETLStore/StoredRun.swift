/// A row of the table `run`, with the sums that a person asks for first.
public struct StoredRun: Sendable, Encodable {
  public var runID: Int64
  public var uid: String
  public var pipeline: String
  public var programVersion: String
  /// In UTC, as `2026-01-31T09:30:00Z`.
  public var startedAt: String
  /// Nil while the run works, and for one that was killed.
  public var finishedAt: String?
  /// `running`, `ok`, `warn`, `failed` or `interrupted`.
  public var status: String
  public var exitCode: Int?
  /// How many articles the sources met.
  public var articles: Int
  public var rejects: Int
  /// From start to end, to the second; nil without an end.
  public var seconds: Int?

  enum CodingKeys: String, CodingKey {
    case runID = "run_id"
    case uid = "run_uid"
    case pipeline, status, articles, rejects, seconds
    case programVersion = "etl_version"
    case startedAt = "started_at"
    case finishedAt = "finished_at"
    case exitCode = "exit_code"
  }
}

/// A row of the table `run_stage`.
public struct StoredStage: Sendable, Encodable {
  public var stage: String
  public var uses: String
  public var fingerprint: String
  /// `ok`, `cached`, `failed`, `skipped` or `interrupted`.
  public var status: String
  public var recordsIn: Int
  public var recordsOut: Int
  public var recordsCached: Int
  public var recordsDropped: Int
  public var recordsRejected: Int
  public var milliseconds: Int?
  /// Why the stage failed.
  public var error: String?

  enum CodingKeys: String, CodingKey {
    case stage, uses, fingerprint, status, error
    case recordsIn = "records_in"
    case recordsOut = "records_out"
    case recordsCached = "records_cached"
    case recordsDropped = "records_dropped"
    case recordsRejected = "records_rejected"
    case milliseconds = "wall_ms"
  }
}

/// A row of the table `check_result`.
public struct StoredCheck: Sendable, Encodable {
  public var name: String
  public var severity: String
  /// `pass`, `warn`, `fail` or `error`.
  public var status: String
  public var observed: Double?
  public var expected: String?
  public var message: String?
}

/// A row of the table `reject`: one record that a stage could not process.
public struct StoredReject: Sendable, Encodable {
  public var rejectID: Int64
  public var input: String
  public var externalID: String
  public var stage: String
  public var reason: String
  public var detail: String?
  public var url: String?
  /// `open`, `resolved` or `ignored`.
  public var state: String
  /// How many runs met it.
  public var attempts: Int
  public var firstRunID: Int64
  public var lastRunID: Int64
  /// When the last run that met it started.
  public var lastSeenAt: String

  enum CodingKeys: String, CodingKey {
    case input, stage, reason, detail, url, state, attempts
    case rejectID = "reject_id"
    case externalID = "external_id"
    case firstRunID = "first_run_id"
    case lastRunID = "last_run_id"
    case lastSeenAt = "last_seen_at"
  }
}

/// Which rejects are meant; nil stands for all.
public struct RejectFilter: Sendable {
  public var reason: String?
  public var stage: String?
  public var input: String?
  public var state: String?

  /// Creates a filter that lets everything through.
  public init() {}
}
