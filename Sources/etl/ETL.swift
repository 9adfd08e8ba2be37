import ArgumentParser
import ETLModel
import ETLPipeline
import Foundation

/// The command line.
@main
struct ETL: AsyncParsableCommand {
  /// Raised with every release.
  static let version = Program.version
  /// Of that version, as manual pages write dates.
  static let releaseDate = "November 21, 2026"

  static let configuration = CommandConfiguration(
    commandName: "etl",
    abstract: "Turns Arabic news into a SQLite database of who said what.",
    discussion: "Exit codes:\n\(ExitCode.table)",
    version: version,
    subcommands: [
      Run.self, PlanCommand.self, Validate.self, Graph.self, Stages.self, Runs.self,
      Rejects.self, Trace.self, QueryCommand.self, Export.self, CheckCommand.self, Report.self,
      WARC.self, Explain.self, Completion.self, Manual.self, Initialize.self, SchemaCommand.self,
      Migrate.self,
    ])
}

/// What every command that reads a pipeline file is told.
struct PipelineArguments: ParsableArguments {
  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yml", "yaml"]))
  var file = "pipeline.yml"
  @Option(help: "The profile of the file whose values are laid over it.")
  var profile: String?
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Lay a value over the file: limits.workers=2 (repeatable; the value is YAML).",
      valueName: "path=value"))
  var settings: [String] = []

  func validate() throws {
    for setting in settings where PlanOverrides.split(setting) == nil {
      throw ValidationError(
        "--set '\(setting.prefix { $0 != "=" })' must be a dotted path and a value: limits.workers=2"
      )
    }
  }

  /// The plan of the file.
  ///
  /// Prints every mistake and throws the exit code of a bad pipeline file.
  ///
  /// - Parameter expandsEnvironment: Whether `${NAME}` is expanded.
  func plan(expandsEnvironment: Bool = true) throws -> Plan {
    do {
      return try load(expandsEnvironment: expandsEnvironment)
    } catch {
      Console.report(error.diagnostics)
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.pipelineFile.rawValue)
    }
  }

  /// The plan of the file, with every mistake in the error.
  func load(expandsEnvironment: Bool = true) throws(DiagnosticsError) -> Plan {
    try Self.load(
      file, profile: profile, settings: settings, expandsEnvironment: expandsEnvironment)
  }

  /// The plan of a file, with every mistake in the error.
  static func load(
    _ file: String, profile: String? = nil, settings: [String] = [],
    expandsEnvironment: Bool = true
  ) throws(DiagnosticsError) -> Plan {
    let plan = try Plan.load(
      path: file, catalog: Console.catalog,
      overrides: PlanOverrides(
        profile: profile, settings: settings,
        environment: ProcessInfo.processInfo.environment, expandsEnvironment: expandsEnvironment))
    Console.hide(secretsOf: plan)
    return plan
  }
}
