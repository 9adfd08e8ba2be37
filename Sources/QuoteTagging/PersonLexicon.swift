import ArabicText
import ETLModel

/// A person, state, institution or outlet that is known by name. What is stored of it is in
/// ``KnownNameDetails``, so that it holds no reference and is copied freely.
struct KnownName: Sendable {
  enum Category: String, CaseIterable, Sendable {
    case person, country, government, ministry, igo, ngo, party, company, agency, broadcaster
    case newspaper, magazine
    /// A place that belongs to a title and does not speak.
    case city
    case armedGroup = "armed_group"
    case capitalMetonym = "capital_metonym"
    case givenName = "given_name"

    /// Whether it passes on what others say.
    var isOutlet: Bool {
      switch self {
      case .agency, .broadcaster, .newspaper, .magazine: true
      default: false
      }
    }
  }

  /// The index of the first row with the same name, which stands for all of them.
  var identity: Int
  var category: Category
  var gender: Gender?
  /// The first word of a name of several; nil for the others.
  var familyWord: Int32?
  /// Whether the bare form is a common word too, so that a head noun is needed.
  var isAmbiguous: Bool
}

/// What is stored of a known name.
struct KnownNameDetails: Sendable {
  var name: String
  /// The numbers of the folded words of ``name`` without articles.
  var words: [Int32]
  var english: String
  var wikidataID: String
  var country: String
  /// The spellings that its row lists, each once.
  var aliases: [SpeakerAlias]
}

/// One spelling of a known name.
struct NameForm: Sendable {
  var name: Int
  /// A surname, which counts only behind a title or a full mention.
  var isShort: Bool
}

/// A given name.
struct GivenName: Sendable {
  var gender: Gender?
  /// Whether its first two letters look like an article when the hamza is left out: `الياس`.
  var looksDefinite: Bool
}

/// The known names, their spellings, the adjectives of countries, and given names.
struct PersonLexicon: Sendable {
  static let columns = [
    "canonical_ar", "canonical_en", "qid", "type", "variants", "short_variants", "gender",
    "country", "nisba", "ambiguous",
  ]
  private(set) var names: [KnownName] = []
  private(set) var details: [KnownNameDetails] = []
  private(set) var forms: [NameForm] = []
  private(set) var givenNames: [GivenName] = []
  private var identities: [String: Int] = [:]

  /// Compiles the rows of `reader` into `trie`.
  init(_ reader: inout LexiconReader, into trie: inout PhraseTrieBuilder) {
    let rows = reader.rows(columns: Self.columns)
    for row in reader.unique(rows, by: { "\($0.fields[0]) (\($0.fields[3])) \($0.fields[4])" }) {
      let category = reader.value(KnownName.Category.self, row, column: 3, called: "type")
      var gender: Gender?
      if !row.fields[6].isEmpty {
        gender = reader.value(Gender.self, row, column: 6, called: "gender")
      }
      if !["", "1"].contains(row.fields[9]) {
        reader.report(row.line, "ambiguous must be empty or 1, not \"\(row.fields[9])\"")
      }
      guard let category else { continue }
      if category == .givenName {
        addGivenName(row, gender, to: &trie)
      } else {
        add(row, category, gender, to: &trie)
      }
    }
  }

  private mutating func addGivenName(
    _ row: LexiconRow, _ gender: Gender?, to trie: inout PhraseTrieBuilder
  ) {
    let looksDefinite = row.fields[0].hasPrefix("إل") || row.fields[0].hasPrefix("أل")
    givenNames.append(GivenName(gender: gender, looksDefinite: looksDefinite))
    for form in [row.fields[0]] + row.parts(4) {
      trie.insert(PhraseTrie.words(of: form), kind: .givenName, value: givenNames.count - 1)
    }
  }

  private mutating func add(
    _ row: LexiconRow, _ category: KnownName.Category, _ gender: Gender?,
    to trie: inout PhraseTrieBuilder
  ) {
    let identity = identities[row.fields[0]] ?? names.count
    identities[row.fields[0]] = identity
    let words = PhraseTrie.words(of: row.fields[0]).map { trie.intern(Array(bareWord($0[...]))) }
    names.append(
      KnownName(
        identity: identity, category: category, gender: gender,
        familyWord: words.count > 1 ? words.first : nil, isAmbiguous: row.fields[9] == "1"))
    details.append(
      KnownNameDetails(
        name: row.fields[0], words: words, english: row.fields[1], wikidataID: row.fields[2],
        country: row.fields[7], aliases: Self.aliases(row.parts(4) + row.parts(5))))
    // A capital's row names the state in its first column, which has a row of its own.
    let own = category == .capitalMetonym ? [] : [row.fields[0]]
    for form in own + row.parts(4) { addForm(form, isShort: false, to: &trie) }
    for form in row.parts(5) { addForm(form, isShort: true, to: &trie) }
    for nisba in row.parts(8) {
      addNisba(nisba, to: &trie)
    }
    if category == .person { addFirstName(row.fields[0], gender, to: &trie) }
  }

  private static func aliases(_ spellings: [String]) -> [SpeakerAlias] {
    var aliases: [SpeakerAlias] = []
    for spelling in spellings where !aliases.contains(where: { $0.text == spelling }) {
      aliases.append(
        SpeakerAlias(text: spelling, folded: Normalizer.folded(spelling), origin: .lexicon))
    }
    return aliases
  }

  private mutating func addForm(_ form: String, isShort: Bool, to trie: inout PhraseTrieBuilder) {
    forms.append(NameForm(name: names.count - 1, isShort: isShort))
    let (forms, value) = (forms, forms.count - 1)
    for words in Self.spellings(PhraseTrie.words(of: form)) {
      trie.insert(words, kind: .name, value: value) { forms[$0].isShort && !isShort }
    }
  }

  private mutating func addNisba(_ nisba: String, to trie: inout PhraseTrieBuilder) {
    let article = Array("ال".utf8)
    let words = PhraseTrie.words(of: nisba)
    guard let first = words.first else { return }
    trie.insert(words, kind: .nisba, value: names.count - 1)
    if !first.starts(with: article) {
      trie.insert([article + first] + words.dropFirst(), kind: .nisba, value: names.count - 1)
    }
  }

  /// The first name of somebody known is likely the first name of others too.
  private mutating func addFirstName(
    _ name: String, _ gender: Gender?, to trie: inout PhraseTrieBuilder
  ) {
    let words = PhraseTrie.words(of: name)
    guard words.count > 1, let first = words.first, first.count > 4 else { return }
    givenNames.append(GivenName(gender: gender, looksDefinite: false))
    trie.insert([first], kind: .givenName, value: givenNames.count - 1)
  }

  /// `عبد الله` is written in one word too.
  private static func spellings(_ words: [[UInt8]]) -> [[[UInt8]]] {
    let servant = Array("عبد".utf8)
    guard let index = words.firstIndex(of: servant), index + 1 < words.count else {
      return [words]
    }
    var joined = words
    joined[index] += joined.remove(at: index + 1)
    return [words, joined]
  }
}
