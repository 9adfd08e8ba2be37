import ArgumentParser
import ETLPipeline
import Foundation

/// The command line.
@main
struct ETL: AsyncParsableCommand {
  /// Raised with every release.
  static let version = "0.1.0"
  /// Of that version, as manual pages write dates.
  static let releaseDate = "November 21, 2026"

  static let configuration = CommandConfiguration(
    commandName: "etl",
    abstract: "Turns Arabic news into a SQLite database of who said what.",
    discussion: "Exit codes:\n\(ExitCode.table)",
    version: version,
    subcommands: [
      Run.self, PlanCommand.self, Validate.self, Graph.self, Stages.self, Runs.self,
      Rejects.self, Trace.self, Explain.self, Completion.self, Manual.self,
      Initialize.self,
    ])
}

/// What every command that reads a pipeline file is told.
struct PipelineArguments: ParsableArguments {
  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yml", "yaml"]))
  var file = "pipeline.yml"

  /// The plan of the file.
  ///
  /// Prints every mistake and throws the exit code of a bad pipeline file.
  func plan() throws -> Plan {
    do {
      return try load()
    } catch {
      Console.report(error.diagnostics)
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.pipelineFile.rawValue)
    }
  }

  /// The plan of the file, with every mistake in the error.
  func load() throws(DiagnosticsError) -> Plan {
    try Plan.load(
      path: file, catalog: Console.catalog, environment: ProcessInfo.processInfo.environment)
  }
}
