import ArabicText
import ETLModel

/// Somebody or something that an article speaks of and that may speak.
///
/// A class, because it is looked at far more often than it is made.
final class Entity {
  /// What an entity is called.
  enum Name: Sendable {
    /// The words at these tokens.
    case tokens(Range<Int>)
    /// A name of the lexicon, as an index of ``PersonLexicon/names``.
    case known(Int)
  }

  var kind: Speaker.Kind
  var name: Name
  /// The words of ``name`` without articles, to compare by; see ``WordNumbers``.
  var words: [Int32]
  var agreement: Agreement
  /// The keys of the titles it bears here.
  private(set) var titleKeys: [Int32] = []
  /// The words, without articles, of all its titles here.
  private(set) var roleWords: [Int32] = []
  var members: [Int] = []
  /// Where it is spelled out, in order.
  var spellings: [Range<Int>] = []

  init(kind: Speaker.Kind, name: Name, words: [Int32], agreement: Agreement) {
    self.kind = kind
    self.name = name
    self.words = words
    self.agreement = agreement
  }

  /// The lexicon's name, as an index of ``PersonLexicon/names``.
  var knownName: Int? {
    if case .known(let index) = name { return index }
    return nil
  }

  /// Notes a title that it bears.
  func bears(_ title: Title) {
    bears(title.key)
    bears(title.headKey)
  }

  /// Notes that it bears the titles of another.
  func bearsTitles(of other: Entity) { for key in other.titleKeys { bears(key) } }

  private func bears(_ key: Int32) {
    if !titleKeys.contains(key) { titleKeys.append(key) }
  }

  /// The most words kept of its titles; nobody bears more but in a text made to be slow.
  private static let roleLimit = 256

  /// Notes the words of one of its titles.
  func hasRole(_ words: [Int32]) {
    guard roleWords.count < Self.roleLimit else { return }
    if roleWords.isEmpty { roleWords.reserveCapacity(words.count) }
    for word in words where !roleWords.contains(word) { roleWords.append(word) }
  }
}

/// A name that an entity has or had.
private struct EntityName {
  let hash: UInt64
  let words: [Int32]
  let entity: Int

  init(words: [Int32], entity: Int) {
    hash = Self.hash(words)
    self.words = words
    self.entity = entity
  }

  static func hash(_ words: [Int32]) -> UInt64 {
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

  private(set) var entities: [Entity] = []
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
  /// Where each entity is mentioned, and where cues referred to it, in order.
  private var mentionsOf = MentionLists()
  private var referencesOf: [[Int]] = []
  private static let referenceWeight = 1 << 32

  /// How many entities and mentions are made room for: as many as most articles have.
  private static let usualCount = 32

  init() {
    entities.reserveCapacity(Self.usualCount)
    names.reserveCapacity(Self.usualCount)
    peopleWords.reserveCapacity(Self.usualCount)
    referencesOf.reserveCapacity(Self.usualCount)
    mentions.reserveCapacity(2 * Self.usualCount)
  }

  subscript(entity: Int) -> Entity { entities[entity] }

  /// Adds an entity; nil when there are too many.
  mutating func add(_ entity: Entity) -> Int? {
    guard entities.count < Self.entityLimit else { return nil }
    entities.append(entity)
    names.append(EntityName(words: entity.words, entity: entities.count - 1))
    referencesOf.append([])
    if entity.kind == .person { enter(entity.words, of: entities.count - 1) }
    return entities.count - 1
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
  mutating func rename(_ entity: Int, _ name: Range<Int>, _ words: [Int32]) {
    entities[entity].name = .tokens(name)
    entities[entity].words = words
    names.append(EntityName(words: words, entity: entity))
    enter(words, of: entity)
  }

  private mutating func enter(_ words: [Int32], of person: Int) {
    for word in words { peopleWords.append((word, person)) }
  }

  mutating func mention(_ entity: Int, at token: Int) {
    if isSorted {
      references.append(Mention(token: token, entity: entity))
      referencesOf[entity].append(token)
    } else {
      mentions.append(Mention(token: token, entity: entity))
      mentionsOf.note(entity, at: token)
    }
  }

  /// Whether an entity is mentioned nowhere before `token`.
  func isNew(_ entity: Int, at token: Int) -> Bool {
    (referencesOf[entity].first ?? token) >= token && (mentionsOf[entity].first ?? token) >= token
  }

  /// Ends the first walk through the text.
  mutating func sortMentions() {
    mentions.sort { ($0.token, $0.entity) < ($1.token, $1.entity) }
    mentionsOf.collect(mentions, of: entities.count)
    isSorted = true
  }

  /// Notes where an entity is spelled out.
  mutating func spell(_ entity: Int, _ tokens: Range<Int>) {
    guard entities[entity].spellings.count < Self.spellingLimit else { return }
    entities[entity].spellings.append(tokens)
  }

  /// The person whose name is `words`, has all of them, or is a part of them; the one mentioned
  /// last before `token`, else the first one.
  ///
  /// - Complexity: O(*m* + *k* log *n*) for *m* words of people's names, *k* people whose names
  ///   share a word with `words`, and *n* mentions of each.
  func person(_ words: [Int32], before token: Int) -> (entity: Int, isPart: Bool)? {
    if let exact = named(words, where: { $0.kind == .person }) { return (exact, false) }
    guard let first = words.first else { return nil }
    var best: (entity: Int, token: Int)?
    for (word, entity) in peopleWords
    where word == first && Self.isPart(words, of: entities[entity].words) {
      let last = lastReference(of: entity, before: token) ?? lastMention(of: entity, before: token)
      if best == nil || (last ?? -1) > best?.token ?? -1 { best = (entity, last ?? -1) }
    }
    if let best { return (best.entity, true) }
    var longer: Int?
    for (word, entity) in peopleWords
    where words.contains(word) && entities[entity].words.count > 1
      && Self.isPart(entities[entity].words, of: words)
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
    Self.last(of: referencesOf[entity][...], before: token)
      .map { $0 + Self.referenceWeight }
  }

  private static func last(of tokens: ArraySlice<Int>, before token: Int) -> Int? {
    let end = tokens.partitioningIndex { $0 > token }
    return end > tokens.startIndex ? tokens[end - 1] : nil
  }

  /// The institution or outlet whose name ends with the one word that `words` are:
  /// `تويوتا` of `شركة تويوتا`.
  func organization(_ words: [Int32], before token: Int) -> Int? {
    guard words.count == 1, let word = words.first else { return nil }
    return entities.firstIndex {
      ($0.kind == .organization || $0.kind == .outlet) && $0.words.count == 2
        && $0.words[1] == word
    }
  }

  private static func isPart(_ words: [Int32], of name: [Int32]) -> Bool {
    !words.isEmpty && words.count < name.count && words.allSatisfy { name.contains($0) }
  }

  /// The entity that has exactly these words as its name.
  func named(_ words: [Int32], where accepts: (Entity) -> Bool = { _ in true }) -> Int? {
    let hash = EntityName.hash(words)
    for index in names.indices where names[index].hash == hash {
      let name = names[index]
      if name.words == words, accepts(entities[name.entity]) { return name.entity }
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
