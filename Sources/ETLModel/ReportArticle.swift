/// An article as the database holds it, for a person to look at.
///
/// Ranges count Unicode code points of the body, as the database does.
public struct ReportArticle: Sendable {
  /// One sentence of the body.
  public struct Sentence: Sendable {
    /// Its number in the article.
    public var number: Int
    public var range: Range<Int>

    /// Creates a sentence.
    public init(number: Int, range: Range<Int>) {
      self.number = number
      self.range = range
    }
  }

  /// What cleaning took out of the article.
  public struct Residue: Sendable {
    public var kind: String
    public var rule: String
    public var text: String

    /// Creates a piece of residue.
    public init(kind: String, rule: String, text: String) {
      self.kind = kind
      self.rule = rule
      self.text = text
    }
  }

  public var input: String
  public var externalID: String
  public var source: String?
  public var url: String?
  public var title: String?
  public var byline: String?
  public var publishedOn: String?
  public var wordCount = 0
  /// The body, or as much of it as is shown.
  public var body: String
  /// How many code points the whole body has.
  public var bodyLength: Int
  public var sentences: [Sentence] = []
  public var quotes: [ReportQuote] = []
  public var residue: [Residue] = []

  /// Creates an article without sentences, quotes and residue.
  public init(input: String, externalID: String, body: String) {
    self.input = input
    self.externalID = externalID
    self.body = body
    bodyLength = body.unicodeScalars.count
  }
}

/// A quote of a ``ReportArticle``.
public struct ReportQuote: Sendable {
  /// Its number in the article.
  public var number: Int
  /// `direct`, `indirect`, `mixed` or `reported`.
  public var kind: String
  public var content: String
  public var range: Range<Int>
  public var cue: String?
  public var cueRange: Range<Int>?
  /// The words that name the speaker here.
  public var source: String?
  public var sourceRange: Range<Int>?
  /// The speaker's canonical name; nil when the text does not say.
  public var speaker: String?
  public var speakerKind: String?
  public var role: String?
  public var stance: String?
  public var resolution: String?
  public var polarity = "asserted"
  public var modality: String?
  public var rule: String
  public var confidence: Double

  /// Creates a quote of which only the content is known.
  public init(
    number: Int, kind: String, content: String, range: Range<Int>, rule: String,
    confidence: Double
  ) {
    self.number = number
    self.kind = kind
    self.content = content
    self.range = range
    self.rule = rule
    self.confidence = confidence
  }
}

/// Two articles of a cluster of near-duplicates.
public struct ReportCopies: Sendable {
  /// The number of articles in the cluster.
  public var size: Int
  /// How the member relates to the representative: `exact`, `near` or `contained`.
  public var relation: String
  /// The share of word runs that both have; nil when it was not measured.
  public var jaccard: Double?
  public var representative: ReportArticle
  public var member: ReportArticle

  /// Creates a pair.
  public init(
    size: Int, relation: String, jaccard: Double?, representative: ReportArticle,
    member: ReportArticle
  ) {
    self.size = size
    self.relation = relation
    self.jaccard = jaccard
    self.representative = representative
    self.member = member
  }
}
