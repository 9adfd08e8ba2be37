import ETLModel

/// Somebody or something that an article speaks of and that may speak.
struct Entity: Sendable {
  var kind: Speaker.Kind
  var name: String
  /// The folded words of ``name`` without articles, to compare by.
  var words: [String]
  var knownName: Int?
  var agreement: Agreement
  /// The keys of the titles it bears here.
  var titleKeys: Set<String> = []
  /// The folded words, without articles, of all its titles here.
  var roleWords: Set<String> = []
  var members: [Int] = []
  /// The spellings met here, in order.
  var spellings: [String] = []
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

  private(set) var entities: [Entity] = []
  /// What the first walk through the text found, in its order.
  private(set) var mentions: [Mention] = []
  /// What cues referred to since, in the order of the text.
  private var references: [Mention] = []
  private var isSorted = false
  private var byWords: [[String]: [Int]] = [:]

  /// `word` without article.
  static func bare(_ word: String) -> String {
    word.hasPrefix("ال") && word.utf8.count > 6 ? String(word.dropFirst(2)) : word
  }

  subscript(entity: Int) -> Entity {
    get { entities[entity] }
    set { entities[entity] = newValue }
  }

  /// Adds an entity; nil when there are too many.
  mutating func add(_ entity: Entity) -> Int? {
    guard entities.count < Self.entityLimit else { return nil }
    entities.append(entity)
    byWords[entity.words, default: []].append(entities.count - 1)
    return entities.count - 1
  }

  /// Gives an entity a longer name.
  mutating func rename(_ entity: Int, _ name: String, _ words: [String]) {
    entities[entity].name = name
    entities[entity].words = words
    byWords[words, default: []].append(entity)
  }

  mutating func mention(_ entity: Int, at token: Int) {
    if isSorted {
      references.append(Mention(token: token, entity: entity))
    } else {
      mentions.append(Mention(token: token, entity: entity))
    }
  }

  /// Ends the first walk through the text.
  mutating func sortMentions() {
    mentions.sort { ($0.token, $0.entity) < ($1.token, $1.entity) }
    isSorted = true
  }

  /// Notes a spelling of an entity.
  mutating func spell(_ entity: Int, _ spelling: String) {
    if !spelling.isEmpty, !entities[entity].spellings.contains(spelling) {
      entities[entity].spellings.append(spelling)
    }
  }

  /// The entity of a name of the lexicon.
  func known(_ index: Int, called name: String) -> Int? {
    entities.firstIndex { $0.knownName == index || $0.knownName != nil && $0.name == name }
  }

  /// The person whose name is `words`, has all of them, or is a part of them; the one mentioned
  /// last before `token`, else the first one.
  func person(_ words: [String], before token: Int) -> (entity: Int, isPart: Bool)? {
    if let exact = named(words, where: { $0.kind == .person }) { return (exact, false) }
    if let last = last(
      before: token, where: { $0.kind == .person && Self.isPart(words, of: $0.words) })
    {
      return (last, true)
    }
    var longer: Int?
    for (index, entity) in entities.enumerated() where entity.kind == .person {
      if Self.isPart(words, of: entity.words) { return (index, true) }
      if longer == nil, entity.words.count > 1, Self.isPart(entity.words, of: words) {
        longer = index
      }
    }
    return longer.map { ($0, false) }
  }

  private static func isPart(_ words: [String], of name: [String]) -> Bool {
    !words.isEmpty && words.count < name.count && words.allSatisfy { name.contains($0) }
  }

  /// The entity that has exactly these words as its name.
  func named(_ words: [String], where accepts: (Entity) -> Bool = { _ in true }) -> Int? {
    byWords[words]?.first { accepts(entities[$0]) }
  }

  /// The entity that `accepts` takes and that spoke last before `token`, else that was mentioned
  /// last: descriptions such as `الشركة` mean a speaker before they mean somebody spoken of.
  func last(before token: Int, where accepts: (Entity) -> Bool) -> Int? {
    func search(_ list: [Mention]) -> Mention? {
      var (low, high) = (0, list.count)
      while low < high {
        let middle = (low + high) / 2
        if list[middle].token <= token { low = middle + 1 } else { high = middle }
      }
      return list[max(0, low - Self.reach)..<low].last { accepts(entities[$0.entity]) }
    }
    return (search(references) ?? search(mentions))?.entity
  }
}
