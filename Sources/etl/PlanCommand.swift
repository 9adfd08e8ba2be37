import ArgumentParser
import ETLPipeline
import Foundation

/// `etl plan`: prints what would run.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Print what would run: every stage in order, with all its options.",
    discussion: "Only the pipeline file is read.")

  @OptionGroup var pipeline: PipelineArguments
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let plan = try pipeline.plan()
    Console.report(plan.warnings)
    if json {
      try Console.print(plan.json)
    } else {
      for line in plan.text { try Console.print(line) }
    }
  }
}

extension Plan {
  /// The plan as a person reads it.
  var text: [String] {
    var lines = ["\(name)  \(hash.prefix(16))"]
    for (index, stage) in stages.enumerated() {
      let needs = stage.needs.map { stages[$0].name } + stage.inputs.map(\.name)
      lines += ["", "\(index + 1). \(stage.name)  <- \(needs.joined(separator: ", "))"]
      let description = stage.entry.description
      lines.append("   \(description.name): \(description.summary)")
      lines += stage.inputs.map { "   input \($0.name) (\($0.type)): \($0.values.text)" }
      if case .map(let options) = stage.values {
        lines += options.sorted { $0.key < $1.key }.map { "   \($0.key): \($0.value.text)" }
      }
    }
    return lines
  }

  /// The plan as JSON with sorted keys.
  var json: String {
    let stages = self.stages.map { stage in
      OptionValue.map([
        "stage": .string(stage.name), "uses": .string(stage.entry.description.name),
        "needs": .list(stage.needs.map { .string(self.stages[$0].name) }),
        "options": stage.values,
        "inputs": .map(
          Dictionary(stage.inputs.map { ($0.name, $0.values) }, uniquingKeysWith: { a, _ in a })),
      ])
    }
    return OptionValue.map([
      "name": .string(name), "hash": .string(hash), "stages": .list(stages),
    ]).json
  }
}
