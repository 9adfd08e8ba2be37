import ArabicText
import ETLModel

/// Follows who speaks through an article, so that a verb without a subject finds its own.
struct SubjectTracker {
  private let text: AnnotatedText
  var resolver: SpeakerResolver
  /// Who acted or spoke, in order.
  private var recent: [Event] = []
  private var unit = 0
  private var mentionIndex = 0

  private struct Event {
    var entity: Int
    var agreement: Agreement
    var unit: Int
    var isNested: Bool
  }
  private static let memoryLength = 64

  init(text: AnnotatedText) {
    self.text = text
    resolver = SpeakerResolver(text: text)
    resolver.introducePeople()
  }

  /// Starts a unit: whoever opens it as its subject is remembered.
  mutating func enter(unit: Int) {
    self.unit = unit
    let tokens = text.units[unit].tokens
    var start = tokens.lowerBound
    while start < tokens.upperBound, text.mark(start) != .none { start += 1 }
    if let cue = text.cue(start), cue.cue.stance == "boilerplate" { recent.removeAll() }
    let mentions = resolver.memory.mentions
    while mentionIndex < mentions.count, mentions[mentionIndex].token < start { mentionIndex += 1 }
    guard mentionIndex < mentions.count else { return }
    let mention = mentions[mentionIndex]
    let reach = text.boundary(start) == .negation ? 2 : 1
    guard mention.token <= start + reach, isSubject(mention.token, unitStart: start) else { return }
    remember(mention.entity, resolver.memory[mention.entity].agreement, isNested: false)
    if resolver.memory[mention.entity].kind != .person, mention.token > start,
      mention.token < tokens.upperBound
    {
      noteDocuments(
        in: mention.token..<min(mention.token + 40, tokens.upperBound), of: mention.entity)
    }
  }

  private func isSubject(_ token: Int, unitStart: Int) -> Bool {
    let info = text.info(token)
    for match in [info.title, info.name, info.givenName] where match.value >= 0 {
      if !match.clitics.isDisjoint(with: .prepositions) { return false }
    }
    guard token > unitStart else { return true }
    if text.boundary(unitStart) == .negation { return true }
    if text.boundary(unitStart) != nil || text.cue(unitStart) != nil { return false }
    switch text.particle(unitStart) {
    case nil, .auxiliary: return text.info(unitStart).title.value < 0
    default: return false
    }
  }

  private mutating func remember(_ entity: Int, _ agreement: Agreement, isNested: Bool) {
    if recent.count >= Self.memoryLength { recent.removeFirst(Self.memoryLength / 2) }
    recent.append(Event(entity: entity, agreement: agreement, unit: unit, isNested: isNested))
  }

  /// Who speaks by `found`; nil when nothing in the article agrees.
  mutating func speaker(of found: Attribution, isNested: Bool) -> SpeakerResolver.Resolved? {
    let resolved: SpeakerResolver.Resolved?
    if let subject = found.subject, case .absent = found.introducer, subject.head == .description {
      guard let known = resolver.knownPerson(subject) else { return nil }
      remember(known, found.agreement, isNested: isNested)
      return nil
    }
    if let teller = teller(of: found) { return teller }
    if let subject = found.subject {
      resolved = resolver.resolve(subject, at: subject.tokens.lowerBound)
    } else {
      resolved = inherited(found)
    }
    guard let resolved else { return nil }
    if found.subject != nil, let subject = found.subject {
      var agreement = resolver.memory[resolved.entity].agreement
      let isPerson = resolver.memory[resolved.entity].kind == .person
      let precedes = found.cue.lowerBound < subject.tokens.lowerBound
      if subject.members.isEmpty, found.resolution == .explicit, found.agreement.gender != nil,
        agreement.gender == nil || !isPerson && precedes && found.rule != .relay
      {
        agreement.gender = found.agreement.gender
        resolver.memory[resolved.entity].agreement.gender = found.agreement.gender
      }
      let isReport =
        (found.introducer != .before || found.rule == .postposedVerb)
        && !isGuess(resolved.entity, found)
      if isReport { remember(resolved.entity, agreement, isNested: isNested) }
      noteIssuer(found, resolved.entity)
    }
    return resolved
  }

  /// `قدم الباحث إحاطة حيث أخبر الأعضاء أن`: the noun behind a verb of informing is who was told, when
  /// somebody who may have told stands before in the sentence.
  private func teller(of found: Attribution) -> SpeakerResolver.Resolved? {
    guard let subject = found.subject, let form = found.form, found.resolution == .explicit,
      text.tables.cue(ofForm: form).stance == "inform", subject.members.isEmpty,
      [.collective, .institution, .description].contains(subject.head),
      subject.tokens.lowerBound >= found.cue.upperBound,
      subject.tokens.upperBound + 1 >= found.contentStart,
      let event = recent.last(where: {
        $0.unit == unit && !$0.isNested && found.agreement.fits($0.agreement)
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
  private func inherited(_ found: Attribution) -> SpeakerResolver.Resolved? {
    func fits(_ event: Event) -> Bool { found.agreement.fits(event.agreement) }
    let isShared = found.resolution == .participle || found.resolution == .pronoun
    if isShared, let event = recent.last(where: { $0.unit == unit && !$0.isNested && fits($0) }) {
      return SpeakerResolver.Resolved(entity: event.entity)
    }
    // `قال عدد من السكان إنهم …، مبينين أن`: many who are told of in the singular.
    if isShared, found.agreement.number == .plural,
      let event = recent.last(where: { $0.unit == unit && !$0.isNested }),
      resolver.memory[event.entity].kind != .person
    {
      return SpeakerResolver.Resolved(entity: event.entity)
    }
    if let event = recent.last(where: { !$0.isNested && fits($0) }) {
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

  /// `قال الجيش في بيان إن`: whoever speaks by a document issued it.
  private mutating func noteIssuer(_ found: Attribution, _ entity: Int) {
    guard let subject = found.subject, subject.head != .document else { return }
    let end = min(found.contentStart, subject.tokens.upperBound + 14)
    guard subject.tokens.upperBound < end else { return }
    noteDocuments(in: subject.tokens.upperBound..<end, of: entity)
  }

  private mutating func noteDocuments(in tokens: Range<Int>, of entity: Int) {
    for token in tokens {
      if let cue = text.cue(token), cue.cue.category == .noun, cue.cue.stance == "doc_says" {
        resolver.issuers[cue.cue.key] = entity
      }
    }
  }
}
