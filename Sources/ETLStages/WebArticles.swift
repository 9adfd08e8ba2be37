import ArticleInput
import ETLModel
import HTMLText

/// Makes units of what an input has fetched, whether it comes from a server or from an archive.
struct WebArticles: Sendable {
  let input: String
  let fullText: FullText
  private let source: String?
  private let timezone: String?
  private let pages: WARCArticleReader

  init(input: String, _ options: any WebInput) {
    self.input = input
    fullText = options.fullText
    source = options.web.source.nonEmpty
    timezone = options.web.timezone.nonEmpty
    // The limit was kept to when the page was fetched.
    pages = WARCArticleReader(
      input: input, source: source, timezone: timezone, sizeLimit: .max,
      via: type(of: options).via)
  }

  /// The unit of a record that holds a page.
  ///
  /// - Parameter file: The archive that holds it; empty for none.
  func page(_ record: WARCRecord, in file: String) -> ReadArticles.Unit {
    ReadArticles.Unit(
      article: pages.key(of: record, in: file), content: .record(record, file: file, pages))
  }

  /// The units of the items of a feed whose text is taken from the feed, by their places in it.
  ///
  /// - Parameters:
  ///   - record: Holds the feed.
  ///   - text: The feed, decoded.
  func items(
    of feed: Feed, _ text: CharsetDecoder.DecodedText, _ record: WARCRecord, in file: String
  ) -> [Int: ReadArticles.Unit] {
    var units: [Int: ReadArticles.Unit] = [:]
    for (index, item) in feed.items.enumerated() {
      guard let content = item.content, takesText(of: item),
        let key = Self.externalID(of: item)
      else { continue }
      let fields = [
        item.title, item.author, item.published, item.url,
        String(decoding: content.bytes, as: UTF8.self),
      ]
      var capture = Capture(
        via: .feed, charset: text.charset, charsetOrigin: text.origin,
        byteCount: content.bytes.count, sha256: ContentHash.sha256(ofFields: fields).hex)
      capture.url = record.targetURL
      capture.fetchedAt = record["WARC-Date"]
      capture.mediaType = content.isHTML ? "text/html" : "text/plain"
      if !file.isEmpty {
        capture.container = file
        capture.recordOffset = record.offset
        capture.recordLength = record.length
      }
      let article = ArticleKey(input: input, externalID: key)
      var raw = RawArticle(
        article: article, content: content.isHTML ? .html(content.bytes) : .text(content.bytes),
        capture: capture)
      raw.url = item.url ?? record.targetURL
      raw.title = item.title
      raw.author = item.author
      raw.published = item.published
      raw.source = source
      raw.timezone = timezone
      units[index] = ReadArticles.Unit(article: article, content: .article(raw))
    }
    return units
  }

  /// Whether the article of an item is what the feed holds of it.
  func takesText(of item: Feed.Item) -> Bool {
    switch fullText {
    case .fetch: false
    case .feed: true
    case .auto: item.content?.kind == .full || item.url == nil
    }
  }

  /// What an item is called: its GUID, else its address in canonical form; nil for neither.
  static func externalID(of item: Feed.Item) -> String? {
    let guid = item.guid.map {
      String(decoding: $0.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    }
    if let guid, !guid.isEmpty, guid.utf8.count <= 2_048 { return guid }
    return item.url.map(CanonicalURL.of)
  }

  /// A feed as it can be read.
  ///
  /// - Throws: `bad_feed`, or why the bytes are no text.
  static func feed(
    _ body: [UInt8], contentType: String?, url: String
  ) throws(InputError) -> (Feed, CharsetDecoder.DecodedText) {
    let text = try WebDocument.decode(
      body, contentType: contentType, limit: largestDocument, declared: XMLDeclaration.encoding)
    do {
      let mediaType = contentType?.split(separator: ";").first.map(String.init)
      return (try Feed.read(text.bytes, mediaType: mediaType, url: url), text)
    } catch {
      throw InputError(.badFeed, error.description)
    }
  }

  /// A sitemap as it can be read.
  ///
  /// - Throws: `bad_feed`, or why the bytes are no text.
  static func sitemap(
    _ body: [UInt8], contentType: String?, url: String
  ) throws(InputError) -> Sitemap {
    let text = try WebDocument.decode(
      body, contentType: contentType, limit: largestDocument, declared: XMLDeclaration.encoding)
    do {
      return try Sitemap.read(text.bytes, url: url)
    } catch {
      throw InputError(.badFeed, error.description)
    }
  }

  /// What the protocol of sitemaps allows at most, in bytes.
  private static let largestDocument = 52_428_800
}
