import ArabicText

/// Finds who takes part in a report beside its speaker: who was told, who passes it on, and where
/// it was said, as they stand between a cue and its content.
struct ParticipantFinder {
  let text: AnnotatedText
  /// How many tokens behind a cue are looked at.
  private static let reach = 40

  /// The tokens between the cue and the content.
  private func region(of found: Attribution) -> Range<Int> {
    let start = found.cue.upperBound
    guard found.introducer != .before, found.introducer != .absent else { return start..<start }
    let end = min(found.contentStart, start + Self.reach, text.count)
    return start..<max(start, end)
  }

  // MARK: Addressees

  /// Who was told: `قال للصحفيين إن`, `قال لوكالة رويترز إن`, `أبلغ الوزير المجلس أن`.
  func addressee(of found: Attribution) -> Range<Int>? {
    if let object = object(of: found) { return object }
    let region = region(of: found)
    let subject = found.subject?.tokens ?? region.lowerBound..<region.lowerBound
    for token in region where !subject.contains(token) {
      guard isTold(token), mayBeTold(token, subject, region.lowerBound) else { continue }
      if let phrase = SubjectPhraseParser(text: text, mayTakeObject: true)
        .parse(at: token, limit: region.upperBound)
      {
        return phrase.tokens
      }
      guard text.boundary(token) == .addressee else { continue }
      return token..<min(Int(text.info(token).boundary.end), region.upperBound)
    }
    return nil
  }

  private func isTold(_ token: Int) -> Bool {
    let info = text.info(token)
    return text.boundary(token) == .addressee || info.name.clitics.contains(.la)
      || info.title.clitics.contains(.la) || info.givenName.clitics.contains(.la)
  }

  /// Whether the ل at `token` belongs to the verb, not to a noun before it: `اجتماع لوزراء`.
  private func mayBeTold(_ token: Int, _ subject: Range<Int>, _ start: Int) -> Bool {
    let before = token - 1
    if before < start || subject.contains(before) || !text.isWord(before) { return true }
    if text.cue(before)?.cue.category == .noun { return true }
    if text.knownName(token)?.name.category.isOutlet == true { return true }
    for first in max(0, before - 3)...before {
      guard let boundary = text.boundary(first), Int(text.info(first).boundary.end) == token else {
        continue
      }
      return boundary == .time || boundary == .additive || boundary == .shift
    }
    return text.reads(before, anyOf: "مقابله حوار حديث لقاء")
  }

  /// Stances whose object is told something, not told of: who is accused is no addressee.
  private static let tellings: Set<Stance> = [
    .inform, .urge, .appeal, .ask, .order, .promise, .warn, .demand, .threaten,
    .recommend, .answer,
  ]

  /// The object of a verb of telling behind its subject.
  private func object(of found: Attribution) -> Range<Int>? {
    guard let form = found.form, text.tables.cue(ofForm: form).patterns.contains(.addressee),
      Self.tellings.contains(text.tables.cue(ofForm: form).stance), let subject = found.subject,
      subject.tokens.lowerBound >= found.cue.upperBound,
      found.introducer == .clause || found.introducer == .object
    else { return nil }
    let start = subject.tokens.upperBound
    let limit = found.introducer == .clause ? found.contentStart : min(start + 8, text.count)
    guard start < limit, text.isWord(start) else { return nil }
    let info = text.info(start)
    let isNamed = info.isNominal
    guard isNamed, !text.isPrepositional(start), !text.isComplementizer(start) else { return nil }
    for match in [info.title, info.name, info.givenName] where match.value >= 0 {
      guard match.clitics.isDisjoint(with: [.ba, .la, .ka, .conjunction]) else { return nil }
    }
    return SubjectPhraseParser(text: text, mayTakeObject: true)
      .parse(at: start, limit: limit)?.tokens
  }

  // MARK: Conduits

  /// The outlets that pass on, between the cue and the content: `في تصريحات نقلتها وكالة رويترز`,
  /// `أضاف، بحسب الصحيفة، أن`.
  func conduits(of found: Attribution) -> [NounPhrase] {
    let region = region(of: found)
    let start = found.subject.map { max(region.lowerBound, $0.tokens.upperBound) }
    var conduits: [NounPhrase] = []
    var token = start ?? region.lowerBound
    while token < region.upperBound {
      if let phrase = conduit(at: token, limit: region.upperBound) {
        conduits.append(phrase)
        token = phrase.tokens.upperBound
      }
      token += 1
    }
    return conduits
  }

  private func conduit(at token: Int, limit: Int) -> NounPhrase? {
    guard let cue = text.cue(token) else { return nil }
    var start = Int(cue.match.end)
    switch cue.cue.category {
    case .preposition where [.accordingTo, .relay].contains(cue.cue.stance):
      if text.isWord(start), text.reads(start, "ما") { start += 1 }
      if let verb = text.cue(start), verb.cue.category == .verb { start = Int(verb.match.end) }
      if text.isWord(start), text.reads(start, anyOf: "عنه عنها عنهم") {
        start += 1
      }
    case .verb
    where cue.cue.stance == .relay || Self.publishing.contains(cue.cue.lemma):
      guard cue.match.clitics.contains(.pronoun) else { return nil }
    default: return nil
    }
    guard start < limit,
      let phrase = SubjectPhraseParser(text: text).parse(at: start, limit: limit)
    else { return nil }
    return isOutlet(phrase) ? phrase : nil
  }

  private static let publishing: Set<Lemma> = [
    .publish, .carry, .broadcast, .convey, .air, .circulate,
  ]

  private func isOutlet(_ phrase: NounPhrase) -> Bool {
    if phrase.head == .outlet { return true }
    return phrase.knownName.map { text.tables.persons.names[$0].category.isOutlet } ?? false
  }

  // MARK: Venues

  /// Where it was said: `في مؤتمر صحفي`, `خلال زيارته للسد`; nil when the text does not say.
  func venue(of found: Attribution) -> Range<Int>? {
    let region = region(of: found)
    let start = min(
      max(region.lowerBound, found.subject?.tokens.upperBound ?? 0), region.upperBound)
    for token in start..<region.upperBound
    where text.boundary(token) == .venue {
      guard let noun = venueNoun(behind: token, limit: region.upperBound) else { continue }
      return token..<venueEnd(from: noun, limit: region.upperBound)
    }
    return nil
  }

  /// The noun of an occasion of speaking behind `في` or `خلال`.
  private func venueNoun(behind token: Int, limit: Int) -> Int? {
    let noun = Int(text.info(token).boundary.end)
    guard noun < limit, text.isWord(noun) else { return nil }
    return Self.occasions.contains { text.begins(noun, $0) } ? noun : nil
  }

  private static let occasions: [StaticString] = [
    "مؤتمر", "مقابله", "لقاء", "حوار", "كلمه", "كلمته", "كلمتها", "خطاب", "حديث", "تصريح", "بيان",
    "تغريد", "جلسه", "اجتماع", "ندوه", "زياره", "زيارته", "زيارتها", "حفل", "افتتاح", "منشور",
    "مداخله", "قمه", "القمه", "منتدي", "محاضره", "خطبه",
  ]

  /// Where the phrase of an occasion ends: at a mark, a complementizer or another preposition.
  private func venueEnd(from noun: Int, limit: Int) -> Int {
    var end = noun + 1
    while end < limit, end - noun < 6, text.isWord(end), !text.isComplementizer(end),
      text.boundary(end) == nil, text.cue(end)?.cue.category != .verb,
      text.particle(end) == nil || text.particle(end) == .nameLink
    {
      end += 1
    }
    return end
  }
}
