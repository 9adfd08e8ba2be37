import ETLStages
import ETLTestSupport
import Foundation
import Testing

@testable import ETLPipeline

struct PipelineSchemaTests {
  static let schema = PipelineSchema(catalog: StageCatalog.all)

  /// What the schema says against a pipeline file.
  private func problems(_ text: String) throws -> [String] {
    var diagnostics: [Diagnostic] = []
    // A variable stands for itself here: an editor does not expand it.
    let reader = YAMLReader(file: "p.yml", interpolation: Interpolation(environment: [:]))
    let escaped = text.replacing("${", with: "$${")
    let node = try #require(reader.read(escaped, &diagnostics))
    #expect(diagnostics.isEmpty)
    return SchemaValidator(root: Self.schema.root).problems(OptionValue(node))
  }

  @Test func `the project's pipeline file conforms`() throws {
    let text = try String(contentsOfFile: ProjectFiles.root + "/pipeline.yml", encoding: .utf8)
    #expect(try problems(text) == [])
  }

  @Test func `every key of the reader's table is in the schema, with its summary`() {
    let keys =
      PipelineKeys.topLevel + PipelineKeys.input + PipelineKeys.stage + PipelineKeys.limits
      + PipelineKeys.check + PipelineKeys.monitor + PipelineKeys.volume + PipelineKeys.freshness
    let text = Self.schema.root.json
    for key in keys {
      #expect(text.contains(#""\#(key.name)":{"#), "\(key.name)")
      #expect(text.contains(OptionValue.string(key.summary).json), "\(key.name)")
    }
  }

  @Test func `every default fits the schema of its own option`() throws {
    for entry in StageCatalog.all.stages {
      let stage: OptionValue = [
        "uses": .string(entry.description.name), "with": .map(entry.defaults),
      ]
      let file: OptionValue = ["version": 1, "stages": ["it": stage]]
      #expect(SchemaValidator(root: Self.schema.root).problems(file) == [])
    }
    for entry in StageCatalog.all.inputs {
      var members = entry.defaults
      members["type"] = .string(entry.description.name)
      let file: OptionValue = ["version": 1, "inputs": ["it": .map(members)], "stages": [:]]
      #expect(SchemaValidator(root: Self.schema.root).problems(file) == [])
    }
  }

  @Test func `a variable may stand for a number`() throws {
    let text = """
      version: 1
      stages:
        clean: { uses: clean_text, needs: [read], with: { min_words: "${WORDS:-5}" } }
      limits: { workers: "${WORKERS}", max_rejected: "${SHARE}", run_timeout: "${TIME}" }
      """
    #expect(try problems(text) == [])
  }

  @Test(arguments: [
    "version: 2\nstages: {}",
    "stages: {}",
    "version: 1\nstages: {}\nstage: {}",
    "version: 1\nstages: { a: { uses: cleen_text } }",
    "version: 1\nstages: { a: { needs: [b] } }",
    "version: 1\nstages: { a b: { uses: clean_text } }",
    "version: 1\nstages: { a: { uses: clean_text, with: { words: 5 } } }",
    "version: 1\nstages: { a: { uses: clean_text, with: { min_words: many } } }",
    "version: 1\nstages: { a: { uses: tag_quotes, with: { min_words: 5 } } }",
    "version: 1\nstages: {}\ninputs: { a: { type: files, fields: {} } }",
    "version: 1\nstages: {}\ninputs: { a: { paths: [x] } }",
    "version: 1\nstages: {}\ninputs: { a: { type: jsonl, fields: { name: /name } } }",
    "version: 1\nstages: {}\nlimits: { workers: 2000 }",
    "version: 1\nstages: {}\nlimits: { max_rejected: some }",
    "version: 1\nstages: {}\nlimits: { run_timeout: 3 hours }",
    "version: 1\nstages: {}\nchecks: [{ name: a, sql: SELECT 1 }]",
    "version: 1\nstages: {}\nchecks: [{ name: a, sql: SELECT 1, min: 1, severity: bad }]",
  ])
  func `what the reader refuses does not conform`(text: String) throws {
    #expect(try !problems(text).isEmpty)
    #expect(throws: DiagnosticsError.self) {
      try Plan.read(
        text, file: "p.yml", baseDirectory: "/", catalog: StageCatalog.all, environment: [:])
    }
  }
}
