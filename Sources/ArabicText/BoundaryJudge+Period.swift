// A single period.

extension BoundaryJudge {
  var isFinalPeriod: Bool {
    if run.hasCloser { return !endsNameBeforeCloser }
    if isListMarker || isInsideNumber || isInsideAddress { return false }
    if before.isEmpty { return true }
    // A slash, or the bracket behind `مارتن ب.`
    let isBeforeMark = nextScalar == 0x2F || nextScalar == 0x28 && before.isLetter
    if before.isLatin { return isFinalPeriodBehindLatin }
    if isAbbreviation, !after.isEmpty || isBeforeMark { return false }
    return true
  }

  /// `"سي. إن. إن." أن`, `"Harbour, Inc." وSea`: the period before the closer belongs to a name.
  private var endsNameBeforeCloser: Bool {
    guard !after.isEmpty, !opensClauseForSure else { return false }
    if before.isLatin { return before.uses.contains(.latinTail) }
    guard before.uses.contains(.letter) || before.isLetter else { return false }
    return isBehindPeriod(before)
  }

  /// Whether the next word surely begins a clause: what follows an abbreviation is often a name,
  /// and many names start with و or ف or look like verbs.
  private var opensClauseForSure: Bool {
    if after.isConjoined {
      return after.opensClauseBehindConjunction || after.isConjoinedToArticle
    }
    // `إن` and `أن` are the same word here.
    return !after.uses.isDisjoint(with: .clause) && !after.uses.contains(.subordinate)
  }

  /// Whether a period stands before `word` too.
  private func isBehindPeriod(_ word: WordAround) -> Bool {
    var offset = word.start
    while offset > sentence.start, text[offset - 1] == 0x20 { offset -= 1 }
    return offset > sentence.start && text[offset - 1] == 0x2E
  }

  // MARK: Lists

  /// The number of the list item that the period belongs to; nil when it belongs to none.
  var listNumber: Int? {
    guard before.isNumber, isListMarker else { return nil }
    return Int(String(decoding: before.folded, as: UTF8.self))
  }

  /// `1.`, `١.` or `أ.` as all that the sentence holds so far, or the next number of a list that
  /// runs within a line.
  private var isListMarker: Bool {
    guard before.letterCount <= (before.isNumber ? 3 : 1), !before.isEmpty,
      !text[before.end..<run.start].contains(0x20), !run.hasCloser
    else { return false }
    guard !after.isEmpty || nextScalar == 0x22 else { return false }
    if before.start <= sentence.firstWord, before.start <= firstInk { return true }
    guard before.isNumber, !after.isNumber,
      let number = Int(String(decoding: before.folded, as: UTF8.self))
    else { return false }
    return number == 1 ? isBehindColon : number == sentence.listNumber + 1
  }

  private var isBehindColon: Bool {
    var offset = before.start
    while offset > sentence.start, text[offset - 1] == 0x20 { offset -= 1 }
    return offset > sentence.start && text[offset - 1] == 0x3A
  }

  private var firstInk: Int {
    var offset = sentence.start
    while offset < before.start {
      let (scalar, length) = UTF8Scalars.decode(text, at: offset)
      guard CharacterClass.of(scalar).isWhiteSpace else { break }
      offset += length
    }
    return offset
  }

  // MARK: Numbers and addresses

  private var isInsideNumber: Bool {
    guard !isBeforeQuote else { return false }
    // `نحو .5 مليون`: what is counted makes it a decimal point.
    if isGlued, after.isNumber, word(behind: after).uses.contains(.unit) { return true }
    guard before.isNumber, after.isNumber || after.folded.first.map(isDigit) ?? false else {
      return false
    }
    return isGlued || hasSpaceBefore || hasOnlyFormatBetween
  }

  private var hasSpaceBefore: Bool { before.end < run.start && text[after.start - 1] == 0x2E }

  private var hasOnlyFormatBetween: Bool {
    !text[run.end..<after.start].contains { $0 == 0x20 }
  }

  func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Domains, file names, handles, addresses: no space on either side and Latin or a known ending
  /// behind.
  private var isInsideAddress: Bool {
    guard isGlued, before.end == run.start, !after.isEmpty else { return false }
    if after.uses.contains(.domain) { return true }
    return before.folded.last.map { $0 < 0x80 } ?? false
      && after.folded.first.map { $0 < 0x80 } ?? false
  }

  // MARK: Abbreviations

  /// `Dr. Brown`, `No. 5`, `J. R. R.`, `Apple Inc. الأمريكية` go on; `on Twitter. وقال` does not.
  private var isFinalPeriodBehindLatin: Bool {
    guard !after.isEmpty else { return true }
    let isShort = before.letterCount == 1
    if after.isLatin || after.isNumber {
      return !isShort && !before.uses.contains(.latinTitle)
    }
    if before.uses.contains(.latinTitle) { return after.opensClause }
    guard before.uses.contains(.latinTail) || isShort && isBehindPeriod(before) else { return true }
    return opensClauseForSure
  }

  /// Titles (`د.`), spelled initials (`إف.`), single letters of an acronym (`ص.ب.`).
  private var isAbbreviation: Bool {
    if before.isNumber { return false }
    // `هلمر.أيه.جي`: a word and the letters behind it.
    if isGlued, isLetterAhead { return true }
    if before.letterCount == 1 { return isAbbreviatingLetter }
    if before.allUses.contains(.title) {
      return !after.opensClauseBehindConjunction
    }
    guard before.uses.contains(.letter) else { return false }
    if isGlued { return !after.opensClauseBehindConjunction }
    if isLetterAhead { return true }
    // A letter's name is an initial when a name or another initial with its period stands before
    // it; without that period it is the end of an acronym: `بي بي سي.`
    // Behind a number it is a unit: `8 كيه.`
    if !isBehindPeriod(before) {
      let previous = word(beforeStartOf: before)
      if previous.uses.contains(.letter) || previous.isNumber { return false }
    }
    return !opensClauseForSure
  }

  /// Whether another spelled letter follows, with its period or at the end of a quotation.
  private var isLetterAhead: Bool {
    guard after.uses.contains(.letter), after.end < text.count else { return false }
    let scalar = UTF8Scalars.decode(text, at: after.end).scalar
    return scalar == 0x2E || ScalarSets.isCloser(scalar)
  }

  private var isAbbreviatingLetter: Bool {
    // `2015 م.` ends a date, and so a sentence; `300 ق.م.` does not.
    if isGlued, after.letterCount == 1 { return true }
    let previous = word(beforeStartOf: before)
    if previous.isNumber || previous.uses.contains(.lettered) { return false }
    if isBehindPeriod(before) { return !opensClauseForSure }
    // `أ ف ب.` is an acronym without periods.
    if previous.isLetter, !previous.isLatin, previous.folded != Self.and { return false }
    return !after.opensClauseBehindConjunction
  }
}
