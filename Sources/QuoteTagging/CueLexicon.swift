import ArabicText

/// A word or phrase that reports speech. Its spelling and the name of its stance are in
/// ``CueLexicon``: a parser copies cues all the time, and what holds no reference is copied freely.
struct Cue: Sendable {
  enum Category: String, CaseIterable, Sendable {
    case verb, participle, noun
    case preposition = "prep"
    case phrase
  }
  enum Strength: String, CaseIterable, Sendable {
    case always, sometimes, never
  }

  var lemma: Lemma
  var category: Category
  var strength: Strength
  var stance: Stance
  /// The number of the lemma as the key of a title, for nouns that are documents: `بيان`.
  var key: Int32
  var patterns: CuePatterns
}

/// The complements that a cue takes, as its row lists them.
struct CuePatterns: OptionSet, Sendable {
  let rawValue: UInt8

  /// A clause: `إن`, `أن` and what is built with them.
  static let clause = CuePatterns(rawValue: 1)
  static let colon = CuePatterns(rawValue: 2)
  /// Words in quotation marks.
  static let marks = CuePatterns(rawValue: 4)
  /// A noun phrase, as in `أدان الهجوم`.
  static let object = CuePatterns(rawValue: 8)
  /// Somebody who is told, asked or accused, between subject and content.
  static let addressee = CuePatterns(rawValue: 16)
  /// The speaker behind `عن`, `إلى` or `على لسان`, as in `نقل عن`.
  static let source = CuePatterns(rawValue: 32)
  /// A label behind `بأنه` or `ب`, as in `وصف`.
  static let label = CuePatterns(rawValue: 64)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Reads the column `complement_pattern`.
  init(column: [String]) {
    var patterns: CuePatterns = []
    for part in column {
      if part.contains("أن") || part.contains("إن") { patterns.insert(.clause) }
      if part.hasPrefix("colon") || part.hasPrefix("قائلا") || part.hasPrefix("بالقول") {
        patterns.insert(.colon)
      }
      if part.hasPrefix("quote") { patterns.insert(.marks) }
      if part.contains("NP") && part != "NP(ما)" || part == "VN" || part.hasSuffix(" N") {
        patterns.insert(.object)
      }
      if part.contains("TARGET") || part.contains("addressee") { patterns.insert(.addressee) }
      if part.contains("SOURCE") { patterns.insert(.source) }
      if part.contains("بأنه") || part.contains("NP ب") { patterns.insert(.label) }
    }
    self.init(rawValue: patterns.rawValue)
  }
}

/// One spelling of a cue.
struct CueForm: Sendable {
  var cue: Int
  /// What a finite verb or participle shows of its subject.
  var agreement: Agreement
  var isPresent = false
  /// Whether the next word must carry a ل or ب that the form ends with.
  var endsWithClitic = false
}

/// The cues and their spellings.
struct CueLexicon: Sendable {
  static let columns = [
    "lemma", "forms", "type", "complement_pattern", "strength", "stance", "cameo_root", "note",
  ]
  /// Phrases with these stances are built from words that the grammar reads itself.
  private static let readWordByWord: Set<Stance> = [
    .report, .pastPerfect, .anonymousSource, .neutralSay, .relay, .idiom, .describe,
    .discourseAdd, .opine,
  ]

  private(set) var cues: [Cue] = []
  /// What each cue is called, and its stance, as they are stored.
  private(set) var lemmas: [String] = []
  private(set) var stances: [String] = []
  private(set) var forms: [CueForm] = []

  /// Compiles the rows of `reader` into `trie`.
  init(_ reader: inout LexiconReader, into trie: inout PhraseTrieBuilder) {
    let rows = reader.rows(columns: Self.columns)
    for row in reader.unique(rows, by: { "\($0.fields[0]) (\($0.fields[2]))" }) {
      let category = reader.value(Cue.Category.self, row, column: 2, called: "type")
      let strength = reader.value(Cue.Strength.self, row, column: 4, called: "strength")
      if row.parts(1).isEmpty { reader.report(row.line, "the column forms is empty") }
      guard let category, let strength else { continue }
      lemmas.append(row.fields[0])
      stances.append(row.fields[5])
      cues.append(
        Cue(
          lemma: Lemma(row.fields[0]), category: category, strength: strength,
          stance: Stance(row.fields[5]),
          key: trie.intern(Array(TitleLexicon.key(of: row.fields[0]).utf8)),
          patterns: CuePatterns(column: row.parts(3))))
      if category == .phrase && Self.readWordByWord.contains(Stance(row.fields[5])) { continue }
      for form in row.parts(1) { add(form, of: cues.count - 1, to: &trie) }
    }
  }

  private mutating func add(_ form: String, of cue: Int, to trie: inout PhraseTrieBuilder) {
    var words = PhraseTrie.words(of: form)
    var entry = CueForm(cue: cue, agreement: Agreement())
    if words.count > 1, let last = words.last, last.count == 2 {
      entry.endsWithClitic = true
      words.removeLast()
    }
    switch cues[cue].category {
    case .verb:
      let lemma = PhraseTrie.words(of: lemmas[cue]).first ?? []
      let features = VerbFeatures(form: words.first ?? [], lemma: lemma)
      entry.agreement = features.agreement
      entry.isPresent = features.isPresent
    case .participle:
      entry.agreement = Self.participleAgreement(form)
    case .noun, .preposition, .phrase:
      break
    }
    forms.append(entry)
    let isStrong = cues[cue].strength == .always
    let (cues, forms) = (cues, forms)
    trie.insert(words, kind: .cue, value: forms.count - 1) { old in
      isStrong && cues[forms[old].cue].strength != .always
    }
  }

  private static func participleAgreement(_ form: String) -> Agreement {
    if form.hasSuffix("ة") { return Agreement(gender: .feminine) }
    if form.hasSuffix("تين") { return Agreement(gender: .feminine, number: .dual) }
    if form.hasSuffix("ين") { return Agreement(gender: .masculine, number: .plural) }
    if form.hasSuffix("ات") { return Agreement(gender: .feminine, number: .plural) }
    return Agreement(gender: .masculine)
  }
}
