/// A place where a text reports what somebody said or wrote.
public struct Quote: Hashable, Sendable {
  /// How the content is given.
  public enum Kind: String, Sendable, CaseIterable {
    /// All of it inside quotation marks, or a turn after a colon.
    case direct
    /// A clause without quotation marks.
    case indirect
    /// A clause that is partly inside quotation marks.
    case mixed
    /// A named speech act without a content clause: `نفت موسكو الاتهامات`.
    case reported
  }

  /// Whether the source says so or denies it.
  public enum Polarity: String, Sendable {
    case asserted, denied, negated
  }

  /// Why the words were not said, or not yet. Such quotes are of the kind ``Kind/reported``.
  public enum Modality: String, Sendable, CaseIterable {
    /// `سيعلن`, `سوف يؤكد`.
    case future
    /// `قد يعلن`, `من المتوقع أن يعلن`.
    case possible
    /// `إذا أعلن`, `لو قال`.
    case hypothetical
  }

  /// How the speaker was found.
  public enum Resolution: String, Sendable, CaseIterable {
    /// Named in the same clause.
    case explicit
    /// The verb has no subject; the speaker comes from an earlier clause.
    case dropped
    /// A participle that shares the subject of its sentence.
    case participle
    case pronoun
    case relative
    /// A definite description: `المتحدث`, `الوزير`.
    case definite
    /// A surname that stands for a full name of the same article.
    case surname
    /// A text that speaks: `البيان`.
    case document
    case headline
  }

  public var kind: Kind
  /// The reported words, without the complementizer and without outer marks.
  public var content: TextSpan
  /// The words that carry the report, without an attached و or ف.
  public var cue: TextSpan?
  /// The dictionary form of the cue.
  public var cueLemma: String?
  /// What the cue does: `deny`, `warn`, `add`, … as in the cue lexicon.
  public var stance: String?
  /// The words that name the speaker in this clause; nil when the subject is dropped.
  public var source: TextSpan?
  /// The speaker's index in ``TaggedDocument/speakers``; nil when the text does not say.
  public var speaker: Int?
  /// The title that the source gives the speaker: `وزير الخارجية الأمريكي`.
  public var role: String?
  public var resolution: Resolution?
  public var polarity: Polarity
  /// A ``Modality``; nil for what was said.
  public var modality: String?
  /// The index of the quote that this one stands inside.
  public var parent: Int?
  /// The stretches of the content, when it is not one verbatim whole.
  public var segments: [QuoteSegment]
  public var participants: [QuoteParticipant]
  /// Who is named in the content, beside the speaker: each once, in order.
  public var mentions: [QuoteMention]
  /// The id of the rule that found it.
  public var rule: String
  /// From 0 to 1: how often a quote found this way is right.
  public var confidence: Double

  /// Creates a quote found by `rule`.
  public init(kind: Kind, content: TextSpan, rule: String, confidence: Double) {
    self.kind = kind
    self.content = content
    self.rule = rule
    self.confidence = confidence
    polarity = .asserted
    segments = []
    participants = []
    mentions = []
  }
}

/// A stretch of a quote's content.
public struct QuoteSegment: Hashable, Sendable {
  public var span: TextSpan
  /// Whether the stretch stands inside quotation marks.
  public var isVerbatim: Bool

  /// Creates a stretch of content.
  public init(span: TextSpan, isVerbatim: Bool) {
    self.span = span
    self.isVerbatim = isVerbatim
  }
}

/// Somebody beside the speaker who takes part in a quote.
public struct QuoteParticipant: Hashable, Sendable {
  /// The part taken.
  public enum Part: String, Sendable {
    /// One of several who speak together.
    case speaker
    /// Who passed it on: `نقلا عن رويترز`.
    case conduit
    case addressee
    case venue
  }

  public var part: Part
  public var span: TextSpan
  /// The index in ``TaggedDocument/speakers``, if known.
  public var speaker: Int?

  /// Creates a participant named at `span`.
  public init(part: Part, span: TextSpan, speaker: Int? = nil) {
    self.part = part
    self.span = span
    self.speaker = speaker
  }
}

/// Somebody who is named in the content of a quote: whom it is about.
public struct QuoteMention: Hashable, Sendable {
  public var span: TextSpan
  /// The index in ``TaggedDocument/speakers``, which holds who is named too.
  public var speaker: Int

  /// Creates a mention at `span`.
  public init(span: TextSpan, speaker: Int) {
    self.span = span
    self.speaker = speaker
  }
}

/// Who speaks: a person, a state, an institution, a document, an unnamed source.
public struct Speaker: Hashable, Sendable {
  /// What the speaker is.
  public enum Kind: String, Sendable, CaseIterable {
    case person, organization, state, document, group, anonymous, outlet, unknown
  }

  /// The identity across articles: the canonical name folded, or for a description without a
  /// name (`مصدر أمني`) the folded description.
  public var key: String
  public var name: String
  public var nameEnglish: String?
  public var wikidataID: String?
  public var kind: Kind
  /// `m` or `f`: the agreement of the verb.
  public var gender: String?
  /// ISO 3166-1 alpha-2.
  public var country: String?
  public var aliases: [SpeakerAlias]

  /// Creates a speaker known by one name.
  public init(key: String, name: String, kind: Kind) {
    self.key = key
    self.name = name
    self.kind = kind
    aliases = []
  }
}

/// A spelling of a speaker's name.
public struct SpeakerAlias: Hashable, Sendable {
  /// Where the spelling is from.
  public enum Origin: String, Sendable {
    case lexicon, text
  }

  public var text: String
  /// The spelling as the normalizer folds it.
  public var folded: String
  public var origin: Origin

  /// Creates a spelling.
  public init(text: String, folded: String, origin: Origin) {
    self.text = text
    self.folded = folded
    self.origin = origin
  }
}

/// A segmented document with its quotes and the speakers they refer to.
public struct TaggedDocument: Record, Hashable {
  public var segmented: SegmentedDocument
  /// The quotes, ordered by where their content starts.
  public var quotes: [Quote]
  public var speakers: [Speaker]
  public var article: ArticleKey { segmented.article }

  /// Joins a document with its quotes.
  public init(segmented: SegmentedDocument, quotes: [Quote], speakers: [Speaker]) {
    self.segmented = segmented
    self.quotes = quotes
    self.speakers = speakers
  }
}
