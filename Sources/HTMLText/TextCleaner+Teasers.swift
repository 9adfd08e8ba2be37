import ArabicText
import ETLModel

extension TextCleaner {
  /// Takes out the first paragraphs of other stories that stand behind the article without
  /// a label, where boxes with links stood.
  ///
  /// The article must link its own paragraphs, so that a run of bare leads behind it stands out.
  /// A text whose own paragraphs begin with bare verbs is left alone.
  mutating func removeTeasers() {
    let paragraphs = pieces.indices.filter { pieces[$0].isKept }
    guard !isPage, paragraphs.count >= 5 else { return }
    let openings = teaserOpenings(paragraphs)
    var start = paragraphs.count
    var others = 0
    while start > 2, isTeaser(pieces[paragraphs[start - 1]], openings[start - 1]) {
      start -= 1
      if openings[start] == .other { others += 1 }
    }
    while start < paragraphs.count, openings[start] != .lead {
      if openings[start] == .other { others -= 1 }
      start += 1
    }
    let count = paragraphs.count - start
    guard count >= 2, others * 3 <= count,
      isLinked(paragraphs[..<start], openings[..<start], strictly: count == 2)
    else { return }
    for index in paragraphs[start...] { pieces[index].remove(.related, "related.teaser") }
  }

  /// How the paragraphs begin; a paragraph without a full stop, behind those that all have one,
  /// counts as a lead also when it begins with a name.
  private func teaserOpenings(_ paragraphs: [Int]) -> [ParagraphOpening] {
    var areStopped = true
    return paragraphs.map { index in
      let opening = ParagraphOpening(pieces[index])
      guard pieces[index].words >= 8 else { return opening }
      let isBare = areStopped && !pieces[index].endsSentence && !pieces[index].endsInColon
      if !pieces[index].endsSentence, opening == .linked || opening == .setting {
        areStopped = false
      }
      return isBare && opening == .other ? .lead : opening
    }
  }

  private func isTeaser(_ piece: TextPiece, _ opening: ParagraphOpening) -> Bool {
    guard piece.words >= 8, piece.words <= 80, piece.leading >= .gap, !piece.endsInColon else {
      return false
    }
    return opening == .lead || opening == .other && (0xD8...0xDB).contains(piece.text.first ?? 0)
  }

  /// Whether the paragraphs before the teasers are linked to each other.
  ///
  /// The first two are not asked: a report may begin with a summary and a lead.
  private func isLinked(
    _ indices: ArraySlice<Int>, _ openings: ArraySlice<ParagraphOpening>, strictly: Bool
  ) -> Bool {
    var linked = 0
    var others = 0
    for (index, opening) in zip(indices, openings).dropFirst(strictly ? 1 : 2)
    where pieces[index].words >= 8 {
      if opening == .lead { return false }
      if opening == .linked || opening == .setting { linked += 1 } else { others += 1 }
    }
    return linked >= (strictly ? 3 : 2) && linked >= others * 4
  }
}
