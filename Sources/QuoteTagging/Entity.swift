import ETLModel

/// Somebody or something that an article speaks of and that may speak. Its lists lie in the pools of
/// its ``SpeakerMemory``.
struct Entity: Sendable {
  /// What an entity is called.
  enum Name: Sendable {
    /// The words at these tokens.
    case tokens(Range<Int>)
    /// A name of the lexicon, as an index of ``PersonLexicon/names``.
    case known(Int)
  }

  var kind: Speaker.Kind
  var name: Name
  /// The words of ``name`` without articles, to compare by; see ``WordNumbers``.
  var words: WordList
  var agreement: Agreement
  /// The keys of the titles it bears here.
  var titleKeys = WordList()
  /// The words, without articles, of all its titles here.
  var roleWords = WordList()
  /// The entities that a group consists of.
  var members = WordList()
  /// Where it is spelled out, in order.
  var spellings = ListPool<Range<Int>>.List()
  /// Where cues referred to it, in order.
  var references = ListPool<Int>.List()

  init(kind: Speaker.Kind, name: Name, words: WordList, agreement: Agreement) {
    self.kind = kind
    self.name = name
    self.words = words
    self.agreement = agreement
  }

  /// The lexicon's name, as an index of ``PersonLexicon/names``.
  var knownName: Int? {
    if case .known(let index) = name { return index }
    return nil
  }
}
