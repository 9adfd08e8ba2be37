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
  /// The least sum of the shares that two texts must have of the smaller one's runs and, twice,
  /// of the larger one's, if they are of one day.
  ///
  /// Of 50,523 pairs of 31,030 articles that shared 18 % of the smaller text's runs it leaves out
  /// 34 %, and 0.3 % of the copies among them.
  private static let leastShare = 0.55
  /// What is asked for more for each day between the publications, because days apart speak
  /// against a copy.
  ///
  /// Of the pairs with ``leastShare`` it leaves out 11 % among 31,030 articles, and none of the
  /// copies; among 200,000 articles put together from the same passages 47 %, and 0.2 % of the
  /// copies.
  private static let shareForDay = 0.1

  /// By how much the sum of the shares exceeds what is asked for; nil for two texts that are not
  /// worth comparing.
  ///
  /// - Parameter dayGap: The days between the publications; nil when that is not known.
  static func promise(
    _ left: RunCounts, _ right: RunCounts, shared: UInt16, dayGap: Int?
  ) -> Double? {
    guard shared >= fewestShared else { return nil }
    // Only what both texts keep can be shared: the sample, unless both are short.
    let isWhole = left.keepsAll && right.keepsAll
    let (first, second) = isWhole ? (left.all, right.all) : (left.inSample, right.inSample)
    let count = Double(shared)
    let share = count / Double(min(first, second)) + 2 * count / Double(max(first, second))
    let promise = share - leastShare - shareForDay * CopyFeatures.weighed(dayGap: dayGap)
    return promise >= 0 ? promise : nil
  }
}
