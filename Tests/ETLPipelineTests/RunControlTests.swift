import ETLModel
import ETLPipeline
import Logging
import Synchronization
import Testing

struct RunControlTests {
  @Test func `the first reason wins`() {
    let control = RunControl()
    #expect(control.stopReason == nil)
    control.stop(.terminated)
    control.stop(.interrupted)
    #expect(control.stopReason == .terminated)
  }

  @Test(arguments: [
    StopReason.interrupted, .terminated, .timeout(seconds: 0), .timeout(seconds: 90),
  ])
  func `a reason is kept as it was given`(reason: StopReason) {
    let control = RunControl()
    control.stop(reason)
    #expect(control.stopReason == reason)
  }

  /// Stops a run as soon as it has met some records.
  private struct Stopper: RunObserver {
    var control: RunControl
    var reason: StopReason

    func runDidAdvance(_ progress: RunProgress) {
      if progress.recordsMet >= 100 { control.stop(reason) }
    }
  }

  private static func runner(_ pipeline: String) throws -> Runner {
    let plan = try Plan.read(
      pipeline, file: "toys.yml", baseDirectory: "/", catalog: .toys, environment: [:])
    var options = RunOptions(workers: 2)
    // Other tests may keep all threads busy for long: the watch must not end the process.
    options.grace = 3600
    return try Runner(
      plan: plan, version: "test", options: options, logger: Logger(label: "test"))
  }

  @Test(arguments: [
    (StopReason.interrupted, ExitCode.interrupted), (.terminated, .terminated),
    (.timeout(seconds: 1), .timeout),
  ])
  func `a stopped run keeps what is complete and leaves corpus stages out`(
    reason: StopReason, code: ExitCode
  ) async throws {
    let name = "stopped-\(code)"
    let runner = try Self.runner(RunnerTests.pipeline(count: 100_000, sink: name))
    let control = RunControl()
    let report = await runner.run(
      observer: Stopper(control: control, reason: reason), control: control)
    #expect(report.status == .interrupted)
    #expect(report.stopReason == reason)
    #expect(report.exitCode == code)
    #expect(report.stages.allSatisfy { $0.counts.isBalanced })
    let kept = try RunnerTests.kept(name)
    #expect(kept.isPublished)
    #expect(kept.main.count >= 80 && kept.main.count < 80_000)
    #expect(kept.side.isEmpty)
  }

  @Test func `a stopped run whose checks fail publishes nothing`() async throws {
    let check = "checks: [{ name: all, severity: error, sql: x, min: 80000 }]"
    let runner = try Self.runner(
      RunnerTests.pipeline(count: 100_000, sink: "stopped-check", more: check))
    let control = RunControl()
    let report = await runner.run(
      observer: Stopper(control: control, reason: .interrupted), control: control)
    #expect(report.exitCode == .refused)
    #expect(try !RunnerTests.kept("stopped-check").isPublished)
  }

  @Test func `a run that is over its time is stopped in the same way`() async throws {
    let runner = try Self.runner(
      RunnerTests.pipeline(
        count: 500_000_000, sink: "overtime", more: "limits: { run_timeout: 1s }"))
    let report = await runner.run()
    #expect(report.exitCode == .timeout)
    #expect(report.status == .interrupted)
    #expect(report.failure == nil)
    #expect(try RunnerTests.kept("overtime").isPublished)
  }
}

struct LockModeTests {
  @Test(arguments: [
    ("fail", LockMode.fail), ("skip", .skip), ("wait=0s", .wait(seconds: 0)),
    ("wait=30s", .wait(seconds: 30)), ("wait=5m", .wait(seconds: 300)),
    ("wait=2h", .wait(seconds: 7200)),
  ])
  func `a mode is read`(text: String, mode: LockMode) {
    #expect(LockMode(text) == mode)
  }

  @Test(arguments: ["", "wait", "wait=", "wait=30", "wait=-1s", "wait=1d", "Skip", "wait=999999s"])
  func `what is no mode is refused`(text: String) {
    #expect(LockMode(text) == nil)
  }
}
