/// Letters with accents, by the letter and the combining accent that they stand for in Unicode's
/// canonical equivalence.
enum Accents {
  /// The one letter that `letter` and the combining `accent` (U+0300–U+036F) are equivalent to; nil
  /// when there is none.
  static func composed(_ letter: UInt32, _ accent: UInt32) -> UInt32? {
    guard let letter = Unicode.Scalar(letter), let accent = Unicode.Scalar(accent) else {
      return nil
    }
    var pair = String.UnicodeScalarView()
    pair.append(letter)
    pair.append(accent)
    // Equal strings are those that are canonically equivalent.
    return letters[String(pair)]
  }

  private static let letters: [String: UInt32] = {
    var letters: [String: UInt32] = [:]
    for range in [UInt32(0xC0)...0x24F, 0x370...0x52F, 0x1E00...0x1FFF] {
      for scalar in range.compactMap(Unicode.Scalar.init) {
        let letter = String(String.UnicodeScalarView([scalar]))
        if letters[letter] == nil { letters[letter] = scalar.value }
      }
    }
    return letters
  }()
}
