import ETLPipeline
import Testing

struct ChecksTests {
  static func checks(_ yaml: String) throws -> [Check] {
    try PlanTests.read(PlanTests.good + "\nchecks: [\(yaml)]").checks
  }

  @Test(arguments: [
    ("{ name: a, sql: x, min: 1, max: 2.5 }", ">= 1.0 and <= 2.5"),
    ("{ name: a, rows: x }", "no rows"),
    (
      "{ name: a, volume: { min: 50%, max: \"200%\" } }",
      ">= 50% and <= 200% of the average of 7 runs"
    ),
    ("{ name: a, volume: { runs: 3, min: 10 } }", ">= 10 of the average of 3 runs"),
    ("{ name: a, freshness: { max_age: 36h } }", "every publisher and input at most 36h old"),
    ("{ name: a, freshness: { max_age: 2d, input: words } }", "input 'words' at most 2d old"),
  ])
  func `every kind says what it expects`(yaml: String, expectation: String) throws {
    let checks = try Self.checks(yaml)
    #expect(checks.map(\.expectation) == [expectation])
    #expect(checks.map(\.severity) == [.error])
  }

  @Test(arguments: [
    ("{ sql: x, min: 1 }", "8:10: error: a check needs 'name'"),
    (
      "{ name: a }",
      "8:10: error: check 'a' needs one of sql, rows, volume, freshness, but has none"
    ),
    (
      "{ name: a, sql: x, rows: y, min: 1 }",
      "8:10: error: check 'a' needs one of sql, rows, volume, freshness, but has sql and rows"
    ),
    ("{ name: a, sql: x }", "8:10: error: check 'a' has none of min, max, equals"),
    ("{ name: a, rows: x, min: 1 }", "8:30: error: 'min' of check 'a' goes with 'sql' only"),
    ("{ name: a, volume: {} }", "8:29: error: volume of check 'a' has none of min, max"),
    (
      "{ name: a, volume: { runs: 1, min: x } }",
      "8:37: error: runs must be a whole number from 2 to 1000, not '1'"
    ),
    (
      "{ name: a, volume: { min: x } }",
      "8:36: error: min must be a share such as \"50%\" or a number, not 'x'"
    ),
    ("{ name: a, freshness: {} }", "8:32: error: freshness of check 'a' has no 'max_age'"),
    (
      "{ name: a, freshness: { max_age: 2, input: word } }",
      "8:43: error: max_age must be a duration such as 12h or 2d, not '2'"
    ),
    (
      "{ name: a, freshness: { max_age: 2d, input: word } }",
      "8:54: error: check 'a' asks for 'word', which is no input; did you mean 'words'?"
    ),
  ])
  func `a mistake in a check is told where it stands`(yaml: String, message: String) throws {
    let problems = try PlanTests.problems(PlanTests.good + "\nchecks: [\(yaml)]")
    #expect(problems.contains("p.yml:" + message), "\(problems)")
  }
}
