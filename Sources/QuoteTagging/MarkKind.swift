/// What a token that is not a word does in a sentence.
enum MarkKind: UInt8, Sendable {
  /// A word or a number.
  case none
  case newline
  /// A quotation mark of some family; see ``QuoteMarks``.
  case quote
  /// The second of two apostrophes that make one quotation mark.
  case filler
  case comma, period, colon, dash, openParenthesis, closeParenthesis
  case other

  /// The kind of a mark by its scalar.
  static func of(_ scalar: UInt32) -> MarkKind {
    switch scalar {
    case 0x2C, 0x60C, 0x3B, 0x61B: .comma
    case 0x2E, 0x21, 0x3F, 0x61F, 0x2026, 0x6D4: .period
    case 0x3A: .colon
    case 0x2D, 0x2013, 0x2014, 0x2012, 0x2212: .dash
    case 0x28, 0x5B, 0xFD3F: .openParenthesis
    case 0x29, 0x5D, 0xFD3E: .closeParenthesis
    default: QuoteFamily.of(scalar) == nil ? .other : .quote
    }
  }
}

/// Quotation marks that close each other.
enum QuoteFamily: UInt8, CaseIterable, Sendable {
  /// `“ ” „ ‟ ″`, in whatever direction they were typed.
  case curly
  case straight
  /// `« »`.
  case guillemet
  case singleGuillemet
  /// `‘ ’ ‚ ‛`.
  case singleCurly
  /// `''`.
  case apostrophes

  static func of(_ scalar: UInt32) -> QuoteFamily? {
    switch scalar {
    case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x2036: .curly
    case 0x22, 0xFF02: .straight
    case 0xAB, 0xBB, 0x300A, 0x300B, 0x226A, 0x226B: .guillemet
    case 0x2039, 0x203A: .singleGuillemet
    case 0x2018, 0x2019, 0x201A, 0x201B: .singleCurly
    default: nil
    }
  }
}
