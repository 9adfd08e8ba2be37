import ETLModel

/// How the content of a quote is introduced.
enum Introducer: Sendable {
  /// By `إن`, `أن` or a question word; the content starts at ``Attribution/contentStart``.
  case clause
  case colon
  /// By an opening quotation mark alone.
  case marks
  /// The content stands before the cue.
  case before
  /// By a comma or nothing, behind `بحسب X`.
  case after
  /// A noun phrase: the speech act has no clause.
  case object
  /// No content: the clause only names a subject to remember.
  case absent
}

/// A cue with its speaker and the place of its content, before the content's end is known.
struct Attribution: Sendable {
  var rule: QuoteRule
  /// The cue as it is stored: the verb with a preposition that stands next to it.
  var cue: Range<Int>
  /// The cue form, as an index of ``CueLexicon/forms``; nil for a headline's colon.
  var form: Int?
  var agreement = Agreement()
  var subject: NounPhrase?
  /// Words before the cue that name the speaker by a relative pronoun or stand before the verb.
  var resolution: QuoteResolution
  var introducer: Introducer
  /// The first token of the content; for ``Introducer/before`` the token behind it.
  var contentStart: Int
  /// Where the clause of the cue begins: the content of an earlier cue ends there at the latest.
  var clauseStart: Int
  var conduits: [NounPhrase] = []
  var polarity = QuotePolarity.asserted
  var modality: QuoteModality?
  var unit: Int
  /// Whether the cue begins a clause beside the one before it, not inside its content.
  var isCoordinated = false
}
