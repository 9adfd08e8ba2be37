import ArabicText
import ETLModel

/// Finds the attributions of a text: each cue with its subject and what introduces its content.
struct ClauseParser {
  let text: AnnotatedText
  /// The tokens that introduce the content of an attribution found already.
  private var claimed: [Bool]
  private let deadline = Deadline.current

  init(text: AnnotatedText) {
    self.text = text
    claimed = Array(repeating: false, count: text.count + 1)
  }

  func isClaimed(_ token: Int) -> Bool { claimed[token] }

  mutating func setClaimed(_ token: Int) { claimed[token] = true }

  /// The attributions of a unit, in order. Units are parsed in their order.
  mutating func parse(unit: Int) throws(DeadlinePassed) -> [Attribution] {
    let tokens = text.units[unit].tokens
    var attributions: [Attribution] = []
    if let headline = headline(unit) { attributions.append(headline) }
    var index = tokens.lowerBound
    while index < tokens.upperBound {
      if index & 0xFF == 0 { try deadline?.check() }
      if let span = text.marks.span(around: index), text.wordCount(span.inside) > 3 {
        index = span.close
        continue
      }
      if text.info(index).cue.value >= 0, let found = attribution(at: index, unit: unit) {
        attributions.append(found)
      }
      index += 1
    }
    return attributions
  }

  private mutating func attribution(at index: Int, unit: Int) -> Attribution? {
    guard let (cue, form, match) = text.cue(index), cue.strength != .never else { return nil }
    let limit = text.units[unit].tokens.upperBound
    let isNominal =
      text.info(index).title.value >= 0 && text.info(index).title.clitics == match.clitics
    switch cue.category {
    case .verb:
      if text.info(index).name.value >= 0 && !match.clitics.contains(.conjunction) { return nil }
      // `شكره`, `اتفقنا`: a pronoun stands for somebody told or described, or it is no report.
      if match.clitics.contains(.pronoun), cue.patterns.isDisjoint(with: [.addressee, .label]),
        cue.stance != .relay
      {
        return nil
      }
      if isNominal && cue.strength == .sometimes && !startsClause(index, unit) { return nil }
      return verb(Site(index: index, unit: unit, limit: limit, cue: cue, form: form, match: match))
    case .participle:
      return participle(
        Site(index: index, unit: unit, limit: limit, cue: cue, form: form, match: match))
    case .noun:
      return noun(Site(index: index, unit: unit, limit: limit, cue: cue, form: form, match: match))
    case .preposition where isClaimed(index): return nil
    case .preposition:
      return SourcePrepositionParser(text: text).parse(
        Site(index: index, unit: unit, limit: limit, cue: cue, form: form, match: match))
    case .phrase:
      guard cue.stance == .docSays else { return nil }
      return documentSays(
        Site(index: index, unit: unit, limit: limit, cue: cue, form: form, match: match))
    }
  }

  /// A cue and where it stands.
  struct Site {
    var index: Int
    var unit: Int
    var limit: Int
    var cue: Cue
    var form: CueForm
    var match: PhraseMatch
    var end: Int { Int(match.end) }
  }

  private func startsClause(_ index: Int, _ unit: Int) -> Bool {
    index == text.units[unit].tokens.lowerBound || text.mark(index - 1) != .none
      || text.info(index).cue.clitics.contains(.conjunction)
  }

  // MARK: Verbs

  private mutating func verb(_ site: Site) -> Attribution? {
    let prefix = VerbPrefix(text: text, site: site)
    guard prefix.isReport, !isAcross(site) else { return nil }
    var found = Attribution(
      rule: .verbClause, cue: site.index..<site.end, form: Int(site.match.value),
      agreement: site.form.agreement, subject: nil, resolution: .dropped, introducer: .object,
      contentStart: site.end, clauseStart: prefix.clauseStart, polarity: prefix.polarity,
      unit: site.unit)
    found.isCoordinated = prefix.isCoordinated
    found.modality = prefix.modality
    var subjectStart = skipAdverbs(site.end, site.limit)
    if let end = addresseeEnd(subjectStart, site) { subjectStart = end }
    // `صرح به الوزير`
    if text.boundary(subjectStart) == .preposition, startsName(subjectStart + 1),
      text.reads(subjectStart, anyOf: "به بها")
    {
      subjectStart += 1
    }
    if text.particle(subjectStart) == .each, text.particle(subjectStart + 1) == .from {
      subjectStart += 2
    }
    var next = subjectStart
    if prefix.isDisplaced {
      guard let (subject, end) = displacedSubject(prefix, subjectStart, site) else { return nil }
      found.subject = subject
      found.resolution = .explicit
      found.clauseStart = min(found.clauseStart, subject.tokens.lowerBound)
      next = max(next, end)
    } else if let topic = topic(prefix, site) {
      found.subject = topic
      found.resolution = .explicit
      found.clauseStart = min(found.clauseStart, topic.tokens.lowerBound)
    } else if let subject = subject(at: subjectStart, site) {
      if !isTold(subject, site) {
        found.subject = subject
        found.resolution = .explicit
      }
      next = asideEnd(subject.tokens.upperBound, site.limit)
    } else if prefix.relative, site.match.clitics.contains(.pronoun), site.cue.stance != .relay {
      // `الاتفاق الذي يصفه بأنه`: the pronoun is the antecedent, the speaker somebody else.
      found.clauseStart = site.index
    } else if prefix.relative {
      found.resolution = .relative
      found.rule = .relativeClause
      found.subject = antecedent(before: prefix.clauseStart, unit: site.unit)
    } else if let giver = giver(before: prefix, site) {
      found.subject = giver
      found.resolution = .relative
      found.clauseStart = site.index
    } else if let before = subjectBefore(prefix.verbGroupStart, unit: site.unit, site),
      !isGuess(before)
        || text.wordCount(before.tokens) > 1
          && text.mark(prefix.verbGroupStart - 1) != .comma
    {
      found.subject = before
      found.resolution = .explicit
      found.clauseStart = min(found.clauseStart, before.tokens.lowerBound)
    } else if prefix.verbGroupStart < site.index,
      let nested = nestedSubject(site, before: prefix.verbGroupStart)
    {
      found.subject = nested
      found.resolution = .explicit
    }
    if site.cue.stance == .relay { relay(&found, from: &next, site) }
    guard !isHomograph(found, site) else { return nil }
    relayed(&found, from: &next, site)
    guard prefix.polarity != .negated else { return found }
    if introduce(&found, from: next, site) {
      // Of what was not said only a clause is worth keeping.
      let isKept = found.modality == nil || found.introducer != .object
      return isKept && !(found.modality != nil && found.introducer == .before) ? found : nil
    }
    // `على أرضه وبين جماهيره` is no verb.
    guard found.modality == nil, site.cue.lemma != .clarify,
      let subject = found.subject, !prefix.relative,
      !isGuess(subject) || text.wordCount(subject.tokens) == 1
    else {
      return nil
    }
    found.introducer = .absent
    found.isCoordinated = found.isCoordinated && site.cue.strength == .always
    return found
  }

  /// The subject of a verb that no clause begins at: before it (`الوزير قال إن`, `تقريرا يؤكد أن`),
  /// or behind it with the content next to it; and where to look for the content.
  private func displacedSubject(
    _ prefix: VerbPrefix, _ start: Int, _ site: Site
  ) -> (NounPhrase, Int)? {
    let before = subjectBefore(prefix.verbGroupStart, unit: site.unit, site)
    if let before, !isGuess(before) { return (before, site.end) }
    if let described = describedSubject(prefix.verbGroupStart, site) {
      return (described, site.end)
    }
    guard site.cue.strength == .always else { return nil }
    if text.title(site.index - 1)?.category == .document, text.isComplementizer(site.end) {
      return SubjectPhraseParser(text: text).parse(at: site.index - 1, limit: site.index)
        .map { ($0, site.end) }
    }
    if before == nil, text.isComplementizer(site.end),
      let nested = nestedSubject(site, before: site.index)
    {
      return (nested, site.end)
    }
    guard let after = subject(at: start, site), after.head != .description || before != nil,
      after.head != .document
    else { return before.map { ($0, site.end) } }
    let end = after.tokens.upperBound
    let isNear = text.isComplementizer(end) || text.mark(end) == .colon || text.mark(end) == .quote
    return isNear ? (after, end) : before.map { ($0, site.end) }
  }

  /// How many tokens between dashes may tell who a subject is.
  private static let asideReach = 20

  /// Where `– وكيل الوزارة –` behind a subject ends; `start` when no dash stands there.
  private func asideEnd(_ start: Int, _ limit: Int) -> Int {
    guard text.mark(start) == .dash, text.title(start + 1) != nil else { return start }
    for index in start + 2..<max(start + 2, min(limit, start + Self.asideReach)) {
      if text.mark(index) == .dash { return index + 1 }
      guard text.isWord(index) || text.mark(index) == .comma else { return start }
    }
    return start
  }

  /// How many words may stand between the beginning of an indefinite subject and its verb.
  private static let describedReach = 8

  /// The subject of a relative clause without pronoun, which describes something indefinite:
  /// `التقت سيدة مصرية قالت إن`, `انتقد تقريرا نشرته الصحيفة ذكر أن`.
  private func describedSubject(_ verb: Int, _ site: Site) -> NounPhrase? {
    guard site.cue.strength == .always,
      !site.form.isPresent || text.title(verb - 1)?.category == .document,
      text.isComplementizer(site.end) || text.isComplementizer(site.end + 1)
    else { return nil }
    let start = max(text.units[site.unit].tokens.lowerBound, verb - Self.describedReach)
    for index in (start..<verb).reversed() {
      guard text.mark(index) == .none, !text.isComplementizer(index) else { return nil }
      guard let title = text.title(index), !text.info(index).isDefinite,
        title.category == .document || title.category == .citizen,
        let phrase = SubjectPhraseParser(text: text).parse(at: index, limit: verb),
        phrase.name == nil, phrase.members.isEmpty,
        title.category == .document || !phrase.isDefinite,
        phrase.agreement.number == site.form.agreement.number,
        phrase.agreement.gender == nil || phrase.agreement.gender == site.form.agreement.gender,
        title.category == .document || phrase.tokens.upperBound == verb
      else { continue }
      return phrase
    }
    return nil
  }

  /// Whether the phrase behind a verb of addressing is who is addressed, as a verb in the masculine
  /// before things in the feminine shows: `وناشد المجالس أن`.
  private func isTold(_ phrase: NounPhrase, _ site: Site) -> Bool {
    site.cue.patterns.contains(.addressee) && site.match.clitics.contains(.conjunction)
      && site.form.agreement == Agreement(gender: .masculine)
      && phrase.agreement == Agreement(gender: .feminine)
      && (phrase.head == .institution || phrase.head == .description)
  }

  /// The subject of `أما الوزير سامر، فقد حذر المصنع`, which stands before the verb.
  private func topic(_ prefix: VerbPrefix, _ site: Site) -> NounPhrase? {
    let start = prefix.verbGroupStart
    if start < site.index, text.particle(start) == .perfect,
      text.info(start).particle.clitics.contains(.conjunction), text.mark(start - 1) == .comma
    {
      return subjectBefore(start, unit: site.unit, site)
    }
    return announced(site)
  }

  /// How far before its verb a subject may be announced by `أما`.
  private static let topicReach = 18

  /// The subject of `أما المدير سامر الحلبي فقال`.
  private func announced(_ site: Site) -> NounPhrase? {
    guard site.match.clitics.contains(.conjunction), text.startsWithFa(site.index) else {
      return nil
    }
    let start = max(text.units[site.unit].tokens.lowerBound, site.index - Self.topicReach)
    for index in (start..<site.index).reversed() {
      switch text.mark(index) {
      case .period, .colon, .newline: return nil
      default: break
      }
      guard text.boundary(index) == .shift, text.reads(index, "اما") else { continue }
      let parser = SubjectPhraseParser(text: text)
      guard let phrase = parser.parse(at: index + 1, limit: site.index) else { return nil }
      return LateNameParser(text: text).complete(phrase, limit: site.index + 1)
    }
    return nil
  }

  /// Who gave the speech of `كلمة رئيس النادي سامر الحلبي، أكد فيها أن`: the person named last before
  /// a verb with a pronoun that points back.
  private func giver(before prefix: VerbPrefix, _ site: Site) -> NounPhrase? {
    guard text.particle(site.end) == .resumptive, !site.match.clitics.contains(.conjunction),
      text.mark(site.index - 1) == .comma
    else { return nil }
    if let person = lastPerson(before: prefix.clauseStart, unit: site.unit) { return person }
    guard let phrase = antecedent(before: prefix.clauseStart, unit: site.unit),
      phrase.head == .person || phrase.head == .known
    else { return nil }
    return phrase
  }

  /// How far before its verb the subject of a nested report may stand.
  private static let nestedReach = 16

  /// The subject of `إن المتظاهرين قرب المقر قالوا إنهم باقون`: what stands behind the complementizer
  /// before the verb, when it agrees with the verb.
  private func nestedSubject(_ site: Site, before end: Int) -> NounPhrase? {
    let start = max(text.units[site.unit].tokens.lowerBound, end - Self.nestedReach)
    for index in (start..<end).reversed() {
      guard text.mark(index) == .none else { return nil }
      guard text.particle(index) == .complementizer else { continue }
      let parser = SubjectPhraseParser(text: text)
      guard let phrase = parser.parse(at: index + 1, limit: end), phrase.isDefinite,
        phrase.agreement.number == site.form.agreement.number,
        phrase.agreement.gender == nil
          || phrase.agreement.gender == site.form.agreement.gender
      else { return nil }
      return phrase
    }
    return nil
  }

  /// Whether nothing but the shape of its words makes the phrase a speaker.
  func isGuess(_ phrase: NounPhrase) -> Bool {
    if !phrase.members.isEmpty || phrase.knownName != nil || !phrase.titles.isEmpty { return false }
    return phrase.name.map { text.info($0.lowerBound).givenName.value < 0 } ?? true
  }

  private mutating func introduce(
    _ found: inout Attribution, from next: Int, _ site: Site
  ) -> Bool {
    let finder = IntroducerFinder(text: text)
    guard let introducer = finder.find(from: next, limit: site.limit, cue: site.cue),
      !claimed[introducer.token]
    else { return withoutIntroducer(&found, from: next, site) }
    if site.cue.strength == .sometimes, !isTrustworthy(found, introducer, site) { return false }
    claimed[introducer.token] = true
    found.introducer = introducer.introducer
    found.contentStart = introducer.contentStart
    extendCue(&found, to: introducer.token, site)
    if found.rule == .verbClause {
      switch introducer.introducer {
      case .colon: found.rule = .verbColon
      case .marks: found.rule = .verbMarks
      default: if site.cue.stance == .describe { found.rule = .describeAs }
      }
    }
    return true
  }

  /// Whether a cue that often means something else reports here.
  private func isTrustworthy(
    _ found: Attribution, _ introducer: IntroducerFinder.Found, _ site: Site
  ) -> Bool {
    if introducer.introducer != .clause {
      return site.cue.patterns.contains(.colon) || site.cue.patterns.contains(.marks)
    }
    guard site.cue.patterns.contains(.clause) else { return false }
    if let subject = found.subject {
      return subject.head != .description || site.cue.category != .verb
        || found.rule == .relativeClause || isKnownSpeech(site.cue)
    }
    return introducer.token - site.end <= 2
  }

  private func isKnownSpeech(_ cue: Cue) -> Bool {
    ![.opine, .describe, .docSays].contains(cue.stance)
  }

  /// `مشيرا إلى أن`: a preposition between cue and clause belongs to the cue.
  private func extendCue(_ found: inout Attribution, to token: Int, _ site: Site) {
    guard token == site.end + 1, text.particle(site.end) != nil else { return }
    found.cue = found.cue.lowerBound..<token
  }

  func skipAdverbs(_ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit {
      switch text.boundary(index) {
      case .additive, .shift: index = Int(text.info(index).boundary.end)
      case .time:
        let end = Int(text.info(index).boundary.end)
        guard startsName(end) else { return index }
        index = end
      default:
        guard text.particle(index) == .perfect || isDemonstrative(index) else { return index }
        index += 1
      }
    }
    return index
  }

  /// Whether `هذا` stands before a definite title: `قال هذا المسؤول`.
  private func isDemonstrative(_ index: Int) -> Bool {
    text.boundary(index) != nil && text.info(index + 1).isDefinite && startsName(index + 1)
      && text.reads(index, anyOf: "هذا هذه هولاء تلك")
  }

  /// Whether a subject that the lexicons know starts at `index`: `أعلن السبت حزب الشعب`.
  private func startsName(_ index: Int) -> Bool {
    let info = text.info(index)
    let isKnown = info.isNominal
    return isKnown && canStartSubject(index)
  }

  /// Where a subject starts behind who was told: `كشف لـ«الصحيفة» السفير سامر أن`; nil when
  /// nobody is told at `index`, or no subject follows.
  private func addresseeEnd(_ index: Int, _ site: Site) -> Int? {
    let end = outletEnd(index, limit: site.limit)
    return end > index && startsName(end) ? end : nil
  }

  /// Where the outlet with ل before it that stands at `index` ends; `index` when none stands there.
  func outletEnd(_ index: Int, limit: Int) -> Int {
    guard index + 1 < limit else { return index }
    let info = text.info(index)
    var end = index
    if let span = text.marks.span(at: index + 1), span.isClosed, text.isLoneLam(index),
      text.wordCount(span.inside) <= 3
    {
      end = span.close + 1
    } else if let name = text.knownName(index), name.name.category.isOutlet,
      info.name.clitics.contains(.la)
    {
      end = Int(info.name.end)
    } else if text.title(index)?.category == .outlet, info.title.clitics.contains(.la),
      let phrase = SubjectPhraseParser(text: text, mayTakeObject: true).parse(
        at: index, limit: limit)
    {
      end = phrase.tokens.upperBound
    }
    return end < limit ? end : index
  }

  private func subject(at index: Int, _ site: Site) -> NounPhrase? {
    guard index < site.limit, text.isWord(index) || text.mark(index) == .quote else { return nil }
    if text.mark(index) == .none, !canStartSubject(index) { return nil }
    let takesObject =
      !site.cue.patterns.isDisjoint(with: [.addressee, .label, .object])
      && site.cue.stance != .neutralSay && site.cue.stance != .add
    let parser = SubjectPhraseParser(
      text: text, mayTakeObject: takesObject, mayBeTold: site.cue.patterns.contains(.addressee))
    guard var phrase = parser.parse(at: index, limit: site.limit) else { return nil }
    phrase = LateNameParser(text: text).complete(phrase, limit: site.limit)
    splitObject(&phrase, site)
    phrase = JointSubjectParser(text: text, parser: parser).join(phrase, limit: site.limit)
    if phrase.agreement.gender == nil { phrase.agreement.gender = site.form.agreement.gender }
    return phrase
  }

  /// `اتهمت النائب العام ترامب`: a man's name behind a title and a verb in the feminine is the object.
  private func splitObject(_ phrase: inout NounPhrase, _ site: Site) {
    guard let name = phrase.name, let known = phrase.knownName, !phrase.titles.isEmpty,
      name.lowerBound > phrase.tokens.lowerBound,
      text.tables.persons.names[known].gender == .masculine,
      site.form.agreement == Agreement(gender: .feminine),
      !site.cue.patterns.isDisjoint(with: [.addressee, .object])
    else { return }
    phrase.name = nil
    phrase.knownName = nil
    phrase.head = .definite
    phrase.agreement.gender = .feminine
    phrase.tokens = phrase.tokens.lowerBound..<name.lowerBound
  }

  /// Whether a subject can start with this word: it carries no preposition.
  func canStartSubject(_ index: Int) -> Bool {
    let info = text.info(index)
    if info.isPrepositional || text.isComplementizer(index) || text.isLoneWaw(index) {
      return false
    }
    if let clitics = info.nominalClitics {
      return clitics.isDisjoint(with: [.ba, .la, .ka, .conjunction])
    }
    if let cue = text.cue(index) {
      // A noun of speech with a pronoun or preposition is no subject: `بالقول`, `في تصريح`.
      return cue.cue.category == .noun && cue.match.clitics.isDisjoint(with: .prepositions)
        && cue.cue.lemma != .say
    }
    return text.particle(index) == nil || text.particle(index) == .nameLink
  }
}
