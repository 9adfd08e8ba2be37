/// A run of final marks, with what belongs to it on both sides.
struct FinalRun {
  /// What the marks are.
  enum Kind {
    /// A single `.` or `۔`.
    case period
    /// `..`, `...` or `…`.
    case dots
    /// At least one question or exclamation mark.
    case question
  }

  let start: Int
  private(set) var kind: Kind
  /// Behind the last mark that comes before any closer.
  private(set) var marksEnd: Int
  /// Behind everything that stays with the sentence: marks, closers, emoji.
  var end: Int
  /// Whether a closing quotation mark or bracket follows the first mark.
  private(set) var hasCloser = false
  /// Whether a final mark stands behind the last closer.
  private(set) var endsInMark = false
  /// The number of dots before any closer.
  private(set) var dotCount = 0

  /// The run that starts at `offset`; nil when no final mark stands there.
  init?(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) {
    let (scalar, length) = UTF8Scalars.decode(text, at: offset)
    guard ScalarSets.isFinal(scalar) else { return nil }
    start = offset
    kind = .period
    marksEnd = offset + length
    end = marksEnd
    var marks = 0
    note(scalar, &marks)
    extend(text, &marks)
    end = marksEnd
  }

  private mutating func note(_ scalar: UInt32, _ marks: inout Int) {
    marks += 1
    switch scalar {
    case 0x2E, 0x6D4:
      dotCount += 1
      if kind != .question, marks > 1 { kind = .dots }
    case 0x2026:
      dotCount += 3
      if kind != .question { kind = .dots }
    default: kind = .question
    }
  }

  /// Takes the marks that follow directly, or behind format characters and spaces.
  private mutating func extend(_ text: UnsafeBufferPointer<UInt8>, _ marks: inout Int) {
    var next = marksEnd
    while next < text.count {
      let (scalar, length) = UTF8Scalars.decode(text, at: next)
      if ScalarSets.isFinal(scalar) {
        // ` .2008` begins something new; `! !` does not.
        if next > marksEnd, isFollowedByWord(text, next + length) { return }
        note(scalar, &marks)
        next += length
        marksEnd = next
      } else if CharacterClass.of(scalar) == .format || CharacterClass.of(scalar) == .space {
        next += length
      } else {
        return
      }
    }
  }

  private func isFollowedByWord(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    offset < text.count
      && CharacterClass.of(UTF8Scalars.decode(text, at: offset).scalar).isWordPart
  }

  /// How many bytes behind the marks are looked at, so that runs in a row stay linear.
  private static let longestTail = 128

  /// Takes closing quotation marks and brackets, further marks behind them, and emoji.
  mutating func takeClosers(_ text: UnsafeBufferPointer<UInt8>) {
    let limit = min(text.count, marksEnd + Self.longestTail)
    var next = marksEnd
    var hasSpace = false
    while next < limit {
      let (scalar, length) = UTF8Scalars.decode(text, at: next)
      let kind = CharacterClass.of(scalar)
      if kind == .format || scalar == 0xFE0F {
        next += length
        if !hasSpace { end = next }
      } else if kind == .space {
        hasSpace = true
        next += length
      } else if ScalarSets.isCloser(scalar), !hasSpace || closes(text, next, length, scalar) {
        hasCloser = true
        endsInMark = false
        next += length
        end = next
        hasSpace = false
      } else if ScalarSets.isFinal(scalar), hasCloser, !hasSpace || scalar != 0x2E {
        endsInMark = true
        next += length
        end = next
        hasSpace = false
      } else if kind == .symbol, scalar >= 0x2600 {
        next += length
        end = next
        hasSpace = false
      } else {
        return
      }
    }
  }

  /// Whether a mark behind a space closes: it does when white space or nothing follows it.
  private func closes(
    _ text: UnsafeBufferPointer<UInt8>, _ offset: Int, _ length: Int, _ scalar: UInt32
  ) -> Bool {
    if ScalarSets.isBracketCloser(scalar) { return true }
    let next = offset + length
    guard next < text.count else { return true }
    let following = UTF8Scalars.decode(text, at: next).scalar
    return CharacterClass.of(following).isWhiteSpace || ScalarSets.isFinal(following)
  }

  /// Where the digits end that a misplaced period stands before (`ديسمبر .2008`); nil when the
  /// run is no such period.
  func misplacedPeriodDigits(
    _ text: UnsafeBufferPointer<UInt8>, from limit: Int, _ lexicon: SegmentationLexicon
  ) -> Int? {
    guard kind == .period, start > 0, marksEnd == end,
      CharacterClass.of(UTF8Scalars.decode(text, before: start).scalar) == .space
    else { return nil }
    // Behind a number it is a decimal point: `47 .6`.
    let before = WordAround.word(before: start, from: limit, in: text, lexicon)
    guard !before.isEmpty, !before.isNumber else { return nil }
    let digits = WordAround.word(after: marksEnd, in: text, lexicon)
    guard digits.isNumber, digits.start == marksEnd else { return nil }
    // `نحو .5 مليون`: what is counted makes it a decimal point too.
    let next = WordAround.word(after: digits.end, in: text, lexicon)
    return next.uses.contains(.unit) ? nil : digits.end
  }
}

/// Sets of scalars that the segmenter asks about.
enum ScalarSets {
  /// `.` `!` `?` `؟` `…` `۔`
  static func isFinal(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x21, 0x3F, 0x61F, 0x2026, 0x6D4: true
    default: false
    }
  }

  /// Quotation marks of every style, which may close in Arabic text whatever their shape, and
  /// closing brackets.
  static func isCloser(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x22, 0x27, 0xBB, 0xAB, 0x2018...0x201F, 0x2039, 0x203A: true
    default: isBracketCloser(scalar)
    }
  }

  static func isBracketCloser(_ scalar: UInt32) -> Bool {
    scalar == 0x29 || scalar == 0x5D || scalar == 0x7D
  }

  /// Whether the byte at `offset` starts a quotation mark that may close.
  static func isClosingQuote(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    switch text[offset] {
    case 0x22: true
    case 0xC2: text[offset + 1] == 0xBB
    case 0xE2: text[offset + 1] == 0x80 && (0x9C...0x9D).contains(text[offset + 2])
    default: false
    }
  }

  /// Whether the quotation mark at `offset` stands where one opens: behind white space and before
  /// a word.
  static func opens(_ text: UnsafeBufferPointer<UInt8>, _ offset: Int, _ length: Int) -> Bool {
    guard offset > 0, offset + length < text.count else { return false }
    return text[offset - 1] == 0x20
      && CharacterClass.of(UTF8Scalars.decode(text, at: offset + length).scalar).isWordPart
  }

  /// Quotation marks and brackets that may open.
  static func isOpener(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x22, 0x27, 0xAB, 0x201C, 0x201D, 0x201E, 0x28, 0x5B: true
    default: false
    }
  }
}
