/// How far a run may go.
public struct RunLimits: Hashable, Sendable {
  /// How many rejects fail a run.
  public enum Rejected: Hashable, Sendable {
    /// A share of the records met, from 0 to 1.
    case share(Double)
    case count(Int)
  }

  /// Threads that work on records; 0 means one for each core.
  public var workers = 0
  public var maximumRejected = Rejected.share(1)
  /// Seconds after which a run is ended; nil for no limit.
  public var runTimeout: Int?
  /// Seconds that a busy database is waited for.
  public var busyTimeout = 30
  /// Attempts again after an error that may pass.
  public var retries = 3

  /// Creates the limits that hold when the pipeline file sets none.
  public init() {}

  /// Whether `rejected` of `met` records are more than allowed.
  func isExceeded(rejected: Int, met: Int) -> Bool {
    switch maximumRejected {
    case .share(let share): Double(rejected) > share * Double(met)
    case .count(let count): rejected > count
    }
  }
}
