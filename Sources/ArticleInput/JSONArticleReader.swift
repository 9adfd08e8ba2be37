public import ETLModel
import Foundation

/// Reads articles from JSON objects, one a line.
public struct JSONArticleReader: Sendable {
  /// Where in an object the parts of an article stand, as pointers (RFC 6901).
  public struct Fields: Sendable, Hashable {
    public var id = "/id"
    public var url = "/url"
    public var title = "/title"
    public var text = "/text"
    public var html = "/html"
    public var htmlBase64 = "/html_base64"
    public var published = "/date"
    public var source = "/source"
    public var author = "/author"

    /// The usual names.
    public init() {}

    /// The names of the fields whose pointer is none: not empty and without a slash in front, or
    /// with a `~` that is followed by neither 0 nor 1.
    public var malformed: [String] {
      Field.allCases.filter { JSONPointer(self[$0]) == nil }.map(\.rawValue)
    }

    fileprivate subscript(field: Field) -> String {
      switch field {
      case .id: id
      case .url: url
      case .title: title
      case .text: text
      case .html: html
      case .htmlBase64: htmlBase64
      case .published: published
      case .source: source
      case .author: author
      }
    }
  }

  /// The parts of an article, by their names in the pipeline file.
  fileprivate enum Field: String, CaseIterable {
    case id, url, title, text, html
    case htmlBase64 = "html_base64"
    case published, source, author
  }

  private let input: String
  private let source: String?
  private let timezone: String?
  private let fields: Fields
  /// In the order of `Field.allCases`; a malformed one leads nowhere.
  private let pointers: [JSONPointer]

  private static let nowhere = JSONPointer(String(repeating: "/", count: JSONScanner.deepest + 1))

  /// Creates a reader for the records of an input.
  ///
  /// - Parameters:
  ///   - input: The input's name in the pipeline file.
  ///   - fields: Where things stand; a field that ``Fields/malformed`` names is never found.
  ///   - source: The publisher of records that do not name theirs.
  ///   - timezone: The IANA time zone of times without one.
  public init(input: String, fields: Fields, source: String?, timezone: String?) {
    self.input = input
    self.fields = fields
    self.source = source
    self.timezone = timezone
    pointers = Field.allCases.compactMap { JSONPointer(fields[$0]) ?? Self.nowhere }
  }

  /// Reads one line.
  ///
  /// The content is the first of text, HTML and HTML in Base64 that is there and not blank; text that
  /// was misread on its way here is mended, see ``CharsetDecoder``. A record without `id` is known by its URL, one without either by its file and line.
  ///
  /// - Parameters:
  ///   - number: The line's number, from 1.
  ///   - offset: Where the line starts in the uncompressed file, in bytes.
  ///   - length: How many bytes of the file the line takes.
  ///   - file: The file's path as it is shown to the user.
  /// - Throws: `bad_charset` for invalid UTF-8; `bad_json` for what is no JSON object;
  ///   `bad_record` for a field of the wrong type or a record without content; `empty` when the
  ///   content is white space; for HTML in Base64 what ``CharsetDecoder`` throws.
  public func read(
    _ line: [UInt8], number: Int, offset: Int, length: Int, file: String
  ) throws(InputError) -> RawArticle {
    let record = try Record(line, pointers)
    let text = try content(of: record)
    let url = try record.string(.url, orNumber: false).flatMap { $0.isEmpty ? nil : $0 }
    let id = try record.string(.id, orNumber: true).flatMap { $0.isEmpty ? nil : $0 }
    var capture = Capture(
      via: .jsonl, charset: text.charset, charsetOrigin: text.origin, byteCount: line.count,
      sha256: ContentHash.sha256(of: line).hex)
    capture.url = url
    capture.mediaType = text.isHTML ? "text/html" : "text/plain"
    capture.container = file
    capture.recordOffset = offset
    capture.recordLength = length
    if let id, id.utf8.contains(0) {
      throw InputError(.badRecord, "the field \(fields.id) holds a NUL")
    }
    var article = RawArticle(
      article: ArticleKey(input: input, externalID: id ?? url ?? "\(file):\(number)"),
      content: text.isHTML ? .html(text.bytes) : .text(text.bytes), capture: capture)
    article.url = url
    article.title = try record.string(.title, orNumber: false)
    if text.origin == "mojibake", let mended = Mojibake.repaired(Array((article.title ?? "").utf8))
    {
      article.title = String(decoding: mended.bytes, as: UTF8.self)
    }
    article.author = try record.string(.author, orNumber: false)
    article.published = try record.string(.published, orNumber: false)
    article.source = try record.string(.source, orNumber: false) ?? source
    article.timezone = timezone
    return article
  }

  private struct Content {
    var bytes: [UInt8]
    var isHTML: Bool
    var charset = "utf-8"
    var origin = "valid"
  }

  private func content(of record: Record) throws(InputError) -> Content {
    var isThere = false
    for (field, isHTML) in [(Field.text, false), (.html, true)] {
      guard let bytes = try record.bytes(field) else { continue }
      isThere = true
      if TextKind.isBlank(bytes) { continue }
      if let mended = Mojibake.repaired(bytes) {
        return Content(
          bytes: mended.bytes, isHTML: isHTML, charset: mended.charset.rawValue, origin: "mojibake")
      }
      return Content(bytes: bytes, isHTML: isHTML)
    }
    if let base64 = try record.bytes(.htmlBase64) {
      isThere = true
      guard let data = Data(base64Encoded: Data(base64)) else {
        throw InputError(.badRecord, "the field \(fields.htmlBase64) is not Base64")
      }
      let text = try CharsetDecoder.decode(Array(data), isHTML: true, declared: nil)
      if !TextKind.isBlank(text.bytes) {
        return Content(
          bytes: text.bytes, isHTML: true, charset: text.charset, origin: text.origin)
      }
    }
    let names = "\(fields.text), \(fields.html) and \(fields.htmlBase64)"
    throw isThere
      ? InputError(.empty, "the fields \(names) hold no text")
      : InputError(.badRecord, "the record has none of the fields \(names)")
  }
}

extension JSONArticleReader {
  /// The fields of one line, not yet decoded.
  fileprivate struct Record {
    private let line: [UInt8]
    private let values: [JSONScanner.Value?]

    init(_ line: [UInt8], _ pointers: [JSONPointer]) throws(InputError) {
      guard UTF8Repair.isValid(line) else {
        throw InputError(.badCharset, "the line is not valid UTF-8")
      }
      let scanned = try line.withUnsafeBufferPointer { bytes throws(InputError) in
        try JSONScanner.scan(bytes, for: pointers)
      }
      guard scanned.kind == .object else {
        throw InputError(.badJSON, "the line is not a JSON object")
      }
      self.line = line
      values = scanned.values
    }

    /// The text of a field; nil when it is missing or null.
    func bytes(_ field: Field, orNumber: Bool = false) throws(InputError) -> [UInt8]? {
      guard let index = Field.allCases.firstIndex(of: field), let value = values[index] else {
        return nil
      }
      switch value.kind {
      case .string: return line.withUnsafeBufferPointer { JSONText.string($0, value.range) }
      case .number where orNumber: return Array(line[value.range])
      case .null: return nil
      case .object, .array, .number, .boolean:
        throw InputError(.badRecord, "the field \(field.rawValue) is not a string")
      }
    }

    func string(_ field: Field, orNumber: Bool) throws(InputError) -> String? {
      try bytes(field, orNumber: orNumber).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
