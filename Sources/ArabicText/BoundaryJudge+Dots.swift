// Runs of `..`, `...` and `…`: a full stop, a pause or an elision.

extension BoundaryJudge {
  var isFinalDots: Bool {
    if nextScalar == nil { return true }
    if run.hasCloser, closedHostGoesOn { return false }
    if isBareMark || isInHeading || isInTitle { return false }
    if after.isEmpty { return !isGlued }
    if isSubordinateAhead || before.uses.contains(.unfinished) { return false }
    if after.isParticiple || after.isPurpose { return false }
    if !after.allUses.contains(.question), isFragmentAhead { return false }
    if isLabelBehind { return false }
    if run.dotCount == 2 { return true }
    // Three dots are an elision as often as a full stop.
    if isElisionBeforeVerb { return false }
    if after.isConjoined ? isBeforeConjoinedClause : after.opensClause { return true }
    // ف begins a clause, whatever follows it.
    return after.isConjoinedWithFa || isPredicateAhead
  }

  /// How many bytes a heading may have.
  private static let longestHeading = 320

  /// Whether the line ends without a full stop soon behind the run.
  private var isInHeading: Bool {
    guard !sentence.isInFinishedLine, !sentence.isBehindDots else { return false }
    let limit = min(text.count, sentence.firstWord + Self.longestHeading)
    var offset = run.end
    while offset < limit, text[offset] != 0x0A { offset += 1 }
    return offset == text.count || text[offset] == 0x0A
  }

  // MARK: Behind the dots

  /// Whether what follows cannot stand alone.
  private var isSubordinateAhead: Bool {
    if after.isConjoined {
      // `وأن`, `والتي` go on with what `أن` and `التي` began.
      guard after.usesBehindConjunction.contains(.subordinate) else { return false }
      let rest = after.folded[2...]
      return WordForm(rest).hasArticle
        || rest.starts(with: Self.that) && !isSpelledWithHamzaBelow(after)
    }
    let second = word(behind: after)
    // `لا في الحرب ولا في السلم` belongs to the clause before.
    if after.uses.contains(.negation) { return second.uses.contains(.preposition) }
    if after.folded == Self.what { return second.uses.contains(.citing) || second.isEmpty }
    // `كما شهدت`, `كما أن` add something new; `كما قال` refers to it.
    if after.uses.contains(.additive) {
      let refers: WordUses = [.speech, .pronoun, .subordinate, .preposition, .citing]
      if second.folded.starts(with: Self.that) { return false }
      return !second.uses.isDisjoint(with: refers) || WordForm(second.folded[...]).hasArticle
    }
    // `من المتوقع أن`, `في هذا الصباح يبحر` have a predicate; `قبل أن` and `على مستوى العالم` do not.
    if after.uses.contains(.preposition) {
      if second.folded == Self.that { return true }
      let third = word(behind: second)
      return third.folded != Self.that && !isPredicateAhead
    }
    return after.uses.contains(.subordinate) && !isSpelledWithHamzaBelow(after)
  }

  /// `إن` opens what `أن` goes on with; folded they are the same.
  private func isSpelledWithHamzaBelow(_ word: WordAround) -> Bool {
    let offset = word.start + (word.isConjoined ? 2 : 0)
    return UTF8Scalars.decode(text, at: offset).scalar == 0x625
      && word.folded[(word.isConjoined ? 2 : 0)...].starts(with: Self.that)
  }

  private static let what = Array("ما".utf8)
  private static let that = Normalizer.folded(Array("أن".utf8))

  /// Whether only one or two words follow before the next mark or the end of the line.
  private var isFragmentAhead: Bool {
    if after.isConjoined ? isBeforeConjoinedClause : after.opensClause { return false }
    var words = 0
    var offset = run.end
    while offset < text.count, words < 3 {
      let (scalar, length) = UTF8Scalars.decode(text, at: offset)
      if scalar == 0x0A || ScalarSets.isFinal(scalar) || endsPart(scalar, offset, length) {
        break
      }
      guard CharacterClass.of(scalar).isWordPart else {
        offset += length
        continue
      }
      let word = WordAround.word(after: offset, in: text, lexicon)
      words += word.isEmpty ? 0 : 1
      offset = max(word.end, offset + length)
    }
    return words < 3
  }

  /// Whether a quotation or a bracket ends here: no word follows the mark directly.
  private func endsPart(_ scalar: UInt32, _ offset: Int, _ length: Int) -> Bool {
    guard scalar == 0xBB || scalar == 0x201D || scalar == 0x29 else { return false }
    guard offset + length < text.count else { return true }
    return !CharacterClass.of(UTF8Scalars.decode(text, at: offset + length).scalar).isWordPart
  }

  /// Whether one of the next words is the predicate of a clause that begins here.
  private var isPredicateAhead: Bool {
    var found = false
    visitWordsAhead(limit: 8) { word in
      // A verb behind `الذي` belongs to the noun before it.
      if WordForm(word.folded[...]).hasArticle, word.uses.contains(.subordinate) { return false }
      found =
        word.start > after.start
        && (word.isVerb || !word.uses.isDisjoint(with: [.opening, .pronoun]))
      return !found
    }
    return found
  }

  // MARK: Before the dots

  /// Whether only a word or two stand before the dots, or a subordinate clause.
  private var isLabelBehind: Bool {
    // The main clause may begin with ف, never with و.
    let isConjoinedWithWaw = after.isConjoined && !after.isConjoinedWithFa
    if !isConjoinedWithWaw, firstWordBehindMarker.uses.contains(.fronted) {
      if !isPausedBehind || after.uses.contains(.fronted) { return true }
    }
    var words = 0
    var isCut = false
    var isClosed = false
    var hasVerb = false
    var offset = run.start
    while offset > sentence.start, words < 3 {
      let (scalar, length) = UTF8Scalars.decode(text, before: offset)
      if words == 0, ScalarSets.isCloser(scalar) { isClosed = true }
      if words == 1, scalar == 0x3A { isCut = true }
      if words == 1, !isClosed, ScalarSets.isOpener(scalar) {
        isCut = isBehindSpeech(offset - length)
      }
      if isCut { break }
      guard CharacterClass.of(scalar).isWordPart else {
        offset -= length
        continue
      }
      let word = WordAround.word(before: offset, from: sentence.start, in: text, lexicon)
      hasVerb = hasVerb || word.isVerb || !word.uses.isDisjoint(with: [.pronoun, .negation])
      words += word.isEmpty ? 0 : 1
      offset = word.isEmpty ? offset - length : word.start
    }
    return !hasVerb && words < (isCut ? 2 : 3)
  }

  /// Whether a colon or a verb of saying stands before `offset`.
  private func isBehindSpeech(_ offset: Int) -> Bool {
    let word = WordAround.word(before: offset, from: sentence.start, in: text, lexicon)
    return isColon(before: offset) || word.allUses.contains(.speech)
  }

  /// How many bytes of a sentence are searched for a pause.
  private static let longestClause = 400

  /// Whether a comma or colon stands before the dots: the main clause has begun.
  private var isPausedBehind: Bool {
    guard run.start - sentence.firstWord <= Self.longestClause else { return true }
    var offset = sentence.firstWord
    while offset < run.start {
      let (scalar, length) = UTF8Scalars.decode(text, at: offset)
      if scalar == 0x60C || scalar == 0x61B || scalar == 0x2C || scalar == 0x3A { return true }
      if ScalarSets.isFinal(scalar) { return true }
      offset += length
    }
    return false
  }

  /// The first word of the sentence, or the second where the first is a number: `2 - إذا`.
  private var firstWordBehindMarker: WordAround {
    let first = WordAround.word(after: sentence.firstWord, in: text, lexicon)
    guard first.isNumber else { return first }
    var offset = first.end
    while offset < run.start, text[offset] < 0x41, !isDigit(text[offset]) { offset += 1 }
    return WordAround.word(after: offset, in: text, lexicon)
  }

  /// Whether a subject behind `أن` has no verb before the dots, and the verb follows: `أن
  /// «المحادثات... بدأت»`.
  private var isElisionBeforeVerb: Bool {
    guard after.isVerb, !after.isConjoined else { return false }
    var offset = run.start
    for _ in 0..<12 {
      while offset > sentence.start {
        let (scalar, length) = UTF8Scalars.decode(text, before: offset)
        if CharacterClass.of(scalar).isWordPart { break }
        if scalar == 0x60C || scalar == 0x61B { return false }
        offset -= length
      }
      let word = WordAround.word(before: offset, from: sentence.start, in: text, lexicon)
      guard !word.isEmpty else { return false }
      if word.folded[(word.isConjoined ? 2 : 0)...] == Self.that[...] { return true }
      if word.isVerb { return false }
      offset = word.start
    }
    return false
  }
}
