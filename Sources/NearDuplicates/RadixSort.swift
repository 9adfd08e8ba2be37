/// Sorting packed pairs of 32-bit numbers by the first one.
enum RadixSort {
  private static let digitBits = 11

  /// Sorts `entries` by their upper 32 bits; equal ones stay in order.
  ///
  /// - Parameter scratch: Memory to work in, which the next call takes again: its contents mean nothing.
  /// - Complexity: O(*n*): three passes over eleven bits each.
  static func sortByHighHalf(_ entries: inout [UInt64], scratch: inout [UInt64]) {
    if scratch.count > entries.count { scratch.removeSubrange(entries.count...) }
    scratch.append(contentsOf: repeatElement(0, count: entries.count - scratch.count))
    for shift in stride(from: 32, to: 64, by: digitBits) {
      scatter(entries, into: &scratch, shift: UInt64(shift))
      swap(&entries, &scratch)
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
