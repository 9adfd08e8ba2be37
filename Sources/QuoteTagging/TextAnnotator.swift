import ArabicText
import ETLModel

/// Finds the phrases of the lexicons, the quotation marks and the sentences of a body.
struct TextAnnotator {
  let tables: LexiconTables

  /// Annotates the body of `document`.
  ///
  /// - Complexity: O(*n*) in the bytes of the body.
  func annotate(_ document: SegmentedDocument) -> AnnotatedText {
    let text = Tokenizer.tokenize(document.document.body)
    var infos = Array(repeating: TokenInfo(), count: text.tokens.count)
    classifyMarks(text, &infos)
    matchPhrases(text, &infos)
    separateAli(text, &infos)
    separateHomographs(text, &infos)
    joinNames(text, &infos)
    let marks = QuoteMarks(text, infos.map(\.mark))
    let units = Self.units(text, document.sentences, infos, marks)
    return AnnotatedText(text: text, tables: tables, infos: infos, marks: marks, units: units)
  }

  private func classifyMarks(_ text: TokenizedText, _ infos: inout [TokenInfo]) {
    text.text.withUnsafeBufferPointer { bytes in
      for (index, token) in text.tokens.enumerated() {
        switch token.kind {
        case .word:
          // A lone tatweel is a dash that somebody typed on an Arabic keyboard.
          infos[index].mark = token.foldedStart == token.foldedEnd ? .dash : .none
        case .number: infos[index].mark = .none
        case .newline: infos[index].mark = .newline
        case .mark:
          let scalar = UTF8Scalars.decode(bytes, at: Int(token.start)).scalar
          infos[index].mark = .of(scalar)
          guard scalar == 0x27, infos[index].mark == .other, index > 0 else { continue }
          let before = text.tokens[index - 1]
          if before.end == token.start, bytes[Int(before.start)] == 0x27,
            infos[index - 1].mark == .other
          {
            infos[index - 1].mark = .quote
            infos[index].mark = .filler
          }
        }
      }
    }
  }

  private func matchPhrases(_ text: TokenizedText, _ infos: inout [TokenInfo]) {
    var variants = WordVariants(tables.trie.vocabulary)
    let whole = wholeWords(text)
    var unknown = ByteTable<Int>()
    text.folded.withUnsafeBufferPointer { folded in
      for (index, token) in text.tokens.enumerated() where infos[index].mark == .none {
        let word = UnsafeBufferPointer(
          rebasing: folded[Int(token.foldedStart)..<Int(token.foldedEnd)])
        if !hasHamza(text, token) {
          (infos[index].isDefinite, infos[index].isPrepositional) = Self.article(word)
        }
        let isListed = whole[index] >= 0
        if isListed {
          for variant in tables.variants(of: whole[index]) {
            match(variant, at: index, whole, &infos)
          }
        } else {
          variants.find(word, number: -1)
          for variant in variants.found { match(variant, at: index, whole, &infos) }
        }
        if infos[index].isPrepositional, isWhole(infos[index]) {
          (infos[index].isDefinite, infos[index].isPrepositional) = (false, false)
        }
        // A strange word with بال that comes back is a name: `بالينجر`.
        guard infos[index].isPrepositional, !isListed, variants.found.isEmpty, word[1] != 0x84
        else {
          continue
        }
        if let first = unknown.value(for: word) {
          (infos[first].isPrepositional, infos[first].isDefinite) = (false, false)
          (infos[index].isPrepositional, infos[index].isDefinite) = (false, false)
        } else {
          unknown[text.folded(token)] = index
        }
      }
    }
  }

  /// Whether a lexicon has the word as it stands, so that its first letters are no preposition:
  /// `وكالات` is not كال.
  private func isWhole(_ info: TokenInfo) -> Bool {
    [info.title, info.name, info.givenName].contains {
      $0.value >= 0 && $0.clitics.isDisjoint(with: .prepositions.union(.article))
    }
  }

  /// Whether a word begins with an alef with hamza, which no article does: `ألبانيزي`.
  private func hasHamza(_ text: TokenizedText, _ token: Token) -> Bool {
    let start = Int(token.start)
    guard start + 1 < Int(token.end), text.text[start] == 0xD8 else { return false }
    return text.text[start + 1] == 0xA3 || text.text[start + 1] == 0xA5
  }

  /// The name `علي` and the preposition `على` fold to one word; behind a title or a name, and
  /// between commas as in `، علي الحلبي،`, the one that is written with ي is the name.
  private func separateAli(_ text: TokenizedText, _ infos: inout [TokenInfo]) {
    for index in infos.indices.dropFirst()
    where infos[index].givenName.value >= 0
      && (infos[index].particle.value >= 0 || infos[index].boundary.value >= 0)
    {
      let end = Int(text.tokens[index].end)
      let isYa = text.text[end - 2] == 0xD9 && text.text[end - 1] == 0x8A
      let before = infos[index - 1]
      let isNamed =
        before.title.value >= 0 || before.givenName.value >= 0
        || index + 1 < infos.count && infos[index + 1].givenName.value >= 0
          && infos[index + 1].givenName.clitics.isEmpty
        || before.particle.value == Int32(Particle.nameLink.rawValue)
        || before.mark == .comma && index + 2 < infos.count && infos[index + 1].isDefinite
          && infos[index + 2].mark == .comma
      guard isYa, isNamed else { continue }
      infos[index].particle = PhraseMatch()
      infos[index].boundary = PhraseMatch()
    }
  }

  /// `منة` is a name and folds to `منه`: no preposition with a pronoun ends with ة. `لو` behind a
  /// first name and before a strange word is part of a name: `جان لو فران`.
  private func separateHomographs(_ text: TokenizedText, _ infos: inout [TokenInfo]) {
    for (index, token) in text.tokens.enumerated()
    where Int(infos[index].boundary.end) == index + 1 {
      let word = text.folded(token)
      let endsWithTa =
        text.text[Int(token.start)..<Int(token.end)].suffix(2).elementsEqual([0xD8, 0xA9])
      let isPronoun = word.elementsEqual("منه".utf8) && endsWithTa
      let isLe =
        word.elementsEqual("لو".utf8) && index > 0 && infos[index - 1].givenName.value >= 0
        && index + 1 < infos.count && infos[index + 1].mark == .none
        && infos[index + 1].boundary.value < 0 && infos[index + 1].cue.value < 0
        && infos[index + 1].particle.value < 0 && !infos[index + 1].isDefinite
      if isPronoun || isLe { infos[index].boundary = PhraseMatch() }
    }
  }

  /// The longest given name, in bytes, that a strange name may begin with ل or ب before by chance.
  private static let shortName = 10

  /// `ليون` is no ل before the name `يون` when it comes back and is a verb's subject.
  private func joinNames(_ text: TokenizedText, _ infos: inout [TokenInfo]) {
    var places: [ArraySlice<UInt8>: [Int]] = [:]
    for (index, info) in infos.enumerated() where info.givenName.value >= 0 {
      let token = text.tokens[index]
      guard !info.givenName.clitics.isDisjoint(with: .prepositions), info.title.value < 0,
        token.foldedEnd - token.foldedStart <= Self.shortName + 2
      else { continue }
      places[text.folded(token), default: []].append(index)
    }
    for (_, tokens) in places where tokens.count > 1 {
      let isSubject = tokens.contains { index in
        guard index > 0, infos[index - 1].cue.value >= 0 else { return false }
        return tables.cue(ofForm: Int(infos[index - 1].cue.value)).category == .verb
      }
      guard isSubject, !stands(text.folded(text.tokens[tokens[0]]).dropFirst(2), in: text) else {
        continue
      }
      for index in tokens {
        infos[index].givenName = PhraseMatch()
        infos[index].name = PhraseMatch()
      }
    }
  }

  /// Whether a word stands by itself in the text.
  private func stands(_ word: ArraySlice<UInt8>, in text: TokenizedText) -> Bool {
    text.tokens.contains { text.folded($0).elementsEqual(word) }
  }

  /// The number of each token in the vocabulary, as it is written; -1 for none, -2 for a mark that
  /// may stand inside a phrase.
  private func wholeWords(_ text: TokenizedText) -> [Int32] {
    text.folded.withUnsafeBufferPointer { folded in
      text.tokens.enumerated().map { index, token in
        let word = UnsafeBufferPointer(
          rebasing: folded[Int(token.foldedStart)..<Int(token.foldedEnd)])
        if token.kind == .mark {
          let isJoint = word.count == 1 && (word[0] == 0x2D || word[0] == 0x2E)
          return isJoint && index > 0 && text.tokens[index - 1].end == token.start ? -2 : -1
        }
        return tables.trie.vocabulary.value(for: word) ?? -1
      }
    }
  }

  /// Walks the trie from a variant of the word at `index` and keeps the longest phrases.
  private func match(
    _ variant: WordVariant, at index: Int, _ whole: [Int32], _ infos: inout [TokenInfo]
  ) {
    var node = tables.trie.root(variant.word)
    var end = index + 1
    while node >= 0 {
      keep(node, variant.clitics, index, end, &infos[index])
      var next = end
      if next < whole.count, whole[next] == -2 { next += 1 }
      guard next < whole.count, whole[next] >= 0,
        let child = tables.trie.next(node, whole[next])
      else { return }
      node = child
      end = next + 1
    }
  }

  private func keep(
    _ node: Int32, _ clitics: Clitics, _ start: Int, _ end: Int, _ info: inout TokenInfo
  ) {
    func put(_ kind: PhraseKind, _ allowed: Clitics, _ slot: inout PhraseMatch) {
      guard clitics.isSubset(of: allowed), let value = tables.trie.value(node, kind),
        slot.value < 0 || end > Int(slot.end)
      else { return }
      slot = PhraseMatch(value: Int32(value), end: Int32(end), clitics: clitics)
    }
    let attached: Clitics = [.conjunction, .ba, .la, .ka]
    put(.title, attached.union([.article, .accusative]), &info.title)
    put(.name, attached, &info.name)
    put(.nisba, attached.union(.article), &info.nisba)
    put(.givenName, attached, &info.givenName)
    put(.clauseTaker, [.conjunction, .ba, .la, .ka, .article], &info.clauseTaker)
    if clitics.isSubset(of: [.article, .conjunction]), end == start + 1,
      tables.trie.value(node, .objectNoun) != nil
    {
      info.isObjectNoun = true
    }
    put(.boundary, .conjunction, &info.boundary)
    put(.particle, .conjunction, &info.particle)
    if let form = tables.trie.value(node, .cue),
      !clitics.contains(.future) || tables.cues.forms[form].isPresent
    {
      put(.cue, Self.clitics(of: tables.cue(ofForm: form).category), &info.cue)
    }
  }

  private static func clitics(of category: Cue.Category) -> Clitics {
    switch category {
    case .verb: [.conjunction, .future, .pronoun]
    case .participle, .preposition, .phrase: .conjunction
    case .noun: [.conjunction, .ba, .la, .ka, .article]
    }
  }

  /// Whether `word` has the article, and whether a preposition is attached before it.
  private static func article(
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

  /// The sentences in tokens, those joined that a quotation runs over.
  private static func units(
    _ text: TokenizedText, _ sentences: [Sentence], _ infos: [TokenInfo], _ marks: QuoteMarks
  ) -> [Unit] {
    var units: [Unit] = []
    var token = 0
    var paragraph = -1
    for sentence in sentences {
      while token < text.tokens.count, Int(text.tokens[token].start) < sentence.span.start {
        token += 1
      }
      let start = token
      while token < text.tokens.count, Int(text.tokens[token].end) <= sentence.span.end {
        token += 1
      }
      guard start < token else { continue }
      let startsParagraph = sentence.paragraph != paragraph
      paragraph = sentence.paragraph
      if let last = units.last, marks.span(around: start) != nil, last.tokens.upperBound <= start {
        units[units.count - 1].tokens = last.tokens.lowerBound..<token
      } else {
        units.append(Unit(tokens: start..<token, startsParagraph: startsParagraph))
      }
    }
    return units
  }
}
