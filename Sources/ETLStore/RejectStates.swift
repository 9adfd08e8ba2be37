import GRDB

/// Changes what a person decided about rejects.
public enum RejectStates {
  /// Marks rejects as ignored, or as open again.
  ///
  /// Takes the lock of the database, as a run does. All are changed or, when one of them is not
  /// there, none.
  ///
  /// - Parameters:
  ///   - ids: Values of `reject_id`.
  ///   - isIgnored: True for `ignored`, false for `open`.
  /// - Returns: The ids that are not in the database; empty when all were changed.
  /// - Throws: `StoreError`, of kind `locked` when a run holds the lock.
  public static func set(
    _ ids: [Int64], isIgnored: Bool, in path: String
  ) throws(StoreError) -> [Int64] {
    // Opened for reading first: a lock beside a file of somebody else is none of our business.
    _ = try DatabaseReader(path: path)
    let path = Store.target(of: path)
    let lock = try FileLock(database: path)
    defer { withExtendedLifetime(lock) {} }
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }
      return try queue.write { database in
        let unknown = try ids.filter { id in
          try Bool.fetchOne(
            database, sql: "SELECT NOT EXISTS (SELECT 1 FROM reject WHERE reject_id = ?)",
            arguments: [id]) ?? true
        }
        guard unknown.isEmpty else { return unknown }
        for id in ids {
          try database.execute(
            sql: "UPDATE reject SET state = ? WHERE reject_id = ?",
            arguments: [isIgnored ? "ignored" : "open", id])
        }
        return []
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }
}
