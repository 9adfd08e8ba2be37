import ArabicText
public import ETLModel

/// What is compared of the quotes of one article. See ``UtteranceLinker/sayings(of:)``.
public struct ArticleSayings: Sendable {
  public let article: ArticleKey

  /// Days since 1970-01-01; nil when the day of publication is not known.
  let day: Int32?
  let sayings: [Saying]

  /// Reduces an article to what is compared of its quotes.
  init(_ document: TaggedDocument) {
    article = document.article
    day = CivilDay.number(of: document.segmented.document.publication)
    let body = document.segmented.document.body
    sayings = document.quotes.map { quote in
      let content = ContentWords(of: Array(body[quote.content.range]))
      return Saying(
        span: quote.content, voice: Voice(quote, document.speakers),
        isDenied: quote.polarity != .asserted, words: content.words, sequence: content.sequence)
    }
  }
}

/// What is compared of one quote.
struct Saying: Sendable {
  let span: TextSpan
  /// Who says it; nil when the text does not tell.
  let voice: Voice?
  let isDenied: Bool
  /// Sorted and without repetition.
  let words: [ContentWord]
  let sequence: WordSequenceHash
  /// The sum of the weights of ``words``.
  let weight: Double

  init(
    span: TextSpan, voice: Voice?, isDenied: Bool, words: [ContentWord], sequence: WordSequenceHash
  ) {
    self.span = span
    self.voice = voice
    self.isDenied = isDenied
    self.words = words
    self.sequence = sequence
    weight = words.reduce(0) { $0 + $1.weight }
  }
}

/// Who speaks, as far as it is compared: one speaker, or several who speak together.
struct Voice: Hashable, Sendable {
  /// A hash of the speaker's key.
  let key: UInt64
  /// Hashes of the keys of joint speakers, sorted; empty for a single one.
  let members: [UInt64]
  /// Whether the key is a description that fits many: `المصدر`, `البيان`, `الوزيران`.
  let isVague: Bool

  init?(_ quote: Quote, _ speakers: [Speaker]) {
    guard let speaker = quote.speaker.map({ speakers[$0] }) else { return nil }
    key = Self.hash(speaker.key)
    members = Set(
      quote.participants.compactMap { $0.part == .speaker ? $0.speaker : nil }
        .map { Self.hash(speakers[$0].key) }
    ).sorted()
    switch speaker.kind {
    case .person, .state: isVague = false
    case .organization: isVague = Self.isDescription(speaker.name)
    case .group: isVague = members.isEmpty
    case .document, .anonymous, .outlet, .unknown: isVague = true
    }
  }

  /// Whether a name is one word with the article: `الشركة`, `الوزارة`.
  private static func isDescription(_ name: String) -> Bool {
    Normalizer.folded(name).hasPrefix("ال") && !name.contains(" ")
  }

  private static func hash(_ key: String) -> UInt64 {
    Array(key.utf8).withUnsafeBufferPointer { ByteHash.hash($0) }
  }

  /// What voices that can be the same have in common, one at least.
  var keys: [UInt64] { [key] + members }

  /// Whether both can be the same speaker: a group counts for each of its members, and for a group
  /// of the same members.
  func matches(_ other: Voice) -> Bool {
    if key == other.key { return true }
    switch (members.isEmpty, other.members.isEmpty) {
    case (true, true): return false
    case (true, false): return other.members.contains(key)
    case (false, true): return members.contains(other.key)
    case (false, false): return members == other.members
    }
  }
}
