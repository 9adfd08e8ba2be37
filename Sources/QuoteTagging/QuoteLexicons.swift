import ArabicText

/// The compiled lexicons of a tagger.
///
///     let lexicons = try QuoteLexicons(
///       cues: cues, titles: titles, persons: persons, boundaries: boundaries)
///     QuoteTagger(lexicons: lexicons)
public struct QuoteLexicons: Sendable {
  let tables: LexiconTables

  /// Compiles the four lexicons.
  ///
  /// - Throws: ``LexiconError`` with every problem of all four files: wrong columns, unknown
  ///   types, empty forms, repeated rows.
  /// - Complexity: O(*n*) in the bytes of the files.
  public init(
    cues: LexiconFile, titles: LexiconFile, persons: LexiconFile, boundaries: LexiconFile
  ) throws(LexiconError) {
    var trie = PhraseTrieBuilder()
    var readers = [cues, titles, persons, boundaries].map { LexiconReader($0) }
    // The commonest words first, so that they lie side by side in the tables.
    Particle.insertAll(into: &trie)
    let boundaryLexicon = BoundaryLexicon(&readers[3], into: &trie)
    let cueLexicon = CueLexicon(&readers[0], into: &trie)
    let titleLexicon = TitleLexicon(&readers[1], into: &trie)
    let personLexicon = PersonLexicon(&readers[2], into: &trie)
    let fillers = LexiconTables.fillers.map { trie.intern(Array($0.utf8)) }
    let problems = readers.flatMap(\.problems)
    if !problems.isEmpty { throw LexiconError(problems: problems) }
    tables = LexiconTables(
      trie: PhraseTrie(trie), cues: cueLexicon, titles: titleLexicon, persons: personLexicon,
      fillers: Set(fillers), boundaryCount: boundaryLexicon.count)
  }

  /// The number of cues.
  public var cueCount: Int { tables.cues.cues.count }
  /// The number of spellings of cues.
  public var cueFormCount: Int { tables.cues.forms.count }
  /// The number of titles.
  public var titleCount: Int { tables.titles.titles.count }
  /// The number of known persons, states, institutions and outlets.
  public var nameCount: Int { tables.persons.names.count }
  /// The number of spellings of known names.
  public var nameFormCount: Int { tables.persons.forms.count }
  /// The number of boundary words.
  public var boundaryCount: Int { tables.boundaryCount }
}

/// The tables behind ``QuoteLexicons``, shared by every tagger that uses them.
final class LexiconTables: Sendable {
  let trie: PhraseTrie
  let wordEntries: WordEntries
  let cues: CueLexicon
  let titles: TitleLexicon
  let persons: PersonLexicon
  /// The numbers of words such as `نفسه`, which say that a description means the same one again.
  let fillers: Set<Int32>
  let boundaryCount: Int
  /// The numbers of `منه` and `لو`, which are names too.
  let fromHim: Int32
  let ifOnly: Int32

  static let fillers = ["نفسه", "ذاته", "نفسها", "ذاتها", "مذكور"]

  init(
    trie: PhraseTrie, cues: CueLexicon, titles: TitleLexicon, persons: PersonLexicon,
    fillers: Set<Int32>, boundaryCount: Int
  ) {
    self.trie = trie
    wordEntries = WordEntries(trie, cues)
    self.cues = cues
    self.titles = titles
    self.persons = persons
    self.fillers = fillers
    self.boundaryCount = boundaryCount
    fromHim = trie.vocabulary["منه"] ?? .min
    ifOnly = trie.vocabulary["لو"] ?? .min
  }

  /// The cue that a form of the trie belongs to.
  func cue(ofForm form: Int) -> Cue { cues.cues[cues.forms[form].cue] }

  /// The title that a form of the trie belongs to.
  func title(ofForm form: Int) -> Title { titles.titles[titles.forms[form].title] }

  /// The first title of a phrase.
  func firstTitle(of phrase: NounPhrase) -> Title? { phrase.titles.first.map { titles.titles[$0] } }

  /// The known name that a form of the trie belongs to.
  func name(ofForm form: Int) -> KnownName { persons.names[persons.forms[form].name] }
}
