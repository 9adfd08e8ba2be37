import ArgumentParser
import ETLPipeline
import Foundation
import Logging

/// `etl run`: executes the pipeline.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the pipeline.", discussion: "Exit codes:\n\(ETLPipeline.ExitCode.table)")

  /// When the progress bar is drawn.
  enum Progress: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  /// What makes a finished run fail.
  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warn
  }

  @OptionGroup var pipeline: PipelineArguments
  @Option(help: "Threads that work on records; 0 means one for each core.")
  var workers: Int?
  @Option(help: "Write the report of the run to this file, as JSON.")
  var report: String?
  @Option(help: "Draw a progress bar: auto (on a terminal), always or never.")
  var progress = Progress.auto
  @Option(help: "warn: exit with 2 after warnings or rejects.")
  var failOn = FailOn.error
  @Option(help: "Only these stages work: NAME, NAME+ (and what needs it), +NAME (and what it needs).")
  var select: [String] = []
  @Option(help: "These stages do not work; patterns as with --select.")
  var exclude: [String] = []
  @Option(help: "Read at most this many records of each source, and work out as many again.")
  var limit: Int?
  @Flag(help: "Work everything out again, whether it is known or not.")
  var fullRefresh = false
  @Option(
    help: "When another run holds the lock: fail, wait=30s (units s, m, h) or skip (exit with 0).",
    transform: { text in
      guard let mode = LockMode(text) else {
        throw ValidationError("'\(text)' is none of fail, skip and wait=30s")
      }
      return mode
    })
  var lock = LockMode.fail
  @Flag(name: .shortAndLong, help: "Print nothing unless something is wrong.")
  var quiet = false
  @Flag(name: .shortAndLong, help: "Log what is done, to stderr.")
  var verbose = false

  func validate() throws {
    if let workers, !(0...1024).contains(workers) {
      throw ValidationError("--workers must be from 0 to 1024")
    }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if let report, !Self.mayHoldReport(report) {
      throw ValidationError("--report: '\(report)' exists and is no report; name another file")
    }
  }

  func run() async throws {
    let control = Signals.install()
    let isVerbose = verbose
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = isVerbose ? .debug : .warning
      return handler
    }
    let plan = try pipeline.plan()
    if !quiet { Console.report(plan.warnings) }
    let runner = try makeRunner(plan)
    let bar = ProgressBar(isDrawn: draws)
    let result = await runner.run(observer: bar, control: control)
    bar.clear()
    print(result)
    if let report { try write(result, to: report) }
    if result.exitCode != .done { throw ArgumentParser.ExitCode(result.exitCode.rawValue) }
  }

  private func makeRunner(_ plan: Plan) throws -> Runner {
    do {
      return try Runner(
        plan: plan, version: ETL.version, options: options(plan), logger: Logger(label: "etl"))
    } catch let error as DiagnosticsError {
      Console.report(error.diagnostics)
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.pipelineFile.rawValue)
    } catch let error as SelectionError {
      Console.note("error: \(error)")
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.usage.rawValue)
    }
  }

  private func options(_ plan: Plan) throws -> RunOptions {
    let asked = workers ?? plan.limits.workers
    var options = RunOptions(
      workers: asked == 0 ? ProcessInfo.processInfo.activeProcessorCount : asked)
    options.failsOnWarnings = failOn == .warn
    options.lockMode = lock
    options.recordLimit = limit
    options.isFullRefresh = fullRefresh
    options.selection = try StageSelection(select: select, exclude: exclude).indices(in: plan)
    return options
  }

  /// Whether a file is missing, empty or looks like the report of an earlier run, so that no
  /// database or pipeline file is overwritten.
  private static func mayHoldReport(_ path: String) -> Bool {
    guard FileManager.default.fileExists(atPath: path) else { return true }
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    let start = (try? file.read(upToCount: 1)) ?? nil
    return start.map { $0.isEmpty || $0 == Data("{".utf8) } ?? true
  }

  private var draws: Bool {
    switch progress {
    case .auto: !quiet && isatty(STDERR_FILENO) == 1
    case .always: true
    case .never: false
    }
  }

  private func print(_ result: RunReport) {
    for line in result.problems { Console.note(line) }
    if quiet { return }
    for notice in result.notices { Console.note("notice: \(notice)") }
    for line in result.text { Console.note(line) }
  }

  private func write(_ result: RunReport, to path: String) throws {
    do {
      try result.json.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      Console.note(
        "error: the report cannot be written to '\(path)': \(error.localizedDescription)")
      throw ArgumentParser.ExitCode(ETLPipeline.ExitCode.cannotCreate.rawValue)
    }
  }
}
