import ArgumentParser
import ETLPipeline

/// `etl validate`: prints every mistake in a pipeline file.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the pipeline file and print every mistake.",
    discussion: "Only the pipeline file is read. Exits with 78 when there is a mistake.")

  @OptionGroup var pipeline: PipelineArguments
  @Flag(
    name: .customLong("no-env"),
    help: "Leave ${NAME} unexpanded: variables need not be set.")
  var leavesEnvironment = false

  func run() throws {
    let plan = try pipeline.plan(expandsEnvironment: !leavesEnvironment)
    Console.report(plan.warnings)
    Console.note("\(plan.file): no mistakes, \(plan.stages.count) stages")
  }
}
