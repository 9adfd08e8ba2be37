import ArabicText
public import ETLStore

/// What a user looks for, as an expression for the search tables.
///
///     SearchTerms("وزير \"مجلس الأمن\" أمريك*")?.match
///     // ("وزير" OR "الوزير") AND ("مجلس الامن" OR "مجلس الأمن") AND ("امريك" * OR …)
///
/// Every term must occur. A word is looked for in its folded form, as it is written, and with and
/// without the article. Words in quotation marks must stand together. Nothing that a user can type
/// is an operator, so that no search is a syntax error.
public struct SearchTerms: Sendable {
  /// The spellings of one term, each a sequence of words.
  private struct Term {
    var spellings: [[String]]
    /// Whether the last word may go on.
    var isPrefix: Bool
  }

  /// How many words are shown of a text, and how many of them before the first that was found.
  private static let shownWords = 24
  private static let wordsBefore = 4

  private var terms: [Term] = []

  /// Reads terms; nil when there is no word in them.
  public init?(_ text: String) {
    for piece in Self.pieces(of: text) {
      let plain = Self.words(of: piece.text).map { String(piece.text[$0]) }
      guard !plain.isEmpty else { continue }
      let folded = plain.map(Normalizer.folded).filter { !$0.isEmpty }
      guard !folded.isEmpty else { continue }
      // Where an older program has filled the tables, titles are found by the plain spelling only.
      var spellings = plain == folded ? [folded] : [folded, plain]
      if folded.count == 1, !piece.isPhrase {
        spellings += spellings.map { [Self.otherForm(of: $0[0])] }
      }
      terms.append(Term(spellings: spellings, isPrefix: piece.isPrefix))
    }
    if terms.isEmpty { return nil }
  }

  /// `fold(text)` for queries: the form in which words are compared.
  public static var foldFunction: TextFunction { TextFunction("fold") { fold($0) } }

  /// The form in which words are compared.
  public static func fold(_ text: String) -> String { Normalizer.folded(text) }

  /// The terms in the syntax of FTS5.
  public var match: String {
    terms.map { term in
      let spellings = term.spellings.map { words in
        "\"\(words.joined(separator: " "))\"" + (term.isPrefix ? " *" : "")
      }
      return "(" + spellings.joined(separator: " OR ") + ")"
    }.joined(separator: " AND ")
  }

  /// The part of `text` around the first words that were found, as it is written, on one line; what
  /// was found stands in brackets.
  public func excerpt(of text: String) -> String {
    let ranges = Self.words(of: text)
    let words = ranges.map { Normalizer.folded(String(text[$0])) }
    let found = matches(in: words)
    let first = max(0, (found.firstIndex(of: true) ?? 0) - Self.wordsBefore)
    let end = min(words.count, first + Self.shownWords)
    guard first < end else { return "" }
    var shown = first > 0 ? "…" : ""
    var position = first > 0 ? ranges[first].lowerBound : text.startIndex
    for index in first..<end {
      let opens = found[index] && (index == first || !found[index - 1])
      let closes = found[index] && (index + 1 == end || !found[index + 1])
      shown += text[position..<ranges[index].lowerBound] + (opens ? "[" : "")
      shown += text[ranges[index]] + (closes ? "]" : "")
      position = ranges[index].upperBound
    }
    shown += end < words.count ? "…" : String(text[position...])
    return shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Which of the folded words belong to a term.
  private func matches(in words: [String]) -> [Bool] {
    var found = Array(repeating: false, count: words.count)
    for term in terms {
      for spelling in term.spellings where spelling.count <= words.count {
        for start in 0...(words.count - spelling.count) {
          let isMatch = spelling.indices.allSatisfy { index in
            let word = words[start + index]
            return word == spelling[index]
              || term.isPrefix && index == spelling.count - 1 && word.hasPrefix(spelling[index])
          }
          if isMatch { for index in spelling.indices { found[start + index] = true } }
        }
      }
    }
    return found
  }

  /// A folded word with the article if it is without, or without it if it has it. Of `الله` or
  /// `الان` too little would be left.
  private static func otherForm(of word: String) -> String {
    word.hasPrefix("ال") && word.unicodeScalars.count >= 5 ? String(word.dropFirst(2)) : "ال" + word
  }

  /// The terms as they are written, with what their quotation marks and asterisks say.
  private static func pieces(
    of text: String
  ) -> [(text: String, isPhrase: Bool, isPrefix: Bool)] {
    var pieces: [(text: String, isPhrase: Bool, isPrefix: Bool)] = []
    var rest = text[...]
    while let first = rest.first {
      let isPhrase = first == "\""
      if isPhrase { rest.removeFirst() }
      let piece = rest.prefix { isPhrase ? $0 != "\"" : !$0.isWhitespace && $0 != "\"" }
      rest = rest[piece.endIndex...]
      if isPhrase { rest = rest.dropFirst() }
      var isPrefix = piece.last == "*"
      if isPhrase, rest.first == "*" {
        isPrefix = true
        rest.removeFirst()
      }
      pieces.append((String(piece), isPhrase, isPrefix))
      rest = rest.drop(while: \.isWhitespace)
    }
    return pieces
  }

  /// The words of a text as the search tables cut it.
  private static func words(of text: String) -> [Range<String.Index>] {
    let scalars = text.unicodeScalars
    var words: [Range<String.Index>] = []
    var start: String.Index?
    for index in scalars.indices {
      if isPartOfWord(scalars[index]) {
        start = start ?? index
      } else if let begin = start {
        words.append(begin..<index)
        start = nil
      }
    }
    if let begin = start { words.append(begin..<text.endIndex) }
    return words
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse, .nonspacingMark, .format:
      true
    default: false
    }
  }
}
