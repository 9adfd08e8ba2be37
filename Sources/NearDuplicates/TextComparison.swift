import ETLModel

/// How much two texts have in common, and how likely one is a copy of the other.
struct TextComparison: Sendable {
  /// Shared runs of two words over those in either.
  var jaccard: Double
  /// The share of the first text's runs of two words that stand in the second.
  var containment: Double
  /// The share of the second text's runs of two words that stand in the first.
  var otherContainment: Double
  /// The probability that both derive from one text, from 0 to 1.
  var score: Double

  /// Compares two texts that were published `dayGap` days apart; nil when that is not known.
  ///
  /// - Complexity: O(*n*) in the length of the longer text, O(*k* log *n*) when the other, of
  ///   length *k*, is much shorter.
  init(_ first: SortedText, _ second: SortedText, dayGap: Int?) {
    let features = Self.features(first, second, dayGap: dayGap)
    let isSwapped = Self.isLonger(first, second)
    containment = isSwapped ? features.longerCovered : features.shorterCovered
    otherContainment = isSwapped ? features.shorterCovered : features.longerCovered
    jaccard = features.jaccard
    score = features.probability
  }

  /// What two texts are judged by.
  static func features(
    _ first: SortedText, _ second: SortedText, dayGap: Int?
  ) -> CopyFeatures {
    isLonger(first, second)
      ? CopyFeatures(shorter: second, longer: first, dayGap: dayGap)
      : CopyFeatures(shorter: first, longer: second, dayGap: dayGap)
  }

  private init(jaccard: Double, containment: Double, otherContainment: Double, score: Double) {
    self.jaccard = jaccard
    self.containment = containment
    self.otherContainment = otherContainment
    self.score = score
  }

  /// The comparison as read from the other text.
  var swapped: TextComparison {
    TextComparison(
      jaccard: jaccard, containment: otherContainment, otherContainment: containment, score: score)
  }

  /// Whether the first of two texts is the longer one; texts of the same length are ordered by
  /// their words, so that a comparison does not depend on which text comes first.
  private static func isLonger(_ first: SortedText, _ second: SortedText) -> Bool {
    if first.count != second.count {
      return first.count > second.count
    }
    guard let left = first.wordSequence, let right = second.wordSequence else { return false }
    return left > right
  }

  /// The comparison of two texts with the same words in the same order.
  static let identical = TextComparison(
    jaccard: 1, containment: 1, otherContainment: 1, score: 1)

  /// One text stands nearly whole in another that says a good deal more.
  ///
  /// - Parameters:
  ///   - inner: The share of the one text found in the other.
  ///   - outer: The share of the other text found in the one.
  static func isContained(_ inner: Double, in outer: Double) -> Bool {
    inner >= 0.8 && outer <= 0.6
  }
}

/// The exponential function, the same to the last bit on every machine.
enum Exponential {
  /// e to the power of `exponent`, which is taken to be between -700 and 700.
  static func value(_ exponent: Double) -> Double {
    let bounded = min(max(exponent, -700), 700)
    let power = (bounded * 1.442_695_040_888_963_4).rounded()
    let rest = bounded - power * 0.693_147_180_559_945_3
    var term = 1.0
    var sum = 1.0
    for order in 1...14 {
      term *= rest / Double(order)
      sum += term
    }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
  }
}
