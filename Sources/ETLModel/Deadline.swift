/// When the work on one record must be done.
///
/// A stage that has a timeout sets ``current`` around each record. Engines whose time can grow
/// faster than the text look at it in their outer loops; they need not know who set it.
public struct Deadline: Sendable {
  /// The deadline of the record that this task works on; nil when there is none.
  @TaskLocal public static var current: Deadline?

  private let end: ContinuousClock.Instant

  /// Sets a deadline that many seconds from now.
  public init(seconds: Double) {
    end = ContinuousClock().now.advanced(by: .seconds(seconds))
  }

  /// Whether the time is over: one reading of the clock, about 30 ns.
  public var isPassed: Bool { ContinuousClock().now >= end }

  /// Does nothing as long as there is time left.
  ///
  /// - Throws: `DeadlinePassed` when the time is over.
  public func check() throws(DeadlinePassed) {
    if isPassed { throw DeadlinePassed() }
  }
}

/// The work on a record took longer than its stage allows.
public struct DeadlinePassed: Error {
  /// Creates the error.
  public init() {}
}
