import ArabicText

/// Finds who acts in a sentence whose verb is no cue: `وقدم الوزير سامر الحلبي تطمينات`.
///
/// A verb of no lexicon is told by its place: an indefinite word at the start of a sentence, behind
/// adverbials, before a name or title.
struct OpeningSubject {
  let text: AnnotatedText
  /// How many words an adverbial at the start may have.
  private static let longestAdverbial = 14

  /// The subject that `tokens`, a sentence, open with; nil when there is none that the lexicons or
  /// a name's shape show.
  func find(in tokens: Range<Int>) -> NounPhrase? {
    let limit = tokens.upperBound
    let start = skipAdverbials(tokens.lowerBound, limit)
    guard start < limit, text.isWord(start) else { return nil }
    if isNominal(start) && !text.isVerbBeforeTitle(start) || text.isSurname(start) {
      return phrase(at: start, limit)
    }
    guard isVerbLike(start) else { return nil }
    // Behind a negation stands the verb.
    var index =
      text.boundary(start) == .negation ? Int(text.info(start).boundary.end) + 1 : start + 1
    if text.isPrepositional(index), text.info(index).title.value < 0 { index += 1 }
    index = skipAdverbs(index, limit)
    if let span = text.marks.span(at: index), span.isClosed, text.wordCount(span.inside) <= 3 {
      return phrase(at: index, limit).flatMap { $0.name == nil && $0.knownName == nil ? nil : $0 }
    }
    return isNominal(index) || text.isSurname(index) ? phrase(at: index, limit) : nil
  }

  private func phrase(at index: Int, _ limit: Int) -> NounPhrase? {
    let parser = SubjectPhraseParser(text: text, mayTakeObject: true)
    guard let phrase = parser.parse(at: index, limit: limit) else { return nil }
    var complete = LateNameParser(text: text).complete(phrase, limit: limit)
    complete = JointSubjectParser(text: text, parser: parser).join(complete, limit: limit)
    if let known = complete.knownName, complete.head == .known,
      text.tables.persons.names[known].category == .city
    {
      return nil
    }
    return complete.head == .description && !text.isSurname(complete.tokens.lowerBound)
      ? nil : complete
  }

  private func isNominal(_ index: Int) -> Bool {
    text.info(index).nominalClitics?.isDisjoint(with: .prepositions) ?? false
  }

  /// Whether the word at `index` may be a verb.
  private func isVerbLike(_ index: Int) -> Bool {
    if text.boundary(index) == .negation { return true }
    if text.info(index).isDefinite || text.isPrepositional(index) { return false }
    if let boundary = text.boundary(index), boundary != .pastPerfect { return false }
    if let cue = text.cue(index) { return cue.cue.category == .verb }
    switch text.particle(index) {
    case nil, .auxiliary, .narrative: return true
    default: return false
    }
  }

  private func skipAdverbs(_ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit {
      switch text.boundary(index) {
      case .additive, .shift, .time: index = Int(text.info(index).boundary.end)
      default: return index
      }
    }
    return index
  }

  private func skipAdverbials(_ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit {
      let before = index
      switch text.boundary(index) {
      case .shift, .additive, .time, .conjunction: index = Int(text.info(index).boundary.end)
      case .venue, .preposition: index = comma(from: index, limit) ?? index
      default:
        switch text.particle(index) {
        case .comparison where text.reads(index, "كما"): index += 1
        case .about, .on, .to, .from: index = comma(from: index, limit) ?? index
        default: break
        }
      }
      if text.mark(index) == .comma { index += 1 }
      if index == before { return index }
    }
    return index
  }

  /// The comma that ends an adverbial.
  private func comma(from start: Int, _ limit: Int) -> Int? {
    for index in start..<min(limit, start + Self.longestAdverbial) {
      switch text.mark(index) {
      case .comma: return index
      case .none: continue
      default: return nil
      }
    }
    return nil
  }
}
