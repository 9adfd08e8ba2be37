import ArabicText
import ETLModel

/// Finds the phrases of the lexicons, the quotation marks and the sentences of a body.
struct TextAnnotator {
  let tables: LexiconTables

  /// Annotates the body of `document`.
  ///
  /// - Complexity: O(*n*) in the bytes of the body.
  func annotate(_ document: SegmentedDocument) -> AnnotatedText {
    let text = Tokenizer.tokenize(document.document.body)
    let count = text.tokens.count
    // One more, which stands for tokens that are not there.
    var infos = Array(repeating: TokenInfo(), count: count + 1)
    var kinds = Array(repeating: MarkKind.none, count: count)
    var numbers = Array(repeating: Int32(-1), count: count)
    text.text.withUnsafeBufferPointer { bytes in
      text.folded.withUnsafeBufferPointer { folded in
        text.tokens.withUnsafeBufferPointer { tokens in
          kinds.withUnsafeMutableBufferPointer { kinds in
            infos.withUnsafeMutableBufferPointer { infos in
              numbers.withUnsafeMutableBufferPointer { numbers in
                TokenAnnotator(
                  tables: tables, bytes: bytes, folded: folded, tokens: tokens, marks: kinds,
                  infos: infos, numbers: numbers
                ).annotate()
              }
            }
          }
        }
      }
    }
    let marks = QuoteMarks(text, kinds)
    let units = Self.units(text, document.sentences, marks)
    kinds.append(.newline)
    return AnnotatedText(
      text: text, tables: tables, numbers: numbers, kinds: kinds, infos: infos, marks: marks,
      units: units)
  }

  /// The sentences in tokens, those joined that a quotation runs over.
  private static func units(
    _ text: TokenizedText, _ sentences: [Sentence], _ marks: QuoteMarks
  ) -> [Unit] {
    var units: [Unit] = []
    units.reserveCapacity(sentences.count)
    var token = 0
    var paragraph = -1
    for sentence in sentences {
      while token < text.tokens.count, Int(text.tokens[token].start) < sentence.span.start {
        token += 1
      }
      let start = token
      while token < text.tokens.count, Int(text.tokens[token].end) <= sentence.span.end {
        token += 1
      }
      guard start < token else { continue }
      let startsParagraph = sentence.paragraph != paragraph
      paragraph = sentence.paragraph
      if let last = units.last, marks.span(around: start) != nil, last.tokens.upperBound <= start {
        units[units.count - 1].tokens = last.tokens.lowerBound..<token
      } else {
        units.append(Unit(tokens: start..<token, startsParagraph: startsParagraph))
      }
    }
    return units
  }
}
