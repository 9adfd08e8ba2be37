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
    var result = TokenizedText(text: text, tokens: [], folded: [])
    result.tokens.reserveCapacity(text.count / 8)
    result.folded.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { bytes in
      scan(bytes) { kind, start, end in append(kind, start, end, bytes, &result) }
    }
    return result
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

  private static func append(
    _ kind: Token.Kind, _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>,
    _ result: inout TokenizedText
  ) {
    let foldedStart = Int32(result.folded.count)
    Normalizer.fold(UnsafeBufferPointer(rebasing: bytes[start..<end]), into: &result.folded)
    result.tokens.append(
      Token(
        start: Int32(start), end: Int32(end), foldedStart: foldedStart,
        foldedEnd: Int32(result.folded.count), kind: kind))
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

  private static func isNumberSeparator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E, 0x2C, 0x3A, 0x2F, 0x66B, 0x66C: true
    default: false
    }
  }
}
