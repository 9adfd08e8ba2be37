import ArabicText
import ETLModel

/// Participles, nouns of speech, documents and headlines.
extension ClauseParser {
  /// `مشيرا إلى أن`, `قائلة:`.
  mutating func participle(_ site: Site) -> Attribution? {
    let start = text.units[site.unit].tokens.lowerBound
    let before = site.index - 1
    // `كان مؤكدا أن` and `غير مؤكد` report nothing; a title is no participle.
    let title = text.info(site.index).title
    if title.value >= 0, text.info(site.index).isDefinite || Int(title.end) > site.end {
      return nil
    }
    // `مصادر مطلعة`: the participle belongs to the title.
    for first in max(start, site.index - 2)..<site.index
    where text.info(first).title.value >= 0 && Int(text.info(first).title.end) > site.index {
      return nil
    }
    if site.index > start, text.boundary(before) == .negation || text.particle(before) == .auxiliary
    {
      return nil
    }
    if site.index > start, text.endsPreposition(before) { return nil }
    guard
      let found = IntroducerFinder(text: text).find(
        from: site.end, limit: site.limit, cue: site.cue)
    else { return nil }
    // `متابعة: أعلنت الوزارة` labels a line; nobody has acted whom it could describe.
    if found.introducer != .clause, site.index <= start + 2, text.units[site.unit].startsParagraph,
      site.form.agreement.gender == .feminine
    {
      return nil
    }
    guard claim(found.token) else { return nil }
    let isNear = found.token - site.end <= (found.introducer == .clause ? 8 : 12)
    guard isNear, site.cue.strength == .always || found.token - site.end <= 3 else { return nil }
    var attribution = Attribution(
      rule: found.introducer == .clause ? .participleClause : .participleMarks,
      cue: site.index..<site.end, form: Int(site.match.value), agreement: site.form.agreement,
      subject: nil, resolution: .participle, introducer: found.introducer,
      contentStart: found.contentStart, clauseStart: site.index, unit: site.unit)
    attribution.isCoordinated = true
    if site.cue.stance == .describe { attribution.rule = .describeAs }
    if found.token == site.end + 1, text.particle(site.end) != nil {
      attribution.cue = site.index..<found.token
    }
    if found.introducer != .clause, let subject = actor(before: site) {
      attribution.subject = subject
      attribution.resolution = .explicit
    }
    return attribution
  }

  /// How many words may stand before a participle in its clause.
  private static let actorReach = 10

  /// The person whom a clause names last before `قائلا:`, behind a verb of no lexicon:
  /// `وافتتح الندوة سامر الحلبي قائلا:`.
  private func actor(before site: Site) -> NounPhrase? {
    var start = site.index
    let first = max(text.units[site.unit].tokens.lowerBound, site.index - Self.actorReach)
    while start > first, text.isWord(start - 1) { start -= 1 }
    guard start < site.index, text.cue(start) == nil || text.cue(start)?.cue.strength == .sometimes
    else { return nil }
    let parser = SubjectPhraseParser(text: text)
    for index in start + 1..<max(start + 1, site.index) {
      let info = text.info(index)
      guard info.isNominal else {
        continue
      }
      let phrase = parser.parse(at: index, limit: site.index)
      if text.title(index)?.category.isPersonal == false, phrase?.tokens.upperBound != site.index {
        continue
      }
      guard canStartSubject(index), let phrase, phrase.tokens.upperBound == site.index,
        phrase.head == .person, phrase.members.isEmpty
      else { return nil }
      return phrase
    }
    return nil
  }

  /// `بقوله إن`, `تصريح الوزير بأن`.
  mutating func noun(_ site: Site) -> Attribution? {
    let hasPronoun = endsWithPronoun(site.index)
    let isSaying = site.cue.lemma == .say
    guard
      isSaying
        || [.assert, .neutralSay, .announce, .deny, .warn, .claim, .admit, .testify]
          .contains(site.cue.stance)
    else { return nil }
    if site.match.clitics.contains(.ka) || site.match.clitics.contains(.la) { return nil }
    var next = site.end
    var subject: NounPhrase?
    // `اكتفى بالتأكيد على أن`: whoever acts says it.
    let isBare = site.match.clitics.contains(.ba) && text.info(site.index).isDefinite
    if !hasPronoun, !isBare, !isSaying || text.reads(site.index, "قول") {
      let parser = SubjectPhraseParser(text: text)
      guard text.isWord(next), canStartSubject(next),
        let phrase = parser.parse(at: next, limit: site.limit),
        phrase.head != .description || phrase.name != nil
      else { return nil }
      subject = phrase
      next = phrase.tokens.upperBound
    }
    guard
      let found = IntroducerFinder(text: text).find(from: next, limit: site.limit, cue: site.cue),
      found.token - next <= (isSaying ? 6 : 1), claim(found.token),
      !isBare || found.introducer == .clause || isSaying
    else { return nil }
    var attribution = Attribution(
      rule: .nounClause, cue: site.index..<site.end, form: Int(site.match.value),
      agreement: Agreement(), subject: subject,
      resolution: subject == nil ? .pronoun : .explicit, introducer: found.introducer,
      contentStart: found.contentStart, clauseStart: site.index, unit: site.unit)
    attribution.isCoordinated = true
    attribution.agreement.gender = pronounGender(site.index)
    return attribution
  }

  private func endsWithPronoun(_ index: Int) -> Bool {
    text.ends(index, "ه") || text.ends(index, "ها") || text.ends(index, "هم")
      || text.ends(index, "هما")
  }

  private func pronounGender(_ index: Int) -> Gender? {
    if text.ends(index, "ها") { return .feminine }
    return text.ends(index, "ه") ? .masculine : nil
  }

  /// `وجاء في البيان أن`.
  mutating func documentSays(_ site: Site) -> Attribution? {
    var next = site.end
    var subject: NounPhrase?
    if text.particle(site.end - 1) == .resumptive {
      // `ما جاء فيه صحيح` reports nothing.
      guard site.index > 0, !text.ends(site.index - 1, "ما") else { return nil }
      subject = documentNamed(before: site)
    } else if let phrase = SubjectPhraseParser(text: text).parse(at: next, limit: site.limit) {
      subject = phrase
      next = phrase.tokens.upperBound
    }
    guard
      let found = IntroducerFinder(text: text).find(from: next, limit: site.limit, cue: site.cue),
      claim(found.token)
    else { return nil }
    var attribution = Attribution(
      rule: .documentSays, cue: site.index..<site.end, form: Int(site.match.value),
      subject: subject,
      resolution: .document, introducer: found.introducer, contentStart: found.contentStart,
      clauseStart: site.index, unit: site.unit)
    attribution.isCoordinated = site.match.clitics.contains(.conjunction)
    return attribution
  }

  /// How many words before `جاء فيه` the document that it speaks of is looked for.
  private static let documentReach = 8

  /// The document of `تقرير للوكالة جاء فيه أن`.
  private func documentNamed(before site: Site) -> NounPhrase? {
    let start = max(text.units[site.unit].tokens.lowerBound, site.index - Self.documentReach)
    for index in (start..<site.index).reversed() where text.title(index)?.category == .document {
      return SubjectPhraseParser(text: text).parse(at: index, limit: site.index)
    }
    return nil
  }

  /// `منظمة بحثية: كوريا قادرة` at the start of a line.
  mutating func headline(_ unit: Int) -> Attribution? {
    let tokens = text.units[unit].tokens
    guard text.units[unit].startsParagraph else { return nil }
    var start = tokens.lowerBound
    while start < tokens.upperBound, text.mark(start) == .dash || text.mark(start) == .other {
      start += 1
    }
    let parser = SubjectPhraseParser(text: text)
    let info = text.info(start)
    let isSurname = text.isSurname(start)
    guard
      isSurname || info.isNominal
        || isMarkedOutlet(start),
      let phrase = parser.parse(at: start, limit: tokens.upperBound)
    else { return turn(unit, from: start) }
    // `مصدر أمني لـ«الصحيفة»: القبض على ثلاثة`
    let colon = outletEnd(phrase.tokens.upperBound, limit: tokens.upperBound)
    // `القاهرة: أعلنت الوزارة أن` names where a report was written.
    if let verb = text.cue(colon + 1)?.cue, verb.category == .verb, verb.strength == .always,
      text.title(colon + 1) == nil, !isSurname
    {
      return nil
    }
    guard colon < tokens.upperBound, text.mark(colon) == .colon, colon + 2 < text.count,
      text.wordCount(phrase.tokens) <= 10, tokens.upperBound - colon > 2,
      phrase.head != .document || phrase.isDefinite, isNewsSpeaker(phrase),
      !isTopic(phrase, before: colon + 1), claim(colon)
    else { return nil }
    return Attribution(
      rule: .headlineColon, cue: colon..<colon, subject: phrase, resolution: .headline,
      introducer: .colon, contentStart: colon + 1, clauseStart: start, unit: unit)
  }

  /// Whether a line begins with the name of an outlet in marks: `"صحيفة الغد": السد آمن`.
  private func isMarkedOutlet(_ start: Int) -> Bool {
    guard let span = text.marks.span(at: start), span.isClosed,
      text.mark(span.close + 1) == .colon
    else { return false }
    return text.knownName(span.inside.lowerBound)?.name.category.isOutlet == true
      || text.title(span.inside.lowerBound)?.category == .outlet
  }

  /// How many words may name who takes a turn.
  private static let longestTurn = 3

  /// `سامر: "لن نرحل"` as a line of its own: whoever stands before the colon says what stands in
  /// marks behind it.
  private mutating func turn(_ unit: Int, from start: Int) -> Attribution? {
    let limit = text.units[unit].tokens.upperBound
    var colon = start
    while colon < limit, colon - start <= Self.longestTurn, text.isWord(colon) { colon += 1 }
    let isQuestion = text.cue(start)?.cue.category == .noun && colon == start + 1
    guard colon > start, colon - start <= Self.longestTurn, text.mark(colon) == .colon,
      let span = text.marks.span(at: colon + 1), span.isClosed, !span.inside.isEmpty,
      isQuestion
        || (start..<colon).allSatisfy({
          text.cue($0) == nil && text.boundary($0) == nil && text.particle($0) == nil
        }), claim(colon)
    else { return nil }
    var subject: NounPhrase?
    if !isQuestion {
      subject = NounPhrase(tokens: start..<colon)
      subject?.name = text.info(start).isDefinite ? nil : start..<colon
      subject?.head = text.info(start).isDefinite ? .description : .person
    }
    return Attribution(
      rule: .headlineColon, cue: colon..<colon, subject: subject, resolution: .headline,
      introducer: .colon, contentStart: colon + 1, clauseStart: start, unit: unit)
  }

  /// Whether the name of a state before a colon says what a headline is about, not who speaks: a
  /// verbal noun follows (`مصر: الإفراج عن سجناء`).
  private func isTopic(_ phrase: NounPhrase, before start: Int) -> Bool {
    guard let known = phrase.knownName, phrase.titles.isEmpty, text.isWord(start),
      [.country, .capitalMetonym, .city].contains(text.tables.persons.names[known].category)
    else { return false }
    let word = text.bareWord(start)
    return SubjectPhraseParser(text: text).isVerbalNoun(word) || isDateline(known, start)
  }

  /// Whether the name of a town before a colon tells where a report was written whose source stands
  /// behind: `الدوحة: يغادر الأطباء غدا، وفقا لما أعلنه المدير`.
  private func isDateline(_ name: Int, _ start: Int) -> Bool {
    guard text.tables.persons.names[name].category != .country else { return false }
    for index in start..<text.count where text.mark(index) == .newline || text.cue(index) != nil {
      guard let cue = text.cue(index)?.cue else { return false }
      if cue.category == .preposition, cue.stance == .accordingTo { return true }
    }
    return false
  }

  /// `المصدر:` and the like label a line; they speak for nobody.
  private func isNewsSpeaker(_ phrase: NounPhrase) -> Bool {
    guard let title = phrase.titles.first, phrase.name == nil else { return true }
    let category = text.tables.titles.titles[title].category
    let isLabel = category == .document || category == .outlet || category == .expert
    return !isLabel || text.wordCount(phrase.tokens) > 2
  }

  /// Claims an introducer; false when an earlier cue has it.
  mutating func claim(_ token: Int) -> Bool {
    guard !isClaimed(token) else { return false }
    setClaimed(token)
    return true
  }
}
