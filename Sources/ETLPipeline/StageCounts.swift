/// What became of the articles that a stage met: in = out + dropped + rejected.
public struct StageCounts: Hashable, Sendable {
  public var recordsIn = 0
  public var recordsOut = 0
  /// How many were dropped, by reason.
  public var dropped: [DropReason: Int] = [:]
  public var recordsRejected = 0
  /// How many of the records that came in were known from an earlier run, and not worked on.
  public var recordsCached = 0
  /// Time spent inside the stage, summed over all workers.
  public var busyNanoseconds: UInt64 = 0

  /// Creates empty counts.
  public init() {}

  /// All dropped records.
  public var recordsDropped: Int { dropped.values.reduce(0, +) }

  /// Adds `count` records that were known to go on; a negative number takes them back.
  mutating func addKnown(_ count: Int) {
    recordsIn += count
    recordsOut += count
    recordsCached += count
  }

  /// Whether every record is accounted for.
  public var isBalanced: Bool { recordsIn == recordsOut + recordsDropped + recordsRejected }

  /// Adds the counts of another batch.
  public static func += (left: inout StageCounts, right: StageCounts) {
    left.recordsIn += right.recordsIn
    left.recordsOut += right.recordsOut
    left.dropped.merge(right.dropped, uniquingKeysWith: +)
    left.recordsRejected += right.recordsRejected
    left.recordsCached += right.recordsCached
    left.busyNanoseconds += right.busyNanoseconds
  }
}
