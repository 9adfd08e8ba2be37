import Testing

struct ExplainCommandTests {
  @Test(arguments: [
    ("bad_json", "bad_json (reject reason): the line is not a JSON object"),
    ("verb-clause", "  قال الوزير إن السد آمن."), ("75", "75 (exit code): another run"),
    ("tag_quotes", "tag_quotes (stage type)"), ("jsonl", "jsonl (input type)"),
    ("related.label.rest", "(residue rule)"), ("fail", "fail (check status)"),
  ])
  func `explain says what a name means`(_ name: String, _ expected: String) throws {
    let result = try Program.run(["explain", name])
    #expect(result.code == 0)
    #expect(result.output.contains(expected), "\(result.output)")
  }

  @Test func `an unknown name is bad usage and names those near it`() throws {
    let result = try Program.run(["explain", "too_larg"])
    #expect(result.code == 64)
    #expect(result.errors.contains("unknown name 'too_larg'; near it are 'too_large'"))
  }

  @Test func `without a name every kind is listed`() throws {
    let lines = try Program.run(["explain"]).output.split(separator: "\n")
    for kind in ["reject reasons", "drop reasons", "quote rules", "residue rules", "exit codes"] {
      #expect(lines.contains { $0 == kind })
    }
  }
}
