import ArabicText
import ETLTestSupport
import Testing

struct BodyTextTests {
  @Test(arguments: [
    ("CRLF, CR and separators are line feeds", "ا\r\nب\rت\u{2028}ث\u{85}ج", "ا\nب\nت\nث\nج"),
    ("a form feed is a line feed", "ا\u{C}ب\u{B}ت", "ا\nب\nت"),
    ("three line feeds are two", "ا\n\n\n\nب", "ا\n\nب"),
    ("white space between line feeds does not count", "ا\n \t\n \nب", "ا\n\nب"),
    ("tabs and wide spaces are spaces", "ا\tب\u{A0}ت\u{3000}ث\u{2009}ج", "ا ب ت ث ج"),
    ("a run of spaces is one", "ا  \u{A0} ب", "ا ب"),
    ("spaces beside a line feed go", "ا  \n  ب", "ا\nب"),
    ("both ends are trimmed", " \n ا \n ", "ا"),
    ("joiners inside a word go", "می\u{200C}شود", "میشود"),
    ("bidi marks and byte order marks go", "\u{FEFF}\u{202B}ا\u{202C}\u{200F}", "ا"),
    ("soft hyphens go", "co\u{AD}op", "coop"),
    ("controls go", "ا\u{0}\u{1}\u{7F}\u{9F}ب", "اب"),
    ("tatweel inside a word goes", "قـــال", "قال"),
    ("tatweel before marks goes", "قـَال", "قَال"),
    ("tatweel behind a word is kept once", "الـــ33", "الـ33"),
    ("a tatweel by itself is a dash", "نعم ـــ لا", "نعم - لا"),
    ("a tatweel at the end of a line is a dash", "نعم ـ\nلا", "نعم -\nلا"),
    ("presentation forms are letters", "ﻗﺎﻝ ﷲ ﻻ", "قال الله لا"),
    ("ornate parentheses stay", "﴾نص﴿", "﴾نص﴿"),
    ("alef and madda are one letter", "ا\u{653}ن", "آن"),
    ("alef, vowel sign and hamza are composed", "ا\u{64E}\u{654}", "أ\u{64E}"),
    ("hamza below, on waw and on ya", "ا\u{655} و\u{654} ي\u{654}", "إ ؤ ئ"),
    ("a hamza without its letter stays", "ب\u{654}", "ب\u{654}"),
    ("vowel signs stay", "مُحَمَّد", "مُحَمَّد"),
    ("the replacement character stays", "ا\u{FFFD}ب", "ا\u{FFFD}ب"),
    ("emoji stay", "نعم 🙂", "نعم 🙂"),
    ("nothing stays nothing", " \u{200B}\n", ""),
  ])
  func `each rule of the table holds`(_ rule: String, _ text: String, _ expected: String) {
    #expect(clean(text) == expected, "\(rule)")
  }

  /// Scalars, because strings are equal however their accents are written.
  @Test(arguments: [
    ("cafe\u{301}", "caf\u{E9}"), ("e\u{323}\u{302}", "\u{1EC7}"), ("e\u{302}\u{323}", "\u{1EC7}"),
    ("\u{3B1}\u{301}", "\u{3AC}"), ("ك\u{301}", "ك\u{301}"), ("e \u{301}", "e \u{301}"),
  ])
  func `an accent joins its letter where one letter is both`(_ text: String, _ expected: String) {
    #expect(Array(clean(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func `cleaning twice changes nothing, whatever the scalars`() {
    let pool: [Unicode.Scalar] = [
      "ا", "و", "ي", "ل", "\u{640}", "\u{640}", "\u{64E}", "\u{651}", "\u{653}", "\u{654}", " ",
      " ", "\n", "\r", "\t", "\u{A0}", "\u{200C}", "\u{FEFF}", "\u{FE71}", "\u{FDF2}", "\u{FEF7}",
      "\u{FC5E}", "a", "1", "-", "،", "🙂", "é", "\u{301}", "»", "–", "Я", "\u{AD}", "\u{7F}",
      "\u{0}", "\u{2028}", "\u{FFFD}", "\u{600}",
    ]
    var random = SplitMix64(seed: 11)
    for _ in 0..<4_000 {
      let scalars = (0..<Int.random(in: 0...24, using: &random)).compactMap { _ in
        pool.randomElement(using: &random)
      }
      let text = String(String.UnicodeScalarView(scalars))
      let once = clean(text)
      #expect(clean(once) == once, "\(scalars.map { String($0.value, radix: 16) })")
    }
  }

  /// Runs of plain text are copied whole; what carries nothing parts them, so that each scalar is
  /// looked at alone.
  @Test func `a text is cleaned as it is with zero-width spaces everywhere`() {
    let common = Array("المنهوبتركأةى    ".unicodeScalars)
    let rare: [Unicode.Scalar] = [
      "\u{640}", "\u{64E}", "\u{651}", "\u{653}", "\u{654}", " ", "\n", "\t", "\u{A0}", "\u{FE71}",
      "\u{FEF7}", "a", "1", "-", "،", "🙂", "é", "\u{301}", "»", "–", "…", "Я", "\u{7F}", "\u{0}",
    ]
    var random = SplitMix64(seed: 29)
    for _ in 0..<4_000 {
      let scalars = (0..<Int.random(in: 0...90, using: &random)).compactMap { _ in
        (Int.random(in: 0..<9, using: &random) == 0 ? rare : common).randomElement(using: &random)
      }
      let parted = Array(scalars.map { [$0] }.joined(separator: ["\u{200B}"]))
      let text = String(String.UnicodeScalarView(scalars))
      let cleaned = BodyText.cleaned(Array(text.utf8))
      let expected = BodyText.cleaned(Array(String(String.UnicodeScalarView(parted)).utf8))
      #expect(cleaned == expected, "\(scalars.map { String($0.value, radix: 16) })")
    }
  }

  @Test func `every scalar is cleaned to valid text`() {
    for value in stride(from: UInt32(0), to: 0x110000, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = BodyText.cleaned(Array("ا\(scalar)ب".utf8))
      #expect(String(validating: once, as: UTF8.self) != nil, "U+\(String(value, radix: 16))")
    }
  }

  private func clean(_ text: String) -> String {
    String(decoding: BodyText.cleaned(Array(text.utf8)), as: UTF8.self)
  }
}
