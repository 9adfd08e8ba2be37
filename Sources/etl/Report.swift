import ArgumentParser
import ETLModel
import ETLPipeline
import ETLStages
import ETLStore
import Foundation
import HTMLReport

/// `etl report`: writes what a database holds as one HTML page.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write one HTML page about a database: runs, quotes, rejects, articles with marks.",
    discussion: """
      The page loads nothing and runs no scripts. The same database and options give the same bytes.
      With a pipeline file the graph has its arrows; with a database, the stages of the last run
      follow each other.
      """)

  @Argument(help: "A database, or a pipeline file that loads into one.")
  var file = "pipeline.yml"
  @Option(
    help: ArgumentHelp("The page; - for stdout.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html = "report.html"
  @Option(help: "How many articles are shown, from 0 to 500.")
  var articles = 50
  @Option(help: "What chooses the articles and the groups of duplicates.")
  var seed: UInt64 = 1

  /// How many groups of duplicates are shown.
  private static let groups = 10

  func validate() throws {
    if !(0...500).contains(articles) {
      throw ValidationError("--articles must be from 0 to 500")
    }
    if html != "-", !OutputFile.mayHold(html, startingWith: ReportPage.start) {
      throw ValidationError("--html: '\(html)' exists and is no report; name another file")
    }
  }

  func run() throws {
    let database = try DatabaseArgument(file: file).resolve()
    let page = try DatabaseArgument.explaining { () throws(StoreError) -> ReportPage in
      try makePage(of: try DatabaseReader(path: database.path), database.plan)
    }
    let bytes = Array(page.html.utf8)
    if html == "-" { return try Console.print(bytes: bytes) }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: html), options: .atomic)
    } catch {
      Console.note(
        "error: the report cannot be written to '\(html)': \(error.localizedDescription)")
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.cannotCreate.rawValue)
    }
  }

  private func makePage(
    of reader: DatabaseReader, _ plan: Plan?
  ) throws(StoreError) -> ReportPage {
    let runs = try reader.runs(last: 20)
    let run = runs.first { $0.status != "running" } ?? runs.first
    let stages = try run.map { run throws(StoreError) in try reader.stages(of: run) } ?? []
    let checks = try run.map { run throws(StoreError) in try reader.checks(of: run) } ?? []
    let figures = try reader.reportFigures()
    let articles = try reader.reportArticles(articles, seed: seed)
    var page = ReportPage(
      title: run?.pipeline ?? plan?.name ?? file, stages: .stages(stages),
      checks: .checks(checks), rejectReasons: .reasons(figures.rejectCounts),
      rules: .rules(of: articles))
    page.figures = figures
    page.articles = articles
    page.copies = try reader.reportCopies(Self.groups, seed: seed)
    page.graph = ReportGraph(plan: plan, stages: stages, inputs: figures.inputs)
    if plan == nil, !stages.isEmpty {
      page.graphNote =
        "Stages in their order: the database does not hold which needs which. A pipeline file does."
    }
    page.times = stages.compactMap { stage in
      stage.milliseconds.map { .init(stage.stage, $0) }
    }
    if let run { page.run = run.facts + [("seed of the choice", "\(seed)")] }
    return page
  }
}

extension StoredRun {
  /// What the page tells of the run.
  fileprivate var facts: [(name: String, value: String)] {
    [
      ("run", "\(runID) (\(uid))"), ("status", status), ("started", startedAt),
      ("finished", finishedAt ?? "not yet"), ("etl", programVersion),
      ("articles met", "\(articles)"),
    ]
  }
}
