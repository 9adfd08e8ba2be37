public import ETLModel
import Foundation

/// Reads files that hold one article each, plain or gzip.
public struct ArticleFileReader: Sendable {
  private let input: String
  private let source: String?
  private let timezone: String?
  private let sizeLimit: Int
  private let digests: FileDigests?

  /// Creates a reader for the files of an input.
  ///
  /// - Parameters:
  ///   - input: The input's name in the pipeline file.
  ///   - source: The publisher of all its articles, if there is one.
  ///   - timezone: The IANA time zone of times without one.
  ///   - sizeLimit: The number of uncompressed bytes from which a file is too large.
  ///   - digests: Is told the hash of each file.
  public init(
    input: String, source: String?, timezone: String?, sizeLimit: Int = 50_000_000,
    digests: FileDigests? = nil
  ) {
    self.input = input
    self.source = source
    self.timezone = timezone
    self.sizeLimit = sizeLimit
    self.digests = digests
  }

  /// Reads one file as HTML if it is named so (`.html`, `.htm`, or one of them and `.gz`) or
  /// starts like a page, else as text.
  ///
  /// - Throws: `unreadable`, `bad_archive`, `too_large`, `binary`, `bad_charset`, or `empty` for a
  ///   file of white space.
  public func read(path: String, externalID: String) throws(InputError) -> RawArticle {
    let (bytes, stamp) = try ByteStream.readAll(path: path, limit: sizeLimit)
    let sha256 = ContentHash.sha256(of: bytes).hex
    if let stamp { digests?.note(path, stamp, sha256: sha256) }
    guard !bytes.isEmpty else { throw InputError(.empty, "the file is empty") }
    let isPage = TextKind.isNamedAsPage(path) || TextKind.startsLikePage(bytes)
    let text = try CharsetDecoder.decode(bytes, isHTML: isPage, declared: nil)
    guard !TextKind.isBlank(text.bytes) else {
      throw InputError(.empty, "the file holds white space only")
    }
    // UTF-16 shows only now how it starts.
    let isHTML = isPage || TextKind.startsLikePage(text.bytes)
    var capture = Capture(
      via: .file, charset: text.charset, charsetOrigin: text.origin, byteCount: bytes.count,
      sha256: sha256)
    capture.mediaType = isHTML ? "text/html" : "text/plain"
    var article = RawArticle(
      article: ArticleKey(input: input, externalID: externalID),
      content: isHTML ? .html(text.bytes) : .text(text.bytes), capture: capture)
    article.source = source
    article.timezone = timezone
    return article
  }
}

/// Telling pages, texts and nothing apart.
enum TextKind {
  static func isNamedAsPage(_ path: String) -> Bool {
    let lower = path.lowercased()
    let name = lower.hasSuffix(".gz") ? lower.dropLast(3) : lower[...]
    return name.hasSuffix(".html") || name.hasSuffix(".htm")
  }

  /// Whether the first thing in a text, white space aside, is a document type or an element that
  /// pages start with.
  static func startsLikePage(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let head = bytes[start...].drop { $0 <= 0x20 }.prefix(14)
    let lower = head.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    if lower.starts(with: "<!doctype html".utf8) { return true }
    guard lower.starts(with: "<html".utf8) else { return false }
    return lower.count == 5 || lower[5] <= 0x20 || lower[5] == UInt8(ascii: ">")
  }

  /// Whether a text holds nothing but white space and invisible marks.
  ///
  /// - Parameter bytes: Valid UTF-8.
  static func isBlank(_ bytes: [UInt8]) -> Bool {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      let kind = scalar.properties.generalCategory
      guard scalar.properties.isWhitespace || kind == .format || kind == .control else {
        return false
      }
    }
    return true
  }
}
