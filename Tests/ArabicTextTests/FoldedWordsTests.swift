import ArabicText
import ETLTestSupport
import Testing

/// The words of a text that are read eight bytes at a time, beside a plain way of finding them.
struct FoldedWordsTests {
  @Test(arguments: [
    (
      "letters are folded", "أعلنت وزارة الثقافة إلى آخر مسؤول ورئيس",
      "اعلنت وزاره الثقافه الي اخر مسوول ورييس"
    ),
    ("marks part words", "«نعم»، لا! ربما-غدا", "نعم لا ربما غدا"),
    ("vowel signs and tatweel are none", "مُحَمَّــد قــال", "محمد قال"),
    ("digits of any script", "عام ٢٠٢٤ و2025", "عام 2024 و2025"),
    ("Latin letters are small", "منصة Netflix اليوم", "منصه netflix اليوم"),
    ("two spaces are one", "قال  الوزير   اليوم", "قال الوزير اليوم"),
    ("spaces at both ends are none", "  قال الوزير ", "قال الوزير"),
    ("nothing", "", ""),
  ])
  func `each rule holds`(_ rule: String, _ text: String, _ expected: String) {
    let words = words(text, maximum: 48)
    #expect(String(decoding: words.bytes, as: UTF8.self) == expected, "\(rule)")
  }

  @Test func `every letter of a word is folded as alone`() {
    for first in 0x600..<0x700 as Range<UInt32> {
      guard let scalar = Unicode.Scalar(first) else { continue }
      // Nine places, so that a letter stands at each of a block of eight bytes and across two.
      for padding in 1...9 {
        let text = String(repeating: "x", count: padding) + " ب\(scalar)ب قالوا هنا كلمات كثيرة"
        #expect(words(text, maximum: 48).bytes == plain(text, maximum: 48).bytes, "\(text)")
      }
    }
  }

  @Test func `reading by blocks finds what reading scalar by scalar finds`() {
    let pool = Array(
      "ابتثجحمنهوييأإآئؤةى      aZ09.،:«»-ـ\u{64E}\u{651}٣é中\u{200C}\u{AD}\u{0}\n🙂".unicodeScalars)
    let common = [
      Array("المنهوبتركأةى   ".unicodeScalars), Array("thEanORdis9   ".unicodeScalars),
    ]
    var random = SplitMix64(seed: 23)
    for round in 0..<6_000 {
      let scalars = (0..<Int.random(in: 0...160, using: &random)).compactMap { _ in
        let isOdd = Int.random(in: 0..<12, using: &random) == 0
        return (isOdd ? pool : common[round % 2]).randomElement(using: &random)
      }
      let text = String(String.UnicodeScalarView(scalars))
      let maximum = 1 + round / 2 % 9
      let (found, expected) = (words(text, maximum: maximum), plain(text, maximum: maximum))
      #expect(found.bytes == expected.bytes, "\(text.debugDescription)")
      #expect(found.ends == expected.ends, "\(text.debugDescription)")
      #expect(found.count == expected.count, "\(text.debugDescription)")
      #expect(found.latinCount == expected.latinCount, "\(text.debugDescription)")
      let bytes = Array(text.utf8)
      let cut = Tokenizer.tokenize(bytes).tokens.filter { $0.kind == .word || $0.kind == .number }
      #expect(Tokenizer.wordCount(of: bytes) == cut.count, "\(text.debugDescription)")
    }
  }

  private func words(_ text: String, maximum: Int) -> FoldedWords {
    Array(text.utf8).withUnsafeBufferPointer { FoldedWords($0, maximum: maximum) }
  }

  private typealias Plain = (bytes: [UInt8], ends: [Int], count: Int, latinCount: Int)

  /// Folds the whole text and cuts it at all that is no part of a word.
  private func plain(_ text: String, maximum: Int) -> Plain {
    let parts = Normalizer.folded(text).unicodeScalars.split {
      !CharacterClass.of($0.value).isWordPart
    }
    var result: Plain = ([], [], parts.count, 0)
    for (index, part) in parts.enumerated() {
      if part.first.map({ ("a"..."z").contains($0) }) ?? false { result.latinCount += 1 }
      guard index < maximum else { continue }
      if index > 0 { result.bytes.append(0x20) }
      result.bytes += Array(String(part).utf8)
      result.ends.append(result.bytes.count)
    }
    return result
  }
}
