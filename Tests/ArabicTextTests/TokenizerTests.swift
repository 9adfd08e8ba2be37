import ArabicText
import ETLModel
import ETLTestSupport
import Testing

struct TokenizerTests {
  @Test(arguments: [
    ("words and a mark", "قال: نعم", ["قال", ":", "نعم"], "wmw"),
    (
      "numbers keep inner separators", "3.5 10:30 1,200 20/5/1984",
      ["3.5", "10:30", "1,200", "20/5/1984"], "nnnn"
    ),
    ("Arabic digits and separators", "١٢ ٣٫٥ ١٬٢٠٠", ["١٢", "٣٫٥", "١٬٢٠٠"], "nnn"),
    ("a separator at the end is a mark", "45. نعم", ["45", ".", "نعم"], "nmw"),
    ("two separators in a row end a number", "3..5", ["3", ".", ".", "5"], "nmmn"),
    ("digits with letters are a word", "F16 م2", ["F16", "م2"], "ww"),
    ("a hyphen parts words", "روسيا-كوريا", ["روسيا", "-", "كوريا"], "wmw"),
    ("an apostrophe parts words", "l'eau", ["l", "'", "eau"], "wmw"),
    ("a period parts words", "نت.كوم", ["نت", ".", "كوم"], "wmw"),
    ("vowel signs stay in their word", "مُحَمَّد", ["مُحَمَّد"], "w"),
    ("joiners inside a word stay", "می\u{200C}شود", ["می\u{200C}شود"], "w"),
    ("bidi marks around a word do not", "\u{202B}نعم\u{202C} لا", ["نعم", "لا"], "ww"),
    ("each mark is a token", "«؟!»", ["«", "؟", "!", "»"], "mmmm"),
    ("symbols are marks", "5% + 🙂", ["5", "%", "+", "🙂"], "nmmm"),
    ("a line break is a token", "ا\n\nب", ["ا", "\n", "\n", "ب"], "wllw"),
    ("white space and controls are none", " \t\u{A0}\u{0}\u{7F}", [], ""),
    ("nothing", "", [], ""),
  ])
  func `each rule holds`(_ rule: String, _ text: String, _ words: [String], _ kinds: String) {
    let result = Tokenizer.tokenize(Array(text.utf8))
    #expect(result.tokens.map { String($0.span, of: result.text) } == words, "\(rule)")
    #expect(result.tokens.map(\.kind) == kinds.compactMap(Self.kind), "\(rule)")
  }

  @Test func `each token has its folded form`() {
    let result = Tokenizer.tokenize(Array("أُعلِنَ، فى ١٢ مدرسةٍ".utf8))
    #expect(result.tokens.indices.map(result.foldedString) == ["اعلن", "،", "في", "12", "مدرسه"])
    #expect(result.folded == Array("اعلن،في12مدرسه".utf8))
  }

  @Test func `tokens are ordered and leave out only what carries no text`() {
    let pool = Array(
      "ابم\u{64E}\u{640}aZ09٣.,:/٫،«»\"'-–()%🙂 \n\t\r\u{A0}\u{200F}\u{200C}\u{0}中".unicodeScalars)
    var random = SplitMix64(seed: 17)
    for _ in 0..<5_000 {
      let scalars = (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
        pool.randomElement(using: &random)
      }
      let result = Tokenizer.tokenize(Array(String(String.UnicodeScalarView(scalars)).utf8))
      if let problem = problem(with: result) {
        Issue.record(
          "\(problem) in \(String(decoding: result.text, as: UTF8.self).debugDescription)")
      }
    }
  }

  private func problem(with result: TokenizedText) -> String? {
    var end = 0
    for token in result.tokens {
      guard end <= Int(token.start), token.start < token.end else { return "disorder" }
      guard carriesNothing(result.text[end..<Int(token.start)]) else { return "text left out" }
      let word = Array(result.text[token.span.range])
      guard String(validating: word, as: UTF8.self) != nil else { return "half a scalar" }
      guard Array(result.folded(token)) == Normalizer.folded(word) else { return "wrong folding" }
      end = Int(token.end)
    }
    return carriesNothing(result.text[end...]) ? nil : "text left out at the end"
  }

  private func carriesNothing(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
      [.space, .format, .control].contains(CharacterClass.of($0.value))
    }
  }

  private static func kind(_ letter: Character) -> Token.Kind? {
    switch letter {
    case "w": .word
    case "n": .number
    case "m": .mark
    case "l": .newline
    default: nil
    }
  }

  @Test(arguments: ["", "قال: نعم", "3.5 مليون، و10:30", "\u{64B} . ـ a1 1a"])
  func `words are counted as they are cut`(text: String) {
    let bytes = Array(text.utf8)
    let cut = Tokenizer.tokenize(bytes).tokens.filter { $0.kind == .word || $0.kind == .number }
    #expect(Tokenizer.wordCount(of: bytes) == cut.count)
  }

  @Test func `a mark without a letter is no word`() {
    #expect(Tokenizer.tokenize(Array("\u{64B}".utf8)).tokens.map(\.kind) == [.mark])
  }
}
