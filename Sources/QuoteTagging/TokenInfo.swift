/// The longest phrase of one kind that starts at a token.
struct PhraseMatch: Sendable {
  /// The value above, the clitics in the lowest eight bits.
  private var bits: Int32
  /// The token behind the phrase.
  let end: Int32

  /// No match.
  init() { (bits, end) = (-1 << 8, 0) }

  /// A match with the form `value`, of which a lexicon has less than 2^23.
  init(value: Int32, end: Int32, clitics: Clitics) {
    bits = value << 8 | Int32(clitics.rawValue)
    self.end = end
  }

  /// The form's index in its lexicon; negative for no match.
  var value: Int32 { bits >> 8 }

  /// What is attached to the first word.
  var clitics: Clitics { Clitics(rawValue: UInt8(truncatingIfNeeded: bits)) }

  /// Whether there is a match with neither article nor preposition.
  var isBare: Bool {
    value >= 0 && clitics.isDisjoint(with: .prepositions.union(.article))
  }
}

/// What is known of one token before any sentence is parsed.
struct TokenInfo: Sendable {
  private(set) var cue = PhraseMatch()
  private(set) var title = PhraseMatch()
  private(set) var name = PhraseMatch()
  private(set) var boundary = PhraseMatch()
  private(set) var particle = PhraseMatch()
  private(set) var nisba = PhraseMatch()
  private(set) var givenName = PhraseMatch()
  private(set) var clauseTaker = PhraseMatch()
  /// Whether the word begins an object and is no name: `وصول`, `استعداد`.
  private(set) var isObjectNoun = false
  /// Whether a preposition is attached to the article: `للوزير`, `بالبيت`.
  var isPrepositional = false
  /// Whether the word has the article, with or without a clitic before it.
  var isDefinite = false

  /// The longest phrase of a kind that begins here; of an object noun only that it is one is kept, in
  /// ``isObjectNoun``.
  subscript(kind: PhraseKind) -> PhraseMatch {
    get {
      switch kind {
      case .cue: cue
      case .title: title
      case .name: name
      case .boundary: boundary
      case .particle: particle
      case .nisba: nisba
      case .givenName: givenName
      case .clauseTaker: clauseTaker
      case .objectNoun: PhraseMatch()
      }
    }
    set {
      switch kind {
      case .cue: cue = newValue
      case .title: title = newValue
      case .name: name = newValue
      case .boundary: boundary = newValue
      case .particle: particle = newValue
      case .nisba: nisba = newValue
      case .givenName: givenName = newValue
      case .clauseTaker: clauseTaker = newValue
      case .objectNoun: isObjectNoun = newValue.value >= 0
      }
    }
  }

  /// What is attached to the title or name that begins here; nil when none does.
  var nominalClitics: Clitics? {
    if title.value >= 0 { return title.clitics }
    if name.value >= 0 { return name.clitics }
    return givenName.value >= 0 ? givenName.clitics : nil
  }

  /// Whether a title or a name of the lexicons begins here.
  var isNominal: Bool { title.value >= 0 || name.value >= 0 || givenName.value >= 0 }

  mutating func clearArticle() { (isDefinite, isPrepositional) = (false, false) }

  /// Takes over what the word of the vocabulary at `index` stands for by itself.
  mutating func take(_ entry: WordEntries.Entry, at index: Int, _ words: WordEntries) {
    func put(_ single: WordEntries.Single) {
      self[single.kind] = PhraseMatch(
        value: single.value, end: Int32(truncatingIfNeeded: index &+ 1), clitics: single.clitics)
    }
    if entry.singleCount > 0 { put(entry.single) }
    if entry.singleCount > 1 {
      let first = Int(entry.firstSingle)
      for single in first..<first + Int(entry.singleCount) - 1 { put(words.singles[single]) }
    }
    isObjectNoun = entry.isObjectNoun
    (isDefinite, isPrepositional) = (entry.isDefinite, entry.isPrepositional)
  }

  /// Keeps what the phrase `tokens`, which ends at `node` of the trie, stands for, where no longer
  /// phrase is known.
  mutating func keep(
    _ node: Int32, _ clitics: Clitics, _ tokens: Range<Int>, _ trie: PhraseTrie, _ cues: CueLexicon
  ) {
    let kinds = trie.kinds(node)
    guard !kinds.isEmpty else { return }
    func put(_ kind: PhraseKind, _ allowed: Clitics) {
      guard kinds.contains(PhraseKinds(kind)), clitics.isSubset(of: allowed),
        self[kind].value < 0 || tokens.upperBound > Int(self[kind].end)
      else { return }
      self[kind] = PhraseMatch(
        value: trie.value(node, kind), end: Int32(tokens.upperBound), clitics: clitics)
    }
    let attached: Clitics = [.conjunction, .ba, .la, .ka]
    put(.title, attached.union([.article, .accusative]))
    put(.name, attached)
    put(.nisba, attached.union(.article))
    // ك before a given name belongs to another one: `كايلي`.
    put(.givenName, [.conjunction, .ba, .la])
    put(.clauseTaker, attached.union(.article))
    put(.boundary, .conjunction)
    put(.particle, .conjunction)
    if tokens.count == 1 { put(.objectNoun, [.article, .conjunction]) }
    if kinds.contains(PhraseKinds(.cue)) {
      let form = Int(trie.value(node, .cue))
      if !clitics.contains(.future) || cues.forms[form].isPresent {
        put(.cue, Self.clitics(of: cues.cues[cues.forms[form].cue].category))
      }
    }
  }

  /// What may be attached to a cue.
  private static func clitics(of category: Cue.Category) -> Clitics {
    switch category {
    case .verb: [.conjunction, .future, .pronoun]
    case .participle, .preposition, .phrase: .conjunction
    case .noun: [.conjunction, .ba, .la, .ka, .article]
    }
  }
}
