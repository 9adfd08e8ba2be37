import ETLTestSupport
import Foundation
import GRDB
import Testing

/// Signals, time limits, locks and readers: what happens around a run.
struct ProcessLifeTests {
  let workspace = Workspace()

  /// Writes a file of articles with bodies of their own.
  private func writeArticles(_ count: Int, limits: String = "", more: String = "") throws {
    let lines = try (1...count).map { number in
      let text = (0..<40).map { IncrementalRunTests.article(number * 100 + $0) }
        .joined(separator: "\n")
      let data = try JSONSerialization.data(withJSONObject: ["id": "a\(number)", "text": text])
      return String(decoding: data, as: UTF8.self)
    }
    try workspace.directory.write(lines.joined(separator: "\n"), to: "in.jsonl")
    try workspace.writePipeline(
      ["in: { type: jsonl, paths: [in.jsonl] }"], limits: limits, more: more)
  }

  /// Starts a run and returns when it works on articles.
  private func start() throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["run", "-q", "--workers", "1", workspace.directory.path("pipeline.yml")]
    process.standardError = FileHandle.nullDevice
    try process.run()
    let loading = workspace.database + ".loading"
    for _ in 0..<2000 {
      let size = try? FileManager.default.attributesOfItem(atPath: loading)[.size] as? Int
      if (size ?? 0) > 1_000_000 { break }
      usleep(5000)
    }
    return process
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)])
  func `the first signal keeps what is complete, and the next run goes on`(
    signal: Int32, code: Int
  ) throws {
    try writeArticles(3000)
    let process = try start()
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(Int(process.terminationStatus) == code)
    let kept = try #require(Int(try workspace.query("SELECT count(*) FROM articles")[0]))
    #expect(kept > 0 && kept < 3000)
    #expect(try workspace.query("PRAGMA integrity_check") == ["ok"])
    #expect(
      try workspace.query("SELECT status, exit_code FROM run") == ["interrupted | \(code)"])

    #expect(try workspace.run(["-q"]).code == 0)
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["3000"])
    #expect(
      try workspace.query(
        "SELECT records_cached FROM run_stage WHERE stage = 'quotes' AND run_id = 2")
        == ["\(kept)"])
    // Comparing the articles was left to this run.
    #expect(try workspace.query("SELECT count(*) FROM pipeline_corpus") == ["2"])
  }

  @Test func `a second signal ends the run at once, and nothing is lost`() throws {
    try writeArticles(3000)
    let process = try start()
    kill(process.processIdentifier, SIGTERM)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 143)
    #expect(try workspace.run(["-q"]).code == 0)
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["3000"])
    #expect(!FileManager.default.fileExists(atPath: workspace.database + ".loading"))
  }

  @Test func `a check without an end is broken off after run_timeout`() throws {
    let endless = """
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)
        SELECT count(*) FROM numbers
      """
    try writeArticles(
      3, limits: "limits: { run_timeout: 1s }",
      more: "checks: [{ name: endless, severity: warn, sql: \"\(endless)\", min: 1 }]")
    let result = try workspace.run(["-q"])
    #expect(result.code == 124, "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: workspace.database))
  }

  @Test func `a record that takes longer than its stage allows is a reject that can be retried`()
    throws
  {
    try writeArticles(1)
    let hostile = String(repeating: "قال أن ", count: 150_000)
    try workspace.directory.write(hostile, to: "more/hostile.txt")
    try workspace.writePipeline([
      "in: { type: jsonl, paths: [in.jsonl] }", "more: { type: files, paths: [more] }",
    ])
    let pipeline = workspace.directory.path("pipeline.yml")
    let written = try String(contentsOfFile: pipeline, encoding: .utf8)
    try workspace.directory.write(
      written.replacing("uses: tag_quotes,", with: "uses: tag_quotes, timeout: 1s,"),
      to: "pipeline.yml")
    let result = try workspace.run(["-q"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      try workspace.query("SELECT external_id, stage, reason FROM rejects")
        == ["more/hostile.txt | quotes | timeout"])
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["1"])

    // The next run leaves it alone; asked for by name it is tried again, and nothing else is.
    #expect(try workspace.run(["-q"]).code == 0)
    #expect(try workspace.query("SELECT attempts FROM reject") == ["1"])
    try workspace.directory.write(IncrementalRunTests.article(1), to: "more/hostile.txt")
    let retry = try Program.run(["rejects", "retry", "1", "-f", pipeline])
    #expect(retry.code == 0, "\(retry.errors)")
    #expect(try workspace.query("SELECT state FROM reject") == ["resolved"])
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["2"])
    #expect(
      try workspace.query(
        "SELECT records_in FROM run_stage WHERE stage = 'read' ORDER BY run_id DESC LIMIT 1")
        == ["1"])
  }

  @Test func `--lock skip ends well and wait waits while another process holds the lock`() throws {
    try writeArticles(3)
    let holder = open(workspace.database + ".lock", O_RDWR | O_CREAT, 0o644)
    #expect(flock(holder, LOCK_EX) == 0)
    #expect(try workspace.run(["-q"]).code == 75)
    let skipped = try workspace.run(["--lock", "skip"])
    #expect(skipped.code == 0)
    #expect(skipped.errors.contains("another run"))
    #expect(try workspace.run(["-q", "--lock", "wait=1s"]).code == 75)
    let waiting = Process()
    waiting.executableURL = URL(fileURLWithPath: Program.path)
    waiting.arguments = [
      "run", "-q", "--lock", "wait=60s", workspace.directory.path("pipeline.yml"),
    ]
    try waiting.run()
    usleep(300_000)
    close(holder)
    waiting.waitUntilExit()
    #expect(waiting.terminationStatus == 0)
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["3"])
  }

  @Test func `a load goes on beside a reader, and waits for it no longer than busy_timeout`()
    throws
  {
    try writeArticles(3, limits: "limits: { busy_timeout: 1s }")
    #expect(try workspace.run(["-q"]).code == 0)
    try workspace.directory.write(IncrementalRunTests.article(9), to: "in.jsonl")
    try writeArticles(4, limits: "limits: { busy_timeout: 1s }")
    let reader = try DatabaseQueue(path: workspace.database)
    try reader.read { database in
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM articles") == 3)
      let result = try workspace.run(["-q"])
      #expect(result.code == 75, "\(result.errors)")
      #expect(result.errors.contains("busy_timeout"))
    }
    #expect(try workspace.run(["-q"]).code == 0)
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["4"])
  }
}
