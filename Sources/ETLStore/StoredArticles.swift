import ETLModel
import GRDB

/// Reads articles back as the stages handed them on: the current versions, with everything that
/// cleaning and segmentation said of them.
struct StoredArticles {
  let database: Database

  /// The documents of some articles with their sentences, in the order of the ids.
  ///
  /// - Parameters:
  ///   - hasResidue: Whether residue is read too.
  ///   - hasSentences: Whether sentences are read too.
  /// - Complexity: O(*n*) in the size of the articles.
  func documents(
    ids: [Int64], hasResidue: Bool, hasSentences: Bool
  ) throws -> [SegmentedDocument] {
    let list = PipelineMemory.list(ids)
    let rows = try Row.fetchAll(
      try database.cachedStatement(sql: Self.sql), arguments: [list])
    var documents: [SegmentedDocument] = []
    var places: [Int64: Int] = [:]
    for row in rows {
      places[row["version_id"]] = documents.count
      documents.append(SegmentedDocument(document: document(row), sentences: []))
    }
    let versions = PipelineMemory.list(places.keys.sorted())
    if hasResidue { try addResidue(versions, places, &documents) }
    if hasSentences { try addSentences(versions, places, &documents) }
    return documents
  }

  private static let sql = """
    SELECT a.input, a.external_id, a.url, s.slug, v.version_id, v.title, v.byline, v.dateline,
      v.agency, v.section, v.language, v.published_at, v.published_on, v.published_raw,
      v.published_precision, v.published_from, v.body, v.word_count, c.via, c.url AS capture_url,
      c.final_url, c.fetched_at, c.http_status, c.media_type, c.charset, c.charset_from, c.bytes, c.sha256, c.container, c.record_offset,
      c.record_length
    FROM article a
    JOIN article_version v ON v.article_id = a.article_id AND v.is_current = 1
    JOIN capture c ON c.capture_id = v.capture_id
    LEFT JOIN source s ON s.source_id = a.source_id
    WHERE a.article_id IN (SELECT value FROM json_each(?))
    ORDER BY a.article_id
    """

  private func document(_ row: Row) -> Document {
    let body: String = row["body"]
    var document = Document(
      article: ArticleKey(input: row["input"], externalID: row["external_id"]),
      capture: capture(row), body: Array(body.utf8))
    document.url = row["url"]
    document.source = row["slug"]
    document.title = row["title"]
    document.byline = row["byline"]
    document.dateline = row["dateline"]
    document.agency = row["agency"]
    document.section = row["section"]
    document.language = row["language"]
    document.publication.at = row["published_at"]
    document.publication.on = row["published_on"]
    document.publication.raw = row["published_raw"]
    let precision: String? = row["published_precision"]
    document.publication.precision = precision.flatMap { Publication.Precision(rawValue: $0) }
    document.publication.origin = row["published_from"]
    document.wordCount = row["word_count"]
    return document
  }

  private func capture(_ row: Row) -> Capture {
    let via: String = row["via"]
    var capture = Capture(
      via: Capture.Via(rawValue: via) ?? .file, charset: row["charset"] ?? "",
      charsetOrigin: row["charset_from"] ?? "", byteCount: row["bytes"], sha256: row["sha256"])
    capture.url = row["capture_url"]
    capture.finalURL = row["final_url"]
    capture.fetchedAt = row["fetched_at"]
    capture.httpStatus = row["http_status"]
    capture.mediaType = row["media_type"]
    capture.container = row["container"]
    capture.recordOffset = row["record_offset"]
    capture.recordLength = row["record_length"]
    return capture
  }

  private func addResidue(
    _ versions: String, _ places: [Int64: Int], _ documents: inout [SegmentedDocument]
  ) throws {
    let rows = try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT version_id, kind, text, rule FROM residue
          WHERE version_id IN (SELECT value FROM json_each(?)) ORDER BY version_id, seq
          """), arguments: [versions])
    while let row = try rows.next() {
      let kind: String = row[1]
      guard let place = places[row[0]] else { continue }
      documents[place].document.residue.append(
        Residue(kind: Residue.Kind(rawValue: kind) ?? .other, text: row[2], rule: row[3]))
    }
  }

  private func addSentences(
    _ versions: String, _ places: [Int64: Int], _ documents: inout [SegmentedDocument]
  ) throws {
    let rows = try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT version_id, paragraph, sentence_start, sentence_end FROM sentence
          WHERE version_id IN (SELECT value FROM json_each(?)) ORDER BY version_id, seq
          """), arguments: [versions])
    var version: Int64?
    var offsets = UTF8Offsets([])
    while let row = try rows.next() {
      guard let place = places[row[0]] else { continue }
      if version != row[0] {
        version = row[0]
        offsets = UTF8Offsets(documents[place].document.body)
      }
      let start = offsets.offset(ofCodePoint: row[2])
      let end = offsets.offset(ofCodePoint: row[3])
      documents[place].sentences.append(
        Sentence(span: TextSpan(start, end), paragraph: row[1]))
    }
  }
}

/// Turns rising code point offsets of a text into UTF-8 offsets.
struct UTF8Offsets {
  private let text: [UInt8]
  private var codePoint = 0
  private var offset = 0

  init(_ text: [UInt8]) { self.text = text }

  /// The UTF-8 offset before which `count` code points begin.
  ///
  /// - Precondition: `count` is not smaller than in the call before.
  /// - Complexity: O(*n*) in the distance from the call before.
  mutating func offset(ofCodePoint count: Int) -> Int {
    while codePoint < count, offset < text.count {
      offset += 1
      while offset < text.count, text[offset] & 0xC0 == 0x80 { offset += 1 }
      codePoint += 1
    }
    return offset
  }
}
