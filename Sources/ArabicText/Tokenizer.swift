public import ETLModel

/// A word, a number or a single mark of a text.
public struct Token: Hashable, Sendable {
  /// What the token is.
  public enum Kind: UInt8, Sendable {
    /// Letters, with the marks, digits and format characters among them.
    case word
    /// Digits only, with inner separators: `3.5`, `١٢`, `10:30`.
    case number
    /// One punctuation mark or symbol.
    case mark
    /// One line break (white space within a line makes no token).
    case newline
  }

  /// Where the token starts in the text, in bytes.
  public var start: Int32
  /// Where it ends, in bytes.
  public var end: Int32
  /// Where its folded form starts in ``TokenizedText/folded``.
  public var foldedStart: Int32
  /// Where its folded form ends.
  public var foldedEnd: Int32
  public var kind: Kind

  /// Where the token stands in the text.
  public var span: TextSpan { TextSpan(Int(start), Int(end)) }
}

/// A text cut into tokens, with the folded form of each.
public struct TokenizedText: Sendable {
  /// The text's UTF-8.
  public var text: [UInt8]
  public var tokens: [Token]
  /// The folded forms of all tokens, one behind the other.
  public var folded: [UInt8]

  /// The folded form of a token.
  public func folded(_ token: Token) -> ArraySlice<UInt8> {
    folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
  }

  /// The folded form of the token at `index`, as a string. For lexicon building and messages;
  /// hot paths compare bytes.
  public func foldedString(_ index: Int) -> String {
    String(decoding: folded(tokens[index]), as: UTF8.self)
  }
}

/// Cuts texts into words, numbers and marks.
///
///     Tokenizer.tokenize(Array("قال: نعم".utf8)).tokens.map(\.kind)
///     // [.word, .mark, .word]
public enum Tokenizer {
  /// Cuts `text`, which is valid UTF-8, into tokens.
  ///
  /// A word is a run of letters, marks and digits with at least one letter; format characters
  /// inside it belong to it. A number is a run of digits, in which single separators
  /// (`. , : / ٫ ٬`) between digits are kept.
  ///
  /// - Complexity: O(*n*).
  public static func tokenize(_ text: [UInt8]) -> TokenizedText {
    var tokens: [Token] = []
    tokens.reserveCapacity(text.count / 8)
    let folded = text.withUnsafeBufferPointer { bytes in
      CharacterClass.table.withUnsafeBufferPointer { classes in
        ArabicLetter.table.withUnsafeBufferPointer { letters in
          // A folded text is never longer than the text.
          [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            var scan = TokenScan(
              bytes: bytes, classes: classes, letters: letters, output: output)
            scan.run(into: &tokens)
            count = scan.length
          }
        }
      }
    }
    return TokenizedText(text: text, tokens: tokens, folded: folded)
  }

  /// The number of words and numbers of `text`, which is valid UTF-8: as many as
  /// ``tokenize(_:)`` finds, without folding them.
  ///
  /// - Complexity: O(*n*).
  public static func wordCount(of text: [UInt8]) -> Int {
    var count = 0
    text.withUnsafeBufferPointer { bytes in
      scan(bytes) { kind, _, _ in
        if kind == .word || kind == .number { count += 1 }
      }
    }
    return count
  }

  /// Calls `body` with the kind, the start and the end of every token.
  private static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (Token.Kind, Int, Int) -> Void
  ) {
    var offset = 0
    while offset < bytes.count {
      let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
      switch CharacterClass.of(scalar) {
      case .letter, .mark, .digit:
        let (end, kind) = wordEnd(bytes, from: offset)
        body(kind, offset, end)
        offset = end
      case .newline:
        body(.newline, offset, offset + length)
        offset += length
      case .punctuation, .symbol:
        body(.mark, offset, offset + length)
        offset += length
      case .space, .format, .control:
        offset += length
      }
    }
  }

  /// Where the word or number that starts at `start` ends, and which of the two it is.
  private static func wordEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (end: Int, kind: Token.Kind) {
    var end = start
    var offset = start
    var hasLetter = false
    var hasDigit = false
    scan: while offset < bytes.count {
      let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
      switch CharacterClass.of(scalar) {
      case .letter:
        hasLetter = true
        offset += length
        end = offset
      case .digit:
        hasDigit = true
        offset += length
        end = offset
      case .mark:
        offset += length
        end = offset
      case .format:
        // Inside a word it belongs to the word; behind its end it does not.
        offset += length
      case .punctuation where !hasLetter && isNumberSeparator(scalar) && offset == end:
        let next = offset + length
        guard next < bytes.count,
          CharacterClass.of(UTF8Scalars.decode(bytes, at: next).scalar) == .digit
        else { break scan }
        offset = next
      default:
        break scan
      }
    }
    // A combining mark without a letter is no word.
    return (end, hasLetter ? .word : hasDigit ? .number : .mark)
  }

  static func isNumberSeparator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x2C, 0x3A, 0x2F, 0x66B, 0x66C: true
    default: false
    }
  }
}

/// What becomes of a scalar from U+0600 to U+06FF, so that one look says it.
private struct ArabicLetter {
  /// The UTF-8 of the folded scalar, the first byte in the lower half.
  var bytes: UInt16
  /// The number of these bytes; 0 where it is dropped.
  var width: UInt8
  var kind: CharacterClass

  /// Where the scalar of two bytes stands in ``table``.
  @inline(__always)
  static func index(_ first: UInt8, _ second: UInt8) -> Int {
    Int(first & 0x3) << 6 | Int(second & 0x3F)
  }

  /// Whether a byte begins a scalar from U+0600 to U+06FF.
  @inline(__always)
  static func begins(_ first: UInt8) -> Bool { first & 0xFC == 0xD8 }

  static let table: [ArabicLetter] = Normalizer.foldings.enumerated().map { offset, folded in
    let kind = CharacterClass.of(UInt32(0x600 + offset))
    if folded == 0 { return ArabicLetter(bytes: 0, width: 0, kind: kind) }
    if folded < 0x80 { return ArabicLetter(bytes: folded, width: 1, kind: kind) }
    let bytes = (0xC0 | folded >> 6) | (0x80 | folded & 0x3F) << 8
    return ArabicLetter(bytes: bytes, width: 2, kind: kind)
  }
}

/// One pass that cuts a text and folds its words at once.
private struct TokenScan {
  let bytes: UnsafeBufferPointer<UInt8>
  let classes: UnsafeBufferPointer<CharacterClass>
  let letters: UnsafeBufferPointer<ArabicLetter>
  let output: UnsafeMutableBufferPointer<UInt8>
  /// The number of folded bytes written.
  private(set) var length = 0

  init(
    bytes: UnsafeBufferPointer<UInt8>, classes: UnsafeBufferPointer<CharacterClass>,
    letters: UnsafeBufferPointer<ArabicLetter>, output: UnsafeMutableBufferPointer<UInt8>
  ) {
    self.bytes = bytes
    self.classes = classes
    self.letters = letters
    self.output = output
  }

  @inline(__always)
  private func kind(_ scalar: UInt32) -> CharacterClass {
    scalar < 0x3000 ? classes[Int(scalar)] : CharacterClass.of(scalar)
  }

  mutating func run(into tokens: inout [Token]) {
    var offset = 0
    while offset < bytes.count {
      let foldedStart = length
      let end: Int
      let tokenKind: Token.Kind
      let first = bytes[offset]
      if first == 0x20 {
        offset &+= 1
        continue
      }
      let lettersEnd = takeLetters(from: offset)
      if lettersEnd > offset {
        if lettersEnd == bytes.count || Self.endsWord(bytes[lettersEnd]) {
          (end, tokenKind) = (lettersEnd, .word)
        } else {
          (end, tokenKind) = word(from: offset, lettersEnd: lettersEnd)
        }
      } else {
        let (scalar, width) = UTF8Scalars.decode(bytes, at: offset)
        switch kind(scalar) {
        case .letter, .mark, .digit:
          (end, tokenKind) = word(from: offset, lettersEnd: offset)
        case .newline:
          (end, tokenKind) = (offset + width, .newline)
          fold(scalar, offset, width)
        case .punctuation, .symbol:
          (end, tokenKind) = (offset + width, .mark)
          fold(scalar, offset, width)
        case .space, .format, .control:
          offset += width
          continue
        }
      }
      tokens.append(
        Token(
          start: Int32(truncatingIfNeeded: offset), end: Int32(truncatingIfNeeded: end),
          foldedStart: Int32(truncatingIfNeeded: foldedStart),
          foldedEnd: Int32(truncatingIfNeeded: length), kind: tokenKind))
      offset = end
    }
  }

  /// Whether an ASCII character stands in no word: all but letters, digits and what may stand between.
  @inline(__always)
  private static func endsWord(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte | 0x20) &- 0x61 >= 26 && byte &- 0x30 >= 10
  }

  /// Folds the word or number that starts at `start`, of which the letters before `lettersEnd` are
  /// folded already; returns where it ends and which it is.
  private mutating func word(
    from start: Int, lettersEnd: Int
  ) -> (end: Int, kind: Token.Kind) {
    var end = lettersEnd
    var offset = lettersEnd
    var hasLetter = lettersEnd > start
    var hasDigit = false
    scan: while offset < bytes.count {
      let letterEnd = takeLetters(from: offset)
      if letterEnd > offset {
        hasLetter = true
        offset = letterEnd
        end = offset
        continue
      }
      let (scalar, width) = UTF8Scalars.decode(bytes, at: offset)
      switch kind(scalar) {
      case .letter: hasLetter = true
      case .digit: hasDigit = true
      case .mark: break
      case .format:
        // Inside a word it belongs to the word; behind its end it does not.
        offset += width
        continue scan
      case .punctuation where !hasLetter && Tokenizer.isNumberSeparator(scalar) && offset == end:
        let next = offset + width
        guard next < bytes.count, kind(UTF8Scalars.decode(bytes, at: next).scalar) == .digit
        else { break scan }
        fold(scalar, offset, width)
        offset = next
        continue scan
      default: break scan
      }
      fold(scalar, offset, width)
      offset += width
      end = offset
    }
    // A combining mark without a letter is no word.
    return (end, hasLetter ? .word : hasDigit ? .number : .mark)
  }

  /// Folds the Arabic letters from `start` on; returns where they end.
  @inline(__always)
  private mutating func takeLetters(from start: Int) -> Int {
    let (bytes, letters) = (bytes, letters)
    let output = UnsafeMutableRawPointer(output.baseAddress.unsafelyUnwrapped)
    var offset = start
    var length = length
    while offset &+ 1 < bytes.count, ArabicLetter.begins(bytes[offset]) {
      let letter = letters[ArabicLetter.index(bytes[offset], bytes[offset &+ 1])]
      guard letter.kind == .letter else { break }
      // Both bytes fit, for what is folded is never longer than what was read.
      output.storeBytes(of: letter.bytes.littleEndian, toByteOffset: length, as: UInt16.self)
      length &+= Int(letter.width)
      offset &+= 2
    }
    self.length = length
    return offset
  }

  /// Writes the folded form of a scalar; see ``Normalizer/fold(_:into:)``.
  @inline(__always)
  private mutating func fold(_ scalar: UInt32, _ offset: Int, _ width: Int) {
    if scalar < 0x80 {
      let byte = UInt8(truncatingIfNeeded: scalar)
      output[length] = byte &- 0x41 < 26 ? byte | 0x20 : byte
      length += 1
    } else if scalar &- 0x600 < 0x100 {
      let letter = letters[Int(scalar) - 0x600]
      for index in 0..<Int(letter.width) {
        output[length] = UInt8(truncatingIfNeeded: letter.bytes >> (8 * UInt16(index)))
        length += 1
      }
    } else if scalar != 0xAD {
      for index in offset..<offset + width {
        output[length] = bytes[index]
        length += 1
      }
    }
  }
}
