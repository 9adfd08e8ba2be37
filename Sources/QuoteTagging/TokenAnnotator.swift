import ArabicText

/// Finds out what is known of each token of a text.
///
/// It works on the memory of ``TextAnnotator/annotate(_:)``, which outlives it.
struct TokenAnnotator {
  let tables: LexiconTables
  let bytes: UnsafeBufferPointer<UInt8>
  let folded: UnsafeBufferPointer<UInt8>
  let tokens: UnsafeBufferPointer<Token>
  /// What each token is; a word, to begin with.
  let marks: UnsafeMutableBufferPointer<MarkKind>
  /// What is known of each token; nothing, to begin with.
  let infos: UnsafeMutableBufferPointer<TokenInfo>
  /// The number of each token in the vocabulary; see ``AnnotatedText/numbers``.
  let numbers: UnsafeMutableBufferPointer<Int32>

  /// What stands in place of a word's number for a mark that may stand inside a phrase.
  private static let joint: Int32 = -2

  /// Fills ``infos``, ``marks`` and ``numbers``.
  func annotate() {
    for index in tokens.indices {
      classify(index)
      numbers[index] = number(index)
    }
    let names = matchPhrases()
    for index in names where index > 0 {
      separateAli(index)
      separateVerb(index)
    }
    for index in tokens.indices where numbers[index] >= 0 { separateHomographs(index) }
    joinNames(names)
  }

  private func word(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let token = tokens[index]
    return UnsafeBufferPointer(rebasing: folded[Int(token.foldedStart)..<Int(token.foldedEnd)])
  }

  private func classify(_ index: Int) {
    let token = tokens[index]
    switch token.kind {
    case .word:
      // A lone tatweel is a dash that somebody typed on an Arabic keyboard.
      if token.foldedStart == token.foldedEnd { marks[index] = .dash }
    case .number: break
    case .newline: marks[index] = .newline
    case .mark:
      let scalar = UTF8Scalars.decode(bytes, at: Int(token.start)).scalar
      marks[index] = .of(scalar)
      guard scalar == 0x27, marks[index] == .other, index > 0 else { return }
      let before = tokens[index - 1]
      if before.end == token.start, bytes[Int(before.start)] == 0x27,
        marks[index - 1] == .other
      {
        marks[index - 1] = .quote
        marks[index] = .filler
      }
    }
  }

  /// The number of a token in the vocabulary, as it is written; -1 for none.
  private func number(_ index: Int) -> Int32 {
    let word = word(index)
    guard tokens[index].kind == .mark else { return tables.trie.vocabulary.value(for: word) ?? -1 }
    let isJoint =
      word.count == 1 && (word[0] == 0x2D || word[0] == 0x2E) && index > 0
      && tokens[index - 1].end == tokens[index].start
    return isJoint ? Self.joint : -1
  }

  // MARK: Phrases

  /// Fills ``infos``; returns the tokens that may be given names.
  private func matchPhrases() -> [Int] {
    var names: [Int] = []
    var variants = WordVariants(tables.trie.vocabulary)
    // Where each strange word with بال stands first.
    var unknown: ByteTable<Int>?
    for index in tokens.indices where marks[index] == .none {
      defer { if infos[index].givenName.value >= 0 { names.append(index) } }
      if numbers[index] >= 0 {
        take(numbers[index], at: index)
        if infos[index].isDefinite, hasHamza(index) || isNameWithHamza(index) {
          infos[index].clearArticle()
        }
        if infos[index].isPrepositional, isWhole(infos[index]) { infos[index].clearArticle() }
        continue
      }
      let word = word(index)
      if !hasHamza(index) {
        (infos[index].isDefinite, infos[index].isPrepositional) = Self.article(word)
      }
      variants.find(word, number: -1)
      for variant in variants.found { match(variant, at: index) }
      guard infos[index].isPrepositional else { continue }
      if isWhole(infos[index]) { infos[index].clearArticle() }
      // A strange word with بال that comes back is a name: `بالينجر`.
      guard infos[index].isPrepositional, variants.found.isEmpty, word[1] != 0x84 else { continue }
      if let first = unknown?.value(for: word) {
        infos[first].clearArticle()
        infos[index].clearArticle()
      } else {
        unknown = unknown ?? ByteTable()
        unknown?[Array(word)[...]] = index
      }
    }
    return names
  }

  /// Takes over what the word of the vocabulary at `index` stands for by itself, and looks for the
  /// longer phrases that it begins.
  private func take(_ word: Int32, at index: Int) {
    let entry = tables.wordEntries.entries[Int(word)]
    infos[index].take(entry, at: index, tables.wordEntries)
    guard entry.longerCount > 0 else { return }
    var next = index + 1
    if next < numbers.count, numbers[next] == Self.joint { next += 1 }
    guard next < numbers.count, numbers[next] >= 0 else { return }
    let first = Int(entry.firstLonger)
    for number in first..<first + Int(entry.longerCount) {
      let variant = tables.wordEntries.longer[number]
      goOn(from: tables.trie.root(variant.word), variant.clitics, at: index)
    }
  }

  /// Keeps what a variant of the word at `index` stands for, and the longest phrases that it begins.
  private func match(_ variant: WordVariant, at index: Int) {
    let node = tables.trie.root(variant.word)
    guard node >= 0 else { return }
    infos[index].keep(node, variant.clitics, index..<index + 1, tables.trie, tables.cues)
    goOn(from: node, variant.clitics, at: index)
  }

  /// Walks the trie behind the node of the word at `index` and keeps the longest phrases.
  private func goOn(from root: Int32, _ clitics: Clitics, at index: Int) {
    var (node, end) = (root, index + 1)
    while tables.trie.goesOn(node) {
      var next = end
      if next < numbers.count, numbers[next] == Self.joint { next += 1 }
      guard next < numbers.count, numbers[next] >= 0 else { return }
      node = tables.trie.next(node, numbers[next])
      guard node >= 0 else { return }
      end = next + 1
      infos[index].keep(node, clitics, index..<end, tables.trie, tables.cues)
    }
  }

  /// Whether a lexicon has the word as it stands, so that its first letters are no preposition:
  /// `وكالات` is not كال.
  private func isWhole(_ info: TokenInfo) -> Bool {
    info.title.isBare || info.name.isBare || info.givenName.isBare
  }

  /// Whether a word is a given name that is rightly written with a hamza: `الياس`.
  private func isNameWithHamza(_ index: Int) -> Bool {
    let (token, name) = (tokens[index], infos[index].givenName)
    return name.isBare && tables.persons.givenNames[Int(name.value)].looksDefinite
      && bytes[Int(token.start)..<Int(token.end)].elementsEqual(word(index))
  }

  /// Whether a word begins with an alef with hamza, which no article does: `ألبانيزي`.
  private func hasHamza(_ index: Int) -> Bool {
    let start = Int(tokens[index].start)
    guard start + 1 < Int(tokens[index].end), bytes[start] == 0xD8 else { return false }
    return bytes[start + 1] == 0xA3 || bytes[start + 1] == 0xA5
  }

  /// Whether `word` has the article, and whether a preposition is attached before it.
  static func article(
    _ word: UnsafeBufferPointer<UInt8>
  ) -> (isDefinite: Bool, isPrepositional: Bool) {
    func letter(_ offset: Int) -> UInt16 {
      offset + 1 < word.count ? UInt16(word[offset]) << 8 | UInt16(word[offset + 1]) : 0
    }
    let (alef, lam, ba, kaf): (UInt16, UInt16, UInt16, UInt16) = (0xD8A7, 0xD984, 0xD8A8, 0xD983)
    // Without and with و or ف before it.
    let last = letter(0) == 0xD988 || letter(0) == 0xD981 ? 2 : 0
    for start in stride(from: 0, through: last, by: 2) where word.count > start + 6 {
      if letter(start) == alef, letter(start + 2) == lam { return (true, false) }
      if letter(start) == lam, letter(start + 2) == lam { return (true, true) }
      let isAttached = letter(start) == ba || letter(start) == kaf
      if isAttached, letter(start + 2) == alef, letter(start + 4) == lam, word.count > start + 8 {
        return (true, true)
      }
    }
    return (false, false)
  }

  // MARK: Homographs

  /// Whether a token as it is written ends with the letter of these two bytes.
  private func isWritten(_ index: Int, endingWith first: UInt8, _ second: UInt8) -> Bool {
    let end = Int(tokens[index].end)
    return end - Int(tokens[index].start) >= 2 && bytes[end - 2] == first
      && bytes[end - 1] == second
  }

  /// The name `علي` and the preposition `على` fold to one word; behind a title or a name, and
  /// between commas as in `، علي الحلبي،`, the one that is written with ي is the name.
  private func separateAli(_ index: Int) {
    guard infos[index].particle.value >= 0 || infos[index].boundary.value >= 0,
      isWritten(index, endingWith: 0xD9, 0x8A)
    else { return }
    let before = infos[index - 1]
    let isNamed =
      before.title.value >= 0 || before.givenName.value >= 0
      || index + 1 < tokens.count && infos[index + 1].givenName.value >= 0
        && infos[index + 1].givenName.clitics.isEmpty
      || before.particle.value == Int32(Particle.nameLink.rawValue)
      || marks[index - 1] == .comma && index + 2 < tokens.count && infos[index + 1].isDefinite
        && marks[index + 2] == .comma
    guard isNamed else { return }
    infos[index][.particle] = PhraseMatch()
    infos[index][.boundary] = PhraseMatch()
  }

  /// `المصدر الذي فضل عدم ذكر اسمه`: behind a relative pronoun stands a verb, whatever name it may be.
  private func separateVerb(_ index: Int) {
    guard infos[index - 1].particle.value == Int32(Particle.relative.rawValue) else { return }
    infos[index][.givenName] = PhraseMatch()
  }

  /// `منة` is a name and folds to `منه`: no preposition with a pronoun ends with ة. `لو` behind a
  /// first name and before a strange word is part of a name: `جان لو فران`.
  private func separateHomographs(_ index: Int) {
    guard numbers[index] == tables.fromHim || numbers[index] == tables.ifOnly,
      Int(infos[index].boundary.end) == index + 1
    else { return }
    let isName =
      numbers[index] == tables.fromHim ? isWritten(index, endingWith: 0xD8, 0xA9) : isLe(index)
    if isName { infos[index][.boundary] = PhraseMatch() }
  }

  /// Whether `لو` at `index` is part of a name.
  private func isLe(_ index: Int) -> Bool {
    guard index > 0, infos[index - 1].givenName.value >= 0, index + 1 < tokens.count else {
      return false
    }
    let next = infos[index + 1]
    return marks[index + 1] == .none && next.boundary.value < 0 && next.cue.value < 0
      && next.particle.value < 0 && !next.isDefinite
  }

  /// The longest given name, in bytes, that a strange name may begin with ل or ب before by chance.
  private static let shortName = 10

  /// `ليون` is no ل before the name `يون` when it comes back and is a verb's subject.
  private func joinNames(_ names: [Int]) {
    var places: [[UInt8]: [Int]] = [:]
    for index in names {
      guard !infos[index].givenName.clitics.isDisjoint(with: .prepositions),
        infos[index].title.value < 0, word(index).count <= Self.shortName + 2
      else { continue }
      places[Array(word(index)), default: []].append(index)
    }
    for (word, tokens) in places where tokens.count > 1 {
      let isSubject = tokens.contains { index in
        guard index > 0, infos[index - 1].cue.value >= 0 else { return false }
        return tables.cue(ofForm: Int(infos[index - 1].cue.value)).category == .verb
      }
      guard isSubject, !stands(word.dropFirst(2)) else { continue }
      for index in tokens {
        infos[index][.givenName] = PhraseMatch()
        infos[index][.name] = PhraseMatch()
      }
    }
  }

  /// Whether a word stands by itself in the text.
  private func stands(_ word: ArraySlice<UInt8>) -> Bool {
    tokens.indices.contains { self.word($0).elementsEqual(word) }
  }
}
