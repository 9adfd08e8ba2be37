/// Boosted decision trees that say how likely a block belongs to the article.
///
/// The trees are data, `BlockTrees.txt` beside this file, as `etl-bench train-blocks` writes it. A
/// line `tree` begins a tree. Each line behind it is a node, in the order of a walk that goes left
/// first: `feature threshold count` asks whether the feature is at most the threshold, and `count`
/// nodes follow for yes before those for no; a number alone is a leaf, which adds to the logarithm
/// of the odds. `words+1` is the feature `words` of the block behind.
package struct BlockTrees: Sendable {
  /// The most questions that lead to a leaf.
  ///
  /// In memory all leaves lie at this depth, a shallower one several times: every walk takes the
  /// same steps, and none of them waits for a branch.
  package static let depth = 5
  private static let questionCount = 1 << depth - 1
  private static let leafCount = 1 << depth

  /// Asks whether a feature is at most the threshold; by default the answer is yes.
  private struct Question {
    var threshold = Float.infinity
    /// Where the value stands, counted from the first feature of the block.
    var column: Int32 = 0
  }

  /// The trees that the program is built with.
  static let shared = BlockTrees(PackageResources.BlockTrees_txt)

  private var bias: Float = 0
  /// For each tree its questions, those behind question *q* at 2*q* + 1 for yes and 2*q* + 2 for no.
  private var questions: [Question] = []
  /// For each tree its leaves from left to right.
  private var leaves: [Float] = []

  /// After each so many trees a block is given up whose sum is below ``hopeless``: most blocks of
  /// a page are menus and links.
  private static let patience = 8
  private static let hopeless: Float = -3
  /// How many blocks are judged by all trees before the next: their features stay in the cache.
  private static let stretch = 32
  /// How many blocks walk down a tree together: each step waits for two loads, and those of the
  /// others are made meanwhile.
  private static let lanes = 4

  /// Reads trees.
  ///
  /// - Precondition: `text` has the form described above, and no leaf is deeper than ``depth``.
  package init(_ text: [UInt8]) {
    let lines = text.split(separator: 0x0A).filter { $0.first != 0x23 }.map {
      $0.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    }
    var next = 0
    while next < lines.count {
      let line = lines[next]
      next += 1
      if line[0] == "bias" {
        bias = Self.number(line[1])
      } else {
        precondition(line == ["tree"], "the trees hold '\(line)'")
        let (question, leaf) = (questions.count, leaves.count)
        questions += Array(repeating: Question(), count: Self.questionCount)
        leaves += Array(repeating: 0, count: Self.leafCount)
        read(lines, &next, question, leaf, place: 0, height: Self.depth)
      }
    }
  }

  /// Reads the node of a tree that stands at `place` with `height` questions below it at most.
  private mutating func read(
    _ lines: [[String]], _ next: inout Int, _ question: Int, _ leaf: Int, place: Int, height: Int
  ) {
    let line = lines[next]
    next += 1
    guard line.count == 3 else {
      let first = (place + 1) << height - Self.leafCount
      for offset in 0..<1 << height { leaves[leaf + first + offset] = Self.number(line[0]) }
      return
    }
    guard let column = BlockColumn(name: line[0]) else {
      preconditionFailure("the trees name '\(line[0])'")
    }
    precondition(height > 0, "a leaf has more than \(Self.depth) questions above it")
    questions[question + place] = Question(
      threshold: Self.number(line[1]), column: column.offset)
    read(lines, &next, question, leaf, place: 2 * place + 1, height: height - 1)
    read(lines, &next, question, leaf, place: 2 * place + 2, height: height - 1)
  }

  private static func number(_ text: String) -> Float {
    guard let number = Float(text) else { preconditionFailure("the trees hold '\(text)'") }
    return number
  }

  /// The probability of each block to belong to the article.
  ///
  /// - Complexity: O(*n*) in the number of blocks.
  func judge(_ features: BlockFeatures) -> [Float] {
    let count = features.blocks.count
    // Places behind the last block take the sums of lanes without a block.
    var sums = [Float](repeating: bias, count: count + Self.lanes)
    features.rows.withUnsafeBufferPointer { rows in
      sums.withUnsafeMutableBufferPointer { sums in
        for start in stride(from: 0, to: count, by: Self.stretch) {
          add(start..<min(count, start + Self.stretch), rows, count, sums)
        }
      }
    }
    return sums[..<count].map(Logistic.chance)
  }

  /// Adds what all trees say of some blocks to their sums, `count` being the number of all blocks.
  private func add(
    _ blocks: Range<Int>, _ rows: UnsafeBufferPointer<Float>, _ count: Int,
    _ sums: UnsafeMutableBufferPointer<Float>
  ) {
    var left = Array(blocks)
    questions.withUnsafeBufferPointer { questions in
      leaves.withUnsafeBufferPointer { leaves in
        for tree in 0..<leaves.count / Self.leafCount {
          if tree % Self.patience == 0 {
            left.removeAll { $0 >= count || sums[$0] < Self.hopeless }
            guard !left.isEmpty else { return }
            for spare in 0..<(-left.count & (Self.lanes - 1)) { left.append(count + spare) }
          }
          let questions = UnsafeBufferPointer(
            rebasing: questions[tree * Self.questionCount..<(tree + 1) * Self.questionCount])
          let leaves = UnsafeBufferPointer(
            rebasing: leaves[tree * Self.leafCount..<(tree + 1) * Self.leafCount])
          left.withUnsafeBufferPointer { left in
            for place in stride(from: 0, to: left.count, by: Self.lanes) {
              let lanes = UnsafeBufferPointer(rebasing: left[place..<place + Self.lanes])
              Self.walk(questions, leaves, rows, lanes, count, sums)
            }
          }
        }
      }
    }
  }

  /// Adds what one tree says of four blocks to their sums.
  @inline(__always)
  private static func walk(
    _ questions: UnsafeBufferPointer<Question>, _ leaves: UnsafeBufferPointer<Float>,
    _ rows: UnsafeBufferPointer<Float>, _ blocks: UnsafeBufferPointer<Int>, _ count: Int,
    _ sums: UnsafeMutableBufferPointer<Float>
  ) {
    let (first, second, third, fourth) = (
      row(blocks[0], count), row(blocks[1], count), row(blocks[2], count), row(blocks[3], count)
    )
    var (a, b, c, d) = (0, 0, 0, 0)
    for _ in 0..<depth {
      a = next(questions[a], a, rows, first)
      b = next(questions[b], b, rows, second)
      c = next(questions[c], c, rows, third)
      d = next(questions[d], d, rows, fourth)
    }
    sums[blocks[0]] += leaves[a &- questionCount]
    sums[blocks[1]] += leaves[b &- questionCount]
    sums[blocks[2]] += leaves[c &- questionCount]
    sums[blocks[3]] += leaves[d &- questionCount]
  }

  /// Where the features of a block begin; a lane without one reads those of the first.
  @inline(__always)
  private static func row(_ block: Int, _ count: Int) -> Int {
    ((block < count ? block : 0) &+ BlockFeatures.padding) &* BlockFeatures.width
  }

  @inline(__always)
  private static func next(
    _ question: Question, _ place: Int, _ rows: UnsafeBufferPointer<Float>, _ row: Int
  ) -> Int {
    2 &* place &+ (rows[row &+ Int(question.column)] <= question.threshold ? 1 : 2)
  }
}

/// A feature of a block or of one of its neighbours.
package struct BlockColumn: Hashable, Sendable {
  let feature: BlockFeature
  /// 0 for the block itself, -1 for the one before it.
  let distance: Int

  /// Every column that trees may ask about.
  package static let all: [BlockColumn] =
    BlockFeature.allCases.map { BlockColumn(feature: $0, distance: 0) }
    + [-3, -2, -1, 1, 2, 3].flatMap { distance in
      BlockFeature.ofNeighbours.map { BlockColumn(feature: $0, distance: distance) }
    }

  private init(feature: BlockFeature, distance: Int) {
    self.feature = feature
    self.distance = distance
  }

  /// The column that is written as `name`; nil when there is none.
  init?(name: String) {
    guard let column = Self.byName[name] else { return nil }
    self = column
  }

  /// `words`, `words-1`, `words+1`.
  package var name: String {
    distance == 0 ? "\(feature)" : "\(feature)\(distance < 0 ? "" : "+")\(distance)"
  }

  /// Where the value stands, counted from the first feature of the block.
  package var offset: Int32 { Int32(distance * BlockFeatures.width + feature.rawValue) }

  private static let byName: [String: BlockColumn] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })
}

/// The logistic function without a mathematics library, whose last digit differs between machines.
package enum Logistic {
  /// The probability whose odds have the logarithm `sum`.
  package static func chance(_ sum: Float) -> Float {
    1 / (1 + exponential(-max(-20, min(20, sum))))
  }

  /// e to the power of `x`, for |x| up to 20.
  private static func exponential(_ x: Float) -> Float {
    var power = 1 + Double(x) / 4096
    for _ in 0..<12 { power *= power }
    return Float(power)
  }
}
