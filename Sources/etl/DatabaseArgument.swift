import ArgumentParser
import ETLPipeline
import ETLStages
import ETLStore
import Foundation

/// A database, or the pipeline file that writes it.
struct DatabaseArgument: ParsableArguments {
  @Argument(help: "A database, or the pipeline file that writes it.")
  var file = "pipeline.yml"

  /// The path of the database.
  ///
  /// - Throws: the exit code of a bad pipeline file, or of bad usage when there is no database.
  func path() throws -> String {
    if Self.isDatabase(file) { return file }
    var pipeline = PipelineArguments()
    pipeline.file = file
    guard let path = LoadSQLite.databases(of: try pipeline.plan()).first else {
      Console.note("error: \(file) writes no SQLite database")
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.usage.rawValue)
    }
    return path
  }

  /// The memory of the database, to be looked at.
  ///
  /// - Throws: an exit code, after a message.
  func memory() throws -> PipelineMemory {
    let path = try path()
    do {
      if let memory = try PipelineMemory.open(path: path) { return memory }
      Console.note("error: there is no database '\(path)' yet; run the pipeline first")
    } catch {
      Console.note("error: \(error)")
    }
    throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.cannotCreate.rawValue)
  }

  private static func isDatabase(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: 15)) == Data("SQLite format 3".utf8)
  }
}
