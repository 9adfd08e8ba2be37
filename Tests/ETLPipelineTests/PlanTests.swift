import ETLModel
import ETLPipeline
import ETLTestSupport
import Testing

struct PlanTests {
  static func read(_ text: String, environment: [String: String] = [:]) throws -> Plan {
    try Plan.read(
      text, file: "p.yml", baseDirectory: "/base", catalog: .toys, environment: environment)
  }

  /// The messages for a text that must be refused.
  static func problems(_ text: String, environment: [String: String] = [:]) throws -> [String] {
    do {
      let plan = try read(text, environment: environment)
      return plan.warnings.map(\.description)
    } catch let error as DiagnosticsError {
      return error.diagnostics.map(\.description)
    }
  }

  static let good = """
    version: 1
    inputs:
      words: { type: words }
    stages:
      make: { uses: make_words, from: [words] }
      measure: { uses: measure_words, needs: [make] }
      keep: { uses: keep_records, needs: [measure] }
    """

  @Test func `a plan puts stages behind those they need`() throws {
    let plan = try Self.read(
      """
      version: 1
      inputs:
        words: { type: words }
      stages:
        keep: { uses: keep_records, needs: [measure] }
        measure: { uses: measure_words, needs: [make] }
        make: { uses: make_words, from: [words] }
      """)
    #expect(plan.stages.map(\.name) == ["make", "measure", "keep"])
    #expect(plan.stages.map(\.needs) == [[], [0], [1]])
    #expect(plan.warnings.isEmpty)
  }

  @Test func `the hash is the same for the same plan and differs for another`() throws {
    let plan = try Self.read(Self.good)
    let same = try Self.read(Self.good + "\n# remark")
    #expect(same.hash == plan.hash)
    let other = Self.good.replacing("type: words", with: "type: words, count: 11")
    let changed = try Self.read(other)
    #expect(changed.hash != plan.hash)
  }

  @Test func `all mistakes are told at once, each with its place`() throws {
    let problems = try Self.problems(
      """
      version: 2
      nam: x
      inputs:
        words: { type: word }
        other: { type: words, cuont: 3 }
      stages:
        make: { uses: make_words, from: [wrods] }
        measure: { uses: mesure_words, needs: [mkae] }
        keep: { uses: keep_records, needs: [measure], with: { name: no } }
      limits: { workers: many }
      """)
    #expect(
      problems
        == [
          "p.yml:1:10: error: version must be 1, not '2'",
          "p.yml:2:1: error: unknown key 'nam' of the pipeline file; did you mean 'name'?",
          "p.yml:4:18: error: unknown input type 'word'; did you mean 'words'?",
          "p.yml:5:3: warning: no stage reads input 'other'",
          "p.yml:5:25: error: unknown option 'cuont' of input 'other' (words); did you mean 'count'?",
          "p.yml:7:36: error: stage 'make' reads 'wrods', which is no input; did you mean 'words'?",
          "p.yml:7:3: warning: no stage reads the output of 'make'",
          "p.yml:8:20: error: unknown stage type 'mesure_words'; did you mean 'measure_words'?",
          "p.yml:8:42: error: stage 'measure' needs 'mkae', which is no stage; did you mean 'make'?",
          "p.yml:9:63: error: option 'name' of keep_records must be text, but YAML reads no as a truth value; write \"no\"",
          "p.yml:10:20: error: workers must be a whole number from 0 to 1024, not 'many'",
        ].sorted { PlanTests.key($0) < PlanTests.key($1) })
  }

  /// The place of a message, to sort by.
  private static func key(_ message: String) -> (Int, Int) {
    let parts = message.split(separator: ":")
    return (Int(parts[1]) ?? 0, Int(parts[2]) ?? 0)
  }

  /// One mistake in an otherwise good file, and its message.
  @Test(arguments: [
    (
      "needs: [make]", "needs: [measure]",
      "p.yml:6:42: error: the stages need each other in a circle: measure -> measure"
    ),
    (
      "measure_words, needs: [make]", "drop_threes, needs: [make]",
      nil
    ),
    (
      "keep_records, needs: [measure]", "keep_records, needs: [make, measure]",
      "p.yml:7:45: error: stage 'keep' gets the same articles from 'make' and 'measure'"
    ),
    (
      "measure_words, needs: [make]", "measure_words",
      "p.yml:6:3: error: stage 'measure' needs no stage; write needs: [NAME]"
    ),
    (
      "from: [words]", "from: words",
      "p.yml:5:35: error: from of stage 'make' must be a list in [brackets], not 'words'"
    ),
    (
      "type: words", "type: words, count: few",
      "p.yml:3:32: error: option 'count' of input 'words' (words) must be a number, not 'few'"
    ),
    (
      "type: words", "type: words, count: 1.5",
      "p.yml:3:32: error: option 'count' of input 'words' (words) must be a whole number"
    ),
    (
      "type: words", "type: words, prefix: 1:30",
      "p.yml:3:33: error: option 'prefix' of input 'words' (words) must be text, but YAML reads 1:30 as a number; write \"1:30\""
    ),
    (
      "uses: measure_words", "uses: rank_words",
      "p.yml:7:3: error: stage 'keep' needs a stage that hands on Measured or Word"
    ),
    (
      "uses: make_words, from", "uses: make_words, form",
      "p.yml:5:29: error: unknown key 'form' of stage 'make'; did you mean 'from'?"
    ),
    (
      "version: 1", "version: 1\nversion: 1",
      "p.yml:1:1: error: key 'version' is written twice in the map that starts here"
    ),
  ])
  func `a mistake is told where it stands`(
    text: String, mistake: String, message: String?
  ) throws {
    let problems = try Self.problems(Self.good.replacing(text, with: mistake))
    if let message {
      #expect(problems.contains(message), "\(problems)")
    } else {
      #expect(problems.isEmpty, "\(problems)")
    }
  }

  @Test func `a longer circle is told with its whole path`() throws {
    let problems = try Self.problems(
      """
      version: 1
      inputs:
        words: { type: words }
      stages:
        make: { uses: make_words, from: [words] }
        a: { uses: drop_threes, needs: [c] }
        b: { uses: drop_threes, needs: [a] }
        c: { uses: drop_threes, needs: [b] }
        keep: { uses: keep_records, needs: [c] }
      """)
    #expect(problems.contains { $0.contains("in a circle: a -> c -> b -> a") }, "\(problems)")
  }

  @Test func `every circle is told, and a stage that cannot be read only once`() throws {
    let problems = try Self.problems(
      """
      version: 1
      inputs:
        words: { type: words }
      stages:
        make: { uses: make_words, from: [words] }
        a: { uses: drop_threes, needs: [b] }
        b: { uses: drop_threes, needs: [a] }
        c: { uses: drop_threes, needs: [c] }
        d: { needs: [make] }
        keep: { uses: keep_records, needs: [d] }
      """)
    #expect(
      problems.filter { $0.contains("error") } == [
        "p.yml:6:34: error: the stages need each other in a circle: a -> b -> a",
        "p.yml:8:34: error: the stages need each other in a circle: c -> c",
        "p.yml:9:3: error: stage 'd' has no 'uses'",
      ])
  }

  @Test func `the same articles by two ways are refused, different ones are joined`() throws {
    let text = """
      version: 1
      inputs:
        words: { type: words }
        more: { type: words, prefix: m }
      stages:
        make: { uses: make_words, from: [words] }
        other: { uses: make_words, from: [more] }
        drop: { uses: drop_threes, needs: [make] }
        measure: { uses: measure_words, needs: [drop, NAME] }
        keep: { uses: keep_records, needs: [measure] }
      """
    #expect(try Self.problems(text.replacing("NAME", with: "other")) == [])
    #expect(
      try Self.problems(text.replacing("NAME", with: "make")) == [
        "p.yml:7:3: warning: no stage reads the output of 'other'",
        "p.yml:9:49: error: stage 'measure' gets the same articles from 'drop' and 'make'",
      ])
  }

  @Test func `kinds that do not meet are both named`() throws {
    let problems = try Self.problems(
      """
      version: 1
      inputs:
        words: { type: words }
      stages:
        make: { uses: make_words, from: [words] }
        measure: { uses: measure_words, needs: [make] }
        rank: { uses: rank_words, needs: [measure] }
        keep: { uses: keep_records, needs: [measure, rank] }
      """)
    #expect(
      problems == [
        "p.yml:7:37: error: stage 'rank' takes Word records, but 'measure' hands on Measured"
      ])
  }

  @Test func `a file that writes nothing is refused, an unread input only warned about`() throws {
    let problems = try Self.problems(
      """
      version: 1
      inputs:
        words: { type: words }
        spare: { type: words }
      stages:
        make: { uses: make_words, from: [words] }
      """)
    #expect(
      problems == [
        "p.yml:1:1: error: no stage writes a database; add one that uses load_sqlite",
        "p.yml:4:3: warning: no stage reads input 'spare'",
        "p.yml:6:3: warning: no stage reads the output of 'make'",
      ])
  }

  @Test(arguments: [
    ("", "p.yml:1:1: error: the file is empty"),
    ("- 1", "must be a map"),
    ("version: 1\nstages: {}", "no stage writes a database"),
    ("stages: [", "not valid YAML"),
    ("a: b: c", "not valid YAML"),
  ])
  func `a text that is no pipeline is refused`(text: String, message: String) throws {
    let problems = try Self.problems(text)
    #expect(problems.contains { $0.contains(message) })
  }

  @Test func `variables are expanded inside scalars`() throws {
    let text = Self.good.replacing(
      "type: words", with: "type: words, prefix: \"${P:-a}-$$-${Q}\"")
    let plan = try Self.read(text + "\n# ${COMMENT}", environment: ["Q": "b"])
    let input = try #require(plan.stages[0].inputs.first?.options as? WordsInput)
    #expect(input.prefix == "a-$-b")
  }

  @Test(arguments: [
    ("${NONE}", "environment variable 'NONE' is not set; write ${NONE:-default} to allow that"),
    ("${NONE:?say where}", "environment variable 'NONE' is not set: say where"),
    ("${NONE", "'${' is not closed by '}'"),
    ("${1A}", "'${1A}' does not name an environment variable"),
    ("${A:+x}", "'${A:+x}' is not understood"),
  ])
  func `a variable that cannot be expanded is told`(form: String, message: String) throws {
    let problems = try Self.problems(
      Self.good.replacing("type: words", with: "type: words, prefix: \"\(form)\""))
    #expect(problems.contains { $0.contains("p.yml:3:") && $0.contains(message) }, "\(problems)")
  }

  @Test func `a byte order mark is no part of the file`() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("\u{FEFF}" + Self.good, to: "p.yml")
    #expect(throws: Never.self) {
      try Plan.load(path: path, catalog: .toys, environment: [:])
    }
  }

  @Test func `durations and shares are read from limits`() throws {
    let plan = try Self.read(
      Self.good + "\nlimits: { run_timeout: 1h30m, max_rejected: \"2.5%\", workers: 3 }")
    #expect(plan.limits.runTimeout == 5400)
    #expect(plan.limits.maximumRejected == .share(0.025))
    #expect(plan.limits.workers == 3)
  }
}
