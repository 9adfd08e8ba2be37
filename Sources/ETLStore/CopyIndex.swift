import ETLModel
import Foundation
import GRDB

/// The index by which new articles find those that they must be compared with.
struct CopyIndex {
  let database: Database

  func write(_ entry: CopyIndexEntry, version: Int64) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO duplicate_signature (version_id, day, words, runs) VALUES (?, ?, ?, ?)
        ON CONFLICT (version_id) DO UPDATE SET day = excluded.day, words = excluded.words,
          runs = excluded.runs
        WHERE day IS NOT excluded.day OR words <> excluded.words OR runs <> excluded.runs
        """
    ).execute(arguments: [version, entry.day, Self.blob(entry.words), Self.blob(entry)])
  }

  /// Takes a text that has been replaced out of the index.
  func remove(version: Int64) throws {
    try database.execute(
      sql: "DELETE FROM duplicate_signature WHERE version_id = ?", arguments: [version])
  }

  /// The versions that a search finds, and all that clusters and pairs put together with them or
  /// with `new` ones; nil when the index lacks articles.
  ///
  /// - Parameter new: The versions of the articles of this run; the ones to be replaced if those
  ///   are changed.
  func related(to search: any CopyIndexSearch, new: Set<Int64>) throws -> Set<Int64>? {
    let lacking = try Int.fetchOne(
      database,
      sql: """
        SELECT (SELECT count(*) FROM article) - (SELECT count(*) FROM duplicate_signature)
        """)
    guard let lacking, lacking <= new.count else { return nil }
    var found = new
    try visit(search) { found.insert($0) }
    let sameWords = try database.cachedStatement(
      sql: "SELECT version_id FROM duplicate_signature WHERE words = ?")
    for words in search.words {
      found.formUnion(try Int64.fetchAll(sameWords, arguments: [Self.blob(words)]))
    }
    return try closure(of: found)
  }

  private func visit(_ search: any CopyIndexSearch, _ body: (Int64) -> Void) throws {
    let columns = "SELECT version_id, day, runs FROM duplicate_signature"
    func visit(_ condition: String, _ arguments: StatementArguments) throws {
      let rows = try Row.fetchCursor(
        try database.cachedStatement(sql: columns + condition), arguments: arguments)
      while let row = try rows.next() {
        let entry = Self.entry(day: row[1], runs: row[2])
        if search.isRelated(entry) { body(row[0]) }
      }
    }
    guard let days = search.days else { return try visit("", []) }
    for range in days {
      try visit(" WHERE day BETWEEN ? AND ?", [range.lowerBound, range.upperBound])
    }
    if !days.isEmpty { try visit(" WHERE day IS NULL", []) }
  }

  private func closure(of versions: Set<Int64>) throws -> Set<Int64> {
    var closed = versions
    var waiting = Array(versions)
    while let version = waiting.popLast() {
      for other in try joined(to: version) where closed.insert(other).inserted {
        waiting.append(other)
      }
    }
    return closed
  }

  /// The members of a version's cluster, and those that it was found to be a copy of.
  private func joined(to version: Int64) throws -> Set<Int64> {
    Set(
      try Int64.fetchAll(
        try database.cachedStatement(
          sql: """
            SELECT other.version_id FROM duplicate_member m
            JOIN duplicate_member other ON other.cluster_id = m.cluster_id
            WHERE m.version_id = :id
            UNION ALL SELECT b_version_id FROM duplicate_pair
            WHERE a_version_id = :id AND relation <> 'apart'
            UNION ALL SELECT a_version_id FROM duplicate_pair
            WHERE b_version_id = :id AND relation <> 'apart'
            """), arguments: ["id": version]))
  }

  // MARK: Bytes

  private static func blob(_ words: UInt128?) -> Data {
    words.map { withUnsafeBytes(of: $0.bigEndian) { Data($0) } } ?? Data()
  }

  /// One byte for whether these are all runs, then four for each, the lowest first.
  private static func blob(_ entry: CopyIndexEntry) -> Data {
    var data = Data([entry.hasAllRuns ? 1 : 0])
    for run in entry.runs { withUnsafeBytes(of: run.littleEndian) { data.append(contentsOf: $0) } }
    return data
  }

  /// Reads what ``blob(_:)`` wrote. What search does not ask for is left out.
  private static func entry(day: Int?, runs: Data) -> CopyIndexEntry {
    let numbers = runs.withUnsafeBytes { bytes in
      stride(from: 1, through: bytes.count - 4, by: 4).map {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
      }
    }
    return CopyIndexEntry(day: day, words: nil, runs: numbers[...], hasAllRuns: runs.first == 1)
  }
}
