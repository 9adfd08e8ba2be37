import GRDB

/// Switching between WAL, in which a load and its readers do not meet, and a rollback journal.
enum JournalMode {
  /// Switches to WAL. While somebody reads the file that is impossible: the load then goes on with
  /// the rollback journal, and only its commit waits for readers.
  ///
  /// - Parameter busyTimeout: How many seconds the commit waits for readers then.
  static func enterWAL(_ database: Database, busyTimeout: Int) throws {
    do {
      try database.execute(sql: "PRAGMA busy_timeout = 500; PRAGMA journal_mode = WAL")
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      // Pages that leave the cache early would need the lock that the reader prevents.
      try database.execute(sql: "PRAGMA cache_spill = OFF")
    }
    try database.execute(sql: "PRAGMA busy_timeout = \(busyTimeout * 1000)")
  }

  static func isWAL(_ database: Database) throws -> Bool {
    try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
  }

  /// Back to a rollback journal, so that the file also opens in a directory that its reader may
  /// not write. A reader that is at work prevents it, which does no harm.
  static func leaveWAL(_ database: Database) {
    _ = try? String.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    _ = try? String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
  }
}
