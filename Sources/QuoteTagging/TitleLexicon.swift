import ArabicText

/// A title, role or kind of institution that heads or accompanies a speaker. Its words are in
/// ``TitleLexicon``, so that it holds no reference and is copied freely.
struct Title: Sendable {
  enum Category: String, CaseIterable, Sendable {
    case personRole = "person_role"
    case military, honorific, religious, legal, expert, citizen, kinship, spokesperson
    case institution, document, outlet, anonymous, collective

    /// Whether a person bears it.
    var isPersonal: Bool {
      switch self {
      case .personRole, .military, .honorific, .religious, .legal, .expert, .citizen, .kinship,
        .spokesperson, .anonymous:
        true
      case .institution, .document, .outlet, .collective: false
      }
    }
  }
  enum Position: String, CaseIterable, Sendable {
    case before = "pre"
    case either = "both"
    case own = "self"
  }

  /// A preposition that goes on with the title, written `+عن ORG` when an institution must follow and
  /// `+عن N` when other words may.
  struct Complement: Sendable, Equatable {
    var preposition: Particle
    var isInstitution: Bool

    /// Reads a part of the column `takes`; nil for what is no preposition.
    init?(_ text: String) {
      let words = text.split(separator: " ")
      let prepositions: [Substring: Particle] = ["+عن": .about, "+على": .on, "+من": .from]
      guard words.count == 2, let preposition = prepositions[words[0]] else { return nil }
      self.preposition = preposition
      isInstitution = words[1] == "ORG"
    }
  }

  var category: Category
  /// The number of the folded lemma without article: `متحدث باسم`.
  var key: Int32
  /// The number of the first word of the key: what a definite description shares with the full
  /// title.
  var headKey: Int32
  /// Whether a plural follows and no name: `أحد`, `إحدى`.
  var isPartitive: Bool
  /// Whether it means somebody with the title of another: `نظيره`.
  var isCounterpart: Bool
  /// Whether it is a form of address with a pronoun, which never belongs to a title before it:
  /// `سعادته`.
  var isPossessive: Bool
  /// Whether it is a surname too, as the column `note` says: `الشيخ`.
  var isSurname: Bool
  /// Whether it is no person with a name: `مصدر`.
  var isSource: Bool
  /// What a preposition adds to it: `مسؤول عن`, `مطلع على`.
  var complement: Complement?
  /// Whether a nisba behind the bare word still means the one named before: `الشركة الإماراتية`.
  var isCompany: Bool
}

/// One spelling of a title.
struct TitleForm: Sendable {
  var title: Int
  var agreement: Agreement
  var isDefinite: Bool
}

/// The titles and their spellings, with and without the article.
struct TitleLexicon: Sendable {
  static let columns = [
    "lemma_m", "forms_f", "forms_pl", "category", "position", "en", "takes", "note",
  ]
  private(set) var titles: [Title] = []
  /// The numbers of the words of each title's key.
  private(set) var words: [[Int32]] = []
  private(set) var forms: [TitleForm] = []

  private static let companies: Set<Substring> = ["شركه", "مجموعه", "بنك", "وكاله"]

  /// Compiles the rows of `reader` into `trie`.
  init(_ reader: inout LexiconReader, into trie: inout PhraseTrieBuilder) {
    let rows = reader.rows(columns: Self.columns)
    for row in reader.unique(rows, by: { $0.fields[0] }) {
      let category = reader.value(Title.Category.self, row, column: 3, called: "category")
      let position = reader.value(Title.Position.self, row, column: 4, called: "position")
      guard let category, position != nil else { continue }
      let key = Self.key(of: row.fields[0])
      let words = key.split(separator: " ")
      let head = words.first ?? ""
      self.words.append(words.map { trie.intern(Array($0.utf8)) })
      titles.append(
        Title(
          category: category, key: trie.intern(Array(key.utf8)),
          headKey: trie.intern(Array(head.utf8)),
          isPartitive: words.count == 1 && (head == "احد" || head == "احدي"),
          isCounterpart: head.hasPrefix("نظير"),
          isPossessive: category == .honorific && row.fields[0].hasSuffix("ه"),
          isSurname: row.fields[7].contains("surname"),
          isSource: category == .anonymous && words.contains("مصدر"),
          complement: row.parts(6).lazy.compactMap(Title.Complement.init).first,
          isCompany: category == .outlet || Self.companies.contains(head)))
      addForms(of: row, category, to: &trie)
    }
  }

  private mutating func addForms(
    of row: LexiconRow, _ category: Title.Category, to trie: inout PhraseTrieBuilder
  ) {
    let lemma = row.fields[0]
    var agreement = Agreement(gender: .masculine)
    if !category.isPersonal { agreement = Self.impersonalAgreement(row) }
    add(lemma, agreement, to: &trie)
    for form in row.parts(1) { add(form, Agreement(gender: .feminine), to: &trie) }
    for form in row.parts(2) {
      let isThing = !category.isPersonal || form.hasPrefix("مصادر") || form.hasPrefix("المصادر")
      add(
        form, isThing ? Agreement(gender: .feminine) : Agreement(number: .plural), to: &trie)
      // `مسؤولو الصحة`
      if form.hasSuffix("ون"), !form.hasPrefix("ال"), !form.contains(" "),
        !row.parts(2).contains(String(form.dropLast()))
      {
        add(String(form.dropLast()), Agreement(number: .plural), to: &trie)
      }
    }
  }

  private static func impersonalAgreement(_ row: LexiconRow) -> Agreement {
    if row.fields[3] == "collective" { return Agreement(number: .plural) }
    if row.fields[7].contains("gram_gender=f") { return Agreement(gender: .feminine) }
    if row.fields[7].contains("gram_gender=m") { return Agreement(gender: .masculine) }
    let head = row.fields[0].prefix { $0 != " " }
    let isFeminine =
      head.hasSuffix("ة") || head.hasSuffix("ات") || head.hasPrefix("ال") && head == "الأمم"
    return Agreement(gender: isFeminine ? .feminine : .masculine)
  }

  private mutating func add(
    _ form: String, _ agreement: Agreement, to trie: inout PhraseTrieBuilder
  ) {
    let words = PhraseTrie.words(of: form)
    guard let first = words.first else { return }
    let article = Array("ال".utf8)
    forms.append(
      TitleForm(
        title: titles.count - 1, agreement: agreement, isDefinite: first.starts(with: article)))
    trie.insert(words, kind: .title, value: forms.count - 1)
  }

  /// `المتحدث باسم` → `متحدث باسم`, folded.
  static func key(of form: String) -> String {
    PhraseTrie.words(of: form).map { word in
      let hasArticle = word.starts(with: "ال".utf8) && word.count > 6
      return String(decoding: hasArticle ? word.dropFirst(4)[...] : word[...], as: UTF8.self)
    }.joined(separator: " ")
  }
}
