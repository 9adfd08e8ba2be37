/// What the letters of a folded word tell, for words that no lexicon has.
struct WordForm {
  private let folded: ArraySlice<UInt8>

  init(_ folded: ArraySlice<UInt8>) { self.folded = folded }

  private static let alif: UInt16 = 0xD8A7
  private static let ta: UInt16 = 0xD8AA
  private static let sin: UInt16 = 0xD8B3
  private static let fa: UInt16 = 0xD981
  private static let lam: UInt16 = 0xD984
  private static let mim: UInt16 = 0xD985
  private static let nun: UInt16 = 0xD986
  private static let waw: UInt16 = 0xD988
  private static let ya: UInt16 = 0xD98A

  /// Whether the first letter is و or ف, which may be a conjunction.
  var startsWithConjunction: Bool {
    let first = letter(0)
    return first == Self.waw || first == Self.fa
  }

  /// Whether the first letter is ف.
  var startsWithFa: Bool { letter(0) == Self.fa }

  /// Whether the word starts with the article.
  var hasArticle: Bool {
    folded.count > 6 && letter(0) == Self.alif && letter(1) == Self.lam
  }

  /// Whether the word has a beginning or an ending that few words but verbs have: `ي…`, `سي…`,
  /// `…ت`, `…وا`. Forms in ت… are left out: verbal nouns have it too.
  var isVerb: Bool {
    guard folded.count >= 8 else { return false }
    let first = letter(0)
    if first == Self.ya { return true }
    let second = letter(1)
    if first == Self.sin, folded.count >= 10 {
      return second == Self.ya || second == Self.ta || second == Self.nun
    }
    if first == Self.alif, second == Self.lam { return false }
    if letter(-1) == Self.ta { return letter(-2) != Self.alif && letter(-2) != Self.ya }
    return letter(-1) == Self.alif && letter(-2) == Self.waw
  }

  /// Whether the word may be a present or future verb of any person. Verbal nouns have such a
  /// beginning too, so that it counts only where a verb is to be expected.
  var mayBeImperfect: Bool {
    guard folded.count >= 8, !hasArticle else { return false }
    return [Self.alif, Self.ta, Self.sin, Self.nun, Self.ya].contains(letter(0))
  }

  /// Whether the word is a present verb or a verbal noun behind the ل of purpose: `ليعود`,
  /// `لتعزيز`.
  var isPurpose: Bool {
    folded.count >= 10 && letter(0) == Self.lam && (letter(1) == Self.ta || letter(1) == Self.ya)
  }

  /// Whether the word has the form of an indefinite participle with its ending: `مستبعدا`.
  var isParticiple: Bool {
    folded.count >= 10 && letter(0) == Self.mim && letter(-1) == Self.alif
  }

  /// The letter at `index`, from the end where that is negative; 0 where there is none.
  private func letter(_ index: Int) -> UInt16 {
    let offset = (index < 0 ? folded.endIndex : folded.startIndex) + index * 2
    guard offset >= folded.startIndex, offset + 1 < folded.endIndex else { return 0 }
    return UInt16(folded[offset]) << 8 | UInt16(folded[offset + 1])
  }
}
