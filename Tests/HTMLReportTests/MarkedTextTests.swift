import ETLTestSupport
import Testing

@testable import HTMLReport

struct MarkedTextTests {
  private func mark(
    _ range: Range<Int>, _ name: String, _ layer: TextMark.Layer = .quote
  ) -> TextMark {
    var mark = TextMark(range: range, layer: layer, element: name, className: "c", id: name)
    mark.closing.text("/")
    return mark
  }

  /// The paragraphs of `text`, without the class that every mark has here.
  private func written(_ text: String, _ marks: [TextMark]) -> String {
    MarkedText.paragraphs(Array(text.unicodeScalars), marks).html
      .replacing(" class=\"c\"", with: "").replacing("\n", with: "")
  }

  @Test func `marks that nest are elements that nest`() {
    #expect(
      written("abcdef", [mark(2..<4, "b"), mark(0..<6, "a")])
        == "<p><a id=\"a\">ab<b id=\"b\">cd</b>/ef</a>/</p>")
  }

  @Test func `a mark that ends inside of another closes it and opens it again without its id`() {
    #expect(
      written("abcdef", [mark(0..<4, "a"), mark(2..<6, "b")])
        == "<p><a id=\"a\">ab<b id=\"b\">cd</b></a>/<b>ef</b>/</p>")
  }

  @Test func `a mark over two paragraphs is closed and opened between them`() {
    #expect(
      written("ab\n\n cd", [mark(1..<6, "a")])
        == "<p>a<a id=\"a\">b</a></p><p><a> c</a>/d</p>")
  }

  @Test func `marks of the same range stand in the order of their layers`() {
    #expect(
      written("ab", [mark(0..<2, "w", .words), mark(0..<2, "q"), mark(0..<2, "s", .sentence)])
        == "<p><s id=\"s\"><q id=\"q\"><w id=\"w\">ab</w>/</q>/</s>/</p>")
  }

  @Test func `what lies outside of the text, or holds only blanks, is left out`() {
    #expect(
      written("a  b", [mark(9..<12, "x"), mark(1..<3, "y"), mark(2..<2, "z"), mark(3..<90, "a")])
        == "<p>a  <a id=\"a\">b</a>/</p>")
    #expect(written("", [mark(0..<3, "a")]).isEmpty)
  }

  @Test func `offsets count code points`() {
    #expect(written("e\u{301}😀ب", [mark(2..<3, "a")]) == "<p>e\u{301}<a id=\"a\">😀</a>/ب</p>")
  }

  @Test(arguments: 1...200)
  func `any marks give elements that nest, and the text is all there`(_ seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    let text = (0..<20).map { _ in "ab \n<".randomElement(using: &numbers) ?? "a" }
    let marks = (0..<8).map { index in
      let start = Int.random(in: 0..<22, using: &numbers)
      let layer = TextMark.Layer(rawValue: index % 3) ?? .quote
      return TextMark(
        range: start..<start + Int.random(in: 0..<12, using: &numbers), layer: layer,
        element: "m\(index)", className: "c", id: "\(index)")
    }
    let html = MarkedText.paragraphs(text.flatMap(\.unicodeScalars), marks).html
    var open: [Substring] = []
    var shown = ""
    for piece in html.split(separator: "<").map({ $0.split(separator: ">", maxSplits: 1) }) {
      let name = piece[0].prefix { $0 != " " }
      if name.hasPrefix("/") {
        #expect(open.popLast() == name.dropFirst(), "seed \(seed): \(html)")
      } else {
        open.append(name)
      }
      if piece.count > 1 { shown += piece[1] }
    }
    #expect(open.isEmpty, "seed \(seed)")
    let expected = String(text).split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
      .joined().replacing("<", with: "&lt;")
    #expect(shown.replacing("\n", with: "") == expected, "seed \(seed): \(html)")
  }
}
