import ETLModel
public import ETLPipeline
import ETLStore

/// Loads articles, quotes, duplicates and utterances into a SQLite database.
public struct LoadSQLite: Sink {
  public static let description = StageDescription(
    name: "load_sqlite", summary: "Load everything into one SQLite file.",
    options: [
      OptionDescription("database", "The file; made when it is not there."),
      OptionDescription("search", "Whether the full-text tables are kept."),
    ])

  public struct Options: StageOptions {
    /// The database file.
    public var database = OptionPath("news.db")
    /// Whether the full-text tables are kept.
    public var search = true
    public init() {}

    public func problems() -> [OptionProblem] {
      database.written.isEmpty
        ? [OptionProblem(key: "database", message: "must name a file")] : []
    }

    public func outputPaths() -> [OptionPath] { [database] }
  }

  public static let ports = [
    SinkPort([TaggedDocument.self, SegmentedDocument.self, Document.self], isRequired: true),
    SinkPort([DuplicateVerdict.self], isRequired: false),
    SinkPort([UtteranceVerdict.self], isRequired: false),
  ]

  private let options: Options

  public init(options: Options) { self.options = options }

  public func prepare(_ batch: Batch) -> Batch {
    if let documents = batch.records(TaggedDocument.self) {
      return Batch(
        documents.map {
          ArticleRowsBuilder.rows(
            $0.segmented.document, $0.segmented.sentences, $0.quotes, $0.speakers)
        })
    }
    if let documents = batch.records(SegmentedDocument.self) {
      return Batch(documents.map { ArticleRowsBuilder.rows($0.document, $0.sentences, [], []) })
    }
    if let documents = batch.records(Document.self) {
      return Batch(documents.map { ArticleRowsBuilder.rows($0, [], [], []) })
    }
    return batch
  }

  public func open(_ run: RunStart) throws -> any SinkSession {
    try LoadSession(path: options.database.resolved, search: options.search, run: run)
  }

  public func memory() throws -> (any RunMemory)? {
    let path = options.database.resolved
    let memory = try LoadFailure.wrap { () throws(StoreError) in
      try PipelineMemory.open(path: path)
    }
    return memory.map { LoadMemory($0, path: path, store: nil) }
  }
}
