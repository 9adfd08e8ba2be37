import ArabicText
import ETLModel

/// Takes residue out of an article that is cut into pieces, and learns from it who wrote it,
/// where and when.
///
/// Each step looks at the pieces that the steps before it left, marks what must go and leaves the
/// rest alone: losing text is worse than keeping residue.
struct TextCleaner {
  var pieces: [TextPiece]
  /// The title as it is known; nil until one is given or found.
  var title: String?
  var credit = Credit()
  /// A date that stands in the text.
  var dateText: String?
  /// Whether the pieces are blocks of a page, whose headings are known.
  let isPage: Bool

  /// Whether the article is in Latin script.
  let isLatin: Bool
  private(set) var titleKey = TextKey([])
  /// Whether the paragraphs of the text end in full stops, so that a line without one stands out.
  let hasFullStops: Bool
  /// The index of the last sentence that is no notice, while labels are cleaned.
  var lastSentence = -1
  /// How many lines are a time and nothing else.
  private(set) lazy var durations = pieces.count { Self.isDuration($0.key) }
  /// How many lines are a name with a post: in a round-up each stands above what somebody says.
  private(set) lazy var namesWithPosts = pieces.count { Self.nameAndPost($0) != nil }
  /// The index of a first line that gives the title and stays in the body.
  var titleStays: Int?

  init(pieces: [TextPiece], title: String?, isPage: Bool) {
    var (words, latin) = (0, 0)
    for index in pieces.indices {
      words += pieces[index].words
      latin += pieces[index].key.latinWordCount
    }
    isLatin = latin * 2 > words
    let embeds = Embeds(isLatin: isLatin, isPage: isPage)
    let split = TextPieces.split(pieces) { embeds.split($0) }
    self.pieces = isPage ? split : Self.unglued(split)
    hasFullStops = Self.hasFullStops(self.pieces)
    self.isPage = isPage
    let doubled = self.pieces.first { $0.removal?.rule == "title.doubled" }
    setTitle(title ?? doubled.map { String(decoding: $0.text, as: UTF8.self) })
    if !isPage { splitByline() }
  }

  /// `pieces` of a scraped text with the lines cut that residue ran into.
  private static func unglued(_ pieces: [TextPiece]) -> [TextPiece] {
    var pieces = pieces
    if let first = pieces.firstIndex(where: { $0.isKept }),
      let parts = GluedHead.split(pieces[first])
    {
      pieces.replaceSubrange(first...first, with: parts)
    }
    return TextPieces.split(pieces) { GluedLine.split($0) }
  }

  /// Cuts off the author in front of the first sentence.
  private mutating func splitByline() {
    let lead = leadIndex
    guard lead < pieces.count, let found = GluedByline.split(pieces[lead]) else { return }
    pieces.replaceSubrange(lead...lead, with: found.parts)
    credit.byline = AuthorNames.joined(AuthorNames.names(in: found.name)) ?? found.name
  }

  /// Marks every piece that is residue.
  ///
  /// - Throws: ``CleaningError`` with the reason `timeout` when `Deadline.current` is over.
  /// - Complexity: O(*n*).
  mutating func run() throws(CleaningError) {
    removeGallery()
    cleanHead()
    try checkDeadline()
    cleanLabels()
    try checkDeadline()
    removePullQuotes()
    cleanUnlabelled()
    cleanTail()
    keepLoneCaptions()
    try checkDeadline()
  }

  /// Keeps the captions of a text that consists of nothing else: a picture of the day.
  private mutating func keepLoneCaptions() {
    guard !isPage, !pieces.contains(where: { $0.isKept && $0.words > 0 }) else { return }
    for index in pieces.indices where pieces[index].removal?.kind == .caption {
      if pieces[index].words >= 5 { pieces[index].removal = nil }
    }
  }

  private func checkDeadline() throws(CleaningError) {
    if Deadline.current?.isPassed ?? false {
      throw .reject(.timeout, "the text has \(pieces.count) pieces")
    }
  }

  private static func hasFullStops(_ pieces: [TextPiece]) -> Bool {
    var paragraphs = 0
    var closed = 0
    for piece in pieces where piece.isKept && piece.words >= 12 && piece.leading >= .line {
      paragraphs += 1
      if piece.endsSentence || piece.endsInColon { closed += 1 }
    }
    return paragraphs >= 5 && closed * 10 >= paragraphs * 8
  }

  mutating func setTitle(_ title: String?) {
    self.title = title
    titleKey = TextKey(Array((title ?? "").utf8))
  }

  /// Remembers the first date that stands in the text; a label alone is none.
  mutating func noteDate(_ piece: TextPiece) {
    let hasDigit = piece.key.hasDigit
    if dateText == nil, hasDigit { dateText = String(decoding: piece.text, as: UTF8.self) }
  }

  /// The index of the first piece that is surely text.
  var leadIndex: Int {
    pieces.firstIndex { $0.isKept && $0.isSentence } ?? pieces.count
  }

  /// The residue in the order of the text, each cut to a length that hostile input cannot abuse.
  var residue: [Residue] {
    pieces.compactMap { piece in
      guard let removal = piece.removal else { return nil }
      return Residue(kind: removal.kind, text: Self.short(piece.text), rule: removal.rule)
    }
  }

  /// The first 2,000 code points of `text`.
  static func short(_ text: [UInt8]) -> String {
    guard text.count > 2_000 else { return String(decoding: text, as: UTF8.self) }
    var points = 0
    var end = 0
    while end < text.count {
      if text[end] & 0xC0 != 0x80 {
        if points == 2_000 { break }
        points += 1
      }
      end += 1
    }
    return String(decoding: text[..<end], as: UTF8.self)
  }
}

extension TextPiece {
  /// Whether the piece consists of a date, a time or a label of one.
  var isDate: Bool {
    guard words >= 1, words <= 16, !text.contains(0x25) else { return false }
    if RelativeTime.isAll(key) { return true }
    if let rest = withoutBrackets, rest.isDate { return true }
    var numbers = 0
    var named = 0
    var index = 0
    // A place is part of a date only in `بتوقيت القاهرة`.
    var isZone = false
    while index < key.wordEnds.count {
      let word = key.word(index)
      if word.allSatisfy(MarkupByte.isDigit) {
        numbers += 1
        index += 1
        continue
      }
      let hasNext = index + 1 < key.wordEnds.count
      if hasNext, let meaning = CalendarWord.of(key.words(index..<index + 2)) {
        if meaning.isPlace, !isZone { return false }
        isZone = meaning == .zoneLabel
        named += meaning.isTelling ? 1 : 0
        index += 2
      } else if let meaning = CalendarWord.of(word) {
        if meaning.isPlace, !isZone { return false }
        isZone = meaning == .zoneLabel
        named += meaning.isTelling ? 1 : 0
        index += 1
      } else if Self.isOrdinal(word) {
        numbers += 1
        index += 1
      } else if index > 0, Phrases.counters.contains(word),
        key.isNumber(index - 1)
      {
        // `أبريل 4, 2017 08:12, 264 مشاهدة`
        index += 1
      } else {
        return false
      }
    }
    return numbers > 0 && named > 0 || (3...9).contains(numbers) || numbers == 0 && isDateLabel
      || numbers == 2 && hasClock && Phrases.updates.begins(key)
  }

  /// The piece without how long ago something was, in brackets: `27 فبراير 2023 (منذ 3 ساعات) 14:05`.
  private var withoutBrackets: TextPiece? {
    guard let open = text.firstIndex(of: 0x28), let close = text[open...].firstIndex(of: 0x29),
      RelativeTime.isAll(TextKey(Array(text[open..<close])))
    else { return nil }
    return TextPiece(text: Array(text[..<open] + text[(close + 1)...]), leading: leading)
  }

  /// Whether a time of day stands in the piece: `10:14`.
  var hasClock: Bool {
    zip(text, text.dropFirst()).contains { $0 == 0x3A && MarkupByte.isDigit($1) }
  }

  /// Whether the piece is a label that a date follows: `آخر تحديث:`.
  private var isDateLabel: Bool {
    Self.dateLabels[key.bytes[...]] != nil && (endsInColon || words > 1)
  }

  /// Whether a word is a number with letters behind it: `9th`, `2023م`.
  private static func isOrdinal(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, MarkupByte.isDigit(first) else { return false }
    let letters = word.drop(while: MarkupByte.isDigit)
    return letters.count <= 4 && (CalendarWord.of(letters) != nil || letters.allSatisfy(isDigitOrT))
  }

  private static func isDigitOrT(_ byte: UInt8) -> Bool { byte == 0x74 || byte == 0x7A }

  private static let dateLabels: ByteTable<Bool> = {
    var table = ByteTable<Bool>()
    for label in Labels.dateLabels { table[TextKey(Array(label.utf8)).bytes[...]] = true }
    return table
  }()
}
