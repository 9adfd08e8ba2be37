/// The words that name a speaker, and what they say of the speaker.
struct NounPhrase: Sendable {
  /// What kind of thing the phrase names.
  enum Head: Sendable, Hashable {
    /// Somebody by name, with or without titles.
    case person
    /// A state, institution or outlet of the lexicon.
    case known
    /// A phrase headed by a word such as `وزارة`, `شركة`, `قوات`.
    case institution
    case outlet
    /// A text that speaks: `البيان`.
    case document
    /// A title without a name that refers back: `الوزير`, `وزير الخارجية الروسي`.
    case definite
    /// A title without a name that introduces: `مصدر أمني`, `متحدث باسم الوزارة`.
    case anonymous
    case collective
    /// Other words.
    case description
  }

  /// All words, apposition included.
  var tokens: Range<Int>
  var head: Head = .description
  /// The words of a person's name.
  var name: Range<Int>?
  /// The lexicon's name that the phrase names, as an index of ``PersonLexicon/names``.
  var knownName: Int?
  /// Whether ``name`` is a surname or another part of a name.
  var isPartialName = false
  /// The titles, as indices of ``TitleLexicon/titles``.
  var titles: [Int] = []
  /// The stretches of title words.
  var roles: [Range<Int>] = []
  var agreement = Agreement()
  /// Whether the phrase is definite.
  var isDefinite = false
  /// For a document: who issued it.
  var issuer: Range<Int>?
  /// The phrases joined by و, when there are several.
  var members: [NounPhrase] = []
}
