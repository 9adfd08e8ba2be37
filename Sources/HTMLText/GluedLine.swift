import ArabicText
import ETLModel

/// A line that residue ran into, because the page lost the tags between them: `… المدينة. المصدر:
/// وكالات`.
///
/// A line is cut in front of a label when what the label takes with it is known to end: at the
/// end of the line, at the next label, at a question mark. A label with a sentence behind it may
/// have run into the text on both sides; it stays.
struct GluedLine {
  /// The most words of a stretch that a label can own.
  private static let maximumWords = 25

  private let text: [UInt8]
  /// Where a sentence starts, the first at 0.
  private var sentences: [Int] = [0]
  /// Where labels with a colon start inside a sentence.
  private var labels: [Int] = []

  private init(_ text: [UInt8]) {
    self.text = text
    scan()
  }

  /// `piece`, cut where a label or a date ran into it.
  ///
  /// - Complexity: O(*n*).
  static func split(_ piece: TextPiece) -> [TextPiece] {
    guard piece.words >= 4 else { return [piece] }
    let line = GluedLine(piece.text)
    let cuts = line.cuts()
    guard !cuts.isEmpty else { return [piece] }
    var pieces: [TextPiece] = []
    for (start, end) in zip([0] + cuts, cuts + [piece.text.count]) {
      let part = Array(
        piece.text[start..<end].reversed().drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 })
      guard !part.isEmpty else { continue }
      let leading = pieces.isEmpty ? piece.leading : .none
      pieces.append(TextPiece(text: part, leading: leading, style: piece.style))
    }
    return pieces
  }

  /// Finds the starts of sentences and of labels before a colon.
  private mutating func scan() {
    text.withUnsafeBufferPointer { bytes in
      var isOpen = false
      var wordStarts: [Int] = []
      var offset = 0
      while offset < bytes.count {
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        switch scalar {
        case 0x2E, 0x21, 0x61F, 0x3F, 0x2026: isOpen = true
        case 0x22, 0x27, 0x29, 0xBB, 0x201D, 0x2019: break
        case 0x20:
          if isOpen { sentences.append(offset + 1) }
          isOpen = false
          wordStarts.append(offset + 1)
          if wordStarts.count > 64 { wordStarts.removeFirst(32) }
        case 0x3A:
          if let start = Self.label(bytes, before: offset, wordStarts) { labels.append(start) }
          isOpen = false
        default: isOpen = false
        }
        offset += length
      }
    }
  }

  /// Where a label of two to five words starts that ends before `colon`.
  private static func label(
    _ bytes: UnsafeBufferPointer<UInt8>, before colon: Int, _ wordStarts: [Int]
  ) -> Int? {
    for count in [5, 4, 3, 2] where count <= wordStarts.count {
      let start = wordStarts[wordStarts.count - count]
      let key = TextKey(UnsafeBufferPointer(rebasing: bytes[start..<colon]))
      if key.wordCount >= 2, LabelTable.shared.isGlued(key) { return start }
    }
    return nil
  }

  /// Where to cut, ascending.
  private func cuts() -> [Int] {
    var starts = Set(labels)
    for start in sentences where start > 0 && startsWithLabel(start) { starts.insert(start) }
    var cuts: [Int] = []
    let sorted = starts.sorted()
    var next = 0
    for (index, start) in sorted.enumerated() where start > 0 {
      while next < sentences.count, sentences[next] <= start { next += 1 }
      let stop = next < sentences.count ? sentences[next] : text.count
      let label = index + 1 < sorted.count ? sorted[index + 1] : text.count
      if owns(start, min(stop, label), isStopped: stop <= label && stop < text.count) {
        cuts.append(start)
        if stop < label, cuts.last != stop { cuts.append(stop) }
      }
    }
    if let date = dateStart(), cuts.last ?? 0 < date { cuts.append(date) }
    return cuts
  }

  private func startsWithLabel(_ start: Int) -> Bool {
    let end = text[start...].firstIndex { $0 == 0x20 || $0 == 0x3A } ?? text.count
    return end - start <= 32 && LabelTable.shared.begins(TextKey(Array(text[start..<end])))
  }

  /// Whether the stretch is a label with what belongs to it and nothing else.
  private func owns(_ start: Int, _ end: Int, isStopped: Bool) -> Bool {
    guard end - start <= 400 else { return false }
    let trimmed = text[start..<end].reversed().drop { $0 == 0x20 }.reversed()
    let piece = TextPiece(text: Array(trimmed), leading: .none)
    guard piece.words <= Self.maximumWords, let match = match(piece),
      LabelTable.isGlued(match.row),
      match.isParted || match.isWhole || match.words >= 2 || match.row.kind == .tags
    else { return false }
    let asks = trimmed.suffix(2).elementsEqual("؟".utf8) || trimmed.last == 0x21
    return asks && match.isParted || !piece.endsSentence && !isStopped
  }

  private func match(_ piece: TextPiece) -> LabelTable.Match? {
    if let match = LabelTable.shared.match(piece) { return match }
    guard Phrases.tagLabels.begins(piece.key) else { return nil }
    return LabelTable.Match(row: Labels.tags[0], words: 1, isWhole: false, isParted: false)
  }

  /// Where a date starts that stands behind the last sentence.
  private func dateStart() -> Int? {
    guard let start = sentences.last, start > 0, text.count - start <= 160, start < text.count
    else { return nil }
    let piece = TextPiece(text: Array(text[start...]), leading: .none)
    return piece.words >= 2 && piece.isDate ? start : nil
  }
}
