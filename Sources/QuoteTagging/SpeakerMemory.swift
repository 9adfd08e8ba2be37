import ETLModel

/// Somebody or something that an article speaks of and that may speak.
struct Entity: Sendable {
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
  var titleKeys: Set<Int32> = []
  /// The words, without articles, of all its titles here.
  var roleWords: Set<Int32> = []
  var members: [Int] = []
  /// Where it is spelled out, in order.
  var spellings: [Range<Int>] = []

  /// The lexicon's name, as an index of ``PersonLexicon/names``.
  var knownName: Int? {
    if case .known(let index) = name { return index }
    return nil
  }
}

/// The entities of one article and where it mentions them.
struct SpeakerMemory: Sendable {
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
  private var byWords: [[Int32]: [Int]] = [:]
  private var byIdentity: [Int: Int] = [:]
  /// The people whose names hold a word, in their order.
  private var peopleByWord: [Int32: [Int]] = [:]
  /// Where each entity is mentioned, and where cues referred to it, in order.
  private var mentionsOf: [[Int]] = []
  private var referencesOf: [[Int]] = []
  private static let referenceWeight = 1 << 32

  subscript(entity: Int) -> Entity {
    _read { yield entities[entity] }
    _modify { yield &entities[entity] }
  }

  /// Adds an entity; nil when there are too many.
  mutating func add(_ entity: Entity) -> Int? {
    guard entities.count < Self.entityLimit else { return nil }
    entities.append(entity)
    byWords[entity.words, default: []].append(entities.count - 1)
    mentionsOf.append([])
    referencesOf.append([])
    if entity.kind == .person { enter(entity.words, of: entities.count - 1) }
    return entities.count - 1
  }

  /// Adds the entity of a lexicon's name with `identity`; nil when there are too many.
  mutating func add(_ entity: Entity, identity: Int) -> Int? {
    let added = add(entity)
    byIdentity[identity] = added
    return added
  }

  /// The entity of the lexicon's name with `identity`.
  func known(_ identity: Int) -> Int? { byIdentity[identity] }

  /// Gives an entity a longer name.
  mutating func rename(_ entity: Int, _ name: Range<Int>, _ words: [Int32]) {
    entities[entity].name = .tokens(name)
    entities[entity].words = words
    byWords[words, default: []].append(entity)
    enter(words, of: entity)
  }

  private mutating func enter(_ words: [Int32], of person: Int) {
    for word in words where peopleByWord[word]?.last != person {
      peopleByWord[word, default: []].append(person)
    }
  }

  mutating func mention(_ entity: Int, at token: Int) {
    if isSorted {
      references.append(Mention(token: token, entity: entity))
      referencesOf[entity].append(token)
    } else {
      mentions.append(Mention(token: token, entity: entity))
      mentionsOf[entity].append(token)
    }
  }

  /// Whether an entity is mentioned nowhere before `token`.
  func isNew(_ entity: Int, at token: Int) -> Bool {
    (referencesOf[entity].first ?? token) >= token && (mentionsOf[entity].first ?? token) >= token
  }

  /// Ends the first walk through the text.
  mutating func sortMentions() {
    mentions.sort { ($0.token, $0.entity) < ($1.token, $1.entity) }
    for entity in mentionsOf.indices { mentionsOf[entity].sort() }
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
  /// - Complexity: O(*k* log *n*) for *k* people whose names share a word with `words` and *n*
  ///   mentions of each.
  func person(_ words: [Int32], before token: Int) -> (entity: Int, isPart: Bool)? {
    if let exact = named(words, where: { $0.kind == .person }) { return (exact, false) }
    guard let first = words.first else { return nil }
    var best: (entity: Int, token: Int)?
    for entity in peopleByWord[first] ?? [] where Self.isPart(words, of: entities[entity].words) {
      let last = lastReference(of: entity, before: token) ?? lastMention(of: entity, before: token)
      if best == nil || (last ?? -1) > best?.token ?? -1 { best = (entity, last ?? -1) }
    }
    if let best { return (best.entity, true) }
    var longer: Int?
    for word in words {
      for entity in peopleByWord[word] ?? []
      where entities[entity].words.count > 1 && Self.isPart(entities[entity].words, of: words) {
        longer = min(longer ?? entity, entity)
      }
    }
    return longer.map { ($0, false) }
  }

  private func lastMention(of entity: Int, before token: Int) -> Int? {
    Self.last(of: entity < mentionsOf.count ? mentionsOf[entity] : [], before: token)
  }

  private func lastReference(of entity: Int, before token: Int) -> Int? {
    // A reference weighs more than any mention: a name means a speaker before somebody spoken of.
    Self.last(of: entity < referencesOf.count ? referencesOf[entity] : [], before: token)
      .map { $0 + Self.referenceWeight }
  }

  private static func last(of tokens: [Int], before token: Int) -> Int? {
    let end = tokens.partitioningIndex { $0 > token }
    return end > 0 ? tokens[end - 1] : nil
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
    byWords[words]?.first { accepts(entities[$0]) }
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
