/// The words of a text and its runs of two words, to be looked up from other texts.
final class WordTable {
  /// How many words a text has, and how many distinct things.
  struct Counts: Sendable, Hashable {
    var words: Int32 = 0
    var rare: Int32 = 0
    var numbers: Int32 = 0
    /// Distinct words among the first ones of the text.
    var lead: Int32 = 0
    /// Runs of two words.
    var pairs: Int32 = 0
  }

  private(set) var counts = Counts()
  /// The values of the words in order; see ``ComparedWords/value(of:_:)``.
  private(set) var text: ArraySlice<UInt32> = []
  private(set) var words = PlaceTable()
  private(set) var pairs = PlaceTable()
  /// Tells the comparisons apart.
  private(set) var comparison: UInt32 = 0

  deinit {
    words.deallocate()
    pairs.deallocate()
  }

  /// Replaces the text by the words whose values are given in order, at most
  /// ``ComparedWords/mostWords``.
  ///
  /// - Complexity: O(*n*).
  func read(_ text: ArraySlice<UInt32>) {
    self.text = text
    counts = Counts(words: Int32(text.count))
    words.clear(count: text.count)
    pairs.clear(count: text.count)
    text.withUnsafeBufferPointer { text in
      for (position, value) in text.enumerated() {
        if words.insert(Self.key(value), at: position) { count(value, position) }
        guard position + 1 < text.count else { break }
        if pairs.insert(Self.key(value, text[position + 1]), at: position) { counts.pairs += 1 }
      }
    }
  }

  private func count(_ value: UInt32, _ position: Int) {
    if ComparedWords.isRare(value) { counts.rare += 1 }
    if ComparedWords.isNumber(value) { counts.numbers += 1 }
    if position < ComparedWords.leadLength { counts.lead += 1 }
  }

  /// Begins a comparison with another text: nothing of it was met yet.
  func beginComparison() { comparison &+= 1 }

  /// What ``words`` knows a word by.
  @inline(__always)
  static func key(_ value: UInt32) -> UInt64 { UInt64(value) &<< 16 }

  /// What ``pairs`` knows a word and the one behind it by.
  @inline(__always)
  static func key(_ value: UInt32, _ next: UInt32) -> UInt64 {
    UInt64(value) &<< 16 | UInt64(ComparedWords.shortened(next))
  }
}
