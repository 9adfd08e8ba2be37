public import ETLPipeline

/// Every stage and input type that a pipeline file can name.
public enum StageCatalog {
  public static let all = Catalog(
    stages: [
      StageEntry(ReadArticles.self),
      StageEntry(CleanText.self),
      StageEntry(SegmentSentences.self),
      StageEntry(TagQuotes.self),
      StageEntry(DedupeDocuments.self),
      StageEntry(LinkUtterances.self),
      StageEntry(LoadSQLite.self),
    ],
    inputs: [
      InputEntry(FilesInput.description, FilesInput.self),
      InputEntry(JSONLInput.description, JSONLInput.self),
      InputEntry(WARCInput.description, WARCInput.self),
      InputEntry(HTTPInput.description, HTTPInput.self),
      InputEntry(FeedInput.description, FeedInput.self),
      InputEntry(SitemapInput.description, SitemapInput.self),
    ])
}
