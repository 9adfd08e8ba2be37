import ArgumentParser
import ETLPipeline
import Foundation
import Logging

/// `etl plan`: prints what would run, what it would do and why.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Print what a run would do and why, and every stage with all its options.",
    discussion: "Inputs are listed but not read, the database is looked at only.")

  @OptionGroup var pipeline: PipelineArguments
  @Flag(help: "As with `etl run --full-refresh`: everything is to be worked out again.")
  var fullRefresh = false
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let plan = try pipeline.plan()
    Console.report(plan.warnings)
    let preview = try self.preview(plan)
    for path in preview.missing {
      Console.note("warning: input path '\(path)' does not exist")
    }
    if json {
      try Console.print(plan.value(preview).json)
    } else {
      for line in plan.text + [""] + preview.text { try Console.print(line) }
    }
  }

  private func preview(_ plan: Plan) throws -> RunPreview {
    do {
      var options = RunOptions(workers: 1)
      options.isFullRefresh = fullRefresh
      return try Runner(
        plan: plan, version: ETL.version, options: options, logger: Logger(label: "etl")
      ).preview()
    } catch let error as DiagnosticsError {
      Console.report(error.diagnostics)
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.pipelineFile.rawValue)
    } catch let error as any CategorizedError {
      Console.note("error: \(error)")
      throw ArgumentParser.ExitCode(error.category.exitCode.rawValue)
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

  /// The plan and what a run of it would do, as a tree.
  func value(_ preview: RunPreview) -> OptionValue {
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
      "work": preview.value,
    ])
  }
}
