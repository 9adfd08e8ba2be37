public import ETLModel

/// Finds who said what in Arabic news.
///
///     let tagged = QuoteTagger(lexicons: lexicons).tag(document)
///     tagged.quotes[0].kind                              // .indirect
///     tagged.speakers[tagged.quotes[0].speaker ?? 0].name  // "جون كيربي"
///
/// A tagger reads its lexicons only, so that one may serve any number of threads.
public struct QuoteTagger: Sendable {
  private let lexicons: QuoteLexicons

  /// Creates a tagger that reads with `lexicons`.
  public init(lexicons: QuoteLexicons) { self.lexicons = lexicons }

  /// Tags the quotes of `document`.
  ///
  /// - Throws: `DeadlinePassed` when `Deadline.current` is over.
  /// - Complexity: O(*n*) in the bytes of the body for a bounded number of speakers.
  public func tag(_ document: SegmentedDocument) throws(DeadlinePassed) -> TaggedDocument {
    var builder = QuoteBuilder(text: TextAnnotator(tables: lexicons.tables).annotate(document))
    let text = builder.text
    var parser = ClauseParser(text: text)
    var attributions: [[Attribution]] = []
    attributions.reserveCapacity(text.units.count)
    for unit in text.units.indices { attributions.append(try parser.parse(unit: unit)) }
    let (quotes, speakers) = try builder.build(attributions)
    return TaggedDocument(segmented: document, quotes: quotes, speakers: speakers)
  }
}
