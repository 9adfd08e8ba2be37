/// Decides whether a run of final marks ends a sentence, from the words around it.
struct BoundaryJudge {
  private let run: FinalRun
  private let text: UnsafeBufferPointer<UInt8>
  /// Where the sentence that the run may end starts.
  private let sentenceStart: Int
  /// Where the first word of that sentence starts, or where the run does if there is none.
  private let firstWord: Int
  /// Whether the line of the run ends in a final mark; one that does not is a heading.
  private let lineIsFinished: Bool
  private let words = SegmentationWords.shared
  private let before: WordAround
  private let after: WordAround

  init(
    _ run: FinalRun, in text: UnsafeBufferPointer<UInt8>, sentenceStart: Int, firstWord: Int,
    lineIsFinished: Bool
  ) {
    self.run = run
    self.text = text
    self.sentenceStart = sentenceStart
    self.firstWord = firstWord
    self.lineIsFinished = lineIsFinished
    before = WordAround.word(before: run.start, in: text)
    after = WordAround.word(after: run.end, in: text)
  }

  var isBoundary: Bool {
    // Dots that open a line or follow nothing end nothing.
    if !hasInkBefore || isFollowedByComma || isInsideLatin { return false }
    switch run.kind {
    case .period: return isFinalPeriod
    case .dots: return isFinalDots
    case .question: return !hostGoesOn
    }
  }

  private var hasInkBefore: Bool { firstWord < run.start }

  private var nextScalar: UInt32? {
    after.start < text.count ? UTF8Scalars.decode(text, at: after.start).scalar : nil
  }

  private var isFollowedByComma: Bool {
    switch nextScalar {
    case 0x60C, 0x2C, 0x61B, 0x3B, 0x3A: true
    default: false
    }
  }

  private var isGlued: Bool { after.start == run.end }

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

  /// Whether a clause of its own follows: what ends a sentence within brackets.
  var isBeforeClause: Bool { startsClause(after) }

  // MARK: A single period

  private var isFinalPeriod: Bool {
    if run.hasCloser { return !endsInitials }
    if isListMarker || isInsideNumber || isInsideAddress { return false }
    if before.isEmpty { return true }
    let isBeforeSlash = nextScalar == 0x2F
    if isAbbreviation, !after.isEmpty || isBeforeSlash { return false }
    if before.isLatin, after.isLatin || isGlued, !after.isEmpty {
      return before.letterCount > 1 && !words.latinTitles.contains(before.folded)
    }
    return true
  }

  /// `"سي. إن. إن." أن`: the closer belongs to a name.
  private var endsInitials: Bool {
    guard words.letterNames.contains(before.folded) || before.letterCount == 1 else { return false }
    return !after.isEmpty && precedingIsInitial
  }

  /// Whether the word before the last one is followed by a period too.
  private var precedingIsInitial: Bool {
    var offset = before.start
    while offset > sentenceStart, text[offset - 1] == 0x20 { offset -= 1 }
    return offset > sentenceStart && text[offset - 1] == 0x2E
  }

  /// `1.`, `١.` or `أ.` as all that the sentence holds so far.
  private var isListMarker: Bool {
    guard before.start <= firstWord, before.start <= firstInk,
      before.letterCount <= (before.isNumber ? 3 : 1)
    else {
      return false
    }
    return !after.isEmpty || nextScalar == 0x22
  }

  private var firstInk: Int {
    var offset = sentenceStart
    while offset < before.start {
      let (scalar, length) = UTF8Scalars.decode(text, at: offset)
      guard CharacterClass.of(scalar).isWhiteSpace else { break }
      offset += length
    }
    return offset
  }

  private var isInsideNumber: Bool {
    guard before.isNumber, after.isNumber || after.folded.first.map(isDigit) ?? false else {
      return false
    }
    return isGlued || hasSpaceBefore || hasOnlyFormatBetween
  }

  private var hasSpaceBefore: Bool { before.end < run.start && text[after.start - 1] == 0x2E }

  private var hasOnlyFormatBetween: Bool {
    !text[run.end..<after.start].contains { $0 == 0x20 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Domains, file names, handles, addresses: no space on either side and Latin or a known ending
  /// behind.
  private var isInsideAddress: Bool {
    guard isGlued, before.end == run.start, !after.isEmpty else { return false }
    if words.domains.contains(after.folded) { return true }
    return before.folded.last.map { $0 < 0x80 } ?? false
      && after.folded.first.map { $0 < 0x80 } ?? false
  }

  /// Titles (`د.`), spelled initials (`إف.`), single letters of an acronym (`ص.ب.`).
  private var isAbbreviation: Bool {
    if before.isLatin || before.isNumber { return false }
    if before.letterCount == 1 {
      // `2015 م.` ends a date, and so a sentence; `300 ق.م.` does not.
      if isGlued, after.letterCount == 1 { return true }
      let previous = WordAround.word(before: before.start, in: text)
      return !previous.isNumber
    }
    if words.titles.contains(before.folded) { return true }
    // A letter's name is an initial when a name or another initial stands before it.
    return words.letterNames.contains(before.folded) && (isGlued || isInitialInName)
  }

  /// `جون إف. كينيدي`: a name goes on, so the next word is no clause of its own.
  private var isInitialInName: Bool {
    !startsClause(after)
  }

  // MARK: Dots

  private var isFinalDots: Bool {
    if nextScalar == nil { return true }
    if hostGoesOn || isEnclosed || !lineIsFinished { return false }
    if after.isEmpty { return !isGlued }
    if words.subordinates.contains(after.folded) { return false }
    if isFragmentAhead || isLabelBehind { return false }
    return startsClause(after) || run.dotCount == 2
  }

  /// `[...]` and `(…)`.
  private var isEnclosed: Bool {
    guard run.start > 0, run.end < text.count else { return false }
    let left = text[run.start - 1]
    return left == 0x5B || left == 0x28
  }

  /// Whether only one or two words follow before the next mark or the end of the line.
  private var isFragmentAhead: Bool {
    var words = 0
    var offset = run.end
    while offset < text.count, words < 3 {
      let (scalar, length) = UTF8Scalars.decode(text, at: offset)
      if scalar == 0x0A || ScalarSets.isFinal(scalar) { break }
      guard CharacterClass.of(scalar).isWordPart else {
        offset += length
        continue
      }
      let word = WordAround.word(after: offset, in: text)
      words += word.isEmpty ? 0 : 1
      offset = word.isEmpty ? offset + length : word.end
    }
    return words < 3
  }

  /// Whether only a word or two stand before the dots, or a subordinate clause.
  private var isLabelBehind: Bool {
    let first = WordAround.word(after: firstWord, in: text)
    if words.subordinateStarts.contains(first.folded) { return true }
    var words = 0
    var isCut = false
    var offset = run.start
    while offset > sentenceStart, words < 3 {
      let (scalar, length) = UTF8Scalars.decode(text, before: offset)
      if words < 2, scalar == 0x3A || ScalarSets.isOpener(scalar) { isCut = true }
      if isCut { break }
      guard CharacterClass.of(scalar).isWordPart else {
        offset -= length
        continue
      }
      let word = WordAround.word(before: offset, in: text)
      words += word.isEmpty ? 0 : 1
      offset = word.isEmpty ? offset - length : word.start
    }
    return words < (isCut ? 2 : 3)
  }

  /// Whether a word may begin a clause of its own: و or ف and a word, a known verb or particle, or
  /// the form of an imperfect verb.
  private func startsClause(_ word: WordAround) -> Bool {
    if words.subordinates.contains(word.folded) { return false }
    if words.clauseStarts.contains(word.folded) { return true }
    guard word.letterCount >= 3, word.folded.count > 4 else { return false }
    // و (D9 88) and ف (D9 81).
    return word.folded[0] == 0xD9 && (word.folded[1] == 0x88 || word.folded[1] == 0x81)
  }

  // MARK: Marks inside a running sentence

  /// Whether the clause around a quotation, a bracket or a question goes on behind it.
  private var hostGoesOn: Bool {
    if let next = nextScalar, next == 0x2D || next == 0x2013 || next == 0x2014 {
      return run.hasCloser
    }
    if after.isEmpty { return false }
    if words.attributionVerbs.contains(after.folded) { return true }
    if words.participles.contains(after.folded) { return true }
    return run.hasCloser && words.continuations.contains(after.folded)
  }
}
