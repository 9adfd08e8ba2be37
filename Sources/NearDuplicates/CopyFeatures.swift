/// The features of a pair of texts, and their weights.
package struct CopyFeatures: Sendable {
  /// The share of the shorter text's runs of two words in the longer.
  package var shorterCovered: Double
  /// The share of the longer text's runs of two words in the shorter.
  package var longerCovered: Double
  /// The share of the shorter text's rare words in the longer.
  package var shorterRareCovered: Double
  /// The share of the longer text's rare words in the shorter.
  package var longerRareCovered: Double
  /// The share of the words at the start of the longer text that stand in the shorter.
  package var leadCovered: Double
  /// Numbers in both texts over those in either.
  package var numbersShared: Double
  /// Days between the publications, 7 at most.
  package var dayGap: Double
  /// The share of the shorter text's words that stand in the same passages of the longer.
  package var shorterAligned: Double
  /// The share of the longer text's words that stand in the same passages of the shorter.
  package var longerAligned: Double
  /// The share of places with a number in shared passages where the texts have other numbers.
  package var numbersReplaced: Double
  /// Places in shared passages where the texts have as many other words, for each
  /// ``changePeriod`` words that they share; 2 at most.
  package var replaced: Double
  /// Places in shared passages where one text has more words than the other, likewise.
  package var changed: Double

  /// Shared runs of two words over those in either.
  package var jaccard: Double

  /// The number of words that changes are counted by, so that their weights are of the size of
  /// the others.
  private static let changePeriod = 20.0
  /// What stands for a share of nothing.
  private static let unknownShare = 0.5
  /// What stands for a number of days that is not known.
  private static let unknownGap = 2

  /// The days between two publications as a feature.
  static func weighed(dayGap: Int?) -> Double { Double(min(7, dayGap ?? unknownGap)) }

  /// The features of two texts with `shared` in common.
  init(
    _ shared: SharedWords, shorter short: WordTable.Counts, longer long: WordTable.Counts,
    dayGap: Int?
  ) {
    jaccard = Self.share(shared.pairs, of: Int(short.pairs + long.pairs) - shared.pairs)
    shorterCovered = Self.share(shared.pairs, of: Int(short.pairs))
    longerCovered = Self.share(shared.pairs, of: Int(long.pairs))
    shorterRareCovered = Self.share(shared.rare, of: Int(short.rare))
    longerRareCovered = Self.share(shared.rare, of: Int(long.rare))
    leadCovered = Self.share(shared.lead, of: Int(long.lead))
    numbersShared = Self.share(
      shared.numbers, of: Int(short.numbers + long.numbers) - shared.numbers)
    self.dayGap = Self.weighed(dayGap: dayGap)
    shorterAligned = Self.share(shared.aligned, of: Int(short.words))
    longerAligned = min(1, Self.share(shared.aligned, of: Int(long.words)))
    numbersReplaced =
      Double(shared.replacedNumbers) / Double(shared.replacedNumbers + shared.alignedNumbers + 1)
    replaced = Self.changeRate(shared.replacements, shared.aligned)
    changed = Self.changeRate(shared.changes, shared.aligned)
  }

  private static func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? unknownShare : Double(part) / Double(whole)
  }

  private static func changeRate(_ count: Int, _ words: Int) -> Double {
    min(2, changePeriod * Double(count) / Double(words + 1))
  }

  /// The features in the order of ``weights``.
  package var values: [Double] {
    [
      shorterCovered, longerCovered, shorterRareCovered, longerRareCovered, leadCovered,
      numbersShared, dayGap, shorterAligned, longerAligned, numbersReplaced,
      replaced, changed,
    ]
  }

  /// The weights of ``values``, and the constant behind them.
  ///
  /// They are those of a logistic regression that `etl-bench train-copies` fitted and rounded: to
  /// pairs of Arabic news articles that a reader had labelled and, with less weight, to invented
  /// copies, templates and round-ups.
  package static let weights = [
    1.77, 1.87, 2.05, 0.94, 2.92, 1.87, -0.55, 2.3, 2.61, -2.61, -0.21, 0.88, -9.54,
  ]

  /// The probability that the texts are copies.
  var probability: Double {
    var exponent = Self.weights[Self.weights.count - 1]
    for (value, weight) in zip(values, Self.weights) { exponent += value * weight }
    return 1 / (1 + Exponential.value(-exponent))
  }
}
