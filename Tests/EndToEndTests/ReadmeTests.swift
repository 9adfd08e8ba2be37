import ETLTestSupport
import Foundation
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

  @Test func `the queries run on the sample articles`() throws {
    let workspace = Workspace()
    try workspace.writePipeline([
      "seeds: { type: files, paths: [\"\(ProjectFiles.articles)/*.txt\"], source: samples }"
    ])
    #expect(try workspace.run().code == 0)
    let queries = blocks("sql")
    #expect(queries.count >= 3)
    for query in queries {
      let rows = try workspace.query(query)
      #expect(!rows.isEmpty, "no row: \(query)")
    }
  }

  @Test func `the views that it names exist, and all are named`() throws {
    let workspace = Workspace()
    try workspace.writePipeline([
      "seeds: { type: files, paths: [\"\(ProjectFiles.articles)/*.txt\"] }"
    ])
    #expect(try workspace.run().code == 0)
    let views = try workspace.query("SELECT name FROM sqlite_schema WHERE type = 'view'")
    for view in views { #expect(text.contains("`\(view)`"), "\(view)") }
    #expect(views.count == 12)
  }

  @Test func `the commands that it names exist, and all are named`() throws {
    let help = try Program.run(["--help"]).output
    for command in [
      "run", "validate", "plan", "stages", "graph", "runs", "rejects", "trace", "report", "explain",
      "schema", "init", "completion", "man",
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
