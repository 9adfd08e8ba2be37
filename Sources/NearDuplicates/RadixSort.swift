/// Sorting packed pairs of 32-bit numbers by the first one.
enum RadixSort {
  private static let digitBits = 11

  /// Sorts `entries` by their upper 32 bits; equal ones stay in order.
  ///
  /// - Complexity: O(*n*): three passes over eleven bits each.
  static func sortByHighHalf(_ entries: inout [UInt64]) {
    var target = [UInt64](repeating: 0, count: entries.count)
    for shift in stride(from: 32, to: 64, by: digitBits) {
      scatter(entries, into: &target, shift: UInt64(shift))
      swap(&entries, &target)
    }
  }

  private static func scatter(_ source: [UInt64], into target: inout [UInt64], shift: UInt64) {
    let mask: UInt64 = 1 << UInt64(digitBits) - 1
    var next = [Int](repeating: 0, count: 1 << digitBits + 1)
    for entry in source { next[Int(entry >> shift & mask) + 1] += 1 }
    for digit in 1..<next.count { next[digit] += next[digit - 1] }
    for entry in source {
      let digit = Int(entry >> shift & mask)
      target[next[digit]] = entry
      next[digit] += 1
    }
  }
}
