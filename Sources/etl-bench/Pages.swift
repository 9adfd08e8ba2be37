import ArgumentParser
import ArticleInput
import ETLModel
import Foundation
import HTMLText

/// Web pages, decoded to UTF-8.
struct Pages {
  let name: String
  private(set) var ids: [String] = []
  private(set) var pages: [[UInt8]] = []

  /// Reads JSON lines with the fields `id` and `html_base64`; pages that are no text are left out.
  ///
  /// - Throws: `ValidationError` if the file cannot be read or holds no pages.
  init(path: String) throws {
    struct Line: Decodable {
      let id: String
      let html: Data

      enum CodingKeys: String, CodingKey {
        case id
        case html = "html_base64"
      }
    }
    name = path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("'\(path)' cannot be read")
    }
    let decoder = JSONDecoder()
    for line in data.split(separator: 0x0A) {
      let line = try decoder.decode(Line.self, from: line)
      let bytes = Array(line.html)
      guard let text = try? CharsetDecoder.decode(bytes, isHTML: true, declared: nil) else {
        continue
      }
      ids.append(line.id)
      pages.append(text.bytes)
    }
    guard !pages.isEmpty else { throw ValidationError("'\(path)' holds no pages") }
  }

  /// The pages as records of the pipeline.
  var raw: [RawArticle] {
    zip(ids, pages).map { id, page in
      RawArticle(
        article: ArticleKey(input: "bench", externalID: id), content: .html(page),
        capture: Capture(
          via: .jsonl, charset: "utf-8", charsetOrigin: "valid", byteCount: page.count, sha256: ""))
    }
  }
}

extension Pages {
  /// Measures the cleaning of the pages, beside reading each byte once and the cleaner's own first
  /// steps. Stripped bytes are those that are left of a page without scripts, styles and comments.
  func measure() throws {
    let steps = pages.map { PageSteps($0) }
    let size = pages.reduce(0) { $0 + $1.count }
    let strippedSize = steps.reduce(0) { $0 + $1.strippedCount }
    print("pages: \(name): \(pages.count) pages, \(size) bytes, \(strippedSize) stripped")
    let amounts = [
      (count: Double(pages.count), unit: "pages"), (count: Double(size) / 1e6, unit: "MB"),
      (count: Double(strippedSize) / 1e6, unit: "MB stripped"),
    ]
    let scan = try Measurement("scan") { pages.reduce(0) { $0 + TextSize.codePoints($1) } }
    Report.line("reading each byte", scan, "code points", amounts)
    let filter = try Measurement("filter") {
      pages.reduce(0) { $0 + PageSteps($1).strippedCount }
    }
    Report.line("MarkupFilter", filter, "bytes", amounts)
    let tree = try Measurement("tree") { steps.reduce(0) { $0 + $1.nodeCount() } }
    Report.line("HTMLTree", tree, "nodes", amounts)
    let cleaner = ArticleCleaner(options: .init())
    let raw = raw
    let cleaning = try Measurement("clean") {
      // A page that is rejected as no article has been judged as the others.
      raw.reduce(0) { $0 + ((try? cleaner.clean($1))?.body.count ?? 0) }
    }
    Report.line("ArticleCleaner", cleaning, "bytes of bodies", amounts)
    Report.ratio(cleaning, to: scan, "reading of each byte")
  }

  /// Writes what the cleaner makes of each page as JSON lines of `id`, `title`, `byline`,
  /// `published`, `body` and `residue`; none for a page that is rejected.
  func write(to path: String) throws {
    struct Line: Encodable {
      let id: String
      let title: String?
      let byline: String?
      let published: String?
      let body: String
      let residue: [[String]]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let cleaner = ArticleCleaner(options: .init())
    var output = Data()
    for (id, article) in zip(ids, raw) {
      guard let document = try? cleaner.clean(article) else { continue }
      output += try encoder.encode(
        Line(
          id: id, title: document.title, byline: document.byline,
          published: document.publication.raw, body: String(decoding: document.body, as: UTF8.self),
          residue: document.residue.map { [$0.rule, $0.text] }))
      output.append(0x0A)
    }
    try output.write(to: URL(fileURLWithPath: path))
  }
}
