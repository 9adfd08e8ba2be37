import ArabicText
import ETLModel
import ETLStore

/// Turns documents into rows: UTF-8 offsets into code points, spans into text.
enum ArticleRowsBuilder {
  /// The rows of one article.
  static func rows(
    _ document: Document, _ sentences: [Sentence], _ quotes: [Quote], _ speakers: [Speaker]
  ) -> ArticleRows {
    let body = document.body
    let index = CodePointIndex(body)
    var rows = ArticleRows(
      document: document, body: String(decoding: body, as: UTF8.self),
      foldedText: Normalizer.folded((document.title ?? "") + "\n")
        + String(decoding: Normalizer.folded(body), as: UTF8.self),
      bodySHA256: ContentHash.sha256(of: body).hex)
    rows.sentences = sentences.map {
      let span = self.span($0.span, body, index)
      return .init(paragraph: $0.paragraph, start: span.start, end: span.end, text: span.text)
    }
    rows.quotes = quotes.map { row($0, body, index) }
    rows.speakers = speakers
    rows.analysisSHA256 = AnalysisHash.of(rows, document, sentences, quotes, speakers)
    return rows
  }

  private static func row(_ quote: Quote, _ body: [UInt8], _ index: CodePointIndex) -> QuoteRow {
    let content = span(quote.content, body, index)
    var row = QuoteRow(
      quote: quote, content: content, foldedContent: Normalizer.folded(content.text))
    row.cue = quote.cue.map { span($0, body, index) }
    row.source = quote.source.map { span($0, body, index) }
    row.segments = quote.segments.map {
      (
        index.codePoints(before: $0.span.start), index.codePoints(before: $0.span.end),
        $0.isVerbatim
      )
    }
    row.participants = quote.participants.map {
      .init(part: $0.part, span: span($0.span, body, index), speaker: $0.speaker)
    }
    row.mentions = quote.mentions.map { (span($0.span, body, index), $0.speaker) }
    return row
  }

  private static func span(
    _ span: TextSpan, _ body: [UInt8], _ index: CodePointIndex
  ) -> QuoteRow.Span {
    QuoteRow.Span(
      start: index.codePoints(before: span.start), end: index.codePoints(before: span.end),
      text: String(span, of: body))
  }
}

/// A hash of everything that is derived from an article, so that a load can tell at once whether
/// any row would change.
enum AnalysisHash {
  static func of(
    _ rows: ArticleRows, _ document: Document, _ sentences: [Sentence], _ quotes: [Quote],
    _ speakers: [Speaker]
  ) -> String {
    var fields = Fields()
    // Changes when the folding does, which keys of quotes and the search depend on.
    fields.add(rows.foldedText)
    fields.add(document.wordCount)
    let date = document.publication
    for text in [
      document.url, document.source, document.title, document.byline, document.dateline,
      document.agency, document.section, document.language, date.at, date.on, date.raw,
      date.precision?.rawValue, date.origin,
    ] { fields.add(text) }
    fields.add(document.body)
    for residue in document.residue {
      fields.add(residue.kind.rawValue)
      fields.add(residue.text)
      fields.add(residue.rule)
    }
    for sentence in sentences {
      fields.add(sentence.span)
      fields.add(sentence.paragraph)
    }
    for quote in quotes { add(quote, &fields) }
    for speaker in speakers { add(speaker, &fields) }
    return ContentHash.sha256(of: fields.bytes).hex
  }

  private static func add(_ quote: Quote, _ fields: inout Fields) {
    for span in [quote.content, quote.cue, quote.source] { fields.add(span) }
    for text in [
      quote.kind.rawValue, quote.cueLemma, quote.stance, quote.role, quote.resolution?.rawValue,
      quote.polarity.rawValue, quote.modality, quote.rule, String(quote.confidence),
    ] { fields.add(text) }
    fields.add(quote.speaker ?? -1)
    fields.add(quote.parent ?? -1)
    for segment in quote.segments {
      fields.add(segment.span)
      fields.add(segment.isVerbatim ? 1 : 0)
    }
    for participant in quote.participants {
      fields.add(participant.part.rawValue)
      fields.add(participant.span)
      fields.add(participant.speaker ?? -1)
    }
    for mention in quote.mentions {
      fields.add(mention.span)
      fields.add(mention.speaker)
    }
  }

  private static func add(_ speaker: Speaker, _ fields: inout Fields) {
    for text in [
      speaker.key, speaker.name, speaker.nameEnglish, speaker.wikidataID, speaker.kind.rawValue,
      speaker.gender, speaker.country,
    ] { fields.add(text) }
    for alias in speaker.aliases {
      fields.add(alias.text)
      fields.add(alias.folded)
      fields.add(alias.origin.rawValue)
    }
  }

  /// Fields written one behind the other, each with its length.
  private struct Fields {
    var bytes: [UInt8] = []

    mutating func add(_ text: String?) {
      guard let text else { return bytes.append(0xFF) }
      add(Array(text.utf8))
    }

    mutating func add(_ text: [UInt8]) {
      add(text.count)
      bytes.append(contentsOf: text)
    }

    mutating func add(_ span: TextSpan?) {
      add(span?.start ?? -1)
      add(span?.end ?? -1)
    }

    mutating func add(_ number: Int) {
      withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }
  }
}
