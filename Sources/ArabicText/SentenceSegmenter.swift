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
/// Quotation marks that never close change nothing. The words that decide are in the lexicon.
public struct SentenceSegmenter: Sendable {
  private let lexicon: SegmentationLexicon

  /// Creates a segmenter.
  ///
  /// - Parameter lexicon: The words that decide; those that are compiled in unless given.
  public init(lexicon: SegmentationLexicon = .builtIn) { self.lexicon = lexicon }

  /// The sentences of `body`, which is valid UTF-8.
  ///
  /// - Returns: Slices of `body`, in order and disjoint; between them is only white space.
  ///   Paragraphs are lines that hold a sentence, counted from 0.
  /// - Complexity: O(*n*): look-around is limited to a few words.
  public func sentences(in body: [UInt8]) -> [Sentence] {
    body.withUnsafeBufferPointer { bytes in
      var scanner = SentenceScanner(text: bytes, lexicon: lexicon)
      return scanner.scan()
    }
  }
}

/// One pass over a text.
struct SentenceScanner {
  private let text: UnsafeBufferPointer<UInt8>
  private let lexicon: SegmentationLexicon
  private var sentences: [Sentence] = []
  private var paragraph = 0
  private var hasSentenceInParagraph = false
  /// Where the sentence that is being read starts.
  private var start = 0
  /// No word of the sentence starts before this offset.
  private var firstWord = 0
  /// Marks before this offset stand inside brackets of a sentence around them.
  private var bracketEnd = 0
  /// The end of the line that is being read, and where its last full stop ends.
  private var line = (end: -1, lastStop: -1)
  /// The last number of a list in the line.
  private var listNumber = 0
  /// Whether dots have ended a sentence in the line.
  private var isBehindDots = false

  /// How many bytes of a bracket are searched for its end.
  private static let longestBracket = 600
  private static let deepestBracket = 4

  init(text: UnsafeBufferPointer<UInt8>, lexicon: SegmentationLexicon) {
    self.text = text
    self.lexicon = lexicon
  }

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
      listNumber = 0
      isBehindDots = false
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
    guard let before = lastInk(before: offset), !ScalarSets.isFinal(before), before != 0x3A else {
      return
    }
    if let end = closingBracket(of: offset) { bracketEnd = end }
  }

  /// Where the bracket ends that opens at `offset`; nil if it does not end soon in its line.
  private func closingBracket(of offset: Int) -> Int? {
    let open = text[offset]
    let close: UInt8 = open == 0x28 ? 0x29 : 0x5D
    let limit = min(text.count, offset + Self.longestBracket)
    var depth = 1
    var end = offset + 1
    while end < limit, text[end] != 0x0A {
      if text[end] == close { depth -= 1 } else if text[end] == open { depth += 1 }
      if depth == 0 { return end }
      // Brackets that open again and again are damaged; looking on would take too long.
      if depth > Self.deepestBracket { return nil }
      end += 1
    }
    return nil
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
    let sentence = BoundaryJudge.SentenceSoFar(
      start: start, firstWord: firstWord(before: run.start),
      isInFinishedLine: run.kind != .dots || isFinishedLine(run.end),
      isBehindDots: isBehindDots, listNumber: listNumber)
    let judge = BoundaryJudge(run, in: text, sentence, lexicon)
    if isBracketed, !run.endsInMark {
      if judge.isBareMark || !judge.isBeforeConjoinedClause { return run.marksEnd }
    } else if let digits = run.misplacedPeriodDigits(text, from: start, lexicon) {
      // Bidi damage: `ديسمبر .2008` stands for `ديسمبر 2008.`.
      run.end = digits
    } else if !judge.isBoundary {
      if run.kind == .period, let number = judge.listNumber { listNumber = number }
      return run.marksEnd
    }
    if run.kind == .dots { isBehindDots = true }
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

  /// Whether a full stop follows `offset` in its line; a line without one is a heading or
  /// unfinished.
  private mutating func isFinishedLine(_ offset: Int) -> Bool {
    if line.end < offset {
      var end = offset
      while end < text.count, text[end] != 0x0A { end += 1 }
      line = (end, lastStop(from: offset, to: end))
    }
    return line.lastStop > offset
  }

  /// Where the last final mark ends that only closing marks and white space follow, or that is no
  /// pause: a single one before a space, or `!` before an Arabic word; -1 if there is none.
  private func lastStop(from start: Int, to end: Int) -> Int {
    var offset = end
    var isAtEnd = true
    var following: UInt32 = 0x20
    while offset > start {
      let (scalar, length) = UTF8Scalars.decode(text, before: offset)
      let kind = CharacterClass.of(scalar)
      if ScalarSets.isFinal(scalar) {
        if isAtEnd { return offset }
        if isStop(scalar, at: offset - length, following) { return offset }
      }
      let isClosing = kind.isWhiteSpace || kind == .format || ScalarSets.isCloser(scalar)
      isAtEnd = isAtEnd && isClosing
      following = ScalarSets.isCloser(scalar) && following == 0x20 ? 0x20 : scalar
      offset -= length
    }
    return -1
  }

  /// Whether a final mark within a line is no pause, no part of a number or an address and does
  /// not belong to an abbreviation.
  private func isStop(_ scalar: UInt32, at offset: Int, _ following: UInt32) -> Bool {
    if scalar == 0x2026 || ScalarSets.isFinal(following) { return false }
    guard offset > 0, following == 0x20 || following >= 0x600 else { return false }
    let (previous, _) = UTF8Scalars.decode(text, before: offset)
    if previous == 0x2E { return false }
    guard CharacterClass.of(previous) == .letter else { return true }
    // `د. سامي` and `إن.بي.سي`; `أمس.وقال` is a stop.
    var letters = 0
    var start = offset
    while start > 0, letters < 4 {
      let (scalar, length) = UTF8Scalars.decode(text, before: start)
      guard CharacterClass.of(scalar).isWordPart else { break }
      letters += 1
      start -= length
    }
    return letters > (following == 0x20 || scalar != 0x2E ? 1 : 2)
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
