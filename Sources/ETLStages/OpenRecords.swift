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
  /// About how many bytes of the file are read with it.
  var end: Int

  /// How many bytes of a compressed file so many uncompressed ones are, about: news shrinks to a
  /// quarter.
  static func compressed(_ count: Int) -> Int { count / 4 }
}

/// The lines of a file that are not blank.
final class OpenLines: OpenRecords {
  private let input: String
  private let file: String
  private let articles: JSONArticleReader
  private let isCompressed: Bool
  private var lines: LineReader

  init(
    path: String, file: String, input: String, _ articles: JSONArticleReader
  ) throws(InputError) {
    self.input = input
    self.file = file
    self.articles = articles
    isCompressed = path.hasSuffix(".gz")
    lines = try LineReader(path: path)
  }

  func next() throws(InputError) -> OpenRecord? {
    while let line = try lines.next() {
      guard !line.isBlank else { continue }
      let key = ArticleKey(input: input, externalID: "\(file):\(line.number)")
      let end = line.offset + line.length
      return OpenRecord(
        unit: ReadArticles.Unit(article: key, content: .line(line, file: file, articles)),
        byteCount: line.length, end: isCompressed ? OpenRecord.compressed(end) : end)
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
    var end = entry.offset + entry.length
    if records.layout == .stream { end = OpenRecord.compressed(end) }
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
