import ETLPipeline
import Foundation
import Logging

/// Runs a pipeline and tells of it: what `etl run` and `etl rejects retry` share.
struct PipelineRun {
  let control: RunControl
  let output: RunOutput
  /// Whether a progress bar is drawn.
  var drawsBar = false
  /// The file for metrics; nil for the one of the pipeline file.
  var metrics: String?
  /// The URL for pings; nil for the one of the pipeline file.
  var ping: String?
  /// The file for the report; nil for none.
  var report: String?

  /// Loads a plan, runs it and tells all who want to know.
  ///
  /// - Parameter options: How the plan is run; an error of it is bad usage.
  /// - Returns: What the process exits with.
  func run(
    _ load: () throws(DiagnosticsError) -> Plan, options: (Plan) throws -> RunOptions
  ) async -> ETLPipeline.ExitCode {
    let plan: Plan
    do {
      plan = try load()
    } catch {
      output.report(error.diagnostics)
      let monitor = RunMonitor(metrics: metrics, ping: ping.flatMap(Ping.init), output: output)
      await monitor.runEnded(RunMonitor.End(exitCode: .pipelineFile))
      return .pipelineFile
    }
    output.report(plan.warnings)
    var monitor = RunMonitor(
      metrics: metrics ?? plan.monitor.metrics?.resolved,
      ping: (ping ?? plan.monitor.ping).flatMap(Ping.init), output: output)
    monitor.runStarts()
    let end = await execute(plan, options)
    await monitor.runEnded(end)
    return end.exitCode
  }

  private func execute(
    _ plan: Plan, _ options: (Plan) throws -> RunOptions
  ) async -> RunMonitor.End {
    var end = RunMonitor.End(exitCode: .pipelineFile, pipeline: plan.name)
    do {
      let runner = try Runner(
        plan: plan, version: ETL.version, options: options(plan), logger: Logger(label: "etl"))
      output.runStarts(plan, id: runner.runID)
      let bar = ProgressBar(isDrawn: drawsBar)
      let result = await runner.run(observer: bar, control: control)
      bar.clear()
      output.runEnded(result)
      end.report = result
      end.exitCode = result.exitCode
      if let report, !write(result, to: report) { end.exitCode = .cannotCreate }
    } catch let error as DiagnosticsError {
      output.report(error.diagnostics)
    } catch {
      output.report([Diagnostic(.error, "\(error)", at: nil)])
      end.exitCode = .usage
    }
    return end
  }

  /// Writes the report; a failure is told and makes the result false.
  private func write(_ result: RunReport, to path: String) -> Bool {
    guard OutputFile.mayHold(path, startingWith: OutputFile.reportStart) else {
      output.problem(.error, "--report: '\(path)' exists and is no report; name another file")
      return false
    }
    do {
      try result.json.write(to: URL(fileURLWithPath: path), options: .atomic)
      return true
    } catch {
      output.problem(
        .error, "the report cannot be written to '\(path)': \(error.localizedDescription)")
      return false
    }
  }
}
