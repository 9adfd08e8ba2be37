/// Boosted decision trees that say how likely a block belongs to the article.
///
/// The trees are data, `BlockTrees.txt` beside this file, as `etl-bench train-blocks` writes it. A
/// line `tree` begins a tree. Each line behind it is a node, in the order of a walk that goes left
/// first: `feature threshold count` asks whether the feature is at most the threshold, and `count`
/// nodes follow for yes before those for no; a number alone is a leaf, which adds to the logarithm
/// of the odds. `words+1` is the feature `words` of the block behind.
package struct BlockTrees: Sendable {
  private struct Node {
    /// Where the value stands, counted from the first feature of the block.
    var column: Int32
    /// How many nodes the answer no skips; 0 for a leaf.
    var skip: Int32
    /// The threshold, or the value of the leaf.
    var value: Float
  }

  /// The trees that the program is built with.
  static let shared = BlockTrees(PackageResources.BlockTrees_txt)

  private var bias: Float = 0
  private var nodes: [Node] = []
  private var roots: [Int32] = []

  /// After each so many trees a block is given up whose sum is below ``hopeless``: most blocks of
  /// a page are menus and links.
  private static let patience = 8
  private static let hopeless: Float = -3

  /// Reads trees.
  ///
  /// - Precondition: `text` has the form described above.
  package init(_ text: [UInt8]) {
    for line in text.split(separator: 0x0A) where line.first != 0x23 {
      let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      switch (words[0], words.count) {
      case ("tree", _): roots.append(Int32(nodes.count))
      case ("bias", _): bias = Self.number(words[1])
      case (let feature, 3):
        guard let column = BlockColumn(name: feature), let skip = Int32(words[2]) else {
          preconditionFailure("the trees name '\(feature)'")
        }
        nodes.append(Node(column: column.offset, skip: skip, value: Self.number(words[1])))
      default: nodes.append(Node(column: 0, skip: 0, value: Self.number(words[0])))
      }
    }
  }

  private static func number(_ text: String) -> Float {
    guard let number = Float(text) else { preconditionFailure("the trees hold '\(text)'") }
    return number
  }

  /// The probability of each block to belong to the article.
  ///
  /// - Complexity: O(*n*) in the number of blocks.
  func judge(_ features: BlockFeatures) -> [Float] {
    features.rows.withUnsafeBufferPointer { rows in
      nodes.withUnsafeBufferPointer { nodes in
        features.blocks.indices.map { index in
          let block = (index + BlockFeatures.padding) * BlockFeatures.width
          return Logistic.chance(sum(nodes, rows, block))
        }
      }
    }
  }

  @inline(__always)
  private func sum(
    _ nodes: UnsafeBufferPointer<Node>, _ rows: UnsafeBufferPointer<Float>, _ block: Int
  ) -> Float {
    var sum = bias
    for number in roots.indices {
      if number % Self.patience == 0, sum < Self.hopeless { break }
      var node = Int(roots[number])
      while nodes[node].skip > 0 {
        let isYes = rows[block + Int(nodes[node].column)] <= nodes[node].value
        node += isYes ? 1 : 1 + Int(nodes[node].skip)
      }
      sum += nodes[node].value
    }
    return sum
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
