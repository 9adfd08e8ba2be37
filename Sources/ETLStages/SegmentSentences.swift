import ArabicText
public import ETLModel
public import ETLPipeline

/// Cuts bodies into sentences.
public struct SegmentSentences: RecordStage {
  public static let description = StageDescription(
    name: "segment_sentences", summary: "Cut the body into sentences, altering nothing.")

  public typealias Options = NoOptions

  private let segmenter = SentenceSegmenter()

  public init(options: Options) {}

  public func apply(_ document: Document) -> Outcome<SegmentedDocument> {
    .pass(
      SegmentedDocument(document: document, sentences: segmenter.sentences(in: document.body)))
  }
}
