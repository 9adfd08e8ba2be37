import GRDB

/// Raises databases of older programs to the schema of this one.
///
/// Nothing is copied and no row of an article is changed: tables are added, views are made anew.
public enum SchemaMigrator {
  /// What a migration did, or would do.
  public struct Report: Sendable {
    public var oldVersion: Int
    public var newVersion: Int
    /// One clause for each step; empty when there is nothing to do.
    public var steps: [String]
  }

  /// Raises the database at `path` in one transaction, under the lock that runs take.
  ///
  /// - Parameter isRehearsal: Whether the steps are only told; nothing is locked or written then.
  /// - Throws: `StoreError` when the file is none of ours, of a newer program or held by a run. It
  ///   is as it was then.
  public static func migrate(path: String, isRehearsal: Bool) throws(StoreError) -> Report {
    // Opened for reading first: a lock beside a file of somebody else is none of our business.
    let planned = try DatabaseReader(path: path).read(report)
    if isRehearsal || planned.steps.isEmpty { return planned }
    let path = Store.target(of: path)
    let lock = try FileLock(database: path)
    defer { withExtendedLifetime(lock) {} }
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }
      var done = planned
      try queue.inTransaction(.immediate) { database in
        // Another process may have been at work since.
        done = try report(database)
        try migrate(database)
        return .commit
      }
      return done
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Raises a database inside the transaction that is open, and brings its dictionary in line.
  static func migrate(_ database: Database) throws {
    for step in try steps(for: database) { try database.execute(sql: step.sql) }
    try DataDictionary.current.write(to: database)
  }

  private static func report(_ database: Database) throws -> Report {
    var summaries = try steps(for: database).map(\.summary).filter { !$0.isEmpty }
    if !summaries.isEmpty { summaries.append("table dictionary is filled") }
    return Report(
      oldVersion: try Schema.version(of: database), newVersion: Schema.version, steps: summaries)
  }

  /// What is to be done, in its order; nothing for a database of this version.
  private static func steps(for database: Database) throws -> [Migration.Step] {
    let found = try Schema.version(of: database)
    guard found < Schema.version else { return [] }
    var steps: [Migration.Step] = []
    for migration in Migration.all where migration.version > found {
      steps += try migration.steps(database)
    }
    steps += try viewSteps(database) + indexSteps(database)
    return steps + [
      Migration.Step(
        summary: "the schema version is \(Schema.version)",
        sql: "PRAGMA user_version = \(Schema.version)")
    ]
  }

  /// Views hold no rows: those that differ from schema.sql are made anew.
  private static func viewSteps(_ database: Database) throws -> [Migration.Step] {
    try Schema.objects.filter { $0.kind == .view }.compactMap { view in
      let stored = try String.fetchOne(
        database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?",
        arguments: [view.name])
      guard let stored else {
        return Migration.Step(summary: "view \(view.name) is added", sql: view.sql)
      }
      if stored.split(whereSeparator: \.isWhitespace)
        == view.sql.split(whereSeparator: \.isWhitespace)
      {
        return nil
      }
      return Migration.Step(
        summary: "view \(view.name) is made anew", sql: "DROP VIEW \(view.name); \(view.sql)")
    }
  }

  private static func indexSteps(_ database: Database) throws -> [Migration.Step] {
    let present = try Set(
      String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'index'"))
    return Schema.objects.filter { $0.kind == .index && !present.contains($0.name) }
      .map { Migration.Step(summary: "index \($0.name) is added", sql: $0.sql) }
  }
}
