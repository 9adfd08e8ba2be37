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
  /// The most bytes of a label of five words.
  private static let maximumLabel = 256

  private let text: [UInt8]
  /// Where a sentence starts, the first at 0.
  private var sentences: [Int] = [0]
  /// Where labels with a colon start inside a sentence.
  private var labels: [Int] = []

  private init(_ text: [UInt8]) {
    self.text = text
    scan()
  }

  /// `piece`, cut where a label or a date ran into it; nil when none did.
  ///
  /// - Complexity: O(*n*).
  static func split(_ piece: TextPiece) -> [TextPiece]? {
    guard piece.isKept, piece.words >= 4 else { return nil }
    let cuts = GluedLine(piece.text).cuts()
    guard !cuts.isEmpty else { return nil }
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
      Self.isMark.withUnsafeBufferPointer { isMark in
        var offset = 0
        while true {
          while offset < bytes.count, !isMark[Int(bytes[offset])] { offset &+= 1 }
          guard offset < bytes.count else { return }
          if bytes[offset] == 0x3A {
            if let start = Self.label(bytes, before: offset) { labels.append(start) }
            offset &+= 1
          } else {
            offset = readStop(bytes, at: offset)
          }
        }
      }
    }
  }

  /// Notes the start of the sentence behind the stop at `offset`, if it is one and a space stands
  /// there; returns where to go on.
  private mutating func readStop(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    // What is looked at here may be the second byte of a letter.
    var end = offset + 1
    switch bytes[offset] {
    case 0x9F: if offset == 0 || bytes[offset - 1] != 0xD8 { return end }
    case 0xE2:
      end = offset + 3
      if UTF8Scalars.decode(bytes, at: offset).scalar != 0x2026 { return end }
    default: break
    }
    while end < bytes.count {
      let (scalar, length) = UTF8Scalars.decode(bytes, at: end)
      switch scalar {
      case 0x2E, 0x21, 0x61F, 0x3F, 0x2026: break
      case 0x22, 0x27, 0x29, 0xBB, 0x201D, 0x2019: break
      case 0x20:
        sentences.append(end + 1)
        return end + 1
      default: return end
      }
      end += length
    }
    return end
  }

  /// The bytes that colons and stops begin with, but for the Arabic question mark: it is known by
  /// its second byte, for the first begins letters too.
  private static let isMark: [Bool] = (0...255).map {
    [0x2E, 0x21, 0x3F, 0x3A, 0x9F, 0xE2].contains($0)
  }

  /// Where a label of two to five words starts that ends before `colon`.
  private static func label(_ bytes: UnsafeBufferPointer<UInt8>, before colon: Int) -> Int? {
    var starts: [Int] = []
    var offset = colon
    while offset > max(0, colon - maximumLabel), starts.count < 5 {
      offset -= 1
      if bytes[offset] == 0x20 { starts.append(offset + 1) }
    }
    for start in starts.dropFirst().reversed() {
      let key = TextKey(UnsafeBufferPointer(rebasing: bytes[start..<colon]))
      if key.wordCount >= 2, LabelTable.shared.isGlued(key) { return start }
    }
    return nil
  }

  /// Where to cut, ascending.
  private func cuts() -> [Int] {
    guard !labels.isEmpty || sentences.count > 1 else { return [] }
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
    guard end - start <= 32 else { return false }
    let key = text[start..<end].withUnsafeBufferPointer { TextKey($0) }
    return LabelTable.shared.begins(key)
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
