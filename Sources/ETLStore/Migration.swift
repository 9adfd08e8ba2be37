import GRDB

/// What raises a database from the version before to `version`.
///
/// A released migration is never changed; a change of schema.sql is a new one at the end, and
/// `PRAGMA user_version` of schema.sql and `Schema.version` go up with it.
struct Migration {
  let version: Int
  /// What it does to a database, as steps that have not been taken.
  let steps: @Sendable (Database) throws -> [Step]

  /// A statement and what a person is told of it.
  struct Step {
    var summary: String
    var sql: String
  }

  /// All of them, in the order in which they are applied.
  static let all = [
    // Programs of version 1 added these tables one by one, so that a database may have some.
    Migration(version: 2) { database in
      try adding(
        [
          "speaker_redirect", "quote_mention", "pipeline_recipe", "pipeline_record",
          "pipeline_file", "pipeline_address", "duplicate_signature", "pipeline_corpus",
          "dictionary",
        ], to: database)
    }
  ]

  /// Steps that create tables where they are missing, as schema.sql has them now. A later migration
  /// that alters one of them must therefore look whether it is altered already.
  private static func adding(_ tables: Set<String>, to database: Database) throws -> [Step] {
    try Schema.objects.filter { $0.kind == .table && tables.contains($0.name) }
      .filter { try !database.tableExists($0.name) }
      .map { Step(summary: "table \($0.name) is added", sql: $0.sql) }
  }
}
