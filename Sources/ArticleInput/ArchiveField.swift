import ETLModel

/// The fields beyond ISO 28500 that records of fetched pages have: what led to the page and what was
/// said of it there. Other programs pass over them.
public enum ArchiveField {
  /// The article's name in its input: a GUID, or an address in its canonical form.
  static let externalID = "ETL-External-ID"
  /// The address that was asked for, when another one answered.
  static let requestedURL = "ETL-Requested-URL"
  static let title = "ETL-Title"
  static let author = "ETL-Author"
  static let published = "ETL-Published"
  /// What a record is that holds no page: `feed` or `sitemap`.
  public static let kind = "ETL-Kind"
}

extension WARCRecord {
  /// The address that was asked for, as a crawl of ours has noted it.
  public var requestedURL: String? { self[ArchiveField.requestedURL] ?? targetURL }
}
