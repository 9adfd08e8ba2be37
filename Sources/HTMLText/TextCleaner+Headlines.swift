import ArabicText
import ETLModel

extension TextCleaner {
  /// The most groups of headlines that a text is taken to have; more are its own sub-headings.
  private static let maximumGroups = 2

  /// Takes out headlines of other stories that stand between paragraphs without a label, and
  /// lines that repeat the one before them.
  mutating func cleanUnlabelled() {
    removeRepeated()
    guard !isPage, hasFullStops else { return }
    var groups: [Range<Int>] = []
    var index = 1
    while index < pieces.count {
      var end = index
      while end < pieces.count, isForeignHeadline(pieces[end]) { end += 1 }
      if isBetweenParagraphs(index..<end), end - index >= 2 || pieces[index].words >= 9 {
        groups.append(index..<end)
      }
      index = max(end, index + 1)
    }
    guard groups.count <= Self.maximumGroups else { return }
    for group in groups where goesOn(behind: group) {
      for headline in group { pieces[headline].remove(.related, "related.headline") }
    }
  }

  private func isForeignHeadline(_ piece: TextPiece) -> Bool {
    guard piece.isKept, piece.isHeadingLike, piece.words >= 5, piece.leading >= .line,
      (0xD8...0xDB).contains(piece.text.first ?? 0),
      !piece.text.suffix(2).elementsEqual("،".utf8), !piece.text.suffix(2).elementsEqual("؛".utf8)
    else { return false }
    // A clause that goes on from the one before it belongs to the text.
    switch ParagraphOpening(piece) {
    case .linked, .setting, .reply: return false
    case .lead, .other: return true
    }
  }

  private func isBetweenParagraphs(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.count <= 4, range.upperBound < pieces.count else { return false }
    let before = pieces[range.lowerBound - 1]
    let after = pieces[range.upperBound]
    return before.isKept && before.isSentence && before.endsSentence && !before.endsInColon
      && after.isKept && after.isSentence && after.leading >= .line
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
