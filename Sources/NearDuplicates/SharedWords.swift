/// What two texts have in common: words, runs of two words, and passages.
struct SharedWords {
  /// Distinct runs of two words in both.
  private(set) var pairs = 0
  /// Distinct rare words in both.
  private(set) var rare = 0
  /// Distinct numbers in both.
  private(set) var numbers = 0
  /// Distinct words among the first ones of the longer text that stand in the shorter.
  private(set) var lead = 0
  /// Words of the shorter text that stand in the same passages of the longer.
  private(set) var aligned = 0
  /// Numbers among the aligned words.
  private(set) var alignedNumbers = 0
  /// Places between aligned words where both texts have numbers, and not the same.
  private(set) var replacedNumbers = 0
  /// Places between aligned words that are as long in both texts.
  private(set) var replacements = 0
  /// Places between aligned words that are longer in one text, or empty in it.
  private(set) var changes = 0

  /// Places of at most this many words are compared for replaced numbers.
  private static let longestReplacement = 6
  private static let unaligned: Int32 = -1

  /// Compares two texts.
  ///
  /// - Complexity: O(*n*) in the length of both texts.
  init(_ shorter: SortedText, _ longer: SortedText) {
    shorter.withWords { short in
      longer.withWords { long in
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: short.count) { places in
          places.initialize(repeating: Self.unaligned)
          self.findShared(short, long, anchors: places)
          Self.extend(places, short, long)
          self.countAligned(places, short, long)
        }
      }
    }
  }

  /// Counts what both texts have, and notes the runs of two words that stand once in each.
  private mutating func findShared(
    _ short: SortedText.Words, _ long: SortedText.Words,
    anchors: UnsafeMutableBufferPointer<Int32>
  ) {
    guard var left = short.word(0), var right = long.word(0) else { return }
    var (i, j) = (0, 0)
    while true {
      if left < right {
        i += 1
        guard let word = short.word(i) else { return }
        left = word
      } else if right < left {
        j += 1
        guard let word = long.word(j) else { return }
        right = word
      } else {
        let (iEnd, jEnd) = (end(of: i, short), end(of: j, long))
        countWord(left, long, j..<jEnd)
        comparePairs(short, i..<iEnd, long, j..<jEnd, anchors)
        (i, j) = (iEnd, jEnd)
        guard let word = short.word(i), let other = long.word(j) else { return }
        (left, right) = (word, other)
      }
    }
  }

  private func end(of start: Int, _ text: SortedText.Words) -> Int {
    let word = text.values[Int(text.order[start])]
    var end = start + 1
    while end < text.count && text.values[Int(text.order[end])] == word { end += 1 }
    return end
  }

  private mutating func countWord(
    _ word: UInt32, _ long: SortedText.Words, _ occurrences: Range<Int>
  ) {
    if ComparedWords.isRare(word) { rare += 1 }
    if ComparedWords.isNumber(word) { numbers += 1 }
    if long.order[occurrences].contains(where: { $0 < ComparedWords.leadLength }) { lead += 1 }
  }

  /// Compares what stands behind the same word in both texts.
  private mutating func comparePairs(
    _ short: SortedText.Words, _ shortRange: Range<Int>, _ long: SortedText.Words,
    _ longRange: Range<Int>, _ anchors: UnsafeMutableBufferPointer<Int32>
  ) {
    var (i, j) = (shortRange.lowerBound, longRange.lowerBound)
    while i < shortRange.upperBound && j < longRange.upperBound {
      let (first, second) = (Int(short.order[i]), Int(long.order[j]))
      let (left, right) = (short.next(first), long.next(second))
      if left < right || first + 1 == short.count {
        i += 1
      } else if right < left || second + 1 == long.count {
        j += 1
      } else {
        var (iEnd, jEnd) = (i + 1, j + 1)
        while iEnd < shortRange.upperBound && short.next(Int(short.order[iEnd])) == left {
          iEnd += 1
        }
        while jEnd < longRange.upperBound && long.next(Int(long.order[jEnd])) == left { jEnd += 1 }
        pairs += 1
        if iEnd == i + 1 && jEnd == j + 1 { anchors[first] = Int32(second) }
        (i, j) = (iEnd, jEnd)
      }
    }
  }

  /// Extends runs of two words that stand once in each text to whole passages.
  private static func extend(
    _ places: UnsafeMutableBufferPointer<Int32>, _ short: SortedText.Words,
    _ long: SortedText.Words
  ) {
    // A place is that of the word and of the one behind it, and of the equal words behind these.
    for position in places.indices.dropFirst() where places[position] == unaligned {
      let place = places[position - 1] + 1
      guard place > 0 && place < long.count else { continue }
      if short.values[position] == long.values[Int(place)] { places[position] = place }
    }
    for position in places.indices.dropLast().reversed() where places[position] == unaligned {
      let place = places[position + 1] - 1
      guard place >= 0 else { continue }
      if short.values[position] == long.values[Int(place)] { places[position] = place }
    }
  }

  private mutating func countAligned(
    _ places: UnsafeMutableBufferPointer<Int32>, _ short: SortedText.Words,
    _ long: SortedText.Words
  ) {
    var previous: Int?
    for position in places.indices where places[position] != Self.unaligned {
      aligned += 1
      if ComparedWords.isNumber(short.values[position]) { alignedNumbers += 1 }
      if let previous {
        let (left, right) = (previous + 1, Int(places[previous]) + 1)
        let (count, otherCount) = (position - left, Int(places[position]) - right)
        if count == otherCount, count > 0 { replacements += 1 }
        if count != otherCount { changes += 1 }
        let lengths = 1...Self.longestReplacement
        if lengths.contains(count) && lengths.contains(otherCount) {
          let (place, otherPlace) = (left..<left + count, right..<right + otherCount)
          if Self.areReplaced(short.values[place], long.values[otherPlace]) {
            replacedNumbers += 1
          }
        }
      }
      previous = position
    }
  }

  /// Whether both places have numbers and none of them is the same.
  private static func areReplaced(
    _ left: Slice<UnsafeBufferPointer<UInt32>>, _ right: Slice<UnsafeBufferPointer<UInt32>>
  ) -> Bool {
    var hasNumber = false
    for word in left where ComparedWords.isNumber(word) {
      if right.contains(word) { return false }
      hasNumber = true
    }
    return hasNumber && right.contains(where: ComparedWords.isNumber)
  }
}
