import ArticleInput
public import ETLModel
public import ETLPipeline
import Synchronization

/// Finds articles in files and lines, and reads them.
public struct ReadArticles: Source {
  public static let description = StageDescription(
    name: "read_articles",
    summary: "Find articles in the inputs that `from` names, decode them to UTF-8.")

  public typealias Options = NoOptions

  private let inputs: [Input]
  /// What the units and the end of reading share.
  private let shared = Shared()

  /// One input with its readers.
  enum Input: Sendable {
    case files(name: String, FilesInput)
    case lines(name: String, JSONLInput, JSONArticleReader)
    case archives(name: String, WARCInput, WARCArticleReader)
    case web(name: String, any WebInput)
  }

  /// One article that was found: a file or a line, or the reason why there is none.
  public struct Unit: Record {
    enum Content: Sendable {
      case file(path: String, FilesInput, FileDigests?)
      case line(LineReader.Line, file: String, JSONArticleReader)
      case record(WARCRecord, file: String, WARCArticleReader)
      case article(RawArticle)
      case drop(DropReason)
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
      case let archives as WARCInput:
        let reader = WARCArticleReader(
          input: input.name, source: archives.source.nonEmpty,
          timezone: archives.timezone.nonEmpty)
        return .archives(name: input.name, archives, reader)
      case let web as any WebInput: return .web(name: input.name, web)
      default:
        throw DiagnosticsError([
          Diagnostic(.error, "read_articles cannot read inputs of type '\(input.type)'", at: nil)
        ])
      }
    }
  }

  /// What is known only when the run starts, or when its units end.
  final class Shared: Sendable {
    /// The hashes of files.
    let digests = Mutex<FileDigests?>(nil)
    /// What the inputs say that have asked servers.
    let closing = Mutex(SourceClosing())
  }

  public func units(_ notes: inout SourceNotes, _ memory: SourceMemory) -> ArticleUnits {
    let cache = memory.cachePath.map { FileDigests(path: $0 + ".digests") }
    shared.digests.withLock { $0 = cache }
    shared.closing.withLock { $0 = SourceClosing() }
    return ArticleUnits(inputs, &notes, memory, cache, shared)
  }

  public func contentHash(of article: RawArticle) -> String { article.capture.sha256 }

  public func range(of article: RawArticle) -> RecordRange? {
    guard let offset = article.capture.recordOffset, let length = article.capture.recordLength
    else { return nil }
    return RecordRange(offset: offset, length: length)
  }

  public func finishReading() -> SourceClosing {
    var closing = shared.closing.withLock { $0 }
    do {
      try shared.digests.withLock { try $0?.save() }
    } catch {
      closing.notices.append(
        "the hashes of the files read could not be kept; the next run reads them again")
    }
    return closing
  }

  public func read(_ unit: Unit) -> Outcome<RawArticle> {
    do {
      switch unit.content {
      case .file(let path, let input, let digests):
        let reader = ArticleFileReader(
          input: unit.article.input, source: input.source.nonEmpty,
          timezone: input.timezone.nonEmpty, digests: digests)
        return .pass(try reader.read(path: path, externalID: unit.article.externalID))
      case .line(let line, let file, let reader):
        guard !line.isTooLong else {
          return .reject(.tooLarge, detail: "the line has \(line.length) bytes")
        }
        return .pass(
          try reader.read(
            line.bytes, number: line.number, offset: line.offset, length: line.length,
            file: file))
      case .record(let record, let file, let reader):
        switch try reader.read(record, file: file) {
        case .article(let article): return .pass(article)
        case .other(let record): return .drop(DropReason(rawValue: record.rawValue))
        }
      case .article(let article): return .pass(article)
      case .drop(let reason): return .drop(reason)
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
  var nonEmpty: String? { isEmpty ? nil : self }
}
