/// Grows one tree of ``BoostedTrees``.
struct TreeGrower {
  /// Sums of one bin.
  private struct Bin {
    /// Gradient and curvature.
    var slope = SIMD2<Double>(0, 0)
    var count = 0
  }

  private struct Split {
    var gain: Double
    var column: Int
    var bin: Int
  }

  private struct Leaf {
    /// Where the rows of the leaf stand in ``rows``.
    var range: Range<Int>
    /// The sum of the gradients and curvatures of the rows.
    var slope: SIMD2<Double>
    /// ``BinnedTable/maximumBins`` bins for each drawn column.
    var histogram: [Bin]
    var split: Split?
    /// The number of the leaf's node.
    var node: Int
    /// How many questions lead to it.
    var depth: Int
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
  private let slopes: [SIMD2<Double>]
  private let settings: BoostedTrees.Settings
  private var columns: [Int] = []
  private var rows: [Int32] = []
  private var nodes: [Node] = [Node()]

  init(
    table: BinnedTable, slopes: [SIMD2<Double>],
    settings: BoostedTrees.Settings, random: inout Generator
  ) {
    self.table = table
    self.slopes = slopes
    self.settings = settings
    columns = table.bins.indices.filter { _ in random.share() < settings.columnShare }
    rows = table.rows.indices.compactMap {
      random.share() < settings.rowShare ? table.rows[$0] : nil
    }
  }

  mutating func grow() -> BoostedTrees.Node {
    var leaves = [leaf(0..<rows.count, node: 0, depth: 0, histogram(0..<rows.count))]
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
        -settings.rate * leaf.slope[0] / (leaf.slope[1] + settings.penalty)
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

  private func leaf(_ range: Range<Int>, node: Int, depth: Int, _ histogram: [Bin]) -> Leaf {
    var leaf = Leaf(
      range: range, slope: [0, 0], histogram: histogram, split: nil, node: node, depth: depth)
    for index in range { leaf.slope += slopes[Int(rows[index])] }
    if depth < settings.depth { leaf.split = bestSplit(leaf) }
    return leaf
  }

  private func histogram(_ range: Range<Int>) -> [Bin] {
    var histogram = [Bin](repeating: Bin(), count: columns.count * BinnedTable.maximumBins)
    histogram.withUnsafeMutableBufferPointer { histogram in
      rows.withUnsafeBufferPointer { rows in
        slopes.withUnsafeBufferPointer { slopes in
          for (place, column) in columns.enumerated() {
            table.bins[column].withUnsafeBufferPointer { bins in
              for index in range {
                let row = Int(rows[index])
                let bin = place * BinnedTable.maximumBins + Int(bins[row])
                histogram[bin].slope += slopes[row]
                histogram[bin].count += 1
              }
            }
          }
        }
      }
    }
    return histogram
  }

  private func bestSplit(_ leaf: Leaf) -> Split? {
    var best: Split?
    let whole = score(leaf.slope)
    for (place, column) in columns.enumerated() {
      var slope = SIMD2<Double>(0, 0)
      var count = 0
      for bin in table.thresholds[column].indices {
        let sums = leaf.histogram[place * BinnedTable.maximumBins + bin]
        slope += sums.slope
        count += sums.count
        guard count >= settings.leafRows, leaf.range.count - count >= settings.leafRows else {
          continue
        }
        let gain = score(slope) + score(leaf.slope - slope) - whole
        if gain > (best?.gain ?? 1e-6) { best = Split(gain: gain, column: column, bin: bin) }
      }
    }
    return best
  }

  private func score(_ slope: SIMD2<Double>) -> Double {
    slope[0] * slope[0] / (slope[1] + settings.penalty)
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
    let halves = [leaf.range.lowerBound..<middle, middle..<leaf.range.upperBound]
    // The sums of the larger half are those of the leaf without those of the smaller.
    let smaller = halves[0].count <= halves[1].count ? 0 : 1
    let counted = histogram(halves[smaller])
    var rest = leaf.histogram
    for index in rest.indices {
      rest[index].slope -= counted[index].slope
      rest[index].count -= counted[index].count
    }
    let histograms = smaller == 0 ? [counted, rest] : [rest, counted]
    return (
      self.leaf(halves[0], node: nodes.count - 2, depth: leaf.depth + 1, histograms[0]),
      self.leaf(halves[1], node: nodes.count - 1, depth: leaf.depth + 1, histograms[1])
    )
  }
}
