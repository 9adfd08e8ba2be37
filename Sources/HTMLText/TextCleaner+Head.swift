import ArabicText
import ETLModel

extension TextCleaner {
  /// How many pieces may stand before the text begins.
  private static let maximumHead = 40

  /// The most words of a line that is surely no summary.
  private static let maximumTitle = 14

  /// Cleans what stands before the first sentence: title, date, credits, captions, menus.
  mutating func cleanHead() {
    findBreadcrumbTitle()
    removeTitleOfTab()
    removeFirstNotices()
    findQuestion()
    let lead = min(leadIndex, Self.maximumHead)
    removeMenus(before: min(leadIndex, pieces.count))
    if !isPage {
      for index in 0..<lead {
        removeSection(index)
        removeLabelledName(index)
        removeFormalLine(index)
        removeBars(index)
        removeNumber(index)
      }
      if !isLatin { removeTicker(before: min(leadIndex, pieces.count)) }
    }
    if title == nil { findTitle(before: lead) }
    removeTitle()
    for index in 0..<deckEnd(lead) where pieces[index].isKept {
      if index >= lead, !isPage { removeFormalLine(index) }
      if pieces[index].isKept { cleanHeadPiece(index) }
    }
    if title == nil { findTitle(aboveGap: lead) }
    removeAboveTitle(lead)
    removeLeadCaption(lead)
    removeHeadCaptions(lead)
    removeCaptionBelowSummary(lead)
    removeShortLines(before: lead)
    for index in 0..<pieces.count where pieces[index].isKept && index < lead + 2 {
      readLead(index)
      if pieces[index].isSentence { break }
    }
  }

  /// Where the head ends when the sentence at `lead` is a summary: behind the date and the credits
  /// that stand under it.
  private mutating func deckEnd(_ lead: Int) -> Int {
    guard !isPage, lead < pieces.count, pieces[lead].words <= 45 else { return lead }
    var end = lead
    for index in lead + 1..<max(lead + 1, min(pieces.count, lead + 7)) {
      if pieces[index].endsSentence, pieces[index].words >= 3 { break }
      if pieces[index].isDate || end > lead && isReadingTime(pieces[index]) { end = index + 1 }
    }
    // The dates of a chronicle come again.
    return pieces[end...].prefix(8).contains { $0.isDate } ? lead : end
  }

  /// Takes out notices of the site above the text, lest one passes for its first sentence.
  private mutating func removeFirstNotices() {
    guard !isPage else { return }
    for _ in 0..<Self.maximumHead {
      let lead = leadIndex
      guard lead + 1 < pieces.count, pieces[lead].words <= 40 else { break }
      removeNotice(lead)
      if pieces[lead].isKept { break }
    }
    for index in 0..<min(leadIndex, Self.maximumHead) where pieces[index].words >= 6 {
      removeNotice(index)
    }
  }

  /// Takes a question of many words as the title when date, author or section stand between it and
  /// the text: it is no first sentence.
  private mutating func findQuestion() {
    let lead = leadIndex
    guard !isPage, title == nil, lead + 2 < pieces.count, Self.asks(pieces[lead]),
      !Self.isListed(pieces[lead].text),
      pieces[lead].words <= 16, pieces[..<lead].allSatisfy({ !$0.isKept || $0.words <= 4 }),
      let next = pieces[(lead + 1)...].prefix(12).firstIndex(where: { $0.isKept && $0.isSentence })
    else { return }
    let between = pieces[(lead + 1)..<next]
    let name = between.first.map {
      $0.words >= 2 && pieces[lead].key.bytes.starts(with: $0.key.bytes)
    }
    let isParted = between.contains {
      Self.isFormal($0) || isLabelledDate($0) || GluedByline.isName($0.key)
    }
    guard name ?? false || isParted else { return }
    setTitle(String(decoding: pieces[lead].text, as: UTF8.self))
    pieces[lead].remove(.title, "title.first_line")
  }

  private mutating func cleanHeadPiece(_ index: Int) {
    let piece = pieces[index]
    if isReadingTime(piece) {
      pieces[index].remove(.readingTime, "reading_time.line")
    } else if piece.isDate || isLabelledDate(piece) {
      noteDate(piece)
      pieces[index].remove(.dateLine, "date.line")
    } else if let found = Credits.line(piece) {
      credit.dateline = credit.dateline ?? found.dateline
      credit.agency = credit.agency ?? found.agency
      credit.byline = credit.byline ?? found.byline
      pieces[index].remove(.byline, found.byline == nil ? "byline.agency" : "byline.author")
    }
  }

  /// Whether the piece is a date behind its label with more behind it:
  /// `تاريخ النشر 11:20 14-06-2019 الكاتب: …`.
  private func isLabelledDate(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard !isPage, piece.words <= 20, !piece.endsSentence, piece.leading >= .gap,
      Phrases.dateLabels.begins(key)
    else { return false }
    let digits = (1..<min(6, key.wordEnds.count)).count {
      key.beginsWithDigit($0)
    }
    return digits >= 2
  }

  /// Takes out the path to the article, `الرئيسية > أخبار`, and the name of its section.
  private mutating func removeSection(_ index: Int) {
    let piece = pieces[index]
    guard piece.isKept, piece.words >= 1, piece.words <= 30, !piece.endsSentence else { return }
    if isPathToTitle(piece) {
      pieces[index].remove(.navigation, "navigation.breadcrumb")
    } else if Phrases.sections.contains(piece.key.bytes[...]) {
      pieces[index].remove(.navigation, "navigation.section")
    } else if piece.words <= 12, Phrases.sections.contains(piece.key.word(0)),
      isPath(piece.text)
    {
      pieces[index].remove(.navigation, "navigation.breadcrumb")
    }
  }

  /// Whether the piece is a path from the front page to the title: `الرئيسية / أخبار محلية / …`.
  private func isPathToTitle(_ piece: TextPiece) -> Bool {
    guard piece.key.word(0).elementsEqual("الرييسيه".utf8) else { return false }
    var marks = 0
    for mark: UInt8 in [0x2F, 0x3E, 0x7C] { marks = max(marks, piece.text.count { $0 == mark }) }
    let guillemets = zip(piece.text, piece.text.dropFirst()).count { $0 == 0xC2 && $1 == 0xBB }
    return max(marks, guillemets) >= 2
  }

  /// Whether marks that lead on stand in `text`.
  private func isPath(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        switch scalar {
        case 0x3E, 0xBB, 0x203A, 0x2F, 0x5C, 0x7C, 0x2190, 0x25C0, 0x276F: return true
        default: offset += length
        }
      }
      return false
    }
  }

  private mutating func isReadingTime(_ piece: TextPiece) -> Bool {
    guard piece.words <= 9, !piece.endsSentence else { return false }
    // More of them are the times of a recipe or of a match.
    if !isPage, Self.isDuration(piece.key) { return durations == 1 }
    return Phrases.readingTime.occurs(within: piece.key)
  }

  private mutating func readLead(_ index: Int) {
    guard credit.agency == nil, let found = Credits.lead(pieces[index]) else { return }
    credit.dateline = credit.dateline ?? found.dateline
    credit.agency = found.agency
  }

  /// Finds the title in `Site - Section - Title`, when the last part stands again below it.
  private mutating func findBreadcrumbTitle() {
    guard let first = pieces.first, first.words <= 40, first.isKept else { return }
    guard let cut = Self.lastDash(first.text) else { return }
    let text = Array(first.text[cut.upperBound...])
    let key = TextKey(text)
    guard key.wordCount >= 3,
      pieces.dropFirst().prefix(Self.maximumHead).contains(where: { $0.key == key })
    else { return }
    var site = TextPiece(text: Array(first.text[..<cut.lowerBound]), leading: first.leading)
    site.remove(.navigation, "navigation.breadcrumb")
    var heading = TextPiece(text: text, leading: .none)
    heading.remove(.title, "title.breadcrumb")
    pieces.replaceSubrange(0..<1, with: [site, heading])
    if title == nil { setTitle(String(decoding: text, as: UTF8.self)) }
  }

  /// Takes out a first line that gives the title, which stands again below it, and the site.
  private mutating func removeTitleOfTab() {
    guard !isPage, let first = pieces.first, first.isKept, first.words <= 40,
      let cut = Self.lastDash(first.text)
    else { return }
    let key = TextKey(Array(first.text[..<cut.lowerBound]))
    guard key.wordCount >= 3,
      pieces.dropFirst().prefix(Self.maximumHead).contains(where: { $0.key == key })
    else { return }
    pieces[0].remove(.duplicate, "title.repeated")
    if title == nil { setTitle(String(decoding: first.text[..<cut.lowerBound], as: UTF8.self)) }
  }

  /// The last ` - ` or ` | ` of `text`, with its spaces.
  private static func lastDash(_ text: [UInt8]) -> Range<Int>? {
    guard text.count > 3 else { return nil }
    for offset in stride(from: text.count - 2, to: 0, by: -1)
    where text[offset + 1] == 0x20 && text[offset - 1] == 0x20 {
      if text[offset] == 0x2D || text[offset] == 0x7C { return offset - 1..<offset + 2 }
    }
    return nil
  }

  /// Takes the line above the text as the title that looks like one: the first, or the one that the
  /// text repeats most, when others stand above it.
  ///
  /// A long line may as well be a summary: it gives the title and stays.
  private mutating func findTitle(before lead: Int) {
    guard !isPage, lead > 0, lead < pieces.count else { return }
    // A word or two above the title are the name of the site or of a section.
    let first = (0..<lead).filter { pieces[$0].isKept }.prefix(6).first {
      !Self.isFormal(pieces[$0]) && pieces[$0].words > 2
    }
    guard
      let index = repeatedLine(before: lead, first: first)
        ?? first.flatMap({ mayBeTitle($0, before: lead) ? $0 : nil })
    else { return }
    setTitle(String(decoding: pieces[index].text, as: UTF8.self))
    if pieces[index].words > Self.maximumTitle {
      titleStays = index
    } else {
      pieces[index].remove(.title, "title.first_line")
    }
  }

  private func mayBeTitle(_ index: Int, before lead: Int) -> Bool {
    let piece = pieces[index]
    return index < lead && piece.words >= 3 && piece.words <= 25
      && !piece.text.starts(with: "http".utf8)
      && (!piece.endsSentence
        || Self.asks(piece) && (index > 0 || isRepeated(index) || Self.endsHead(pieces[index + 1])))
      && !piece.endsInColon && !piece.isDate && Credits.line(piece) == nil
      && (Credits.lead(piece)?.dateline != nil || Credits.lead(piece) == nil)
      && LabelTable.shared.match(piece) == nil && !Self.isListed(piece.text)
      && (pieces[index + 1].leading >= .line || isRepeated(index) || pieces[index + 1].isDate)
      && !Phrases.notices.occurs(in: piece.key)
  }

  /// Whether the piece stands a second time below itself.
  private func isRepeated(_ index: Int) -> Bool {
    pieces[(index + 1)...].prefix(4).contains { $0.key == pieces[index].key }
  }

  /// Whether the piece ends in a question mark or an exclamation mark.
  private static func asks(_ piece: TextPiece) -> Bool {
    piece.text.last == 0x21 || piece.text.last == 0x3F
      || piece.text.suffix(2).elementsEqual("؟".utf8)
  }

  /// The line above the text whose words the first paragraphs repeat, when they do not repeat those
  /// of the `first` line: what stands above it is the site's.
  private func repeatedLine(before lead: Int, first: Int?) -> Int? {
    let candidates = (0..<lead).filter { pieces[$0].isKept && mayBeTitle($0, before: lead) }
    guard let first, candidates.contains(where: { $0 != first }) else { return nil }
    let text = firstWords(from: lead)
    var best: (index: Int, shared: Int)?
    for index in candidates {
      let words = pieces[index].key.longWords
      let shared = words.intersection(text).count
      if shared >= 2, shared * 2 >= words.count, shared > best?.shared ?? 0 {
        best = (index, shared)
      }
    }
    guard let best, best.index > first, pieces[first].words <= Self.maximumTitle else { return nil }
    let words = pieces[first].key.longWords
    let shared = words.intersection(text).count
    return shared <= 1 && best.shared >= 3 || shared * 4 < words.count ? best.index : nil
  }

  /// The long words of the first three sentences from `lead` on.
  private func firstWords(from lead: Int) -> Set<[UInt8]> {
    pieces[lead...].lazy.filter { $0.isKept && $0.isSentence }.prefix(3).reduce(into: []) {
      $0.formUnion($1.key.longWords)
    }
  }

  /// Takes out a number that stands alone above the text: of the article, of its readers.
  private mutating func removeNumber(_ index: Int) {
    guard pieces[index].isKept, pieces[index].text.count >= 3, pieces[index].leading >= .gap,
      pieces[index].text.allSatisfy(MarkupByte.isDigit)
    else { return }
    pieces[index].remove(.other, "other.head_number")
  }

  /// Takes out headlines of other articles that stand in one line above the text, gaps between.
  private mutating func removeTicker(before lead: Int) {
    var start = 0
    while start < lead {
      var end = start
      while end < lead, pieces[end].isKept, pieces[end].isHeadingLike || Self.asks(pieces[end]),
        end == start || pieces[end].leading == .gap
      {
        end += 1
      }
      let headlines = pieces[start..<end].count { $0.words >= 4 }
      // The last may be the title, or what the text begins with.
      if headlines >= 5 {
        let isTitle = end < pieces.count && pieces[end].leading == .gap
        for index in start..<(isTitle ? end - 1 : end) {
          pieces[index].remove(.related, "related.ticker")
        }
      }
      start = max(end, start + 1)
    }
  }

  /// Takes out the lines above the title: names of the site and its editors, headlines of others.
  private mutating func removeAboveTitle(_ lead: Int) {
    guard !isPage,
      let title = pieces[..<lead].firstIndex(where: { $0.removal?.kind == .title }) ?? titleStays,
      title > 0, lead < pieces.count
    else { return }
    let words = pieces[title].key.longWords
    let shared = words.intersection(firstWords(from: lead)).count
    guard shared >= 2, shared * 2 >= words.count else { return }
    // What stands above the headline is also above the first of its repetitions.
    let repeated = pieces[title..<lead].lastIndex { $0.removal?.rule == "title.repeated" }
    for index in 0..<(repeated ?? title)
    where pieces[index].isHeadingLike && pieces[index].words <= Self.maximumTitle {
      pieces[index].remove(.navigation, "navigation.above_title")
    }
  }

  /// Whether the piece is one that may stand above a title.
  static func isFormal(_ piece: TextPiece) -> Bool {
    piece.isDate || Credits.line(piece) != nil || LabelTable.shared.match(piece) != nil
      || isFromSource(piece.text)
  }

  /// Takes the first piece of a glued line as the title when the text itself follows it.
  private mutating func findTitle(aboveGap lead: Int) {
    guard !isPage, lead > 0, lead < pieces.count,
      let index = pieces.firstIndex(where: { $0.isKept }), index < lead,
      !pieces[(index + 1)..<lead].contains(where: {
        $0.isKept && $0.words > 3 && LabelTable.shared.match($0) == nil
          && !Embeds.isShareRow($0, among: nil)
      })
    else { return }
    let piece = pieces[index]
    guard piece.words >= 4, piece.words <= 14, piece.isHeadingLike, !piece.isDate,
      pieces[index + 1].leading == .gap, LabelTable.shared.match(piece) == nil,
      !Self.isListed(piece.text)
    else { return }
    setTitle(String(decoding: piece.text, as: UTF8.self))
    pieces[index].remove(.title, "title.first_line")
  }

  private static func isListed(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return true }
    return first == 0x2D || first == 0x2A || text.prefix(3).elementsEqual("•".utf8)
  }

  /// Takes out each repetition of the title.
  private mutating func removeTitle() {
    guard titleKey.wordCount >= 2 else { return }
    // A picture's page may consist of its title.
    guard pieces.contains(where: { $0.isKept && !isTitle($0) }) else { return }
    let lead = min(leadIndex, pieces.count - 1)
    var isFirst = !pieces.contains { $0.removal?.kind == .title }
    for index in 0...lead where pieces[index].isKept && index != titleStays {
      guard pieces[index].words <= TextKey.maximumWords, isTitle(pieces[index]) else { continue }
      pieces[index].remove(
        isFirst ? .title : .duplicate, isFirst ? "title.given" : "title.repeated")
      isFirst = false
    }
  }

  /// Whether a piece says the same as the title, but for a few words at most.
  private func isTitle(_ piece: TextPiece) -> Bool {
    if piece.key == titleKey { return true }
    guard !piece.endsSentence, titleKey.wordEnds.count >= 5 else { return false }
    // A caption may have run into it.
    let rest = piece.words - titleKey.wordCount
    if !isPage, rest > 0, rest <= 10, piece.key.bytes.starts(with: titleKey.bytes) { return true }
    let longer = max(piece.key.wordEnds.count, titleKey.wordEnds.count)
    var same = 0
    while same < min(piece.key.wordEnds.count, titleKey.wordEnds.count),
      piece.key.word(same) == titleKey.word(same)
    {
      same += 1
    }
    return same * 10 >= longer * 8
  }

  /// Takes out rows of menu entries: many pieces of a few words, gaps between them.
  private mutating func removeMenus(before lead: Int) {
    // A list of words may be all the text there is.
    guard pieces.contains(where: { $0.isKept && $0.words >= 5 }) else { return }
    var start = 0
    while start < lead {
      var end = start
      while end < lead, pieces[end].isKept, pieces[end].words <= 4, !pieces[end].endsSentence,
        end == start || pieces[end].leading == .gap
      {
        end += 1
      }
      if end - start >= 5 {
        for index in start..<end where !pieces[index].isDate {
          pieces[index].remove(.navigation, "navigation.menu")
        }
      }
      start = max(end, start + 1)
    }
  }

  /// Whether the piece may say what a picture shows: it does not go on from another and ends in no
  /// comma.
  private func mayBeCaption(_ index: Int) -> Bool {
    guard pieces[index].isKept, pieces[index].isHeadingLike,
      !pieces[index].text.suffix(2).elementsEqual("،".utf8)
    else { return false }
    return ParagraphOpening(pieces[index]) == .other
  }

  /// Whether the piece is one that left and that pictures stand below: a date, a credit, the rest
  /// of a player.
  private static func endsHead(_ piece: TextPiece) -> Bool {
    switch piece.removal?.kind {
    case .dateLine, .byline, .markup, .promo: true
    default: false
    }
  }

  /// Takes out the caption between a summary and the lead that says the same.
  private mutating func removeCaptionBelowSummary(_ summary: Int) {
    let lead = summary + 2
    guard !isPage, lead < pieces.count, pieces[..<summary].contains(where: { !$0.isKept }),
      pieces[summary].words <= 45, pieces[summary].endsSentence,
      pieces[lead].isSentence, ParagraphOpening(pieces[lead]) == .lead,
      mayBeCaption(summary + 1), pieces[summary + 1].leading >= .line,
      (3...14).contains(pieces[summary + 1].words)
    else { return }
    let words = pieces[summary].key.longWords
    guard words.intersection(pieces[lead].key.longWords).count >= 3 else { return }
    pieces[summary + 1].remove(.caption, "caption.lead")
  }

  /// Takes out the caption between the title and a report that begins with its place.
  private mutating func removeLeadCaption(_ lead: Int) {
    guard lead < pieces.count, lead > 1 else { return }
    let isCaption = mayBeCaption(lead - 1)
    let isTitled = pieces[..<(lead - 1)].contains { $0.removal?.kind == .title }
    let isBelowTitle =
      isCaption && isTitled && Credits.lead(pieces[lead])?.dateline != nil
      && (pieces[lead - 1].leading == .gap || !isPage && pieces[lead - 1].words <= 10)
    // A picture's place is also between the date and the text.
    let isBelowDate =
      isCaption && !isPage && !isLatin && Self.endsHead(pieces[lead - 2])
      && pieces[lead - 1].words >= 3 && pieces[lead - 1].words <= 10
      && pieces[lead].endsSentence && ParagraphOpening(pieces[lead]) == .lead
    if isBelowTitle || isBelowDate { pieces[lead - 1].remove(.caption, "caption.lead") }
    // And between the date and the author.
    guard !isPage, !isLatin, titleKey.wordCount > 0 else { return }
    for index in 1..<lead - 1
    where mayBeCaption(index) && (3...10).contains(pieces[index].words)
      && Self.endsHead(pieces[index - 1]) && pieces[index + 1].removal?.kind == .byline
    {
      pieces[index].remove(.caption, "caption.lead")
    }
  }
}
