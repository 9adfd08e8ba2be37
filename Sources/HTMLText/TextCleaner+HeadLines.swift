import ArabicText
import ETLModel

extension TextCleaner {
  /// Takes out a line above the text that is told by its form: place and date of an agency, author
  /// and paper, a credit in another script.
  mutating func removeFormalLine(_ index: Int) {
    let piece = pieces[index]
    guard piece.isKept, !piece.endsSentence, piece.leading >= .gap, !Self.isFormal(piece) else {
      return
    }
    if !isLatin, let author = GluedByline.line(piece, isBeforeLead: isBeforeLead(index)),
      !isAmongNames(index)
    {
      credit.byline = credit.byline ?? AuthorNames.joined(AuthorNames.names(in: author)) ?? author
      pieces[index].remove(.byline, "byline.pair")
      return
    }
    if !isLatin, let name = Self.nameAndPost(piece), namesWithPosts == 1 {
      credit.byline = credit.byline ?? AuthorNames.joined(AuthorNames.names(in: name)) ?? name
      pieces[index].remove(.byline, "byline.post")
      return
    }
    if !isLatin, Self.isPaperLine(piece) {
      pieces[index].remove(.byline, "byline.pair")
      return
    }
    // Behind the paper stand places only; a headline may begin with a paper too.
    if piece.words <= 6, piece.text.contains(where: { $0 == 0x2F || $0 == 0x28 }),
      let lead = Credits.lead(piece), lead.dateline == nil
    {
      credit.agency = credit.agency ?? lead.agency
      pieces[index].remove(.byline, "byline.agency")
      return
    }
    guard !piece.endsInColon else { return }
    if piece.text.starts(with: Self.authorPart) {
      let name = String(decoding: piece.text.dropFirst(Self.authorPart.count), as: UTF8.self)
      credit.byline = credit.byline ?? ArticleCleaner.line(name)
      pieces[index].remove(.byline, "byline.author")
    } else if Self.otherParts.contains(where: { piece.text.starts(with: $0) }) {
      pieces[index].remove(.byline, "byline.author")
    } else if piece.words <= 14, piece.text.contains(0x7C), let date = Self.partWithDate(piece.text)
    {
      noteDate(date)
      pieces[index].remove(.dateLine, "date.credit")
    } else if let (date, author) = Self.datedAuthor(piece) {
      noteDate(date)
      credit.byline = credit.byline ?? author
      pieces[index].remove(.dateLine, "date.credit")
    } else if Self.isPostLine(piece) || GluedByline.isDatedPaper(piece) || Self.isTwoDates(piece),
      let date = Self.datePart(piece.text)
    {
      noteDate(date)
      pieces[index].remove(.dateLine, "date.post")
    } else if let date = Self.datedCredit(piece) {
      noteDate(date)
      pieces[index].remove(.dateLine, "date.credit")
    } else if Self.isPair(piece) {
      pieces[index].remove(.byline, "byline.pair")
    } else if !isLatin, Self.isForeignCredit(piece) {
      pieces[index].remove(.caption, "caption.foreign")
    }
  }

  /// Whether the words are a time that reading takes and nothing else: `3 min`, `2min`,
  /// `قراءة: 2 د, 24 ث`. Seconds alone may be any.
  static func isDuration(_ key: TextKey) -> Bool {
    guard (1...6).contains(key.wordCount) else { return false }
    var (numbers, units, seconds) = (0, 0, 0)
    for index in key.wordEnds.indices {
      let word = key.word(index)
      let unit = word.drop(while: MarkupByte.isDigit)
      if unit.count < word.count { numbers += 1 }
      if Phrases.timeUnits.contains(unit) {
        units += 1
        seconds += Phrases.seconds.contains(unit) ? 1 : 0
      } else if !unit.isEmpty, !Phrases.readingWords.contains(unit) {
        return false
      }
    }
    return numbers > 0 && units > 0 && (units > seconds || key.wordCount > numbers + units)
  }

  /// Takes out an author's label that stands on a line of its own, with the name below it.
  mutating func removeLabelledName(_ index: Int) {
    guard pieces[index].isKept, pieces[index].endsInColon, index + 1 < pieces.count,
      Credits.isAuthorLabel(pieces[index].key.bytes[...])
    else { return }
    let below = pieces[index + 1]
    // More labels are the credits of a work.
    let isAmongCredits = index + 2 < pieces.count && pieces[index + 2].endsInColon
    guard below.isKept, below.isHeadingLike, below.leading >= .line, !isAmongCredits,
      GluedByline.isName(below.key)
    else { return }
    credit.byline = credit.byline ?? String(decoding: below.text, as: UTF8.self)
    pieces[index].remove(.byline, "byline.label")
    pieces[index + 1].remove(.byline, "byline.author")
  }

  /// How the BBC names an author, and with what it goes on: `Role, بي بي سي نيوز عربي`.
  private static let authorPart = Array("Author,".utf8)
  private static let otherParts = ["Role,", "Reporting from,"].map { Array($0.utf8) }

  /// The name in front of a post, or of a place in brackets and an account: `منى الجبلي صحافية`,
  /// `خالد المرادي (الواحة) @khalid`.
  static func nameAndPost(_ piece: TextPiece) -> String? {
    let key = piece.key
    guard (3...8).contains(key.wordCount), key.wordCount == key.wordEnds.count else { return nil }
    let last = key.wordCount - 1
    var end: Int?
    if let at = piece.text.firstIndex(of: 0x40), at > 0, piece.text[at - 1] == 0x20,
      !piece.text[at...].contains(0x20)
    {
      end = piece.text.firstIndex(of: 0x28) ?? at
    } else if last <= 4, Phrases.offices.contains(key.word(last)) {
      end = TextOffsets.end(of: last, in: piece.text)
    }
    guard let end, let name = TextPiece(cutFrom: piece.text[..<end], leading: .none),
      GluedByline.isName(name.key)
    else { return nil }
    return String(decoding: name.text, as: UTF8.self)
  }

  /// Whether the piece is a place and a paper, behind them that the report is its own or others':
  /// `المرج ـ «النور» ـ خاص:`.
  private static func isPaperLine(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard (2...7).contains(key.wordCount), key.wordCount == key.wordEnds.count,
      piece.text.first != 0x2D,
      Phrases.origins.contains(key.word(key.wordCount - 1))
    else { return false }
    let end = TextOffsets.end(of: key.wordCount - 1, in: piece.text)
    let head = piece.text[..<end]
    let marks: [UInt8] = [0x2D, 0x28, 0x29, 0x2F, 0x3A]
    return head.contains { marks.contains($0) }
      || zip(head, head.dropFirst()).contains { $0 == 0xD9 && $1 == 0x80 }
      || ["–", "—"].contains { dash in
        head.indices.contains { head[$0...].starts(with: dash.utf8) }
      }
  }

  private func isBeforeLead(_ index: Int) -> Bool {
    index + 1 < pieces.count && pieces[index + 1].isSentence
      && ParagraphOpening(pieces[index + 1]) == .lead
  }

  /// Whether a name stands above or below as well: a list of people.
  private func isAmongNames(_ index: Int) -> Bool {
    [index - 1, index + 1].contains {
      pieces.indices.contains($0) && GluedByline.line(pieces[$0]) != nil
    }
  }

  /// Takes out lines of a few words between the title and the text: a name, a place, a caption.
  mutating func removeShortLines(before lead: Int) {
    guard !isPage, lead < pieces.count else { return }
    // Without a title the head is made of short lines only, some of which are told by their form.
    let isFormal =
      lead <= 6
      && (lead == 1 && !isLatin
        || pieces[..<lead].contains { !$0.isKept || GluedByline.isName($0.key) })
      && pieces[..<lead].allSatisfy { !$0.isKept || $0.words <= 4 }
    guard
      let title = pieces[..<lead].lastIndex(where: { $0.removal?.kind == .title }) ?? titleStays
        ?? (isFormal ? 0 : nil)
    else { return }
    var lines: [Int] = []
    for index in (title == titleStays ? title : 0)..<lead
    where pieces[index].isKept && index != titleStays {
      let piece = pieces[index]
      guard piece.words >= 1, piece.words <= 4, !piece.endsSentence, !piece.endsInColon,
        !piece.text.starts(with: "©".utf8), piece.text.first != 0x2D,
        !piece.text.suffix(2).elementsEqual("،".utf8),
        !piece.text.suffix(2).elementsEqual("؛".utf8), piece.leading >= .gap,
        !Self.isFormal(piece),
        piece.words == 1 || GluedByline.isName(piece.key) || !Self.isVerbal(piece),
        !Credits.isAuthorLabel(piece.key.word(0))
      else { continue }
      lines.append(index)
    }
    // More of them are a poem or a list.
    guard isLatin || lines.count <= 6 else { return }
    for index in lines { pieces[index].remove(.other, "other.head_line") }
  }

  /// The date between the bars of a line such as `ليلى مراد | 15.03.2021`.
  private static func partWithDate(_ text: [UInt8]) -> TextPiece? {
    text.split(separator: 0x7C).lazy.map { TextPiece(text: Array($0), leading: .line) }
      .first { part in
        part.words <= 10
          && part.key.wordEnds.indices.count { index in
            part.key.beginsWithDigit(index)
          } >= 3
      }
  }

  /// The date in a line such as `الرياض 26 شوال 1436 هـ الموافق 11 أغسطس 2015 م واس`.
  private static func datedCredit(_ piece: TextPiece) -> TextPiece? {
    let key = piece.key
    guard key.wordCount >= 4, key.wordCount <= 16 else { return nil }
    let last = key.wordCount - 1
    let end = Credits.agency(Array(key.word(last))) == nil ? key.wordCount : last
    guard
      let number = (0..<end).first(where: {
        key.beginsWithDigit($0)
      }), number <= 3, number > 0 || end == last, end - number >= 3
    else { return nil }
    let start =
      number > 0 && CalendarWord.of(key.word(number - 1)) == .weekday
      ? number - 1 : number
    let text = piece.text
    let range = TextOffsets.end(of: start, in: text)..<TextOffsets.end(of: end, in: text)
    let date = TextPiece(text: Array(text[range]), leading: .line)
    return date.isDate && (start > 0 || end == last) ? date : nil
  }

  /// The date in a line such as `الأربعاء 11-05-2016 15:42 كتب: ليلى مراد`, and the author.
  private static func datedAuthor(_ piece: TextPiece) -> (TextPiece, String)? {
    let key = piece.key
    guard key.wordCount >= 4, key.wordCount <= 18,
      let label = (2..<key.wordCount - 1).first(where: {
        Credits.isAuthorLabel(key.word($0))
      }), key.words(0..<label).contains(where: MarkupByte.isDigit)
    else { return nil }
    let end = TextOffsets.end(of: label, in: piece.text)
    let date = TextPiece(text: Array(piece.text[..<end]), leading: .line)
    let credit = TextPiece(text: Array(piece.text[end...]), leading: .line)
    guard date.isDate, let author = Credits.line(credit)?.byline else { return nil }
    return (date, author)
  }

  /// Whether the piece is what systems for blogs put above a post: account, date, section, counts:
  /// `admin نوفمبر 29, 2017 أخبار محلية اضف تعليق 348 زيارة`.
  private static func isPostLine(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard key.wordCount >= 5, key.wordCount <= 20 else { return false }
    var (index, numbers) = (0, 0)
    while index < key.wordCount {
      if key.isNumber(index) {
        numbers += 1
        index += 1
      } else if let count = (1...min(3, key.wordCount - index)).last(where: {
        isPartOfPostLine(key.words(index..<index + $0))
      }) {
        index += count
      } else {
        return false
      }
    }
    return numbers >= 2
  }

  /// Whether a date in two calendars makes most of the line:
  /// `النور - قسم الأخبار الأحد 6 أغسطس 2023 07:51 مـ 20 محرّم 1445 هـ`.
  static func isTwoDates(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard key.wordCount >= 6, key.wordCount <= 22 else { return false }
    let numbers = key.wordEnds.indices.count {
      key.beginsWithDigit($0)
    }
    let named = key.wordEnds.indices.count {
      CalendarWord.of(key.word($0))?.isTelling ?? false
    }
    let isIslamic = key.wordEnds.indices.contains {
      if case .islamicMonth = CalendarWord.of(key.word($0)) { true } else { false }
    }
    return isIslamic && numbers >= 4 && named >= 2 && (numbers + named) * 2 > key.wordCount
  }

  /// The longest date in a line, which letters may have run into.
  private static func datePart(_ text: [UInt8]) -> TextPiece? {
    var spaced: [UInt8] = []
    for byte in text {
      if MarkupByte.isDigit(byte), let last = spaced.last, last >= 0x80 { spaced.append(0x20) }
      spaced.append(byte)
    }
    let words = spaced.split(separator: 0x20)
    var best: TextPiece?
    for start in words.indices {
      for end in words.indices[start...].prefix(10).dropFirst(2) {
        let part = Array(spaced[words[start].startIndex..<words[end].endIndex])
        guard part.count > best?.text.count ?? 0 else { continue }
        let piece = TextPiece(text: part, leading: .line)
        if piece.isDate { best = piece }
      }
    }
    return best
  }

  private static func isPartOfPostLine(_ words: ArraySlice<UInt8>) -> Bool {
    CalendarWord.of(words)?.isTelling ?? false || Phrases.accounts.contains(words)
      || Phrases.sections.contains(words) || Phrases.counters.contains(words)
      || LabelTable.shared.isButton(words)
  }

  /// Whether the piece is a credit or a slug in Latin script: `AFP PHOTO / …`, `LOC-BRIDGE`.
  private static func isForeignCredit(_ piece: TextPiece) -> Bool {
    guard piece.words >= 1, piece.words <= 8, !piece.isDate, let first = piece.text.first,
      piece.key.latinWordCount * 2 > piece.words || isIdentifier(piece.text),
      !piece.text.contains(where: { $0 >= 0xD8 })
    else { return false }
    let isMarked = piece.text.contains { $0 == 0x2F || $0 == 0x7C || $0 == 0xA9 || $0 == 0x40 }
    let isSlug =
      !piece.text.contains(0x20) && (piece.text.contains(0x2D) || piece.text.contains(0x5F))
    return first != 0x2A && first != 0x2D && (isMarked || isSlug)
  }

  /// Whether `text` is one long word of digits, Latin letters and dashes.
  private static func isIdentifier(_ text: [UInt8]) -> Bool {
    text.count >= 20
      && text.allSatisfy { $0 == 0x2D || MarkupByte.isDigit($0) || $0 | 0x20 &- 0x61 < 26 }
  }

  /// Whether the piece is two names parted by a dash: `صحيفة النور – المدينة`.
  private static func isPair(_ piece: TextPiece) -> Bool {
    guard piece.words >= 2, piece.words <= 7, !piece.key.hasDigit
    else { return false }
    let parts = dashParts(piece.text)
    return parts.count == 2 && parts.allSatisfy { (1...4).contains(TextKey($0).wordCount) }
      && !isVerbal(TextPiece(text: parts[0], leading: .line))
  }

  /// Whether a part begins with a verb or is linked, as no name is.
  private static func isVerbal(_ piece: TextPiece) -> Bool {
    switch ParagraphOpening(piece) {
    case .lead, .reply, .setting: true
    case .linked, .other: false
    }
  }

  /// `text` cut at dashes that have a space beside them.
  private static func dashParts(_ text: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    text.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        let isSpaced =
          offset > 0 && bytes[offset - 1] == 0x20
          || offset + length < bytes.count && bytes[offset + length] == 0x20
        if scalar == 0x2D || scalar == 0x2013 || scalar == 0x2014, isSpaced {
          parts.append([])
        } else {
          parts[parts.count - 1] += bytes[offset..<offset + length]
        }
        offset += length
      }
    }
    return parts
  }
}
