import ETLModel
import Foundation
import QuoteTagging

/// The project's lexicons, compiled once for all tests.
enum TaggerFixture {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let tagger: Result<QuoteTagger, any Error> = Result {
    QuoteTagger(
      lexicons: try QuoteLexicons(
        cues: file("cues"), titles: file("titles"), persons: file("persons"),
        boundaries: file("boundaries")))
  }

  static func file(_ name: String) throws -> LexiconFile {
    let url = root.appending(path: "seeds/lexicons/\(name).tsv")
    return LexiconFile(name: "\(name).tsv", bytes: [UInt8](try Data(contentsOf: url)))
  }

  /// The text of the seed article whose file name starts with `number`.
  static func article(_ number: String) throws -> String {
    let folder = root.appending(path: "seeds/articles")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let name = names.first { $0.hasPrefix(number) } ?? number
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Tags `text`, each line of which is one sentence and one paragraph.
  static func tag(_ text: String) throws -> TaggedDocument {
    try tag(Array(text.utf8))
  }

  static func tag(_ body: [UInt8]) throws -> TaggedDocument {
    var sentences: [Sentence] = []
    var start = 0
    for end in 0...body.count where end == body.count || body[end] == 0x0A {
      if start < end {
        sentences.append(Sentence(span: TextSpan(start, end), paragraph: sentences.count))
      }
      start = end + 1
    }
    let capture = Capture(
      via: .file, charset: "utf-8", charsetOrigin: "valid", byteCount: body.count, sha256: "")
    let document = Document(
      article: ArticleKey(input: "test", externalID: "1"), capture: capture, body: body)
    return try tagger.get().tag(SegmentedDocument(document: document, sentences: sentences))
  }
}

extension TaggedDocument {
  /// The words that `span` covers.
  func string(_ span: TextSpan?) -> String? {
    span.map { String($0, of: segmented.document.body) }
  }

  /// The quotes that have a content clause or marked words.
  var statements: [Quote] { quotes.filter { $0.kind != .reported } }

  /// The name of a quote's speaker.
  func speakerName(_ quote: Quote) -> String? { quote.speaker.map { speakers[$0].name } }
}
