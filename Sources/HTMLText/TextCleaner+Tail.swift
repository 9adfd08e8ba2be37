import ArabicText
import ETLModel

extension TextCleaner {
  /// Takes out headlines of other stories that stand between paragraphs without a label, and
  /// lines that repeat the one before them.
  mutating func cleanUnlabelled() {
    removeRepeated()
    guard !isPage, hasFullStops else { return }
    var index = 1
    while index < pieces.count {
      var end = index
      while end < pieces.count, isForeignHeadline(pieces[end]) { end += 1 }
      if isBetweenParagraphs(index..<end), end - index >= 2 || pieces[index].words >= 9 {
        for headline in index..<end { pieces[headline].remove(.related, "related.headline") }
      }
      index = max(end, index + 1)
    }
  }

  /// Whether the paragraphs of the text end in full stops, so that a line without one stands out.
  private var hasFullStops: Bool {
    var paragraphs = 0
    var closed = 0
    for piece in pieces where piece.isKept && piece.words >= 12 && piece.leading >= .line {
      paragraphs += 1
      if piece.endsSentence || piece.endsInColon { closed += 1 }
    }
    return paragraphs >= 5 && closed * 10 >= paragraphs * 8
  }

  private func isForeignHeadline(_ piece: TextPiece) -> Bool {
    guard piece.isKept, piece.isHeadingLike, piece.words >= 5, piece.leading >= .line,
      let first = piece.text.first
    else { return false }
    // A quotation, a list or a clause that goes on with و belongs to the text.
    let and: [UInt8] = [0xD9, 0x88]
    switch first {
    case 0x22, 0x28, 0x2D, 0x2A, 0x30...0x39, 0xC2, 0xE2: return false
    default: return !piece.text.prefix(2).elementsEqual(and)
    }
  }

  private func isBetweenParagraphs(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.count <= 4, range.upperBound < pieces.count else { return false }
    let before = pieces[range.lowerBound - 1]
    let after = pieces[range.upperBound]
    return before.isKept && before.isSentence && before.endsSentence && !before.endsInColon
      && after.isKept && after.isSentence && after.leading >= .line
  }

  private mutating func removeRepeated() {
    for index in pieces.indices.dropFirst() where pieces[index].isKept {
      let piece = pieces[index]
      guard piece.words >= 4, piece.words <= TextKey.maximumWords, piece.leading >= .line,
        pieces[index - 1].isKept || pieces[index - 1].removal?.kind == .duplicate,
        pieces[index - 1].key == piece.key
      else { continue }
      pieces[index].remove(.duplicate, "duplicate.line")
    }
  }

  /// Cleans what stands behind the last sentence, and lists of dates wherever they stand.
  mutating func cleanTail() {
    removeDateLists()
    let lastSentence = pieces.lastIndex { $0.isKept && $0.isSentence } ?? -1
    for index in pieces.indices where pieces[index].isKept {
      let piece = pieces[index]
      if piece.words <= 40, Phrases.rights.occurs(in: piece.key) {
        pieces[index].remove(.navigation, "navigation.rights")
      } else if Self.isAddress(piece.text) {
        pieces[index].remove(.other, "contact.address")
      } else if index > lastSentence, index > 0 {
        cleanTailPiece(index)
      }
    }
  }

  private mutating func cleanTailPiece(_ index: Int) {
    let piece = pieces[index]
    if piece.isDate, piece.words >= 2 {
      noteDate(piece)
      pieces[index].remove(.dateLine, "date.line")
    } else if index == pieces.count - 1, !piece.endsSentence, let found = Credits.line(piece),
      found.agency != nil || found.byline != nil
    {
      credit.agency = credit.agency ?? found.agency
      credit.byline = credit.byline ?? found.byline
      pieces[index].remove(.byline, found.byline == nil ? "byline.agency" : "byline.author")
    }
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
      }
      start = max(end, start + 1)
    }
  }

  /// Whether `text` is an electronic mail address and nothing else.
  private static func isAddress(_ text: [UInt8]) -> Bool {
    guard text.count <= 80, let at = text.firstIndex(of: 0x40), at > 0 else { return false }
    return !text.contains(0x20) && text[at...].contains(0x2E)
  }
}
