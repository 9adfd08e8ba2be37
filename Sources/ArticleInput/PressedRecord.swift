public import ETLModel

/// A page, or what else was fetched, as a record of an archive: hashed and compressed.
public struct PressedRecord: Sendable {
  /// 400 pages of news are compressed to 21.8 % of their size at 132 MB/s; at zlib's own level, 6, to
  /// 19.5 % at 59 MB/s.
  private static let level: Int32 = 3

  /// SHA-256 of the body in hexadecimal.
  public let bodyHash: String
  let date: String
  let member: [UInt8]
  private let fields: [HeaderField]
  private let block: [UInt8]

  /// Makes a record.
  ///
  /// - Parameters:
  ///   - asked: The address that was asked for.
  ///   - reference: What led to the page; nil for what is no page.
  ///   - kind: What the record is that holds no page.
  ///   - bodyHash: SHA-256 of the body in hexadecimal.
  ///   - isKept: Whether an archive will hold it.
  /// - Throws: `bad_record` for an address that no field can hold.
  public init(
    _ page: CrawledPage, asked: String, _ reference: PageReference?, kind: AddressState.Kind,
    bodyHash: String, isKept: Bool
  ) throws(InputError) {
    self.bodyHash = bodyHash
    date = WARCDate.text(page.fetchedAt)
    var extra = reference?.fields ?? []
    if asked != page.url {
      extra.append(HeaderField(name: ArchiveField.requestedURL, value: asked))
    }
    if kind != .page { extra.append(HeaderField(name: ArchiveField.kind, value: kind.rawValue)) }
    let head = page.archivedHead
    block = head + page.body
    fields =
      [
        HeaderField(name: "WARC-Date", value: date),
        HeaderField(name: "WARC-Target-URI", value: page.url),
      ] + extra
    member =
      isKept
      ? try WARCWriter.response(
        url: page.url, date: date, head: head, body: page.body, bodyHash: bodyHash, extra: extra,
        level: Self.level) : []
  }

  /// The record as it is read in an archive.
  public func placed(offset: Int, length: Int) -> WARCRecord {
    var record = WARCRecord(
      version: "1.1", type: "response", fields: fields, block: block, offset: offset,
      length: length)
    record.bodyHash = bodyHash
    return record
  }
}
