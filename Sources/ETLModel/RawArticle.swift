/// An article as it was read: markup and residue included, but decoded to UTF-8.
public struct RawArticle: Record, Hashable {
  public var article: ArticleKey
  public var url: String?
  /// The title that came beside the text (a JSONL field), if one did.
  public var title: String?
  /// The author that came beside the text.
  public var author: String?
  /// The publication date that came beside the text, as it was written there.
  public var published: String?
  /// The publisher's name or slug.
  public var source: String?
  /// The IANA time zone that times without one are in, such as `Asia/Riyadh`.
  public var timezone: String?
  public var content: Content
  public var capture: Capture

  /// The text of the article, in valid UTF-8.
  public enum Content: Hashable, Sendable {
    /// Lines of text without markup.
    case text([UInt8])
    /// An HTML page or fragment.
    case html([UInt8])
  }

  /// Creates an article from what was read.
  public init(article: ArticleKey, content: Content, capture: Capture) {
    self.article = article
    self.content = content
    self.capture = capture
  }
}

/// One response, file or record as it was read: the evidence behind an article.
public struct Capture: Hashable, Sendable {
  /// How it was read.
  public enum Via: String, Sendable {
    case file, jsonl, http, feed, sitemap, warc
  }

  public var via: Via
  /// The address that was asked for.
  public var url: String?
  /// The address that answered, when redirections led elsewhere.
  public var finalURL: String?
  /// When it was fetched, in UTC as ISO 8601.
  public var fetchedAt: String?
  public var httpStatus: Int?
  public var mediaType: String?
  /// The character set the bytes were decoded from, by its IANA name in lower case.
  public var charset: String
  /// What decided on ``charset``: `bom`, `declared`, `meta`, `valid` (the bytes are UTF-8),
  /// `detected`, or `mojibake`: the bytes are UTF-8 of Arabic that was misread before, and
  /// ``charset`` is the one it was in then.
  public var charsetOrigin: String
  /// The number of bytes before decoding.
  public var byteCount: Int
  /// SHA-256 of the bytes before decoding, in hexadecimal.
  public var sha256: String
  /// The file that holds the record, for records that share a file.
  public var container: String?
  /// Where the record starts in ``container``, in bytes of the uncompressed file; of an archive whose
  /// records are compressed one by one, in bytes of the file as it is.
  public var recordOffset: Int?
  /// How many bytes of ``container`` the record takes.
  public var recordLength: Int?

  /// Creates the evidence of one read.
  public init(
    via: Via, charset: String, charsetOrigin: String, byteCount: Int, sha256: String
  ) {
    self.via = via
    self.charset = charset
    self.charsetOrigin = charsetOrigin
    self.byteCount = byteCount
    self.sha256 = sha256
  }
}
