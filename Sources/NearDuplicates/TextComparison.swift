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

  /// The comparison with these features.
  ///
  /// - Parameter isSwapped: Whether the first text is the longer one.
  init(_ features: CopyFeatures, isSwapped: Bool) {
    containment = isSwapped ? features.longerCovered : features.shorterCovered
    otherContainment = isSwapped ? features.shorterCovered : features.longerCovered
    jaccard = features.jaccard
    score = features.probability
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
