import ETLModel
import GRDB

extension StoredArticles {
  /// Articles with what comparing their quotes needs: text, dates, and of each quote the content,
  /// kind, polarity and speakers. Of the places in the text only that of the content is read.
  ///
  /// - Complexity: O(*n*) in the size of the articles.
  func quotedDocuments(ids: [Int64]) throws -> [TaggedDocument] {
    var documents = try documents(ids: ids, hasResidue: false, hasSentences: false).map {
      TaggedDocument(segmented: $0, quotes: [], speakers: [])
    }
    let places = try places(of: ids)
    let versions = PipelineMemory.list(places.keys.sorted())
    let joint = try jointSpeakers(versions)
    let rows = try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT q.version_id, q.quote_id, q.kind, q.content_start, q.content, q.polarity,
            s.speaker_key, s.name, s.kind
          FROM quote q LEFT JOIN speaker s ON s.speaker_id = q.speaker_id
          WHERE q.version_id IN (SELECT value FROM json_each(?)) ORDER BY q.version_id, q.seq
          """), arguments: [versions])
    var version: Int64?
    var offsets = UTF8Offsets([])
    while let row = try rows.next() {
      guard let place = places[row[0]] else { continue }
      if version != row[0] {
        version = row[0]
        offsets = UTF8Offsets(documents[place].segmented.document.body)
      }
      let start = offsets.offset(ofCodePoint: row[3])
      let content: String = row[4]
      var quote = Quote(
        kind: Quote.Kind(rawValue: row[2]) ?? .indirect,
        content: TextSpan(start, start + content.utf8.count), rule: "", confidence: 0)
      quote.polarity = Quote.Polarity(rawValue: row[5]) ?? .asserted
      if let key: String = row[6] {
        quote.speaker = documents[place].speakers.count
        documents[place].speakers.append(speaker(key, name: row[7], kind: row[8]))
      }
      for member in joint[row[1]] ?? [] {
        quote.participants.append(
          QuoteParticipant(
            part: .speaker, span: quote.content, speaker: documents[place].speakers.count))
        documents[place].speakers.append(member)
      }
      documents[place].quotes.append(quote)
    }
    return documents
  }

  /// Where the current version of each article stands in the order of the ids.
  private func places(of ids: [Int64]) throws -> [Int64: Int] {
    let versions = try Int64.fetchAll(
      try database.cachedStatement(
        sql: """
          SELECT version_id FROM article_version
          WHERE is_current = 1 AND article_id IN (SELECT value FROM json_each(?))
          ORDER BY article_id
          """), arguments: [PipelineMemory.list(ids)])
    return Dictionary(zip(versions, versions.indices), uniquingKeysWith: { $1 })
  }

  private func jointSpeakers(_ versions: String) throws -> [Int64: [Speaker]] {
    var speakers: [Int64: [Speaker]] = [:]
    let rows = try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT p.quote_id, s.speaker_key, s.name, s.kind
          FROM quote q
          JOIN quote_participant p ON p.quote_id = q.quote_id AND p.part = 'speaker'
          JOIN speaker s ON s.speaker_id = p.speaker_id
          WHERE q.version_id IN (SELECT value FROM json_each(?)) ORDER BY p.quote_id, p.seq
          """), arguments: [versions])
    while let row = try rows.next() {
      speakers[row[0], default: []].append(speaker(row[1], name: row[2], kind: row[3]))
    }
    return speakers
  }

  private func speaker(_ key: String, name: String, kind: String) -> Speaker {
    Speaker(key: key, name: name, kind: Speaker.Kind(rawValue: kind) ?? .unknown)
  }

  /// The clusters of copies that some articles are in, without the evidence.
  func duplicateVerdicts(ids: [Int64]) throws -> [DuplicateVerdict] {
    let rows = try Row.fetchAll(
      try database.cachedStatement(
        sql: """
          SELECT a.input, a.external_id, b.input, b.external_id, m.relation
          FROM article a
          JOIN article_version v ON v.article_id = a.article_id AND v.is_current = 1
          LEFT JOIN duplicate_member m ON m.version_id = v.version_id
          LEFT JOIN duplicate_cluster c ON c.cluster_id = m.cluster_id
          LEFT JOIN article_version w ON w.version_id = c.representative_version_id
          LEFT JOIN article b ON b.article_id = w.article_id
          WHERE a.article_id IN (SELECT value FROM json_each(?)) ORDER BY a.article_id
          """), arguments: [PipelineMemory.list(ids)])
    return rows.map { row in
      var verdict = DuplicateVerdict(article: ArticleKey(input: row[0], externalID: row[1]))
      if let input: String = row[2], let id: String = row[3], let relation: String = row[4] {
        verdict.membership = ClusterMembership(
          representative: ArticleKey(input: input, externalID: id),
          relation: ClusterMembership.Relation(rawValue: relation) ?? .near)
      }
      return verdict
    }
  }
}
