import ArabicText

/// A stretch of text between quotation marks.
struct MarkedSpan: Sendable {
  /// The token of the opening mark.
  var open: Int
  /// The token of the closing mark, or the end of the paragraph when there is none.
  var close: Int
  var isClosed: Bool
  /// The first token inside.
  var contentStart: Int

  /// The tokens between the marks.
  var inside: Range<Int> { contentStart..<max(contentStart, close) }
}

/// The quotation marks of a text, paired.
///
/// Outlets mix styles and directions, so which mark opens and which closes is read off the white
/// space around it first, and off what is open only where that says nothing. Marks of one family
/// nest. A quotation that a colon introduces may close in one of the next paragraphs.
///
/// - Complexity: O(*n*) in the tokens.
struct QuoteMarks: Sendable {
  /// By opening token.
  private(set) var spans: [MarkedSpan] = []
  /// The span that each token opens; -1 for none.
  private(set) var spanAt: [Int32]
  /// The outermost closed span that each token is inside of; -1 for none.
  private(set) var outermost: [Int32]

  /// The span that each token closes; -1 for none.
  private var closedAt: [Int32]

  /// How many paragraphs a quotation may run over.
  private static let paragraphLimit = 6

  private enum Role { case open, close, unclear }
  private struct Open {
    var token: Int
    var family: QuoteFamily
  }

  init(_ text: TokenizedText, _ kinds: [MarkKind]) {
    spanAt = Array(repeating: -1, count: kinds.count)
    outermost = Array(repeating: -1, count: kinds.count)
    closedAt = Array(repeating: -1, count: kinds.count)
    pair(text, kinds)
    spans.sort { $0.open < $1.open }
    var covered = 0
    for (index, span) in spans.enumerated() {
      spanAt[span.open] = Int32(index)
      if span.isClosed { closedAt[span.close] = Int32(index) }
      guard span.isClosed, span.open >= covered else { continue }
      for token in span.open + 1..<span.close { outermost[token] = Int32(index) }
      covered = span.close
    }
  }

  /// The span that opens at `token`.
  func span(at token: Int) -> MarkedSpan? {
    guard token >= 0, token < spanAt.count, spanAt[token] >= 0 else { return nil }
    return spans[Int(spanAt[token])]
  }

  /// The span that closes at `token`.
  func span(closingAt token: Int) -> MarkedSpan? {
    guard token >= 0, token < closedAt.count, closedAt[token] >= 0 else { return nil }
    return spans[Int(closedAt[token])]
  }

  /// The spans that open within `tokens`.
  ///
  /// - Complexity: O(log *n* + *k*) for *k* spans.
  func spans(openingIn tokens: Range<Int>) -> ArraySlice<MarkedSpan> {
    let start = spans.partitioningIndex { $0.open >= tokens.lowerBound }
    return spans[start..<spans.partitioningIndex { $0.open >= tokens.upperBound }]
  }

  /// The outermost span around `token`.
  func span(around token: Int) -> MarkedSpan? {
    guard token >= 0, token < outermost.count, outermost[token] >= 0 else { return nil }
    return spans[Int(outermost[token])]
  }

  private mutating func pair(_ text: TokenizedText, _ kinds: [MarkKind]) {
    var open: [Open] = []
    // A mark that closes nothing may stand on the wrong side of its space: `وأضاف" لن نرحل"`.
    var stray: Open?
    var paragraphsLeft = 0
    for token in 0...kinds.count {
      if token == kinds.count || kinds[token] == .newline {
        endParagraph(at: token, &open, &paragraphsLeft, kinds)
        stray = nil
        continue
      }
      guard kinds[token] == .quote, let family = Self.family(text, token) else { continue }
      let top = open.lastIndex { $0.family == family }
      switch Self.role(text, kinds, token) {
      case .open:
        open.append(Open(token: token, family: family))
      case .close:
        if let top {
          close(top, at: token, &open, kinds)
        } else if let first = stray, first.family == family, open.isEmpty {
          append(first.token, token, isClosed: true, kinds)
          stray = nil
        } else {
          stray = Open(token: token, family: family)
        }
      case .unclear:
        if let top {
          close(top, at: token, &open, kinds)
        } else {
          open.append(Open(token: token, family: family))
        }
      }
    }
  }

  private mutating func close(
    _ top: Int, at token: Int, _ open: inout [Open], _ kinds: [MarkKind]
  ) {
    append(open[top].token, token, isClosed: true, kinds)
    // What was opened inside and never closed is no quotation.
    open.removeSubrange(top...)
  }

  private mutating func endParagraph(
    at token: Int, _ open: inout [Open], _ left: inout Int, _ kinds: [MarkKind]
  ) {
    guard let first = open.first else {
      left = 0
      return
    }
    if left == 0, token < kinds.count, first.token > 0, kinds[first.token - 1] == .colon {
      left = Self.paragraphLimit
    }
    left -= 1
    if left > 0, token < kinds.count {
      open.removeSubrange(1...)
      return
    }
    let end = (first.token..<token).first { kinds[$0] == .newline } ?? token
    append(first.token, end, isClosed: false, kinds)
    open.removeAll()
    left = 0
  }

  private mutating func append(_ open: Int, _ close: Int, isClosed: Bool, _ kinds: [MarkKind]) {
    let hasFiller = open + 1 < kinds.count && kinds[open + 1] == .filler
    let start = hasFiller ? open + 2 : open + 1
    spans.append(
      MarkedSpan(open: open, close: close, isClosed: isClosed, contentStart: min(start, close)))
  }

  private static func family(_ text: TokenizedText, _ token: Int) -> QuoteFamily? {
    let start = Int(text.tokens[token].start)
    let scalar = text.text.withUnsafeBufferPointer { UTF8Scalars.decode($0, at: start).scalar }
    return QuoteFamily.of(scalar) ?? (scalar == 0x27 ? .apostrophes : nil)
  }

  private static func role(_ text: TokenizedText, _ kinds: [MarkKind], _ token: Int) -> Role {
    let tokens = text.tokens
    let width = token + 1 < kinds.count && kinds[token + 1] == .filler ? 1 : 0
    let next = token + width + 1
    let touchesLeft =
      token > 0 && tokens[token - 1].end == tokens[token].start
      && kinds[token - 1] != .newline && !opensBefore(kinds[token - 1])
    let touchesRight =
      next < kinds.count && tokens[next - 1].end == tokens[next].start
      && kinds[next] != .newline && !closesAfter(kinds[next])
    if touchesLeft == touchesRight {
      // A lone و or ب is attached to what it joins: و"يدعم".
      guard touchesLeft, isLetterPair(tokens[token - 1]) else { return .unclear }
      return .open
    }
    return touchesLeft ? .close : .open
  }

  private static func isLetterPair(_ token: Token) -> Bool {
    token.kind == .word && token.foldedEnd - token.foldedStart <= 2
  }

  private static func opensBefore(_ kind: MarkKind) -> Bool {
    kind == .openParenthesis || kind == .colon || kind == .dash
  }

  private static func closesAfter(_ kind: MarkKind) -> Bool {
    switch kind {
    case .comma, .period, .closeParenthesis, .colon: true
    default: false
    }
  }
}
