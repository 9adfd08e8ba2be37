import ETLModel
import GRDB

/// Writes quotes, their parts and the speakers they name.
final class QuoteWriter {
  private let search: SearchIndex
  private var speakers: [String: Int64] = [:]
  private var aliases: Set<AliasKey> = []
  private var nextQuoteID: Int64
  private var hasRemoved = false

  private struct AliasKey: Hashable {
    var speaker: Int64
    var alias: String
  }

  init(search: SearchIndex, _ database: Database) throws {
    self.search = search
    let last = try Int64.fetchOne(database, sql: "SELECT max(quote_id) FROM quote")
    nextQuoteID = (last ?? 0) + 1
  }

  /// Remembers that quotes were deleted, so that their speakers may be unused.
  func noteRemoval() { hasRemoved = true }

  func write(_ rows: ArticleRows, version: Int64, number: Int, _ database: Database) throws {
    let speakerIDs = try rows.speakers.map { try speakerID($0, database) }
    let firstID = nextQuoteID
    nextQuoteID += Int64(rows.quotes.count)
    var occurrences: [String: Int] = [:]
    for (seq, row) in rows.quotes.enumerated() {
      let occurrence = occurrences[row.foldedContent, default: 0]
      occurrences[row.foldedContent] = occurrence + 1
      let key = ContentHash.sha256(ofFields: [
        rows.article.digest, String(number), row.foldedContent, String(occurrence),
      ])
      let id = firstID + Int64(seq)
      try insert(
        row, id: id, key: key.shortHex, version: version, seq: seq,
        speaker: row.quote.speaker.map { speakerIDs[$0] },
        parent: row.quote.parent.map { firstID + Int64($0) }, database)
      try insertParts(row, id: id, speakerIDs, database)
      try insertMentions(row, id: id, speakerIDs, database)
      try search.add(row, id: id, database)
    }
  }

  private func insert(
    _ row: QuoteRow, id: Int64, key: String, version: Int64, seq: Int, speaker: Int64?,
    parent: Int64?, _ database: Database
  ) throws {
    let quote = row.quote
    try database.cachedStatement(
      sql: """
        INSERT INTO quote (quote_id, quote_key, version_id, seq, kind, content, content_start,
          content_end, cue, cue_lemma, cue_start, cue_end, stance, source, source_start,
          source_end, speaker_id, role, resolution, polarity, modality, parent_quote_id, rule,
          confidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      id, key, version, seq, quote.kind.rawValue, row.content.text, row.content.start,
      row.content.end, row.cue?.text, quote.cueLemma, row.cue?.start, row.cue?.end, quote.stance,
      row.source?.text, row.source?.start, row.source?.end, speaker, quote.role,
      quote.resolution?.rawValue, quote.polarity.rawValue, quote.modality, parent, quote.rule,
      quote.confidence,
    ])
  }

  private func insertParts(
    _ row: QuoteRow, id: Int64, _ speakerIDs: [Int64], _ database: Database
  ) throws {
    for (seq, segment) in row.segments.enumerated() {
      try database.cachedStatement(
        sql: """
          INSERT INTO quote_segment (quote_id, seq, segment_start, segment_end, is_verbatim)
          VALUES (?, ?, ?, ?, ?)
          """
      ).execute(arguments: [id, seq, segment.start, segment.end, segment.isVerbatim])
    }
    for (seq, participant) in row.participants.enumerated() {
      try database.cachedStatement(
        sql: """
          INSERT INTO quote_participant (quote_id, seq, part, surface, surface_start, surface_end,
            speaker_id)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        id, seq, participant.part.rawValue, participant.span.text, participant.span.start,
        participant.span.end, participant.speaker.map { speakerIDs[$0] },
      ])
    }
  }

  private func insertMentions(
    _ row: QuoteRow, id: Int64, _ speakerIDs: [Int64], _ database: Database
  ) throws {
    for (seq, mention) in row.mentions.enumerated() {
      try database.cachedStatement(
        sql: """
          INSERT INTO quote_mention (quote_id, seq, speaker_id, surface, surface_start, surface_end)
          VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        id, seq, speakerIDs[mention.speaker], mention.span.text, mention.span.start,
        mention.span.end,
      ])
    }
  }

  // MARK: Speakers

  private func speakerID(_ speaker: Speaker, _ database: Database) throws -> Int64 {
    let id = try findOrInsert(speaker, database)
    for alias in speaker.aliases
    where aliases.insert(AliasKey(speaker: id, alias: alias.text)).inserted {
      try database.cachedStatement(
        sql: """
          INSERT INTO speaker_alias (speaker_id, alias, alias_folded, origin) VALUES (?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """
      ).execute(arguments: [id, alias.text, alias.folded, alias.origin.rawValue])
    }
    return id
  }

  private func findOrInsert(_ speaker: Speaker, _ database: Database) throws -> Int64 {
    if let id = speakers[speaker.key] { return id }
    let id: Int64
    if let found = try Int64.fetchOne(
      database, sql: "SELECT speaker_id FROM speaker WHERE speaker_key = ?",
      arguments: [speaker.key])
    {
      id = found
      if speaker.nameEnglish != nil { try update(speaker, id, database) }
    } else {
      try database.execute(
        sql: """
          INSERT INTO speaker (speaker_key, name, name_en, wikidata_qid, kind, gender, country)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          speaker.key, speaker.name, speaker.nameEnglish, speaker.wikidataID,
          speaker.kind.rawValue, speaker.gender, speaker.country,
        ])
      id = database.lastInsertedRowID
    }
    speakers[speaker.key] = id
    try redirect(to: id, speaker, database)
    return id
  }

  /// Leads the keys that `speaker` had before the lexicon knew it to its row: quotes, participants
  /// and spellings move there, and the old keys stay in `speaker_redirect`.
  private func redirect(to id: Int64, _ speaker: Speaker, _ database: Database) throws {
    for alias in speaker.aliases where alias.origin == .lexicon {
      for kind in [speaker.kind, .unknown] {
        let old = "\(kind.rawValue):\(alias.folded)"
        guard old != speaker.key,
          let oldID = try Int64.fetchOne(
            database, sql: "SELECT speaker_id FROM speaker WHERE speaker_key = ?",
            arguments: [old])
        else { continue }
        for table in [
          "quote", "quote_participant", "quote_mention", "utterance", "speaker_redirect",
        ] {
          try database.execute(
            sql: "UPDATE \(table) SET speaker_id = ? WHERE speaker_id = ?",
            arguments: [id, oldID])
        }
        try database.execute(
          sql: "UPDATE OR IGNORE speaker_alias SET speaker_id = ? WHERE speaker_id = ?",
          arguments: [id, oldID])
        try database.execute(
          sql: "DELETE FROM speaker_alias WHERE speaker_id = ?", arguments: [oldID])
        try database.execute(
          sql: "DELETE FROM speaker WHERE speaker_id = ?", arguments: [oldID])
        try database.execute(
          sql: "INSERT OR REPLACE INTO speaker_redirect (old_key, speaker_id) VALUES (?, ?)",
          arguments: [old, id])
        speakers[old] = nil
      }
    }
  }

  /// Takes over what a lexicon says of a speaker now.
  private func update(_ speaker: Speaker, _ id: Int64, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE speaker SET name = :name, name_en = :english, wikidata_qid = :qid, kind = :kind,
          gender = :gender, country = :country
        WHERE speaker_id = :id AND (name <> :name OR name_en IS NOT :english OR kind <> :kind
          OR wikidata_qid IS NOT :qid OR gender IS NOT :gender OR country IS NOT :country)
        """,
      arguments: [
        "name": speaker.name, "english": speaker.nameEnglish, "qid": speaker.wikidataID,
        "kind": speaker.kind.rawValue, "gender": speaker.gender, "country": speaker.country,
        "id": id,
      ])
  }

  /// Removes speakers that no quote has or names any more.
  func removeUnusedSpeakers(_ database: Database) throws {
    guard hasRemoved else { return }
    let used = """
      SELECT speaker_id FROM quote WHERE speaker_id IS NOT NULL
      UNION SELECT speaker_id FROM quote_participant WHERE speaker_id IS NOT NULL
      UNION SELECT speaker_id FROM quote_mention
      UNION SELECT speaker_id FROM utterance WHERE speaker_id IS NOT NULL
      """
    try database.execute(sql: "DELETE FROM speaker_alias WHERE speaker_id NOT IN (\(used))")
    try database.execute(sql: "DELETE FROM speaker WHERE speaker_id NOT IN (\(used))")
  }
}
