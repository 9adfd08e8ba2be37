import ETLPipeline
import Testing

struct MonitorTests {
  static func plan(_ more: String) throws -> Plan {
    try PlanTests.read(PlanTests.good + "\n" + more, environment: ["KEY": "s3cr3t"])
  }

  @Test func `a monitor has a metrics file and an address, each optional`() throws {
    let monitor = try Self.plan(
      "monitor: { metrics: out/etl.prom, ping: \"https://example.org/${secret:KEY}\" }"
    ).monitor
    #expect(monitor.metrics?.resolved == "/base/out/etl.prom")
    #expect(monitor.ping == "https://example.org/s3cr3t")
    let none = try Self.plan("monitor: {}").monitor
    #expect(none.metrics == nil)
    #expect(none.ping == nil)
  }

  @Test func `limits of a stage, of waiting and of attempts have defaults`() throws {
    let plain = try Self.plan("")
    #expect(plain.limits.busyTimeout == 30)
    #expect(plain.limits.retries == 3)
    #expect(plain.stages[1].timeout == nil)
    let plan = try PlanTests.read(
      PlanTests.good.replacing("needs: [make]", with: "needs: [make], timeout: 1m30s")
        + "\nlimits: { busy_timeout: 2m, retries: 0 }")
    #expect(plan.limits.busyTimeout == 120)
    #expect(plan.limits.retries == 0)
    #expect(plan.stages[1].timeout == 90)
  }

  @Test(arguments: [
    ("monitor: { pin: x }", "8:12: error: unknown key 'pin' of monitor; did you mean 'ping'?"),
    (
      "monitor: { ping: \"ftp://x\" }",
      "8:18: error: ping of monitor must be an address that starts with http:// or https://"
    ),
    (
      "monitor: { ping: \"https:///x\" }",
      "8:18: error: ping of monitor must be an address that starts with http:// or https://"
    ),
    ("monitor: { metrics: \"\" }", "8:21: error: metrics of monitor must name a file"),
    (
      "limits: { busy_timeout: 30 }",
      "8:25: error: busy_timeout must be a duration such as 30s or 2m, not '30'"
    ),
    (
      "limits: { retries: -1 }",
      "8:20: error: retries must be a whole number from 0 to 100, not '-1'"
    ),
  ])
  func `a mistake is told where it stands`(more: String, message: String) throws {
    let problems = try PlanTests.problems(PlanTests.good + "\n" + more)
    #expect(problems.contains("p.yml:" + message), "\(problems)")
  }

  @Test func `a timeout of a stage is a duration`() throws {
    let problems = try PlanTests.problems(
      PlanTests.good.replacing("needs: [make]", with: "needs: [make], timeout: 5"))
    #expect(
      problems.contains(
        "p.yml:6:59: error: timeout of stage 'measure' must be a duration such as 30s or 5m, not '5'"
      ), "\(problems)")
  }
}
