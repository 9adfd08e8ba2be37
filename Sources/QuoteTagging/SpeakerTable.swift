import ArabicText
import ETLModel

/// The speakers that the quotes of one article refer to, in the order of their first reference.
struct SpeakerTable {
  private(set) var entities: [Int] = []
  private var indices: [Int: Int] = [:]

  /// The index of an entity among the speakers.
  mutating func index(of entity: Int) -> Int {
    if let index = indices[entity] { return index }
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
    let key = "\(entity.kind.rawValue):\(Normalizer.folded(name))"
    var speaker = Speaker(key: key, name: name, kind: entity.kind)
    speaker.gender = entity.agreement.gender?.rawValue
    if let index = entity.knownName {
      let known = persons.names[index]
      // What the lexicon says holds for the name; the text may have said it of `تقرير للأمم المتحدة`.
      if let gender = known.gender { speaker.gender = gender.rawValue }
      speaker.nameEnglish = known.english.isEmpty ? nil : known.english
      speaker.wikidataID = known.wikidataID.isEmpty ? nil : known.wikidataID
      speaker.country = known.country.isEmpty ? nil : known.country
      for variant in known.variants { add(variant, .lexicon, to: &speaker) }
    }
    for spelling in entity.spellings { add(resolver.display(spelling), .text, to: &speaker) }
    return speaker
  }

  private static func name(_ entity: Entity, _ resolver: SpeakerResolver) -> String {
    let members = entity.members.map { resolver.memory[$0] }
    if members.count > 1, members.allSatisfy({ $0.kind == .person }) {
      return members.map { name($0, resolver) }.joined(separator: " و")
    }
    switch entity.name {
    case .tokens(let tokens): return resolver.display(tokens)
    case .known(let index): return resolver.text.tables.persons.names[index].name
    }
  }

  private static func add(
    _ spelling: String, _ origin: SpeakerAlias.Origin, to speaker: inout Speaker
  ) {
    guard !spelling.isEmpty, !speaker.aliases.contains(where: { $0.text == spelling }) else {
      return
    }
    speaker.aliases.append(
      SpeakerAlias(text: spelling, folded: Normalizer.folded(spelling), origin: origin))
  }
}
