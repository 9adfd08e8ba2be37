import ETLModel
import ETLPipeline
import Testing

struct PlanOverridesTests {
  static let text =
    PlanTests.good + "\n" + """
      profiles:
        small:
          inputs: { words: { count: 2 } }
          limits: { workers: 1 }
        other:
          inputs: { words: { prefix: "${NEVER_SET}" } }
      """

  static func read(_ overrides: PlanOverrides, _ text: String = text) throws -> Plan {
    try Plan.read(
      text, file: "p.yml", baseDirectory: "/base", catalog: .toys, overrides: overrides)
  }

  static func problems(_ overrides: PlanOverrides, _ text: String = text) throws -> [String] {
    do {
      return try read(overrides, text).warnings.map(\.description)
    } catch let error as DiagnosticsError {
      return error.diagnostics.map(\.description)
    }
  }

  static func words(_ plan: Plan) throws -> WordsInput {
    try #require(plan.stages[0].inputs.first?.options as? WordsInput)
  }

  @Test func `a profile merges maps deeply, and only when it is chosen`() throws {
    let plain = try Self.read(PlanOverrides())
    #expect(try Self.words(plain).count == 10)
    let small = try Self.read(PlanOverrides(profile: "small"))
    #expect(try Self.words(small).count == 2)
    #expect(try Self.words(small).prefix == "w")
    #expect(small.limits.workers == 1)
    #expect(small.hash != plain.hash)
  }

  @Test func `variables of a profile are needed only when it is chosen`() throws {
    let problems = try Self.problems(PlanOverrides(profile: "other"))
    #expect(problems.contains { $0.contains("'NEVER_SET' is not set") }, "\(problems)")
  }

  @Test func `an unknown profile is told with the near names`() throws {
    #expect(
      try Self.problems(PlanOverrides(profile: "smal"))
        == ["p.yml:9:3: error: unknown profile 'smal'; did you mean 'small'?"])
    #expect(
      try Self.problems(PlanOverrides(profile: "x"), PlanTests.good)
        == ["error: unknown profile 'x'; the file has no profiles"])
  }

  @Test func `a profile that is not chosen still has known keys`() throws {
    let problems = try Self.problems(
      PlanOverrides(), PlanTests.good + "\nprofiles: { a: { limts: {} }, b: [] }")
    #expect(
      problems == [
        "p.yml:8:18: error: unknown key 'limts' of profile 'a'; did you mean 'limits'?",
        "p.yml:8:34: error: profile 'b' must be a map, not a list",
      ])
  }

  @Test func `settings are YAML and win over the profile`() throws {
    let plan = try Self.read(
      PlanOverrides(
        profile: "small",
        settings: [
          "inputs.words.count=${N}", "inputs.words.prefix=\"a=b\"", "limits={workers: 7}",
        ],
        environment: ["N": "3"]))
    #expect(try Self.words(plan).count == 3)
    #expect(try Self.words(plan).prefix == "a=b")
    #expect(plan.limits.workers == 7)
  }

  @Test(arguments: [
    (
      "inputs.words.cuont=3",
      "--set inputs.words.cuont: error: unknown option 'cuont' of input 'words' (words); did you mean 'count'?"
    ),
    (
      "limits.workers=many",
      "--set limits.workers: error: workers must be a whole number from 0 to 1024, not 'many'"
    ),
    ("inputs.words.count=[", "--set inputs.words.count: error: not valid YAML: "),
    ("stages.keep.with.0=x", "--set stages.keep.with.0: error: unknown option '0' of keep_records"),
    ("limits", "error: setting 'limits' must be a dotted path and a value: limits.workers=2"),
    ("a..b=1", "error: setting 'a..b' must be a dotted path and a value: limits.workers=2"),
  ])
  func `a setting that leads nowhere is told by its path`(setting: String, message: String) throws {
    let problems = try Self.problems(PlanOverrides(settings: [setting]))
    #expect(problems.contains { $0.hasPrefix(message) }, "\(problems)")
  }

  @Test func `without the environment no variable is missed`() throws {
    let text = PlanTests.good.replacing(
      "type: words", with: "type: words, prefix: \"${NONE}\", count: \"${COUNT}\"")
    #expect(try Self.problems(PlanOverrides(expandsEnvironment: false), text) == [])
    #expect(try !Self.problems(PlanOverrides(), text).isEmpty)
  }
}
