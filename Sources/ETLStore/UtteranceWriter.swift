import ETLModel
import GRDB

/// Writes which quotes report the same saying.
///
/// An utterance keeps its id while it grows, and one that takes in others keeps the smallest id of
/// them. Quotes of articles that a run did not see stay where they are. What is to stand in the
/// tables is worked out first and compared with what stands there: a run that finds nothing new
/// writes nothing.
struct UtteranceWriter {
  /// The current version of every article of this run.
  let versions: [ArticleKey: Int64]
  /// The utterances of quotes that this run has written again, by the quotes' keys.
  let formerUtterances: [String: Int64]

  /// A quote's place in an utterance.
  private struct Membership: Equatable {
    var utterance: Int64
    var similarity: Double
  }

  /// An utterance as this run found it.
  private struct Found {
    var representative: Int64
    /// The quotes and their similarities, in the order of the verdicts.
    var members: [(quote: Int64, similarity: Double)] = []
    /// The number of its members in each utterance of the table.
    var shares: [Int64: Int] = [:]
    var id: Int64 = 0
  }

  func write(_ verdicts: [UtteranceVerdict], _ database: Database) throws {
    var found = try utterances(in: verdicts, database)
    let seen = Set(verdicts.compactMap { versions[$0.article] })
    let before = try memberships(database)
    for index in found.indices {
      for member in found[index].members {
        if let id = before.all[member.quote]?.utterance { found[index].shares[id, default: 0] += 1 }
      }
    }
    try addFormer(&found, database)
    try assignIDs(&found, database)
    let merged = merges(found)
    var wanted = before.all.filter { !seen.contains(before.versions[$0.key] ?? 0) }
    for (quote, membership) in wanted {
      if let kept = merged[membership.utterance] { wanted[quote]?.utterance = kept }
    }
    for utterance in found {
      for member in utterance.members {
        wanted[member.quote] = Membership(utterance: utterance.id, similarity: member.similarity)
      }
    }
    try insertUtterances(found, database)
    try writeMemberships(wanted, before.all, database)
    try Self.tidy(database)
    try writeRepresentatives(found, database)
  }

  // MARK: What was found

  /// The utterances of the verdicts, as far as their quotes were loaded, ordered by representative.
  private func utterances(
    in verdicts: [UtteranceVerdict], _ database: Database
  ) throws -> [Found] {
    let ids = try quoteIDs(verdicts, database)
    var found: [QuoteReference: Found] = [:]
    for verdict in verdicts {
      for link in verdict.links {
        let reference = QuoteReference(article: verdict.article, quote: link.quote)
        guard let quote = ids[reference], let representative = ids[link.representative] else {
          continue
        }
        found[link.representative, default: Found(representative: representative)]
          .members.append((quote, link.similarity))
      }
    }
    // What is left alone because the others were rejected further on is none.
    return found.filter { $0.value.members.count > 1 }.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The rows of the quotes that the verdicts name.
  private func quoteIDs(
    _ verdicts: [UtteranceVerdict], _ database: Database
  ) throws -> [QuoteReference: Int64] {
    var ids: [QuoteReference: Int64] = [:]
    let statement = try database.cachedStatement(
      sql: "SELECT seq, quote_id FROM quote WHERE version_id = ?")
    for verdict in verdicts where !verdict.links.isEmpty {
      guard let version = versions[verdict.article] else { continue }
      let rows = try Row.fetchCursor(statement, arguments: [version])
      while let row = try rows.next() {
        ids[QuoteReference(article: verdict.article, quote: row[0])] = row[1]
      }
    }
    return ids
  }

  // MARK: What is stored

  private func memberships(
    _ database: Database
  ) throws -> (all: [Int64: Membership], versions: [Int64: Int64]) {
    var all: [Int64: Membership] = [:]
    var versions: [Int64: Int64] = [:]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT u.quote_id, u.utterance_id, u.similarity, q.version_id
        FROM utterance_quote u JOIN quote q ON q.quote_id = u.quote_id
        """)
    while let row = try rows.next() {
      all[row[0]] = Membership(utterance: row[1], similarity: row[2])
      versions[row[0]] = row[3]
    }
    return (all, versions)
  }

  /// Counts quotes that were written again as members of the utterances they were in.
  private func addFormer(_ found: inout [Found], _ database: Database) throws {
    guard !formerUtterances.isEmpty else { return }
    let statement = try database.cachedStatement(
      sql: "SELECT quote_key FROM quote WHERE quote_id = ?")
    for index in found.indices {
      for member in found[index].members {
        guard let key = try String.fetchOne(statement, arguments: [member.quote]),
          let id = formerUtterances[key]
        else { continue }
        found[index].shares[id, default: 0] += 1
      }
    }
  }

  // MARK: Ids

  /// Gives each utterance the smallest id that it goes on, if no other has more of its quotes, or
  /// else a new one.
  private func assignIDs(_ found: inout [Found], _ database: Database) throws {
    var claims: [(id: Int64, share: Int, index: Int)] = []
    for (index, utterance) in found.enumerated() {
      claims += utterance.shares.map { ($0.key, $0.value, index) }
    }
    claims.sort { ($0.id, -$0.share, $0.index) < ($1.id, -$1.share, $1.index) }
    var taken: Set<Int64> = []
    for claim in claims where found[claim.index].id == 0 {
      if taken.insert(claim.id).inserted { found[claim.index].id = claim.id }
    }
    var last = max(
      try Int64.fetchOne(database, sql: "SELECT max(utterance_id) FROM utterance") ?? 0,
      taken.max() ?? 0)
    for index in found.indices where found[index].id == 0 {
      last += 1
      found[index].id = last
    }
  }

  /// Which utterance took in each one that no found one goes on.
  private func merges(_ found: [Found]) -> [Int64: Int64] {
    let kept = Set(found.map(\.id))
    var merged: [Int64: (id: Int64, share: Int)] = [:]
    for utterance in found {
      for (id, share) in utterance.shares where !kept.contains(id) {
        if share > merged[id]?.share ?? 0 { merged[id] = (utterance.id, share) }
      }
    }
    return merged.mapValues(\.id)
  }

  // MARK: Rows

  private func insertUtterances(_ found: [Found], _ database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO utterance (utterance_id, speaker_id, representative_quote_id)
        SELECT :id, speaker_id, quote_id FROM quote WHERE quote_id = :quote
        ON CONFLICT DO NOTHING
        """)
    for utterance in found.sorted(by: { $0.id < $1.id }) {
      try statement.execute(arguments: ["id": utterance.id, "quote": utterance.representative])
    }
  }

  private func writeMemberships(
    _ wanted: [Int64: Membership], _ stored: [Int64: Membership], _ database: Database
  ) throws {
    for quote in stored.keys.sorted() where wanted[quote] == nil {
      try database.execute(
        sql: "DELETE FROM utterance_quote WHERE quote_id = ?", arguments: [quote])
    }
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO utterance_quote (quote_id, utterance_id, similarity) VALUES (?, ?, ?)
        ON CONFLICT (quote_id) DO UPDATE SET utterance_id = excluded.utterance_id,
          similarity = excluded.similarity
        """)
    for (quote, membership) in wanted.sorted(by: { $0.key < $1.key })
    where stored[quote] != membership {
      try statement.execute(arguments: [quote, membership.utterance, membership.similarity])
    }
  }

  /// Brings representatives and speakers in line with what was found.
  private func writeRepresentatives(_ found: [Found], _ database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE utterance SET representative_quote_id = :quote, speaker_id = q.speaker_id
        FROM (SELECT speaker_id FROM quote WHERE quote_id = :quote) AS q
        WHERE utterance_id = :id
          AND (representative_quote_id IS NOT :quote OR utterance.speaker_id IS NOT q.speaker_id)
        """)
    for utterance in found {
      try statement.execute(arguments: ["quote": utterance.representative, "id": utterance.id])
    }
  }

  // MARK: Versions

  /// The utterances of the quotes of a version that is about to be written again, by the quotes'
  /// keys.
  static func former(version: Int64, _ database: Database) throws -> [String: Int64] {
    let rows = try Row.fetchAll(
      try database.cachedStatement(
        sql: """
          SELECT q.quote_key, u.utterance_id
          FROM quote q JOIN utterance_quote u ON u.quote_id = q.quote_id
          WHERE q.version_id = ?
          """), arguments: [version])
    return Dictionary(rows.map { ($0[0] as String, $0[1] as Int64) }, uniquingKeysWith: { $1 })
  }

  /// Takes the quotes of a version that is no longer the current one out of their utterances.
  static func remove(version: Int64, _ database: Database) throws {
    try database.cachedStatement(
      sql: """
        DELETE FROM utterance_quote
        WHERE quote_id IN (SELECT quote_id FROM quote WHERE version_id = ?)
        """
    ).execute(arguments: [version])
  }

  /// Removes utterances of fewer than two quotes, and finds a representative for those that have
  /// lost theirs: the quote that was most like it, the first among equals.
  static func tidy(_ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM utterance WHERE utterance_id IN (
          SELECT t.utterance_id FROM utterance t LEFT JOIN utterance_quote u USING (utterance_id)
          GROUP BY t.utterance_id HAVING count(u.quote_id) < 2)
        """)
    try database.execute(
      sql: """
        UPDATE utterance SET representative_quote_id = (
          SELECT quote_id FROM utterance_quote u WHERE u.utterance_id = utterance.utterance_id
          ORDER BY similarity DESC, quote_id LIMIT 1)
        WHERE representative_quote_id IS NULL OR NOT EXISTS (
          SELECT 1 FROM utterance_quote u
          WHERE u.quote_id = representative_quote_id AND u.utterance_id = utterance.utterance_id)
        """)
  }
}
