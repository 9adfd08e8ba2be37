import ETLPipeline
import Testing

struct GraphTests {
  /// A plan with a name that the pipeline file would refuse.
  private func plan() throws -> Plan {
    var plan = try PlanTests.read(PlanTests.good)
    plan.stages[0].inputs[0].name = "a \"b\" <c> #1"
    return plan
  }

  @Test func `text lists each node with its arrows and the kind of record on them`() throws {
    #expect(
      try PlanTests.read(PlanTests.good).graph(.text) == [
        "words (words)", "  -> make", "make (make_words)", "  -> measure: Word",
        "measure (measure_words)", "  -> keep: Measured", "keep (keep_records)",
      ])
  }

  @Test func `a name with quotes and tags stays one label of Mermaid`() throws {
    let lines = try plan().graph(.mermaid)
    #expect(lines[0] == "flowchart TD")
    #expect(lines[1] == #"  input1[("a #34;b#34; #60;c#62; #35;1<br/>words")]"#)
    #expect(lines.contains(#"  stage1 -->|"Word"| stage2"#))
  }

  @Test func `a name with quotes stays one string of DOT`() throws {
    let lines = try plan().graph(.dot)
    #expect(lines.contains(#"  input1 [label="a \"b\" <c> #1\nwords", shape=cylinder];"#))
    #expect(lines.contains(#"  stage1 -> stage2 [label="Word"];"#))
    #expect(lines.last == "}")
  }
}
