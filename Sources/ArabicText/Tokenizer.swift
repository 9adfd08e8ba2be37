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
    text.withUnsafeBufferPointer { bytes in
      var count = 0
      var offset = 0
      while offset < bytes.count {
        offset = countPlainWords(bytes, from: offset, &count)
        guard offset < bytes.count else { break }
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        guard CharacterClass.of(scalar).isWordPart else {
          offset += length
          continue
        }
        let (end, kind) = wordEnd(bytes, from: offset)
        if kind != .mark { count += 1 }
        offset = end
      }
      return count
    }
  }

  /// Counts words of Arabic and Latin letters, ASCII digits and vowel signs, eight bytes at a time,
  /// as long as nothing stands between them but what parts words anyway.
  ///
  /// - Parameter start: A place outside of a word.
  /// - Returns: The start of the first word that may hold something else, or such a thing itself.
  @inline(__always)
  private static func countPlainWords(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ count: inout Int
  ) -> Int {
    var offset = start
    var isInside = false
    while true {
      while let block = ByteBlock(bytes, at: offset) {
        let digits = block.digits
        let words = block.arabicLetters | block.latinLetters | digits
        var plain = words | block.ascii
        if !digits.isEmpty { plain = plain.without(block.separators(of: digits)) }
        guard plain.isFull else {
          let width = plain.prefix
          count &+= words.prefix(width).starts(isInside: isInside).count
          if width > 0 { isInside = words.contains(width &- 1) }
          offset &+= width
          break
        }
        count &+= words.starts(isInside: isInside).count
        isInside = words.contains(ByteBlock.width &- 1)
        offset &+= ByteBlock.width
      }
      guard offset < bytes.count else { break }
      // The last block may end within a letter.
      if bytes[offset] & 0xC0 == 0x80 { offset &+= 1 }
      guard offset < bytes.count else { break }
      let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
      switch CharacterClass.of(scalar) {
      case .mark where isInside: break
      case .punctuation where isInside && isNumberSeparator(scalar):
        return wordStart(bytes, before: offset, floor: start, &count)
      case .punctuation, .symbol, .space, .newline: isInside = false
      default:
        return isInside ? wordStart(bytes, before: offset, floor: start, &count) : offset
      }
      offset &+= length
    }
    return offset
  }

  /// The start of the word before `end`, which counts no more.
  private static func wordStart(
    _ bytes: UnsafeBufferPointer<UInt8>, before end: Int, floor: Int, _ count: inout Int
  ) -> Int {
    var start = end
    while start > floor {
      let (scalar, length) = UTF8Scalars.decode(bytes, before: start)
      guard CharacterClass.of(scalar).isWordPart else { break }
      start -= length
    }
    count -= 1
    return start
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
