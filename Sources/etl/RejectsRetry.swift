import ArgumentParser
import ETLModel
import ETLPipeline
import ETLStore
import Foundation

/// `etl rejects retry`: runs the pipeline over records that could not be processed, and no others.
struct RejectsRetry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run the pipeline over rejected records only.",
    discussion: """
      Without ids all open rejects are tried again. A run tries a rejected record again by itself \
      when its bytes, an option or a lexicon has changed; this is for what has changed elsewhere: \
      a timeout, a permission, the program.
      """)

  @Argument(help: "Ids of rejects, as `etl rejects list` prints them.")
  var ids: [Int64] = []
  @Option(name: .shortAndLong, help: "The pipeline file.")
  var file = "pipeline.yml"
  @Flag(name: .shortAndLong, help: "Print nothing unless something is wrong.")
  var quiet = false

  func run() async throws {
    let output = RunOutput.start(.text, isQuiet: quiet, isVerbose: false)
    let wanted = try wantedArticles()
    if wanted.isEmpty { return Console.note("no open rejects") }
    let runs = PipelineRun(control: Signals.install(), output: output)
    let file = self.file
    let code = await runs.run {
      () throws(DiagnosticsError) in
      try PipelineArguments.load(file)
    } options: { plan in
      let workers = plan.limits.workers
      var options = RunOptions(
        workers: workers == 0 ? ProcessInfo.processInfo.activeProcessorCount : workers)
      options.onlyArticles = wanted
      return options
    }
    if code != .done { throw ArgumentParser.ExitCode(code.rawValue) }
  }

  /// The records of the rejects that are to be tried again.
  private func wantedArticles() throws -> [WantedArticle] {
    let reader = try DatabaseArgument(file: file).open()
    var filter = RejectFilter()
    filter.state = ids.isEmpty ? "open" : nil
    let wanted = filter
    let rejects = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.rejects(wanted)
    }
    if let unknown = ids.first(where: { id in !rejects.contains { $0.rejectID == id } }) {
      throw ValidationError(
        "there is no reject \(unknown); `etl rejects list --state all` lists them")
    }
    return try rejects.filter { ids.isEmpty || ids.contains($0.rejectID) }.map { reject in
      let article = ArticleKey(input: reject.input, externalID: reject.externalID)
      let container = try DatabaseArgument.explaining { () throws(StoreError) in
        try reader.container(of: article)
      }
      return WantedArticle(
        article: article,
        file: FileKey(input: article.input, name: container ?? article.externalID))
    }
  }
}
