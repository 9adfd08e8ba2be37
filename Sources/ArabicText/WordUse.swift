/// What a word of the segmentation lexicon says about the sentence borders beside it.
enum WordUse: String, CaseIterable, Sendable {
  /// An abbreviation before a name or a number: `د.`, `تلف.`
  case title
  /// The name of a Latin letter: `إف.`, `(إن.بي.سي)`.
  case letter
  /// Has a letter for its name, so that a period behind that is a full stop: `فيتامين د.`
  case lettered
  /// A Latin abbreviation before a name or a number: `Dr.`, `No.`
  case latinTitle = "latin_title"
  /// A Latin abbreviation behind a name: `Inc.`
  case latinTail = "latin_tail"
  /// The last part of an address or a file name: `العربية.نت`.
  case domain
  /// What is counted: a period before the number is a decimal point.
  case unit
  /// A verb that says who speaks.
  case speech
  /// Another verb, which begins a clause of its own.
  case verb
  /// A particle or pronoun that begins a clause of its own.
  case opening
  /// A personal pronoun or a demonstrative: `هو`, `هذا`.
  case pronoun
  /// A particle of negation.
  case negation
  /// A word that asks.
  case question
  /// Begins what cannot stand alone.
  case subordinate
  /// Begins a phrase that stands alone only with a predicate behind it.
  case preposition
  /// Adds a clause when a verb follows: `كما شهدت`.
  case additive
  /// Behind `كما` or `ما`: refers to what was said, or makes a condition.
  case citing
  /// Begins a clause that its main clause follows.
  case fronted
  /// Cannot be the last word of a clause.
  case unfinished
  /// A participle that goes on with the sentence around a quotation.
  case participle
  /// Goes on with the sentence around a closed quotation or bracket.
  case continuation
  /// Goes on behind a question without quotation marks.
  case source
  /// Names a work, so that a quotation behind it is a title.
  case work
  /// Looks like something else than it is.
  case plain
}

/// The uses of one word.
struct WordUses: OptionSet, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ use: WordUse) {
    rawValue = WordUse.allCases.firstIndex(of: use).map { 1 << UInt32($0) } ?? 0
  }

  static let title = WordUses(.title)
  static let letter = WordUses(.letter)
  static let lettered = WordUses(.lettered)
  static let latinTitle = WordUses(.latinTitle)
  static let latinTail = WordUses(.latinTail)
  static let domain = WordUses(.domain)
  static let unit = WordUses(.unit)
  static let speech = WordUses(.speech)
  static let verb = WordUses(.verb)
  static let opening = WordUses(.opening)
  static let pronoun = WordUses(.pronoun)
  static let negation = WordUses(.negation)
  static let question = WordUses(.question)
  static let subordinate = WordUses(.subordinate)
  static let preposition = WordUses(.preposition)
  static let additive = WordUses(.additive)
  static let citing = WordUses(.citing)
  static let fronted = WordUses(.fronted)
  static let unfinished = WordUses(.unfinished)
  static let participle = WordUses(.participle)
  static let continuation = WordUses(.continuation)
  static let source = WordUses(.source)
  static let work = WordUses(.work)
  static let plain = WordUses(.plain)

  /// Begins a clause of its own.
  static let clause: WordUses = [.speech, .verb, .opening, .pronoun, .question]
}
