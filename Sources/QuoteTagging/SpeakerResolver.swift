import ArabicText
import ETLModel

/// Finds out whom a noun phrase means within its article.
struct SpeakerResolver {
  let text: AnnotatedText
  var memory = SpeakerMemory()
  /// Who issued the statement, the report and so on that was spoken of last.
  var issuers: [String: Int] = [:]

  init(text: AnnotatedText) { self.text = text }

  /// What a phrase was resolved to.
  struct Resolved {
    var entity: Int
    /// How, when otherwise than by its own words.
    var resolution: QuoteResolution?
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
      guard mayName, let phrase = parser.parse(at: index, limit: text.count) else {
        index += 1
        continue
      }
      if let name = phrase.name, text.wordCount(name) > 1 || phrase.knownName != nil {
        _ = resolve(phrase, at: index)
      } else if phrase.head == .known || phrase.head == .institution || phrase.head == .anonymous,
        !phrase.titles.isEmpty || phrase.knownName != nil
      {
        _ = resolve(phrase, at: index)
      }
      index = max(index + 1, phrase.tokens.upperBound)
    }
    memory.sortMentions()
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
      case .anonymous: resolved = described(phrase, .anonymous).map { Resolved(entity: $0) }
      case .description: resolved = description(phrase, at: token)
      }
    }
    if let resolved { memory.mention(resolved.entity, at: token) }
    return resolved
  }

  /// The person of the article whose surname `phrase` is.
  func knownPerson(_ phrase: NounPhrase) -> Int? {
    memory.person(nameWords(phrase.tokens), before: phrase.tokens.lowerBound)?.entity
  }

  private func bareWords(_ tokens: Range<Int>) -> [String] {
    text.words(tokens).map { SpeakerMemory.bare($0) }
  }

  /// The words to compare a phrase by, without attached ب, ل or و of the first.
  private func nameWords(_ tokens: Range<Int>) -> [String] {
    var words = bareWords(tokens)
    guard let first = words.first else { return words }
    let info = text.info(tokens.lowerBound)
    for match in [info.name, info.title, info.givenName] where match.value >= 0 {
      if match.clitics.isDisjoint(with: [.conjunction, .ba, .la, .ka]) { return words }
      var rest = Substring(first)
      if match.clitics.contains(.conjunction) { rest = rest.dropFirst() }
      if !match.clitics.isDisjoint(with: .prepositions) { rest = rest.dropFirst() }
      if rest.hasPrefix("ل"), match.clitics.contains(.la) { rest = rest.dropFirst() }
      words[0] = SpeakerMemory.bare(String(rest))
      return words
    }
    return words
  }

  /// A phrase as it is stored: without attached prepositions and the marks around it.
  func display(_ tokens: Range<Int>) -> String {
    var start = tokens.lowerBound
    var end = tokens.upperBound
    while start < end, !text.isWord(start) { start += 1 }
    while end > start, !text.isWord(end - 1), text.mark(end - 1) != .closeParenthesis,
      !(text.mark(end - 1) == .quote && end - 1 > start + 1)
    { end -= 1 }
    guard start < end else { return "" }
    let info = text.info(start)
    let match = [info.name, info.title, info.givenName].first { $0.value >= 0 }
    var string = text.string(start..<end)
    guard let clitics = match?.clitics.subtracting(.article), !clitics.isEmpty else {
      return string
    }
    if clitics.contains(.conjunction) { string.unicodeScalars.removeFirst() }
    if clitics.contains(.la), string.hasPrefix("لل") {
      string = "ال" + string.dropFirst(2)
    } else if !clitics.isDisjoint(with: .prepositions), !string.isEmpty {
      string.unicodeScalars.removeFirst()
    }
    return string
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
        memory.rename(found.entity, display(name), words)
      }
    } else if let knownName = phrase.knownName {
      guard let entity = known(knownName, phrase) else { return nil }
      resolved = Resolved(entity: entity)
    } else {
      let entity = Entity(
        kind: .person, name: display(name), words: words, agreement: phrase.agreement)
      guard let added = memory.add(entity) else { return nil }
      resolved = Resolved(entity: added)
    }
    note(phrase, resolved.entity)
    memory.spell(resolved.entity, display(name))
    return resolved
  }

  private mutating func note(_ phrase: NounPhrase, _ entity: Int) {
    for title in phrase.titles {
      memory[entity].titleKeys.insert(text.tables.titles.titles[title].key)
      memory[entity].titleKeys.insert(text.tables.titles.titles[title].headKey)
    }
    let isCounterpart = phrase.titles.contains {
      text.tables.titles.titles[$0].key.hasPrefix("نظير")
    }
    if isCounterpart, let other = memory.mentions.last?.entity, other != entity {
      memory[entity].titleKeys.formUnion(memory[other].titleKeys)
    }
    for role in phrase.roles { memory[entity].roleWords.formUnion(bareWords(role)) }
    if memory[entity].agreement.gender == nil {
      memory[entity].agreement.gender = phrase.agreement.gender
    }
  }

  private mutating func known(_ index: Int, _ phrase: NounPhrase) -> Int? {
    let known = text.tables.persons.names[index]
    let spelling = display(phrase.name ?? phrase.tokens)
    if let entity = memory.known(index, called: known.name) {
      memory.spell(entity, spelling)
      return entity
    }
    var entity = Entity(
      kind: Self.kind(known.category), name: known.name,
      words: PhraseTrie.words(of: known.name).map {
        SpeakerMemory.bare(String(decoding: $0, as: UTF8.self))
      }, knownName: index, agreement: Agreement(gender: known.gender))
    entity.spellings = [spelling]
    return memory.add(entity)
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
      memory.spell(entity, display(phrase.tokens))
      return Resolved(entity: entity)
    }
    let title = phrase.titles.first.map { text.tables.titles.titles[$0] }
    // `الشركة` and `الشركة الإماراتية` mean the company named before.
    if let title, text.info(phrase.tokens.lowerBound).isDefinite, phrase.head != .collective,
      words.count == 1 || words.count == 2 && Self.isCompany(title)
    {
      let found = memory.last(before: token) {
        ($0.kind == .organization || $0.kind == .outlet) && $0.titleKeys.contains(title.headKey)
          && $0.words.count > 1
      }
      if let found { return Resolved(entity: found, resolution: .definite) }
    }
    let kind: Speaker.Kind =
      switch phrase.head {
      case .outlet: .outlet
      case .collective: .group
      default: .organization
      }
    var entity = Entity(
      kind: kind, name: display(phrase.tokens), words: words, agreement: phrase.agreement)
    entity.titleKeys = Set(title.map { [$0.key, $0.headKey] } ?? [])
    entity.spellings = [entity.name]
    return memory.add(entity).map { Resolved(entity: $0) }
  }

  /// Whether a nisba behind the word still means the one named before: `الشركة الإماراتية`.
  private static func isCompany(_ title: Title) -> Bool {
    title.category == .outlet || ["شركه", "مجموعه", "بنك", "وكاله"].contains(title.headKey)
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
    if phrase.isDefinite, let issuer = issuers[documentKey(phrase)] {
      return Resolved(entity: issuer, resolution: .document)
    }
    return described(phrase, .document).map { Resolved(entity: $0, resolution: .document) }
  }

  private func documentKey(_ phrase: NounPhrase) -> String {
    phrase.titles.first.map { text.tables.titles.titles[$0].headKey } ?? ""
  }

  private mutating func definite(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    let titles = phrase.titles.map { text.tables.titles.titles[$0] }
    let rest = Set(bareWords(phrase.tokens))
    guard let first = titles.first else { return nil }
    let titleWords = Set(titles.flatMap { $0.key.split(separator: " ").map(String.init) })
    let names = bareWords(phrase.tokens).filter { !titleWords.contains($0) }
    if names.count == 1, let found = memory.person(names, before: token), found.isPart {
      return Resolved(entity: found.entity, resolution: .surname)
    }
    if first.category == .honorific, names.isEmpty,
      let found = memory.last(before: token, where: { $0.kind == .person })
    {
      return Resolved(entity: found, resolution: .definite)
    }
    func fits(_ entity: Entity, _ key: String) -> Bool {
      guard entity.kind == .person || entity.kind == .anonymous, entity.titleKeys.contains(key)
      else {
        return false
      }
      let others = rest.filter { !first.key.split(separator: " ").contains(Substring($0)) }
      if entity.kind == .anonymous { return entity.name != display(phrase.tokens) || true }
      return others.isSubset(of: entity.roleWords)
        || others.allSatisfy { entity.roleWords.contains($0) || isFiller($0) }
    }
    for key in [first.key, first.headKey] {
      if let found = memory.last(before: token, where: { fits($0, key) }) {
        return Resolved(entity: found, resolution: .definite)
      }
    }
    return described(phrase, .anonymous).map { Resolved(entity: $0, resolution: .definite) }
  }

  /// `المسؤول نفسه`, `المصدر ذاته`.
  private func isFiller(_ word: String) -> Bool {
    ["نفسه", "ذاته", "نفسها", "ذاتها", "مذكور"].contains(word)
  }

  /// The entity that is known by its description only.
  private mutating func described(_ phrase: NounPhrase, _ kind: Speaker.Kind) -> Int? {
    let words = nameWords(phrase.tokens)
    if let entity = memory.named(words, where: { $0.kind == kind }) { return entity }
    var entity = Entity(
      kind: kind, name: display(phrase.tokens), words: words, agreement: phrase.agreement)
    for title in phrase.titles {
      entity.titleKeys.insert(text.tables.titles.titles[title].key)
      entity.titleKeys.insert(text.tables.titles.titles[title].headKey)
    }
    entity.roleWords = Set(words)
    entity.spellings = [entity.name]
    return memory.add(entity)
  }

  private mutating func description(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    let words = nameWords(phrase.tokens)
    if words.count <= 2, let found = memory.person(words, before: token), found.isPart {
      return Resolved(entity: found.entity, resolution: .surname)
    }
    if let entity = memory.named(words) { return Resolved(entity: entity) }
    return described(phrase, .unknown).map { Resolved(entity: $0) }
  }

  private mutating func group(_ phrase: NounPhrase, at token: Int) -> Resolved? {
    let members = phrase.members.compactMap { resolve($0, at: token)?.entity }
    let words = nameWords(phrase.tokens)
    if let entity = memory.named(words, where: { $0.kind == .group }) {
      return Resolved(entity: entity)
    }
    var entity = Entity(
      kind: .group, name: display(phrase.tokens), words: words, agreement: phrase.agreement)
    entity.members = members
    entity.spellings = [entity.name]
    return memory.add(entity).map { Resolved(entity: $0) }
  }
}
