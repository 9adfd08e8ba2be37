public import ETLModel

/// Reads the records of WARC archives that hold web pages.
public struct WARCArticleReader: Sendable {
  private let input: String
  private let source: String?
  private let timezone: String?
  private let sizeLimit: Int
  private let via: Capture.Via

  /// What a record is.
  public enum Content: Sendable {
    case article(RawArticle)
    case other(OtherRecord)
  }

  /// Creates a reader for the archives of an input.
  ///
  /// - Parameters:
  ///   - input: The input's name in the pipeline file.
  ///   - source: The publisher of all its articles, if there is one.
  ///   - timezone: The IANA time zone of times without one.
  ///   - sizeLimit: The number of decoded bytes from which a page is too large.
  ///   - via: How the records came into the archive. What ``CrawlArchive`` wrote has names of its
  ///     own; see ``ArchiveField``.
  public init(
    input: String, source: String?, timezone: String?, sizeLimit: Int = 50_000_000,
    via: Capture.Via = .warc
  ) {
    self.input = input
    self.source = source
    self.timezone = timezone
    self.sizeLimit = sizeLimit
    self.via = via
  }

  /// What the pipeline calls a record: its address, else the id of the record; its place in the
  /// archive for what is no page or has neither.
  public func key(of record: WARCRecord, in file: String) -> ArticleKey {
    let isPage = ["response", "resource"].contains(record.type)
    if via != .warc, let name = Self.printable(record[ArchiveField.externalID]) {
      return ArticleKey(input: input, externalID: name)
    }
    let name =
      isPage ? Self.printable(record.targetURL) ?? Self.printable(record["WARC-Record-ID"]) : nil
    return ArticleKey(input: input, externalID: name ?? Self.place(record.offset, in: file))
  }

  /// A name without control characters, which are in no address; nil for others and for nothing.
  private static func printable(_ name: String?) -> String? {
    guard let name, !name.isEmpty, name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return nil
    }
    return name
  }

  /// What the pipeline calls the place of a record.
  public static func place(_ offset: Int, in file: String) -> String { "\(file)@\(offset)" }

  /// Reads one record.
  ///
  /// - Throws: `bad_record` for a response that is no HTTP message, `bad_archive` for a body that
  ///   cannot be decompressed, `too_large`, `binary`, `bad_charset`, or `empty`.
  public func read(_ record: WARCRecord, file: String) throws(InputError) -> Content {
    switch record.type {
    case "response": try readResponse(record, file: file)
    case "resource": try readResource(record, file: file)
    case "revisit": .other(.revisit)
    default: .other(.notAPage)
    }
  }

  private func readResponse(_ record: WARCRecord, file: String) throws(InputError) -> Content {
    let message = try HTTPMessage(record.block)
    // 206 is a part of a page.
    guard (200...299).contains(message.status), message.status != 206 else {
      return .other(.badStatus)
    }
    // In archives of others plain text is a list or a log; what somebody asks for is meant.
    let isText = via != .warc && message.mediaType == "text/plain"
    guard isText || Self.isPage(message.mediaType) else { return .other(.notHTML) }
    let body = try message.decodedBody(limit: sizeLimit)
    guard message.mediaType != nil || TextKind.startsLikePage(body) else {
      return .other(.notHTML)
    }
    var article = try page(
      body, declared: message.charset, isText: isText, record, file: file)
    article.capture.httpStatus = message.status
    article.capture.mediaType = message.mediaType
    return .article(article)
  }

  private func readResource(_ record: WARCRecord, file: String) throws(InputError) -> Content {
    let type = ContentType(record["Content-Type"])
    guard let mediaType = type.mediaType, Self.isPage(mediaType) else { return .other(.notHTML) }
    guard record.block.count <= sizeLimit else {
      throw InputError(.tooLarge, "the page has more than \(sizeLimit) bytes")
    }
    var article = try page(record.block, declared: type.charset, record, file: file)
    article.capture.mediaType = mediaType
    return .article(article)
  }

  /// Whether a media type is that of a page; one that is not named may be.
  private static func isPage(_ mediaType: String?) -> Bool {
    guard let mediaType else { return true }
    return ["text/html", "application/xhtml+xml"].contains(mediaType)
  }

  private func page(
    _ body: [UInt8], declared: String?, isText: Bool = false, _ record: WARCRecord, file: String
  ) throws(InputError) -> RawArticle {
    guard record["WARC-Segment-Number"] == nil, record["WARC-Truncated"] == nil else {
      throw InputError(.badRecord, "the archive holds only a part of the page")
    }
    guard !body.isEmpty else { throw InputError(.empty, "the response has no body") }
    let text = try CharsetDecoder.decode(body, isHTML: !isText, declared: declared)
    guard !TextKind.isBlank(text.bytes) else {
      throw InputError(.empty, "the page holds white space only")
    }
    var capture = Capture(
      via: via, charset: text.charset, charsetOrigin: text.origin, byteCount: body.count,
      sha256: record.bodyHash ?? ContentHash.sha256(of: body).hex)
    let url = Self.printable(record.targetURL)
    let asked = via == .warc ? nil : Self.printable(record[ArchiveField.requestedURL])
    capture.url = asked ?? url
    capture.finalURL = asked == nil ? nil : url
    capture.fetchedAt = record["WARC-Date"]
    if !file.isEmpty {
      capture.container = file
      capture.recordOffset = record.offset
      capture.recordLength = record.length
    }
    var article = RawArticle(
      article: key(of: record, in: file),
      content: isText ? .text(text.bytes) : .html(text.bytes), capture: capture)
    article.url = capture.url
    article.source = source
    article.timezone = timezone
    if via != .warc {
      article.title = record[ArchiveField.title]
      article.author = record[ArchiveField.author]
      article.published = record[ArchiveField.published]
    }
    return article
  }
}
