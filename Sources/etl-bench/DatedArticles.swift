import ArgumentParser
import ETLModel
import Foundation
import HTMLText

/// Articles with ids, titles and days, cleaned as a pipeline cleans them.
struct DatedArticles {
  private(set) var documents: [Document] = []
  private var indices: [String: Int] = [:]

  private struct Line: Decodable {
    var id: String
    var title: String?
    var date: String?
    var text: String
  }

  /// Reads JSON lines.
  ///
  /// - Throws: `ValidationError` if the file cannot be read, ``CleaningError`` for an article beyond
  ///   the default limits.
  init(path: String) throws {
    let cleaner = ArticleCleaner(options: .init())
    for line in try JSONLines.read(path, as: Line.self) where !line.text.isEmpty {
      var raw = RawArticle(
        article: ArticleKey(input: "bench", externalID: line.id),
        content: .text(Array(line.text.utf8)),
        capture: Capture(
          via: .jsonl, charset: "utf-8", charsetOrigin: "valid", byteCount: line.text.utf8.count,
          sha256: ""))
      raw.title = line.title
      raw.published = line.date
      indices[line.id] = documents.count
      documents.append(try cleaner.clean(raw))
    }
  }

  /// The article with an id.
  subscript(id: String) -> Document? { indices[id].map { documents[$0] } }
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
