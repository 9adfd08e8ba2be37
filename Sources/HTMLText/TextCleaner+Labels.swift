import ArabicText
import ETLModel

extension TextCleaner {
  /// Takes out what labels announce: related stories, sources, tags, buttons, notices.
  mutating func cleanLabels() {
    let lead = leadIndex
    var lastSentence = pieces.lastIndex { $0.isKept && $0.isSentence } ?? -1
    var isBehindEnd = false
    var index = 0
    while index < pieces.count {
      defer { index += 1 }
      if pieces[index].isKept, pieces[index].isSentence { isBehindEnd = false }
      guard let match = label(at: index, lead) else { continue }
      pieces[index].remove(match.row.kind, match.row.rule)
      if match.row.rule == "source.link" { readTitle(pieces[index]) }
      if index > lead, match.row.kind == .sourceLine || match.row.kind == .tags {
        isBehindEnd = true
      }
      let isAlone =
        match.isWhole || match.words + 2 >= pieces[index].words || match.row.fit == .start
      guard isAlone else { continue }
      // On a page the blocks of other articles are out already.
      let isFollowedByArticle =
        !isPage && match.row.reach == .headlines
        && (isBehindEnd && isHeadline(index + 1) || isSecondArticle(index + 1))
      let isLast = index > lastSentence || isFollowedByArticle || isMoreOfList(index, match.row)
      if match.row.reach != .piece, isLast, index > lead {
        removeRest(index + 1, match.row)
        lastSentence = -1
      } else if match.row.reach == .headlines {
        removeHeadlines(index + 1, match.row)
      } else if match.row.kind == .tags, index > lastSentence {
        removeRest(index + 1, match.row)
      }
    }
  }

  /// The label that the piece at `index` begins with; nil when it is text, or left by another rule
  /// for lines.
  private mutating func label(at index: Int, _ lead: Int) -> LabelTable.Match? {
    guard pieces[index].isKept, pieces[index].words <= 40,
      pieces[index].style != .heading || pieces[index].words <= 5
    else { return nil }
    removeCaption(index, lead)
    removeInvitation(index)
    removeNotice(index)
    guard pieces[index].isKept, let match = LabelTable.shared.match(pieces[index]),
      !isText(pieces[index], match)
    else { return nil }
    // On a page buttons are told by their markup; a single word may be a heading.
    return isPage && match.row.rule == "navigation.control" ? nil : match
  }

  /// Takes the title from a line that links to the article by it: `رابط الخبر …: افتتاح الجسر`.
  private mutating func readTitle(_ piece: TextPiece) {
    guard title == nil, !isPage, let colon = piece.text.firstIndex(of: 0x3A) else { return }
    let text = Array(piece.text[(colon + 1)...].drop { $0 == 0x20 })
    if TextKey(text).wordCount >= 3 { setTitle(String(decoding: text, as: UTF8.self)) }
  }

  /// Whether the piece is text that begins with the words of a label, or that a label ran into.
  private func isText(_ piece: TextPiece, _ match: LabelTable.Match) -> Bool {
    guard piece.isSentence, !match.row.takesSentences else { return false }
    return !match.isParted
      || match.row.kind == .related && piece.words >= 20 && piece.text.last == 0x2E
  }

  /// Takes out an invitation to follow the site somewhere: `تابعوا … على:`.
  private mutating func removeInvitation(_ index: Int) {
    let piece = pieces[index]
    guard piece.isKept, piece.words >= 2, piece.words <= 30 else { return }
    let opening = piece.key.words(0..<1)
    guard Phrases.invitations.contains(opening) else { return }
    let last = piece.key.wordEnds.count - 1
    let isCut = last > 0 && !isPage && Phrases.ways.contains(piece.key.words(last..<last + 1))
    if piece.endsInColon || isCut, piece.words <= 7 {
      pieces[index].remove(.share, "share.invitation")
    } else if index > 0, Phrases.channels.occurs(in: piece.key) {
      let isVerb = Phrases.ambiguousInvitations.contains(opening)
      guard !isVerb || !piece.endsSentence && piece.words <= 16 else { return }
      pieces[index].remove(.promo, "promo.invitation")
    } else if index > 0, !piece.endsSentence, piece.words <= 14,
      !Phrases.ambiguousInvitations.contains(opening), LabelTable.shared.match(piece) == nil,
      Phrases.networks.occurs(in: piece.key)
    {
      pieces[index].remove(.share, "share.invitation")
    }
  }

  /// Takes out a notice of the site: about cookies, about its polls, about whose views these are.
  private mutating func removeNotice(_ index: Int) {
    guard index > 0, pieces[index].isKept else { return }
    if Phrases.notices.occurs(in: pieces[index].key) {
      pieces[index].remove(.promo, "promo.notice")
    } else if !isPage,
      Phrases.desks.begins(pieces[index].key)
        || Phrases.editions.occurs(in: pieces[index].key)
    {
      pieces[index].remove(.byline, "byline.desk")
    }
  }

  /// Whether the piece is a button to load more of a list, the dates of which stand above it.
  private func isMoreOfList(_ index: Int, _ row: Labels.Row) -> Bool {
    row.reach == .rest && row.fit == .whole && index > 1 && pieces[index - 1].isDate
      && pieces[index - 2].isDate
  }

  private func isHeadline(_ index: Int) -> Bool {
    index < pieces.count && pieces[index].isHeadingLike
  }

  /// Whether the head of another article stands at `index`: a headline, and below it a promotion
  /// or a lead that says what the headline says.
  private func isSecondArticle(_ index: Int) -> Bool {
    guard index + 1 < pieces.count, pieces[index].isHeadingLike else { return false }
    if LabelTable.shared.match(pieces[index + 1])?.row.kind == .promo { return true }
    guard let lead = pieces[(index + 1)...].prefix(3).first(where: { $0.isSentence }),
      ParagraphOpening(lead) == .lead
    else { return false }
    let headline = pieces[index].key.longWords
    let shared = headline.intersection(lead.key.longWords).count
    return shared >= 4 && shared * 10 >= headline.count * 6
  }

  private mutating func removeRest(_ start: Int, _ row: Labels.Row) {
    for index in start..<max(start, pieces.count) where pieces[index].isKept {
      if let match = LabelTable.shared.match(pieces[index]) {
        pieces[index].remove(match.row.kind, match.row.rule)
      } else if pieces[index].isDate {
        pieces[index].remove(.dateLine, "date.line")
      } else {
        pieces[index].remove(row.kind, row.rule + ".rest")
      }
    }
  }

  /// Takes out the headlines that a label in the middle of a text announces.
  private mutating func removeHeadlines(_ start: Int, _ row: Labels.Row) {
    var index = start
    while index < min(pieces.count, start + 8), pieces[index].isKept,
      pieces[index].isHeadingLike || isQuestion(pieces[index]), pieces[index].style != .heading,
      index == start || pieces[index].words >= 4 || isQuestion(pieces[index])
    {
      if pieces[index].words < 3, pieces[index].style != .item, row.kind == .related { break }
      pieces[index].remove(row.kind, row.rule + ".headline")
      index += 1
    }
  }

  /// Whether the piece may be a headline that asks.
  private func isQuestion(_ piece: TextPiece) -> Bool {
    piece.words >= 3 && piece.words <= 15 && piece.text.suffix(2).elementsEqual("؟".utf8)
  }

  /// Takes out a line that ends in the credit of a picture: `… - REUTERS`, `… (رويترز)`.
  private mutating func removeCaption(_ index: Int, _ lead: Int) {
    let piece = pieces[index]
    guard piece.words >= 4, !piece.endsSentence, piece.leading >= .line || index == 0,
      let mark = Self.lastMark(piece.text)
    else { return }
    let credit = Array(piece.text[mark...])
    let key = TextKey(credit)
    let isInBrackets = piece.text[mark - 1] == 0x28
    let isPhotographer = isInBrackets && Phrases.photographers.begins(key)
    guard
      isPhotographer || Credits.agency(credit) != nil
        || Phrases.pictureCredits.contains(key.bytes[...])
    else { return }
    // Text without full stops may end in the agency it quotes.
    let isBare = isInBrackets && Self.lastMark(piece.text, before: mark - 1) == nil
    if isBare, !isPhotographer, piece.words > 25 || index > lead && !hasFullStops { return }
    let isRepeated = index > 0 && pieces[index - 1].key == piece.key
    pieces[index].remove(
      isRepeated ? .duplicate : .caption, isRepeated ? "duplicate.line" : "caption.credit")
  }

  /// The offset behind the last dash, slash, bracket or copyright sign among the last 40 bytes
  /// before `end`.
  private static func lastMark(_ text: [UInt8], before end: Int? = nil) -> Int? {
    text.withUnsafeBufferPointer { bytes in
      let end = end ?? bytes.count
      var offset = end
      while offset > max(0, end - (end < bytes.count ? 4 : 40)) {
        let (scalar, length) = UTF8Scalars.decode(bytes, before: offset)
        switch scalar {
        case 0x28, 0x2D, 0x2013, 0x2014, 0x2F, 0x7C, 0xA9: return offset
        default: offset -= length
        }
      }
      return nil
    }
  }
}
