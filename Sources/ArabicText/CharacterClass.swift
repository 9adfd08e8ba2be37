/// What a Unicode scalar is to the tokenizer and the segmenter.
public enum CharacterClass: UInt8, Sendable {
  /// A letter of any script, tatweel included.
  case letter
  /// A combining mark, such as an Arabic vowel sign.
  case mark
  /// A decimal digit of any script.
  case digit
  /// White space within a line, the no-break spaces included.
  case space
  /// A line or paragraph separator.
  case newline
  case punctuation
  case symbol
  /// An invisible scalar that carries no text: bidi marks, zero-width characters, soft hyphens.
  case format
  /// A control character other than white space.
  case control

  /// The class of `scalar`.
  ///
  /// Scalars below U+3000 are looked up in a table that is filled from the standard library's
  /// Unicode data on first use; the rest are classed by their properties.
  ///
  /// - Complexity: O(1).
  public static func of(_ scalar: UInt32) -> CharacterClass {
    if scalar < 0x3000 { return table[Int(scalar)] }
    // Han and Hangul, so that pages of East Asia need not ask for properties.
    if (0x4E00...0x9FA5).contains(scalar) || (0xAC00...0xD7A3).contains(scalar) { return .letter }
    return classify(scalar)
  }

  /// Whether tokens are made of such scalars.
  public var isWordPart: Bool { rawValue <= CharacterClass.digit.rawValue }

  /// Whether the scalar is white space of any kind.
  public var isWhiteSpace: Bool { self == .space || self == .newline }

  /// The classes of the scalars below U+3000.
  static let table: [CharacterClass] = (0..<0x3000).map { classify($0) }

  private static func classify(_ value: UInt32) -> CharacterClass {
    guard let scalar = Unicode.Scalar(value) else { return .control }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .nonspacingMark, .spacingMark, .enclosingMark:
      return .mark
    case .decimalNumber:
      return .digit
    case .letterNumber, .otherNumber:
      return .symbol
    case .spaceSeparator:
      return .space
    case .lineSeparator, .paragraphSeparator:
      return .newline
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return .punctuation
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      return .symbol
    case .format:
      return .format
    case .control:
      if value == 0x0A || value == 0x0D || value == 0x0B || value == 0x0C || value == 0x85 {
        return .newline
      }
      return value == 0x09 ? .space : .control
    case .surrogate, .privateUse, .unassigned:
      return .symbol
    @unknown default:
      return .symbol
    }
  }
}
