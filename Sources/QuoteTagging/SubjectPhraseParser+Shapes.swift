import ArabicText
import ETLModel

/// What the form of a word tells: a name, a common noun, an adjective.
extension SubjectPhraseParser {
  /// Whether a definite word ends like an adjective of relation: `الإسلامية`, `الدولي`.
  func isNisbaShaped(_ index: Int) -> Bool {
    text.foldedLength(index) > 10
      && (text.ends(index, "يه") || text.ends(index, "ي") || text.ends(index, "يين"))
  }

  /// Whether an indefinite word is no part of a name: it ends like a plural or carries ل or ب
  /// before a definite word.
  func isCommonNoun(_ index: Int) -> Bool {
    if isGivenName(index) { return false }
    if text.foldedLength(index) >= 10, text.ends(index, "ات") { return true }
    if hasPossessive(index) || isVerbalNoun(text.folded(index)) { return true }
    guard carriesPreposition(index) else { return false }
    let next = text.info(index + 1)
    return next.isDefinite && next.nisba.value < 0
      || next.title.value >= 0 && !next.isDefinite && next.title.clitics.isEmpty
  }

  /// Whether the word behind a first name is no surname: it has the shape of a common noun, and what
  /// is left without an attached letter is a word of the lexicons.
  func isKnownNoun(_ index: Int) -> Bool {
    guard isCommonNoun(index) else { return false }
    let word = text.text.folded(text.text.tokens[index])
    let vocabulary = text.tables.trie.vocabulary
    if text.ends(index, "ات") || isVerbalNoun(text.folded(index)) { return true }
    if carriesPreposition(index), vocabulary[word.dropFirst(2)] != nil { return true }
    return hasPossessive(index)
      && (vocabulary[word.dropLast(2)] != nil || text.ends(index, "ها") || text.ends(index, "هم"))
  }

  /// Whether an unknown word behind a surname of the lexicon makes both another person's name:
  /// `ميسي كامينغز، أستاذ`.
  func isAnotherPerson(_ end: Int, _ state: State) -> Bool {
    guard end + 1 < state.limit, state.phrase.titles.isEmpty, isUnknownWord(end) else {
      return false
    }
    let next = end + 1
    return text.mark(next) == .comma && text.title(next + 1) != nil
      || text.title(next).map(\.category.isPersonal) ?? false
  }

  /// Whether the word at `index` is in no lexicon and may be a name.
  func isUnknownWord(_ index: Int) -> Bool {
    guard text.isWord(index) else { return false }
    let info = text.info(index)
    return !info.isDefinite && info.title.value < 0 && info.name.value < 0 && info.nisba.value < 0
      && text.cue(index) == nil && text.boundary(index) == nil && text.particle(index) == nil
      && !info.isObjectNoun && !isCommonNoun(index)
  }

  /// Whether a strange word with و goes on with what a title is of: `وموارد المياه`, `وشمال أفريقيا`.
  func isConjoinedPlace(_ index: Int) -> Bool {
    !isGivenName(index) && !text.isSurname(index)
      && text.begins(index, "و")
      && (text.info(index + 1).isDefinite || text.knownName(index + 1) != nil)
  }

  /// Whether a word is a verbal noun, with ب or without, which is the object of a verb and belongs to
  /// no title: `تعهد المدرب بمواصلة اللعب`, `تناول المدرب إصابة اللاعب`.
  func beginsComplement(_ index: Int) -> Bool {
    if isGivenName(index) || text.knownName(index) != nil { return false }
    let word = text.folded(index)
    return text.begins(index, "ب") && isVerbalNoun(word.lowerBound + 2..<word.upperBound)
      || text.info(index - 1).isDefinite
        && (text.info(index + 1).isDefinite || text.title(index + 1)?.category == .institution)
        && !carriesPreposition(index)
        && !text.hasConjunction(index) && isVerbalNoun(word)
  }

  /// Whether the word at `index` is a family name that comes first, which many people share: `كيم`.
  func isFamilyName(_ index: Int, _ known: KnownName) -> Bool {
    let word = bareWord(text.text.folded(text.text.tokens[index]))
    return known.familyWord.map { $0 == text.tables.trie.vocabulary[word] } ?? false
  }

  /// Whether the folded bytes at `word` are a verbal noun by their shape, with or without و, ب or ل
  /// before it: `تطوير`, `إعطاء`, `وانتخاب`, `بمتابعة`, `استعداد`.
  ///
  /// The shapes تفعيل, إفعال, افتعال, انفعال, استفعال and مفاعلة; names of the same shape (`تحسين`,
  /// `إحسان`) are in the lexicon.
  func isVerbalNoun(_ word: Range<Int>) -> Bool {
    guard word.count >= 10 else { return false }
    if word.count >= 12 {
      let first = letter(word.lowerBound)
      let isAttached = first == 0xD988 || first == 0xD8A8 || first == 0xD984
      if isAttached, hasVerbalNounShape(word.lowerBound + 2..<word.upperBound) { return true }
    }
    return hasVerbalNounShape(word)
  }

  /// The two bytes at `offset` of the folded text.
  private func letter(_ offset: Int) -> UInt16 {
    UInt16(text.text.folded[offset]) << 8 | UInt16(text.text.folded[offset + 1])
  }

  private func hasVerbalNounShape(_ word: Range<Int>) -> Bool {
    func letter(_ index: Int) -> UInt16 {
      let offset = word.lowerBound + 2 * index
      return offset >= word.lowerBound && offset + 1 < word.upperBound ? self.letter(offset) : 0
    }
    let hasSuffix = word.count >= 14 && self.letter(word.upperBound - 2) == 0xD987
    let count = word.count / 2 - (hasSuffix ? 1 : 0)
    let (alef, lam, ya, ta): (UInt16, UInt16, UInt16, UInt16) = (0xD8A7, 0xD984, 0xD98A, 0xD8AA)
    switch letter(0) {
    case ta: return count == 5 && letter(3) == ya
    case alef:
      // `إعلان`, `انتخاب`; `إصابة`
      return (5...7).contains(count) && letter(1) != lam && letter(count - 2) == alef
        || count == 5 && letter(2) == alef && letter(4) == 0xD987
    case 0xD985: return count == 6 && letter(2) == alef && letter(5) == 0xD987
    default: return false
    }
  }

  /// Whether a word of no lexicon begins with ل or ب, which are more often prepositions.
  func carriesPreposition(_ index: Int) -> Bool {
    if isGivenName(index) || text.knownName(index) != nil { return false }
    return text.begins(index, "ل") || text.begins(index, "ب")
  }

  /// Whether a word ends with a possessive pronoun as it is written: ة is not ه here.
  private func hasPossessive(_ index: Int) -> Bool {
    text.text.tokens[index].span.count >= 8
      && (text.isWritten(index, endingWith: "ه") || text.isWritten(index, endingWith: "ها")
        || text.isWritten(index, endingWith: "هم") || text.isWritten(index, endingWith: "هما"))
  }

  /// Whether the phrase, of words of no lexicon, is the name of somebody whose title follows.
  func isUnknownName(_ state: State) -> Bool {
    let tokens = state.phrase.tokens
    guard state.segment == .description, state.phrase.titles.isEmpty,
      (2...4).contains(tokens.count),
      state.phrase.knownName == nil, state.phrase.members.isEmpty,
      !text.info(tokens.lowerBound).isDefinite, text.info(tokens.upperBound - 1).isDefinite
    else { return false }
    return tokens.allSatisfy {
      text.isWord($0) && text.cue($0) == nil && text.boundary($0) == nil
        && (text.particle($0) == nil || text.particle($0) == .nameLink)
    }
  }
}
