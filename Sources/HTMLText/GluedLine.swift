import ArabicText
import ETLModel

/// A line that residue ran into, because the page lost the tags between them: `… المدينة. المصدر:
/// وكالات`.
///
/// A line is cut in front of a label when what the label takes with it is known to end: at the
/// end of the line, at the next label, at a question mark, at a word with which paragraphs go on
/// from the one before (``ParagraphOpening``). A label with another sentence behind it may have run
/// into the text on both sides; it stays.
struct GluedLine {
  /// The most words of a stretch that a label can own.
  private static let maximumWords = 25
  /// The most words of a stretch behind which no sentence ends.
  static let maximumTail = 120
  /// The most bytes of a label with its headline.
  private static let maximumBytes = 400
  /// The most bytes of the first word of a label.
  private static let maximumFirstWord = 32
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
    let line = GluedLine(piece.text)
    var cuts = line.cuts()
    let tail = piece.endsSentence ? nil : GluedTail.start(of: piece.text, line.sentences)
    if let tail { cuts = cuts.filter { $0 < tail } + [tail] }
    guard !cuts.isEmpty else { return nil }
    var pieces: [TextPiece] = []
    for (start, end) in zip([0] + cuts, cuts + [piece.text.count]) {
      let leading = pieces.isEmpty ? piece.leading : .none
      let text = piece.text[start..<end]
      if let part = TextPiece(cutFrom: text, leading: leading, style: piece.style) {
        pieces.append(part)
      }
    }
    if tail == nil {
      markEnd(&pieces)
    } else {
      pieces[pieces.count - 1].remove(.other, "other.glued_tail")
    }
    return pieces
  }

  /// Marks what stands behind a last row of hashtags without a full stop: buttons, headlines.
  private static func markEnd(_ pieces: inout [TextPiece]) {
    guard pieces.count >= 3, let last = pieces.last, !last.endsSentence, last.words <= maximumTail,
      pieces[pieces.count - 2].text.first == 0x23, pieces[pieces.count - 2].text.contains(0x20),
      pieces[pieces.count - 3].endsSentence, ParagraphOpening(last) != .linked
    else { return }
    pieces[pieces.count - 1].remove(.other, "other.last_line")
  }

  /// Finds the starts of sentences and of labels before a colon.
  private mutating func scan() {
    text.withUnsafeBufferPointer { bytes in
      var offset = SentenceMarks.next(in: bytes, from: 0)
      while offset < bytes.count {
        if bytes[offset] == 0x3A {
          if let start = Self.label(bytes, before: offset) { labels.append(start) }
          offset &+= 1
        } else {
          offset = readStop(bytes, at: offset)
        }
        offset = SentenceMarks.next(in: bytes, from: offset)
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
        // Two dots are a pause, not the end.
        let isPause =
          end - offset == 2 && bytes[offset] == 0x2E && bytes[offset + 1] == 0x2E
          && offset > 0 && bytes[offset - 1] != 0x20
        if !isPause { sentences.append(end + 1) }
        return end + 1
      case 0x621...0x64A:
        // `د.` is no end of a sentence.
        let isWord = offset >= 6 && !bytes[offset - 6..<offset].contains { $0 < 0x80 }
        let isClosed = offset >= 6 && (bytes[offset - 1] == 0x22 || bytes[offset - 1] == 0x29)
        if isWord || isClosed, bytes[offset] != 0xE2, end == offset + 1 || bytes[offset] != 0x2E {
          sentences.append(end)
        }
        return end
      default: return end
      }
      end += length
    }
    return end
  }

  /// The bytes of Arabic letters; what commas and stops of the script end in is none.
  private static let isLetterByte: [Bool] = (0...255).map {
    ($0 & 0xFC == 0xD8 || $0 & 0xC0 == 0x80) && ![0x8C, 0x9B, 0x9F].contains($0)
  }

  /// Where a label of two to five words starts that ends before `colon`, or of one word behind a
  /// stop without a space.
  private static func label(_ bytes: UnsafeBufferPointer<UInt8>, before colon: Int) -> Int? {
    var starts: [Int] = []
    var offset = colon
    var isStopped = false
    while offset > max(0, colon - maximumLabel), starts.count < 5, !isStopped {
      offset -= 1
      switch bytes[offset] {
      case 0x20: if offset + 1 < colon, bytes[offset + 1] > 0x20 { starts.append(offset + 1) }
      case 0x2E, 0x21, 0x29, 0x22: isStopped = true
      case 0x9F: isStopped = offset > 0 && bytes[offset - 1] == 0xD8
      default: break
      }
    }
    if isStopped, offset + 1 < colon, bytes[offset + 1] > 0x20 { starts.append(offset + 1) }
    guard let first = starts.last, starts.count > 1 || isStopped else { return nil }
    let key = TextKey(UnsafeBufferPointer(rebasing: bytes[first..<colon]))
    let count = key.wordEnds.count
    for (word, start) in starts.reversed().enumerated() {
      guard word + 1 < starts.count || isStopped && start == first else { continue }
      // Each start is a word of the key, unless marks stand between.
      let isLabel =
        count == starts.count
        ? LabelTable.shared.isGlued(key.words(word..<count))
        : LabelTable.shared.isGlued(
          TextKey(UnsafeBufferPointer(rebasing: bytes[start..<colon])).bytes[...])
      if isLabel { return start }
    }
    return nil
  }

  /// Where to cut, ascending.
  private func cuts() -> [Int] {
    guard !labels.isEmpty || sentences.count > 1 else { return markStart().map { [$0] } ?? [] }
    var starts = labels
    var folded: [UInt8] = []
    for start in sentences where startsWithLabel(start, &folded) { starts.append(start) }
    starts.sort()
    var cuts: [Int] = []
    var next = 0
    var index = 0
    // What stands behind a row of buttons may be a label.
    var behindRow: Int?
    var floor = 0
    while behindRow != nil || index < starts.count {
      let start = behindRow ?? starts[index]
      if behindRow == nil { index += 1 }
      behindRow = nil
      while next < sentences.count, sentences[next] <= start { next += 1 }
      let stop = next < sentences.count ? sentences[next] : text.count
      let label = starts[index...].first { $0 > start } ?? text.count
      if start < max(floor, cuts.last ?? 0) { continue }
      if let end = rowEnd(start, before: stop) {
        floor = end
        append(start, &cuts)
        append(end, &cuts)
        behindRow = end
      } else if start > 0,
        owns(start, min(stop, label), isStopped: stop <= label && stop < text.count)
      {
        append(start, &cuts)
        if stop < label { append(stop, &cuts) }
      } else if let end = continuation(start, before: min(stop, label)) {
        append(start, &cuts)
        append(end, &cuts)
      }
    }
    for notice in notices() where cuts.last ?? 0 <= notice.lowerBound {
      append(notice.lowerBound, &cuts)
      append(notice.upperBound, &cuts)
    }
    if let end = endStart(), cuts.last ?? 0 < end { cuts.append(end) }
    return cuts
  }

  /// Where a row of hashtags or of buttons to share ends that starts at `start`.
  private func rowEnd(_ start: Int, before stop: Int) -> Int? {
    if let end = hashtagsEnd(start) ?? noteEnd(start, before: stop) { return end }
    let window = TextOffsets.words(
      of: text, from: start, before: stop, maximum: Self.maximumLabel)
    guard let end = Embeds.shareButtons(TextPiece(text: Array(window), leading: .none)) else {
      return nil
    }
    let next = text[(start + end)...].firstIndex { $0 != 0x20 }
    return next ?? text.count
  }

  /// Where a note of one word ends that another label follows: `إعلان للمزيد - …`.
  private func noteEnd(_ start: Int, before stop: Int) -> Int? {
    if let end = gluedNoteEnd(start, before: stop) { return end }
    let window = text[start..<stop].prefix(Self.maximumFirstWord)
    guard let space = window.firstIndex(of: 0x20), space + 1 < stop,
      LabelTable.shared.isNote(TextKey(Array(text[start..<space])).bytes[...]),
      LabelTable.shared.words(
        of: TextKey(
          Array(
            TextOffsets.words(
              of: text, from: space + 1, before: stop, maximum: Self.maximumLabel)))) != nil
    else { return nil }
    return space + 1
  }

  /// Where a note of two words ends that the next paragraph ran into: `مادة إعلانيةوأكدت …`.
  private func gluedNoteEnd(_ start: Int, before stop: Int) -> Int? {
    let window = Array(
      TextOffsets.words(of: text, from: start, before: stop, maximum: Self.maximumLabel))
    guard let end = openerStart(in: 1, of: window, []),
      LabelTable.shared.isNote(TextKey(Array(window[..<end])).bytes[...])
    else { return nil }
    return start + end
  }

  private func append(_ cut: Int, _ cuts: inout [Int]) {
    if cut > 0, cut < text.count, cuts.last != cut { cuts.append(cut) }
  }

  /// Where a row of two hashtags and more ends that starts a sentence; nil when none does.
  private func hashtagsEnd(_ start: Int) -> Int? {
    guard start < text.count, text[start] == 0x23 else { return nil }
    var offset = start
    var count = 0
    while offset < text.count, text[offset] == 0x23 {
      offset = text[offset...].firstIndex(of: 0x20).map { $0 + 1 } ?? text.count
      count += 1
    }
    return count >= 2 ? offset : nil
  }

  /// Where the text goes on behind a label and its headline that no stop ends; nil when that is
  /// not known.
  private func continuation(_ start: Int, before limit: Int) -> Int? {
    let window = Array(
      TextOffsets.words(of: text, from: start, before: limit, maximum: Self.maximumBytes))
    let key = TextKey(window)
    guard let label = LabelTable.shared.words(of: key) else { return nil }
    for index in label..<max(label, min(Self.maximumWords, key.wordEnds.count)) {
      let word = key.word(index)
      let next = index + 1 < key.wordEnds.count ? key.word(index + 1) : []
      if let cut = openerStart(in: index, of: window, next) {
        let piece = TextPiece(text: Array(window[..<cut]), leading: .none)
        if let match = match(piece), LabelTable.isGlued(match.row), match.isWhole || match.isParted
        {
          return start + cut
        }
      }
      guard word.starts(with: "و".utf8) || word.count <= 10 else { continue }
      let isOpener = ParagraphOpening.opens(word, next)
      guard isOpener || word.count >= 8 && word.starts(with: "و".utf8) else { continue }
      let cut = TextOffsets.end(of: index, in: window)
      guard let space = window[cut...].firstIndex(of: 0x20) else { return nil }
      let piece = TextPiece(text: Array(window[..<space]), leading: .none)
      if isOpener, LabelTable.shared.isRow(piece.key) { return start + space + 1 }
      guard let match = match(piece), LabelTable.isGlued(match.row), !piece.endsSentence else {
        continue
      }
      // A bare label needs no more than a conjunction behind it.
      let hasHeadline =
        piece.words >= match.words + 3
        && (match.isParted || match.words >= 2 && !holdsComma(piece.text))
      let isStart = match.row.fit == .start && !holdsComma(piece.text)
      if match.isWhole || isOpener && (isStart || match.row.fit != .start && hasHeadline) {
        return start + space + 1
      }
    }
    return nil
  }

  /// Where in the word at `index` the next paragraph begins, if it ran into it: `الكورنيشوأكدت`.
  private func openerStart(
    in index: Int, of window: [UInt8], _ next: ArraySlice<UInt8>
  ) -> Int? {
    let before = TextOffsets.end(of: index, in: window)
    guard let space = window[before...].firstIndex(of: 0x20) else { return nil }
    let word = window[(space + 1)...].prefix { $0 != 0x20 }
    guard word.count >= Self.minimumGlued else { return nil }
    let and = Array("و".utf8)
    return (word.startIndex + 4..<word.endIndex - 7).first { offset in
      // `المطلوبين`: an ending, not `وبين`.
      let isEnding = word.endIndex - offset == 8 && word.suffix(4).elementsEqual("ين".utf8)
      return word[offset] == and[0] && word[offset + 1] == and[1] && !isEnding
        && ParagraphOpening.opens(TextKey(Array(word[offset...])).bytes[...], next)
    }
  }

  /// The fewest bytes of a word that another paragraph ran into.
  private static let minimumGlued = 14

  /// Whether a comma stands in `text`, as behind a label that is quoted.
  private func holdsComma(_ text: [UInt8]) -> Bool {
    zip(text, text.dropFirst()).contains { $0 == 0xD8 && $1 == 0x8C }
  }

  /// Within how many words a notice says what it is.
  private static let noticeStart = 14

  /// The notices of the site among the last sentences of a long line.
  private func notices() -> [Range<Int>] {
    guard text.count >= 2_000, sentences.count >= 4 else { return [] }
    let ends = sentences.dropFirst() + [text.count]
    return zip(sentences, ends).suffix(3).compactMap { start, end in
      guard end > start, end - start <= 800 else { return nil }
      let key = TextKey(Array(text[start..<end]))
      // What a paragraph ran into is more than a notice.
      let isWhole = !(6..<max(6, key.wordEnds.count - 1)).contains {
        ParagraphOpening.opens(key.word($0), key.word($0 + 1))
      }
      // A sentence that ran into the notice would leave with it.
      return isWhole && Phrases.notices.occurs(in: key.prefix(Self.noticeStart)) ? start..<end : nil
    }
  }

  /// Where stands what may be no text behind the last sentence: a date, the mark of an agency, tags.
  private func endStart() -> Int? {
    if let date = dateStart() { return date }
    if let mark = markStart() { return mark }
    guard sentences.count >= 5, let start = sentences.last, start < text.count,
      text.count - start <= 200
    else { return nil }
    let piece = TextPiece(text: Array(text[start...]), leading: .none)
    return piece.isHeadingLike && piece.words <= 12 ? start : nil
  }

  /// Where the agency's mark stands that ends a report: `(النهاية)`, `--(بترا)`.
  private func markStart() -> Int? {
    if let last = text.suffix(40).lastIndex(of: 0x3D),
      text[..<last].suffix(3) == [0x3D, 0x3D, 0x3D]
    {
      return text[..<last].lastIndex { $0 != 0x3D }.map { $0 + 1 } ?? 0
    }
    guard let open = text.suffix(120).lastIndex(of: 0x28),
      let close = text[open...].prefix(32).firstIndex(of: 0x29)
    else { return nil }
    let name = Array(text[(open + 1)..<close])
    let dashes = text[..<open].suffix(2).elementsEqual("--".utf8)
    if dashes, Credits.agency(name) != nil { return open - 2 }
    return Phrases.endMarks.contains(TextKey(name).bytes[...]) ? open : nil
  }

  /// Whether the first word of a label, or a hashtag, stands at `start`; `folded` is room for it.
  private func startsWithLabel(_ start: Int, _ folded: inout [UInt8]) -> Bool {
    if start < text.count, text[start] == 0x23 { return true }
    let window = text[start...].prefix(Self.maximumFirstWord + 1)
    let end = window.firstIndex { $0 == 0x20 || $0 == 0x3A } ?? window.endIndex
    guard end - start <= Self.maximumFirstWord else { return false }
    // Most sentences begin with letters alone, whose key is what folding makes of them.
    return text.withUnsafeBufferPointer { bytes in
      let word = UnsafeBufferPointer(rebasing: bytes[start..<end])
      guard word.allSatisfy({ Self.isLetterByte[Int($0)] }) else {
        return LabelTable.shared.begins(TextKey(word).bytes[...])
      }
      folded.removeAll(keepingCapacity: true)
      Normalizer.fold(word, into: &folded)
      return LabelTable.shared.begins(folded[...])
    }
  }

  /// Whether the stretch is a label with what belongs to it and nothing else.
  private func owns(_ start: Int, _ end: Int, isStopped: Bool) -> Bool {
    let isTail = end == text.count
    guard end - start <= (isTail ? 1_600 : 400) else { return false }
    let trimmed = text[start..<end].reversed().drop { $0 == 0x20 }.reversed()
    let piece = TextPiece(text: Array(trimmed), leading: .none)
    guard piece.words <= (isTail ? Self.maximumTail : Self.maximumWords), let match = match(piece),
      LabelTable.isGlued(match.row),
      match.isParted || match.isWhole || match.words >= 2 || match.row.kind == .tags
    else { return false }
    let asks = trimmed.suffix(2).elementsEqual("؟".utf8) || trimmed.last == 0x21
    return asks && match.isParted || !piece.endsSentence && !isStopped
  }

  private func match(_ piece: TextPiece) -> LabelTable.Match? {
    if let match = LabelTable.shared.match(piece) { return match }
    if LabelTable.isReadAlsoGlued(piece.key) {
      return LabelTable.Match(row: Labels.related[0], words: 2, isWhole: false, isParted: true)
    }
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
