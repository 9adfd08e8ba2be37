import ArgumentParser
import ETLStore
import Foundation

/// `etl runs`: what the runs of a database did.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the runs of a database, or show one of them.",
    subcommands: [RunsList.self, RunsShow.self], defaultSubcommand: RunsList.self)
}

/// `etl runs list`: one line for each run, the newest first.
struct RunsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs, the newest first.")

  @Argument(help: "A database, or a pipeline file that loads into one.")
  var file = "pipeline.yml"
  @Option(help: "How many runs are listed.")
  var last = 20
  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if last < 1 { throw ValidationError("--last must be at least 1") }
  }

  func run() throws {
    let reader = try DatabaseArgument(file: file).open()
    let last = self.last
    let runs = try DatabaseArgument.explaining { () throws(StoreError) in
      try reader.runs(last: last)
    }
    if json { return try Console.printJSON(runs) }
    let head = ["run", "started", "status", "exit", "articles", "rejects", "seconds", "pipeline"]
    let rows = runs.map { run in
      [
        String(run.runID), run.startedAt, run.status, Console.cell(run.exitCode.map { "\($0)" }),
        String(run.articles), String(run.rejects), Console.cell(run.seconds.map { "\($0)" }),
        Console.cell(run.pipeline),
      ]
    }
    for line in Console.table([head] + rows) { try Console.print(line) }
  }
}

/// `etl runs show`: one run with its stages and checks.
struct RunsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one run with its stages and checks.")

  @Argument(help: "The number of a run, or the start of its uid.")
  var name: String
  @Option(name: .shortAndLong, help: "A database, or a pipeline file that loads into one.")
  var database = "pipeline.yml"
  @Flag(help: "Print JSON.")
  var json = false

  /// A run as JSON.
  private struct Shown: Encodable {
    var run: StoredRun
    var stages: [StoredStage]
    var checks: [StoredCheck]
  }

  func run() throws {
    let reader = try DatabaseArgument(file: database).open()
    let name = self.name
    let shown = try DatabaseArgument.explaining { () throws(StoreError) -> Shown? in
      guard let run = try reader.run(name) else { return nil }
      return Shown(
        run: run, stages: try reader.stages(of: run), checks: try reader.checks(of: run))
    }
    guard let shown else {
      throw ValidationError(
        "no single run is called '\(name)'; give a number from `etl runs` or more of the uid")
    }
    if json { return try Console.printJSON(shown) }
    for line in Self.text(shown) { try Console.print(line) }
  }

  private static func text(_ shown: Shown) -> [String] {
    let run = shown.run
    let exit = run.exitCode.map { ", exit code \($0)" } ?? ""
    let length = run.seconds.map { ", \($0) s" } ?? ""
    var lines = [
      "run \(run.runID)  \(run.uid)", "\(Console.cell(run.pipeline)): \(run.status)\(exit)",
      "\(run.startedAt) to \(run.finishedAt ?? "?")\(length), etl \(run.programVersion)",
      "\(run.articles) articles, \(run.rejects) rejects", "",
    ]
    lines += table(shown.stages)
    lines += shown.stages.compactMap { stage in
      stage.error.map { "error in \(Console.cell(stage.stage)): \(Console.cell($0))" }
    }
    return lines + (shown.checks.isEmpty ? [] : [""] + table(shown.checks))
  }

  private static func table(_ stages: [StoredStage]) -> [String] {
    let head = ["stage", "uses", "status", "in", "out", "cached", "dropped", "rejected", "seconds"]
    let rows = stages.map { stage in
      [
        Console.cell(stage.stage), stage.uses, stage.status, String(stage.recordsIn),
        String(stage.recordsOut), String(stage.recordsCached), String(stage.recordsDropped),
        String(stage.recordsRejected),
        Console.cell(stage.milliseconds.map { String(format: "%.2f", Double($0) / 1000) }),
      ]
    }
    return Console.table([head] + rows)
  }

  private static func table(_ checks: [StoredCheck]) -> [String] {
    let head = ["check", "severity", "status", "observed", "expected", "message"]
    let rows = checks.map { check in
      [
        Console.cell(check.name), check.severity, check.status,
        Console.cell(check.observed.map { "\($0)" }), Console.cell(check.expected),
        Console.cell(check.message),
      ]
    }
    return Console.table([head] + rows)
  }
}
