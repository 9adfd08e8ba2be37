import ArgumentParser
import ETLPipeline
import ETLStore
import Foundation

/// `etl schema`: prints what pipeline files and databases hold, for editors, people and Datasette.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of pipeline files, or what the tables mean.",
    discussion: """
      The JSON Schema is for editors. Keep it beside the pipeline file and name it in the first \
      line, as editors want it:
        # yaml-language-server: $schema=./pipeline.schema.json
      """)

  /// What is printed instead of the JSON Schema.
  enum Format: String, EnumerableFlag {
    case markdown, datasette

    static func help(for value: Format) -> ArgumentHelp? {
      switch value {
      case .markdown: "Print the data dictionary: every table, view and column."
      case .datasette: "Print a datasette.yml: descriptions, facets, search and canned queries."
      }
    }
  }

  @Flag(exclusivity: .exclusive)
  var format: Format?
  @Option(help: "The database that datasette.yml is for: its file, or the name without .db.")
  var database = "news"

  func run() throws {
    switch format {
    case .markdown: try print(DataDictionary.current.markdown)
    case .datasette:
      let file = URL(fileURLWithPath: database).lastPathComponent
      let name = file.hasSuffix(".db") ? String(file.dropLast(3)) : file
      try print(DatasetteFile(database: name).text)
    case nil: try Console.print(PipelineSchema(catalog: Console.catalog).text)
    }
  }

  /// Prints text that ends with a line break.
  private func print(_ text: String) throws { try Console.print(bytes: Array(text.utf8)) }
}
