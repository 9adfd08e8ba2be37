import ArabicText
import Testing

struct CharacterClassTests {
  @Test(arguments: [
    ("اءةىیکaZéЖ中\u{640}", CharacterClass.letter),
    ("\u{64B}\u{651}\u{670}\u{6D6}\u{301}\u{FE0F}", .mark),
    ("09٠٩۰۹\u{FF15}", .digit),
    (" \t\u{A0}\u{2009}\u{202F}\u{3000}", .space),
    ("\n\r\u{B}\u{C}\u{85}\u{2028}\u{2029}", .newline),
    (".،؛؟!…۔«»\"'“”‹›()[]{}-–—_/%@#*﴾﴿", .punctuation),
    ("+=<>$€^`|~½🙂🏆\u{FFFD}\u{E000}\u{378}", .symbol),
    (
      "\u{AD}\u{600}\u{61C}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{202A}\u{2066}\u{FEFF}",
      .format
    ),
    ("\u{0}\u{1}\u{1F}\u{7F}\u{80}\u{9F}", .control),
  ])
  func `scalars are classed by what they are`(_ scalars: String, _ expected: CharacterClass) {
    for scalar in scalars.unicodeScalars {
      #expect(
        CharacterClass.of(scalar.value) == expected, "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test func `surrogates and values beyond Unicode are no text`() {
    for value: UInt32 in [0xD800, 0xDFFF, 0x110000, .max] {
      #expect(CharacterClass.of(value) == .control)
    }
  }

  @Test func `letters, marks and digits are parts of words`() {
    let all: [CharacterClass] = [
      .letter, .mark, .digit, .space, .newline, .punctuation, .symbol, .format, .control,
    ]
    #expect(all.filter(\.isWordPart) == [.letter, .mark, .digit])
    #expect(all.filter(\.isWhiteSpace) == [.space, .newline])
  }
}
