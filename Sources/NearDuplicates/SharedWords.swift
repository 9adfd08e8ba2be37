/// What two texts have in common: words, runs of two words, and passages.
struct SharedWords: Hashable {
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

  /// Compares the text of a table with another one.
  ///
  /// - Complexity: O(*n*) in the length of both texts.
  init(_ table: WordTable, _ other: ArraySlice<UInt32>, isTableShorter: Bool) {
    table.text.withUnsafeBufferPointer { own in
      other.withUnsafeBufferPointer { other in
        let (short, long) = isTableShorter ? (own, other) : (other, own)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: short.count) { places in
          places.initialize(repeating: Self.unaligned)
          self.findShared(table, other, isTableShorter, anchors: places)
          Self.extend(places, short, long)
          self.countAligned(places, short, long)
        }
      }
    }
  }

  /// Counts what both texts have, and notes the runs of two words that stand once in each.
  ///
  /// Whether a word is shared is as good as chance, and a processor that bets on it loses half of its
  /// time: places are gathered without a branch first.
  private mutating func findShared(
    _ table: WordTable, _ other: UnsafeBufferPointer<UInt32>, _ isTableShorter: Bool,
    anchors: UnsafeMutableBufferPointer<Int32>
  ) {
    table.beginComparison()
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: other.count + 1) { places in
      let (words, pairs) = (table.words, table.pairs)
      var count = 0
      for place in other.indices {
        places[count] = UInt16(truncatingIfNeeded: place)
        count &+= words.mayContain(WordTable.key(other[place]))
      }
      self.countWords(table, other, places[..<count], isTableShorter)
      var pairCount = 0
      for index in 0..<count {
        let place = Int(places[index])
        guard place + 1 < other.count else { continue }
        places[pairCount] = UInt16(truncatingIfNeeded: place)
        pairCount &+= pairs.mayContain(WordTable.key(other[place], other[place + 1]))
      }
      self.findAnchors(table, other, places[..<pairCount], isTableShorter, anchors)
    }
  }

  /// Counts the distinct words of the other text at some places that the table has.
  private mutating func countWords(
    _ table: WordTable, _ other: UnsafeBufferPointer<UInt32>,
    _ places: Slice<UnsafeMutableBufferPointer<UInt16>>, _ isTableShorter: Bool
  ) {
    let (words, comparison) = (table.words, table.comparison)
    for place in places {
      let word = other[Int(place)]
      guard let slot = words.find(WordTable.key(word)) else { continue }
      let isNew = words.meetings[slot].comparison != comparison
      words.meetings[slot].comparison = comparison
      let position = isTableShorter ? Int(place) : words.entries[slot].position
      rare &+= isNew && ComparedWords.isRare(word) ? 1 : 0
      numbers &+= isNew && ComparedWords.isNumber(word) ? 1 : 0
      lead &+= isNew && position < ComparedWords.leadLength ? 1 : 0
    }
  }

  /// Counts the distinct runs of two words of the other text at some places that the table has.
  private mutating func findAnchors(
    _ table: WordTable, _ other: UnsafeBufferPointer<UInt32>,
    _ places: Slice<UnsafeMutableBufferPointer<UInt16>>, _ isTableShorter: Bool,
    _ anchors: UnsafeMutableBufferPointer<Int32>
  ) {
    let (pairs, comparison) = (table.pairs, table.comparison)
    for place in places {
      let key = WordTable.key(other[Int(place)], other[Int(place) + 1])
      guard let slot = pairs.find(key) else { continue }
      let isFirst = pairs.meetings[slot].comparison != comparison
      if isFirst {
        self.pairs += 1
        pairs.meetings[slot] = PlaceTable.Meeting(comparison: comparison, place: place)
      }
      guard !pairs.entries[slot].isRepeated else { continue }
      let (position, first) = (pairs.entries[slot].position, Int(pairs.meetings[slot].place))
      // A run that comes again is none that stands once.
      anchors[isTableShorter ? position : first] =
        !isFirst ? Self.unaligned : Int32(isTableShorter ? first : position)
    }
  }

  /// Extends runs of two words that stand once in each text to whole passages: a place is that of
  /// the word and of the one behind it, and of the equal words behind these.
  private static func extend(
    _ places: UnsafeMutableBufferPointer<Int32>, _ short: UnsafeBufferPointer<UInt32>,
    _ long: UnsafeBufferPointer<UInt32>
  ) {
    var previous = unaligned
    for position in places.indices {
      if places[position] != unaligned {
        previous = places[position]
      } else if previous != unaligned {
        previous &+= 1
        let isEqual = previous < long.count && short[position] == long[Int(previous)]
        if !isEqual { previous = unaligned }
        places[position] = previous
      }
    }
  }

  /// Extends the passages to the words before them, and counts what is aligned.
  private mutating func countAligned(
    _ places: UnsafeMutableBufferPointer<Int32>, _ short: UnsafeBufferPointer<UInt32>,
    _ long: UnsafeBufferPointer<UInt32>
  ) {
    // The last position and place that are aligned.
    var (next, nextPlace) = (short.count, long.count)
    for position in places.indices.reversed() {
      if places[position] == Self.unaligned {
        let isEqual =
          position + 1 == next && nextPlace > 0 && next < short.count
          && short[position] == long[nextPlace - 1]
        guard isEqual else { continue }
        places[position] = Int32(truncatingIfNeeded: nextPlace - 1)
      }
      aligned += 1
      if ComparedWords.isNumber(short[position]) { alignedNumbers += 1 }
      let place = Int(places[position])
      if next < short.count, (next, nextPlace) != (position + 1, place + 1) {
        countChange(short, position + 1..<next, long, place + 1, nextPlace)
      }
      (next, nextPlace) = (position, place)
    }
  }

  /// Counts a stretch of the shorter text between aligned words, which the longer one has from
  /// `start` to before `end`; if passages changed their order, `end` comes first.
  private mutating func countChange(
    _ short: UnsafeBufferPointer<UInt32>, _ stretch: Range<Int>,
    _ long: UnsafeBufferPointer<UInt32>, _ start: Int, _ end: Int
  ) {
    let (count, otherCount) = (stretch.count, end - start)
    if count == otherCount { replacements += 1 } else { changes += 1 }
    let lengths = 1...Self.longestReplacement
    if lengths.contains(count), lengths.contains(otherCount),
      Self.areReplaced(short[stretch], long[start..<end])
    {
      replacedNumbers += 1
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
