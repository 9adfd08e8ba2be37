import ETLModel
import ETLPipeline
import Logging
import Synchronization
import Testing

struct RunnerTests {
  /// A graph with every shape: `drop` has two readers, `keep` joins two branches.
  static func pipeline(
    count: Int = 1000, prefix: String = "w", sink: String, fail: String = "", more: String = ""
  ) -> String {
    """
    version: 1
    name: toys
    inputs:
      words: { type: words, count: \(count), prefix: \(prefix) }
    stages:
      make: { uses: make_words, from: [words] }
      drop: { uses: drop_threes, needs: [make] }
      measure: { uses: measure_words, needs: [drop] }
      rank: { uses: rank_words, needs: [drop] }
      keep: { uses: keep_records, needs: [measure, rank], with: { name: \(sink), fail: "\(fail)" } }
    \(more)
    """
  }

  static func run(
    _ pipeline: String, workers: Int = 4, environment: [String: String] = [:]
  ) async throws -> RunReport {
    let plan = try Plan.read(
      pipeline, file: "toys.yml", baseDirectory: "/", catalog: .toys, environment: environment)
    let runner = try Runner(
      plan: plan, version: "test", options: RunOptions(workers: workers),
      logger: Logger(label: "test"))
    return await runner.run()
  }

  static func kept(_ name: String) throws -> Kept {
    try #require(Kept.all.withLock { $0[name] })
  }

  @Test(arguments: [1, 2, 8])
  func `results leave in input order, whatever the number of workers`(workers: Int) async throws {
    let name = "order\(workers)"
    let report = try await Self.run(Self.pipeline(sink: name), workers: workers)
    let expected = (1...1000).map { "w\($0)" }.filter { !$0.hasSuffix("7") && !$0.hasSuffix("3") }
    let kept = try Self.kept(name)
    #expect(kept.main == expected)
    #expect(kept.side == expected)
    #expect(kept.isPublished)
    #expect(report.exitCode == .done)
  }

  @Test(arguments: [true, false])
  func `a stage joins what it reads with what another found, if one is named`(
    isNamed: Bool
  ) async throws {
    let name = "join-\(isNamed)"
    var text = Self.pipeline(count: 10, sink: name)
    text = text.replacing(
      "  keep:",
      with: "  ten: { uses: multiply_ranks, needs: [drop\(isNamed ? ", rank" : "")] }\n  keep:")
    text = text.replacing("[measure, rank]", with: "[measure, ten]")
    let report = try await Self.run(text)
    let kept = try Self.kept(name)
    #expect(kept.side == ["w1", "w2", "w4", "w5", "w6", "w8", "w9", "w10"])
    #expect(kept.ranks == (isNamed ? (0..<8).map { $0 * 10 } : Array(repeating: -1, count: 8)))
    let stage = try #require(report.stages.first { $0.name == "ten" })
    #expect(stage.counts.recordsIn == 8 && stage.counts.recordsOut == 8)
  }

  @Test func `a stage waits for the findings of one that is not selected`() async throws {
    let text = Self.pipeline(count: 10, sink: "wait").replacing(
      "  keep:", with: "  ten: { uses: multiply_ranks, needs: [drop, rank] }\n  keep:"
    ).replacing("[measure, rank]", with: "[measure, ten]")
    let plan = try Plan.read(
      text, file: "toys.yml", baseDirectory: "/", catalog: .toys, environment: [:])
    var options = RunOptions(workers: 2)
    options.selection = try StageSelection(select: [], exclude: ["rank"]).indices(in: plan)
    let runner = try Runner(
      plan: plan, version: "test", options: options, logger: Logger(label: "test"))
    #expect(await runner.run().exitCode == .done)
    #expect(try Self.kept("wait").side.isEmpty)
  }

  @Test func `every stage accounts for every record`() async throws {
    let report = try await Self.run(Self.pipeline(sink: "accounts"))
    let counts = Dictionary(report.stages.map { ($0.name, $0.counts) }, uniquingKeysWith: { $1 })
    #expect(counts.values.allSatisfy { $0.isBalanced })
    #expect(counts["make"]?.recordsIn == 1000)
    #expect(counts["make"]?.recordsRejected == 100)
    #expect(counts["drop"]?.recordsIn == 900)
    #expect(counts["drop"]?.dropped == ["ends_in_3": 100])
    #expect(counts["measure"]?.recordsOut == 800)
    #expect(counts["rank"]?.recordsOut == 800)
    #expect(counts["keep"]?.recordsIn == 800)
    #expect(report.rejects.count == 100)
    #expect(report.rejects.first?.article.externalID == "w7")
    #expect(report.rejects.first?.stage == "make")
    #expect(report.recordsMet == 1000)
  }

  @Test func `an empty input is a run like any other`() async throws {
    let report = try await Self.run(Self.pipeline(count: 0, sink: "empty"))
    #expect(report.exitCode == .done)
    let kept = try Self.kept("empty")
    #expect(kept.main.isEmpty)
  }

  @Test(arguments: ["open", "write", "close"])
  func `a failing sink publishes nothing and names its stage`(place: String) async throws {
    let report = try await Self.run(Self.pipeline(sink: "fail-\(place)", fail: place))
    #expect(report.exitCode == .inputOutput)
    #expect(report.failure?.stage == "keep")
    #expect(report.failure?.message == "the sink fails at \(place)")
    let kept = Kept.all.withLock { $0["fail-\(place)"] }
    #expect(kept?.isPublished != true)
  }

  @Test func `a stage that loses a record is a bug, and nothing is published`() async throws {
    let report = try await Self.run(Self.pipeline(sink: "lost", fail: "count"))
    #expect(report.exitCode == .bug)
    let kept = try Self.kept("lost")
    #expect(!kept.isPublished)
  }

  @Test(arguments: [("1%", ExitCode.refused), ("10%", .done), ("99", .refused), ("100", .done)])
  func `more rejects than allowed take the load back`(limit: String, code: ExitCode) async throws {
    let report = try await Self.run(
      Self.pipeline(sink: "limit\(limit)", more: "limits: { max_rejected: \(limit) }"))
    #expect(report.exitCode == code)
    let kept = try Self.kept("limit\(limit)")
    #expect(kept.isPublished == (code == .done))
  }

  @Test(arguments: [("error", ExitCode.refused), ("warn", .done)])
  func `a failed check of severity error takes the load back`(
    severity: String, code: ExitCode
  ) async throws {
    let check = "checks: [{ name: few, severity: \(severity), sql: x, max: 10 }]"
    let report = try await Self.run(Self.pipeline(sink: "check-\(severity)", more: check))
    #expect(report.exitCode == code)
    #expect(report.checks.first?.observed == 800)
    let kept = try Self.kept("check-\(severity)")
    #expect(kept.isPublished == (code == .done))
  }

  @Test func `a missing input is told by the exit code, and the rest is loaded`() async throws {
    let report = try await Self.run(Self.pipeline(prefix: "missing", sink: "missing"))
    #expect(report.exitCode == .missingInput)
    #expect(report.missing == ["missing.txt"])
    let kept = try Self.kept("missing")
    #expect(kept.isPublished)
  }

  @Test func `warnings have an exit code only when it is asked for`() async throws {
    var report = try await Self.run(Self.pipeline(sink: "warn"))
    #expect(report.status == .warn)
    report.failsOnWarnings = true
    #expect(report.exitCode == .warnings)
  }

  @Test func `a run's identity is a version 7 UUID that sorts by time`() {
    let first = RunClock.makeUID()
    #expect(first.utf8.count == 36)
    #expect(Array(first)[14] == "7")
    let variant = Array(first)[19]
    #expect("89ab".contains(variant))
    let second = RunClock.makeUID()
    #expect(first.prefix(8) <= second.prefix(8))
  }
}

struct ExitCodeTests {
  @Test func `the table has the documented codes`() {
    #expect(
      ExitCode.allCases.map(\.rawValue) == [
        0, 1, 2, 64, 65, 66, 69, 70, 73, 74, 75, 77, 78, 124, 130, 143,
      ])
    #expect(ExitCode.table.split(separator: "\n").count == ExitCode.allCases.count)
  }

  @Test(arguments: zip(FailureCategory.allCases, [1, 73, 74, 75, 77, 70, 124] as [Int32]))
  func `every failure has its code`(category: FailureCategory, code: Int32) async throws {
    var report = try await RunnerTests.run(RunnerTests.pipeline(count: 1, sink: "codes"))
    report.failure = .init(stage: nil, category: category, message: "")
    #expect(report.exitCode.rawValue == code)
  }
}
