/// Makes articles about nothing, from words that no language has.
public struct InventedNews {
  public var random: SplitMix64

  public init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// A word of two or three syllables.
  public mutating func word() -> String {
    let onsets = Array("بتثجحخدذرزسشصضطظعغفقكلمنه".unicodeScalars)
    let vowels = Array("اوي".unicodeScalars)
    var word = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 2...3, using: &random) {
      word.append(onsets[Int.random(in: 0..<onsets.count, using: &random)])
      word.append(vowels[Int.random(in: 0..<vowels.count, using: &random)])
    }
    return String(word)
  }

  /// The words of a text, in which small words stand between the invented ones as in news.
  public mutating func words(_ count: Int) -> [String] {
    let small = ["في", "من", "على", "إلى", "أن", "التي", "عن", "مع", "الذي", "خلال", "بعد", "هذا"]
    return (0..<count).map { _ in
      Int.random(in: 0..<3, using: &random) == 0
        ? small[Int.random(in: 0..<small.count, using: &random)] : word()
    }
  }

  /// `words` with about one in `period` replaced.
  public mutating func edited(_ words: [String], oneIn period: Int) -> [String] {
    words.map { Int.random(in: 0..<period, using: &random) == 0 ? word() : $0 }
  }
}
