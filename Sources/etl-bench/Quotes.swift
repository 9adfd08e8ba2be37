import ArabicText
import ArgumentParser
import ETLModel
import Foundation
import QuoteTagging

/// The directory of the lexicons.
struct LexiconOptions: ParsableArguments {
  @Option(help: "The directory of cues.tsv, titles.tsv, persons.tsv and boundaries.tsv.")
  var lexicons = "seeds/lexicons"

  /// Compiles the lexicons.
  ///
  /// - Throws: `ValidationError` if a file cannot be read, `LexiconError` if one is wrong.
  func compiled() throws -> QuoteLexicons {
    try QuoteLexicons(
      cues: file("cues"), titles: file("titles"), persons: file("persons"),
      boundaries: file("boundaries"))
  }

  private func file(_ name: String) throws -> LexiconFile {
    let path = "\(lexicons)/\(name).tsv"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("'\(path)' cannot be read; --lexicons names its directory")
    }
    return LexiconFile(name: path, bytes: Array(data))
  }
}

/// The quote tagger, beside the tokenizer that it starts with.
struct Quotes: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure the tagging of quotes.")

  @OptionGroup var input: InputOptions
  @OptionGroup var lexicons: LexiconOptions

  func run() throws {
    try Self.measure(try input.articles(), lexicons: try lexicons.compiled())
  }

  static func measure(_ articles: Articles, lexicons: QuoteLexicons) throws {
    let segmenter = SentenceSegmenter()
    let documents = try articles.documents().map {
      SegmentedDocument(document: $0, sentences: segmenter.sentences(in: $0.body))
    }
    let size = TextSize(documents.map(\.document.body))
    Report.heading("quotes", articles, size)
    let amounts = [
      (count: Double(size.articles), unit: "articles"),
      (count: Double(size.bytes) / 1e6, unit: "MB"),
    ]
    let tagger = QuoteTagger(lexicons: lexicons)
    let tagging = try Measurement("quotes") {
      documents.reduce(0) { $0 + ((try? tagger.tag($1).quotes.count) ?? 0) }
    }
    Report.line("QuoteTagger", tagging, "quotes", amounts)
    let tokenizing = try Measurement("tokens") {
      documents.reduce(0) { $0 + Tokenizer.tokenize($1.document.body).tokens.count }
    }
    Report.line("Tokenizer", tokenizing, "tokens", amounts)
    Report.ratio(tagging, to: tokenizing, "tokenizer")
  }
}
