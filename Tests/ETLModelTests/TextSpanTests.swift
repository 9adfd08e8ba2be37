import ETLModel
import Testing

struct TextSpanTests {
  @Test func `a span counts its bytes`() {
    let span = TextSpan(2, 7)
    #expect(span.count == 5)
    #expect(span.range == 2..<7)
    #expect(!span.isEmpty)
    #expect(TextSpan(3, 3).isEmpty)
    #expect(TextSpan(0, 0).count == 0)
  }

  @Test(arguments: [
    (TextSpan(2, 7), TextSpan(2, 7), true, true),
    (TextSpan(2, 7), TextSpan(3, 6), true, true),
    (TextSpan(2, 7), TextSpan(1, 3), false, true),
    (TextSpan(2, 7), TextSpan(6, 9), false, true),
    (TextSpan(2, 7), TextSpan(1, 9), false, true),
    (TextSpan(2, 7), TextSpan(7, 9), false, false),
    (TextSpan(2, 7), TextSpan(0, 2), false, false),
    (TextSpan(2, 7), TextSpan(7, 7), true, false),
    (TextSpan(2, 7), TextSpan(8, 8), false, false),
  ])
  func `two spans contain and overlap each other by their bytes`(
    _ span: TextSpan, _ other: TextSpan, _ contains: Bool, _ overlaps: Bool
  ) {
    #expect(span.contains(other) == contains)
    #expect(span.overlaps(other) == overlaps)
    #expect(other.overlaps(span) == overlaps)
  }

  @Test func `spans are ordered by their start, the shorter first`() {
    let spans = [TextSpan(4, 5), TextSpan(1, 9), TextSpan(1, 2), TextSpan(0, 9)]
    #expect(spans.sorted() == [TextSpan(0, 9), TextSpan(1, 2), TextSpan(1, 9), TextSpan(4, 5)])
    #expect(!(TextSpan(1, 2) < TextSpan(1, 2)))
  }

  @Test func `a string is made of the bytes under a span`() {
    let text = Array("قال: نعم".utf8)
    #expect(String(TextSpan(0, 6), of: text) == "قال")
    #expect(String(TextSpan(8, 14), of: text) == "نعم")
    #expect(String(TextSpan(14, 14), of: text) == "")
  }
}
