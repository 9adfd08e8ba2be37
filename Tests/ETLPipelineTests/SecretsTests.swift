import ETLModel
import ETLTestSupport
import Testing

@testable import ETLPipeline

struct SecretsTests {
  static let text = PlanTests.good.replacing(
    "type: words", with: "type: words, prefix: \"a-${secret:KEY}-b\"")

  static func words(_ plan: Plan) throws -> WordsInput {
    try #require(plan.stages[0].inputs.first?.options as? WordsInput)
  }

  @Test func `the options have the value, everything printable has stars`() throws {
    let plan = try PlanTests.read(Self.text, environment: ["KEY": "s3cr3t"])
    #expect(try Self.words(plan).prefix == "a-s3cr3t-b")
    #expect(plan.stages[0].inputs[0].values.text.contains("a-***-b"))
    #expect("\(plan.secrets)" == "***")
    var dumped = ""
    dump(plan.secrets, to: &dumped)
    #expect(!dumped.contains("s3cr3t"))
    #expect(Redactor(plan.secrets).redact("x s3cr3t y") == "x *** y")
  }

  @Test func `hash and fingerprint do not depend on the value`() throws {
    let one = try PlanTests.read(Self.text, environment: ["KEY": "one"])
    let two = try PlanTests.read(Self.text, environment: ["KEY": "two"])
    #expect(one.hash == two.hash)
    #expect(one.stages[0].fingerprint(contents: [:]) == two.stages[0].fingerprint(contents: [:]))
  }

  @Test func `a credential file is read without its last line break`() throws {
    let directory = try TemporaryDirectory()
    try directory.write("from-file\n", to: "KEY")
    let environment = ["CREDENTIALS_DIRECTORY": directory.path]
    let plan = try PlanTests.read(Self.text, environment: environment)
    #expect(try Self.words(plan).prefix == "a-from-file-b")
    let both = try PlanTests.read(
      Self.text, environment: environment.merging(["KEY": "env"]) { $1 })
    #expect(try Self.words(both).prefix == "a-env-b")
  }

  @Test func `a missing secret is told by its name only`() throws {
    let problems = try PlanTests.problems(
      Self.text, environment: ["CREDENTIALS_DIRECTORY": "/nowhere"])
    #expect(
      problems == [
        "p.yml:3:33: error: secret 'KEY' is neither an environment variable nor a file in $CREDENTIALS_DIRECTORY"
      ])
  }

  @Test(arguments: [
    ("name: \"${secret:KEY}\"\nversion: 1", "name must not hold a secret"),
    ("version: \"${secret:KEY}\"", "version must be 1, not '***'"),
    ("version: 1\nlimits: { workers: \"${secret:KEY}\" }", "not '***'"),
    ("version: 1\nlimits: { workers: \"${secret:../KEY}\" }", "does not name a secret"),
  ])
  func `no message shows a secret`(line: String, message: String) throws {
    let problems = try PlanTests.problems(
      PlanTests.good.replacing("version: 1", with: line), environment: ["KEY": "s3cr3t"])
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
    #expect(!problems.contains { $0.contains("s3cr3t") })
  }

  @Test func `a report shows no secret, whoever wrote its texts`() async throws {
    let report = try await RunnerTests.run(
      RunnerTests.pipeline(prefix: "\"${secret:KEY}\"", sink: "secret", fail: "write"),
      environment: ["KEY": "sink"])
    #expect(report.failure?.message == "the *** fails at write")
  }

  @Test func `a path holds the value but shows stars`() throws {
    let plan = try PlanTests.read(
      PlanTests.good.replacing(
        "needs: [measure] }", with: "needs: [measure], with: { file: \"/x/${secret:KEY}\" } }"),
      environment: ["KEY": "s3cr3t"])
    let options = try #require(plan.stages[2].options as? KeepRecords.Options)
    #expect(options.file.resolved == "/x/s3cr3t")
    #expect(options.file.written == "/x/***")
  }
}
