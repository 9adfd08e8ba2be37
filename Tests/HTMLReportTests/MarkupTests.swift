import Testing

@testable import HTMLReport

struct MarkupTests {
  private func written(_ text: String) -> String {
    var output = Markup()
    output.text(text)
    return output.html
  }

  @Test func `text and attributes are escaped`() {
    var output = Markup()
    output.element("p", ["title": "\"><script>", "lang": nil], text: "<b>'a' & b</b>")
    #expect(
      output.html
        == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&#39;a&#39; &amp; b&lt;/b&gt;</p>")
  }

  @Test(
    arguments: [
      0x202A, 0x202E, 0x2028, 0x2066, 0x2069, 0, 0x0D, 0x1B, 0x85, 0xFDD0, 0xFFFE, 0x1FFFF,
    ] as [UInt32])
  func `what turns directions, moves cursors or is no XML is replaced, one for one`(
    _ value: UInt32
  ) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(written("أ\(Character(scalar))ب") == "أ\u{FFFD}ب")
  }

  @Test(arguments: ["\u{200F}", "\u{200E}", "\u{200C}", "\u{0651}", "\n", "😀"])
  func `marks, joiners, vowels and line breaks stay`(_ text: String) {
    #expect(written(text) == text)
  }
}
