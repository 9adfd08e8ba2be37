import ArabicText
import ETLModel

/// Reads the noun phrase that names a speaker: `وزير الخارجية الروسي سيرغي لافروف`, `مصدر أمني`,
/// `جون كيربي المتحدث باسم المجلس`, `وزارة الصحة`.
///
/// There is no grammar of names; the phrase is cut where a word of the lexicons or of the grammar
/// shows that it has ended. Within a title the article tells where a name begins: once the title
/// is definite, a word without article is a name.
struct SubjectPhraseParser {
  let text: AnnotatedText
  /// Whether an object or addressee may follow, so that a second definite phrase is not read as
  /// part of the first.
  var mayTakeObject = false
  /// Whether such an object is who is told, as it is of `أبلغ العمال الوزير أن`.
  var mayBeTold = false
  /// Whether the phrase is looked for as a name, so that `رائد` is no rank when it may be a name.
  var prefersName = false

  enum Segment { case empty, title, name, institution, description }

  /// A phrase while it is read.
  struct State {
    var phrase: NounPhrase
    var next: Int
    var limit: Int
    var segment = Segment.empty
    /// Whether the phrase has become definite, so that a title needs no further word.
    var isClosed = false
    /// Whether another word may belong to the name.
    var nameIsOpen = false
    /// Whether the word before was `بن` or the like.
    var expectsName = false
    /// Whether the last title is a rank or form of address, not the complement of another title.
    var endsWithRank = false
    /// Whether a place follows an indefinite title: `مسؤول في الحكومة`.
    var isIndefinite = false
    /// Where the current stretch of title words starts.
    var roleStart: Int?
  }

  /// The phrase that starts at `start` and ends before `limit`; nil when none starts there.
  func parse(at start: Int, limit: Int) -> NounPhrase? {
    var state = State(
      phrase: NounPhrase(tokens: start..<start), next: start, limit: min(limit, text.count))
    while state.next < state.limit, step(&state) {}
    endRole(&state)
    guard !state.phrase.tokens.isEmpty, state.segment != .empty else { return nil }
    finish(&state)
    return state.phrase
  }

  /// Takes the next word or mark into the phrase; false when the phrase ends before it.
  private func step(_ state: inout State) -> Bool {
    let index = state.next
    switch text.mark(index) {
    case .none: break
    case .quote: return takeMarked(&state)
    case .openParenthesis: return takeParenthesis(&state)
    case .comma: return takeApposition(&state)
    case .period where endsAbbreviation(index, state):
      advance(&state, to: index + 1)
      return true
    default: return false
    }
    if state.segment != .empty, text.info(index).nisba.value >= 0, takeNisba(&state) { return true }
    if takeIssuer(&state) || takeNationality(&state) || takeRepresented(&state) { return true }
    switch text.particle(index) {
    case .from:
      if takeEmployer(.from, &state) { return true }
    case .on:
      if takeEmployer(.on, &state) { return true }
      if isAli(index, state) { return takeWord(&state) }
    case .about:
      if takeConstituency(&state) { return true }
    case .nameLink:
      if state.segment == .name { return takeWord(&state) }
    default: break
    }
    if isStop(index, state) { return false }
    if joins(index, state) { return false }
    if let boundary = text.boundary(index), boundary == .venue || boundary == .preposition,
      text.info(index).name.value < 0, state.segment != .empty
    {
      state.isIndefinite = state.isIndefinite || !state.isClosed
      advance(&state, to: index + 1)
      return true
    }
    if let (name, form) = text.knownName(index), takeKnownName(name, form, &state) { return true }
    if text.info(index).title.value >= 0, !isNameFirst(index, state),
      let taken = takeTitle(&state)
    {
      return taken
    }
    return takeWord(&state)
  }

  /// The title that the phrase has taken last.
  private func lastTitle(_ state: State) -> Title? {
    state.phrase.titles.last.map { text.tables.titles.titles[$0] }
  }

  private func isNameFirst(_ index: Int, _ state: State) -> Bool {
    prefersName && state.segment == .empty && isGivenName(index) && !text.info(index).isDefinite
  }

  /// `البرتغالي جوزيه`: a nationality stands before a name like a title.
  private func takeNationality(_ state: inout State) -> Bool {
    let (index, next) = (state.next, state.next + 1)
    let info = text.info(index)
    guard state.segment == .empty, info.nisba.value >= 0, info.isDefinite, info.title.value < 0,
      Int(info.nisba.end) == next, info.nisba.clitics.isSubset(of: .article), next < state.limit,
      text.isWord(next), text.boundary(next) == nil, !text.info(next).isDefinite,
      text.title(next) == nil, text.particle(next) == nil || text.particle(next) == .nameLink
    else { return false }
    guard isGivenName(next) || text.knownName(next) != nil || text.cue(next) == nil else {
      return false
    }
    state.segment = .title
    state.isClosed = true
    state.roleStart = index
    advance(&state, to: next)
    return true
  }

  /// `مسؤول من وزارة الخارجية`: where somebody without a name belongs.
  private func takeEmployer(_ particle: Particle, _ state: inout State) -> Bool {
    let next = state.next + 1
    guard state.segment == .title, !state.isClosed, next < state.limit,
      let title = lastTitle(state), title.category == .anonymous
    else { return false }
    // `مطلعون على الملف`, `مقربون من الوزير`
    if title.complement?.preposition == particle, text.isWord(next) {
      state.isIndefinite = true
      state.segment = .description
      advance(&state, to: next)
      return true
    }
    guard particle == .from else { return false }
    let isOrganization = text.knownName(next).map { $0.name.category != .person }
    guard text.title(next)?.category == .institution || isOrganization == true else { return false }
    state.isIndefinite = true
    advance(&state, to: next)
    return true
  }

  /// `النائب عن كتلة الشعب سامر الحلبي`, `الطبيب المسؤول عن الدراسة سامر الحلبي`: whom a member of an
  /// assembly stands for, and what somebody is responsible for.
  private func takeConstituency(_ state: inout State) -> Bool {
    let next = state.next + 1
    guard state.segment == .title, next < state.limit,
      let complement = lastTitle(state)?.complement, complement.preposition == .about,
      complement.isInstitution
        ? text.title(next)?.category == .institution : text.info(next).isDefinite
    else { return false }
    state.isClosed = false
    advance(&state, to: next)
    return true
  }

  /// `الناطق الإعلامي باسم الحكومة`: for whom somebody speaks, behind an adjective.
  private func takeRepresented(_ state: inout State) -> Bool {
    let next = state.next + 1
    guard state.segment == .title, state.phrase.name == nil, next < state.limit,
      text.reads(state.next, "باسم"), text.isWord(next),
      state.phrase.titles.contains(where: {
        text.tables.titles.titles[$0].category == .spokesperson
      })
    else { return false }
    state.isClosed = false
    advance(&state, to: next)
    return true
  }

  /// Whether `علي` behind a title is a name and not `على`: its last letter has dots, and a name
  /// follows.
  private func isAli(_ index: Int, _ state: State) -> Bool {
    guard isGivenName(index), state.segment == .title, state.isClosed,
      index + 1 < state.limit, text.isWord(index + 1)
    else { return false }
    guard text.isWritten(index, endingWith: "ي") else { return false }
    return text.particle(index + 1) == .nameLink || isGivenName(index + 1)
      || text.info(index + 1).isDefinite && isNisbaShaped(index + 1)
        && text.info(index + 1).nisba.value < 0 && text.title(index + 1) == nil
  }

  /// Whether a period belongs to a title of one letter: `د. سامر`.
  private func endsAbbreviation(_ index: Int, _ state: State) -> Bool {
    guard state.segment == .title, index > state.phrase.tokens.lowerBound else { return false }
    let token = text.text.tokens[index - 1]
    return token.foldedEnd - token.foldedStart == 2 && text.title(index - 1) != nil
  }

  func advance(_ state: inout State, to end: Int) {
    state.next = end
    state.phrase.tokens = state.phrase.tokens.lowerBound..<end
  }

  private func takeNisba(_ state: inout State) -> Bool {
    let index = state.next
    if state.segment == .name { return false }
    if let known = text.knownName(index) {
      // `وزير المياه السوداني معتز` names no Mr السوداني.
      // `رئيس الأركان السوداني، الفريق معتز`
      let next = text.mark(index + 1) == .comma ? index + 2 : index + 1
      let namesFollow =
        text.info(next).givenName.value >= 0 || text.info(next).name.value >= 0
        || next > index + 1 && text.title(next)?.category.isPersonal == true
      guard known.form.isShort, state.segment == .title, namesFollow else { return false }
    }
    if !text.info(index).nisba.clitics.isSubset(of: .article) { return false }
    if text.info(index).isDefinite { state.isClosed = true }
    advance(&state, to: Int(text.info(index).nisba.end))
    return true
  }

  /// Whether the word at `index` cannot belong to the phrase.
  private func isStop(_ index: Int, _ state: State) -> Bool {
    if text.hasDetachedLetter(index) { return true }
    if state.segment != .empty, text.endsInTanwin(index) { return true }
    let info = text.info(index)
    switch text.particle(index) {
    case nil, .nameLink, .same: break
    case .complementizer, .pronounComplementizer: return true
    default:
      if info.name.value < 0 || text.knownName(index)?.form.isShort == true { return true }
    }
    if text.isPrepositional(index), state.segment != .empty, !takesPrepositional(index, state) {
      return true
    }
    if let boundary = text.boundary(index), info.name.value < 0 || info.name.end < info.boundary.end
    {
      if boundary == .venue || boundary == .preposition { return !takesPlace(index, state) }
      if boundary == .addressee, state.segment == .empty, info.title.value >= 0 { return false }
      if !(boundary == .time && info.givenName.value >= 0) { return true }
    }
    let isNominal = info.isNominal
    if let cue = text.cue(index), !isNominal {
      switch cue.cue.category {
      case .verb, .participle:
        return state.segment != .empty && (state.isClosed || state.segment == .name)
          || cue.match.clitics.contains(.conjunction) || cue.cue.category == .participle
          || cue.cue.strength == .always
      case .preposition: return true
      case .noun, .phrase:
        // `وتابع المدرب بقوله`
        if state.segment != .empty, cue.cue.lemma == .say || cue.cue.lemma == .bySaying {
          return true
        }
      }
    }
    let prefixes = info.title.clitics.union(info.name.clitics).intersection(.prepositions)
    if state.segment == .empty { return false }
    return !prefixes.isEmpty && !takesComplement(index, state)
  }

  /// Whether `في` or `لدى` at `index` goes on with the title before it.
  private func takesPlace(_ index: Int, _ state: State) -> Bool {
    guard state.segment == .title || state.segment == .institution else { return false }
    let place = index + 1
    if let known = text.knownName(place) {
      return !known.name.category.isOutlet && known.name.category != .person
    }
    if isEmployer(index, state) { return true }
    guard text.boundary(index) == .venue else { return false }
    if text.cue(place)?.cue.category == .noun || text.boundary(place) != nil { return false }
    let category = lastTitle(state)?.category
    let isPlace =
      text.info(place).isDefinite || text.title(place)?.category == .institution
      || category == .anonymous && text.title(place)?.category == .outlet
    guard isPlace else { return false }
    let followsTitle =
      state.roleStart != nil && state.phrase.titles.count > 0
      && text.info(index - 1).title.value >= 0
    return category == .anonymous || category == .expert || followsTitle
  }

  /// `محللة لدى باركليز`, `مصدر وسط الثوار`: where an unnamed speaker belongs is part of the
  /// description.
  private func isEmployer(_ index: Int, _ state: State) -> Bool {
    guard text.isWord(index + 1), text.boundary(index + 1) == nil,
      !text.isPrepositional(index + 1), let category = lastTitle(state)?.category,
      text.reads(index, anyOf: "لدي وسط داخل")
    else { return false }
    return category == .expert || category == .anonymous
  }

  /// Whether a word with لل, بال or كال at `index` belongs to the title before it.
  private func takesPrepositional(_ index: Int, _ state: State) -> Bool {
    guard state.segment == .title || state.segment == .institution else { return false }
    return text.boundary(index) == nil && text.title(index)?.category != .outlet
      && text.knownName(index)?.name.category.isOutlet != true
  }

  /// Whether the word at `index`, which carries ب or ل, belongs to the title before it.
  private func takesComplement(_ index: Int, _ state: State) -> Bool {
    guard state.segment == .title || state.segment == .institution else { return false }
    if let known = text.knownName(index) {
      return !known.name.category.isOutlet && known.name.category != .person
    }
    guard let title = text.title(index) else { return false }
    return title.category == .institution
  }

  /// Whether a phrase joined by و starts at `index`.
  private func joins(_ index: Int, _ state: State) -> Bool {
    guard state.segment != .empty else { return false }
    let info = text.info(index)
    if info.name.value >= 0 { return info.name.clitics.contains(.conjunction) }
    if info.title.value >= 0, info.title.clitics.contains(.conjunction) {
      return state.segment != .title || state.phrase.name != nil || !info.isDefinite
    }
    return info.givenName.value >= 0 && info.givenName.clitics.contains(.conjunction)
      && state.segment == .name && !text.startsWithFa(index)
  }

  /// The most words of an institution in marks behind the title that it completes.
  private static let longestInstitution = 10

  private func takeMarked(_ state: inout State) -> Bool {
    guard let span = text.marks.span(at: state.next), span.isClosed, span.close < state.limit,
      !span.inside.isEmpty,
      text.wordCount(span.inside) <= 4
        || state.segment == .title && !state.isClosed && isInstitution(span)
          && text.wordCount(span.inside) <= Self.longestInstitution
    else { return false }
    let next = span.close + (text.mark(span.close + 1) == .filler ? 2 : 1)
    switch state.segment {
    case .name: return false
    case .empty:
      guard
        continuesSentence(next) || next == state.limit || isInstitution(span)
          || markedInstitution(span) != nil,
        text.cue(span.inside.lowerBound) == nil
      else { return false }
      if let known = markedInstitution(span) {
        state.segment = .institution
        state.phrase.knownName = known.form.name
        state.phrase.agreement = Agreement(gender: known.name.gender)
        state.isClosed = true
      } else {
        startName(&state, span.inside)
        state.nameIsOpen = false
      }
    case .title
    where state.isClosed && state.phrase.name == nil
      && (isPersonalTitle(state) || isPerson(span, state))
      && continuesSentence(next):
      endRole(&state)
      startName(&state, span.inside)
      state.nameIsOpen = false
    case .title, .institution, .description:
      guard !state.isClosed || continuesSentence(next) else { return false }
      state.isClosed = true
    }
    advance(&state, to: next)
    return true
  }

  /// Whether marked words name an institution: `"الشركة الكويتية لنفط الخليج"`.
  private func isInstitution(_ span: MarkedSpan) -> Bool {
    let category = text.title(span.inside.lowerBound)?.category
    return category == .institution || category == .outlet
  }

  /// The institution of the lexicon that marked words name: `"واشنطن بوست"`.
  private func markedInstitution(_ span: MarkedSpan) -> (name: KnownName, form: NameForm)? {
    guard let known = text.knownName(span.inside.lowerBound), known.name.category != .person,
      Int(text.info(span.inside.lowerBound).name.end) >= span.close
    else { return nil }
    return known
  }

  private func isPersonalTitle(_ state: State) -> Bool {
    lastTitle(state)?.category.isPersonal ?? false
  }

  /// Whether marked words behind a person's title are a first name and what follows it:
  /// `رئيس مجلس الوزراء بالحكومة «سامر الحلبي»`.
  private func isPerson(_ span: MarkedSpan, _ state: State) -> Bool {
    text.tables.firstTitle(of: state.phrase)?.category.isPersonal ?? false
      && text.wordCount(span.inside) > 1 && isGivenName(span.inside.lowerBound)
  }

  /// Whether the sentence goes on at `index` with its content, so that marked words before it are
  /// the speaker's name.
  private func continuesSentence(_ index: Int) -> Bool {
    switch text.mark(index) {
    case .colon, .quote: true
    case .comma: text.isComplementizer(index + 1) || text.title(index + 1) != nil
    case .none:
      text.isComplementizer(index) || text.boundary(index) == .venue
        || text.particle(index) == .on || text.particle(index) == .to
        || text.particle(index) == .about || leadsToClause(index)
    default: false
    }
  }

  /// How many words may stand between a name in marks and its content.
  private static let clauseReach = 14

  /// Whether a complementizer follows `index` before any other verb.
  private func leadsToClause(_ index: Int) -> Bool {
    for token in index..<min(index + Self.clauseReach, text.count) {
      switch text.mark(token) {
      case .none:
        if text.isComplementizer(token) { return !text.clauseTakerEnds(before: token) }
        if let cue = text.cue(token)?.cue.category, cue == .verb || cue == .participle {
          return false
        }
      case .comma, .openParenthesis, .closeParenthesis: continue
      default: return false
      }
    }
    return false
  }

  private func takeParenthesis(_ state: inout State) -> Bool {
    guard state.segment != .empty else { return false }
    for index in state.next + 1..<min(state.next + 13, state.limit)
    where text.mark(index) == .closeParenthesis {
      advance(&state, to: index + 1)
      return true
    }
    return false
  }

  func startName(_ state: inout State, _ tokens: Range<Int>) {
    state.phrase.name = tokens
    state.segment = .name
    state.nameIsOpen = true
  }

  func endRole(_ state: inout State) {
    if let start = state.roleStart, start < state.next {
      state.phrase.roles.append(start..<state.phrase.tokens.upperBound)
    }
    state.roleStart = nil
  }

  private func finish(_ state: inout State) {
    let category = text.tables.firstTitle(of: state.phrase)?.category
    let firstForm = text.info(state.phrase.tokens.lowerBound).title.value
    let startsDefinite = firstForm >= 0 && text.tables.titles.forms[Int(firstForm)].isDefinite
    state.phrase.isDefinite = state.isClosed
    if state.phrase.name != nil, let category, !category.isPersonal, firstForm >= 0,
      state.phrase.titles.count > 1 || state.phrase.knownName != nil
    {
      // `مكتب الرئيسة سامية الحلبي`: the office speaks, not the person it belongs to.
      state.phrase.name = nil
      state.phrase.knownName = nil
      state.phrase.agreement = text.tables.titles.forms[Int(firstForm)].agreement
    }
    if state.phrase.name != nil {
      state.phrase.head = .person
    } else if state.phrase.knownName != nil, category == nil {
      state.phrase.head = .known
    } else if let category {
      let isClosed = state.isClosed && !state.isIndefinite
      state.phrase.head = Self.head(category, isClosed: isClosed, startsDefinite: startsDefinite)
    }
    if state.phrase.agreement == Agreement(), state.phrase.head != .person {
      state.phrase.agreement = guessAgreement(at: state.phrase.tokens.lowerBound)
    }
  }

  private static func head(
    _ category: Title.Category, isClosed: Bool, startsDefinite: Bool
  ) -> NounPhrase.Head {
    switch category {
    case .institution: .institution
    case .outlet: .outlet
    case .document: .document
    case .honorific: .definite
    case .collective: .collective
    case .anonymous, .citizen, .spokesperson, .expert: startsDefinite ? .definite : .anonymous
    default: isClosed ? .definite : .anonymous
    }
  }

  /// What the ending of the first word shows.
  private func guessAgreement(at word: Int) -> Agreement {
    func ends(_ suffix: StaticString) -> Bool {
      text.foldedLength(word) > suffix.utf8CodeUnitCount + 4 && text.ends(word, suffix)
    }
    if ends("ون") || ends("ين") { return Agreement(number: .plural) }
    if ends("ه") || ends("ات") { return Agreement(gender: .feminine) }
    return Agreement()
  }
}
