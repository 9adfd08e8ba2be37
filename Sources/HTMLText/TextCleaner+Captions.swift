import ArabicText
import ETLModel

extension TextCleaner {
  /// Takes out a line that is or ends in the credit of a picture: `… - REUTERS`, `… (رويترز)`,
  /// `… تصوير: ليلى مراد`, `© Sputnik . Sam Hall`.
  mutating func removeCaption(_ index: Int, _ lead: Int) {
    let piece = pieces[index]
    guard
      piece.leading >= .line || index == 0
        || !isPage && (piece.leading == .gap || pieces[index - 1].endsSentence)
    else { return }
    if removeFileName(index, lead) { return }
    if isCopyright(piece) {
      pieces[index].remove(.caption, "caption.credit")
      removeCaptionBelow(index + 1)
      return
    }
    if !isPage, index > 0, piece.words <= 8, piece.text.starts(with: Self.pictureFrom) {
      pieces[index].remove(.caption, "caption.credit")
      let above = pieces[index - 1]
      if above.isKept, above.isHeadingLike, above.words >= 4, above.leading >= .line {
        pieces[index - 1].remove(.caption, "caption.credit")
      }
      return
    }
    if index > lead, piece.words <= 4, Credits.isOfPicture(piece.text), isAmongStopped(index) {
      // Between paragraphs some are sub-headings: `الشرق الأوسط`, `وسائل التواصل الاجتماعي`.
      if !Phrases.ambiguousOwners.contains(piece.key.bytes[...]) {
        pieces[index].remove(.caption, "caption.credit")
      }
      return
    }
    // Between paragraphs a short line that ends in a credit may be a sub-heading too.
    guard piece.words >= 4 || piece.words >= 2 && isAmongStopped(index),
      hasCredit(piece, mayStayOpen: index > lead && !hasFullStops && !isAmongStopped(index))
    else { return }
    let isRepeated = index > 0 && pieces[index - 1].key == piece.key
    pieces[index].remove(
      isRepeated ? .duplicate : .caption, isRepeated ? "duplicate.line" : "caption.credit")
  }

  /// Whether the paragraphs around the piece at `index` end in full stops.
  private func isAmongStopped(_ index: Int) -> Bool {
    guard !isPage, !isLatin, index > 0, index + 1 < pieces.count, pieces[index].leading >= .line
    else { return false }
    return [index - 1, index + 1].allSatisfy {
      pieces[$0].isKept && pieces[$0].isSentence && pieces[$0].endsSentence
    }
  }

  /// Begins the line below a caption: `صورة من: Sam Hall/dpa`.
  private static let pictureFrom = Array("صورة من:".utf8)

  /// Whether the credit of a picture ends the piece; `mayStayOpen` if text may end without a full
  /// stop there.
  private func hasCredit(_ piece: TextPiece, mayStayOpen: Bool) -> Bool {
    if piece.words <= 40, endsInPhotographer(piece) || endsInLabel(piece) { return true }
    guard !piece.endsSentence, isPage || !isReport(piece), let mark = Self.lastMark(piece.text)
    else { return false }
    let credit = Array(piece.text[mark...])
    let key = TextKey(credit)
    if piece.text[mark - 1] == 0x5B { return isBracketed(piece, key) }
    if !isPage, !isLatin, piece.words <= 30, isPairInBrackets(piece.text) { return true }
    let isInBrackets = piece.text[mark - 1] == 0x28
    let isPhotographer = isInBrackets && Phrases.photographers.begins(key)
    guard isPhotographer || Credits.isOfPicture(credit),
      piece.words >= 4 || !Phrases.ambiguousOwners.contains(key.bytes[...])
    else { return false }
    // Text without full stops may end in the agency it quotes.
    let isBare = isInBrackets && Self.lastMark(piece.text, before: mark - 1) == nil
    return !isBare || isPhotographer || piece.words <= 25 && !mayStayOpen
  }

  /// Whether the piece goes on from another or says who said something, as no caption does.
  private func isReport(_ piece: TextPiece) -> Bool {
    switch ParagraphOpening(piece) {
    case .linked: true
    case .lead, .reply: Phrases.reportingVerbs.contains(piece.key.word(0))
    case .setting, .other: false
    }
  }

  /// Whether a name in square brackets ends the piece: `… قبل العاصفة [النور]`.
  private func isBracketed(_ piece: TextPiece, _ credit: TextKey) -> Bool {
    !isPage && !isLatin && piece.text.last == 0x5D && (4...30).contains(piece.words)
      && credit.wordCount >= 1
      && credit.wordCount <= 4 && !credit.hasDigit
  }

  /// Whether two names and a slash in brackets end the piece: `… (النور/ليلى مراد)`.
  private func isPairInBrackets(_ text: [UInt8]) -> Bool {
    guard text.last == 0x29, let open = text.lastIndex(of: 0x28), text.count - open <= 80 else {
      return false
    }
    let parts = text[(open + 1)..<(text.count - 1)].split(separator: 0x2F).map {
      TextKey(Array($0))
    }
    return parts.count == 2 && parts[0].wordCount + parts[1].wordCount >= 3
      && parts.allSatisfy { key in
        (1...4).contains(key.wordCount) && !key.hasDigit
      }
  }

  /// Whether the label of a picture's source ran into the end of the piece: `… ترميمهاصورة من: dpa`.
  private func endsInLabel(_ piece: TextPiece) -> Bool {
    guard !isPage else { return false }
    if Self.isFromSource(piece.text) || endsInRights(piece) { return true }
    guard let colon = piece.text.suffix(48).lastIndex(of: 0x3A) else { return false }
    let label = "صورة من".utf8
    return piece.text[..<colon].suffix(label.count).elementsEqual(label)
      || piece.text[..<colon].suffix("Credit".utf8.count).elementsEqual("Credit".utf8)
  }

  /// Whether `text` ends as papers credit pictures that were given to them: `… من المصدر`.
  static func isFromSource(_ text: [UInt8]) -> Bool {
    text.suffix(fromSource.count).elementsEqual(fromSource)
  }

  private static let fromSource = Array(". من المصدر".utf8)

  /// Whether who owns the rights of a picture ends the piece: `… حقوق النشر AP Photo`.
  private func endsInRights(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard key.wordCount == key.wordEnds.count, key.wordCount >= 5,
      ParagraphOpening(piece) == .other
    else { return false }
    return (1...4).contains { count in
      let label = key.wordCount - count - 2
      return label >= 2 && key.words(label..<label + 2).elementsEqual("حقوق النشر".utf8)
        && key.word(label + 2).first ?? 0xFF < 0x80
    }
  }

  /// Whether a word for photographing, marks beside it, and a name of up to four words end the
  /// piece: `… في الميناء. تصوير: ليلى مراد`.
  private func endsInPhotographer(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard key.wordCount == key.wordEnds.count, !isPage else { return false }
    for index in stride(from: key.wordCount - 2, through: max(3, key.wordCount - 5), by: -1)
    where Phrases.photographing.contains(key.word(index)) {
      let start = TextOffsets.end(of: index, in: piece.text)
      let end = TextOffsets.end(of: index + 1, in: piece.text)
      let between = piece.text[start..<end]
      return between.contains { Self.isCreditMark($0) }
        || piece.text[end...].first { $0 != 0x20 } == 0x3A
    }
    return false
  }

  /// Whether a byte of ASCII, or the first of a long dash or a guillemet, parts a caption from its credit.
  private static func isCreditMark(_ byte: UInt8) -> Bool {
    [0x28, 0x2D, 0x2E, 0x2F, 0x5B, 0x7C, 0xC2, 0xE2].contains(byte)
  }

  /// Whether the piece is the name of who owns a picture behind the sign for it.
  private func isCopyright(_ piece: TextPiece) -> Bool {
    !isPage && piece.text.starts(with: "©".utf8) && piece.words >= 1 && piece.words <= 12
      && !piece.endsSentence && !Phrases.rights.occurs(in: piece.key)
  }

  /// Takes out the caption that stands below the credit of its picture and above a paragraph.
  private mutating func removeCaptionBelow(_ index: Int) {
    guard index + 1 < pieces.count, pieces[index].isKept, pieces[index].isHeadingLike,
      pieces[index].words >= 3, pieces[index + 1].isSentence,
      LabelTable.shared.match(pieces[index]) == nil
    else { return }
    pieces[index].remove(.caption, "caption.below_credit")
  }

  /// Takes out the captions between title and text that are told by their end or by what they show:
  /// `… (الشركة المنفذة)`, `المدير خلال جولته أمس`.
  mutating func removeHeadCaptions(_ lead: Int) {
    guard !isPage, !isLatin, lead < pieces.count, pieces[lead].endsSentence,
      let title = pieces[..<lead].firstIndex(where: { $0.removal?.kind == .title }) ?? titleStays
    else { return }
    for index in (title + 1)..<max(title + 1, lead) {
      let piece = pieces[index]
      guard piece.isKept, piece.leading >= .line, (3...25).contains(piece.words),
        index + 1 == lead || !pieces[index + 1].isKept, ParagraphOpening(piece) == .other
      else { continue }
      if endsInOwner(piece) || isBeforeSource(index) {
        pieces[index].remove(.caption, "caption.credit")
      } else if piece.words <= 14, piece.isHeadingLike,
        !piece.text.contains(0x3A), showsScene(piece.key)
      {
        pieces[index].remove(.caption, "caption.lead")
      }
    }
  }

  /// Whether the source of a picture, which is out already, stood behind the piece in its line:
  /// `… - المصدر: رويترز`.
  private func isBeforeSource(_ index: Int) -> Bool {
    guard index + 1 < pieces.count, pieces[index].isHeadingLike else { return false }
    let next = pieces[index + 1]
    return !next.isKept && next.leading < .line && next.text.first == 0x2D && next.words >= 2
      && next.key.word(0).elementsEqual("المصدر".utf8)
  }

  /// Whether who owns a picture ends the piece in brackets; behind a full stop it must be a known
  /// credit.
  private func endsInOwner(_ piece: TextPiece) -> Bool {
    let text = piece.text.last == 0x2E ? piece.text.dropLast() : piece.text[...]
    guard text.last == 0x29, let open = text.lastIndex(of: 0x28), open > 0 else { return false }
    let key = TextKey(Array(text[(open + 1)...].dropLast()))
    guard (1...5).contains(key.wordCount), !key.hasDigit else { return false }
    return Phrases.pictureCredits.occurs(in: key)
      || piece.isHeadingLike
        && (Phrases.owners.contains(key.word(0)) || Phrases.networks.occurs(in: key))
  }

  /// Whether a name and a post, and no verb, stand before words that say what somebody does in a
  /// picture: `خلال جولته`, `متحدثا`.
  private func showsScene(_ key: TextKey) -> Bool {
    for index in key.wordEnds.indices {
      let word = key.word(index)
      let isShown =
        Phrases.poses.contains(word)
        || Phrases.during.contains(word) && index + 1 < key.wordEnds.count
          && Phrases.events.contains(key.word(index + 1))
      if isShown { return (1...5).contains(index) }
      if mayBeVerb(word) { return false }
    }
    return false
  }

  /// Whether the word is a verb, or begins like one of the present: `يدعو`, `تتعهد`.
  private func mayBeVerb(_ word: ArraySlice<UInt8>) -> Bool {
    ParagraphOpening.isVerb(word) || Phrases.finiteVerbs.contains(word)
      || word.starts(with: "ي".utf8) || word.starts(with: "ت".utf8)
  }

  /// Takes out a line that is the name of a picture's file, in the head with the caption below it;
  /// false if it is none.
  private mutating func removeFileName(_ index: Int, _ lead: Int) -> Bool {
    guard !isPage, !isLatin, Self.isFileName(pieces[index].text) else { return false }
    // Behind a colon and beside others it is what the text is about.
    let isNamed = index > 0 && pieces[index - 1].endsInColon
    let isAmongFiles = [index - 1, index + 1].contains {
      pieces.indices.contains($0) && Self.isFileName(pieces[$0].text)
    }
    guard !isNamed, !isAmongFiles else { return false }
    pieces[index].remove(.caption, "caption.file")
    // Between paragraphs a sub-heading may follow a name, and the number of a picture nothing else.
    if index < lead || !pieces[index].text.contains(0x2E), index + 1 < pieces.count,
      pieces[index + 1].text.first.map({ $0 >= 0xD8 }) ?? false
    {
      removeCaptionBelow(index + 1)
    }
    return true
  }

  /// Whether `text` is the name of a picture's file or the number of one, and nothing else.
  private static func isFileName(_ text: [UInt8]) -> Bool {
    guard text.count >= 5, text.count <= 200, !text.contains(where: { $0 <= 0x20 }) else {
      return false
    }
    if let dot = text.lastIndex(of: 0x2E) {
      let ending = String(decoding: text[(dot + 1)...].map(MarkupByte.lower), as: UTF8.self)
      return ["jpg", "jpeg", "png", "webp", "gif"].contains(ending)
    }
    let dashes = text.count { $0 == 0x2D }
    return text.count >= 32 && dashes >= 4 && text.contains(where: MarkupByte.isDigit)
      && text.allSatisfy { $0 == 0x2D || MarkupByte.isAlphanumeric($0) }
  }

  /// Takes out the numbers of the pictures in a row, `1 / 5` and so on, each with the caption below it.
  mutating func removeGallery() {
    guard !isPage else { return }
    var counts: [(index: Int, number: Int, total: Int)] = []
    for (index, piece) in pieces.enumerated() {
      guard piece.isKept, piece.words == 2, piece.text.contains(0x2F), piece.text.count <= 9,
        let number = Int(String(decoding: piece.key.word(0), as: UTF8.self)),
        let total = Int(String(decoding: piece.key.word(1), as: UTF8.self))
      else { continue }
      guard total == counts.first?.total ?? total, number == counts.count + 1, number <= total
      else { return }
      counts.append((index, number, total))
    }
    guard counts.count >= 2 else { return }
    for (index, _, _) in counts {
      pieces[index].remove(.embed, "embed.gallery")
      guard index + 1 < pieces.count, pieces[index + 1].isHeadingLike else { continue }
      pieces[index + 1].remove(.embed, "embed.gallery")
    }
  }

  /// Takes out the caption behind a label that says nothing else: `التعليق على الصورة،`.
  mutating func removeCaptionText(_ index: Int) {
    guard !isPage, index < pieces.count, pieces[index].isKept, pieces[index].words <= 30 else {
      return
    }
    pieces[index].remove(.caption, "caption.below_credit")
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
        case 0x28, 0x2D, 0x2013, 0x2014, 0x2F, 0x5B, 0x7C, 0xA9: return offset
        default: offset -= length
        }
      }
      return nil
    }
  }
}
