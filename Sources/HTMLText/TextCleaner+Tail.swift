import ArabicText
import ETLModel

extension TextCleaner {
  /// Cleans what stands behind the last sentence, and lists of dates wherever they stand.
  mutating func cleanTail() {
    removeDateLists()
    removeBox()
    removeTeasers()
    removeDatedHeadlines()
    let lastSentence = pieces.lastIndex { $0.isKept && $0.isSentence } ?? -1
    let lines = pieces[(lastSentence + 1)...].count { $0.isKept && !$0.isDate }
    for index in pieces.indices where pieces[index].isKept {
      removeBars(index)
      guard pieces[index].isKept else { continue }
      if pieces[index].words <= (pieces[index].endsSentence ? 20 : 30),
        Phrases.rights.occurs(in: pieces[index].key)
      {
        pieces[index].remove(.navigation, "navigation.rights")
      } else if !isPage, !isLatin, Self.isScript(pieces[index].text) {
        pieces[index].remove(.markup, "markup.script")
      } else if !isPage, Self.isMediaMark(pieces[index].text) {
        pieces[index].remove(.markup, "markup.shortcode")
      } else if isAddress(pieces[index].text) {
        pieces[index].remove(.other, "contact.address")
      } else if !isPage, index > 0,
        Embeds.isShareRow(
          pieces[index], among: pieces[index - 1].removal?.kind,
          next: index + 1 < pieces.count ? pieces[index + 1] : nil)
      {
        pieces[index].remove(.share, "share.row")
      } else if !isPage, isHashtags(pieces[index], isLast: index > lastSentence) {
        pieces[index].remove(.tags, "tags.hashtags")
      } else if index > lastSentence, index > 0 {
        cleanTailPiece(index, isAmongLines: lines > Self.maximumLines)
      }
    }
    removeTailLines()
    removeAuthorNote()
  }

  /// The most lines behind the last sentence among which a date is no heading of a programme.
  private static let maximumLines = 6

  /// Whether a sentence stands below the date, as in a chronicle.
  private func isDateHeading(_ index: Int) -> Bool {
    guard !isPage, index + 1 < pieces.count else { return false }
    let below = pieces[index + 1]
    return below.isKept && below.endsSentence && below.words >= 3
  }

  private mutating func cleanTailPiece(_ index: Int, isAmongLines: Bool) {
    let piece = pieces[index]
    if piece.isDate, piece.words >= 2,
      !isAmongLines && !isDateHeading(index) || index == pieces.count - 1
    {
      noteDate(piece)
      pieces[index].remove(.dateLine, "date.line")
    } else if !piece.endsSentence, let found = Credits.line(piece),
      found.agency != nil || found.byline != nil && index == pieces.count - 1
    {
      credit.agency = credit.agency ?? found.agency
      credit.byline = credit.byline ?? found.byline
      pieces[index].remove(.byline, found.byline == nil ? "byline.agency" : "byline.author")
    } else if !isPage, !piece.endsSentence, Self.isTwoDates(piece),
      !Phrases.signing.contains(piece.key.word(0))
    {
      noteDate(piece)
      pieces[index].remove(.dateLine, "date.post")
    } else if !isPage, !piece.endsSentence, LabelTable.shared.isRow(piece.key) {
      pieces[index].remove(.navigation, "navigation.row")
    } else if piece.words <= 16, !piece.endsSentence, Phrases.tagLabels.begins(piece.key) {
      pieces[index].remove(.tags, "tags.row")
    } else if !isPage, Self.isInitials(piece) {
      pieces[index].remove(.byline, "byline.desk")
    } else if !isPage, index == pieces.count - 1, !pieces[index - 1].isKept,
      piece.text.count <= 5, piece.text.allSatisfy(MarkupByte.isDigit)
    {
      pieces[index].remove(.navigation, "navigation.counter")
    } else if !isPage,
      Phrases.endMarks.contains(piece.key.bytes[...]) || Self.beginsWithEndMark(piece.text)
    {
      pieces[index].remove(.other, "other.end_mark")
    }
  }

  /// Whether `text` begins with an agency's mark of the end: `(النهاية)`, `--(بترا)`.
  private static func beginsWithEndMark(_ text: [UInt8]) -> Bool {
    if text.starts(with: "====".utf8) { return text.count <= 40 }
    let isDashed = text.starts(with: "--(".utf8)
    guard isDashed || text.first == 0x28,
      let close = text.prefix(40).firstIndex(of: 0x29)
    else { return false }
    let name = Array(text[(isDashed ? 3 : 1)..<close])
    return isDashed && Credits.agency(name) != nil
      || Phrases.endMarks.contains(TextKey(name).bytes[...])
  }

  /// Whether the piece is the initials of editors, perhaps with agencies: `س.ح/ك.ن (رويترز)`.
  private static func isInitials(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard key.wordCount >= 2, key.wordCount <= 12,
      piece.text.contains(0x2F) || piece.words <= 4 && piece.text.contains(0x2E)
    else { return false }
    var letters = 0
    for index in key.wordEnds.indices {
      let word = key.word(index)
      if word.count == 2, word.first ?? 0 >= 0xD8 {
        letters += 1
      } else if Credits.agency(Array(word)) == nil {
        return false
      }
    }
    return letters >= 2
  }

  /// Takes out a last line that says behind an asterisk or a dash who the author is:
  /// `* كاتب وباحث`.
  private mutating func removeAuthorNote() {
    guard let index = pieces.lastIndex(where: { $0.isKept }), index > 0 else { return }
    let piece = pieces[index]
    if !isPage, (2...8).contains(piece.words), piece.isHeadingLike, piece.leading >= .line,
      pieces[index - 1].endsSentence || !pieces[index - 1].isKept, Self.isPost(piece)
    {
      pieces[index].remove(.byline, "byline.note")
      return
    }
    guard piece.words >= 1, piece.words <= 10, !piece.endsSentence, !piece.endsInColon,
      let mark = piece.text.first, pieces[index - 1].text.first != mark
    else { return }
    // Behind a dash may also stand the last entry of a list, or a line of a poem.
    let isNote = mark == 0x2A || piece.text.starts(with: "(*)".utf8)
    guard isNote || mark == 0x2D && Phrases.offices.occurs(in: piece.key) else { return }
    pieces[index].remove(.byline, "byline.note")
  }

  /// Whether the piece is an office and what it is of, and no statement: `كاتب وباحث`,
  /// `أستاذ القانون في جامعة المرج`.
  private static func isPost(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard !piece.text.contains(0x3A), Phrases.offices.contains(key.word(0)),
      !Phrases.ambiguousOffices.contains(key.word(0)),
      !key.wordEnds.indices.contains(where: { ParagraphOpening.isVerb(key.word($0)) })
    else { return false }
    let second = key.word(1)
    let isAdjective =
      second.count >= 8
      && ["ي", "يه"].contains { second.suffix($0.utf8.count).elementsEqual($0.utf8) }
    return isAdjective || Phrases.postPrepositions.contains(second)
      || second.starts(with: "و".utf8) && Phrases.offices.contains(second.dropFirst(2))
      || key.wordEnds.indices.contains { Phrases.institutions.contains(key.word($0)) }
  }

  /// Whether the piece is a row of hashtags; a single one in the text may be a heading.
  private func isHashtags(_ piece: TextPiece, isLast: Bool) -> Bool {
    guard piece.text.first == 0x23, !piece.endsInColon, piece.words <= 40 else {
      return false
    }
    // `# البنك المركزي # التضخم`
    let tags = piece.text.split(separator: 0x23)
    if piece.text.starts(with: "# ".utf8), tags.count >= (isLast ? 1 : 2), !piece.endsSentence {
      return tags.allSatisfy { TextKey(Array($0)).wordCount <= 5 }
    }
    let words = piece.text.split(separator: 0x20)
    return words.count >= (isLast && piece.leading >= .gap ? 1 : 2)
      && words.allSatisfy { $0.first == 0x23 }
  }

  /// Takes out the paragraph that explains a topic in a box, above the dates of its stories.
  ///
  /// It repeats little of the article and is not linked to it, where the article's own paragraphs
  /// are linked.
  private mutating func removeBox() {
    guard !isPage, let last = pieces.lastIndex(where: { $0.isKept && $0.isSentence }),
      pieces[(last + 1)...].prefix(3).filter({ $0.removal?.rule == "date.list" }).count == 3
    else { return }
    let box = pieces[last]
    let opening = ParagraphOpening(box)
    guard box.words >= 12, box.words <= TextKey.maximumWords, opening != .linked,
      opening != .reply, isLinkedText(before: last), sharedWords(last) * 2 < box.words
    else { return }
    pieces[last].remove(.promo, "promo.box")
  }

  /// Whether the paragraphs before `index` are linked to each other.
  private func isLinkedText(before index: Int) -> Bool {
    let openings = pieces[..<index].filter { $0.isKept && $0.words >= 8 }.dropFirst().map {
      ParagraphOpening($0)
    }
    return openings.count >= 2
      && openings.count { $0 == .linked || $0 == .setting } * 10 >= openings.count * 7
  }

  /// How many words of the piece at `index` stand in the pieces before it as well.
  private func sharedWords(_ index: Int) -> Int {
    var words = ByteTable<Bool>()
    for piece in pieces[..<index] where piece.isKept {
      for word in piece.key.wordEnds.indices { words[piece.key.word(word)] = true }
    }
    let key = pieces[index].key
    return key.wordEnds.indices.count { words[key.word($0)] != nil }
  }

  /// Takes out a list of headlines behind the last sentence, each with its date: `منذ 3 ساعات`.
  private mutating func removeDatedHeadlines() {
    let lastSentence = pieces.lastIndex { $0.isKept && $0.isSentence } ?? pieces.count
    var headlines: [Int] = []
    var dates = 0
    for index in pieces.indices.dropFirst(lastSentence + 1) where pieces[index].isKept {
      if pieces[index].isDate {
        dates += 1
      } else if pieces[index].words >= 3, pieces[index].words <= 25, !pieces[index].endsSentence {
        headlines.append(index)
      }
    }
    guard dates >= 2, headlines.count >= 2, abs(dates - headlines.count) <= 1 else { return }
    for index in headlines { pieces[index].remove(.related, "related.dated") }
  }

  /// Takes out rows of dates that headlines of a list left behind.
  private mutating func removeDateLists() {
    var start = 0
    while start < pieces.count {
      var end = start
      while end < pieces.count, pieces[end].isKept, pieces[end].isDate,
        end == start || pieces[end].leading <= .line
      {
        end += 1
      }
      if end - start >= 2 {
        for index in start..<end { pieces[index].remove(.dateLine, "date.list") }
      } else if end > start, !isPage, pieces[start].leading >= .line, pieces[start].hasClock {
        noteDate(pieces[start])
        pieces[start].remove(.dateLine, "date.line")
        removeHeadline(above: start)
      }
      start = max(end, start + 1)
    }
  }

  /// Whether `text` is a statement of a page's scripts: ASCII that begins as they do, with a call in
  /// it and a semicolon or a brace at its end.
  private static func isScript(_ text: [UInt8]) -> Bool {
    guard text.last == 0x3B || text.last == 0x7D, text.contains(0x28), text.contains(0x29),
      Labels.scripts.contains(where: { text.starts(with: $0) })
    else { return false }
    return text.allSatisfy { $0 < 0x80 }
  }

  /// Whether `text` is the number of a picture between the marks of a system for papers:
  /// `**media[5102238]**`.
  private static func isMediaMark(_ text: [UInt8]) -> Bool {
    guard text.count <= 40, let open = text.firstIndex(of: 0x5B),
      let close = text[open...].firstIndex(of: 0x5D), close > open + 1
    else { return false }
    let name = text[..<open].drop { $0 == 0x2A }
    return name.count >= 3 && name.allSatisfy { $0 &- 0x61 < 26 }
      && text[(open + 1)..<close].allSatisfy(MarkupByte.isDigit)
      && text[(close + 1)...].allSatisfy { $0 == 0x2A }
  }

  /// Whether `text` is the address of a mailbox, an account or a page and nothing else.
  private func isAddress(_ text: [UInt8]) -> Bool {
    // `تويتر: @…`
    if !isPage, text.count <= 60, let at = text.firstIndex(of: 0x40), at > 0,
      Phrases.networks.contains(TextKey(Array(text[..<at])).bytes[...])
    {
      return !text[at...].contains(0x20)
    }
    // `الرابط https://…`
    if !isPage, text.count <= 300, let space = text.lastIndex(of: 0x20), space <= 40,
      text[(space + 1)...].starts(with: "http".utf8)
    {
      return TextKey(Array(text[..<space])).wordCount <= 2
    }
    guard text.count <= 300, !text.contains(0x20) else { return false }
    if text.starts(with: "http".utf8) || text.starts(with: "www.".utf8) { return !isPage }
    guard !text.contains(where: { $0 >= 0x80 }) else { return false }
    guard text.count <= 80, let at = text.firstIndex(of: 0x40) else { return false }
    return at == 0 ? text.count > 3 && !isPage : text[at...].contains(0x2E)
  }
}
