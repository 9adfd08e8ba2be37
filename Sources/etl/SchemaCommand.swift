import ArgumentParser
import ETLPipeline

/// `etl schema`: prints the JSON Schema of pipeline files, for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of pipeline files, for editors.",
    discussion: """
      Keep it beside the pipeline file and name it in the first line, as editors want it:
        # yaml-language-server: $schema=./pipeline.schema.json
      """)

  func run() throws {
    try Console.print(PipelineSchema(catalog: Console.catalog).text)
  }
}
