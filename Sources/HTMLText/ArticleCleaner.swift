import ArabicText
public import ETLModel

/// Finds the text of an article in what was read: title, author, date and body, without the
/// menus, captions and links around them.
///
///     var article = RawArticle(article: key, content: .html(page), capture: capture)
///     let document = try ArticleCleaner(options: .init()).clean(article)
///     document.residue.map(\.rule)   // ["navigation.nav", "related.label", …]
///
/// The same article gives the same document. Cleaners may work on many threads at once.
public struct ArticleCleaner: Sendable {
  /// What is removed and where the limits are.
  public struct Options: Sendable, Hashable {
    /// Whether residue leaves the body. If false, title, byline and all residue stay in it and
    /// the residue is empty; ``BodyText`` still applies.
    public var removesResidue = true
    /// The most bytes of an article; a larger one is rejected as `too_large`.
    public var maximumBytes = 20_000_000
    /// The deepest nesting of a page that is followed. What nests deeper counts as text of the
    /// deepest element.
    public var maximumDepth = 512

    /// Creates the default options.
    public init() {}
  }

  let options: Options

  /// Creates a cleaner.
  public init(options: Options) {
    self.options = options
  }

  /// Cleans an article. A body without any text is no error.
  ///
  /// - Throws: ``CleaningError`` with the reason `too_large` if the content has more than
  ///   ``Options/maximumBytes`` bytes, `too_deep` if the parser gives up on a page,
  ///   `not_an_article` if nothing on a page of many blocks is taken for an
  ///   article's text.
  /// - Complexity: O(*n*).
  public func clean(_ article: RawArticle) throws(CleaningError) -> Document {
    let count =
      switch article.content {
      case .text(let bytes), .html(let bytes): bytes.count
      }
    guard count <= options.maximumBytes else {
      throw .reject(.tooLarge, "\(count) bytes, more than \(options.maximumBytes)")
    }
    switch article.content {
    case .text(let text): return try cleanText(text, article)
    case .html(let html): return try cleanPage(html, article)
    }
  }

  private func cleanText(_ raw: [UInt8], _ article: RawArticle) throws(CleaningError) -> Document {
    // A scraper that took the text from a script leaves its references: `&quot;`, `&nbsp;`.
    let text = Self.decoded(raw)
    let title = article.title.map { String(decoding: Self.decoded(Array($0.utf8)), as: UTF8.self) }
    var cleaner = TextCleaner(
      pieces: TextPieces.cut(text), title: Self.line(title), isPage: false)
    try cleaner.run()
    let body = options.removesResidue ? TextPieces.join(cleaner.pieces) : BodyText.cleaned(text)
    return document(article, cleaner, PageMetadata(), body)
  }

  private static func decoded(_ text: [UInt8]) -> [UInt8] {
    guard MarkupByte.isFound(0x26, text) else { return text }
    return CharacterReference.decoded(text[...], keepsControls: true)
  }

  func document(
    _ article: RawArticle, _ cleaner: TextCleaner, _ metadata: PageMetadata, _ body: [UInt8]
  ) -> Document {
    var document = Document(article: article.article, capture: article.capture, body: body)
    document.url = article.url
    document.source = article.source
    document.title = cleaner.title
    document.byline = Self.line(article.author) ?? metadata.author ?? cleaner.credit.byline
    document.dateline = cleaner.credit.dateline
    document.agency = cleaner.credit.agency
    document.section = metadata.section
    document.language = metadata.language
    document.publication = publication(article, cleaner, metadata)
    if options.removesResidue { document.residue = cleaner.residue }
    document.wordCount = Tokenizer.wordCount(of: body)
    return document
  }

  /// The date of publication among those that the article gives.
  private func publication(
    _ article: RawArticle, _ cleaner: TextCleaner, _ metadata: PageMetadata
  ) -> Publication {
    var candidates: [DateCandidate] = []
    if let raw = Self.line(article.published) {
      candidates.append(DateCandidate(raw: raw, origin: "field", role: .field))
    }
    candidates += metadata.dates
    if let raw = article.url.flatMap(AddressDate.of) {
      candidates.append(DateCandidate(raw: raw, origin: "url", role: .address))
    }
    if let raw = cleaner.dateText {
      let role = cleaner.isPage ? DateCandidate.Role.text : .shown
      candidates.append(DateCandidate(raw: raw, origin: "text", role: role))
    }
    return PublicationChoice(
      candidates, timezone: article.timezone, isMonthFirst: metadata.isMonthFirst
    ).chosen()
  }

  /// A field as one line; nil when it holds no text.
  static func line(_ field: String?) -> String? {
    guard let field else { return nil }
    var cleaned = BodyText.cleaned(Array(field.utf8))
    for index in cleaned.indices where cleaned[index] == 0x0A { cleaned[index] = 0x20 }
    return cleaned.isEmpty ? nil : String(decoding: BodyText.cleaned(cleaned), as: UTF8.self)
  }
}
