import ArticleInput
public import ETLModel
public import ETLPipeline

/// Finds articles in files and lines, and reads them.
public struct ReadArticles: Source {
  public static let description = StageDescription(
    name: "read_articles",
    summary: "Find articles in the inputs that `from` names, decode them to UTF-8.")

  public typealias Options = NoOptions

  private let inputs: [Input]

  /// One input with its readers.
  enum Input: Sendable {
    case files(name: String, FilesInput)
    case lines(name: String, JSONLInput, JSONArticleReader)
  }

  /// One article that was found: a file or a line, or the reason why there is none.
  public struct Unit: Record {
    enum Content: Sendable {
      case file(path: String, FilesInput)
      case line(LineReader.Line, file: String, JSONArticleReader)
      case failure(InputError)
    }

    public var article: ArticleKey
    var content: Content
  }

  /// - Throws: `DiagnosticsError` when an input is of a type this stage cannot read.
  public init(options: Options, inputs: [ConfiguredInput]) throws {
    self.inputs = try inputs.map { input in
      switch input.options {
      case let files as FilesInput:
        return .files(name: input.name, files)
      case let lines as JSONLInput:
        let reader = JSONArticleReader(
          input: input.name, fields: lines.fields.pointers, source: lines.source.nonEmpty,
          timezone: lines.timezone.nonEmpty)
        return .lines(name: input.name, lines, reader)
      default:
        throw DiagnosticsError([
          Diagnostic(.error, "read_articles cannot read inputs of type '\(input.type)'", at: nil)
        ])
      }
    }
  }

  public func units(_ notes: inout SourceNotes) -> ArticleUnits {
    ArticleUnits(inputs, &notes)
  }

  public func read(_ unit: Unit) -> Outcome<RawArticle> {
    do {
      switch unit.content {
      case .file(let path, let input):
        let reader = ArticleFileReader(
          input: unit.article.input, source: input.source.nonEmpty,
          timezone: input.timezone.nonEmpty)
        return .pass(try reader.read(path: path, externalID: unit.article.externalID))
      case .line(let line, let file, let reader):
        guard !line.isTooLong else {
          return .reject(.tooLarge, detail: "the line has \(line.length) bytes")
        }
        return .pass(
          try reader.read(
            line.bytes, number: line.number, offset: line.offset, length: line.length,
            file: file))
      case .failure(let error):
        return .reject(error.reason, detail: error.detail)
      }
    } catch {
      return .reject(error.reason, detail: error.detail)
    }
  }
}

extension String {
  /// Nil for the empty string, which in options means "none".
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
