import ArabicText
import ETLModel

/// Finds out whom a noun phrase means within its article.
struct SpeakerResolver {
  var text: AnnotatedText
  var memory = SpeakerMemory()
  /// Who issued the statement, the report and so on that was spoken of last.
  private(set) var issuers: [Int32: Int] = [:]
  /// Where each of these texts was spoken of, which an indefinite word may mean right there.
  private var issuedAt: [Int32: Int] = [:]
  /// How many tokens behind its issuer an indefinite text may speak.
  private static let issueReach = 16
  private var numbers: WordNumbers
  /// Where the article names people, states and institutions, in its order.
  private(set) var named: [Mention] = []
  /// The last parts of the names of the people that the article introduces.
  private(set) var surnames = SurnameSet()

  init(text: AnnotatedText) {
    self.text = text
    numbers = WordNumbers(text: text)
  }

  /// Words that name an entity.
  struct Mention: Sendable {
    var tokens: Range<Int>
    var entity: Int
    /// Whether a title or the lexicon says that the words are a name.
    var isSure: Bool
  }

  /// What a phrase was resolved to.
  struct Resolved {
    var entity: Int
    /// How, when otherwise than by its own words.
    var resolution: QuoteResolution?
    /// Where the sentence names it, when the cue has no subject of its own.
    var source: Range<Int>?
  }

  /// Enters all people that are named with a title or by a full name anywhere in the article.
  mutating func introducePeople() {
    let parser = SubjectPhraseParser(text: text)
    var index = 0
    while index < text.count {
      let info = text.info(index)
      let mayName =
        info.title.value >= 0 || info.givenName.value >= 0
        || text.knownName(index).map { !$0.form.isShort } ?? false
      guard mayName, !text.isVerbBeforeTitle(index),
        let phrase = parser.parse(at: index, limit: text.count)
      else {
        index += 1
        continue
      }
      if let name = phrase.name, text.wordCount(name) > 1 || phrase.knownName != nil {
        introduce(phrase, at: index)
      } else if phrase.head == .known || phrase.head == .institution || phrase.head == .anonymous,
        !phrase.titles.isEmpty || phrase.knownName != nil
      {
        introduce(phrase, at: index)
      }
      index = max(index + 1, phrase.tokens.upperBound)
    }
    memory.sortMentions()
    noteSurnames()
  }

  private mutating func introduce(_ phrase: NounPhrase, at token: Int) {
    guard let entity = resolve(phrase, at: token)?.entity else { return }
    let members = members(of: entity)
    if members.isEmpty {
      noteName(of: phrase, entity)
    } else if members.count == phrase.members.count {
      for (phrase, member) in zip(phrase.members, members) { noteName(of: phrase, member) }
    }
  }

  /// Notes where an entity is named. A description (`متحدث`, `الحكومة`) is no name.
  private mutating func noteName(of phrase: NounPhrase, _ entity: Int) {
    var tokens = phrase.name ?? phrase.tokens
    switch phrase.head {
    case .person: break
    case .known:
      if isPlace(phrase) || isBareOutlet(phrase) { return }
      let end = Int(text.info(tokens.lowerBound).name.end)
      if tokens.contains(end) { tokens = tokens.lowerBound..<end }
    case .institution: if text.wordCount(tokens) < 2 { return }
    default: return
    }
    let hasGivenName = text.info(tokens.lowerBound).givenName.value >= 0
    let isKnown = memory[entity].knownName != nil
    guard isKnown || hasGivenName || phrase.head != .person else { return }
    named.append(
      Mention(
        tokens: tokens, entity: entity, isSure: isKnown || hasGivenName && !phrase.titles.isEmpty))
  }

  /// Whether the name of an outlet stands alone that is a common word too: `الشرق الأوسط`.
  private func isBareOutlet(_ phrase: NounPhrase) -> Bool {
    guard let known = phrase.knownName.map({ text.tables.persons.names[$0] }) else { return false }
    return known.category.isOutlet && known.isAmbiguous && phrase.titles.isEmpty
      && text.mark(phrase.tokens.lowerBound - 1) != .quote
  }

  /// Whether a name means a place: a city, or a capital with a preposition (`في لندن`), which without
  /// one stands for its state.
  private func isPlace(_ phrase: NounPhrase) -> Bool {
    let start = phrase.tokens.lowerBound
    guard let category = text.knownName(start)?.name.category else { return false }
    return category == .city
      || category == .capitalMetonym
        && (text.info(start).name.clitics.contains(.ba) || text.boundary(start - 1) == .venue
          || text.particle(start - 1) == .from || text.particle(start - 1) == .to)
  }

  /// The entity that `phrase` means; nil when it means nobody in particular.
  mutating func resolve(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    let resolved: Resolved?
    if !phrase.members.isEmpty {
      resolved = group(phrase, at: token)
    } else {
      switch phrase.head {
      case .person: resolved = person(phrase, at: token)
      case .known:
        resolved = phrase.knownName.flatMap { known($0, phrase) }.map { Resolved(entity: $0) }
      case .institution, .outlet, .collective: resolved = organization(phrase, at: token)
      case .document: resolved = document(phrase, at: token)
      case .definite: resolved = definite(phrase, at: token)
      case .anonymous:
        resolved =
          bearer(of: phrase, before: token)
          ?? described(phrase, .anonymous).map { Resolved(entity: $0) }
      case .description: resolved = description(phrase, at: token)
      }
    }
    if let resolved { memory.mention(resolved.entity, at: token) }
    return resolved
  }

  /// The entities that a group consists of.
  func members(of entity: Int) -> [Int] { memory.members(of: memory[entity]) }

  /// The person of the article whose surname stands at `tokens`.
  mutating func knownPerson(_ tokens: Range<Int>) -> Int? {
    let name = nameWords(tokens)
    return memory.person(name, before: tokens.lowerBound)?.entity
  }

  /// Gives somebody who was known by a description the name at `tokens`.
  mutating func name(_ entity: Int, as tokens: Range<Int>) {
    let name = nameWords(tokens)
    memory.rename(entity, tokens, name)
    memory[entity].kind = .person
    memory.respell(entity, tokens)
  }

  /// Notes the surnames of the people met so far.
  private mutating func noteSurnames() {
    for entity in memory.entities where entity.kind == .person && entity.words.count > 1 {
      guard case .tokens(let tokens) = entity.name else { continue }
      guard let last = tokens.last(where: { text.isWord($0) }) else { continue }
      surnames.insert(text.text.folded[text.bareWord(last)])
    }
  }

  /// The words to compare a phrase by, without attached ب, ل or و of the first.
  private mutating func nameWords(_ tokens: Range<Int>) -> WordList {
    var name = WordList()
    for token in tokens where text.isWord(token) {
      let number =
        name.isEmpty ? number(ofFirst: token, of: tokens) : numbers.number(at: token)
      memory.append(number, to: &name)
    }
    return name
  }

  /// The number of the first word of a phrase, without what is attached.
  private mutating func number(ofFirst token: Int, of tokens: Range<Int>) -> Int32 {
    let clitics = clitics(at: tokens.lowerBound)
    if clitics.isDisjoint(with: [.conjunction, .ba, .la, .ka]) { return numbers.number(at: token) }
    // Each letter set aside is two bytes long.
    var rest = text.bareWord(token)
    func drop(_ count: Int) {
      rest = min(rest.lowerBound + count, rest.upperBound)..<rest.upperBound
    }
    if clitics.contains(.conjunction) { drop(2) }
    if !clitics.isDisjoint(with: .prepositions) { drop(2) }
    if clitics.contains(.la), text.isFolded("ل", at: rest.lowerBound) { drop(2) }
    return numbers.number(of: text.bareWord(rest))
  }

  /// What is attached to the name or title at `index`.
  private func clitics(at index: Int) -> Clitics {
    let info = text.info(index)
    if info.name.value >= 0 { return info.name.clitics }
    if info.title.value >= 0 { return info.title.clitics }
    return info.givenName.value >= 0 ? info.givenName.clitics : []
  }

  /// A phrase as it is stored: without attached prepositions and the marks around it.
  func display(_ tokens: Range<Int>) -> String {
    String(decoding: displayed(tokens), as: UTF8.self)
  }

  /// The same as UTF-8.
  func displayed(_ tokens: Range<Int>) -> ArraySlice<UInt8> {
    var start = tokens.lowerBound
    var end = tokens.upperBound
    while start < end, !text.isWord(start) { start += 1 }
    while end > start, !text.isWord(end - 1), text.mark(end - 1) != .closeParenthesis,
      !(text.mark(end - 1) == .quote && end - 1 > start + 1
        && text.mark(tokens.lowerBound) != .quote)
    { end -= 1 }
    guard start < end else { return [] }
    var words = text.text.text[text.span(start..<end).range]
    let clitics = clitics(at: start).subtracting(.article)
    // `وفقا لبيان`: the ل of a cue that ends with it is no part of a name.
    let endsCue = clitics.isEmpty && text.cue(start - 1)?.form.endsWithClitic == true
    if clitics.contains(.conjunction) { Self.dropLetter(&words) }
    if clitics.contains(.la) || endsCue, words.starts(with: "لل".utf8) {
      return "ال".utf8 + words.dropFirst(4)
    }
    if !clitics.isDisjoint(with: .prepositions) || endsCue && words.starts(with: "ل".utf8) {
      Self.dropLetter(&words)
    }
    return words
  }

  /// Drops the first letter, and the vowel signs above and below it.
  private static func dropLetter(_ words: inout ArraySlice<UInt8>) {
    words = words.dropFirst().drop { $0 & 0xC0 == 0x80 }
    while let first = words.first, first == 0xD9, let second = words.dropFirst().first,
      0x8B...0x92 ~= second
    {
      words = words.dropFirst(2)
    }
  }

  // MARK: Kinds of phrases

  private mutating func person(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    guard let name = phrase.name else { return nil }
    let words = nameWords(name)
    guard !words.isEmpty else { return nil }
    var resolved: Resolved
    if let found = memory.person(words, before: token) {
      resolved = Resolved(entity: found.entity, resolution: found.isPart ? .surname : nil)
      let isLonger = words.count > memory[found.entity].words.count
      if isLonger, memory[found.entity].knownName == nil {
        memory.rename(found.entity, name, words)
      }
    } else if phrase.titles.isEmpty, phrase.knownName == nil,
      let named = memory.organization(words)
    {
      return Resolved(entity: named)
    } else if let knownName = phrase.knownName {
      guard let entity = known(knownName, phrase) else { return nil }
      resolved = Resolved(entity: entity)
    } else {
      let entity = Entity(
        kind: .person, name: .tokens(name), words: words, agreement: phrase.agreement)
      guard let added = memory.add(entity) else { return nil }
      resolved = Resolved(entity: added)
    }
    note(phrase, resolved.entity)
    memory.spell(resolved.entity, name)
    return resolved
  }

  private mutating func note(_ phrase: NounPhrase, _ entity: Int) {
    for title in phrase.titles { memory.addTitle(text.tables.titles.titles[title], to: entity) }
    let isCounterpart = phrase.titles.contains { text.tables.titles.titles[$0].isCounterpart }
    if isCounterpart, let other = memory.mentions.last?.entity, other != entity {
      memory.addTitles(of: other, to: entity)
    }
    for role in phrase.roles { addRole(role, to: entity) }
    if memory[entity].agreement.gender == nil {
      memory[entity].agreement.gender = phrase.agreement.gender
    }
  }

  private mutating func addRole(_ tokens: Range<Int>, to entity: Int) {
    for token in tokens where text.isWord(token) {
      memory.addRoleWord(numbers.number(at: token), to: entity)
    }
  }

  private mutating func known(_ index: Int, _ phrase: NounPhrase) -> Int? {
    let known = text.tables.persons.names[index]
    let spelling = phrase.name ?? phrase.tokens
    if let entity = memory.known(known.identity) {
      memory.spell(entity, spelling)
      return entity
    }
    let entity = Entity(
      kind: Self.kind(known.category), name: .known(index),
      words: memory.makeName(text.tables.persons.details[index].words),
      agreement: Agreement(gender: known.gender))
    guard let added = memory.add(entity, identity: known.identity) else { return nil }
    memory.spell(added, spelling)
    return added
  }

  private static func kind(_ category: KnownName.Category) -> Speaker.Kind {
    switch category {
    case .person, .givenName: .person
    case .country, .capitalMetonym: .state
    case .agency, .broadcaster, .newspaper, .magazine: .outlet
    default: .organization
    }
  }

  private mutating func organization(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    let words = nameWords(phrase.tokens)
    if let entity = memory.named(words) {
      memory.spell(entity, phrase.tokens)
      return Resolved(entity: entity)
    }
    let title = text.tables.firstTitle(of: phrase)
    // `الشركة` and `الشركة الإماراتية` mean the company named before.
    if let title, text.info(phrase.tokens.lowerBound).isDefinite, phrase.head != .collective,
      words.count == 1 || words.count == 2 && title.isCompany
    {
      let found = memory.last(before: token) {
        ($0.kind == .organization || $0.kind == .outlet) && $0.words.count > 1
          && (memory.bears($0, title.headKey) || memory.begin(alike: $0.words, words))
      }
      if let found { return Resolved(entity: found, resolution: .definite) }
    }
    // `القناة` is the outlet of the lexicon named before.
    if phrase.head == .outlet, words.count == 1, text.info(phrase.tokens.lowerBound).isDefinite,
      let found = memory.last(
        before: token, where: { $0.kind == .outlet && $0.knownName != nil })
    {
      return Resolved(entity: found, resolution: .definite)
    }
    let kind: Speaker.Kind =
      switch phrase.head {
      case .outlet: .outlet
      case .collective: .group
      default: .organization
      }
    let entity = Entity(
      kind: kind, name: .tokens(phrase.tokens), words: words, agreement: phrase.agreement)
    guard let added = memory.add(entity) else { return nil }
    if let title { memory.addTitle(title, to: added) }
    memory.spell(added, phrase.tokens)
    return Resolved(entity: added)
  }

  private mutating func document(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    if let start = phrase.issuer?.lowerBound,
      let source = SubjectPhraseParser(text: text).parse(
        at: start, limit: phrase.tokens.upperBound),
      let resolved = resolve(source, at: token)
    {
      issuers[documentKey(phrase)] = resolved.entity
      return Resolved(entity: resolved.entity, resolution: .document)
    }
    let isFresh = issuedAt[documentKey(phrase)].map {
      $0 < token && token - $0 < Self.issueReach
    }
    if phrase.isDefinite || isFresh == true, let issuer = issuers[documentKey(phrase)] {
      return Resolved(entity: issuer, resolution: .document)
    }
    return described(phrase, .document).map { Resolved(entity: $0, resolution: .document) }
  }

  /// Notes who issued the text with the key, spoken of near `token`.
  mutating func note(issuer entity: Int, of key: Int32, at token: Int) {
    issuers[key] = entity
    issuedAt[key] = token
  }

  private func documentKey(_ phrase: NounPhrase) -> Int32 {
    text.tables.firstTitle(of: phrase)?.headKey ?? -1
  }

  private mutating func definite(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    guard let title = phrase.titles.first else { return nil }
    let first = text.tables.titles.titles[title]
    let firstWords = text.tables.titles.words[title]
    let words = numbers.numbers(of: phrase.tokens)
    let names = words.filter { word in
      !phrase.titles.contains { text.tables.titles.words[$0].contains(word) }
    }
    let others = words.filter {
      !firstWords.contains($0) && !text.tables.fillers.contains($0)
    }
    if names.count == 1 {
      let name = memory.makeName(names)
      if let found = memory.person(name, before: token), found.isPart {
        return Resolved(entity: found.entity, resolution: .surname)
      }
    }
    if first.category == .honorific, names.isEmpty,
      let found = memory.last(before: token, where: { $0.kind == .person })
    {
      return Resolved(entity: found, resolution: .definite)
    }
    func fits(_ entity: Entity, _ key: Int32) -> Bool {
      guard entity.kind == .person || entity.kind == .anonymous, memory.bears(entity, key)
      else {
        return false
      }
      return entity.kind == .anonymous || memory.hasRole(entity, others)
    }
    for key in [first.key, first.headKey] {
      if let found = memory.last(before: token, where: { fits($0, key) }) {
        return Resolved(entity: found, resolution: .definite)
      }
    }
    if let found = memory.only(where: { $0.kind == .person && fits($0, first.key) }) {
      return Resolved(entity: found, resolution: .definite)
    }
    // `رئيس حزب الوفاق المعارض` of somebody who is `رئيس حزب الوفاق الوطني`.
    let nearest = others.prefix(2)
    if nearest.count == 2,
      let found = memory.only(where: {
        $0.kind == .person && memory.bears($0, first.key) && memory.hasRole($0, nearest)
      })
    {
      return Resolved(entity: found, resolution: .definite)
    }
    // `الفتاة` is the girl or woman named last.
    if first.category == .citizen, others.isEmpty, phrase.agreement.number == .singular,
      let found = memory.last(
        before: token,
        where: { $0.kind == .person && $0.agreement.gender == phrase.agreement.gender })
    {
      return Resolved(entity: found, resolution: .definite)
    }
    return described(phrase, .anonymous).map { Resolved(entity: $0, resolution: .definite) }
  }

  /// The person whose role is all that a phrase without article says: `رئيس إقليم كردستان`.
  private mutating func bearer(of phrase: NounPhrase, before token: Int) -> Resolved? {
    guard let number = phrase.titles.first else { return nil }
    let title = text.tables.titles.titles[number]
    guard title.category == .personRole else { return nil }
    let titleWords = text.tables.titles.words[number]
    let others = numbers.numbers(of: phrase.tokens).filter { !titleWords.contains($0) }
    guard !others.isEmpty,
      let found = memory.last(
        before: token,
        where: {
          $0.kind == .person && memory.bears($0, title.key) && memory.hasRole($0, others)
        })
    else { return nil }
    return Resolved(entity: found, resolution: .definite)
  }

  /// The entity that is known by its description only.
  private mutating func described(_ phrase: NounPhrase, _ kind: Speaker.Kind) -> Int? {
    let words = nameWords(phrase.tokens)
    if let entity = memory.named(words, where: { $0.kind == kind }) { return entity }
    let entity = Entity(
      kind: kind, name: .tokens(phrase.tokens), words: words, agreement: phrase.agreement)
    guard let added = memory.add(entity) else { return nil }
    for title in phrase.titles { memory.addTitle(text.tables.titles.titles[title], to: added) }
    memory.addRoleWords(words, to: added)
    memory.spell(added, phrase.tokens)
    return added
  }

  private mutating func description(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    let words = nameWords(phrase.tokens)
    if words.count <= 2, let found = memory.person(words, before: token), found.isPart {
      return Resolved(entity: found.entity, resolution: .surname)
    }
    if let entity = memory.named(words) ?? memory.organization(words) {
      return Resolved(entity: entity)
    }
    return described(phrase, .unknown).map { Resolved(entity: $0) }
  }

  private mutating func group(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    let members = phrase.members.compactMap { resolve($0, at: token)?.entity }
    let words = nameWords(phrase.tokens)
    if let entity = memory.named(words, where: { $0.kind == .group }) {
      return Resolved(entity: entity)
    }
    let entity = Entity(
      kind: .group, name: .tokens(phrase.tokens), words: words, agreement: phrase.agreement)
    guard let added = memory.add(entity) else { return nil }
    memory.setMembers(members, of: added)
    memory.spell(added, phrase.tokens)
    return Resolved(entity: added)
  }
}
