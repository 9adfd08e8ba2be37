/// A text as it is compared with others.
struct ComparedText: Sendable {
  /// The values of the words in order; see ``ComparedWords/value(of:_:)``.
  let words: ArraySlice<UInt32>
  /// Tells texts of the same length apart.
  let sequence: WordSequenceHash?
  /// The day of publication, if it is known and there is no other.
  let day: Int32?

  init(_ signature: DocumentSignature, day: Int32?) {
    words = signature.words
    sequence = signature.wordSequence
    self.day = day
  }

  init(_ signature: DocumentSignature) { self.init(signature, day: signature.day) }
}

/// Compares a text with others, one after the other.
///
///     var comparer = TextComparer()
///     comparer.read(first)
///     comparer.comparison(with: second, dayGap: 1).score
struct TextComparer {
  private let table = WordTable()
  private var sequence: WordSequenceHash?
  /// Reads texts for their counts only.
  private let counter = WordTable()

  /// Takes the text that others are compared with from now on.
  ///
  /// - Complexity: O(*n*).
  mutating func read(_ text: ComparedText) {
    table.read(text.words)
    sequence = text.sequence
  }

  /// What the text has, counted.
  var counts: WordTable.Counts { table.counts }

  /// What another text has, counted.
  ///
  /// - Complexity: O(*n*).
  func counts(of text: ComparedText) -> WordTable.Counts {
    counter.read(text.words)
    return counter.counts
  }

  /// How the text compares with another that was published `dayGap` days apart; nil when that is
  /// not known.
  ///
  /// - Parameter counts: What ``counts(of:)`` says of the other text, if it was asked before.
  /// - Complexity: O(*n*) in the length of both texts.
  func comparison(
    with other: ComparedText, _ counts: WordTable.Counts? = nil, dayGap: Int?
  ) -> TextComparison {
    TextComparison(
      features(with: other, counts, dayGap: dayGap), isSwapped: isLonger(than: other))
  }

  /// What the text and another are judged by.
  func features(
    with other: ComparedText, _ counts: WordTable.Counts? = nil, dayGap: Int?
  ) -> CopyFeatures {
    let isLonger = isLonger(than: other)
    let shared = SharedWords(table, other.words, isTableShorter: !isLonger)
    let others = counts ?? self.counts(of: other)
    return CopyFeatures(
      shared, shorter: isLonger ? others : table.counts, longer: isLonger ? table.counts : others,
      dayGap: dayGap)
  }

  /// Whether the text is the longer one; texts of the same length are ordered by their words, so
  /// that a comparison does not depend on which text comes first.
  private func isLonger(than other: ComparedText) -> Bool {
    if table.text.count != other.words.count { return table.text.count > other.words.count }
    guard let left = sequence, let right = other.sequence else { return false }
    return left > right
  }
}
