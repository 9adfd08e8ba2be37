/// The row of a run.
public struct RunRow: Sendable {
  public var uid: String
  public var pipeline: String
  public var pipelineHash: String
  public var programVersion: String
  public var startedAt: String

  /// Creates the row of a run that starts.
  public init(
    uid: String, pipeline: String, pipelineHash: String, programVersion: String,
    startedAt: String
  ) {
    self.uid = uid
    self.pipeline = pipeline
    self.pipelineHash = pipelineHash
    self.programVersion = programVersion
    self.startedAt = startedAt
  }
}

/// How a run ended, with the rows of its stages, rejects and checks.
public struct RunOutcomeRows: Sendable {
  /// One stage's part in a run.
  public struct StageRow: Sendable {
    public var stage: String
    public var uses: String
    public var fingerprint: String
    /// `ok`, `failed`, ….
    public var status: String
    public var recordsIn: Int
    public var recordsCached: Int
    public var recordsOut: Int
    public var recordsDropped: Int
    public var recordsRejected: Int
    public var busyMilliseconds: Int
    public var error: String?

    /// Creates a row.
    public init(
      stage: String, uses: String, fingerprint: String, status: String, recordsIn: Int,
      recordsCached: Int, recordsOut: Int, recordsDropped: Int, recordsRejected: Int,
      busyMilliseconds: Int,
      error: String?
    ) {
      self.stage = stage
      self.uses = uses
      self.fingerprint = fingerprint
      self.status = status
      self.recordsIn = recordsIn
      self.recordsCached = recordsCached
      self.recordsOut = recordsOut
      self.recordsDropped = recordsDropped
      self.recordsRejected = recordsRejected
      self.busyMilliseconds = busyMilliseconds
      self.error = error
    }
  }

  /// One record that a stage could not process.
  public struct RejectRow: Sendable {
    public var input: String
    public var externalID: String
    public var stage: String
    public var reason: String
    public var detail: String

    /// Creates a row.
    public init(input: String, externalID: String, stage: String, reason: String, detail: String) {
      self.input = input
      self.externalID = externalID
      self.stage = stage
      self.reason = reason
      self.detail = detail
    }
  }

  /// What a check found.
  public struct CheckRow: Sendable {
    public var name: String
    public var severity: String
    public var status: String
    public var observed: Double?
    public var expected: String
    public var message: String?

    /// Creates a row.
    public init(
      name: String, severity: String, status: String, observed: Double?, expected: String,
      message: String?
    ) {
      self.name = name
      self.severity = severity
      self.status = status
      self.observed = observed
      self.expected = expected
      self.message = message
    }
  }

  public var status: String
  public var exitCode: Int
  public var finishedAt: String
  public var stages: [StageRow]
  public var rejects: [RejectRow]
  public var checks: [CheckRow]
  /// The inputs that were read to their end: rejects of theirs that did not recur are resolved.
  public var inputsRead: [String]

  /// Creates the outcome of a run.
  public init(
    status: String, exitCode: Int, finishedAt: String, stages: [StageRow], rejects: [RejectRow],
    checks: [CheckRow], inputsRead: [String]
  ) {
    self.status = status
    self.exitCode = exitCode
    self.finishedAt = finishedAt
    self.stages = stages
    self.rejects = rejects
    self.checks = checks
    self.inputsRead = inputsRead
  }
}
