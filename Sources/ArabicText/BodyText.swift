/// Brings the text of an article into the form that spans refer to.
///
///     BodyText.cleaned(Array("قا\u{640}ل\u{A0}\u{A0}ﻻ".utf8))   // "قال لا"
///
/// | in the text | becomes |
/// | --- | --- |
/// | CR LF, CR, U+0085, U+2028, U+2029, vertical tab, form feed | a line feed |
/// | three or more line feeds, with white space between them | two line feeds |
/// | tab, no-break space, every other space | a space |
/// | a run of spaces | one space |
/// | spaces beside a line feed, white space at both ends | nothing |
/// | zero-width characters, joiners, bidi marks, soft hyphens, byte order marks | nothing |
/// | C0 and C1 controls other than the above | nothing |
/// | tatweel between or before letters | nothing |
/// | a run of tatweel behind a letter, before anything else (`الـ33`) | one tatweel |
/// | a run of tatweel that touches no letter | `-` |
/// | Arabic presentation forms, ligatures such as `ﷲ` and `ﻻ` | their letters |
/// | a Latin, Greek or Cyrillic letter and a combining accent (`e` U+0301) | the letter of both |
/// | ا و ي ى ە ہ ے with a combining madda or hamza (U+0653–U+0655) | the letter of both |
///
/// All else stays as it is: vowel signs, U+FFFD, emoji, other scripts. Cleaning a clean text
/// changes nothing.
public enum BodyText {
  /// The cleaned form of `text`, which is valid UTF-8.
  ///
  /// - Complexity: O(*n*), one pass.
  public static func cleaned(_ text: [UInt8]) -> [UInt8] {
    var writer = BodyTextWriter(gapMark: nil, capacity: text.count)
    text.withUnsafeBufferPointer { writer.write($0) }
    return writer.finish()
  }

  /// The cleaned form of `text`, with `gapMark` for each run of three or more spaces and
  /// `pairMark` for two, and the places of these marks and of the line feeds, in bytes.
  ///
  /// Pages that lost their tags keep such gaps where blocks met. The marks are ASCII control
  /// characters, which cleaning takes out of the text itself.
  ///
  /// - Complexity: O(*n*), one pass.
  package static func cleaned(
    _ text: [UInt8], gapMark: UInt8, pairMark: UInt8
  ) -> (text: [UInt8], breaks: [Int]) {
    var writer = BodyTextWriter(gapMark: gapMark, pairMark: pairMark, capacity: text.count)
    text.withUnsafeBufferPointer { writer.write($0) }
    return (writer.finish(), writer.breaks)
  }
}
