/// Counting what sorted arrays without repetition share.
enum SortedSets {
  /// The number of elements in both.
  ///
  /// - Complexity: O(*n* + *m*), or O(*n* log *m*) when `left` and `right` differ much in length.
  static func sharedCount(
    _ left: UnsafeBufferPointer<UInt32>, _ right: UnsafeBufferPointer<UInt32>
  ) -> Int {
    if left.count > right.count { return sharedCount(right, left) }
    return left.count * 16 < right.count ? searched(left, right) : merged(left, right)
  }

  private static func merged(
    _ left: UnsafeBufferPointer<UInt32>, _ right: UnsafeBufferPointer<UInt32>
  ) -> Int {
    var (i, j, count) = (0, 0, 0)
    while i < left.count && j < right.count {
      let (first, second) = (left[i], right[j])
      // Sums of truth values instead of branches: which side is behind cannot be predicted.
      count += first == second ? 1 : 0
      i += first <= second ? 1 : 0
      j += second <= first ? 1 : 0
    }
    return count
  }

  private static func searched(
    _ few: UnsafeBufferPointer<UInt32>, _ many: UnsafeBufferPointer<UInt32>
  ) -> Int {
    var count = 0
    var start = 0
    for element in few {
      var end = many.count
      while start < end {
        let middle = start + (end - start) / 2
        if many[middle] < element { start = middle + 1 } else { end = middle }
      }
      if start < many.count && many[start] == element { count += 1 }
    }
    return count
  }
}
