public import ETLModel

/// Cuts a text into sentences, keeping a closing quotation mark with the sentence it ends.
///
///     let text = Array("قال: «انتهينا.» ثم غادر.".utf8)
///     SentenceSegmenter().sentences(in: text).map { String($0.span, of: text) }
///     // ["قال: «انتهينا.»", "ثم غادر."]
///
/// A sentence ends at a line break or at a run of final marks (`.` `؟` `?` `!` `…` `۔`), together
/// with the closing marks and emoji behind the run, unless
///
/// - a single period stands inside a number, an address or a name (`3.5`, `العربية.نت`), behind a
///   title or an initial (`د.`, `إف.`), or behind the number of a list item;
/// - two or more dots lead on to a subordinate clause or a fragment, or stand in a heading;
/// - `؟`, `!` or dots stand inside quotation marks or brackets and the clause around them goes on
///   (`«هل وصل؟» سأل الصحفي`);
/// - the mark stands inside brackets that belong to a sentence around them.
///
/// Quotation marks that never close change nothing. The words that decide are in
/// `SegmentationWords.swift`.
public struct SentenceSegmenter: Sendable {
  /// Creates a segmenter.
  public init() {}

  /// The sentences of `body`, which is valid UTF-8.
  ///
  /// - Returns: Slices of `body`, in order and disjoint; between them is only white space.
  ///   Paragraphs are lines that hold a sentence, counted from 0.
  /// - Complexity: O(*n*): look-around is limited to a few words.
  public func sentences(in body: [UInt8]) -> [Sentence] {
    body.withUnsafeBufferPointer { bytes in
      var scanner = SentenceScanner(text: bytes)
      return scanner.scan()
    }
  }
}

/// One pass over a text.
struct SentenceScanner {
  private let text: UnsafeBufferPointer<UInt8>
  private var sentences: [Sentence] = []
  private var paragraph = 0
  private var hasSentenceInParagraph = false
  /// Where the sentence that is being read starts.
  private var start = 0
  /// No word of the sentence starts before this offset.
  private var firstWord = 0
  /// Marks before this offset stand inside brackets of a sentence around them.
  private var bracketEnd = 0
  /// How far closing brackets were looked for in vain.
  private var searched = (round: 0, square: 0)
  /// The end of the line that is being read, and whether it ends in a final mark.
  private var line = (end: -1, endsInFinalMark: false)

  /// How many bytes of a bracket are searched for its end.
  private static let longestBracket = 600

  init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  mutating func scan() -> [Sentence] {
    var offset = 0
    while offset < text.count {
      switch text[offset] {
      case 0x0A:
        offset = endLine(at: offset)
      case 0x28, 0x5B:
        openBracket(at: offset)
        offset += 1
      case 0x2E, 0x21, 0x3F, 0xD8, 0xDB, 0xE2:
        guard let run = FinalRun(text, at: offset) else {
          offset += 1
          continue
        }
        offset = decide(run)
      default:
        offset += 1
      }
    }
    append(upTo: text.count)
    return sentences
  }

  // MARK: Lines

  private mutating func endLine(at offset: Int) -> Int {
    if !goesOnInNextLine(offset) {
      append(upTo: offset)
      if hasSentenceInParagraph { paragraph += 1 }
      hasSentenceInParagraph = false
      start = offset + 1
      bracketEnd = 0
    }
    return offset + 1
  }

  /// Whether a line ends in a comma and the next one, not blank and no list item, goes on.
  private func goesOnInNextLine(_ offset: Int) -> Bool {
    var end = offset
    while end > start, isBlank(text[end - 1]) { end -= 1 }
    guard end > start else { return false }
    let last = UTF8Scalars.decode(text, before: end).scalar
    guard last == 0x60C || last == 0x2C || last == 0x61B else { return false }
    var next = offset + 1
    while next < text.count, isBlank(text[next]) { next += 1 }
    guard next < text.count, text[next] != 0x0A else { return false }
    let first = UTF8Scalars.decode(text, at: next).scalar
    return CharacterClass.of(first) == .letter || ScalarSets.isOpener(first)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  // MARK: Brackets

  /// Looks for the end of a bracket that stands within a sentence.
  private mutating func openBracket(at offset: Int) {
    guard offset >= bracketEnd else { return }
    guard let before = lastInk(before: offset), !ScalarSets.isFinal(before) else { return }
    let isRound = text[offset] == 0x28
    let close: UInt8 = isRound ? 0x29 : 0x5D
    let limit = min(text.count, offset + Self.longestBracket)
    var end = max(offset + 1, isRound ? searched.round : searched.square)
    while end < limit, text[end] != close, text[end] != 0x0A { end += 1 }
    if isRound { searched.round = end } else { searched.square = end }
    if end < limit, text[end] == close { bracketEnd = end }
  }

  /// The last scalar of the sentence before `offset` that is no white space.
  private func lastInk(before offset: Int) -> UInt32? {
    var end = offset
    while end > start {
      let (scalar, length) = UTF8Scalars.decode(text, before: end)
      let kind = CharacterClass.of(scalar)
      if !kind.isWhiteSpace, kind != .format { return scalar }
      end -= length
    }
    return nil
  }

  // MARK: Marks

  /// Ends the sentence behind `run`, or not; returns where to go on.
  private mutating func decide(_ run: FinalRun) -> Int {
    var run = run
    run.takeClosers(text)
    // Inside brackets of a sentence around them.
    let isBracketed = run.start < bracketEnd
    if isBracketed, run.end <= bracketEnd { return run.marksEnd }
    let lineIsFinished = run.kind != .dots || lineEndsInFinalMark(run.end)
    let judge = BoundaryJudge(
      run, in: text, sentenceStart: start, firstWord: firstWord(before: run.start),
      lineIsFinished: lineIsFinished)
    if isBracketed, !run.endsInMark {
      if !judge.isBeforeClause { return run.marksEnd }
    } else if let digits = run.misplacedPeriodDigits(text) {
      // Bidi damage: `ديسمبر .2008` stands for `ديسمبر 2008.`.
      run.end = digits
    } else if !judge.isBoundary {
      return run.marksEnd
    }
    append(upTo: run.end)
    start = run.end
    return run.end
  }

  /// Where the first word of the sentence starts; `end` if none starts before it.
  private mutating func firstWord(before end: Int) -> Int {
    firstWord = max(firstWord, start)
    while firstWord < end {
      let (scalar, length) = UTF8Scalars.decode(text, at: firstWord)
      if CharacterClass.of(scalar).isWordPart { break }
      firstWord += length
    }
    return min(firstWord, end)
  }

  /// Whether the line of `offset` ends in a final mark; one that does not is a heading or an
  /// unfinished line.
  private mutating func lineEndsInFinalMark(_ offset: Int) -> Bool {
    if line.end < offset {
      var end = offset
      while end < text.count, text[end] != 0x0A { end += 1 }
      line.end = end
      line.endsInFinalMark = Self.endsInFinalMark(text, from: offset, to: end)
    }
    return line.endsInFinalMark
  }

  private static func endsInFinalMark(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Bool {
    var end = end
    while end > start {
      let (scalar, length) = UTF8Scalars.decode(text, before: end)
      if ScalarSets.isFinal(scalar) { return true }
      let kind = CharacterClass.of(scalar)
      guard kind.isWhiteSpace || kind == .format || ScalarSets.isCloser(scalar) else {
        return false
      }
      end -= length
    }
    return false
  }

  /// Adds the sentence from ``start`` to `end`, without white space around it.
  private mutating func append(upTo end: Int) {
    var first = start
    var last = end
    while first < last {
      let (scalar, length) = UTF8Scalars.decode(text, at: first)
      guard CharacterClass.of(scalar).isWhiteSpace else { break }
      first += length
    }
    while last > first {
      let (scalar, length) = UTF8Scalars.decode(text, before: last)
      guard CharacterClass.of(scalar).isWhiteSpace else { break }
      last -= length
    }
    guard first < last else { return }
    sentences.append(Sentence(span: TextSpan(first, last), paragraph: paragraph))
    hasSentenceInParagraph = true
  }
}
