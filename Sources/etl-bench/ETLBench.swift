import ArgumentParser

/// Measures the engines, each beside the least work that reading the same text takes.
@main
struct ETLBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "etl-bench",
    abstract: "Measures the engines of etl on one thread.",
    discussion: "Exits with 1 if an engine gives different results in two rounds.",
    subcommands: [
      All.self, Segment.self, Clean.self, Mutate.self, Quotes.self, Dedupe.self, DedupeScale.self,
      Load.self, Serve.self, TrainBlocks.self, TrainCopies.self,
      WARC.self,
    ],
    defaultSubcommand: All.self)
}

/// Runs every benchmark on the same input.
struct All: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure all engines.")

  @OptionGroup var input: InputOptions
  @OptionGroup var lexicons: LexiconOptions

  func run() throws {
    let articles = try input.articles()
    try Segment.measure(articles)
    try Clean.measure(articles)
    try Quotes.measure(articles, lexicons: try lexicons.compiled())
    try Dedupe.measure(articles)
  }
}
