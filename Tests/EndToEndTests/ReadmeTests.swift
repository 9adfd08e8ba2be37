import ETLTestSupport
import Foundation
import GRDB
import Testing

/// What README.md shows is run.
struct ReadmeTests {
  private let text: String

  init() throws {
    text = try String(contentsOfFile: ProjectFiles.root + "/README.md", encoding: .utf8)
  }

  /// The fenced blocks of a language.
  private func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  @Test func `the pipeline file is valid`() throws {
    let pipelines = blocks("yaml")
    #expect(!pipelines.isEmpty)
    for pipeline in pipelines {
      let directory = try TemporaryDirectory()
      let file = try directory.write(pipeline, to: "pipeline.yml")
      let result = try Program.run(["validate", file])
      #expect(result.code == 0, "\(result.errors)")
      #expect(!result.errors.contains("warning"), "\(result.errors)")
    }
  }

  /// The project's own pipeline, run on its sample articles.
  private func samples() throws -> Workspace {
    let workspace = Workspace()
    for name in ["pipeline.yml", "seeds"] {
      try FileManager.default.copyItem(
        atPath: ProjectFiles.root + "/" + name, toPath: workspace.directory.path(name))
    }
    #expect(try workspace.run().code == 0)
    return workspace
  }

  /// The rows of a query as a table of Markdown.
  private func markdown(_ sql: String, in workspace: Workspace) throws -> String {
    let rows = try DatabaseQueue(path: workspace.database).read {
      try Row.fetchAll($0, sql: sql)
    }
    let columns = rows.first.map { Array($0.columnNames) } ?? []
    let cells: [[String]] = rows.map { row in
      row.databaseValues.map { $0.isNull ? "" : String.fromDatabaseValue($0) ?? "\($0)" }
    }
    return ([columns, columns.map { _ in "---" }] + cells)
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  @Test func `the queries give the answers that stand behind them`() throws {
    let workspace = try samples()
    let examples = text.components(separatedBy: "```sql\n").dropFirst()
    #expect(examples.count >= 10)
    for example in examples {
      let parts = example.components(separatedBy: "\n```\n\n")
      let query = try #require(parts.first)
      let answer = parts.dropFirst().first?.components(separatedBy: "\n\n").first
      let found = try markdown(query, in: workspace)
      #expect(answer == found, "\(query)\n\(found)")
      #expect(found.split(separator: "\n").count > 2, "no row: \(query)")
    }
  }

  @Test func `it lists the views as the dictionary describes them, and names all tables`() throws {
    let workspace = try samples()
    let tables = try workspace.query(
      """
      SELECT table_name, kind, description FROM dictionary
      WHERE column_name = '' AND table_name NOT LIKE 'pipeline!_%' ESCAPE '!'
        AND table_name <> 'duplicate_signature'
      """)
    for table in tables {
      let fields = table.components(separatedBy: " | ")
      let isView = fields[1] == "view"
      let mention = isView ? "| `\(fields[0])` | \(fields[2]) |" : "`\(fields[0])`"
      #expect(text.contains(mention), "\(mention)")
    }
    let lines = text.components(separatedBy: "| view | what it holds |")[1]
      .components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst()
    #expect(lines.count == tables.count { $0.contains(" | view | ") })
  }

  @Test func `the diagram of the data model has every foreign key, and no other`() throws {
    let workspace = try samples()
    let keys = try workspace.query(
      """
      SELECT k."table", CASE WHEN c."notnull" OR c.pk AND p.count = 1 THEN '||' ELSE '|o' END || '--'
        || CASE WHEN c.pk AND p.count = 1 THEN 'o|' ELSE 'o{' END, t.name, ':', k."from"
      FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k
      JOIN pragma_table_info(t.name) c ON c.name = k."from"
      JOIN (SELECT l.name AS owner, sum(i.pk > 0) AS count
        FROM pragma_table_list l, pragma_table_info(l.name) i GROUP BY 1) p ON p.owner = t.name
      WHERE t.name NOT LIKE 'pipeline!_%' ESCAPE '!' AND t.name <> 'duplicate_signature'
      """)
    let guide = try String(
      contentsOfFile: ProjectFiles.root + "/Sources/etl/Documentation.docc/Guides/DataModel.md",
      encoding: .utf8)
    let lines = guide.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.contains("--") }
    #expect(
      lines.map { $0.dropFirst(2) }.sorted()
        == keys.map { $0.replacing(" | ", with: " ")[...] }.sorted())
    #expect(lines.count >= 30)
  }

  @Test func `the commands that it names exist, and all are named`() throws {
    let help = try Program.run(["--help"]).output
    for command in [
      "run", "validate", "plan", "stages", "graph", "runs", "rejects", "trace", "query", "export",
      "check", "report", "explain", "schema", "migrate", "init", "completion", "man",
    ] {
      #expect(help.contains("  \(command)"))
      #expect(text.contains("`etl \(command)"))
    }
  }

  @Test func `the sizes of the lexicons are right`() throws {
    for name in ["cues", "titles", "persons", "boundaries", "segmentation"] {
      let lexicon = try String(
        contentsOfFile: ProjectFiles.lexicons + "/\(name).tsv", encoding: .utf8)
      let rows = lexicon.split(separator: "\n").filter { !$0.hasPrefix("#") }.count - 1
      #expect(text.contains("\(rows) \(name)"), "\(rows) \(name)")
    }
  }
}
