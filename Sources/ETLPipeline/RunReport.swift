public import ETLModel
import Foundation
public import Logging

/// What is known of a run when it starts; sinks store it.
public struct RunStart: Sendable {
  /// A UUID version 7 (RFC 9562): runs sort by when they started.
  public var uid: String
  /// The name of the pipeline.
  public var pipeline: String
  /// A hash of the resolved plan.
  public var pipelineHash: String
  /// The version of the program.
  public var programVersion: String
  /// When it started, in UTC: `2026-01-31T09:30:00Z`.
  public var startedAt: String
  /// The checks that must pass before a load is published.
  public var checks: [Check]
  /// The names of the inputs that the run reads to their end.
  public var inputs: [String]
  /// What to do when another run holds the lock of the destination.
  public var lockMode = LockMode.fail
  /// Seconds that a destination which others keep busy is waited for.
  public var busyTimeout = 30
  /// For debug and trace messages only.
  public var logger: Logger

  /// Creates the start of a run.
  public init(
    uid: String, pipeline: String, pipelineHash: String, programVersion: String,
    startedAt: String, checks: [Check], inputs: [String], logger: Logger
  ) {
    self.uid = uid
    self.pipeline = pipeline
    self.pipelineHash = pipelineHash
    self.programVersion = programVersion
    self.startedAt = startedAt
    self.checks = checks
    self.inputs = inputs
    self.logger = logger
  }
}

/// What a run did.
public struct RunReport: Sendable {
  /// How a run ended.
  public enum Status: String, Sendable {
    case running
    case ok
    /// Done, with rejects or failed checks of severity `warn`.
    case warn
    case failed
    /// Stopped before its end; what was complete is published.
    case interrupted
    /// Another run holds the lock, and this one was told to skip then.
    case skipped
  }

  /// One stage's part.
  public struct StageReport: Sendable {
    public var name: String
    /// The stage type.
    public var uses: String
    public var fingerprint: String
    public var counts: StageCounts
    /// Whether the stage was allowed to work.
    public var isSelected: Bool
    /// Why the stage failed; nil when it did not.
    public var error: String?
  }

  /// Why nothing was published.
  public struct Failure: Sendable {
    /// The stage that failed; nil when it is the run as a whole.
    public var stage: String?
    public var category: FailureCategory
    public var message: String

    /// Creates a failure.
    public init(stage: String?, category: FailureCategory, message: String) {
      self.stage = stage
      self.category = category
      self.message = message
    }
  }

  public var start: RunStart
  public var finishedAt: String
  public var elapsedSeconds: Double
  public var status: Status
  /// The stages in the order of the plan.
  public var stages: [StageReport]
  /// The records that this run could not process.
  public var rejects: [Reject]
  /// How many unchanged records an earlier run could not process, by reason.
  public var knownRejects: [RejectReason: Int]
  /// How many of all rejects were told to be ignored.
  public var ignoredRejects: Int
  public var checks: [CheckResult]
  /// Paths without a wildcard that do not exist.
  public var missing: [String]
  /// Whether addresses were asked and none gave an answer that can be used.
  public var isUnreachable: Bool
  public var notices: [String]
  /// What the sinks say they did.
  public var summary: [String]
  /// A few of the things that were written.
  public var samples: [String]
  /// Whether any row of a destination was changed.
  public var hasChanges: Bool
  public var failure: Failure?
  /// Whether more records were rejected than allowed.
  public var exceedsRejectLimit: Bool

  /// The number of records that the sources met.
  public var recordsMet: Int
  /// Whether warnings and rejects have an exit code of their own.
  public var failsOnWarnings: Bool
  /// Whether the run looked at a part of its inputs only.
  public var isPartial: Bool
  /// Why the run was stopped before its end; nil when it was not.
  public var stopReason: StopReason?
}

/// Follows a run while it works. Called by one task at a time.
public protocol RunObserver {
  /// Called after every batch.
  func runDidAdvance(_ progress: RunProgress)
}

/// How far a run is.
public struct RunProgress: Sendable {
  /// Records met by the sources so far.
  public var recordsMet: Int
  public var recordsRejected: Int
  /// From 0 to 1; nil when the end cannot be told.
  public var fractionDone: Double?
  /// What is being waited for, in a few words; nil for nothing.
  public var activity: String?
}

/// Times and identities of runs.
public enum RunClock {
  /// The time in UTC, to the second: `2026-01-31T09:30:00Z`.
  public static func now() -> String { Date().formatted(.iso8601) }

  /// A new UUID version 7 (RFC 9562, section 5.7): milliseconds, then random bits.
  public static func makeUID() -> String {
    let milliseconds = UInt64(Date().timeIntervalSince1970 * 1000)
    let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0xFFF)
    let low = UInt64.random(in: 0...UInt64.max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = hex(high) + hex(low)
    let cuts = [0, 8, 12, 16, 20, 32].map { digits.index(digits.startIndex, offsetBy: $0) }
    return zip(cuts, cuts.dropFirst()).map { digits[$0..<$1] }.joined(separator: "-")
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
