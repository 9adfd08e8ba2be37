import ArabicText
import ETLModel

/// A stretch of an article that is kept or taken out as a whole: a line, a part of a glued line,
/// a block of a page.
struct TextPiece: Sendable {
  /// What stood between a piece and the one before it.
  enum Break: Int, Comparable, Sendable {
    /// Nothing or one space: the pieces were cut apart inside a line.
    case none
    /// A run of spaces, where a page lost its tags.
    case gap
    case line
    case blank

    static func < (left: Break, right: Break) -> Bool { left.rawValue < right.rawValue }
  }

  /// What the markup said of the piece.
  enum Style: Sendable {
    case plain, heading, item
  }

  /// A text and what is known of it: an object, for pieces are handed on many times.
  private final class Content: Sendable {
    let text: [UInt8]
    let key: TextKey
    let endsSentence: Bool
    let endsInColon: Bool

    init(_ text: [UInt8]) {
      self.text = text
      key = TextKey(text)
      let last = text.withUnsafeBufferPointer { TextPiece.lastScalar($0) }
      endsSentence = TextPiece.isFinal(last)
      endsInColon = last == 0x3A
    }

    /// Another text with the same words and the same end.
    init(_ text: [UInt8], like other: Content) {
      self.text = text
      key = other.key
      endsSentence = other.endsSentence
      endsInColon = other.endsInColon
    }
  }

  private let content: Content
  var leading: Break
  var style = Style.plain
  /// Why the piece leaves the body; nil while it stays.
  var removal: (kind: Residue.Kind, rule: String)?

  init(text: [UInt8], leading: Break, style: Style = .plain) {
    content = Content(text)
    self.leading = leading
    self.style = style
  }

  /// A part of a text without the spaces at its ends; nil when nothing else is in it.
  init?(cutFrom text: ArraySlice<UInt8>, leading: Break, style: Style = .plain) {
    let part = Array(text.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed())
    guard !part.isEmpty else { return nil }
    self.init(text: part, leading: leading, style: style)
  }

  /// `piece` as an item of a list, with `prefix` before it, which holds no word.
  init(item piece: TextPiece, prefix: [UInt8]) {
    content = Content(prefix + piece.text, like: piece.content)
    leading = piece.leading
    style = .item
  }

  var text: [UInt8] { content.text }
  var key: TextKey { content.key }
  /// Whether the text ends like a sentence.
  var endsSentence: Bool { content.endsSentence }
  var endsInColon: Bool { content.endsInColon }
  var words: Int { key.wordCount }
  var isKept: Bool { removal == nil }

  /// Whether the piece may be a heading: a few words and no full stop.
  var isHeadingLike: Bool { !endsSentence && !endsInColon && words >= 1 && words <= 25 }

  /// Whether the piece is surely text: a sentence of some length.
  var isSentence: Bool { endsSentence && words >= 8 || words >= 30 }

  mutating func remove(_ kind: Residue.Kind, _ rule: String) {
    if removal == nil { removal = (kind, rule) }
  }

  /// The last scalar that is not a closing quotation mark, a bracket or a space.
  private static func lastScalar(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var end = text.count
    var fallback: UInt32 = 0
    while end > 0 {
      let (scalar, length) = UTF8Scalars.decode(text, before: end)
      if fallback == 0 { fallback = scalar }
      switch scalar {
      case 0x20, 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201C, 0x201D, 0x60: end -= length
      default: return scalar
      }
    }
    return fallback
  }

  private static func isFinal(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x61F, 0x6D4, 0x2026, 0x3002: true
    default: false
    }
  }
}

/// Cuts a text into pieces at line breaks and at gaps.
enum TextPieces {
  /// Stands for a gap in ``BodyText/cleaned(_:gapMark:pairMark:)``.
  private static let gapMark: UInt8 = 0x1F
  private static let pairMark: UInt8 = 0x1E

  /// The pieces of `text`, which is valid UTF-8 of any kind.
  ///
  /// - Complexity: O(*n*).
  static func cut(_ text: [UInt8]) -> [TextPiece] {
    let (cleaned, breaks) = BodyText.cleaned(text, gapMark: gapMark, pairMark: pairMark)
    var pieces: [TextPiece] = []
    cleaned.withUnsafeBufferPointer { cleaned in
      var start = 0
      var leading = TextPiece.Break.blank
      var hasPair = false
      for end in breaks + [cleaned.count] {
        let mark = end < cleaned.count ? cleaned[end] : 0x0A
        guard mark != pairMark else {
          hasPair = true
          continue
        }
        if end > start {
          append(cleaned[start..<end], hasPair, leading, &pieces)
          leading = mark == gapMark ? .gap : .line
        } else {
          leading = max(leading, mark == gapMark ? .gap : .blank)
        }
        hasPair = false
        start = end + 1
      }
    }
    return pieces
  }

  /// `pieces` with those that `split` cuts in their parts.
  static func split(_ pieces: [TextPiece], _ split: (TextPiece) -> [TextPiece]?) -> [TextPiece] {
    // Most texts have nothing to cut, and are not copied.
    var output: [TextPiece]?
    for index in pieces.indices {
      if let parts = split(pieces[index]) {
        if output == nil { output = Array(pieces[..<index]) }
        output?.append(contentsOf: parts)
      } else {
        output?.append(pieces[index])
      }
    }
    return output ?? pieces
  }

  /// Appends a line, cut at pairs of spaces behind a sentence or a date.
  ///
  /// Pages that lost their tags have such pairs between paragraphs, and many writers put them
  /// anywhere: a cut elsewhere would tear a sentence apart.
  private static func append(
    _ line: Slice<UnsafeBufferPointer<UInt8>>, _ hasPair: Bool, _ leading: TextPiece.Break,
    _ pieces: inout [TextPiece]
  ) {
    guard hasPair else {
      pieces.append(TextPiece(text: Array(line), leading: leading))
      return
    }
    if let entries = menu(line) {
      for (index, entry) in entries.enumerated() {
        pieces.append(TextPiece(text: entry, leading: index == 0 ? leading : .gap))
      }
      return
    }
    if let parts = page(line) {
      for (index, part) in parts.enumerated() {
        pieces.append(TextPiece(text: part.text, leading: index == 0 ? leading : .gap))
      }
      return
    }
    var open: [UInt8] = []
    var before = leading
    var isCut = false
    for part in line.split(separator: pairMark) {
      let piece = TextPiece(text: Array(part), leading: .none)
      if isCut {
        pieces.append(TextPiece(text: open, leading: before))
        open = []
        before = .none
      }
      isCut =
        piece.endsSentence
        || open.isEmpty
          && (piece.isDate || isLabelled(piece)
            || GluedByline.line(piece, isBeforeLead: true) != nil)
      open += open.isEmpty ? piece.text : [0x20] + piece.text
    }
    if !open.isEmpty { pieces.append(TextPiece(text: open, leading: before)) }
  }

  /// The entries of a menu: five parts and more of a line, each a few words without a full stop.
  private static func menu(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> [[UInt8]]? {
    guard line.count(where: { $0 == pairMark }) >= 4 else { return nil }
    let parts = line.split(separator: pairMark).map { TextPiece(text: Array($0), leading: .none) }
    guard parts.count >= 5, parts.allSatisfy({ $0.words <= 4 && !$0.endsSentence }) else {
      return nil
    }
    return parts.map(\.text)
  }

  /// The parts of a line that is a page without its tags: dates and labels stand between pairs.
  private static func page(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> [TextPiece]? {
    guard line.count(where: { $0 == pairMark }) >= 6 else { return nil }
    let parts = line.split(separator: pairMark).map { TextPiece(text: Array($0), leading: .none) }
    let formal = parts.count {
      $0.words <= 12 && ($0.isDate || LabelTable.shared.match($0)?.isWhole ?? false)
    }
    return formal >= 3 && parts.contains { $0.isSentence } ? parts : nil
  }

  /// Whether a label with what it announces is all that the piece says.
  private static func isLabelled(_ piece: TextPiece) -> Bool {
    guard piece.words <= 30, let match = LabelTable.shared.match(piece) else { return false }
    return LabelTable.isGlued(match.row) && (match.isParted || match.isWhole)
  }

  /// The kept pieces as a text, with the breaks that stood between them.
  static func join(_ pieces: [TextPiece]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(pieces.indices.reduce(0) { $0 + pieces[$1].text.count + 2 })
    var widest = TextPiece.Break.none
    var endsSentence = true
    for index in pieces.indices {
      let leading = pieces[index].leading
      widest = max(widest, leading)
      guard pieces[index].isKept else {
        // What was taken out stood apart, or its neighbours would run together.
        if leading != .none { widest = max(widest, .line) }
        continue
      }
      if !output.isEmpty {
        switch widest {
        case .blank: output += [0x0A, 0x0A]
        case .line: output.append(0x0A)
        case .gap: output.append(endsSentence ? 0x0A : 0x20)
        case .none: output.append(0x20)
        }
      }
      output += pieces[index].text
      widest = .none
      endsSentence = pieces[index].endsSentence
    }
    return output
  }
}
