import ArgumentParser
import ETLPipeline

/// `etl stages`: prints what a pipeline file can name.
struct Stages: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the stage and input types with their options and defaults.")

  func run() throws {
    for line in Console.catalog.text { try Console.print(line) }
  }
}

extension Catalog {
  /// Every stage and input type, as a person reads it.
  var text: [String] {
    var lines = ["stages"]
    for stage in stages {
      lines += ["", "  \(stage.description.name)  (\(Self.signature(stage)))"]
      lines += Self.describe(stage.description, stage.defaults)
    }
    lines += ["", "inputs"]
    for input in inputs {
      lines += ["", "  \(input.description.name)"]
      lines += Self.describe(input.description, input.defaults)
    }
    return lines
  }

  private static func signature(_ stage: StageEntry) -> String {
    let takes = stage.inputType.map { ["\($0)"] } ?? stage.ports.flatMap(\.kinds).map { "\($0)" }
    let input = takes.isEmpty ? "inputs" : takes.joined(separator: ", ")
    return input + " -> " + (stage.outputType.map { "\($0)" } ?? "database")
  }

  private static func describe(
    _ description: StageDescription, _ defaults: [String: OptionValue]
  ) -> [String] {
    ["  \(description.summary)"]
      + description.options.map { option in
        "    \(option.name): \(defaults[option.name]?.text ?? "")  # \(option.summary)"
      }
  }
}
