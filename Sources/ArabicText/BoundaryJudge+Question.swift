// Runs with `؟` or `!`, and what goes on behind a closed quotation or bracket.

extension BoundaryJudge {
  var isFinalQuestion: Bool {
    guard run.hasCloser else { return !openHostGoesOn }
    if isBareMark || closedHostGoesOn { return false }
    return !(closesTitle && !isBeforeConjoinedClause)
  }

  /// `(!)`, `[...]`: marks that are all that a bracket holds.
  var isBareMark: Bool {
    guard run.start > 0 else { return false }
    let left = text[run.start - 1]
    return left == 0x28 || left == 0x5B
  }

  /// Whether the sentence around a closed quotation or bracket goes on behind it.
  var closedHostGoesOn: Bool {
    if let next = nextScalar, next == 0x2D || next == 0x2013 || next == 0x2014 { return true }
    if after.isEmpty { return false }
    // `"…!" و"…"`: the conjunction of another quotation.
    if after.isLetter { return after.folded == Self.and && word(behind: after).isEmpty }
    if after.uses.contains(.speech) { return !isBeforeColon && !closesIntroducedSpeech }
    if after.isParticiple { return true }
    guard after.uses.contains(.continuation) else { return false }
    // `سأل: «…؟» من بين الأعضاء، …`: both sides are whole.
    return !(closesIntroducedSpeech && isBeforeComma)
  }

  static let and = Array("و".utf8)

  /// Whether the sentence goes on behind a mark that nothing closes.
  private var openHostGoesOn: Bool {
    if after.isEmpty { return false }
    if after.uses.contains(.speech) { return !introducesSpeech }
    if after.folded == Self.or { return !word(behind: after).mayBeVerb }
    if after.uses.contains(.source) { return after.uses.contains(.subordinate) || !isBeforeComma }
    return !after.isConjoined && after.isParticiple
  }

  private static let or = Normalizer.folded(Array("أم".utf8))

  /// Whether a colon stands behind the next word or two: it speaks of what follows.
  private var isBeforeColon: Bool {
    var end = after.end
    visitWordsAhead(limit: 3) { word in
      end = word.end
      return true
    }
    while end < text.count, text[end] == 0x20 { end += 1 }
    return end < text.count && text[end] == 0x3A
  }

  /// Whether the next few words end at a comma: what stands before it belongs to what follows.
  private var isBeforeComma: Bool {
    var end = after.end
    visitWordsAhead(limit: 10) { word in
      end = word.end
      return true
    }
    guard end < text.count else { return false }
    let scalar = UTF8Scalars.decode(text, at: end).scalar
    return scalar == 0x60C || scalar == 0x2C
  }

  /// Whether the quotation that the run closes stands behind a colon: its speaker was named.
  private var closesIntroducedSpeech: Bool {
    openerBehind(within: 4 * Self.longestTitle).map { isColon(before: $0) } ?? false
  }

  /// Whether the verb behind the mark introduces speech of its own: a colon, an opening quotation
  /// mark or `إن` follows within a few words.
  private var introducesSpeech: Bool {
    // `كتبت هذه الرسالة` speaks of something else.
    if word(behind: after).uses.contains(.pronoun) { return true }
    var offset = after.end
    for _ in 0..<14 {
      let word = WordAround.word(after: offset, in: text, lexicon)
      if word.isEmpty {
        guard word.start < text.count else { return false }
        let scalar = UTF8Scalars.decode(text, at: word.start).scalar
        return scalar == 0x3A || ScalarSets.isOpener(scalar) && scalar != 0x28 && scalar != 0x5B
      }
      if Self.complementizers.contains(word.folded) { return true }
      offset = word.end
    }
    return false
  }

  private static let complementizers = Set(
    ["إن", "إنه", "إنها", "إنهم", "بأن", "بأنه", "بأنها", "بأنهم"].map {
      Normalizer.folded(Array($0.utf8))
    })

  // MARK: Titles

  /// How many bytes of a quotation are searched for its opening mark.
  private static let longestTitle = 160
  /// How many bytes a quotation has at most that is taken for a name without a word that says so.
  private static let longestName = 100

  /// Whether the quotation that the run closes is the name of a work: `مقال «لماذا نكتب؟»`.
  private var closesTitle: Bool {
    guard let opener = openerBehind(within: Self.longestTitle) else { return false }
    return namesWork(before: opener)
  }

  /// Whether the run stands within a short quotation that is no speech: `«إلى أين.. ومتى»`.
  var isInTitle: Bool {
    guard let opener = openerBehind(within: Self.longestTitle) else { return false }
    let limit = min(text.count, opener + Self.longestTitle)
    var offset = run.marksEnd
    while offset < limit, !ScalarSets.isClosingQuote(text, offset) {
      if text[offset] == 0x0A { return false }
      offset += 1
    }
    guard offset < limit else { return false }
    if namesWork(before: opener) { return true }
    guard offset - opener < Self.longestName, !after.opensClause,
      !hasVerb(from: opener, to: run.start)
    else { return false }
    let word = WordAround.word(before: opener, from: sentence.start, in: text, lexicon)
    return !isColon(before: opener) && !word.allUses.contains(.speech) && !word.isEmpty
  }

  private func hasVerb(from start: Int, to end: Int) -> Bool {
    var offset = end
    while offset > start {
      let (scalar, length) = UTF8Scalars.decode(text, before: offset)
      guard CharacterClass.of(scalar).isWordPart else {
        offset -= length
        continue
      }
      let word = WordAround.word(before: offset, from: start, in: text, lexicon)
      if word.isVerb || word.isEmpty { return word.isVerb }
      offset = word.start
    }
    return false
  }

  /// Where the quotation around the run opens, at most `limit` bytes before it and behind the
  /// first word of the sentence.
  private func openerBehind(within limit: Int) -> Int? {
    var offset = run.start
    let end = max(sentence.firstWord, run.start - limit)
    while offset > end {
      let (scalar, length) = UTF8Scalars.decode(text, before: offset)
      offset -= length
      switch scalar {
      case 0xAB: return offset
      case 0x22, 0x201C, 0x201D:
        if ScalarSets.opens(text, offset, length) { return offset }
        if offset + length < run.start { return nil }
      case 0x28 where run.hasCloser: return offset
      case 0xBB, 0x29, 0x0A: return nil
      default: break
      }
    }
    return nil
  }

  func isColon(before offset: Int) -> Bool {
    var end = offset
    while end > sentence.start, text[end - 1] == 0x20 { end -= 1 }
    return end > sentence.start && text[end - 1] == 0x3A
  }

  /// Whether a word before an opener names a work: `مقال «…»`, `بعنوان: «…»`, `كتابه الأخير «…»`.
  private func namesWork(before opener: Int) -> Bool {
    var end = opener
    while end > sentence.start, text[end - 1] == 0x20 || text[end - 1] == 0x3A { end -= 1 }
    let word = WordAround.word(before: end, from: sentence.start, in: text, lexicon)
    if word.uses.contains(.work) { return true }
    if word.isVerb || word.isConjoined { return false }
    return self.word(beforeStartOf: word).uses.contains(.work)
  }
}
