import ArabicText
import ETLModel

/// A list of the numbers of words, or of other small numbers.
typealias WordList = ListPool<Int32>.List

/// A name that an entity has or had.
private struct EntityName {
  let hash: UInt64
  let words: WordList
  let entity: Int

  /// A hash of the words of a name.
  static func hash(_ words: ArraySlice<Int32>) -> UInt64 {
    var hash: UInt64 = 0
    for word in words { hash = ByteHash.mix(hash ^ UInt64(UInt32(bitPattern: word))) }
    return hash
  }
}

/// Where each entity is mentioned.
private struct MentionLists {
  /// Where each was mentioned last while the text is walked through; -1 for nowhere.
  private var last: [Int] = []
  /// The tokens of all entities, each one's in order, and where they end.
  private var tokens: [Int] = []
  private var ends: [Int] = []

  mutating func note(_ entity: Int, at token: Int) {
    if last.count <= entity {
      last += repeatElement(-1, count: max(32, entity + 1 - last.count))
    }
    last[entity] = token
  }

  func last(of entity: Int) -> Int? {
    entity < last.count && last[entity] >= 0 ? last[entity] : nil
  }

  /// Ends the walk: `mentions` are all of them, in the order of the text.
  mutating func collect(_ mentions: [SpeakerMemory.Mention], of count: Int) {
    ends = Array(repeating: 0, count: count)
    for mention in mentions { ends[mention.entity] += 1 }
    var start = 0
    for entity in ends.indices { (ends[entity], start) = (start, start + ends[entity]) }
    tokens = Array(repeating: 0, count: mentions.count)
    for mention in mentions {
      tokens[ends[mention.entity]] = mention.token
      ends[mention.entity] += 1
    }
  }

  /// The tokens of an entity, once they are collected.
  subscript(entity: Int) -> ArraySlice<Int> {
    guard entity < ends.count else { return [] }
    return tokens[(entity > 0 ? ends[entity - 1] : 0)..<ends[entity]]
  }
}

/// The entities of one article and where it mentions them.
struct SpeakerMemory {
  /// Where an entity is mentioned.
  struct Mention: Sendable {
    var token: Int
    var entity: Int
  }
  /// No article speaks of more; whoever comes later is not followed.
  private static let entityLimit = 1_000
  /// How many mentions are looked back upon.
  private static let reach = 300
  /// The most spellings kept of one entity.
  private static let spellingLimit = 64
  /// The most words kept of its titles; nobody bears more but in a text made to be slow.
  private static let roleLimit = 256

  private(set) var entities: [Entity] = []
  /// Names, titles and members of entities, and names to look for.
  private var words = ListPool<Int32>(minimumCapacity: 8 * Self.usualCount)
  private var spellings = ListPool<Range<Int>>(minimumCapacity: 2 * Self.usualCount)
  /// What the first walk through the text found, in its order.
  private(set) var mentions: [Mention] = []
  /// What cues referred to since, in the order of the text.
  private var references: [Mention] = []
  private var isSorted = false
  /// The names of all entities, in their order: looking through these few is faster than a table.
  private var names: [EntityName] = []
  private var identities: [(identity: Int, entity: Int)] = []
  /// The words in the names of people, in their order.
  private var peopleWords: [(word: Int32, person: Int)] = []
  /// Where each entity is mentioned, in order.
  private var mentionsOf = MentionLists()
  /// Where cues referred to entities.
  private var referenceTokens = ListPool<Int>(minimumCapacity: Self.usualCount)
  private static let referenceWeight = 1 << 32

  /// How many entities are made room for: as many as most articles have, and so few that the room
  /// for most of what is kept of them is under a kilobyte, which glibc allots fastest.
  private static let usualCount = 30

  init() {
    entities.reserveCapacity(Self.usualCount)
    names.reserveCapacity(Self.usualCount)
    peopleWords.reserveCapacity(Self.usualCount)
    mentions.reserveCapacity(2 * Self.usualCount)
  }

  subscript(entity: Int) -> Entity {
    get { entities[entity] }
    set { entities[entity] = newValue }
  }

  /// Adds an entity; nil when there are too many.
  mutating func add(_ entity: Entity) -> Int? {
    guard entities.count < Self.entityLimit else { return nil }
    let index = entities.count
    entities.append(entity)
    note(name: entity.words, of: index)
    if entity.kind == .person { enter(entity.words, of: index) }
    return index
  }

  /// Adds the entity of a lexicon's name with `identity`; nil when there are too many.
  mutating func add(_ entity: Entity, identity: Int) -> Int? {
    let added = add(entity)
    if let added { identities.append((identity, added)) }
    return added
  }

  /// The entity of the lexicon's name with `identity`.
  func known(_ identity: Int) -> Int? {
    identities.first { $0.identity == identity }?.entity
  }

  /// Gives an entity a longer name.
  mutating func rename(_ entity: Int, _ name: Range<Int>, _ words: WordList) {
    entities[entity].name = .tokens(name)
    entities[entity].words = words
    note(name: words, of: entity)
    enter(words, of: entity)
  }

  private mutating func note(name: WordList, of entity: Int) {
    names.append(EntityName(hash: EntityName.hash(words[name]), words: name, entity: entity))
  }

  private mutating func enter(_ name: WordList, of person: Int) {
    for word in words[name] { peopleWords.append((word, person)) }
  }

  mutating func mention(_ entity: Int, at token: Int) {
    if isSorted {
      references.append(Mention(token: token, entity: entity))
      referenceTokens.append(token, to: &entities[entity].references)
    } else {
      mentions.append(Mention(token: token, entity: entity))
      mentionsOf.note(entity, at: token)
    }
  }

  /// Whether an entity is mentioned nowhere before `token`.
  func isNew(_ entity: Int, at token: Int) -> Bool {
    (referenceTokens[entities[entity].references].first ?? token) >= token
      && (mentionsOf[entity].first ?? token) >= token
  }

  /// Ends the first walk through the text.
  mutating func sortMentions() {
    mentions.sort { ($0.token, $0.entity) < ($1.token, $1.entity) }
    mentionsOf.collect(mentions, of: entities.count)
    isSorted = true
  }

  // MARK: What is said of entities

  /// Notes where an entity is spelled out.
  mutating func spell(_ entity: Int, _ tokens: Range<Int>) {
    guard entities[entity].spellings.count < Self.spellingLimit else { return }
    spellings.append(tokens, to: &entities[entity].spellings)
  }

  /// Notes that an entity is spelled out at `tokens` and nowhere before.
  mutating func respell(_ entity: Int, _ tokens: Range<Int>) {
    spellings.clear(&entities[entity].spellings)
    spell(entity, tokens)
  }

  /// Where an entity is spelled out, in order.
  func spellings(of entity: Entity) -> ArraySlice<Range<Int>> { spellings[entity.spellings] }

  /// Notes who belongs to a group.
  mutating func setMembers(_ members: [Int], of group: Int) {
    entities[group].members = words.list(members.map(Int32.init))
  }

  /// Who belongs to a group.
  func members(of group: Entity) -> [Int] { words[group.members].map(Int.init) }

  /// Notes a title that an entity bears.
  mutating func addTitle(_ title: Title, to entity: Int) {
    addTitle(key: title.key, to: entity)
    addTitle(key: title.headKey, to: entity)
  }

  /// Notes that an entity bears the titles of another.
  mutating func addTitles(of other: Int, to entity: Int) {
    let keys = entities[other].titleKeys
    for position in 0..<keys.count { addTitle(key: words[keys, position], to: entity) }
  }

  private mutating func addTitle(key: Int32, to entity: Int) {
    guard !words.contains(key, in: entities[entity].titleKeys) else { return }
    words.append(key, to: &entities[entity].titleKeys)
  }

  /// Whether an entity bears the title with the key.
  func bears(_ entity: Entity, _ key: Int32) -> Bool { words.contains(key, in: entity.titleKeys) }

  /// Notes a word of one of the titles of an entity.
  mutating func addRoleWord(_ word: Int32, to entity: Int) {
    let known = entities[entity].roleWords
    guard known.count < Self.roleLimit, !words.contains(word, in: known) else { return }
    words.append(word, to: &entities[entity].roleWords)
  }

  /// Notes the words of one of the titles of an entity.
  mutating func addRoleWords(_ role: WordList, to entity: Int) {
    for position in 0..<role.count { addRoleWord(words[role, position], to: entity) }
  }

  /// Whether all of some words are among those of the titles of an entity.
  func hasRole(_ entity: Entity, _ role: some Sequence<Int32>) -> Bool {
    role.allSatisfy { words.contains($0, in: entity.roleWords) }
  }

  // MARK: Names

  /// A name to keep or to look for.
  mutating func makeName(_ numbers: some Collection<Int32>) -> WordList { words.list(numbers) }

  /// Adds a word to a name that no entity has yet.
  mutating func append(_ word: Int32, to name: inout WordList) { words.append(word, to: &name) }

  /// The person who is called `name`, whose name has all its words, or is a part of it; the one
  /// mentioned last before `token`, else the first one.
  ///
  /// - Complexity: O(*m* + *k* log *n*) for *m* words of people's names, *k* people whose names
  ///   share a word with `name`, and *n* mentions of each.
  func person(_ name: WordList, before token: Int) -> (entity: Int, isPart: Bool)? {
    if let exact = named(name, where: { $0.kind == .person }) { return (exact, false) }
    guard !name.isEmpty else { return nil }
    let first = words[name, 0]
    var best: (entity: Int, token: Int)?
    for (word, entity) in peopleWords
    where word == first && isPart(name, of: entities[entity].words) {
      let last = lastReference(of: entity, before: token) ?? lastMention(of: entity, before: token)
      if best == nil || (last ?? -1) > best?.token ?? -1 { best = (entity, last ?? -1) }
    }
    if let best { return (best.entity, true) }
    var longer: Int?
    for (word, entity) in peopleWords
    where words.contains(word, in: name) && entities[entity].words.count > 1
      && isPart(entities[entity].words, of: name)
    {
      longer = min(longer ?? entity, entity)
    }
    return longer.map { ($0, false) }
  }

  private func lastMention(of entity: Int, before token: Int) -> Int? {
    isSorted ? Self.last(of: mentionsOf[entity], before: token) : mentionsOf.last(of: entity)
  }

  private func lastReference(of entity: Int, before token: Int) -> Int? {
    // A reference weighs more than any mention: a name means a speaker before somebody spoken of.
    Self.last(of: referenceTokens[entities[entity].references], before: token)
      .map { $0 + Self.referenceWeight }
  }

  private static func last(of tokens: ArraySlice<Int>, before token: Int) -> Int? {
    let end = tokens.partitioningIndex { $0 > token }
    return end > tokens.startIndex ? tokens[end - 1] : nil
  }

  /// The institution or outlet whose name ends with the one word of `name`: `تويوتا` of
  /// `شركة تويوتا`.
  func organization(_ name: WordList) -> Int? {
    guard name.count == 1 else { return nil }
    let word = words[name, 0]
    return entities.firstIndex {
      ($0.kind == .organization || $0.kind == .outlet) && $0.words.count == 2
        && words[$0.words, 1] == word
    }
  }

  /// Whether two names have the same first word, or both none.
  func begin(alike first: WordList, _ second: WordList) -> Bool {
    words[first].first == words[second].first
  }

  private func isPart(_ part: WordList, of name: WordList) -> Bool {
    !part.isEmpty && part.count < name.count
      && words[part].allSatisfy { words.contains($0, in: name) }
  }

  /// The entity that is called exactly `name`.
  func named(_ name: WordList, where accepts: (Entity) -> Bool = { _ in true }) -> Int? {
    let hash = EntityName.hash(words[name])
    for index in names.indices where names[index].hash == hash {
      let other = names[index]
      if words.areEqual(other.words, name), accepts(entities[other.entity]) { return other.entity }
    }
    return nil
  }

  /// The entity that `accepts` takes, when it is the only one.
  func only(where accepts: (Entity) -> Bool) -> Int? {
    var found: Int?
    for (index, entity) in entities.enumerated() where accepts(entity) {
      if found != nil { return nil }
      found = index
    }
    return found
  }

  /// The entity that `accepts` takes and that spoke last before `token`, else that was mentioned
  /// last: descriptions such as `الشركة` mean a speaker before they mean somebody spoken of.
  func last(before token: Int, where accepts: (Entity) -> Bool) -> Int? {
    func search(_ list: [Mention]) -> Mention? {
      let end = list.partitioningIndex { $0.token > token }
      return list[max(0, end - Self.reach)..<end].last { accepts(entities[$0.entity]) }
    }
    return (search(references) ?? search(mentions))?.entity
  }
}
