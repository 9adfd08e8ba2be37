import ArabicText
import ETLModel

/// The speakers that the quotes of one article refer to, in the order of their first reference.
struct SpeakerTable {
  private(set) var entities: [Int] = []
  /// The index of each entity; -1 for none.
  private var indices: [Int] = []

  /// The index of an entity among the speakers.
  mutating func index(of entity: Int) -> Int {
    if entity >= indices.count {
      indices += repeatElement(-1, count: max(32, entity + 1 - indices.count))
    }
    if indices[entity] >= 0 { return indices[entity] }
    indices[entity] = entities.count
    entities.append(entity)
    return entities.count - 1
  }

  /// The speakers, by index.
  func speakers(of resolver: SpeakerResolver) -> [Speaker] {
    entities.map { Self.speaker(resolver.memory[$0], resolver) }
  }

  private static func speaker(_ entity: Entity, _ resolver: SpeakerResolver) -> Speaker {
    let persons = resolver.text.tables.persons
    let name = Self.name(entity, resolver)
    let folded = Normalizer.folded(name)
    let key = "\(entity.kind.rawValue):\(folded)"
    var speaker = Speaker(key: key, name: name, kind: entity.kind)
    speaker.gender = entity.agreement.gender?.rawValue
    if let index = entity.knownName {
      let known = persons.details[index]
      // What the lexicon says holds for the name; the text may have said it of `تقرير للأمم المتحدة`.
      if let gender = persons.names[index].gender { speaker.gender = gender.rawValue }
      speaker.nameEnglish = known.english.isEmpty ? nil : known.english
      speaker.wikidataID = known.wikidataID.isEmpty ? nil : known.wikidataID
      speaker.country = known.country.isEmpty ? nil : known.country
      speaker.aliases = known.aliases
    }
    var seen: [ArraySlice<UInt8>] = []
    for tokens in resolver.memory.spellings(of: entity) {
      let spelling = resolver.displayed(tokens)
      guard !spelling.isEmpty, !seen.contains(spelling) else { continue }
      seen.append(spelling)
      add(spelling, to: &speaker, folded)
    }
    return speaker
  }

  private static func name(_ entity: Entity, _ resolver: SpeakerResolver) -> String {
    let members = resolver.memory.members(of: entity).map { resolver.memory[$0] }
    if members.count > 1, members.allSatisfy({ $0.kind == .person }) {
      return members.map { name($0, resolver) }.joined(separator: " و")
    }
    switch entity.name {
    case .tokens(let tokens): return resolver.display(tokens)
    case .known(let index): return resolver.text.tables.persons.details[index].name
    }
  }

  /// Adds a spelling of the text.
  ///
  /// - Parameter foldedName: The folded name of the speaker, which most spellings are.
  private static func add(
    _ spelling: ArraySlice<UInt8>, to speaker: inout Speaker, _ foldedName: String
  ) {
    let text = String(decoding: spelling, as: UTF8.self)
    guard !speaker.aliases.contains(where: { $0.text == text }) else { return }
    speaker.aliases.append(
      SpeakerAlias(
        text: text, folded: text == speaker.name ? foldedName : Normalizer.folded(text),
        origin: .text))
  }
}
