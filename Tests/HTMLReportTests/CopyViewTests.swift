import ETLModel
import ETLTestSupport
import Testing

@testable import HTMLReport

struct CopyViewTests {
  private func html(_ first: String, _ second: String, sentences: Int = 0) -> String {
    let articles = [first, second].map { body in
      var article = ReportArticle(input: "in", externalID: "a.txt", body: body)
      let length = body.unicodeScalars.count / max(sentences, 1)
      article.sentences = (0..<sentences).map { number in
        .init(number: number, range: number * length..<(number + 1) * length)
      }
      return article
    }
    return CopyView(
      ReportCopies(
        size: 3, relation: "near", jaccard: 0.5, representative: articles[0], member: articles[1])
    ).markup(isOpen: false).html
  }

  @Test func `neighbours that differ are one mark, and paragraphs stay`() {
    let html = html("a b c\nd", "a x y\nd e")
    #expect(html.contains("<p>a <del>b c</del></p>\n<p>d</p>"))
    #expect(html.contains("<p>a <ins>x y</ins></p>\n<p>d <ins>e</ins></p>"))
    #expect(html.contains("3 articles; the second is near, Jaccard 0.50"))
  }

  @Test func `equal texts have no mark`() {
    let html = html("a b\nc", "a  b\n\nc")
    #expect(!html.contains("<ins>") && !html.contains("<del>"))
  }

  @Test func `long texts are compared by sentences`() {
    let sentence = String(repeating: "a ", count: 300)
    let other = String(repeating: "b ", count: 300)
    let first = String(repeating: sentence, count: 8)
    let html = html(first, first.prefix(4_200) + other, sentences: 8)
    #expect(html.ranges(of: "<ins>").count == 1)
    #expect(html.ranges(of: "<p>a a").count == 14)
    #expect(PageStructure(html).problem == nil)
  }

  @Test func `long texts without sentences are compared as far as the limit goes`() {
    let text = Array(repeating: "a", count: WordDiff.limit + 5).joined(separator: " ")
    #expect(html(text, text).contains("<ins>a a a a a</ins>"))
  }
}
