public import ETLModel
public import ETLPipeline
import Foundation
import QuoteTagging

/// Finds who said what.
public struct TagQuotes: RecordStage {
  public static let description = StageDescription(
    name: "tag_quotes", summary: "Find reported speech and its speakers, with the evidence.",
    version: 4,
    options: [
      OptionDescription(
        "lexicons", "The directory of cues.tsv, titles.tsv, persons.tsv and boundaries.tsv.")
    ])

  public struct Options: StageOptions {
    /// The directory of the four lexicons.
    public var lexicons = OptionPath("seeds/lexicons")
    public init() {}
  }

  public let contents: [String: String]
  private let tagger: QuoteTagger

  /// Compiles the lexicons.
  ///
  /// - Throws: `DiagnosticsError` with every row that cannot be used, by file and line.
  public init(options: Options) throws {
    let files = try ["cues", "titles", "persons", "boundaries"].map {
      try Self.read($0 + ".tsv", options.lexicons)
    }
    contents = Dictionary(
      files.map { ($0.name.fileName, ContentHash.sha256(of: $0.bytes).hex) },
      uniquingKeysWith: { $1 })
    do {
      tagger = QuoteTagger(
        lexicons: try QuoteLexicons(
          cues: files[0], titles: files[1], persons: files[2], boundaries: files[3]))
    } catch {
      throw DiagnosticsError(
        error.problems.map {
          Diagnostic(.error, $0.message, at: .init(file: $0.file, line: $0.line))
        })
    }
  }

  public func apply(_ document: SegmentedDocument) -> Outcome<TaggedDocument> {
    do {
      return .pass(try tagger.tag(document))
    } catch {
      return .reject(.timeout, detail: "the body has \(document.document.body.count) bytes")
    }
  }

  private static func read(_ name: String, _ directory: OptionPath) throws -> LexiconFile {
    guard let data = FileManager.default.contents(atPath: directory.resolved + "/" + name) else {
      throw DiagnosticsError([
        Diagnostic(
          .error,
          "lexicon '\(directory.written)/\(name)' cannot be read; 'lexicons' names its directory",
          at: nil)
      ])
    }
    return LexiconFile(name: directory.written + "/" + name, bytes: Array(data))
  }
}

extension String {
  /// What stands behind the last slash: where the lexicons are does not matter.
  fileprivate var fileName: String { split(separator: "/").last.map(String.init) ?? self }
}
