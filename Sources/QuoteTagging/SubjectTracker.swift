import ArabicText
import ETLModel

/// Follows who speaks through an article, so that a verb without a subject finds its own.
struct SubjectTracker {
  let text: AnnotatedText
  var resolver: SpeakerResolver
  /// Who acted or spoke, in order.
  private var recent: [Event] = []
  private var unit = 0

  private struct Event {
    var entity: Int
    var agreement: Agreement
    var unit: Int
    /// Where it is named.
    var tokens: Range<Int>
    var token: Int { tokens.lowerBound }
    var isNested: Bool
    /// Whether a cue named it, not only the verb of a sentence.
    var spoke: Bool
    /// Whether a statement stands beside it, so that another one has no source of its own.
    var isQuoted: Bool
  }
  private static let memoryLength = 64
  /// How many tokens before a participle its subject is looked for.
  private static let agentReach = 40
  /// How many units `وأضاف` looks back over for a speaker before it takes any subject.
  private static let additionReach = 6

  /// Introduces the people of `text`.
  init(text: AnnotatedText) {
    // In place: whoever else held the resolver would have all copied that it goes on to change.
    resolver = SpeakerResolver(text: text)
    resolver.introducePeople()
    self.text = text.with(surnames: resolver.surnames)
    resolver.text = self.text
  }

  /// Starts a unit: whoever opens it as its subject is remembered.
  mutating func enter(unit: Int) {
    self.unit = unit
    let tokens = text.units[unit].tokens
    var start = tokens.lowerBound
    while start < tokens.upperBound, text.mark(start) != .none, text.mark(start) != .quote {
      start += 1
    }
    if let cue = text.cue(start), cue.cue.stance == .boilerplate { recent.removeAll() }
    let opening = OpeningSubject(text: text)
    guard let phrase = opening.find(in: start..<tokens.upperBound),
      let resolved = resolver.resolve(phrase, at: phrase.tokens.lowerBound)
    else { return }
    let entity = resolver.memory[resolved.entity]
    remember(
      resolved.entity, phrase.members.isEmpty ? entity.agreement : phrase.agreement,
      at: phrase.tokens, isNested: false, spoke: false)
    if entity.kind != .person, entity.kind != .anonymous {
      let end = phrase.tokens.lowerBound + 40
      noteDocuments(
        in: phrase.tokens.lowerBound..<min(end, tokens.upperBound), of: resolved.entity)
    }
  }

  private mutating func remember(
    _ entity: Int, _ agreement: Agreement, at tokens: Range<Int>, isNested: Bool,
    spoke: Bool = true, isQuoted: Bool = false
  ) {
    if recent.count >= Self.memoryLength { recent.removeFirst(Self.memoryLength / 2) }
    recent.append(
      Event(
        entity: entity, agreement: agreement, unit: unit, tokens: tokens, isNested: isNested,
        spoke: spoke, isQuoted: isQuoted))
  }

  /// Who speaks by `found`; nil when nothing in the article agrees.
  mutating func speaker(of found: Attribution, isNested: Bool) -> SpeakerResolver.Resolved? {
    let resolved: SpeakerResolver.Resolved?
    if let subject = found.subject, case .absent = found.introducer, subject.head == .description {
      guard let known = resolver.knownPerson(subject.tokens) else { return nil }
      remember(known, found.agreement, at: subject.tokens, isNested: isNested)
      return nil
    }
    if let teller = teller(of: found) { return teller }
    if let subject = found.subject {
      resolved = resolver.resolve(subject, at: subject.tokens.lowerBound)
    } else {
      resolved = inherited(found)
    }
    let going =
      speakerGoingOn(found, resolved) ?? speakerNamed(found, resolved)
      ?? sameSpeaker(found, resolved)
    if let going {
      return going
    }
    guard let resolved else { return nil }
    if found.subject != nil, let subject = found.subject {
      var agreement = resolver.memory[resolved.entity].agreement
      let isPerson = resolver.memory[resolved.entity].kind == .person
      let precedes = found.cue.lowerBound < subject.tokens.lowerBound
      if subject.members.isEmpty, found.resolution == .explicit, found.agreement.gender != nil,
        agreement.gender == nil || !isPerson && precedes && found.rule != .relay
          || isPerson && precedes && found.agreement.number == .singular
            && resolver.memory[resolved.entity].knownName == nil && found.rule != .relay
      {
        agreement.gender = found.agreement.gender
        resolver.memory[resolved.entity].agreement.gender = found.agreement.gender
      }
      let isReport =
        (found.introducer != .before || found.rule == .postposedVerb) && found.modality == nil
        && !isGuess(resolved.entity, found)
      if isReport {
        remember(
          resolved.entity, agreement, at: subject.tokens, isNested: isNested,
          isQuoted: found.introducer != .absent && found.introducer != .object)
      }
      noteIssuer(found, resolved.entity)
    }
    return resolved
  }

  /// `وأضاف القاضي الكندي`: a description that fits nobody, with a verb of adding, is whoever spoke
  /// before.
  private mutating func speakerGoingOn(
    _ found: Attribution, _ resolved: SpeakerResolver.Resolved?
  ) -> SpeakerResolver.Resolved? {
    guard let resolved, let subject = found.subject, subject.isDefinite,
      subject.head == .definite || subject.head == .anonymous, !isTheSource(subject),
      adds(found) || hasOneSpeaker(subject),
      resolver.memory[resolved.entity].kind == .anonymous,
      resolver.memory.isNew(resolved.entity, at: subject.tokens.lowerBound)
        || subject.head == .definite && !recent.contains(where: { $0.entity == resolved.entity }),
      let event = recent.last(where: { $0.spoke && !$0.isNested }), unit - event.unit < 3,
      resolver.memory[event.entity].kind == .person,
      found.agreement.fits(event.agreement)
    else { return nil }
    let titles = subject.titles.map { text.tables.titles.titles[$0] }
    for title in titles { resolver.memory.addTitle(title, to: event.entity) }
    resolver.memory.mention(event.entity, at: subject.tokens.lowerBound)
    return SpeakerResolver.Resolved(entity: event.entity, resolution: .definite)
  }

  /// The most words of a role that means somebody named before; longer ones introduce others.
  private static let shortRole = 3

  /// Whether one person alone has spoken so far, whom a role without a name means again:
  /// `قال سامر الحلبي إن …. وقال مدرب الفريق …`.
  private func hasOneSpeaker(_ subject: NounPhrase) -> Bool {
    guard let title = text.tables.firstTitle(of: subject),
      title.category == .personRole || title.category == .expert,
      text.wordCount(subject.tokens) <= Self.shortRole,
      let last = recent.last(where: { $0.spoke && !$0.isNested })
    else { return false }
    return recent.allSatisfy { !$0.spoke || $0.isNested || $0.entity == last.entity }
  }

  /// `وذكر المصدر نفسه`: whoever spoke last; `وذكر المصدر`: whoever did if it was no person.
  private func sameSpeaker(
    _ found: Attribution, _ resolved: SpeakerResolver.Resolved?
  ) -> SpeakerResolver.Resolved? {
    guard let resolved, let subject = found.subject, subject.head == .definite,
      resolver.memory[resolved.entity].kind == .anonymous,
      resolver.memory.isNew(resolved.entity, at: subject.tokens.lowerBound),
      let event = recent.last(where: { $0.spoke && !$0.isNested }),
      subject.tokens.contains(where: { text.particle($0) == .same })
        || isTheSource(subject) && resolver.memory[event.entity].kind != .person
    else { return nil }
    return SpeakerResolver.Resolved(entity: event.entity, resolution: .definite)
  }

  /// Whether a phrase is `المصدر` or `المصادر` alone.
  private func isTheSource(_ phrase: NounPhrase) -> Bool {
    text.tables.firstTitle(of: phrase)?.isSource == true && text.wordCount(phrase.tokens) == 1
  }

  /// `قال مدير المصنع إن …. وأضاف سامر الحلبي`: a name that comes first with a verb of adding is that of
  /// whoever spoke before under a description.
  private mutating func speakerNamed(
    _ found: Attribution, _ resolved: SpeakerResolver.Resolved?
  ) -> SpeakerResolver.Resolved? {
    guard let resolved, let subject = found.subject, subject.titles.isEmpty,
      subject.members.isEmpty, subject.knownName == nil, adds(found),
      [.person, .unknown].contains(resolver.memory[resolved.entity].kind),
      resolver.memory.isNew(resolved.entity, at: subject.tokens.lowerBound),
      let event = recent.last(where: { $0.spoke && !$0.isNested }), unit - event.unit < 3,
      resolver.memory[event.entity].kind == .anonymous,
      event.agreement.number == .singular, found.agreement.fits(event.agreement)
    else { return nil }
    resolver.name(event.entity, as: subject.name ?? subject.tokens)
    return SpeakerResolver.Resolved(entity: event.entity)
  }

  private func adds(_ found: Attribution) -> Bool {
    found.form.map { text.tables.cue(ofForm: $0).stance == .add } ?? false
  }

  /// `قدم الباحث إحاطة حيث أخبر الأعضاء أن`: the noun behind a verb of informing is who was told, when
  /// somebody who may have told stands before in the sentence.
  private func teller(of found: Attribution) -> SpeakerResolver.Resolved? {
    guard let subject = found.subject, let form = found.form, found.resolution == .explicit,
      text.tables.cue(ofForm: form).stance == .inform, subject.members.isEmpty,
      [.collective, .institution, .description].contains(subject.head),
      subject.tokens.lowerBound >= found.cue.upperBound,
      subject.tokens.upperBound + 1 >= found.contentStart,
      let event = recent.last(where: {
        $0.unit == unit && !$0.isNested && $0.token < found.cue.lowerBound
          && found.agreement.fits($0.agreement)
      })
    else { return nil }
    return SpeakerResolver.Resolved(entity: event.entity, resolution: .dropped)
  }

  /// Whether the subject of a clause without content is one strange word, which may be anything.
  private func isGuess(_ entity: Int, _ found: Attribution) -> Bool {
    guard found.introducer == .absent || found.introducer == .object else { return false }
    let entity = resolver.memory[entity]
    return entity.kind == .person && entity.words.count == 1 && entity.knownName == nil
      && entity.titleKeys.isEmpty
  }

  /// The speaker of a cue without subject: the last one whose gender and number agree.
  private mutating func inherited(_ found: Attribution) -> SpeakerResolver.Resolved? {
    func fits(_ event: Event) -> Bool { found.agreement.fits(event.agreement) }
    let isShared = found.resolution == .participle || found.resolution == .pronoun
    if isShared, let event = recent.last(where: { $0.unit == unit && !$0.isNested && fits($0) }) {
      return SpeakerResolver.Resolved(
        entity: event.entity, source: event.isQuoted ? nil : event.tokens)
    }
    if isShared, let agent = agent(before: found.cue.lowerBound, found.agreement) { return agent }
    // `قال عدد من السكان إنهم …، مبينين أن`: many who are told of in the singular.
    if isShared, found.agreement.number == .plural,
      let event = recent.last(where: { $0.unit == unit && !$0.isNested }),
      resolver.memory[event.entity].kind != .person
    {
      return SpeakerResolver.Resolved(entity: event.entity)
    }
    // `وأضاف` goes on with who spoke before, whatever else was told in between.
    if adds(found),
      let event = recent.last(where: {
        $0.spoke && !$0.isNested && unit - $0.unit < Self.additionReach && fits($0)
      })
    {
      return SpeakerResolver.Resolved(entity: event.entity)
    }
    if let event = recent.last(where: { !$0.isNested && fits($0) }) {
      // A person who spoke is more likely to go on than an institution that something was told of.
      if !event.spoke, resolver.memory[event.entity].kind != .person,
        let speaker = recent.last(where: {
          $0.spoke && !$0.isNested && unit - $0.unit < Self.additionReach && fits($0)
        }), resolver.memory[speaker.entity].kind == .person
      {
        return SpeakerResolver.Resolved(entity: speaker.entity)
      }
      return SpeakerResolver.Resolved(entity: event.entity)
    }
    if let event = recent.last(where: { fits($0) && unit - $0.unit < 3 }) {
      return SpeakerResolver.Resolved(entity: event.entity)
    }
    // `وقالت الوزارة …. وأضاف …`: the statement or the spokesman of the institution goes on.
    if let last = recent.last(where: { !$0.isNested }), unit - last.unit < 3,
      found.agreement.number == .singular, last.agreement.number == .singular,
      [.organization, .outlet, .document].contains(resolver.memory[last.entity].kind)
    {
      return SpeakerResolver.Resolved(entity: last.entity)
    }
    return nil
  }

  /// `بعد أن رفض الحلبي القرار، قائلا إن`: who stands behind the last verb before a participle.
  private mutating func agent(
    before cue: Int, _ agreement: Agreement
  ) -> SpeakerResolver.Resolved? {
    let start = max(text.units[unit].tokens.lowerBound, cue - Self.agentReach)
    for index in (start..<cue).reversed() where text.cue(index)?.cue.category == .verb {
      let next = index + 1
      let info = text.info(next)
      let isNamed =
        text.isSurname(next) || info.givenName.value >= 0 || info.title.value >= 0
        || info.name.value >= 0
      guard isNamed, next < cue,
        let phrase = SubjectPhraseParser(text: text, mayTakeObject: true).parse(
          at: next, limit: cue),
        phrase.head == .person || text.isSurname(next) || phrase.knownName != nil,
        let resolved = resolver.resolve(phrase, at: next),
        agreement.fits(resolver.memory[resolved.entity].agreement)
      else { continue }
      return SpeakerResolver.Resolved(
        entity: resolved.entity, resolution: resolved.resolution, source: phrase.tokens)
    }
    return nil
  }

  /// `قال الجيش في بيان إن`: whoever speaks by a document issued it.
  private mutating func noteIssuer(_ found: Attribution, _ entity: Int) {
    guard let subject = found.subject, subject.head != .document else { return }
    let end = min(found.contentStart, subject.tokens.upperBound + 14)
    guard subject.tokens.upperBound < end else { return }
    noteDocuments(in: subject.tokens.upperBound..<end, of: entity)
  }

  private mutating func noteDocuments(in tokens: Range<Int>, of entity: Int) {
    for token in tokens {
      if let cue = text.cue(token), cue.cue.category == .noun, cue.cue.stance == .docSays {
        resolver.note(issuer: entity, of: cue.cue.key, at: tokens.lowerBound)
      }
    }
  }
}
