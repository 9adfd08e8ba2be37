import ArgumentParser
import ETLPipeline
import ETLStages
import ETLStore
import Foundation

/// A database that the user names: the file itself, or a pipeline file that loads into it.
struct DatabaseArgument {
  /// The file as the user named it.
  var file: String

  /// The path of the database.
  ///
  /// - Throws: the exit code of what is wrong, after printing it.
  func path() throws -> String { try resolve().path }

  /// The path of the database, and the plan when the user named a pipeline file.
  ///
  /// - Throws: the exit code of what is wrong, after printing it.
  func resolve() throws -> (path: String, plan: Plan?) {
    if isDatabase { return (file, nil) }
    if !isPipelineName, !FileManager.default.fileExists(atPath: file) {
      Console.note("error: database '\(file)' does not exist; `etl run` makes it")
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.missingInput.rawValue)
    }
    let plan: Plan
    do {
      plan = try PipelineArguments.load(file)
    } catch {
      Console.report(error.diagnostics)
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.pipelineFile.rawValue)
    }
    let databases = plan.databases
    guard let path = databases.first, databases.count == 1 else {
      let names = databases.map { "'\($0)'" }.joined(separator: ", ")
      throw ValidationError(
        databases.isEmpty
          ? "pipeline file '\(file)' has no load_sqlite stage; name a database"
          : "pipeline file '\(file)' loads into \(names); name one of them")
    }
    guard FileManager.default.fileExists(atPath: path) else {
      Console.note("error: database '\(path)' does not exist; `etl run \(file)` makes it")
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.missingInput.rawValue)
    }
    return (path, plan)
  }

  /// Opens the database for reading.
  func open() throws -> DatabaseReader {
    let path = try path()
    return try Self.explaining { () throws(StoreError) in try DatabaseReader(path: path) }
  }

  /// What `body` returns; an error of the store is printed and becomes its exit code.
  static func explaining<Result>(_ body: () throws(StoreError) -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      Console.note("error: \(error)")
      throw ArgumentParser.ExitCode(code(error.kind).rawValue)
    }
  }

  private static func code(_ kind: StoreError.Kind) -> ETLPipeline.ExitCode {
    switch kind {
    case .cannotCreate: .cannotCreate
    case .inputOutput: .inputOutput
    case .permission: .permission
    case .locked, .held: .locked
    case .interrupted: .timeout
    case .statement: .usage
    case .other: .failed
    }
  }

  private var isPipelineName: Bool { file.hasSuffix(".yml") || file.hasSuffix(".yaml") }

  /// Whether the file is one of SQLite, by its first bytes.
  private var isDatabase: Bool {
    guard let handle = FileHandle(forReadingAtPath: file) else { return false }
    defer { try? handle.close() }
    return ((try? handle.read(upToCount: 16)) ?? nil) == Data("SQLite format 3\0".utf8)
  }
}

extension Console {
  /// Writes a value as JSON with sorted keys; dates and numbers as they are stored.
  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .etl
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("stored rows are always JSON")
    }
    try print(String(decoding: data, as: UTF8.self))
  }

  /// A stored text on one line of a table.
  static func cell(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "-" }
    return String(
      text.unicodeScalars.map { scalar in
        // Controls, and what separates lines and paragraphs.
        switch scalar.value {
        case ..<0x20, 0x7F...0x9F, 0x2028, 0x2029: "\u{FFFD}"
        default: Character(scalar)
        }
      })
  }
}
