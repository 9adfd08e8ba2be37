import ETLPipeline
import ETLTestSupport
import Foundation
import Logging
import Testing

struct MetricsFileTests {
  private func report() async throws -> RunReport {
    let plan = try PlanTests.read(PlanTests.good)
    return try await Runner(
      plan: plan, version: "0", options: RunOptions(workers: 1), logger: Logger(label: "test")
    )
    .run()
  }

  @Test func `a run leaves its counts with a help and a type for each metric`() async throws {
    let text = MetricsFile(try await report(), finishedAt: 1000).text(previous: "")
    let lines = text.split(separator: "\n").map(String.init)
    let name = try await report().start.pipeline
    for line in [
      "etl_run_success{pipeline=\"\(name)\"} 1", "etl_run_exit_code{pipeline=\"\(name)\"} 0",
      "etl_run_last_success_timestamp_seconds{pipeline=\"\(name)\"} 1000",
      "etl_records{pipeline=\"\(name)\",stage=\"make\",outcome=\"rejected\"} 1",
      "etl_rejects{pipeline=\"\(name)\",reason=\"unreadable\"} 1",
      "# TYPE etl_records gauge",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(lines.filter { $0.hasPrefix("# TYPE") }.count == 7)
  }

  @Test func `a failed run keeps the time of the last success and the name of the pipeline`() {
    let name = "a \"b\" \\n c\nd"
    let good = MetricsFile(pipeline: name, exitCode: .done, finishedAt: 1000, elapsedSeconds: 1)
    let first = good.text(previous: "")
    #expect(first.contains(#"{pipeline="a \"b\" \\n c\nd"} 1000"#))
    let bad = MetricsFile(
      pipeline: nil, exitCode: .pipelineFile, finishedAt: 2000, elapsedSeconds: 0.5)
    let text = bad.text(previous: bad.text(previous: first))
    #expect(text.contains("etl_run_exit_code{pipeline=\"a \\\"b\\\" \\\\n c\\nd\"} 78\n"))
    #expect(
      text.contains("etl_run_last_timestamp_seconds{pipeline=\"a \\\"b\\\" \\\\n c\\nd\"} 2000"))
    #expect(
      text.contains(#"etl_run_last_success_timestamp_seconds{pipeline="a \"b\" \\n c\nd"} 1000"#))
    #expect(text.contains("etl_run_success{pipeline=\"a \\\"b\\\" \\\\n c\\nd\"} 0\n"))
  }

  @Test func `the file is whole, readable by all and alone in its directory`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path("etl.prom")
    let metrics = MetricsFile(
      pipeline: "p", exitCode: .locked, finishedAt: 1, elapsedSeconds: 0)
    try metrics.write(to: path)
    try metrics.write(to: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["etl.prom"])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o644)
    #expect(throws: (any Error).self) { try metrics.write(to: directory.path("none/etl.prom")) }
  }
}
