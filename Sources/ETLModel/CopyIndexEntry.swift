/// What copies of a stored article are found by, without its text: a pure function of the text, its
/// title if it is short, and its day. A distributed engine can group by its parts.
public struct CopyIndexEntry: Hashable, Sendable {
  /// The day of publication in days since 1970-01-01; nil when it is not known.
  public var day: Int?
  /// A number that articles with the same words in the same order share, and no others; nil for an
  /// article without words.
  public var words: UInt128?
  /// Hashes of runs of three words, which edited copies share some of, in ascending order.
  public var runs: ArraySlice<UInt32>
  /// Whether these are all runs of the text, not a sample.
  public var hasAllRuns: Bool

  /// Creates an entry.
  public init(day: Int?, words: UInt128?, runs: ArraySlice<UInt32>, hasAllRuns: Bool) {
    self.day = day
    self.words = words
    self.runs = runs
    self.hasAllRuns = hasAllRuns
  }
}
