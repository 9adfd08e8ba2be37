import ArabicText
public import ETLModel
public import ETLPipeline
import Foundation

/// Cuts bodies into sentences.
public struct SegmentSentences: RecordStage {
  public static let description = StageDescription(
    name: "segment_sentences", summary: "Cut the body into sentences, altering nothing.",
    version: 2,
    options: [
      OptionDescription(
        "lexicons", "The directory of segmentation.tsv; the program's own words without it.")
    ])

  public struct Options: StageOptions {
    /// The directory of the lexicon; that which is compiled in if it is empty.
    public var lexicons = OptionPath("")
    public init() {}
  }

  private static let fileName = "segmentation.tsv"

  public let contents: [String: String]
  private let segmenter: SentenceSegmenter

  /// Compiles the lexicon.
  ///
  /// - Throws: `DiagnosticsError` with every row that cannot be used, by file and line.
  public init(options: Options) throws {
    let tsv = try Self.read(options.lexicons)
    contents = [Self.fileName: ContentHash.sha256(of: tsv).hex]
    do {
      segmenter = SentenceSegmenter(lexicon: try SegmentationLexicon(tsv: tsv))
    } catch {
      let file = options.lexicons.written + "/" + Self.fileName
      throw DiagnosticsError(
        error.problems.map {
          Diagnostic(.error, $0.message, at: .init(file: file, line: $0.line))
        })
    }
  }

  public func apply(_ document: Document) -> Outcome<SegmentedDocument> {
    .pass(
      SegmentedDocument(document: document, sentences: segmenter.sentences(in: document.body)))
  }

  private static func read(_ directory: OptionPath) throws -> [UInt8] {
    guard !directory.actual.isEmpty else { return SegmentationLexicon.builtInTSV }
    guard let data = FileManager.default.contents(atPath: directory.resolved + "/" + fileName)
    else {
      throw DiagnosticsError([
        Diagnostic(
          .error,
          "lexicon '\(directory.written)/\(fileName)' cannot be read; 'lexicons' names its "
            + "directory", at: nil)
      ])
    }
    return Array(data)
  }
}
