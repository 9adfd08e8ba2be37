import ETLModel
import ETLTestSupport
import Testing

struct CodePointIndexTests {
  @Test(arguments: ["", "a", "قال: نعم", "🙂", "a\u{64E}中🙂ب", "\u{0}\n"])
  func `every border of a short text has its number`(_ text: String) {
    expectSame(text)
  }

  @Test(arguments: [62, 63, 64, 65, 127, 128, 129, 191, 192])
  func `texts that end beside a checkpoint are indexed to their end`(_ count: Int) {
    expectSame(String(repeating: "a", count: count))
    expectSame(String(repeating: "ب", count: count))
    expectSame("a" + String(repeating: "ب", count: count))
    expectSame(String(repeating: "🙂", count: count) + "a")
  }

  @Test func `random texts are counted as the standard library counts them`() {
    let pool: [Unicode.Scalar] = ["a", "ب", "\u{64E}", "中", "🙂", "\u{FFFD}", "\n", "\u{7FF}"]
    var random = SplitMix64(seed: 23)
    for _ in 0..<300 {
      let scalars = (0..<Int.random(in: 0...200, using: &random)).compactMap { _ in
        pool.randomElement(using: &random)
      }
      expectSame(String(String.UnicodeScalarView(scalars)))
    }
  }

  private func expectSame(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let index = CodePointIndex(Array(text.utf8))
    var offset = 0
    var number = 0
    for scalar in text.unicodeScalars {
      guard index.codePoints(before: offset) == number else { break }
      offset += UTF8.width(scalar)
      number += 1
    }
    #expect(
      index.codePoints(before: offset) == number, "at byte \(offset) of \(text.debugDescription)",
      sourceLocation: sourceLocation)
    #expect(offset == text.utf8.count || number < text.unicodeScalars.count)
  }
}
