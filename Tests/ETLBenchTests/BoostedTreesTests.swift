import ETLTestSupport
import HTMLText
import Testing

@testable import etl_bench

/// Fits small trees to invented tables.
struct BoostedTreesTests {
  /// Rows of two columns; the answer is yes where exactly one of them is large.
  private static func table(rows: Int) -> (values: [Float], labels: [Bool]) {
    var random = SplitMix64(seed: 5)
    var values: [Float] = []
    var labels: [Bool] = []
    for _ in 0..<rows {
      let first = Float.random(in: 0...1, using: &random)
      let second = Float.random(in: 0...1, using: &random)
      values += [first, second]
      labels.append((first > 0.5) != (second > 0.5))
    }
    return (values, labels)
  }

  private static func fit(_ values: [Float], _ labels: [Bool]) -> BoostedTrees {
    let weights = [Float](repeating: 1, count: labels.count)
    var settings = BoostedTrees.Settings()
    settings.trees = 60
    settings.columnShare = 1
    return BoostedTrees(BinnedTable(values, width: 2), labels, weights, settings)
  }

  @Test func `a question that takes two columns is learned`() {
    let (values, labels) = Self.table(rows: 2_000)
    let trees = Self.fit(values, labels)
    let right = labels.indices.count { row in
      (trees.sum(Array(values[row * 2..<row * 2 + 2])) > 0) == labels[row]
    }
    #expect(right > 1_900)
  }

  @Test func `the same table gives the same bytes`() {
    let (values, labels) = Self.table(rows: 500)
    let first = Self.fit(values, labels).text(columns: ["words", "links"])
    #expect(first == Self.fit(values, labels).text(columns: ["words", "links"]))
    #expect(first.hasPrefix("bias "))
  }

  @Test func `rows that are left out change nothing`() {
    let (values, labels) = Self.table(rows: 400)
    var table = BinnedTable(values, width: 2)
    table.rows = Array(0..<200)
    let weights = [Float](repeating: 1, count: labels.count)
    var flipped = labels
    for row in 200..<400 { flipped[row].toggle() }
    let fitted = [labels, flipped].map {
      BoostedTrees(table, $0, weights, .init()).text(columns: ["words", "links"])
    }
    #expect(fitted[0] == fitted[1])
  }

  @Test func `blocks walk down trees whose leaves have different depths`() {
    // Blocks of one to six words; odd numbers are the article.
    let counts = (0..<41).map { $0 * 7 % 6 + 1 }
    let html = counts.map { "<div>\(String(repeating: "كلمة ", count: $0))</div>" }.joined()
    let tree = """
      tree
      words 1.5 1
      2.0
      words 2.5 1
      -2.0
      words 3.5 1
      2.0
      words 4.5 1
      -2.0
      words 5.5 1
      2.0
      -2.0

      """
    let trees = BlockTrees(Array(("bias 0.0\n" + String(repeating: tree, count: 20)).utf8))
    let table = BlockTable(Array(html.utf8))
    #expect(table.chosen(by: trees) == counts.map { !$0.isMultiple(of: 2) })
  }

  @Test func `values fall into few bins, equal ones into the same`() {
    let values = (0..<1_000).map { Float($0 % 200) }
    let table = BinnedTable(values, width: 1)
    #expect(table.thresholds[0].count < BinnedTable.maximumBins)
    for row in 0..<200 { #expect(table.bins[0][row] == table.bins[0][row + 200]) }
    #expect(zip(table.thresholds[0], table.thresholds[0].dropFirst()).allSatisfy { $0 < $1 })
  }
}

/// Scores invented texts.
struct ExtractionScoreTests {
  private func words(_ text: String) -> [UInt64] { TextWords.hashes(Array(text.utf8)) }

  @Test func `the whole text scores one`() {
    var score = ExtractionScore()
    score.add(words("قال الوزير إن القرار صدر أمس"), words("قال الوزير: إن القرار صدر أمس."))
    #expect(score.f1 == 1)
  }

  @Test func `half of the text is precise and incomplete`() {
    var score = ExtractionScore()
    score.add(words("one two three four five"), words("one two three four five six seven"))
    #expect(score.precision == 1)
    #expect(score.recall == 0.5)
  }

  @Test func `a page of which nothing is taken counts for recall only`() {
    var score = ExtractionScore()
    score.add([], words("one two three four"))
    score.add(words("one two three four"), words("one two three four"))
    #expect(score.precision == 1)
    #expect(score.recall == 0.5)
  }
}
