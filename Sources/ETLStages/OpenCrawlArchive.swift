import ArticleInput
import ETLModel
import ETLPipeline

/// An archive that an input has written: its pages, and the articles of its feeds, are read again.
final class OpenCrawlArchive: OpenRecords {
  private let file: String
  private let articles: WebArticles
  private let address: (_ url: String, _ input: String) -> AddressState?
  private var records: WARCReader
  private var waiting: ArraySlice<ReadArticles.Unit> = []
  private var end = 0

  init(
    path: String, file: String, _ articles: WebArticles, _ memory: SourceMemory
  ) throws(InputError) {
    self.file = file
    self.articles = articles
    address = memory.address
    records = try WARCReader(path: path, isHashed: true)
  }

  func next() throws(InputError) -> OpenRecord? {
    while true {
      if let unit = waiting.popFirst() { return OpenRecord(unit: unit, byteCount: 0, end: end) }
      guard let entry = try records.next() else { return nil }
      end = entry.offset + entry.length
      switch entry {
      case .record(let record):
        guard record.type == "response" else { continue }
        if let kind = record[ArchiveField.kind] {
          if kind == AddressState.Kind.feed.rawValue { waiting = items(of: record)[...] }
          continue
        }
        var unit = articles.page(record, in: file)
        if isSuperseded(record) { unit.content = .drop(.superseded) }
        return OpenRecord(unit: unit, byteCount: record.block.count, end: end)
      case .damaged(let damage):
        let place = WARCArticleReader.place(damage.offset, in: file)
        let key = ArticleKey(input: articles.input, externalID: place)
        let unit = ReadArticles.Unit(article: key, content: .failure(damage.error))
        return OpenRecord(unit: unit, byteCount: 0, end: end)
      }
    }
  }

  var digest: (sha256: String, stamp: FileStamp)? { records.digest }

  /// Whether the page was fetched again later, with other bytes. What is newer than all that is
  /// remembered is of a run that was broken off, or of a database that is gone.
  private func isSuperseded(_ record: WARCRecord) -> Bool {
    guard let url = record.requestedURL, let state = address(url, articles.input),
      let container = state.container, let offset = state.recordOffset
    else { return false }
    return container == file ? record.offset < offset : CrawlArchive.isOlder(file, than: container)
  }

  private func items(of record: WARCRecord) -> [ReadArticles.Unit] {
    guard articles.fullText != .fetch else { return [] }
    do throws(InputError) {
      let message = try HTTPMessage(record.block)
      let (feed, text) = try WebArticles.feed(
        Array(message.body), contentType: message["Content-Type"], url: record.targetURL ?? "")
      let units = articles.items(of: feed, text, record, in: file)
      return units.sorted { $0.key < $1.key }.map(\.value)
    } catch {
      // It was written because it could be read.
      let place = WARCArticleReader.place(record.offset, in: file)
      let key = ArticleKey(input: articles.input, externalID: place)
      return [ReadArticles.Unit(article: key, content: .failure(error))]
    }
  }
}

extension DropReason {
  fileprivate static let superseded: Self = "superseded"
}
