import Testing

@testable import NearDuplicates

struct LightStemmerTests {
  @Test(arguments: [
    ["التعاون", "وبالتعاون", "للتعاون", "كالتعاون", "تعاون", "تعاونهم", "تعاونها"],
    ["قلق", "القلق", "قلقهم", "قلقها", "وقلقه", "قلقون"],
    ["سفينه", "سفينتهم", "السفينه", "سفينتنا"],
    ["مفاوض", "المفاوضون", "مفاوضين", "والمفاوضات", "مفاوضاتهم"],
  ])
  func `forms of a word have one stem`(forms: [String]) {
    #expect(Set(forms.map(stem)).count == 1, "\(forms.map(stem))")
  }

  @Test(arguments: [
    // Short words lose nothing that they live from, other scripts nothing at all.
    ("ولد", "ولد"), ("فن", "فن"), ("باب", "باب"), ("لبنان", "لبن"), ("nato", "nato"), ("12", "12"),
    ("", ""),
  ])
  func `at least three letters stay`(word: String, expected: String) {
    #expect(stem(word) == expected)
  }

  private func stem(_ word: String) -> String {
    String(decoding: LightStemmer.stem(Array(word.utf8)[...]), as: UTF8.self)
  }
}
