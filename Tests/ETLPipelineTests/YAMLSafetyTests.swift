import ETLModel
import ETLPipeline
import ETLTestSupport
import Testing

struct YAMLSafetyTests {
  static let bomb =
    "a0: &a0 [x, x]\n"
    + (1...40).map { n in
      "a\(n): &a\(n) [" + Array(repeating: "*a\(n - 1)", count: 10).joined(separator: ", ") + "]\n"
    }.joined()

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      bomb, bomb + "*a40 : x\n", bomb + "? *a40\n: x\n", bomb + "b: { [*a40]: x }\n",
      bomb + "? - *a40\n: x\n", bomb + "b:\n  *a40\t: x\n",
    ])
  func `an alias bomb is refused at once`(text: String) throws {
    let problems = try PlanTests.problems(text + PlanTests.good)
    #expect(
      problems.contains { $0.contains("anchors and aliases are not supported") }, "\(problems)")
  }

  @Test func `a single anchor is told by name and place`() throws {
    let problems = try PlanTests.problems(
      PlanTests.good.replacing("needs: [make]", with: "needs: &n [make]"))
    #expect(
      problems.contains(
        "p.yml:6:42: error: anchors and aliases are not supported ('n'); write the value out, or use profiles"
      ), "\(problems)")
  }

  @Test func `stars and ampersands in text are text`() throws {
    let text = PlanTests.good.replacing("type: words", with: "type: words, prefix: \"*.txt &x\"")
    let problems = try PlanTests.problems(
      """
      \(text)
      # why? &anchor *alias : x
      checks:
        - name: r & d
          sql: |
            SELECT count(*) &mask, *a
            FROM t WHERE a = ? AND b &c
              *2
          min: 1
        - name: "*alias"
          sql: >-
            &x
            *y
          max: 2
        - name: plain
          sql: SELECT a
            *b
          equals: 1
      """)
    #expect(problems == [])
  }

  @Test func `deep nesting is refused`() throws {
    for depth in [70, 900, 200_000] {
      let list = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      let problems = try PlanTests.problems("stages: " + list)
      #expect(problems.contains { $0.contains("error: ") }, "\(problems)")
    }
    let compact = String(repeating: "- ", count: 200_000) + "x"
    #expect(try !PlanTests.problems("stages:\n  " + compact).isEmpty)
    let list = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
    #expect(
      try PlanTests.problems("stages: " + list).contains {
        $0.contains("maps and lists are nested deeper than 64")
      })
  }

  @Test func `a file over a mebibyte is refused`() throws {
    let directory = try TemporaryDirectory()
    let text = PlanTests.good + "\n# " + String(repeating: "x", count: 1 << 20)
    let path = try directory.write(text, to: "p.yml")
    #expect(throws: DiagnosticsError.self) {
      try Plan.load(path: path, catalog: .toys, environment: [:])
    }
    let problems = try PlanTests.problems(text)
    #expect(
      problems == ["p.yml:1: error: the file is larger than 1 MiB; a pipeline file is a few KiB"])
  }
}
