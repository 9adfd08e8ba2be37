/// How many sampled runs a text has.
struct RunCounts: Sendable {
  var all: Int32
  /// Those that the sample of a longer text would keep.
  var inSample: Int32
  /// Whether all runs were kept.
  var keepsAll: Bool

  init(all: Int32, inSample: Int32, keepsAll: Bool) {
    self.all = all
    self.inSample = inSample
    self.keepsAll = keepsAll
  }

  init(_ signature: DocumentSignature) {
    self.init(
      all: Int32(signature.sampledRunCount), inSample: signature.inSampleCount,
      keepsAll: signature.keepsAllRuns)
  }

  /// How many runs two texts must share.
  static let fewestShared: UInt16 = 2
  // The weights are those of a logistic regression of the verdict on what is known here, divided
  // by that of the smaller text's share: see the decision on copies. Days apart speak against a
  // copy, and shares of few runs say little.
  private static let weightOfLarger = 3.4
  private static let weightOfDay = 0.29
  private static let weightOfSmallness = 2.6
  /// What the weighed sum of two texts reaches that are worth comparing.
  private static let leastPromise = 1.4

  /// By how much the shares of shared runs exceed what is asked for; nil for two texts that are
  /// not worth comparing.
  ///
  /// - Parameter dayGap: The days between the publications; nil when that is not known.
  static func promise(
    _ left: RunCounts, _ right: RunCounts, shared: UInt16, dayGap: Int?
  ) -> Double? {
    guard shared >= fewestShared else { return nil }
    // Only what both texts keep can be shared: the sample, unless both are short.
    let isWhole = left.keepsAll && right.keepsAll
    let (first, second) = isWhole ? (left.all, right.all) : (left.inSample, right.inSample)
    let promise = promise(
      first, second, shared: shared, dayGap: CopyFeatures.weighed(dayGap: dayGap))
    return promise >= 0 ? promise : nil
  }

  /// The same for texts with these numbers of runs, below zero if they are not worth comparing. It
  /// falls as the numbers grow.
  @inline(__always)
  static func promise<Number: BinaryInteger>(
    _ first: Number, _ second: Number, shared: UInt16, dayGap: Double
  ) -> Double {
    let (fewer, more) = (Double(min(first, second)), Double(max(first, second)))
    return Double(shared) / fewer + weightOfLarger * Double(shared) / more
      + weightOfSmallness / fewer.squareRoot() - weightOfDay * dayGap - leastPromise
  }
}
