public import ETLModel

typealias QuoteResolution = Quote.Resolution
typealias QuotePolarity = Quote.Polarity
typealias QuoteModality = Quote.Modality

/// How a quote was found.
public enum QuoteRule: String, Sendable, CaseIterable {
  case verbClause = "verb-clause"
  case verbMarks = "verb-marks"
  case verbColon = "verb-colon"
  case participleClause = "participle-clause"
  case participleMarks = "participle-marks"
  case nounClause = "noun-clause"
  case relativeClause = "relative-clause"
  case relay = "relay"
  case documentSays = "document-says"
  case describeAs = "describe-as"
  case postposedVerb = "postposed-verb"
  case postposedAccordingTo = "postposed-according-to"
  case accordingTo = "according-to"
  case headlineColon = "headline-colon"
  case actMarks = "act-marks"
  case actObject = "act-object"

  /// The identifier stored with each quote.
  public var id: String { rawValue }

  /// What the rule finds, in one sentence.
  public var explanation: String {
    switch self {
    case .verbClause: "A reporting verb, its subject if any, and a clause with إن or أن."
    case .verbMarks: "A reporting verb, its subject if any, and words in quotation marks."
    case .verbColon: "A reporting verb, its subject if any, and a colon."
    case .participleClause: "A participle that shares the subject of its sentence, and a clause."
    case .participleMarks: "A participle that shares the subject, and a colon or quotation marks."
    case .nounClause: "A noun of speech with a possessive pronoun or a subject, and its content."
    case .relativeClause: "A reporting verb in a relative clause about the speaker."
    case .relay: "Somebody passes on what the speaker behind عن said."
    case .documentSays: "A text says it: جاء في with the text's name."
    case .describeAs: "A verb of description with بأنه or ب and the words used."
    case .postposedVerb: "Quoted words followed by the reporting verb."
    case .postposedAccordingTo: "A statement followed by بحسب, وفقا لـ or حسبما and its source."
    case .accordingTo: "بحسب or وفقا لـ with its source, followed by the statement."
    case .headlineColon: "A known speaker at the start of a line, a colon, and the statement."
    case .actMarks: "A speech act such as condemnation with words in quotation marks."
    case .actObject: "A speech act with a noun phrase as content."
    }
  }

  /// An invented example.
  public var example: String {
    switch self {
    case .verbClause: "قال الوزير إن السد آمن."
    case .verbMarks: "وقالت المديرة «سنعود غدا»."
    case .verbColon: "وأضاف: \"لا نخاف\"."
    case .participleClause: "زار الوزير السد، مؤكدا أن العمل مستمر."
    case .participleMarks: "ورد النائب قائلا: «لن نصوت»."
    case .nounClause: "ورد على السؤال بقوله إن الأمر انتهى."
    case .relativeClause: "التقى المدير الذي قال إن المصنع سيفتح."
    case .relay: "ونقلت الوكالة عن الوزير قوله إن السد آمن."
    case .documentSays: "وجاء في البيان أن السد آمن."
    case .describeAs: "ووصف الوزير القرار بأنه «خطوة أولى»."
    case .postposedVerb: "«سنعود إليكم غدا»، قالت المديرة."
    case .postposedAccordingTo: "افتتح السد أمس، بحسب الوزارة."
    case .accordingTo: "وبحسب الوزارة، افتتح السد أمس."
    case .headlineColon: "وزير الري: السد آمن"
    case .actMarks: "أدانت الوزارة الهجوم «الجبان على المدرسة»."
    case .actObject: "نفت الوزارة الاتهامات."
    }
  }

  /// The share of contents found by the rule that are quotes, on annotated news that the rules
  /// were developed with, rounded to 0.05; where it found too few to measure, a guess below.
  public var confidence: Double {
    switch self {
    case .verbClause, .verbMarks, .verbColon, .participleClause, .documentSays: 0.95
    case .participleMarks, .nounClause, .relativeClause, .describeAs: 0.9
    case .relay: 0.85
    case .postposedAccordingTo, .actMarks, .headlineColon: 0.8
    case .accordingTo: 0.75
    case .postposedVerb: 0.7
    case .actObject: 0.6
    }
  }

  /// The share of quotes whose speaker is right when found by `resolution`, measured as
  /// ``confidence`` is; nil stands for no speaker. A quote's confidence is the product of both.
  public static func speakerConfidence(_ resolution: Quote.Resolution?) -> Double {
    switch resolution {
    case .explicit, .surname, .headline: 0.95
    case .participle: 0.9
    case .definite: 0.85
    case .dropped, .document: 0.8
    case .pronoun, .relative: 0.75
    case nil: 0.5
    }
  }
}
