import ArabicText
import ETLModel

extension TextCleaner {
  /// The most groups of headlines that a text is taken to have; more are its own sub-headings.
  private static let maximumGroups = 2

  /// Takes out headlines of other stories that stand between paragraphs without a label, and
  /// lines that repeat the one before them.
  mutating func cleanUnlabelled() {
    removeRepeated()
    removeKickers()
    guard !isPage, hasFullStops else { return }
    var groups: [Range<Int>] = []
    var index = 1
    while index < pieces.count {
      var end = index
      while end < pieces.count, isForeignHeadline(pieces[end]) { end += 1 }
      if isBetweenParagraphs(index..<end),
        end - index >= 2 || pieces[index].words >= 9
          || pieces[index - 1].removal?.kind == .related
      {
        groups.append(index..<end)
      }
      index = max(end, index + 1)
    }
    removeSectioned()
    guard groups.count <= Self.maximumGroups else { return }
    for group in groups where goesOn(behind: group) {
      for headline in group { pieces[headline].remove(.related, "related.headline") }
    }
  }

  /// Takes out a section between paragraphs with the headline of another story below it.
  private mutating func removeSectioned() {
    let found = (1..<max(1, pieces.count - 2)).filter { index in
      pieces[index].isKept && pieces[index].words <= 3 && pieces[index].leading >= .line
        && Phrases.sections.contains(pieces[index].key.bytes[...])
        && isForeignHeadline(pieces[index + 1]) && pieces[index - 1].endsSentence
        && (pieces[index + 2].removal?.kind == .related
          || pieces[index + 2].isSentence && ParagraphOpening(pieces[index + 2]) == .linked)
    }
    // More of them are the sections of the text itself.
    if found.count == 1, let index = found.first {
      pieces[index].remove(.navigation, "navigation.section")
      pieces[index + 1].remove(.related, "related.headline")
    }
  }

  /// Takes out the section above the label of a box: `أسواق`, with the box below it gone.
  private mutating func removeKickers() {
    guard !isPage else { return }
    for index in pieces.indices.dropLast()
    where pieces[index].isKept && pieces[index].words <= 3 && pieces[index].leading >= .gap {
      // Above another story's lead it is the section of that.
      let isBeside =
        pieces[index + 1].removal?.kind == .related
        || index > 0 && pieces[index - 1].removal?.rule == "related.label.headline"
          && ParagraphOpening(pieces[index + 1]) != .lead
      if isBeside, Phrases.sections.contains(pieces[index].key.bytes[...]) {
        pieces[index].remove(.navigation, "navigation.section")
      }
    }
  }

  /// Takes out the headline between two paragraphs whose date and time stand below it.
  mutating func removeHeadline(above date: Int) {
    // Below a first paragraph alone it may be a sub-heading, if paragraphs need no full stops.
    guard !isPage, hasFullStops || date > 2, date > 1, date + 1 < pieces.count,
      isForeignHeadline(pieces[date - 1]), pieces[date + 1].isSentence
    else { return }
    pieces[date - 1].remove(.related, "related.dated")
    if date > 2, pieces[date - 2].isHeadingLike, Self.endsInDate(pieces[date - 2].text) {
      pieces[date - 2].remove(.caption, "caption.credit")
    }
  }

  /// Whether the last word of `text` is a day in numbers: `28.09.2022`.
  private static func endsInDate(_ text: [UInt8]) -> Bool {
    guard let last = text.split(separator: 0x20).last, last.count >= 8, last.count <= 12 else {
      return false
    }
    return last.count(where: MarkupByte.isDigit) >= 6
      && last.allSatisfy {
        MarkupByte.isDigit($0) || $0 == 0x2E || $0 == 0x2F || $0 == 0x2D || $0 == 0x29
      }
  }

  private func isForeignHeadline(_ piece: TextPiece) -> Bool {
    guard piece.isKept, piece.isHeadingLike, piece.words >= 5, piece.leading >= .gap,
      (0xD8...0xDB).contains(piece.text.first ?? 0) || Self.opensQuotation(piece.text),
      !Self.closesQuotation(piece.text) || !Self.opensQuotation(piece.text),
      !piece.text.suffix(2).elementsEqual("،".utf8), !piece.text.suffix(2).elementsEqual("؛".utf8)
    else { return false }
    // A clause that goes on from the one before it belongs to the text.
    switch ParagraphOpening(piece) {
    case .linked, .reply: return false
    // Two dots part a headline, no clause: `بعد زيادة التوريد.. الوزارة تحدد المواعيد`.
    case .setting: return Self.hasTwoDots(piece.text)
    case .lead, .other: return true
    }
  }

  private static func opensQuotation(_ text: [UInt8]) -> Bool {
    text.first == 0x22 || text.starts(with: "«".utf8) || text.starts(with: "“".utf8)
  }

  /// Whether a quotation mark ends the text: somebody's words.
  private static func closesQuotation(_ text: [UInt8]) -> Bool {
    text.last == 0x22 || text.suffix(2).elementsEqual("»".utf8)
      || text.suffix(3).elementsEqual("”".utf8)
  }

  private static func hasTwoDots(_ text: [UInt8]) -> Bool {
    zip(text, text.dropFirst()).contains { $0 == 0x2E && $1 == 0x2E }
  }

  private func isBetweenParagraphs(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.count <= 4, range.upperBound < pieces.count else { return false }
    // Headlines may go on from those that a label told.
    var last = range.lowerBound - 1
    while last > 0, pieces[last].removal?.kind == .related { last -= 1 }
    let before = pieces[last]
    let after = pieces[range.upperBound]
    return before.isKept && before.isSentence && before.endsSentence && !before.endsInColon
      && after.isKept && after.isSentence && after.leading >= .gap
  }

  /// Whether the text goes on behind the headlines as if they were not there: the paragraph is
  /// linked to the one before them and, unlike that under a sub-heading, says something else than
  /// a headline that stands alone.
  private func goesOn(behind group: Range<Int>) -> Bool {
    let after = pieces[group.upperBound]
    guard ParagraphOpening(after) == .linked else { return false }
    guard group.count == 1 else { return true }
    let headline = pieces[group.lowerBound].key.longWords
    return headline.intersection(after.key.longWords).count * 10 < headline.count * 4
  }
}
