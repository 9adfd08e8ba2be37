import ArabicText
import ArgumentParser
import ETLModel
import Foundation
import HTMLText

/// What a benchmark reads.
struct InputOptions: ParsableArguments {
  @Option(
    help:
      "A file of JSON lines with the field 'text' and perhaps 'date'; without it, varied copies of seeds/articles."
  )
  var input: String?

  private static let seeds = "seeds/articles"
  /// The size up to which the sample articles are copied, in bytes.
  private static let copiedSize = 20_000_000

  /// The articles of the input.
  ///
  /// - Throws: `ValidationError` if the input cannot be read or holds no text.
  func articles() throws -> Articles {
    guard let input else {
      return Articles(name: "varied copies of \(Self.seeds)", texts: try copies(), dates: [])
    }
    struct Line: Decodable {
      let text: String
      let date: String?
    }
    let lines = try JSONLines.read(input, as: Line.self)
    guard !lines.isEmpty else { throw ValidationError("'\(input)' holds no articles") }
    return Articles(name: input, texts: lines.map { Array($0.text.utf8) }, dates: lines.map(\.date))
  }

  /// Copies of the sample articles, each with a line of its own in the middle.
  private func copies() throws -> [[UInt8]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Self.seeds)) ?? []
    let originals = names.filter { $0.hasSuffix(".txt") }.sorted().compactMap {
      FileManager.default.contents(atPath: Self.seeds + "/" + $0)
    }
    guard !originals.isEmpty else {
      throw ValidationError("there is no '\(Self.seeds)' here; use --input or the project's root")
    }
    var texts: [[UInt8]] = []
    var size = 0
    while size < Self.copiedSize {
      let original = Array(originals[texts.count % originals.count])
      let middle = original[(original.count / 2)...].firstIndex(of: 0x0A) ?? original.count
      let line = "\nوأعلن المتحدث أن عدد الحالات التي سجلت بلغ \(texts.count + 1_000) حالة."
      let text = original[..<middle] + Array(line.utf8) + original[middle...]
      size += text.count
      texts.append(Array(text))
    }
    return texts
  }
}

/// The texts of a benchmark.
struct Articles {
  /// Where they come from.
  let name: String
  /// The articles as they were read, in UTF-8.
  let texts: [[UInt8]]
  /// The days of publication of as many articles from the first, where known.
  let dates: [String?]

  /// The articles as records of the pipeline.
  var raw: [RawArticle] {
    texts.enumerated().map { number, text in
      var article = RawArticle(
        article: ArticleKey(input: "bench", externalID: String(number)), content: .text(text),
        capture: Capture(
          via: .file, charset: "utf-8", charsetOrigin: "valid", byteCount: text.count, sha256: ""))
      article.published = number < dates.count ? dates[number] : nil
      return article
    }
  }

  /// The cleaned articles.
  ///
  /// - Throws: ``CleaningError`` for an article beyond the default limits.
  func documents() throws -> [Document] {
    let cleaner = ArticleCleaner(options: .init())
    return try raw.map { try cleaner.clean($0) }
  }
}

/// The size of what one benchmark works on.
struct TextSize {
  var articles = 0
  var bytes = 0
  var codePoints = 0

  init(_ texts: [[UInt8]]) {
    articles = texts.count
    for text in texts {
      bytes += text.count
      codePoints += Self.codePoints(text)
    }
  }

  /// The number of scalars that start in `text`: all that can be learned of a text by reading
  /// each byte once.
  static func codePoints(_ text: [UInt8]) -> Int {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
