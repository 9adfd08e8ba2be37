import ETLTestSupport
import Testing

/// A text with its quotes marked, and what is expected of each.
///
/// `⟦Q:…⟧` is the content of a quote, `⟦C:…⟧` a cue, `⟦S:…⟧` the words that name a speaker. Cues
/// and sources are compared only where some are marked.
struct QuoteCase: Sendable, CustomTestStringConvertible {
  let marked: String
  /// One for each content, in order: `kind speakerKind:name`, or `kind -` for no speaker.
  let expected: [String]

  init(_ marked: String, _ expected: String...) {
    self.marked = marked
    self.expected = expected
  }

  var testDescription: String { marked }
}
