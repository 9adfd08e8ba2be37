/// A cleaned article: its body without residue, and what is known of it.
public struct Document: Record, Hashable {
  public var article: ArticleKey
  public var url: String?
  public var source: String?
  public var capture: Capture
  public var title: String?
  public var byline: String?
  /// The place a report is filed from, such as `واشنطن`.
  public var dateline: String?
  /// The news agency that the text is credited to.
  public var agency: String?
  public var section: String?
  /// A BCP 47 language tag.
  public var language: String?
  public var publication: Publication
  /// The article's text in UTF-8, paragraphs separated by line breaks. Spans refer to it.
  public var body: [UInt8]
  /// What cleaning took out, in the order of the text.
  public var residue: [Residue]
  /// The number of words of ``body``.
  public var wordCount: Int

  /// Creates a document with a body and nothing else known.
  public init(article: ArticleKey, capture: Capture, body: [UInt8]) {
    self.article = article
    self.capture = capture
    self.body = body
    publication = Publication()
    residue = []
    wordCount = 0
  }
}

/// When an article was published, and how that is known.
public struct Publication: Hashable, Sendable {
  /// How much of the date the source gave.
  public enum Precision: String, Sendable {
    case year, month, day, minute, second
  }

  /// The moment in UTC, as `2026-01-31T09:30:00Z`; nil when the zone is not known.
  public var at: String?
  /// The calendar day where it was published, as `2026-01-31`.
  public var on: String?
  /// The date as it was written.
  public var raw: String?
  public var precision: Precision?
  /// Where the date was found: `field`, `meta`, `json_ld`, `time`, `text`, `url`; with `_hijri`
  /// behind it when the day was counted from one of the Islamic calendar.
  public var origin: String?

  /// Creates an unknown date.
  public init() {}
}

/// A stretch of text that cleaning took out of a body, and why.
public struct Residue: Hashable, Sendable {
  /// What kind of text it is.
  public enum Kind: String, Sendable, CaseIterable {
    case navigation, related, caption, share, tags
    case sourceLine = "source_line"
    case dateLine = "date_line"
    case readingTime = "reading_time"
    case promo, embed, duplicate, title, byline, markup, other
  }

  public var kind: Kind
  public var text: String
  /// The id of the rule that took it out.
  public var rule: String

  /// Creates a stretch of residue.
  public init(kind: Kind, text: String, rule: String) {
    self.kind = kind
    self.text = text
    self.rule = rule
  }
}

/// One sentence of a body.
public struct Sentence: Hashable, Sendable {
  /// Where it stands in the body.
  public var span: TextSpan
  /// The number of its paragraph, counted from 0.
  public var paragraph: Int

  /// Creates a sentence of a paragraph.
  public init(span: TextSpan, paragraph: Int) {
    self.span = span
    self.paragraph = paragraph
  }
}

/// A document and its sentences.
public struct SegmentedDocument: Record, Hashable {
  public var document: Document
  /// The sentences in the order of the text; between them is only white space.
  public var sentences: [Sentence]
  public var article: ArticleKey { document.article }

  /// Joins a document with its sentences.
  public init(document: Document, sentences: [Sentence]) {
    self.document = document
    self.sentences = sentences
  }
}
