import ArabicText

/// Finds the name that stands behind the complements of a title:
/// `وكيل الوزارة للتفتيش وتطوير بيئة العمل الدكتور سامر الحلبي`.
///
/// The words between are of no interest: what counts is that a name stands right before the
/// content, or before where, when and to whom it was said.
struct LateNameParser {
  let text: AnnotatedText
  /// How many tokens may stand between a title and its name.
  private static let reach = 26
  /// How many words without article make a name of no lexicon.
  private static let longestName = 4

  /// `phrase` with the name behind it, when it has titles but no name and a name follows before
  /// `limit`; otherwise `phrase`.
  ///
  /// - Complexity: O(1): a bounded look ahead.
  func complete(_ phrase: NounPhrase, limit: Int) -> NounPhrase {
    guard phrase.name == nil, phrase.members.isEmpty, isBearer(phrase),
      !text.isSurname(phrase.tokens.lowerBound)
    else { return phrase }
    let start = phrase.tokens.upperBound
    if let end = unknownName(at: start, limit: limit, phrase) {
      return joined(phrase, name: start..<end, end: end)
    }
    guard !phrase.titles.isEmpty else { return phrase }
    let end = min(limit, start + Self.reach)
    var index = start
    let parser = SubjectPhraseParser(text: text)
    while index < end {
      if index == start, phrase.isDefinite, text.isWord(index), parser.beginsComplement(index) {
        return phrase
      }
      if index > start, text.info(index - 1).isDefinite || isNameEnd(index),
        let end = unknownName(at: index, limit: limit, phrase)
      {
        return joined(phrase, name: index..<end, end: end)
      }
      guard let next = step(at: index, limit: limit) else { return phrase }
      if next > index {
        index = next
        continue
      }
      if let named = markedName(at: index, limit: limit) ?? name(at: index, limit: limit) {
        var result = joined(
          phrase, name: named.name ?? named.tokens, end: named.tokens.upperBound)
        result.titles += named.titles
        result.roles += named.roles
        result.knownName = named.knownName
        if let gender = named.agreement.gender { result.agreement.gender = gender }
        return result
      }
      index += 1
    }
    return phrase
  }

  /// Whether a known name of more than one word ends before `index`.
  private func isNameEnd(_ index: Int) -> Bool {
    (max(0, index - 3)..<index).contains { Int(text.info($0).name.end) == index }
  }

  private func isBearer(_ phrase: NounPhrase) -> Bool {
    switch phrase.head {
    case .definite, .anonymous:
      !(text.tables.firstTitle(of: phrase)?.isSource ?? false)
    case .description: phrase.knownName == nil && phrase.isDefinite
    default: false
    }
  }

  private func joined(_ phrase: NounPhrase, name: Range<Int>, end: Int) -> NounPhrase {
    var result = phrase
    result.name = name
    result.head = .person
    result.isDefinite = true
    result.tokens = phrase.tokens.lowerBound..<end
    return result
  }

  /// Where to go on from `index`: the same place when a name may start there, nil when the subject
  /// has ended.
  private func step(at index: Int, limit: Int) -> Int? {
    switch text.mark(index) {
    case .none: break
    case .quote:
      guard let span = text.marks.span(at: index), span.isClosed, span.close < limit else {
        return nil
      }
      if text.namesPerson(span) { return index }
      return text.wordCount(span.inside) <= 4 ? span.close + 1 : nil
    case .openParenthesis, .closeParenthesis, .dash, .other, .filler: return index + 1
    case .comma:
      let next = index + 1
      let follows = text.info(next).title.value >= 0 || text.info(next).givenName.value >= 0
      return follows ? next : nil
    default: return nil
    }
    if text.isComplementizer(index) || text.particle(index) == .auxiliary { return nil }
    if let cue = text.cue(index), text.info(index).title.value < 0, text.info(index).name.value < 0,
      text.info(index).givenName.value < 0
    {
      switch cue.cue.category {
      case .verb:
        if cue.cue.strength == .always || cue.match.clitics.contains(.conjunction) { return nil }
      case .participle:
        if !text.info(index).isDefinite { return nil }
      case .phrase, .preposition: return nil
      case .noun: break
      }
    }
    return index
  }

  /// The name in marks at `index` that the subject ends with.
  private func markedName(at index: Int, limit: Int) -> NounPhrase? {
    guard let span = text.marks.span(at: index), text.namesPerson(span),
      endsSubject(span.close + 1, limit: limit),
      var phrase = SubjectPhraseParser(text: text).parse(
        at: span.inside.lowerBound, limit: span.close)
    else { return nil }
    phrase.tokens = index..<span.close + 1
    return phrase
  }

  /// The name with its form of address at `index` that the subject ends with.
  private func name(at index: Int, limit: Int) -> NounPhrase? {
    let info = text.info(index)
    let titleCategory = text.title(index)?.category
    let isAddress =
      titleCategory.map { $0 == .honorific || $0 == .military || $0 == .religious } ?? false
    guard isAddress || info.givenName.value >= 0 || info.name.value >= 0 else { return nil }
    for match in [info.title, info.name, info.givenName] where match.value >= 0 {
      guard match.clitics.isDisjoint(with: [.ba, .la, .ka, .conjunction]) else { return nil }
    }
    guard
      let phrase = SubjectPhraseParser(text: text, prefersName: true)
        .parse(at: index, limit: limit),
      let name = phrase.name, isAddress || text.wordCount(name) > 1, phrase.members.isEmpty,
      endsSubject(phrase.tokens.upperBound, limit: limit)
    else { return nil }
    if let known = phrase.knownName, text.tables.persons.names[known].category != .person {
      return nil
    }
    return phrase
  }

  /// The end of a name of no lexicon that stands right behind a definite description:
  /// `مصفف الشعر اللندني غوستاف فوشيه`.
  func unknownName(at start: Int, limit: Int, _ phrase: NounPhrase) -> Int? {
    guard phrase.isDefinite || start > phrase.tokens.upperBound else { return nil }
    let parser = SubjectPhraseParser(text: text)
    var end = start
    while end < min(limit, start + Self.longestName + 1), text.isWord(end) {
      let info = text.info(end)
      let isOther =
        text.isComplementizer(end) || text.boundary(end) != nil || text.particle(end) != nil
        || text.cue(end).map { end == start || $0.cue.category != .noun } ?? false
        || info.isPrepositional || info.title.value >= 0
        || text.text.tokens[end].kind == .number
      if isOther { break }
      if info.isDefinite, end == start { return nil }
      if end == start, parser.isCommonNoun(end) || parser.isConjoinedPlace(end) { return nil }
      end += 1
    }
    let count = end - start
    guard count >= 2, count <= Self.longestName, endsSubject(end, limit: limit) else { return nil }
    return end
  }

  /// Whether the content, or where, when and to whom it was said, follows at `index`.
  private func endsSubject(_ index: Int, limit: Int) -> Bool {
    guard index < limit else { return false }
    switch text.mark(index) {
    case .comma, .colon, .quote, .dash, .openParenthesis: return true
    case .none: break
    default: return false
    }
    let info = text.info(index)
    return text.isComplementizer(index) || text.boundary(index) != nil || text.cue(index) != nil
      || text.particle(index) != nil || info.isPrepositional
      || info.title.clitics.contains(.la) || info.name.clitics.contains(.la)
  }
}
