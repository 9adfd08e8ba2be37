import ArgumentParser
import ETLPipeline

/// `etl graph`: prints the stages and what flows between them.
struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the graph of inputs and stages as text, Mermaid or DOT.",
    discussion: "Only the pipeline file is read.")

  @OptionGroup var pipeline: PipelineArguments
  @Option(help: "text, mermaid (for Markdown) or dot (for Graphviz).")
  var format = GraphFormat.text

  func run() throws {
    let plan = try pipeline.plan()
    Console.report(plan.warnings)
    for line in plan.graph(format) { try Console.print(line) }
  }
}
