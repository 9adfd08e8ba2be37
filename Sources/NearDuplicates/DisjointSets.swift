/// A partition of numbers that only grows coarser (union-find, with path halving).
struct DisjointSets {
  private var parents: [Int32]

  /// Creates the partition in which each of `count` numbers stands alone.
  init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

  /// The smallest number of the set that holds `element`.
  ///
  /// - Complexity: O(log *n*) amortized.
  mutating func representative(of element: Int) -> Int {
    var current = Int32(element)
    while parents[Int(current)] != current {
      parents[Int(current)] = parents[Int(parents[Int(current)])]
      current = parents[Int(current)]
    }
    return Int(current)
  }

  /// Joins the sets that hold the two numbers.
  mutating func join(_ first: Int, _ second: Int) {
    let (left, right) = (representative(of: first), representative(of: second))
    if left != right { parents[max(left, right)] = Int32(min(left, right)) }
  }
}
