/// Takes off what two translations of a sentence differ in most: articles, attached particles and
/// the endings of number, gender and possession.
///
///     LightStemmer.stem("وبالتعاون")   // "تعاون"
///     LightStemmer.stem("قلقهم")       // "قلق"
///
/// The affixes are those of the light10 stemmer (Larkey, Ballesteros & Connell 2007), with the
/// attached ب and ل and with possessive pronouns behind the feminine ending. Roots are not looked
/// for: they join words of different meaning.
enum LightStemmer {
  /// An ending, and the fewest letters that it leaves: `ان` of `لبنان` is none.
  private struct Ending {
    var bytes: [UInt8]
    var fewestLeft: Int
  }

  private static let endings: [Ending] =
    endings("اتهم اتها هما تهم تها تنا تين تان ها هم هن نا كم", fewestLeft: 3)
    + endings("ات ان ين ون", fewestLeft: 4) + endings("يه ته وا ه ي ا ت", fewestLeft: 3)

  private static func endings(_ list: String, fewestLeft: Int) -> [Ending] {
    list.split(separator: " ").map { Ending(bytes: Array($0.utf8), fewestLeft: fewestLeft) }
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
    return withoutEnding(withoutPrefixes(word))
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

  private static func withoutEnding(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for ending in endings where word.count >= ending.bytes.count + 2 * ending.fewestLeft {
      if word.suffix(ending.bytes.count).elementsEqual(ending.bytes) {
        return word.dropLast(ending.bytes.count)
      }
    }
    return word
  }
}
