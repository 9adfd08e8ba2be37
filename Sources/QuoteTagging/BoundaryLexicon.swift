import ArabicText

/// A word that ends a noun phrase or a quote, or that changes what a cue says.
enum Boundary: String, CaseIterable, Sendable {
  case negation, modality, conditional, future
  case pastPerfect = "past_perfect"
  case time, venue
  case addressee = "addressee_prep"
  case additive, shift, dash, gloss
  case quoteEnd = "quote_end"
  case preposition, conjunction
  /// A word that takes `أن` as its own complement: `ضرورة أن`, `قبل أن`.
  case clauseTaker = "clause_taker"
  /// A noun that begins the object of a verb, never a name: `وصول`, `استعداد`.
  case objectNoun = "object_noun"

  /// By the value of its phrases in the trie.
  static let all = allCases
}

/// The boundary words.
struct BoundaryLexicon: Sendable {
  static let columns = ["form", "type", "use"]
  private(set) var count = 0

  /// Compiles the rows of `reader` into `trie`; the value of a phrase is the index of its type
  /// in ``Boundary/all``. A form with several types has the first.
  init(_ reader: inout LexiconReader, into trie: inout PhraseTrieBuilder) {
    let rows = reader.rows(columns: Self.columns)
    for row in reader.unique(rows, by: { "\($0.fields[0]) (\($0.fields[1]))" }) {
      guard let type = reader.value(Boundary.self, row, column: 1, called: "type"),
        let index = Boundary.all.firstIndex(of: type)
      else { continue }
      var words = PhraseTrie.words(of: row.fields[0])
      // `في إشارة ل`: the last letter is attached to the next word.
      if words.count > 1, let last = words.last, last.count == 2 { words.removeLast() }
      let kind: PhraseKind =
        switch type {
        case .clauseTaker: .clauseTaker
        case .objectNoun: .objectNoun
        default: .boundary
        }
      trie.insert(words, kind: kind, value: index)
      count += 1
    }
  }
}
