/// A word beside an offset, found by a bounded look, and what the lexicon and its form say of it.
struct WordAround {
  /// The longest word that is looked at, in bytes.
  private static let longest = 64

  /// The word in its folded form.
  private(set) var folded: [UInt8] = []
  private(set) var start: Int
  private(set) var end: Int
  private(set) var isNumber = false
  /// Whether all letters are Latin.
  private(set) var isLatin = false

  /// What the lexicon says of the word.
  private(set) var uses: WordUses = []
  /// What it says of the word behind a leading و or ف; empty for a word that it has as a whole.
  private(set) var usesBehindConjunction: WordUses = []
  /// Whether و or ف stands before what may be a word of its own.
  private(set) var isConjoined = false

  var isEmpty: Bool { folded.isEmpty }

  /// The number of letters and digits. Folded Arabic letters have two bytes each.
  var letterCount: Int { folded.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } }

  /// The word that ends before `offset`, spaces and format characters between them left out.
  /// Nothing before `limit` is looked at.
  static func word(
    before offset: Int, from limit: Int, in text: UnsafeBufferPointer<UInt8>,
    _ lexicon: SegmentationLexicon
  ) -> WordAround {
    var end = offset
    while end > limit {
      let (scalar, length) = UTF8Scalars.decode(text, before: end)
      let kind = CharacterClass.of(scalar)
      guard kind == .space || kind == .format else { break }
      end -= length
    }
    var start = end
    while start > limit, end - start < longest {
      let (scalar, length) = UTF8Scalars.decode(text, before: start)
      let kind = CharacterClass.of(scalar)
      guard kind.isWordPart || kind == .format else { break }
      start -= length
    }
    return WordAround(text, start, end, lexicon)
  }

  /// The word that starts behind `offset`, spaces and format characters between them left out.
  static func word(
    after offset: Int, in text: UnsafeBufferPointer<UInt8>, _ lexicon: SegmentationLexicon
  ) -> WordAround {
    var start = offset
    while start < text.count {
      let (scalar, length) = UTF8Scalars.decode(text, at: start)
      let kind = CharacterClass.of(scalar)
      guard kind == .space || kind == .format else { break }
      start += length
    }
    var end = start
    while end < text.count, end - start < longest {
      let (scalar, length) = UTF8Scalars.decode(text, at: end)
      let kind = CharacterClass.of(scalar)
      guard kind.isWordPart || kind == .format else { break }
      end += length
    }
    return WordAround(text, start, end, lexicon)
  }

  private init(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ lexicon: SegmentationLexicon
  ) {
    self.start = start
    self.end = end
    guard start < end else { return }
    Normalizer.fold(UnsafeBufferPointer(rebasing: text[start..<end]), into: &folded)
    isNumber = !folded.isEmpty && folded.allSatisfy { (0x30...0x39).contains($0) }
    isLatin = !folded.isEmpty && folded.allSatisfy { $0 < 0x80 } && !isNumber
    guard !isNumber else { return }
    uses = lexicon.uses(of: folded[...])
    guard uses.isEmpty, folded.count > 4, WordForm(folded[...]).startsWithConjunction else {
      return
    }
    // A Latin word behind the letter is a name: `وUp`.
    guard folded[2] >= 0x80 else { return }
    isConjoined = true
    usesBehindConjunction = lexicon.uses(of: folded[2...])
  }

  // MARK: What it may be

  /// The uses of the word, with or without a conjunction before it.
  var allUses: WordUses { uses.union(usesBehindConjunction) }

  /// The form of the word without its conjunction.
  private var form: WordForm { WordForm(isConjoined ? folded[2...] : folded[...]) }

  /// Whether it is a verb by the lexicon or by its form.
  var isVerb: Bool {
    if !allUses.isDisjoint(with: [.speech, .verb]) { return true }
    return !allUses.contains(.plain) && form.isVerb
  }

  /// Whether it is a participle that goes on with the clause around a quotation: `مضيفا`,
  /// `مستبعدا`, `ومذكرا`.
  var isParticiple: Bool {
    if allUses.contains(.participle) { return true }
    return allUses.isEmpty && form.isParticiple
  }

  /// Whether it is a verb, or may be one where one is to be expected.
  var mayBeVerb: Bool { opensClause || allUses.isEmpty && form.mayBeImperfect }

  /// Whether ل of purpose stands before a verb or a verbal noun.
  var isPurpose: Bool { !isConjoined && uses.isEmpty && form.isPurpose }

  /// Whether ف stands before what may be a word of its own.
  var isConjoinedWithFa: Bool { isConjoined && WordForm(folded[...]).startsWithFa }

  /// Whether it begins a clause of its own: a verb, or a particle or pronoun that does.
  var opensClause: Bool { !allUses.isDisjoint(with: .clause) || isVerb }

  /// Whether a known verb, particle or pronoun follows و or ف, or a noun with its article.
  var opensClauseBehindConjunction: Bool {
    guard isConjoined else { return false }
    return !usesBehindConjunction.isDisjoint(
      with: WordUses.clause.union([.subordinate, .preposition]))
  }

  /// Whether و or ف stands before the article: `والمدينة`.
  var isConjoinedToArticle: Bool { isConjoined && form.hasArticle }

  /// Whether it is a single letter, such as `د` or `J`.
  var isLetter: Bool { !isNumber && letterCount == 1 }
}
