import ETLTestSupport
import Foundation
import GRDB
import Testing

struct MigrateCommandTests {
  let workspace = Workspace()

  init() throws {
    try workspace.writePipeline([
      "seeds: { type: files, paths: [\"\(ProjectFiles.articles)/000_*.txt\"] }"
    ])
    #expect(try workspace.run().code == 0)
  }

  private func execute(_ sql: String) throws {
    try DatabaseQueue(path: workspace.database).writeWithoutTransaction {
      try $0.execute(sql: sql)
    }
  }

  /// Takes away what a program of version 1 did not make.
  private func makeOld() throws {
    try execute(
      """
      DROP VIEW mentions; DROP VIEW utterances; DROP TABLE speaker_redirect; DROP TABLE quote_mention;
      DROP TABLE duplicate_signature; DROP TABLE pipeline_address; DROP TABLE dictionary;
      PRAGMA user_version = 1
      """)
  }

  private var version: [String] {
    get throws { try workspace.query("PRAGMA user_version") }
  }

  @Test func `migrate tells what it does, and then that nothing is left`() throws {
    try makeOld()
    let told = try Program.run(["migrate", "--dry-run", workspace.database])
    #expect(told.code == 0)
    #expect(told.output.contains(": would be raised version 1 -> 2\n"))
    #expect(try version == ["1"])
    let done = try Program.run(["migrate", workspace.directory.path("pipeline.yml")])
    #expect(done.code == 0)
    #expect(done.output.contains("  table quote_mention is added\n"))
    #expect(done.output.contains("  view mentions is added\n"))
    #expect(try version == ["2"])
    let again = try Program.run(["migrate", workspace.database])
    #expect(again.output == "\(workspace.database): nothing to do, the schema version is 2\n")
  }

  @Test func `a run raises an older database, and readers take it as it is`() throws {
    try makeOld()
    for command in [["runs"], ["rejects", "list"]] {
      let result = try Program.run(command + [workspace.database])
      #expect(result.code == 0, "\(result.errors)")
    }
    #expect(try Program.run(["plan", workspace.directory.path("pipeline.yml")]).code == 0)
    #expect(try version == ["1"])
    #expect(try workspace.run().code == 0)
    #expect(try version == ["2"])
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["1"])
  }

  @Test func `a database of a newer program is refused by every command`() throws {
    try execute("PRAGMA user_version = 3")
    let file = workspace.directory.path("pipeline.yml")
    for command in [
      ["run", file], ["plan", file], ["runs", file], ["rejects", "list", file],
      ["rejects", "retry", "-f", file], ["rejects", "ignore", "1", "--database", file],
      ["trace", "1", file], ["migrate", file], ["migrate", "--dry-run", file],
    ] {
      let result = try Program.run(command)
      #expect(result.code == 73, "\(command): \(result.code) \(result.errors)")
      #expect(
        result.errors.contains("has schema version 3, this program knows versions 1 to 2"),
        "\(command): \(result.errors)")
    }
    #expect(try version == ["3"])
  }
}
