import ETLTestSupport
import Testing

@testable import NearDuplicates

struct TextComparisonTests {
  private func signature(_ words: [String]) -> DocumentSignature {
    SignatureBuilder.signature(of: document("x", words))
  }

  @Test func `the score falls with the days between`() {
    var news = InventedNews(seed: 1)
    let words = news.words(150)
    let (first, second) = (signature(words), signature(news.edited(words, oneIn: 6)))
    let scores = (0...9).map { TextComparison(first, second, dayGap: $0).score }
    #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(scores[7] == scores[9])
    #expect(TextComparison(first, second, dayGap: nil).score == scores[2])
  }

  @Test func `a comparison read from the other side swaps the containments`() {
    var news = InventedNews(seed: 2)
    let words = news.words(150)
    let (first, second) = (signature(words), signature(Array(words.dropFirst(40))))
    let forward = TextComparison(first, second, dayGap: 1)
    let backward = TextComparison(second, first, dayGap: 1)
    #expect(forward.containment == backward.otherContainment)
    #expect(forward.otherContainment == backward.containment)
    #expect(forward.jaccard == backward.jaccard)
    #expect(forward.score == backward.score)
  }

  @Test(arguments: [
    (0.0, 1.0), (1.0, 2.718281828459045), (-1.0, 0.36787944117144233),
    (10.0, 22026.465794806718), (-20.0, 2.061153622438558e-09), (0.5, 1.6487212707001282),
  ])
  func `the exponential is right to twelve digits`(exponent: Double, expected: Double) {
    #expect(abs(Exponential.value(exponent) / expected - 1) < 1e-12)
  }

  @Test(arguments: [-1e9, -750, 750, 1e9, .infinity, -.infinity])
  func `the exponential stays finite`(exponent: Double) {
    #expect(Exponential.value(exponent).isFinite)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `shared elements are counted as sets count them`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for (few, many) in [(0, 10), (5, 5), (40, 50), (3, 400), (400, 3), (64, 1024)] {
      let left = Set((0..<few).map { _ in UInt32.random(in: 0..<600, using: &random) })
      let right = Set((0..<many).map { _ in UInt32.random(in: 0..<600, using: &random) })
      let count = left.sorted().withUnsafeBufferPointer { left in
        right.sorted().withUnsafeBufferPointer { SortedSets.sharedCount(left, $0) }
      }
      #expect(count == left.intersection(right).count, "seed \(seed)")
    }
  }

  @Test func `radix sort keeps the order of equal keys`() {
    var random = SplitMix64(seed: 5)
    let entries = (0..<5000).map { index in
      UInt64(UInt32.random(in: 0...(index % 2 == 0 ? 50 : .max), using: &random)) << 32
        | UInt64(index)
    }
    #expect(RadixSort.sortedByHighHalf(entries) == entries.sorted())
    #expect(RadixSort.sortedByHighHalf([]).isEmpty)
  }

  @Test func `joined sets are named by their smallest element`() {
    var sets = DisjointSets(count: 6)
    sets.join(5, 3)
    sets.join(4, 5)
    sets.join(1, 2)
    #expect((0..<6).map { sets.representative(of: $0) } == [0, 1, 1, 3, 3, 3])
  }
}
