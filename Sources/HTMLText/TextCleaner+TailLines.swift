import ArabicText
import ETLModel

extension TextCleaner {
  /// Takes out the lines that stand behind the last sentence of a text whose sentences all end in
  /// full stops: tags, captions, names of writers, headlines without a label.
  ///
  /// Such a line may as well be the end of the article. What goes is a line of a few words that
  /// stands alone there, or lines among buttons and labels; never what goes on from the text, what
  /// a colon or a short line announces, what holds a number or a mark of a list. Rows between buttons
  /// are judged from the last one upwards, as far as they leave.
  mutating func removeTailLines() {
    guard !isPage, let last = pieces.lastIndex(where: { $0.isKept && $0.isSentence }),
      pieces[last].endsSentence, last + 1 < pieces.count, isStopped(upTo: last)
    else { return }
    let tail = (last + 1..<pieces.count).filter { pieces[$0].isKept }
    let hasButtons = pieces[(last + 1)...].contains { Self.isOfSite($0.removal?.kind) }
    var lines: [Int] = []
    for index in tail.reversed() {
      guard isTailLine(pieces[index], limit: hasButtons ? 14 : 12),
        pieces[index].leading >= .gap || pieces[index - 1].endsSentence
      else { break }
      lines.append(index)
    }
    guard hasButtons || lines.count == tail.count else { return }
    // What stops the lines may be what announces them.
    let isAnnounced =
      lines.count < tail.count
      && (pieces[tail[tail.count - lines.count - 1]].words < 8
        || pieces[tail[tail.count - lines.count - 1]].endsInColon)
    guard !lines.isEmpty, !isAnnounced else { return }
    for run in Self.runs(lines) {
      guard run.count <= 8,
        run.count < (hasButtons ? 3 : 2) && (hasButtons || pieces[run[run.startIndex]].words <= 4)
          || areTags(Array(run), last)
      else { return }
      for index in run { pieces[index].remove(.other, "other.last_line") }
    }
  }

  /// Descending `indices`, parted where one is missing: buttons and labels stood there.
  private static func runs(_ indices: [Int]) -> [ArraySlice<Int>] {
    var runs: [ArraySlice<Int>] = []
    var start = 0
    for end in 1...indices.count where end == indices.count || indices[end] + 1 < indices[end - 1] {
      runs.append(indices[start..<end])
      start = end
    }
    return runs
  }

  private static func isOfSite(_ kind: Residue.Kind?) -> Bool {
    switch kind {
    case .share, .sourceLine, .navigation, .related, .tags, .promo: true
    default: false
    }
  }

  /// Whether the paragraphs up to `last` end in full stops.
  private func isStopped(upTo last: Int) -> Bool {
    var (paragraphs, stopped) = (0, 0)
    for piece in pieces[min(leadIndex, last)...last] where piece.isKept && piece.words >= 8 {
      paragraphs += 1
      if piece.endsSentence || piece.endsInColon { stopped += 1 }
    }
    let isLong = pieces[last].words >= 60
    return (paragraphs >= 2 || isLong) && stopped * 10 >= paragraphs * 8
  }

  private func isTailLine(_ piece: TextPiece, limit: Int) -> Bool {
    guard piece.isHeadingLike, piece.words <= limit, piece.style == .plain,
      let first = piece.text.first, first >= 0x80 || first | 0x20 &- 0x61 < 26,
      !piece.key.hasDigit
    else { return false }
    if GluedByline.isName(piece.key) { return true }
    switch ParagraphOpening(piece) {
    case .linked: return piece.words <= 3 && ParagraphOpening.mayBeName(piece.key)
    case .reply, .setting: return false
    case .lead, .other: return true
    }
  }

  /// Whether half of the words of lines stand in the text before them as well, as tags do and
  /// the entries of a list do not.
  private func areTags(_ lines: [Int], _ last: Int) -> Bool {
    var places = ByteTable<Int>()
    for line in lines {
      for word in pieces[line].key.longWords where places[word[...]] == nil {
        places[word[...]] = places.count
      }
    }
    var found = Array(repeating: false, count: places.count)
    for piece in pieces[...last] where piece.isKept {
      for index in piece.key.wordEnds.indices {
        let word = piece.key.word(index)
        let place = places[word.starts(with: "ال".utf8) ? word.dropFirst(4) : word]
        if let place { found[place] = true }
      }
    }
    return found.count { $0 } * 2 >= found.count
  }

  /// Takes out a row of menu entries between bars: `شروط الخدمة | بيان الخصوصية | من نحن`.
  mutating func removeBars(_ index: Int) {
    let piece = pieces[index]
    guard !isPage, piece.isKept, piece.words <= 40, MarkupByte.isFound(0x7C, piece.text) else {
      return
    }
    let bars = piece.text.count { $0 == 0x7C }
    guard bars >= (piece.endsSentence ? 3 : 2) else { return }
    let parts = piece.text.split(separator: 0x7C).map { TextKey(Array($0)).wordCount }
    guard parts.count >= 2, parts.allSatisfy({ $0 <= 4 }) else { return }
    pieces[index].remove(.navigation, "navigation.bars")
  }
}
