import ArabicText
import ETLModel

/// How words of each sort are taken into a phrase.
extension SubjectPhraseParser {
  /// Takes a name of the lexicon; false when it is to be read as another word.
  func takeKnownName(_ known: KnownName, _ form: NameForm, _ state: inout State) -> Bool {
    let match = text.info(state.next).name
    let range = state.next..<Int(match.end)
    if known.isAmbiguous, state.segment == .empty, range.count == 1 { return false }
    // A longer title that starts with the same word is no name: `الأمين العام للأمم المتحدة`.
    let title = text.info(state.next).title
    if title.value >= 0, title.end > match.end { return false }
    // `فارس` is an agency, and the first name of `النائب فارس سعيد`.
    let surname = text.knownName(range.upperBound)
    if known.category != .person, range.count == 1, isGivenName(state.next),
      isGivenName(range.upperBound)
        || surname?.form.isShort == true && surname?.name.category == .person
        || state.segment == .title && state.isClosed && isUnknownWord(range.upperBound)
    {
      return false
    }
    if known.category == .person {
      if form.isShort, range.count == 1, isGivenName(state.next), goesOnAsName(range.upperBound) {
        return false
      }
      guard state.phrase.name == nil, state.segment != .institution || !mayTakeObject else {
        return false
      }
      endRole(&state)
      startName(&state, range)
      state.nameIsOpen =
        form.isShort
        ? isAnotherPerson(range.upperBound, state)
          || isFamilyName(state.next, known)
            && isUnknownWord(range.upperBound) && range.upperBound < state.limit
        : range.count == 1
      state.phrase.knownName = form.name
      state.phrase.isPartialName = form.isShort
      state.phrase.agreement.gender = known.gender
    } else {
      switch state.segment {
      case .empty:
        state.segment = .institution
        state.phrase.knownName = form.name
        state.phrase.agreement = Agreement(gender: known.gender)
      case .institution:
        if isDocument(state), state.phrase.issuer == nil { state.phrase.issuer = range }
      case .title, .description: break
      case .name: return false
      }
      state.isClosed = true
    }
    advance(&state, to: range.upperBound)
    return true
  }

  /// Whether the words at `index` go on with a name, so that a surname of the lexicon before them is
  /// somebody's first name: `مبارك العصيمي`, `صالح بن رجاء`.
  private func goesOnAsName(_ index: Int) -> Bool {
    guard text.isWord(index), text.boundary(index) == nil else { return false }
    if text.particle(index) == .nameLink || isGivenName(index) { return true }
    let info = text.info(index)
    return info.isDefinite && info.title.value < 0 && info.name.value < 0 && info.nisba.value < 0
      && text.cue(index) == nil && text.particle(index) == nil && !text.isPrepositional(index)
  }

  /// Takes a title; nil when it is to be read as another word, false when the phrase ends.
  func takeTitle(_ state: inout State) -> Bool? {
    let match = text.info(state.next).title
    let form = text.tables.titles.forms[Int(match.value)]
    let title = text.tables.titles.titles[form.title]
    let end = Int(match.end)
    let isSingle = end == state.next + 1
    let isClosing = text.info(end - 1).isDefinite || isSingle && form.isDefinite
    switch (state.segment, title.category.isPersonal) {
    case (.empty, _):
      state.segment = title.category.isPersonal ? .title : .institution
      state.phrase.agreement = form.agreement
      state.roleStart = title.category.isPersonal ? state.next : nil
    case (.title, true) where state.isClosed && title.isPossessive:
      // `أبدى أمير المنطقة سعادته بنجاح الحفل`
      return false
    case (.title, true):
      // `محافظ`, `عم`: within an open title such a word is its complement.
      if state.isClosed, !isClosing, isGivenName(state.next) { return nil }
    case (.title, false):
      // `انتقد الوزير تقريرا`
      if state.isClosed, title.category == .document, !isClosing { return false }
      let beginsObject = title.category == .document || isNisbaShaped(state.next - 1)
      if mayTakeObject, state.isClosed, beginsObject { return false }
    case (.name, true) where !isClosing && state.nameIsOpen && continuesName(end):
      // `حسين أمير عبد اللهيان`
      return nil
    case (.name, true) where isSingle && form.isDefinite && isSurname(title, before: end, state):
      return nil
    case (.name, true) where !isClosing && endsName(before: end, state):
      beginRole(form, &state)
    // `عبد الأمير`
    case (.name, true) where state.expectsName: return nil
    case (.name, true):
      guard state.phrase.titles.isEmpty || isClosing else {
        return state.nameIsOpen && !isClosing ? nil : false
      }
      beginRole(form, &state)
    case (.name, false): return state.expectsName ? nil : false
    case (.description, true) where isUnknownName(state):
      // `بوجمعة الرميلي أستاذ التاريخ`
      startName(&state, state.phrase.tokens)
      beginRole(form, &state)
    case (.institution, _), (.description, _):
      // `الحكومة شركة`: behind something definite a noun without article begins the object.
      let beginsObject = !isClosing && text.info(state.next - 1).isDefinite
      if state.isClosed, mayTakeObject || title.category.isPersonal || beginsObject {
        return false
      }
      if isIssuer(title, state) { state.phrase.issuer = state.next..<end }
    }
    let isRank = title.category == .honorific || title.category == .military
    state.endsWithRank =
      isRank && form.isDefinite && (state.isClosed || state.phrase.titles.isEmpty)
    state.phrase.titles.append(form.title)
    state.isClosed = isClosing
    advance(&state, to: end)
    return true
  }

  /// Whether a title of one word that ends before `index` is a surname: `سامر الشيخ`, `سامر القاضي`.
  private func isSurname(_ title: Title, before index: Int, _ state: State) -> Bool {
    guard title.isSurname, state.nameIsOpen, state.phrase.knownName == nil,
      let name = state.phrase.name, isGivenName(name.lowerBound), !continuesName(index)
    else { return false }
    // A judge is one behind a name too.
    return title.category == .legal
      ? text.wordCount(name) == 1 && opensContent(index) : !text.info(index).isDefinite
  }

  private func beginRole(_ form: TitleForm, _ state: inout State) {
    state.segment = .title
    state.roleStart = state.next
    if state.phrase.agreement.gender == nil { state.phrase.agreement = form.agreement }
  }

  /// Whether a title that ends before `index` belongs behind the name, with the words that make it
  /// definite, and is no part of it: `سعود بن ثنيان رئيس الهيئة`.
  private func endsName(before index: Int, _ state: State) -> Bool {
    guard !state.expectsName, index < state.limit, text.isWord(index),
      let name = state.phrase.name, text.wordCount(name) > 1
    else { return false }
    if text.title(index) != nil { return true }
    for word in index..<min(index + 3, state.limit) {
      guard text.isWord(word), text.cue(word) == nil, !isGivenName(word) else { return false }
      if text.info(word).isDefinite { return true }
    }
    return false
  }

  /// Whether a name goes on at `index` with `عبد`, `بن` or a given name.
  private func continuesName(_ index: Int) -> Bool {
    text.particle(index) == .nameLink || isGivenName(index)
  }

  private func isIssuer(_ title: Title, _ state: State) -> Bool {
    state.phrase.issuer == nil && title.category != .document && isDocument(state)
      && !text.info(state.phrase.tokens.lowerBound).isDefinite
  }

  /// Whether the phrase is headed by a document.
  private func isDocument(_ state: State) -> Bool {
    text.tables.firstTitle(of: state.phrase)?.category == .document
  }

  /// `تقرير صادر عن البنك`, `بيان من الوزارة`: who issued a document.
  func takeIssuer(_ state: inout State) -> Bool {
    guard state.phrase.issuer == nil, isDocument(state) else { return false }
    var index = state.next
    if text.particle(index + 1) == .about { index += 1 }
    guard text.particle(index) == .about || text.particle(index) == .from else { return false }
    let parser = SubjectPhraseParser(text: text)
    guard let issuer = parser.parse(at: index + 1, limit: state.limit),
      issuer.head != .description
    else { return false }
    state.phrase.issuer = issuer.tokens
    state.isClosed = true
    advance(&state, to: issuer.tokens.upperBound)
    return true
  }

  func isGivenName(_ index: Int) -> Bool { text.info(index).givenName.value >= 0 }

  /// Takes a word of no lexicon.
  func takeWord(_ state: inout State) -> Bool {
    let index = state.next
    let isLink = text.particle(index) == .nameLink
    if isLink || state.expectsName,
      state.segment == .name || state.segment == .empty || state.isClosed,
      state.phrase.name == nil || state.segment == .name
    {
      takeNamePart(&state, isLink: isLink)
      return true
    }
    if text.text.tokens[index].kind == .number { return takeNumber(&state) }
    return text.info(index).isDefinite ? takeDefinite(&state) : takeIndefinite(&state)
  }

  private func takeNamePart(_ state: inout State, isLink: Bool) {
    let index = state.next
    if state.phrase.name == nil {
      endRole(&state)
      startName(&state, index..<index + 1)
    }
    extendName(&state)
    state.expectsName = isLink
    state.nameIsOpen = true
  }

  private func extendName(_ state: inout State) {
    let start = state.phrase.name?.lowerBound ?? state.next
    state.phrase.name = start..<state.next + 1
    advance(&state, to: state.next + 1)
  }

  private func takeNumber(_ state: inout State) -> Bool {
    switch state.segment {
    case .institution, .description: break
    case .empty:
      // `3 مصادر`, `3 مسؤولين أميركيين`
      let next = state.next + 1
      guard next < state.limit, text.isWord(next), !text.info(next).isDefinite,
        text.title(next)?.category.isPersonal ?? text.ends(next, "ين")
      else { return false }
    case .title, .name: return false
    }
    advance(&state, to: state.next + 1)
    return true
  }

  private func takeDefinite(_ state: inout State) -> Bool {
    let index = state.next
    switch state.segment {
    case .empty:
      state.segment = .description
      state.isClosed = true
    case .title:
      if takesSurname(state), state.phrase.name == nil {
        endRole(&state)
        startName(&state, index..<index)
        extendName(&state)
        state.nameIsOpen = false
        return true
      }
      // `متحدث باسم الخارجية الأمريكية القرار`: behind an adjective an object begins.
      if mayTakeObject, state.isClosed, isNisbaShaped(index - 1), !isNisbaShaped(index) {
        return false
      }
      state.isClosed = true
    case .name:
      let count = state.phrase.name.map { text.wordCount($0) } ?? 0
      // `عوض الله`
      if state.nameIsOpen, text.reads(index, "الله") {
        extendName(&state)
        return true
      }
      if count == 1, isIdafa(index, state) {
        state.phrase.name = nil
        state.segment = .description
        state.isClosed = true
        break
      }
      let startsAdjectives =
        count > 1 && text.info(index + 1).isDefinite && text.info(index + 1).title.value < 0
      let isSecond = !state.nameIsOpen && takesSecondSurname(index, state)
      // `رفض لافروف التعليق`: the surname is all of the name.
      if count == 1, text.isSurname(index - 1), !isGivenName(index - 1) { return false }
      guard state.nameIsOpen || isSecond, !startsAdjectives || isSecond,
        !text.isPrepositional(index)
      else { return false }
      extendName(&state)
      state.nameIsOpen = false
      return true
    case .institution, .description:
      let goesOn =
        isNisbaShaped(index) || text.isPrepositional(index)
        || !mayBeTold && index + 1 < state.limit && endsSubject(before: index + 1)
      if mayTakeObject, state.isClosed, !goesOn { return false }
      state.isClosed = true
    }
    advance(&state, to: index + 1)
    return true
  }

  /// Whether the content, or another member of the subject, begins at `index`:
  /// `أعلن المقاتلون الأكراد ووزارة الدفاع أن`.
  private func endsSubject(before index: Int) -> Bool {
    if text.mark(index) != .quote, opensContent(index) { return true }
    let info = text.info(index)
    if text.boundary(index) == .time { return text.isComplementizer(Int(info.boundary.end)) }
    return [info.title, info.name].contains {
      $0.value >= 0 && $0.clitics.contains(.conjunction)
    }
  }

  /// Whether the definite word at `index` and the strange word before it are no name but a noun and
  /// its complement, as an adjective behind them shows: `مصفف الشعر اللندني`.
  private func isIdafa(_ index: Int, _ state: State) -> Bool {
    guard state.phrase.titles.isEmpty, state.phrase.knownName == nil, !isGivenName(index - 1),
      index - 1 == state.phrase.tokens.lowerBound, text.info(index).title.value < 0,
      index + 1 < state.limit, text.isWord(index + 1), text.info(index + 1).title.value < 0
    else { return false }
    return text.info(index + 1).isDefinite && isNisbaShaped(index + 1)
  }

  /// Whether the definite word at `index` is one more part of a name that has a definite part:
  /// `محمد المبارك الصباح`.
  private func takesSecondSurname(_ index: Int, _ state: State) -> Bool {
    guard let name = state.phrase.name, name.count >= 2, name.count <= 3,
      !mayTakeObject || index + 1 < state.limit && opensContent(index + 1),
      state.phrase.knownName == nil, isGivenName(name.lowerBound),
      text.info(index - 1).isDefinite, text.info(index).title.value < 0,
      text.info(index).nisba.value < 0, !text.info(index).isObjectNoun,
      !isVerbalNoun(text.bareWord(index))
    else { return false }
    return index + 1 >= state.limit || endsApposition(index + 1)
  }

  /// Whether what is said begins at `index`, with a comma before it or not.
  private func opensContent(_ index: Int) -> Bool {
    switch text.mark(index) {
    case .colon, .quote: true
    case .comma: text.isComplementizer(index + 1)
    case .none: text.isComplementizer(index)
    default: false
    }
  }

  /// Whether a surname may stand here: behind a rank, with no given name after it.
  private func takesSurname(_ state: State) -> Bool {
    guard state.endsWithRank, text.info(state.next - 1).title.value >= 0,
      !text.isPrepositional(state.next)
    else { return false }
    let next = state.next + 1
    return next >= state.limit || !text.isWord(next) || text.boundary(next) != nil
      || text.particle(next) != nil
  }

  private func takeIndefinite(_ state: inout State) -> Bool {
    let index = state.next
    if text.info(index).isObjectNoun, state.segment == .empty || state.segment == .name {
      return false
    }
    if state.isClosed, state.segment == .title, beginsComplement(index) { return false }
    switch state.segment {
    case .empty:
      if isCommonNoun(index) {
        state.segment = .description
      } else {
        startName(&state, index..<index + 1)
        noteGivenName(index, &state)
        advance(&state, to: givenNameEnd(index, &state))
        return true
      }
    case .title:
      // Behind `لتنسيق` stands its complement, not a name.
      let followsComplement =
        index - 1 > state.phrase.tokens.lowerBound && !text.info(index - 1).isDefinite
        && text.info(index - 1).title.value < 0 && carriesPreposition(index - 1)
      // `الأمين العام المساعد لشؤون الشباب`: names that begin with ل are few, and known.
      let isComplement =
        text.begins(index, "ل") && !text.isSurname(index)
      let startsName =
        isGivenName(index)
        || !isComplement && state.isClosed && !followsComplement && !isCommonNoun(index)
      if startsName, text.info(index).isObjectNoun { return false }
      // `وزارة الزراعة وموارد المياه`: few names begin with و, and these are known.
      if startsName, index + 1 < state.limit, isConjoinedPlace(index) { break }
      if startsName,
        let title = text.tables.firstTitle(of: state.phrase), title.isPartitive || title.isSource
      {
        return false
      }
      if startsName {
        guard state.phrase.name == nil else { return false }
        endRole(&state)
        startName(&state, index..<index + 1)
        noteGivenName(index, &state)
        advance(&state, to: givenNameEnd(index, &state))
        return true
      }
    case .name:
      let count = state.phrase.name?.count ?? 0
      let isAside = count > 1 && carriesPreposition(index)
      let isCommon = count == 1 ? isKnownNoun(index) : isCommonNoun(index)
      guard state.nameIsOpen, count < 6, !isCommon, !isAside else { return false }
      if state.phrase.isPartialName {
        // `ميسي كامينغز` is not the footballer.
        state.phrase.isPartialName = false
        state.phrase.knownName = nil
      }
      extendName(&state)
      return true
    case .institution, .description:
      if state.isClosed { return false }
    }
    advance(&state, to: index + 1)
    return true
  }

  /// The end of a given name, which may be two words: `حسام الدين`.
  private func givenNameEnd(_ index: Int, _ state: inout State) -> Int {
    let match = text.info(index).givenName
    let end = match.value >= 0 ? min(Int(match.end), state.limit) : index + 1
    state.phrase.name = index..<end
    return end
  }

  private func noteGivenName(_ index: Int, _ state: inout State) {
    let value = text.info(index).givenName.value
    guard value >= 0, let gender = text.tables.persons.givenNames[Int(value)].gender else { return }
    if state.phrase.agreement.gender == nil { state.phrase.agreement.gender = gender }
  }

  /// Goes on behind a comma when a title or the name follows there.
  func takeApposition(_ state: inout State) -> Bool {
    let index = state.next + 1
    guard index < state.limit, state.segment != .empty, text.isWord(index) else { return false }
    let info = text.info(index)
    if let title = text.title(index), title.category.isPersonal,
      info.title.clitics.isSubset(of: .article),
      state.phrase.name != nil || state.segment == .title || isUnknownName(state)
    {
      state.next = index
      if let taken = takeTitle(&state), taken { return true }
      state.next = index - 1
      return false
    }
    let isGuessed = state.phrase.name.map {
      $0.count == 1 && !isGivenName($0.lowerBound) && !state.phrase.roles.isEmpty
        && isGivenName(index) && state.phrase.knownName == nil
    }
    let isLong = state.phrase.tokens.count > 2 && text.mark(state.next - 1) != .comma
    let mayBeNamed = isGuessed ?? (state.segment == .title && (state.isClosed || isLong))
    if mayBeNamed, isGuessed == nil, text.info(index).name.value >= 0,
      text.knownName(index)?.form.isShort == true,
      !text.isWord(state.limit)
        || state.limit > index + 1,
      let end = LateNameParser(text: text).unknownName(
        at: index, limit: state.limit, definite(state.phrase))
    {
      endRole(&state)
      state.phrase.name = index..<end
      state.segment = .name
      state.nameIsOpen = false
      advance(&state, to: end)
      return true
    }
    guard mayBeNamed, isGivenName(index) || info.name.value >= 0 || !isCommonNoun(index),
      let name = SubjectPhraseParser(text: text).parse(at: index, limit: state.limit),
      let words = name.name, words.lowerBound == index, name.roles.isEmpty,
      endsApposition(name.tokens.upperBound)
    else { return false }
    endRole(&state)
    state.phrase.name = words
    state.phrase.knownName = name.knownName
    if let gender = name.agreement.gender { state.phrase.agreement.gender = gender }
    state.segment = .name
    state.nameIsOpen = false
    advance(&state, to: name.tokens.upperBound)
    return true
  }

  private func definite(_ phrase: NounPhrase) -> NounPhrase {
    var phrase = phrase
    phrase.isDefinite = true
    return phrase
  }

  /// Whether a name that stands between commas ends before `index`.
  private func endsApposition(_ index: Int) -> Bool {
    switch text.mark(index) {
    case .comma, .colon, .quote, .dash, .openParenthesis, .period, .newline: true
    case .none:
      text.isComplementizer(index) || text.boundary(index) != nil || text.cue(index) != nil
        || text.particle(index) != nil
    default: false
    }
  }
}
