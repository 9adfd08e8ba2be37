import ArgumentParser
import ETLModel
import Foundation
import HTMLText

/// Articles with ids, titles and days, cleaned as a pipeline cleans them.
struct DatedArticles {
  private(set) var documents: [Document] = []
  private var indices: [String: Int] = [:]

  /// Reads JSON lines.
  init(path: String) {
    for document in DatedArticleReader(path: path) {
      indices[document.article.externalID] = documents.count
      documents.append(document)
    }
  }

  /// The article with an id.
  subscript(id: String) -> Document? { indices[id].map { documents[$0] } }
}

/// Reads articles from JSON lines one by one. Lines without a text are passed over; a file that
/// cannot be read has none.
struct DatedArticleReader: Sequence, IteratorProtocol {
  private let cleaner = ArticleCleaner(options: .init())
  private let decoder = JSONDecoder()
  private let file: LineFile

  private struct Line: Decodable {
    var id: String
    var title: String?
    var date: String?
    var text: String
  }

  init(path: String) { file = LineFile(path: path) }

  func next() -> Document? {
    while let data = file.next() {
      guard let line = try? decoder.decode(Line.self, from: data), !line.text.isEmpty else {
        continue
      }
      var raw = RawArticle(
        article: ArticleKey(input: "bench", externalID: line.id),
        content: .text(Array(line.text.utf8)),
        capture: Capture(
          via: .jsonl, charset: "utf-8", charsetOrigin: "valid", byteCount: line.text.utf8.count,
          sha256: ""))
      raw.title = line.title
      raw.published = line.date
      if let document = try? cleaner.clean(raw) { return document }
    }
    return nil
  }

  /// The lines of a file that is never in memory whole.
  private final class LineFile {
    private let file: UnsafeMutablePointer<FILE>?
    private var line: UnsafeMutablePointer<CChar>?
    private var capacity = 0

    init(path: String) { file = fopen(path, "r") }

    func next() -> Data? {
      guard let file else { return nil }
      let count = getline(&line, &capacity, file)
      return count > 0 ? line.map { Data(bytes: $0, count: count) } : nil
    }

    deinit {
      free(line)
      if let file { fclose(file) }
    }
  }
}

/// Files of JSON objects, one a line.
enum JSONLines {
  /// The lines of a file.
  ///
  /// - Throws: `ValidationError` if the file cannot be read.
  static func read<Line: Decodable>(_ path: String, as _: Line.Type) throws -> [Line] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("'\(path)' cannot be read")
    }
    let decoder = JSONDecoder()
    return try data.split(separator: 0x0A).map { try decoder.decode(Line.self, from: $0) }
  }
}
