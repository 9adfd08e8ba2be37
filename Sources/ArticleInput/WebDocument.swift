import ETLModel

/// A document that leads to pages: a feed or a sitemap as it came from the web.
public enum WebDocument {
  /// The bytes of a document in UTF-8.
  ///
  /// - Parameters:
  ///   - body: The body of the answer without the codings of HTTP; one that is gzip itself, as
  ///     sitemaps often are, is decompressed.
  ///   - contentType: The value of the field `Content-Type`.
  ///   - declared: What the document says of its character set, given its bytes.
  ///   - limit: The most bytes that it may have.
  /// - Throws: `bad_archive`, `too_large`, `binary` or `bad_charset`.
  public static func decode(
    _ body: [UInt8], contentType: String?, limit: Int, declared: ([UInt8]) -> String?
  ) throws(InputError) -> CharsetDecoder.DecodedText {
    let bytes = Array(try ContentCoding.gunzip(body[...], limit: limit))
    // What is valid in UTF-8 is hardly ever something else, whatever a server says.
    let charset = declared(bytes) ?? ContentType(contentType).charset
    return try CharsetDecoder.decode(bytes, isHTML: false, declared: charset)
  }
}
