import ETLModel
import ETLStore
import ETLTestSupport
import Foundation
import GRDB
import Testing

struct SchemaMigratorTests {
  let fixture = StoreFixture()

  /// What the migration to version 2 adds, or makes anew.
  private static let removal = """
    DROP VIEW mentions; DROP VIEW utterances; DROP VIEW speakers;
    CREATE VIEW speakers AS SELECT speaker_id, name FROM speaker;
    DROP TABLE speaker_redirect; DROP TABLE quote_mention; DROP TABLE duplicate_signature;
    DROP TABLE pipeline_address; DROP TABLE pipeline_corpus; DROP TABLE pipeline_file;
    DROP TABLE pipeline_record; DROP TABLE pipeline_recipe; DROP TABLE dictionary;
    DROP INDEX capture_sha256;
    PRAGMA user_version = 1;
    """

  /// Everything that makes up the schema, in one order.
  private func schema() throws -> [String] {
    try fixture.query(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, tbl_name, sql")
      + fixture.query("PRAGMA user_version")
  }

  private func execute(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: fixture.path, configuration: configuration)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
  }

  /// Makes a database of version 1 and returns the schema that a fresh one has.
  private func makeOld() throws -> [String] {
    try fixture.load([rows("a"), rows("b", body: "وصل الوفد أمس إلى الميناء.")], search: true)
    let fresh = try schema()
    try execute(Self.removal)
    #expect(try schema() != fresh)
    return fresh
  }

  @Test func `a database of version 1 gets the schema of a fresh one, and keeps its rows`() throws {
    let fresh = try makeOld()
    let before = try fixture.dump()
    let report = try SchemaMigrator.migrate(path: fixture.path, isRehearsal: false)
    #expect(report.oldVersion == 1 && report.newVersion == 2)
    for step in [
      "table quote_mention is added", "view mentions is added", "view speakers is made anew",
      "index capture_sha256 is added", "table dictionary is filled", "the schema version is 2",
    ] { #expect(report.steps.contains(step), "\(report.steps)") }
    #expect(try schema() == fresh)
    #expect(try fixture.dump() == before)
    #expect(try fixture.query("SELECT count(*) > 400 FROM dictionary") == ["1"])
    #expect(try fixture.query("PRAGMA integrity_check") == ["ok"])
    #expect(try fixture.query("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func `a second migration does nothing`() throws {
    _ = try makeOld()
    _ = try SchemaMigrator.migrate(path: fixture.path, isRehearsal: false)
    let bytes = FileManager.default.contents(atPath: fixture.path)
    let report = try SchemaMigrator.migrate(path: fixture.path, isRehearsal: false)
    #expect(report.steps.isEmpty)
    #expect(FileManager.default.contents(atPath: fixture.path) == bytes)
  }

  @Test func `a rehearsal tells the same steps and writes nothing`() throws {
    _ = try makeOld()
    let bytes = FileManager.default.contents(atPath: fixture.path)
    let told = try SchemaMigrator.migrate(path: fixture.path, isRehearsal: true)
    #expect(FileManager.default.contents(atPath: fixture.path) == bytes)
    let done = try SchemaMigrator.migrate(path: fixture.path, isRehearsal: false)
    #expect(told.steps == done.steps)
  }

  @Test func `a migration that fails leaves the database as it was`() throws {
    _ = try makeOld()
    // A view is in the way of a table that would be added late.
    try execute("CREATE VIEW dictionary AS SELECT 1 AS one")
    let before = try schema()
    #expect(throws: StoreError.self) {
      try SchemaMigrator.migrate(path: fixture.path, isRehearsal: false)
    }
    #expect(try schema() == before)
  }

  @Test func `a load raises the database by itself, with its rows or not at all`() throws {
    let fresh = try makeOld()
    let old = try schema()
    try fixture.load([rows("c")], search: true, publishing: false)
    #expect(try schema() == old)
    try fixture.load([rows("c")], search: true)
    #expect(try schema() == fresh)
    #expect(try fixture.query("SELECT count(*) FROM articles") == ["3"])
  }

  @Test func `a database of version 1 is read as far as it goes`() throws {
    _ = try makeOld()
    let reader = try DatabaseReader(path: fixture.path)
    #expect(try reader.runs(last: 9).count == 1)
    do {
      _ = try reader.container(of: rows("a").document.article)
      Issue.record("the table is not there")
    } catch {
      #expect(error.description.contains("no such table: pipeline_record"))
      #expect(error.description.hasSuffix("run `etl migrate \(fixture.path)`"))
    }
  }

  @Test func `a database of a newer program is refused by whoever opens it`() throws {
    try fixture.load([rows("a")])
    try execute("PRAGMA user_version = 3")
    let bytes = FileManager.default.contents(atPath: fixture.path)
    let attempts: [() throws -> Void] = [
      { _ = try SchemaMigrator.migrate(path: fixture.path, isRehearsal: false) },
      { _ = try SchemaMigrator.migrate(path: fixture.path, isRehearsal: true) },
      { _ = try DatabaseReader(path: fixture.path) },
      { _ = try PipelineMemory.open(path: fixture.path) },
      { _ = try RejectStates.set([1], isIgnored: true, in: fixture.path) },
      { try fixture.load([rows("b")]) },
    ]
    for attempt in attempts {
      let error = #expect(throws: StoreError.self) { try attempt() }
      #expect(error?.description.contains("schema version 3, this program knows") == true)
    }
    #expect(FileManager.default.contents(atPath: fixture.path) == bytes)
  }
}
