/// Decides whether a run of final marks ends a sentence, from the words around it.
///
/// Every look is bounded to a few words, so that judging all runs of a text takes linear time.
struct BoundaryJudge {
  let run: FinalRun
  let text: UnsafeBufferPointer<UInt8>
  let lexicon: SegmentationLexicon
  /// What the scanner knows of the sentence.
  let sentence: SentenceSoFar
  /// The word before the marks; empty when something else stands there.
  let before: WordAround
  /// The word behind the marks and their closers, and behind a quotation mark that opens there;
  /// empty when something else stands there.
  let after: WordAround
  /// Whether a quotation mark stands between the marks and the next word.
  let isBeforeQuote: Bool

  /// What is known of the sentence that the run may end.
  struct SentenceSoFar {
    /// Where it starts.
    var start: Int
    /// Where its first word starts, or where the run does if there is none.
    var firstWord: Int
    /// Whether a full stop follows in the line, so that it is no heading.
    var isInFinishedLine: Bool
    /// Whether dots have ended a sentence in the line, so that it is no heading.
    var isBehindDots: Bool
    /// The last number of a list in the line; 0 if there is none.
    var listNumber: Int
  }

  init(
    _ run: FinalRun, in text: UnsafeBufferPointer<UInt8>, _ sentence: SentenceSoFar,
    _ lexicon: SegmentationLexicon
  ) {
    self.run = run
    self.text = text
    self.lexicon = lexicon
    self.sentence = sentence
    before = .word(before: run.start, from: sentence.start, in: text, lexicon)
    let next = WordAround.word(after: run.end, in: text, lexicon)
    // A question is followed by another quotation; an abbreviation or a pause by a quoted name.
    let quoted = run.kind == .question ? nil : Self.wordBehindQuote(at: next, in: text, lexicon)
    after = quoted ?? next
    isBeforeQuote = quoted != nil
  }

  /// The word behind the quotation mark that stands where `word` was looked for; nil if none does.
  private static func wordBehindQuote(
    at word: WordAround, in text: UnsafeBufferPointer<UInt8>, _ lexicon: SegmentationLexicon
  ) -> WordAround? {
    guard word.isEmpty, word.start < text.count else { return nil }
    let (scalar, length) = UTF8Scalars.decode(text, at: word.start)
    guard ScalarSets.isCloser(scalar), !ScalarSets.isBracketCloser(scalar) else { return nil }
    let quoted = WordAround.word(after: word.start + length, in: text, lexicon)
    return quoted.start == word.start + length && !quoted.isEmpty ? quoted : nil
  }

  var isBoundary: Bool {
    // Dots that open a line or follow nothing end nothing.
    if !hasInkBefore || isFollowedByComma || isInsideLatin { return false }
    switch run.kind {
    case .period: return isFinalPeriod
    case .dots: return isFinalDots
    case .question: return isFinalQuestion
    }
  }

  private var hasInkBefore: Bool { sentence.firstWord < run.start }

  /// The scalar behind the marks and the blanks behind them; nil at the end of the text.
  var nextScalar: UInt32? {
    after.start < text.count ? UTF8Scalars.decode(text, at: after.start).scalar : nil
  }

  private var isFollowedByComma: Bool {
    switch nextScalar {
    case 0x60C, 0x2C, 0x61B, 0x3B, 0x3A: true
    default: false
    }
  }

  /// Whether the next word follows without a space.
  var isGlued: Bool { after.start == run.end }

  /// `a.b?c=d`: ASCII on both sides, without a space.
  private var isInsideLatin: Bool {
    guard run.kind != .dots, !run.hasCloser, run.start > 0, run.end < text.count else {
      return false
    }
    return isASCIIWord(text[run.start - 1]) && isASCIIWord(text[run.end])
  }

  private func isASCIIWord(_ byte: UInt8) -> Bool {
    byte < 0x80 && CharacterClass.of(UInt32(byte)).isWordPart
  }

  /// The word behind `word`, with nothing but blanks between.
  func word(behind word: WordAround) -> WordAround {
    .word(after: word.end, in: text, lexicon)
  }

  /// The word before `word`, with nothing but blanks and a quotation mark between, as far as the
  /// sentence goes.
  func word(beforeStartOf word: WordAround) -> WordAround {
    var end = word.start
    if end > sentence.start {
      let (scalar, length) = UTF8Scalars.decode(text, before: end)
      if ScalarSets.isCloser(scalar), !ScalarSets.isBracketCloser(scalar) { end -= length }
    }
    return .word(before: end, from: sentence.start, in: text, lexicon)
  }

  /// Whether a bracket that the run closes within a sentence ends that sentence too: `(…!) وقال`.
  var isBeforeConjoinedClause: Bool {
    after.opensClauseBehindConjunction || after.isConjoined && after.isVerb
  }

  /// Calls `visit` with up to `limit` words behind the run, until it returns false or something
  /// other than blanks and quotation marks stands between two of them.
  func visitWordsAhead(limit: Int, _ visit: (WordAround) -> Bool) {
    var offset = run.end
    var count = 0
    while offset < text.count, count < limit {
      let (scalar, length) = UTF8Scalars.decode(text, at: offset)
      let kind = CharacterClass.of(scalar)
      if kind.isWordPart {
        let word = WordAround.word(after: offset, in: text, lexicon)
        guard !word.isEmpty, visit(word) else { return }
        count += 1
        offset = word.end
      } else if kind == .space || kind == .format || ScalarSets.isCloser(scalar) {
        offset += length
      } else {
        return
      }
    }
  }
}
