/// Takes off what two translations of a sentence differ in most: articles, attached particles and
/// the endings of number, gender and possession.
///
///     LightStemmer.stem("والمفاوضات")   // "مفاوض"
///     LightStemmer.stem("قلقهم")        // "قلق"
///
/// The affixes are those of the light10 stemmer (Larkey, Ballesteros & Connell 2007), with the
/// attached ب and ل and with all possessive pronouns. Roots are not looked
/// for: they join words of different meaning.
enum LightStemmer {
  /// The fewest letters that an ending leaves.
  private static let fewestLeft = 3

  /// Pronouns come off first, then what they hide: `مفاوضاتهم`, `مفاوضات`, `مفاوض`. In this order
  /// even a word that loses too much, as `تعاون` does, loses the same in all its forms.
  private static let pronouns = endings("هما هم ها هن نا كم")
  private static let inflections = endings("تين تان ات ان ين ون يه وا ه ي ا ت")

  private static func endings(_ list: String) -> [[UInt8]] {
    list.split(separator: " ").map { Array($0.utf8) }
  }

  private static let waw = Array("و".utf8)
  private static let fa = Array("ف".utf8)
  private static let ba = Array("ب".utf8)
  private static let kaf = Array("ك".utf8)
  private static let lam = Array("ل".utf8)
  private static let doubleLam = Array("لل".utf8)
  private static let article = Array("ال".utf8)

  /// The stem of a folded word; words in other scripts are their own.
  ///
  /// - Complexity: O(*n*) in the length of the word.
  static func stem(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    // The letters that folding leaves of Arabic have two bytes, which begin with D8 or D9.
    guard let first = word.first, first == 0xD8 || first == 0xD9 else { return word }
    return without(inflections, without(pronouns, withoutPrefixes(word)))
  }

  private static func withoutPrefixes(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = word
    if rest.count > 8, rest.starts(with: waw) || rest.starts(with: fa) {
      rest = rest.dropFirst(2)
    }
    if rest.count >= 10, rest.starts(with: doubleLam) { return rest.dropFirst(4) }
    let isPreposition = rest.starts(with: ba) || rest.starts(with: lam)
    if rest.count > 10, isPreposition || rest.starts(with: kaf),
      rest.dropFirst(2).starts(with: article)
    {
      return rest.dropFirst(6)
    }
    if rest.count >= 10, rest.starts(with: article) { return rest.dropFirst(4) }
    return rest.count >= 12 && isPreposition ? rest.dropFirst(2) : rest
  }

  private static func without(
    _ endings: [[UInt8]], _ word: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8> {
    for ending in endings where word.count >= ending.count + 2 * fewestLeft {
      if word.suffix(ending.count).elementsEqual(ending) { return word.dropLast(ending.count) }
    }
    return word
  }
}
