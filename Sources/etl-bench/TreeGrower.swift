/// Grows one tree of ``BoostedTrees``.
struct TreeGrower {
  /// Sums of one bin.
  private struct Bin {
    var gradient = 0.0
    var curvature = 0.0
    var count: Int32 = 0
  }

  private struct Split {
    var gain: Double
    var column: Int
    var bin: Int
  }

  private struct Leaf {
    /// Where the rows of the leaf stand in ``rows``.
    var range: Range<Int>
    var gradient: Double
    var curvature: Double
    /// ``BinnedTable/maximumBins`` bins for each drawn column.
    var histogram: [Bin]
    var split: Split?
    /// The number of the leaf's node.
    var node: Int
  }

  /// A node while the tree grows: a question when `yes` is set.
  private struct Node {
    var column = 0
    var bin = 0
    var yes = -1
    var no = -1
    var value = 0.0
  }

  private let table: BinnedTable
  private let gradients: [Double]
  private let curvatures: [Double]
  private let settings: BoostedTrees.Settings
  private var columns: [Int] = []
  private var rows: [Int32] = []
  private var nodes: [Node] = [Node()]

  init(
    table: BinnedTable, gradients: [Double], curvatures: [Double],
    settings: BoostedTrees.Settings, random: inout Generator
  ) {
    self.table = table
    self.gradients = gradients
    self.curvatures = curvatures
    self.settings = settings
    columns = table.bins.indices.filter { _ in random.share() < settings.columnShare }
    rows = table.rows.indices.compactMap {
      random.share() < settings.rowShare ? table.rows[$0] : nil
    }
  }

  mutating func grow() -> BoostedTrees.Node {
    var leaves = [leaf(0..<rows.count, node: 0)]
    while leaves.count < settings.leaves {
      var best = -1
      for index in leaves.indices {
        guard let split = leaves[index].split else { continue }
        if best < 0 || split.gain > (leaves[best].split?.gain ?? 0) { best = index }
      }
      guard best >= 0, let split = leaves[best].split else { break }
      let (yes, no) = divide(leaves[best], split)
      leaves[best] = yes
      leaves.append(no)
    }
    for leaf in leaves {
      nodes[leaf.node].value =
        -settings.rate * leaf.gradient / (leaf.curvature + settings.penalty)
    }
    return node(0)
  }

  private func node(_ index: Int) -> BoostedTrees.Node {
    let node = nodes[index]
    guard node.yes >= 0 else { return .leaf(node.value) }
    return .question(
      column: node.column, threshold: table.thresholds[node.column][node.bin],
      yes: self.node(node.yes), no: self.node(node.no))
  }

  /// What the tree says of a row.
  func value(of row: Int) -> Double {
    var node = 0
    while nodes[node].yes >= 0 {
      let isYes = Int(table.bins[nodes[node].column][row]) <= nodes[node].bin
      node = isYes ? nodes[node].yes : nodes[node].no
    }
    return nodes[node].value
  }

  private func leaf(_ range: Range<Int>, node: Int) -> Leaf {
    var histogram = [Bin](repeating: Bin(), count: columns.count * BinnedTable.maximumBins)
    var leaf = Leaf(range: range, gradient: 0, curvature: 0, histogram: [], split: nil, node: node)
    for index in range {
      leaf.gradient += gradients[Int(rows[index])]
      leaf.curvature += curvatures[Int(rows[index])]
    }
    histogram.withUnsafeMutableBufferPointer { histogram in
      for (place, column) in columns.enumerated() {
        table.bins[column].withUnsafeBufferPointer { bins in
          for index in range {
            let row = Int(rows[index])
            let bin = place * BinnedTable.maximumBins + Int(bins[row])
            histogram[bin].gradient += gradients[row]
            histogram[bin].curvature += curvatures[row]
            histogram[bin].count += 1
          }
        }
      }
    }
    leaf.histogram = histogram
    leaf.split = bestSplit(leaf)
    return leaf
  }

  private func bestSplit(_ leaf: Leaf) -> Split? {
    var best: Split?
    let whole = score(leaf.gradient, leaf.curvature)
    for (place, column) in columns.enumerated() {
      var gradient = 0.0
      var curvature = 0.0
      var count = 0
      for bin in table.thresholds[column].indices {
        let sums = leaf.histogram[place * BinnedTable.maximumBins + bin]
        gradient += sums.gradient
        curvature += sums.curvature
        count += Int(sums.count)
        guard count >= settings.leafRows, leaf.range.count - count >= settings.leafRows else {
          continue
        }
        let gain =
          score(gradient, curvature)
          + score(leaf.gradient - gradient, leaf.curvature - curvature) - whole
        if gain > (best?.gain ?? 1e-6) { best = Split(gain: gain, column: column, bin: bin) }
      }
    }
    return best
  }

  private func score(_ gradient: Double, _ curvature: Double) -> Double {
    gradient * gradient / (curvature + settings.penalty)
  }

  /// Parts the rows of a leaf, each half in the order that it had.
  private mutating func divide(_ leaf: Leaf, _ split: Split) -> (yes: Leaf, no: Leaf) {
    let bins = table.bins[split.column]
    var yes: [Int32] = []
    var no: [Int32] = []
    for row in rows[leaf.range] {
      if Int(bins[Int(row)]) <= split.bin { yes.append(row) } else { no.append(row) }
    }
    rows.replaceSubrange(leaf.range, with: yes + no)
    let middle = leaf.range.lowerBound + yes.count
    nodes[leaf.node].column = split.column
    nodes[leaf.node].bin = split.bin
    nodes[leaf.node].yes = nodes.count
    nodes[leaf.node].no = nodes.count + 1
    nodes += [Node(), Node()]
    return (
      self.leaf(leaf.range.lowerBound..<middle, node: nodes.count - 2),
      self.leaf(middle..<leaf.range.upperBound, node: nodes.count - 1)
    )
  }
}
