import ArabicText
import ETLTestSupport
import Testing

struct NormalizerTests {
  @Test(arguments: [
    ("vowel signs go", "مُحَمَّدٌ", "محمد"),
    ("superscript alef goes", "هٰذا", "هذا"),
    ("Quranic marks go", "قال\u{6D6}", "قال"),
    ("tatweel goes", "قـــال", "قال"),
    ("joiners and bidi marks go", "می\u{200C}ل\u{200F}", "ميل"),
    ("soft hyphens go", "co\u{AD}op", "coop"),
    ("alef has one form", "أإآٱا", "ااااا"),
    ("ya has one form", "ىیېئي", "ييييي"),
    ("a hamza on waw is waw", "مؤتمر", "موتمر"),
    ("a hamza by itself stays", "سماء", "سماء"),
    ("ta marbuta is ha", "مدرسة", "مدرسه"),
    ("ha has one form", "ۀەہ", "ههه"),
    ("kaf has one form", "کگك", "ككك"),
    ("letters of loan words are the nearest Arabic ones", "چژپڤ", "جزبف"),
    ("Arabic-Indic digits", "٠١٢٣٤٥٦٧٨٩", "0123456789"),
    ("Persian digits", "۰۱۲۳۴۵۶۷۸۹", "0123456789"),
    ("Latin capitals", "AZaz@[`{", "azaz@[`{"),
    ("other scripts stay", "Éа中🙂", "Éа中🙂"),
    ("marks and spaces stay", "«نعم»، لا؟ \n", "«نعم»، لا؟ \n"),
    ("the folding of the documentation", "أُعلِنَ فى مدرسةٍ ١٢", "اعلن في مدرسه 12"),
    ("nothing stays nothing", "", ""),
  ])
  func `each folding of the table holds`(_ rule: String, _ text: String, _ expected: String) {
    #expect(Normalizer.folded(text) == expected, "\(rule)")
  }

  @Test func `folding appends to what is there`() {
    var output = Array("س".utf8)
    Array("أ".utf8).withUnsafeBufferPointer { Normalizer.fold($0, into: &output) }
    #expect(output == Array("سا".utf8))
  }

  @Test func `every scalar folds to valid text that folds to itself`() {
    for value in UInt32(0)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let once = Normalizer.folded(Array(String(Character(scalar)).utf8))
      let isStable = Normalizer.folded(once) == once
      let isValid = String(validating: once, as: UTF8.self) != nil
      if !isStable || !isValid { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  @Test func `folding works scalar by scalar`() {
    let pool = Array("اأإىۀک٣۴ًّـAz \u{200F}،🙂中".unicodeScalars)
    var random = SplitMix64(seed: 5)
    for _ in 0..<2_000 {
      let scalars = (0..<12).compactMap { _ in pool.randomElement(using: &random) }
      let whole = Normalizer.folded(Array(String(String.UnicodeScalarView(scalars)).utf8))
      let parts = scalars.flatMap { Normalizer.folded(Array(String(Character($0)).utf8)) }
      #expect(whole == parts)
    }
  }
}
