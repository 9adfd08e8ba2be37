public import ETLModel

/// Everything the database holds about one version of one article. Offsets count Unicode code
/// points of ``body``.
public struct ArticleRows: Sendable {
  /// One sentence.
  public struct SentenceRow: Sendable {
    public var paragraph: Int
    public var start: Int
    public var end: Int
    public var text: String

    /// Creates a row.
    public init(paragraph: Int, start: Int, end: Int, text: String) {
      self.paragraph = paragraph
      self.start = start
      self.end = end
      self.text = text
    }
  }

  /// The article's metadata and residue; its body in bytes is not used.
  public var document: Document
  public var body: String
  /// Title and body with spellings folded, for the search index.
  public var foldedText: String
  public var bodySHA256: String
  public var sentences: [SentenceRow]
  public var quotes: [QuoteRow]
  /// The speakers that the quotes name by index.
  public var speakers: [Speaker]
  /// A hash of all of the above but the capture: equal means nothing to rewrite.
  public var analysisSHA256: String

  /// The article that the rows are about.
  public var article: ArticleKey { document.article }

  /// Creates the rows of an article without sentences and quotes.
  public init(
    document: Document, body: String, foldedText: String, bodySHA256: String
  ) {
    self.document = document
    self.body = body
    self.foldedText = foldedText
    self.bodySHA256 = bodySHA256
    sentences = []
    quotes = []
    speakers = []
    analysisSHA256 = ""
  }
}

/// One quote. Offsets count Unicode code points of the body.
public struct QuoteRow: Sendable {
  /// A stretch of the body.
  public struct Span: Sendable {
    public var start: Int
    public var end: Int
    public var text: String

    /// Creates a stretch.
    public init(start: Int, end: Int, text: String) {
      self.start = start
      self.end = end
      self.text = text
    }
  }

  /// Somebody beside the speaker.
  public struct ParticipantRow: Sendable {
    public var part: QuoteParticipant.Part
    public var span: Span
    /// The index of the speaker in the article's list.
    public var speaker: Int?

    /// Creates a row.
    public init(part: QuoteParticipant.Part, span: Span, speaker: Int?) {
      self.part = part
      self.span = span
      self.speaker = speaker
    }
  }

  /// The quote's kind, rule, polarity and the rest; its byte spans are not used.
  public var quote: Quote
  public var content: Span
  /// The content with spellings folded, for the key and the search index.
  public var foldedContent: String
  public var cue: Span?
  public var source: Span?
  public var segments: [(start: Int, end: Int, isVerbatim: Bool)]
  public var participants: [ParticipantRow]
  /// Who is named in the content, by the index in the article's list of speakers.
  public var mentions: [(span: Span, speaker: Int)]

  /// Creates a row of a quote with nothing beside its content.
  public init(quote: Quote, content: Span, foldedContent: String) {
    self.quote = quote
    self.content = content
    self.foldedContent = foldedContent
    segments = []
    participants = []
    mentions = []
  }
}
