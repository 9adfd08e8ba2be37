import ETLModel
import ETLTestSupport
import QuoteTagging
import Testing

@Suite struct QuotePropertyTests {
  /// Words and marks that the parser reacts to, in no order.
  private static let pieces = [
    "قال", "وقالت", "وأضاف", "أكد", "أن", "إن", "إنه", "بأن", "إلى", "عن", "بحسب", "وفقا",
    "لرويترز",
    "مشيرا", "قائلا", "نقلت", "جاء", "في", "البيان", "الوزير", "وزير", "الخارجية", "الروسي",
    "سيرغي",
    "لافروف", "موسكو", "وبريطانيا", "مصدر", "أمني", "الذي", "لم", "سيعلن", "من", "المتوقع", "وصف",
    "القرار", "بأنه", "حسبما", "ذكرت", "كل", "بن", "عبد", "الله", "أمس", "وذلك", "خلال", "كما",
    "ما",
    "\"", "«", "»", "“", "”", "''", "'", "(", ")", ":", ",", "،", ".", "؟", "-", "–", "ـ", "\n",
    "CNN",
    "لـCNN", "12", "3.5", "\u{200F}", "\u{FEFF}", "ً", "😀", "e\u{301}",
  ]

  private func soup(seed: UInt64) -> String {
    var generator = SplitMix64(seed: seed)
    let count = Int.random(in: 0...120, using: &generator)
    return (0..<count).map { _ in
      let piece = Self.pieces.randomElement(using: &generator) ?? ""
      return Bool.random(using: &generator) ? piece + " " : piece
    }.joined()
  }

  private func isBorder(_ offset: Int, _ body: [UInt8]) -> Bool {
    offset == body.count || offset < body.count && body[offset] & 0xC0 != 0x80
  }

  private func check(_ tagged: TaggedDocument, _ note: Comment) {
    let body = tagged.segmented.document.body
    for (index, quote) in tagged.quotes.enumerated() {
      var spans =
        [quote.content] + quote.segments.map(\.span) + quote.participants.map(\.span)
        + quote.mentions.map(\.span)
      spans += [quote.cue, quote.source].compactMap { $0 }
      for span in spans {
        #expect(isBorder(span.start, body) && isBorder(span.end, body), note)
      }
      #expect(!quote.content.isEmpty, note)
      #expect(quote.segments.allSatisfy { quote.content.contains($0.span) }, note)
      #expect(quote.segments.map(\.span) == quote.segments.map(\.span).sorted(), note)
      if let parent = quote.parent {
        #expect(parent < index && tagged.quotes[parent].content.contains(quote.content), note)
      }
      if let speaker = quote.speaker { #expect(tagged.speakers.indices.contains(speaker), note) }
      #expect(QuoteRule(rawValue: quote.rule) != nil, note)
      #expect((0...1).contains(quote.confidence), note)
    }
    let starts = tagged.quotes.map(\.content.start)
    #expect(starts == starts.sorted(), note)
    #expect(tagged.speakers.allSatisfy { !$0.name.isEmpty && !$0.key.isEmpty }, note)
  }

  @Test func `random words and marks give quotes that keep the rules of the record`() throws {
    for seed in UInt64(0)..<1_500 {
      let text = soup(seed: seed)
      check(try TaggerFixture.tag(text), "seed \(seed): \(text)")
    }
  }

  @Test func `tagging twice gives the same`() throws {
    for seed in UInt64(5_000)..<5_200 {
      let text = soup(seed: seed)
      #expect(try TaggerFixture.tag(text) == TaggerFixture.tag(text), "seed \(seed)")
    }
  }

  @Test func `sentences that do not match the text break nothing`() throws {
    let body = Array("وقال الوزير: \"نعم. لا\".\nوأضاف أن الأمر انتهى.".utf8)
    let capture = Capture(
      via: .file, charset: "utf-8", charsetOrigin: "valid", byteCount: 0, sha256: "")
    let document = Document(
      article: ArticleKey(input: "test", externalID: "1"), capture: capture, body: body)
    for sentences in [[], [Sentence(span: TextSpan(0, body.count), paragraph: 0)]] {
      let segmented = SegmentedDocument(document: document, sentences: sentences)
      check(try TaggerFixture.tagger.get().tag(segmented), "\(sentences)")
    }
  }

  @Test(arguments: ["قال إن ", "\"", "«قال ", "قال الوزير سامر و", "، نقلا عن ", "(", "وزير "])
  func `a long repetition is tagged in time`(piece: String) throws {
    let text = String(repeating: piece, count: 4_000)
    check(try TaggerFixture.tag(text), "\(piece)")
  }

  @Test func `an empty body has no quotes`() throws {
    let tagged = try TaggerFixture.tag("")
    #expect(tagged.quotes.isEmpty && tagged.speakers.isEmpty)
  }
}
