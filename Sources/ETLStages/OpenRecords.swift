import ArticleInput
import ETLModel

/// A file of many records that is being read. A class, because a copyable sequence holds it.
protocol OpenRecords: AnyObject {
  /// The next record; nil at the end.
  ///
  /// - Throws: When nothing more can be read.
  func next() throws(InputError) -> OpenRecord?

  /// SHA-256 of the file's own bytes; nil before the end, or when the file has changed meanwhile.
  var digest: (sha256: String, stamp: FileStamp)? { get }
}

/// A record of a file.
struct OpenRecord {
  var unit: ReadArticles.Unit
  var byteCount: Int
  /// Where the next record starts, in bytes as the file's reader counts them.
  var end: Int
}

/// The lines of a file that are not blank.
final class OpenLines: OpenRecords {
  private let input: String
  private let file: String
  private let articles: JSONArticleReader
  private var lines: LineReader

  init(
    path: String, file: String, input: String, _ articles: JSONArticleReader
  ) throws(InputError) {
    self.input = input
    self.file = file
    self.articles = articles
    lines = try LineReader(path: path)
  }

  func next() throws(InputError) -> OpenRecord? {
    while let line = try lines.next() {
      guard !line.isBlank else { continue }
      let key = ArticleKey(input: input, externalID: "\(file):\(line.number)")
      return OpenRecord(
        unit: ReadArticles.Unit(article: key, content: .line(line, file: file, articles)),
        byteCount: line.length, end: line.offset + line.length)
    }
    return nil
  }

  var digest: (sha256: String, stamp: FileStamp)? { lines.digest }
}

/// The records of a WARC archive, and the stretches that are damaged.
final class OpenArchive: OpenRecords {
  private let input: String
  private let file: String
  private let articles: WARCArticleReader
  private var records: WARCReader

  init(
    path: String, file: String, input: String, _ articles: WARCArticleReader
  ) throws(InputError) {
    self.input = input
    self.file = file
    self.articles = articles
    records = try WARCReader(path: path, isHashed: true)
  }

  func next() throws(InputError) -> OpenRecord? {
    guard let entry = try records.next() else { return nil }
    let end = entry.offset + entry.length
    switch entry {
    case .record(let record):
      return OpenRecord(
        unit: ReadArticles.Unit(
          article: articles.key(of: record, in: file),
          content: .record(record, file: file, articles)),
        byteCount: record.block.count, end: end)
    case .damaged(let damage):
      let place = WARCArticleReader.place(damage.offset, in: file)
      return OpenRecord(
        unit: ReadArticles.Unit(
          article: ArticleKey(input: input, externalID: place), content: .failure(damage.error)),
        byteCount: 0, end: end)
    }
  }

  var digest: (sha256: String, stamp: FileStamp)? { records.digest }
}
