import ArgumentParser
import ETLPipeline
import Foundation

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
  @Option(
    help: "Only these stages work: NAME, NAME+ (and what needs it), +NAME (and what it needs).")
  var select: [String] = []
  @Option(help: "These stages do not work; patterns as with --select.")
  var exclude: [String] = []
  @Option(help: "Read at most this many records of each source, and work out as many again.")
  var limit: Int?
  @Flag(help: "Work everything out again, whether it is known or not.")
  var fullRefresh = false
  @Flag(help: "Ask no server: read what earlier runs have saved.")
  var offline = false
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
  @Option(help: "What stderr holds: text for a person, or log lines as logfmt or json.")
  var logFormat = LogFormat.text
  @Option(help: "Write metrics to this file, for Prometheus' textfile collector.")
  var metrics: String?
  @Option(help: "Ping this URL: URL/start, then URL, or URL/EXITCODE after a failure.")
  var ping: String?

  func validate() throws {
    if let workers, !(0...1024).contains(workers) {
      throw ValidationError("--workers must be from 0 to 1024")
    }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if let ping, Ping(ping) == nil {
      throw ValidationError("--ping must be a URL that starts with http:// or https://")
    }
    if let report, !OutputFile.mayHold(report, startingWith: OutputFile.reportStart) {
      throw ValidationError("--report: '\(report)' exists and is no report; name another file")
    }
  }

  func run() async throws {
    let control = Signals.install()
    let output = RunOutput.start(logFormat, isQuiet: quiet, isVerbose: verbose)
    var runs = PipelineRun(control: control, output: output)
    runs.drawsBar = draws
    runs.metrics = metrics
    runs.ping = ping
    runs.report = report
    let pipeline = self.pipeline
    let code = await runs.run {
      () throws(DiagnosticsError) in
      try pipeline.load()
    } options: {
      try options($0)
    }
    if code != .done { throw ArgumentParser.ExitCode(code.rawValue) }
  }

  private func options(_ plan: Plan) throws(SelectionError) -> RunOptions {
    let asked = workers ?? plan.limits.workers
    var options = RunOptions(
      workers: asked == 0 ? ProcessInfo.processInfo.activeProcessorCount : asked)
    options.failsOnWarnings = failOn == .warn
    options.lockMode = lock
    options.recordLimit = limit
    options.isFullRefresh = fullRefresh
    options.isOffline = offline
    options.selection = try StageSelection(select: select, exclude: exclude).indices(in: plan)
    return options
  }

  private var draws: Bool {
    if logFormat != .text { return false }
    return switch progress {
    case .auto: !quiet && isatty(STDERR_FILENO) == 1
    case .always: true
    case .never: false
    }
  }
}
