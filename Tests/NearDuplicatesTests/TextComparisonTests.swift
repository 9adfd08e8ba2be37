import ETLTestSupport
import Testing

@testable import NearDuplicates

struct TextComparisonTests {
  private func text(_ words: [String]) -> ComparedText {
    ComparedText(SignatureBuilder.signature(of: document("x", words)))
  }

  private func compare(
    _ first: ComparedText, _ second: ComparedText, dayGap: Int?
  ) -> TextComparison {
    var comparer = TextComparer()
    comparer.read(first)
    return comparer.comparison(with: second, dayGap: dayGap)
  }

  /// What both texts have, the first one read into the table.
  private func shared(_ shorter: ComparedText, _ longer: ComparedText) -> SharedWords {
    let table = WordTable()
    table.read(shorter.words)
    let shared = SharedWords(table, longer.words, isTableShorter: true)
    table.read(longer.words)
    // What is shared does not depend on which text is looked up in which.
    #expect(SharedWords(table, shorter.words, isTableShorter: false) == shared)
    return shared
  }

  @Test func `the score falls with the days between`() {
    var news = InventedNews(seed: 1)
    let words = news.words(150)
    let (first, second) = (text(words), text(news.edited(words, oneIn: 6)))
    let scores = (0...9).map { compare(first, second, dayGap: $0).score }
    #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(scores[7] == scores[9])
    #expect(compare(first, second, dayGap: nil).score == scores[2])
  }

  @Test func `a comparison read from the other side swaps the containments`() {
    var news = InventedNews(seed: 2)
    let words = news.words(150)
    let (first, second) = (text(words), text(Array(words.dropFirst(40))))
    let forward = compare(first, second, dayGap: 1)
    let backward = compare(second, first, dayGap: 1)
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
  func `shared words and pairs are counted as sets count them`(seed: UInt64) {
    var news = InventedNews(seed: seed)
    let vocabulary = news.words(60) + ["7", "8", "9"]
    func random(_ count: Int) -> ComparedText {
      text(
        (0..<count).map { _ in
          vocabulary[Int.random(in: 0..<vocabulary.count, using: &news.random)]
        })
    }
    for (few, many) in [(12, 12), (40, 60), (20, 500)] {
      let (left, right) = (random(few), random(many))
      let shared = self.shared(left, right)
      let (short, long) = (Array(left.words), Array(right.words))
      let both = Set(short).intersection(long)
      #expect(shared.rare == both.count { ComparedWords.isRare($0) })
      #expect(shared.numbers == both.count { ComparedWords.isNumber($0) })
      #expect(shared.lead == Set(long.prefix(40)).intersection(short).count)
      let pairs = [short, long].map { Set(zip($0, $0.dropFirst()).map { [$0, $1] }) }
      #expect(shared.pairs == pairs[0].intersection(pairs[1]).count)
    }
  }

  @Test func `a passage is aligned whole, and words elsewhere are not`() {
    var news = InventedNews(seed: 6)
    let passage = news.words(50)
    let (head, tail) = ((0..<20).map { _ in news.word() }, (0..<30).map { _ in news.word() })
    let shared = self.shared(text(passage), text(head + passage + tail))
    #expect(shared.aligned == 50)
    #expect(shared.replacements == 0 && shared.changes == 0)
  }

  @Test(arguments: [
    ("بلغ العدد 12 حالة هذا المساء", "بلغ العدد 15 حالة هذا المساء", 1, 1, 0),
    ("بلغ العدد 12 حالة هذا المساء", "بلغ العدد 12 حالة هذا المساء", 0, 0, 0),
    ("بلغ العدد 12 حالة هذا المساء", "بلغ العدد نحو 15 حالة هذا المساء", 1, 0, 1),
    ("بلغ العدد كله حالة هذا المساء", "بلغ العدد 15 حالة هذا المساء", 0, 1, 0),
    ("بلغ العدد 12 و 15 حالة هذا المساء", "بلغ العدد 15 و 12 حالة هذا المساء", 0, 1, 0),
  ])
  func `numbers that stand for others are replaced`(
    left: String, right: String, numbers: Int, places: Int, changes: Int
  ) {
    let frame = "أعلنت دائرة المياه في بلدة الوادي أمس تقرير الموسم"
    let end = "وفق سجل المحطة الكبرى قرب سوق القديم شرق النهر"
    let texts = [left, right].map { text("\(frame) \($0) \(end)".components) }
    let shared = self.shared(texts[0], texts[1])
    #expect(shared.replacedNumbers == numbers)
    #expect(shared.replacements == places)
    #expect(shared.changes == changes)
  }

  @Test func `two texts of one word are compared in time`() {
    let first = text(Array(repeating: "ماء", count: 20_000))
    let other = text(Array(repeating: "ماء", count: 19_000))
    let comparison = compare(first, other, dayGap: 0)
    #expect(comparison.jaccard == 1)
  }

  @Test(arguments: [0, 1, 24, 25, 100, 5000])
  func `spread sort sorts any numbers`(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let spread = (0..<count).map { _ in random.next() }
    for numbers in [spread, spread.map { $0 & 0xFF }, spread.map { $0 | 0xFFFF << 48 }] {
      var sorted = numbers
      SpreadSort.sort(&sorted)
      #expect(sorted == numbers.sorted())
    }
  }

  @Test func `radix sort keeps the order of equal keys`() {
    var random = SplitMix64(seed: 5)
    let entries = (0..<5000).map { index in
      UInt64(UInt32.random(in: 0...(index % 2 == 0 ? 50 : .max), using: &random)) << 32
        | UInt64(index)
    }
    // The memory to work in is that of a longer run, of a shorter one and of none.
    var scratch: [UInt64] = []
    for count in [3000, 5000, 0, 200] {
      var sorted = Array(entries[..<count])
      RadixSort.sortByHighHalf(&sorted, scratch: &scratch)
      #expect(sorted == entries[..<count].sorted(), "\(count)")
    }
  }

  @Test(arguments: [0, 3, 5_000_000]) func `reserved arrays are empty and hold what is appended`(
    capacity: Int
  ) {
    var numbers: [UInt32] = []
    LargePages.reserve(&numbers, capacity: capacity)
    #expect(numbers.isEmpty)
    numbers.append(contentsOf: 0..<UInt32(capacity + 1))
    #expect(numbers.count == capacity + 1)
    #expect(numbers.last == UInt32(capacity))
  }

  @Test func `joined sets are named by their smallest element`() {
    var sets = DisjointSets(count: 6)
    sets.join(5, 3)
    sets.join(4, 5)
    sets.join(1, 2)
    #expect((0..<6).map { sets.representative(of: $0) } == [0, 1, 1, 3, 3, 3])
  }
}

extension String {
  fileprivate var components: [String] { split(separator: " ").map(String.init) }
}
