import ArabicText
import ETLModel
import ETLTestSupport
import Foundation
import Testing

/// The cases of `Fixtures/golden_rules.jsonl`: a short text for each rule of segmentation.
struct SentenceRulesTests {
  /// A text and where its sentences stand, in code points.
  struct GoldenRule: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let rule: String
    /// Whether annotators disagreed, so that either answer is right.
    let soft: Bool
    let text: String
    let sentences: [[Int]]

    var testDescription: String { "\(id) \(rule)" }

    /// The rules of the fixture that allow one answer only.
    static let strict: [GoldenRule] = {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/golden_rules.jsonl")
      let lines = (FileManager.default.contents(atPath: file.path) ?? Data()).split(separator: 0x0A)
      let decoder = JSONDecoder()
      return lines.compactMap { try? decoder.decode(GoldenRule.self, from: $0) }
        .filter { !$0.soft }
    }()
  }

  @Test func `every rule of the fixture is read`() {
    #expect(GoldenRule.strict.count == 125)
  }

  @Test(arguments: GoldenRule.strict)
  func `a golden rule holds`(_ rule: GoldenRule) {
    let body = Array(rule.text.utf8)
    let points = CodePointIndex(body)
    let found = SentenceSegmenter().sentences(in: body).map {
      [points.codePoints(before: $0.span.start), points.codePoints(before: $0.span.end)]
    }
    #expect(found == rule.sentences, "\(rule.text)")
  }
}
