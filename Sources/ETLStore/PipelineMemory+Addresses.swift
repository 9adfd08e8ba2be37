public import ETLModel
import GRDB

extension PipelineMemory {
  private static let columns = """
    input, url, kind, external_id, etag, last_modified, sha256, container, record_offset,
    CAST(strftime('%s', checked_at) AS INTEGER), CAST(strftime('%s', next_at) AS INTEGER),
    interval_s, failures, note
    """

  /// What is remembered of an address; nil when it was never asked.
  public func address(_ url: String, of input: String) throws(StoreError) -> AddressState? {
    try perform { database in
      guard try hasAddresses(database) else { return nil }
      let statement = try database.cachedStatement(
        sql: "SELECT \(Self.columns) FROM pipeline_address WHERE input = ? AND url = ?")
      return try Row.fetchOne(statement, arguments: [input, url]).flatMap(Self.state)
    }
  }

  /// The addresses of an input that are no pages, and those of pages that were not had when
  /// something led to them, or to a change of theirs.
  public func openAddresses(of input: String) throws(StoreError) -> [AddressState] {
    try perform { database in
      guard try hasAddresses(database) else { return [] }
      return try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.columns) FROM pipeline_address
          WHERE input = ? AND (kind <> 'page' OR sha256 IS NULL OR next_at IS NOT NULL)
          ORDER BY url
          """, arguments: [input]
      ).compactMap(Self.state)
    }
  }

  /// Takes over what came of asking addresses.
  public func write(_ states: [AddressState]) throws(StoreError) {
    try perform { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO pipeline_address (input, url, kind, external_id, etag,
            last_modified, sha256, container, record_offset, checked_at, next_at, interval_s,
            failures, note)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', ?, 'unixepoch'),
            strftime('%Y-%m-%dT%H:%M:%SZ', ?, 'unixepoch'), ?, ?, ?)
          """)
      let before = database.totalChangesCount
      defer { addressChangeCount += database.totalChangesCount - before }
      for state in states {
        try statement.execute(arguments: [
          state.input, state.url, state.kind.rawValue, state.externalID, state.entityTag,
          state.lastModified, state.sha256, state.container, state.recordOffset, state.checkedAt,
          state.nextAt, state.interval, state.failureCount, state.note,
        ])
      }
    }
  }

  /// A database of an older program that is only looked at may lack the table.
  private func hasAddresses(_ database: Database) throws -> Bool {
    try database.tableExists("pipeline_address")
  }

  private static func state(_ row: Row) -> AddressState? {
    guard let kind = AddressState.Kind(rawValue: row[2]) else { return nil }
    var state = AddressState(input: row[0], url: row[1], kind: kind, checkedAt: row[9])
    state.externalID = row[3]
    state.entityTag = row[4]
    state.lastModified = row[5]
    state.sha256 = row[6]
    state.container = row[7]
    state.recordOffset = row[8]
    state.nextAt = row[10]
    state.interval = row[11]
    state.failureCount = row[12]
    state.note = row[13]
    return state
  }
}
