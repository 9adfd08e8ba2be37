/// Sorting numbers whose highest bits are spread evenly, as those of hashes are.
enum SpreadSort {
  /// Sorts `numbers` in ascending order.
  ///
  /// - Complexity: O(*n*) for spread numbers, O(*n* log *n*) for any.
  static func sort(_ numbers: inout [UInt64]) {
    guard numbers.count > 24 else {
      numbers.sort()
      return
    }
    // One bucket for one or two numbers.
    let bits = max(1, Int.bitWidth - 1 - numbers.count.leadingZeroBitCount)
    let shift = UInt64(64 - bits)
    var starts = [Int32](repeating: 0, count: 1 << bits + 1)
    var sorted = [UInt64](repeating: 0, count: numbers.count)
    for number in numbers { starts[Int(number >> shift) + 1] += 1 }
    var largest: Int32 = 0
    for bucket in 1..<starts.count {
      largest = max(largest, starts[bucket])
      starts[bucket] += starts[bucket - 1]
    }
    for number in numbers {
      let bucket = Int(number >> shift)
      sorted[Int(starts[bucket])] = number
      starts[bucket] += 1
    }
    if largest > 64 { sorted.sort() } else { insertionSort(&sorted) }
    numbers = sorted
  }

  private static func insertionSort(_ numbers: inout [UInt64]) {
    numbers.withUnsafeMutableBufferPointer { numbers in
      for index in 1..<numbers.count {
        let number = numbers[index]
        var place = index
        while place > 0 && numbers[place - 1] > number {
          numbers[place] = numbers[place - 1]
          place -= 1
        }
        numbers[place] = number
      }
    }
  }
}
