import ETLTestSupport
import Foundation
import Testing

/// Logs, metrics and pings of runs.
struct MonitoringTests {
  let workspace = Workspace()

  init() throws {
    try workspace.directory.write(BrokenInputTests.good, to: "in/good.txt")
    try workspace.writePipeline(["in: { type: files, paths: [in, \"none\\nx.txt\"] }"])
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  @Test func `json logs are objects only, one to a line`() throws {
    let result = try workspace.run(["--log-format", "json", "--progress", "always"])
    #expect(result.code == 66)
    let events = try lines(result.errors).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String])
    }
    #expect(events.map { $0["message"] }.contains("run begins"))
    let end = try #require(events.last)
    #expect(end["message"] == "run ended")
    #expect(end["run.exit_code"] == "66")
    #expect(end["level"] == "notice")
    let time = try #require(end["time"])
    #expect(time.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/#) != nil, "\(time)")
    #expect(events.contains { $0["level"] == "error" && $0["message"]!.contains("none\nx.txt") })
  }

  @Test func `logfmt escapes what would break a line, and -q leaves what is wrong`() throws {
    let result = try workspace.run(["--log-format", "logfmt", "-q"])
    #expect(lines(result.errors).count == 1)
    #expect(result.errors.contains(" level=error message=\"input path 'none\\nx.txt'"))
  }

  @Test func `text is the summary for a person, with log lines only when asked`() throws {
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let plain = try workspace.run()
    #expect(plain.errors.hasPrefix("test: done in "), "\(plain.errors)")
    #expect(!plain.errors.contains("run begins"))
    let verbose = try workspace.run(["-v"]).errors
    #expect(lines(verbose)[0].contains("Z notice run begins pipeline.name=test run.id="))
    #expect(verbose.contains("nothing has changed: no row was written"))
    #expect(try workspace.run(["-q"]).errors.isEmpty)
  }

  @Test func `mistakes in the pipeline file are log lines too`() throws {
    try workspace.directory.write("version: 1\nnonsense: 2\n", to: "pipeline.yml")
    let result = try workspace.run(["--log-format", "json"])
    #expect(result.code == 78)
    for line in lines(result.errors) {
      let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      #expect(event?["level"] == "error")
    }
    #expect(result.errors.contains("\"file.line\":\"2\""))
  }

  @Test func `metrics are written after success, failure and a bad pipeline file`() throws {
    let path = workspace.directory.path("etl.prom")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    #expect(try workspace.run(["-q", "--metrics", path]).code == 0)
    let good = try String(contentsOfFile: path, encoding: .utf8)
    #expect(good.contains("etl_records{pipeline=\"test\",stage=\"load\",outcome=\"out\"} 1\n"))
    try workspace.directory.write("version: 2\n", to: "pipeline.yml")
    #expect(try workspace.run(["-q", "--metrics", path]).code == 78)
    let bad = try String(contentsOfFile: path, encoding: .utf8)
    #expect(bad.contains("etl_run_exit_code{pipeline=\"test\"} 78\n"))
    let success = { (text: String) in
      text.split(separator: "\n").first { $0.hasPrefix("etl_run_last_success_") }
    }
    #expect(success(good) == success(bad))
    #expect(success(bad) != nil)
  }

  @Test func `metrics that cannot be written are a warning`() throws {
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let result = try workspace.run(["-q", "--metrics", workspace.directory.path("none/etl.prom")])
    #expect(result.code == 0)
    #expect(result.errors.contains("warning: the metrics cannot be written"))
  }

  @Test func `a run pings its start and its end`() throws {
    let server = try LocalServer()
    let url = "http://127.0.0.1:\(server.port)/abc?k=v"
    #expect(try workspace.run(["-q", "--ping", url]).code == 66)
    #expect(server.requests == ["GET /abc/start?k=v", "GET /abc/66?k=v"])
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    #expect(try workspace.run(["-q", "--ping", url]).code == 0)
    #expect(server.requests.last == "GET /abc?k=v")
  }

  @Test func `a ping is tried again; one that fails for good is a warning without secrets`() throws
  {
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let server = try LocalServer(answers: ["503 Busy", "200 OK", "500 Broken"])
    let result = try workspace.run([
      "-q", "--ping", "http://user:pw@127.0.0.1:\(server.port)/abc?key=v",
    ])
    #expect(result.code == 0)
    #expect(server.requests.count == 5)
    #expect(result.errors.contains("warning: the ping failed three times: http://127.0.0.1:"))
    for secret in ["user", "pw", "abc", "key"] { #expect(!result.errors.contains(secret)) }
  }

  @Test func `what is no URL of HTTP is bad usage`() throws {
    #expect(try workspace.run(["--ping", "file:///etc/passwd"]).code == 64)
  }
}
