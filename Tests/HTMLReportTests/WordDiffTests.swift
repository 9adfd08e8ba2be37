import ETLTestSupport
import Testing

@testable import HTMLReport

struct WordDiffTests {
  /// Both texts with the words in brackets that only one of them has.
  private func marked(_ first: String, _ second: String) -> [String] {
    let words = [first, second].map { $0.split(separator: " ") }
    let diff = WordDiff(words[0], words[1])
    return zip(words, [diff.isOnlyInFirst, diff.isOnlyInSecond]).map { words, isDifferent in
      zip(words, isDifferent).map { $1 ? "[\($0)]" : "\($0)" }.joined(separator: " ")
    }
  }

  @Test(
    arguments: [
      ("", "", "", ""),
      ("a b c", "a b c", "a b c", "a b c"),
      ("a b c", "", "[a] [b] [c]", ""),
      ("a b c d", "a x c d", "a [b] c d", "a [x] c d"),
      ("a b c", "b c d", "[a] b c", "b c [d]"),
      ("a a a", "a a", "a a [a]", "a a"),
      ("قال الوزير اليوم", "قال الوزير أمس", "قال الوزير [اليوم]", "قال الوزير [أمس]"),
    ])
  func `words that only one text has are marked`(
    _ first: String, _ second: String, _ left: String, _ right: String
  ) {
    #expect(marked(first, second) == [left, right])
  }

  @Test(arguments: 1...50)
  func `what is left of both texts is the same`(_ seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    let texts = (0..<2).map { _ in (0..<30).map { _ in Int.random(in: 0..<5, using: &numbers) } }
    let diff = WordDiff(texts[0], texts[1])
    let left = zip(texts[0], diff.isOnlyInFirst).filter { !$1 }.map { $0.0 }
    let right = zip(texts[1], diff.isOnlyInSecond).filter { !$1 }.map { $0.0 }
    #expect(left == right, "seed \(seed)")
    #expect(left.count >= 6, "seed \(seed)")
  }

  @Test func `behind the limit all words count as different`() {
    let words = Array(repeating: "a", count: WordDiff.limit + 3)
    #expect(WordDiff(words, words).isOnlyInFirst.filter(\.self).count == 3)
  }
}
