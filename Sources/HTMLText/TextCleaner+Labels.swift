import ArabicText
import ETLModel

extension TextCleaner {
  /// Takes out what labels announce: related stories, sources, tags, buttons, notices.
  mutating func cleanLabels() {
    let lead = leadIndex
    lastSentence =
      pieces.indices.last { index in
        pieces[index].isKept && pieces[index].isSentence && (isPage || !isNotice(at: index))
      } ?? -1
    var isBehindEnd = false
    let total = pieces.reduce(0) { $0 + $1.words }
    var before = 0
    var index = 0
    while index < pieces.count {
      defer {
        before += pieces[index].words
        index += 1
      }
      if pieces[index].isKept, pieces[index].isSentence { isBehindEnd = false }
      guard let match = label(at: index, lead) else { continue }
      // Between paragraphs it may be a sub-heading: `المزيد من المعاناة`.
      let isAmbiguous = match.row.rule == "related.more" || match.row.rule == "related.step"
      if isAmbiguous, isPage || !match.isParted && index < lastSentence { continue }
      pieces[index].remove(match.row.kind, match.row.rule)
      if match.row.rule == "related.step", match.isWhole, isHeadline(index + 1), !isPage {
        pieces[index + 1].remove(.related, "related.step")
      }
      if match.row.rule == "source.link" { readTitle(pieces[index]) }
      if match.row.rule == "caption.marked", match.isWhole { removeCaptionText(index + 1) }
      if match.row.rule == "related.skip", Phrases.skips.begins(pieces[index].key) {
        removeSkipped(index)
      }
      if index > lead, isMostBehind(before, total), beginsComments(index, match.row) {
        removeQuestion(above: index)
        removeRest(index + 1, match.row)
        continue
      }
      if index > lead, match.row.kind == .sourceLine || match.row.kind == .tags {
        isBehindEnd = true
      }
      let isAlone =
        match.isWhole || match.words + 2 >= pieces[index].words || match.row.fit == .start
      guard isAlone else { continue }
      // On a page the blocks of other articles are out already.
      let isFollowedByArticle =
        !isPage && isMostBehind(before, total)
        && (match.row.reach == .headlines && isBehindEnd && isHeadline(index + 1)
          || (match.row.reach == .headlines || isBehindEnd)
            && isSecondArticle(index + 1, isBehindEnd: isBehindEnd))
      let isLast = index > lastSentence || isFollowedByArticle || isMoreOfList(index, match.row)
      if isFollowedByArticle || match.row.reach != .piece && isLast, index > lead {
        removeRest(index + 1, match.row.reach == .piece ? Labels.secondArticle : match.row)
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
    let limit = !isPage && index == pieces.count - 1 ? GluedLine.maximumTail : 40
    // A long notice stands among others.
    if !isPage, index > 0, pieces[index].words > 40, pieces[index].words <= 120,
      !pieces[index - 1].isKept
    {
      removeNotice(index)
    }
    guard pieces[index].isKept, pieces[index].words <= limit,
      pieces[index].style != .heading || pieces[index].words <= 5
    else { return nil }
    removeCaption(index, lead)
    removeInvitation(index)
    removeNotice(index)
    if pieces[index].isKept, !isPage, pieces[index].isHeadingLike,
      LabelTable.isReadAlsoGlued(pieces[index].key)
    {
      pieces[index].remove(.related, "related.label")
    }
    guard pieces[index].isKept, let match = LabelTable.shared.match(pieces[index]),
      !isText(pieces[index], match)
    else { return nil }
    // On a page buttons are told by their markup; a single word may be a heading.
    return isPage && match.row.rule == "navigation.control" ? nil : match
  }

  /// Within how many words a long notice says what it is.
  private static let noticeStart = 24

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
    let opening = piece.key.word(0)
    guard Phrases.invitations.contains(opening) else {
      if leadsToChannel(index) { pieces[index].remove(.promo, "promo.invitation") }
      return
    }
    let last = piece.key.wordEnds.count - 1
    if !isPage, asksToClick(piece) {
      pieces[index].remove(.promo, "promo.invitation")
      return
    }
    // `تابع الوزير قائلا:` is no invitation.
    let isVerb = Phrases.ambiguousInvitations.contains(opening) && !isOfChannel(piece)
    if !isPage, index > 0, (4...9).contains(piece.words), !piece.endsSentence,
      !piece.endsInColon, !isVerb, leadsToNetwork(piece.key)
    {
      pieces[index].remove(.share, "share.invitation")
      return
    }
    let endsInWay = last > 0 && Phrases.ways.contains(piece.key.word(last))
    let isAnnounced =
      piece.endsInColon && (!isVerb || endsInWay || Phrases.networks.occurs(in: piece.key))
    if isAnnounced || endsInWay && !isPage, piece.words <= 7 {
      pieces[index].remove(.share, "share.invitation")
    } else if index > 0, Phrases.channels.occurs(in: piece.key) {
      guard
        !Phrases.ambiguousInvitations.contains(opening)
          || !piece.endsSentence && piece.words <= 16
      else { return }
      pieces[index].remove(.promo, "promo.invitation")
    } else if index > 0, !piece.endsSentence, piece.words <= 14, !isVerb,
      LabelTable.shared.match(piece) == nil,
      Phrases.networks.occurs(in: piece.key)
    {
      pieces[index].remove(.share, "share.invitation")
    }
  }

  /// Whether words end in a network behind a preposition: `… عبر تيليجرام`.
  private func leadsToNetwork(_ key: TextKey) -> Bool {
    guard key.wordCount == key.wordEnds.count else { return false }
    return (1...2).contains { count in
      let start = key.wordCount - count
      return start >= 2 && Phrases.networks.contains(key.words(start..<key.wordCount))
        && Phrases.ways.contains(key.word(start - 1))
    }
  }

  /// Whether a short line behind an invitation's verb names what one follows: `تابع قناة النور على …`.
  private func isOfChannel(_ piece: TextPiece) -> Bool {
    !isPage && piece.words <= 8 && piece.key.wordEnds.count >= 3
      && Phrases.followed.contains(piece.key.word(1))
  }

  /// Whether a line near the end or behind residue speaks of the site's own channels, links to one,
  /// or asks to click.
  private func leadsToChannel(_ index: Int) -> Bool {
    let piece = pieces[index]
    guard !isPage, index > 0, piece.words <= 25 else { return false }
    // `طوينا صفحتنا` is no invitation.
    let isSaid =
      !piece.endsSentence && Phrases.ownChannels.occurs(in: piece.key)
      && piece.key.wordEnds.indices.contains {
        let word = piece.key.word($0)
        return Phrases.invitations.contains(word) || Phrases.ways.contains(word)
          || Phrases.networks.contains(word)
      }
    if isSaid, lastSentence >= 0, index > lastSentence { return true }
    if asksToClick(piece), Phrases.promises.contains(piece.key.word(0)) { return true }
    guard index + 4 >= pieces.count || !pieces[index - 1].isKept else { return false }
    if !piece.endsSentence {
      if isSaid { return true }
      if piece.words <= 16, piece.text.first != 0x2D, asksForMore(piece.key) { return true }
    }
    if asksToClick(piece) { return true }
    guard MarkupByte.isFound(0x2F, piece.text) else { return false }
    let text = String(decoding: piece.text, as: UTF8.self)
    return Labels.channelAddresses.contains { text.contains($0) }
  }

  /// Whether words begin as `للمزيد` does and invite to follow: `للمزيد من الأخبار تابعوا …`.
  private func asksForMore(_ key: TextKey) -> Bool {
    guard Phrases.promises.contains(key.word(0)) else { return false }
    return (1..<max(1, key.wordEnds.count - 1)).contains { index in
      let word = key.word(index)
      return Phrases.invitations.contains(word) && !Phrases.ambiguousInvitations.contains(word)
        && !Phrases.offers.contains(word)
    }
  }

  /// Whether a short line ends in `اضغط هنا`.
  private func asksToClick(_ piece: TextPiece) -> Bool {
    let key = piece.key
    return key.wordEnds.count >= 3 && piece.words <= 12 && !piece.endsSentence
      && Phrases.clicks.contains(key.words(key.wordEnds.count - 2..<key.wordEnds.count))
  }

  /// Takes out what stands between `تخطى البودكاست` and `البودكاست نهاية`.
  private mutating func removeSkipped(_ start: Int) {
    guard !isPage else { return }
    let limit = min(pieces.count, start + Self.maximumSkipped)
    guard
      let end = (start + 1..<max(start + 1, limit)).first(where: {
        LabelTable.shared.match(pieces[$0])?.row.rule == "related.skip"
          && !Phrases.skips.begins(pieces[$0].key)
      }), pieces[start..<end].reduce(0, { $0 + $1.words }) <= 120
    else { return }
    for index in start + 1..<end { pieces[index].remove(.promo, "related.skipped") }
  }

  /// The most pieces that a reader is led past.
  private static let maximumSkipped = 12

  /// Whether the comments of readers begin at `index`: the text is behind it.
  private func beginsComments(_ index: Int, _ row: Labels.Row) -> Bool {
    guard !isPage, !isLatin else { return false }
    return row.rule == "navigation.comments" || row.rule == "navigation.more"
      || row.rule == "navigation.counter" && Phrases.commentCounts.occurs(in: pieces[index].key)
  }

  /// Takes out the question to readers that stands between other notes and their comments:
  /// `ما هو رأيك؟`.
  private mutating func removeQuestion(above index: Int) {
    guard index >= 2, pieces[index - 1].words <= 4, isQuestion(pieces[index - 1]),
      !pieces[index - 2].isKept, Phrases.opinions.occurs(in: pieces[index - 1].key)
    else { return }
    pieces[index - 1].remove(.navigation, "navigation.comments")
  }

  /// Whether `before` of `total` words are enough for an article, compared with what would leave.
  private func isMostBehind(_ before: Int, _ total: Int) -> Bool {
    before >= 20 && before * 10 >= (total - before) * 8
  }

  /// Takes out a notice of the site, about cookies, its polls, whose views these are, and a line
  /// that names the desk or the edition of a report.
  mutating func removeNotice(_ index: Int) {
    guard index > 0 || pieces.count > 1 && !isPage, pieces[index].isKept else { return }
    let mayLeave = Phrases.noticesAndEditions.occurs(in: pieces[index].key)
    if mayLeave, isNotice(at: index) {
      pieces[index].remove(.promo, "promo.notice")
      removeVideoTitle(above: index)
      if !isPage, Phrases.polls.occurs(in: pieces[index].key) { removeAnswers(index + 1) }
    } else if !isPage,
      Phrases.desks.begins(pieces[index].key)
        || mayLeave && Phrases.editions.occurs(in: pieces[index].key)
    {
      pieces[index].remove(.byline, "byline.desk")
    }
  }

  /// Takes out the title of a film above the notice that stands in its place.
  private mutating func removeVideoTitle(above index: Int) {
    guard !isPage, index > 0, pieces[index].text.starts(with: Self.videoNotice) else { return }
    let title = pieces[index - 1]
    guard title.isKept, title.isHeadingLike || isQuestion(title), (2...15).contains(title.words),
      title.leading >= .line
    else { return }
    pieces[index - 1].remove(.embed, "embed.title")
  }

  private static let videoNotice = Array("To view this video".utf8)

  /// Whether a notice's phrase stands in a piece, of a long one among its first words.
  ///
  /// A sentence that goes on from the paragraph before it speaks of such things.
  private func isNotice(at index: Int) -> Bool {
    let key = pieces[index].key
    guard Phrases.notices.occurs(in: key) else { return false }
    if !isPage, index > 0, pieces[index].endsSentence, pieces[index - 1].isKept,
      pieces[index - 1].isSentence, !Phrases.notices.begins(key)
    {
      switch ParagraphOpening(pieces[index]) {
      case .linked, .reply: return false
      case .lead, .setting, .other: break
      }
    }
    return key.wordCount <= 40
      || Phrases.notices.occurs(in: key.prefix(Self.noticeStart))
  }

  /// Takes out the answers to choose from below a poll's question: `نعم`, `لا`, `لا أعرف`.
  private mutating func removeAnswers(_ start: Int) {
    for index in start..<min(pieces.count, start + 6) {
      guard pieces[index].isKept, pieces[index].isHeadingLike, pieces[index].words <= 3 else {
        break
      }
      pieces[index].remove(.promo, "promo.notice")
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
  private func isSecondArticle(_ index: Int, isBehindEnd: Bool) -> Bool {
    guard index + 1 < pieces.count, pieces[index].isHeadingLike else { return false }
    // The headline may stand there twice.
    let index = pieces[index + 1].key == pieces[index].key ? index + 1 : index
    guard index + 1 < pieces.count else { return false }
    if !isBehindEnd, LabelTable.shared.match(pieces[index + 1])?.row.kind == .promo {
      return true
    }
    guard let lead = pieces[(index + 1)...].prefix(3).first(where: { $0.isSentence }),
      ParagraphOpening(lead) == .lead
    else { return false }
    let headline = pieces[index].key.longWords
    let shared = headline.intersection(lead.key.longWords).count
    return isBehindEnd
      ? shared >= 2 && shared * 2 >= headline.count
      : shared >= 4 && shared * 10 >= headline.count * 6
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
        || isDateOfHeadline(index)
    {
      // Behind headlines goes on what the text itself asks.
      if index > start, !isPage, isQuestion(pieces[index]),
        ParagraphOpening(pieces[index]) == .linked
      {
        break
      }
      if isDateOfHeadline(index) {
        pieces[index].remove(.dateLine, "date.line")
        index += 1
        continue
      }
      if pieces[index].words < 3, pieces[index].style != .item, row.kind == .related { break }
      if isSubheading(index, behind: start) { break }
      pieces[index].remove(row.kind, row.rule + ".headline")
      index += 1
    }
  }

  /// Whether the line behind longer headlines that a label announced is short and stands above a
  /// paragraph.
  private func isSubheading(_ index: Int, behind start: Int) -> Bool {
    !isPage && index > start && pieces[index].words <= 4 && pieces[index].style == .plain
      && pieces[start..<index].allSatisfy { $0.words >= 6 }
      && index + 1 < pieces.count && pieces[index + 1].isSentence && index < lastSentence
  }

  /// Whether the piece is the date below a headline that leaves.
  private func isDateOfHeadline(_ index: Int) -> Bool {
    !isPage && index > 0 && pieces[index].words >= 2 && pieces[index].isDate
      && pieces[index - 1].removal?.kind == .related && pieces[index - 1].words >= 3
  }

  /// Whether the piece may be a headline that asks.
  private func isQuestion(_ piece: TextPiece) -> Bool {
    piece.words >= 3 && piece.words <= 15 && piece.text.suffix(2).elementsEqual("؟".utf8)
  }
}
