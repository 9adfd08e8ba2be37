import ArabicText
import ETLModel

/// Subjects that do not stand behind their verb.
extension ClauseParser {
  /// The noun phrase that a relative clause at `index` is about: the last one before it.
  func antecedent(before index: Int, unit: Int) -> NounPhrase? {
    let start = text.units[unit].tokens.lowerBound
    let end = text.mark(index - 1) == .comma ? index - 1 : index
    let parser = SubjectPhraseParser(text: text)
    var nearest: NounPhrase?
    var first = max(start, end - 14)
    while first < end {
      let info = text.info(first)
      // `وفد برئاسة الوزير الذي قال`
      let isOffice =
        text.title(first)?.category == .institution && info.title.clitics.contains(.ba)
      if info.isNominal, !isOffice,
        let phrase = parser.parse(at: first, limit: end)
      {
        if phrase.tokens.upperBound == end { return phrase }
        nearest = phrase.tokens.upperBound > end - 4 ? phrase : nearest
        first = phrase.tokens.upperBound
      } else {
        first += 1
      }
    }
    return nearest
  }

  /// The noun phrase that ends right before a verb: `المخابرات تقول إن`.
  func subjectBefore(_ index: Int, unit: Int, _ site: Site) -> NounPhrase? {
    guard !site.match.clitics.contains(.conjunction) else { return nil }
    let start = text.units[unit].tokens.lowerBound
    var end = index
    if text.mark(end - 1) == .comma, text.particle(end) == .auxiliary { return nil }
    if text.mark(end - 1) == .comma || text.mark(end - 1) == .closeParenthesis { end -= 1 }
    let parser = SubjectPhraseParser(text: text)
    var first = end
    var tries = 0
    while first > start, tries < 16, endsBefore(first - 1) == false {
      first -= 1
      tries += 1
    }
    while first < end {
      if canStartSubject(first), text.cue(first)?.cue.category != .verb,
        let phrase = parser.parse(at: first, limit: end).map({
          LateNameParser(text: text).complete($0, limit: end + 1)
        }), phrase.tokens.upperBound == end, agrees(phrase, site)
      {
        return withTitle(phrase, from: start) ?? phrase
      }
      first += 1
      // Only what begins the clause is its subject.
      if !opensClause(first) { return nil }
    }
    return nil
  }

  /// How many words a title before a name between commas may have.
  private static let titleReach = 12

  /// The phrase with the title before the comma: `رئيس السلطة، سامر الحلبي، أكد أن`.
  private func withTitle(_ phrase: NounPhrase, from start: Int) -> NounPhrase? {
    let comma = phrase.tokens.lowerBound - 1
    guard phrase.titles.isEmpty, phrase.name != nil, comma > start, text.mark(comma) == .comma
    else {
      return nil
    }
    let parser = SubjectPhraseParser(text: text)
    for first in (max(start, comma - Self.titleReach)..<comma).reversed() {
      guard text.mark(first) == .none, !text.isComplementizer(first) else { return nil }
      guard text.title(first)?.category.isPersonal == true, canStartSubject(first) else { continue }
      let whole = parser.parse(at: first, limit: phrase.tokens.upperBound)
      if let whole, whole.tokens.upperBound == phrase.tokens.upperBound, whole.name != nil {
        return whole
      }
    }
    return nil
  }

  private func endsBefore(_ index: Int) -> Bool {
    switch text.mark(index) {
    case .none: text.isComplementizer(index) || text.particle(index) == .auxiliary
    case .quote, .openParenthesis, .closeParenthesis, .filler: false
    default: true
    }
  }

  private func opensClause(_ index: Int) -> Bool {
    switch text.boundary(index - 1) {
    case .shift, .additive, .conjunction, .time: true
    default: text.mark(index - 1) == .dash || text.mark(index - 1) == .other
    }
  }

  private func agrees(_ phrase: NounPhrase, _ site: Site) -> Bool {
    if phrase.head == .description, phrase.name == nil, site.cue.strength != .always {
      return false
    }
    guard let gender = phrase.agreement.gender, phrase.agreement.number == .singular else {
      return true
    }
    return gender == site.form.agreement.gender || site.form.agreement.number != .singular
  }

  /// Reads `ذكرت الوكالة، نقلا عن مصدر أمني، أن`: the outlet passes on what the source says.
  mutating func relayed(_ found: inout Attribution, from next: inout Int, _ site: Site) {
    guard let outlet = found.subject, isOutlet(outlet) else { return }
    var index = next
    if text.mark(index) == .comma { index += 1 }
    guard let (cue, _, match) = text.cue(index), cue.category == .preposition,
      cue.stance == .relay,
      let source = SubjectPhraseParser(text: text, mayTakeObject: true).parse(
        at: Int(match.end), limit: site.limit), source.head != .description
    else { return }
    setClaimed(index)
    found.conduits = [outlet]
    found.subject = source
    found.rule = .relay
    next = source.tokens.upperBound
    if text.mark(next) == .comma { next += 1 }
  }

  private func isOutlet(_ phrase: NounPhrase) -> Bool {
    if phrase.head == .outlet { return true }
    return phrase.knownName.map { text.tables.persons.names[$0].category.isOutlet } ?? false
  }

  /// Reads who is relayed: `نقلت الوكالة عن الوزير قوله`.
  mutating func relay(_ found: inout Attribution, from next: inout Int, _ site: Site) {
    var index = skipAdverbs(next, site.limit)
    // `نقل الموقع اليوم عن الوزير قوله`
    let timeEnd = Int(text.info(index).boundary.end)
    if text.boundary(index) == .time, text.particle(timeEnd) == .about { index = timeEnd }
    if let subject = found.subject { found.conduits = [subject] }
    // `نسب إلى الوزير قوله`; `نقلوا إلى المستشفى` tells of no report.
    guard
      text.particle(index) == .about
        || text.particle(index) == .to && site.cue.lemma != .convey
    else { return }
    index += 1
    found.rule = .relay
    let parser = SubjectPhraseParser(text: text, mayTakeObject: true)
    if let first = parser.parse(at: index, limit: site.limit) {
      let source = JointSubjectParser(text: text, parser: parser).join(first, limit: site.limit)
      found.subject = source
      found.resolution = .explicit
      next = source.tokens.upperBound
    } else {
      found.subject = nil
      found.resolution = .pronoun
      next = index
    }
    next = appositiveEnd(next, site.limit)
    if let (cue, _, match) = text.cue(next), cue.category == .noun { next = Int(match.end) }
  }
}

extension ClauseParser {
  /// How many words before a verb the giver of a speech may be named.
  private static let giverReach = 16

  /// The person named last before the verb at `index`, places set aside.
  func lastPerson(before index: Int, unit: Int) -> NounPhrase? {
    let first = max(text.units[unit].tokens.lowerBound, index - Self.giverReach)
    let parser = SubjectPhraseParser(text: text)
    var start = first
    var last: NounPhrase?
    while start < index {
      let info = text.info(start)
      guard info.isNominal,
        let phrase = parser.parse(at: start, limit: index)
      else {
        start += 1
        continue
      }
      let category = phrase.knownName.map { text.tables.persons.names[$0].category }
      if phrase.head == .person || category == .person { last = phrase }
      start = max(start + 1, phrase.tokens.upperBound)
    }
    return last
  }

  /// How many words may tell who a relayed speaker is.
  private static let appositiveReach = 14

  /// Where `قوله` stands behind `وهو باحث في المعهد`; `start` when no such words follow.
  fileprivate func appositiveEnd(_ start: Int, _ limit: Int) -> Int {
    guard start < limit, text.isWord(start),
      text.reads(start, anyOf: "وهو وهي")
    else { return start }
    for index in start..<min(limit, start + Self.appositiveReach) {
      guard text.isWord(index) else { return start }
      if let cue = text.cue(index)?.cue, cue.category == .noun, cue.lemma == .say { return index }
    }
    return start
  }
}

/// Joins the members of `كوريا الجنوبية وبريطانيا`.
struct JointSubjectParser {
  let text: AnnotatedText
  let parser: SubjectPhraseParser

  func join(_ first: NounPhrase, limit: Int) -> NounPhrase {
    let end = first.tokens.upperBound
    guard end < limit, startsMember(end) else { return first }
    var members = [first]
    while members.count < 12 {
      let index = members[members.count - 1].tokens.upperBound
      guard index < limit, startsMember(index),
        let next = parser.parse(at: index, limit: limit)
      else { break }
      let last = members.count - 1
      let isSamePerson =
        next.name == nil && members[last].name != nil
        && (next.head == .definite || next.head == .anonymous)
      if isSamePerson {
        members[last].tokens = members[last].tokens.lowerBound..<next.tokens.upperBound
        members[last].roles += next.roles
        members[last].titles += next.titles
      } else {
        members.append(next)
      }
    }
    if members.count == 1 { return members[0] }
    guard members.count > 1, let last = members.last else { return first }
    var joint = NounPhrase(tokens: first.tokens.lowerBound..<last.tokens.upperBound)
    joint.head = .collective
    joint.members = members
    joint.agreement = Agreement(number: members.count == 2 ? .dual : .plural)
    if members.allSatisfy({ $0.head != .person && $0.agreement.gender == .feminine }) {
      joint.agreement.gender = .feminine
    }
    joint.isDefinite = true
    return joint
  }

  private func startsMember(_ index: Int) -> Bool {
    // `كارل فلين`: nobody is joined to another by ف.
    if text.startsWithFa(index) { return false }
    let info = text.info(index)
    let clitics = info.name.value >= 0 ? info.name.clitics : info.nominalClitics
    return clitics?.contains(.conjunction) ?? false
  }
}
