import ETLModel
import ETLTestSupport
import Testing

/// A text with its quotes marked, and what is expected of each.
///
/// `⟦Q:…⟧` is the content of a quote, `⟦C:…⟧` a cue, `⟦S:…⟧` the words that name a speaker. Cues
/// and sources are compared only where some are marked.
struct QuoteCase: Sendable, CustomTestStringConvertible {
  let marked: String
  /// What the test says of each content, in order: `kind speakerKind:name`, or `kind -` for no
  /// speaker, unless the test says otherwise.
  let expected: [String]

  init(_ marked: String, _ expected: String...) {
    self.marked = marked
    self.expected = expected
  }

  var testDescription: String { marked }

  /// Compares the contents that the tagger finds, and what `answer` says of each.
  ///
  /// - Parameter withActs: Whether speech acts without a clause count too.
  func check(withActs: Bool = false, _ answer: (Quote, TaggedDocument) -> String) throws {
    let marked = MarkedText(marked)
    let tagged = try TaggerFixture.tag(marked.text)
    let quotes = withActs ? tagged.quotes : tagged.statements
    #expect(quotes.map { tagged.string($0.content) } == marked.strings("Q"))
    #expect(quotes.map { answer($0, tagged) } == expected)
  }
}
