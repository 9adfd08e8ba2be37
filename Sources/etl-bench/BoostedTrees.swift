import HTMLText

/// Fits boosted regression trees to a yes or no question, as LightGBM does: second-order gradients
/// of the logistic loss, histograms over at most 63 bins, the best leaf grows first.
///
/// Rows are drawn anew for every tree and columns are drawn for every tree, with a seeded
/// generator; sums run in the order of the rows. The same table gives the same trees.
struct BoostedTrees {
  /// What the fit may do.
  struct Settings {
    var trees = 200
    var leaves = 32
    /// The most questions that lead to a leaf.
    var depth = BlockTrees.depth
    var rate = 0.1
    /// The share of the columns that each tree may ask about.
    var columnShare = 0.4
    /// The share of the rows that each tree is fitted to.
    var rowShare = 0.7
    /// The fewest rows of a leaf.
    var leafRows = 60
    /// The L2 penalty on the values of leaves.
    var penalty = 2.0
    var seed: UInt64 = 1
  }

  /// A node of a tree: a question and the trees for yes and no, or a leaf.
  indirect enum Node {
    case leaf(Double)
    case question(column: Int, threshold: Float, yes: Node, no: Node)
  }

  private(set) var bias = 0.0
  private(set) var trees: [Node] = []

  /// Fits trees to the rows of `table`.
  ///
  /// - Parameters:
  ///   - labels: The answer of every row, also of those that are not used.
  ///   - weights: What every row weighs.
  ///
  /// - Complexity: O(rows · columns · trees · log leaves).
  init(_ table: BinnedTable, _ labels: [Bool], _ weights: [Float], _ settings: Settings) {
    var random = Generator(state: settings.seed)
    let used = table.rows.map { Int($0) }
    var positive = 0.0
    var total = 0.0
    for row in used {
      total += Double(weights[row])
      if labels[row] { positive += Double(weights[row]) }
    }
    bias = Self.logarithm(positive / max(1e-9, total - positive))
    var sums = [Double](repeating: bias, count: labels.count)
    var slopes = [SIMD2<Double>](repeating: [0, 0], count: labels.count)
    for _ in 0..<settings.trees {
      for row in used {
        let chance = 1 / (1 + Self.exponential(-sums[row]))
        let weight = Double(weights[row])
        slopes[row] = [weight * (chance - (labels[row] ? 1 : 0)), weight * chance * (1 - chance)]
      }
      var grower = TreeGrower(
        table: table, slopes: slopes, settings: settings, random: &random)
      trees.append(grower.grow())
      for row in used { sums[row] += grower.value(of: row) }
    }
  }

  /// The logarithm of the odds that the answer is yes for a row with these values.
  func sum(_ values: [Float]) -> Double {
    trees.reduce(bias) { sum, tree in
      var node = tree
      while case .question(let column, let threshold, let yes, let no) = node {
        node = values[column] <= threshold ? yes : no
      }
      guard case .leaf(let value) = node else { return sum }
      return sum + value
    }
  }

  /// The trees in the form that ``BlockTrees`` reads.
  func text(columns: [String]) -> String {
    var lines = ["bias \(Self.written(bias))"]
    for tree in trees {
      lines.append("tree")
      Self.write(tree, columns, &lines)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func write(_ node: Node, _ columns: [String], _ lines: inout [String]) {
    switch node {
    case .leaf(let value): lines.append(written(value))
    case .question(let column, let threshold, let yes, let no):
      let place = lines.count
      lines.append("")
      write(yes, columns, &lines)
      lines[place] = "\(columns[column]) \(threshold) \(lines.count - place - 1)"
      write(no, columns, &lines)
    }
  }

  /// Four decimals: less than the trees of another seed differ by.
  private static func written(_ value: Double) -> String {
    "\(Float((value * 10_000).rounded() / 10_000))"
  }

  /// e to the power of `x` without a mathematics library, whose last digit differs between
  /// machines.
  private static func exponential(_ x: Double) -> Double {
    var power = 1 + max(-20, min(20, x)) / 1_048_576
    for _ in 0..<20 { power *= power }
    return power
  }

  /// The natural logarithm by Newton's method on ``exponential(_:)``.
  private static func logarithm(_ x: Double) -> Double {
    var result = 0.0
    for _ in 0..<60 { result += 2 * (x - exponential(result)) / (x + exponential(result)) }
    return result
  }
}

/// A table whose values are replaced by the numbers of bins, column by column.
struct BinnedTable {
  static let maximumBins = 63

  /// The rows of the table that are used, by their place in ``bins``.
  var rows: [Int32]
  /// For each column the bin of every row.
  let bins: [[UInt8]]
  /// For each column the greatest value of each bin but the last.
  let thresholds: [[Float]]

  /// Bins the values of `width` columns, given row by row.
  init(_ values: [Float], width: Int) {
    let count = values.count / width
    rows = Array(0..<Int32(count))
    var bins: [[UInt8]] = []
    var thresholds: [[Float]] = []
    for column in 0..<width {
      let own = stride(from: column, to: values.count, by: width).map { values[$0] }
      let borders = Self.borders(own.sorted())
      thresholds.append(borders)
      bins.append(own.map { Self.bin(of: $0, borders) })
    }
    self.bins = bins
    self.thresholds = thresholds
  }

  /// Borders halfway between values: around every value if there are few, otherwise with about
  /// equally many rows between two of them.
  private static func borders(_ sorted: [Float]) -> [Float] {
    guard var last = sorted.first else { return [] }
    var distinct = 1
    for offset in sorted.indices.dropFirst() where sorted[offset] != sorted[offset - 1] {
      distinct += 1
    }
    let size = distinct <= maximumBins ? 1 : sorted.count / maximumBins + 1
    var borders: [Float] = []
    var held = 0
    for value in sorted {
      if value != last, held >= size, borders.count < maximumBins - 1 {
        borders.append((value + last) / 2)
        held = 0
      }
      held += 1
      last = value
    }
    return borders
  }

  private static func bin(of value: Float, _ borders: [Float]) -> UInt8 {
    var low = 0
    var high = borders.count
    while low < high {
      let middle = (low + high) / 2
      if value <= borders[middle] { high = middle } else { low = middle + 1 }
    }
    return UInt8(low)
  }
}
