import ETLTestSupport
import Testing

struct CheckTests {
  /// A workspace with one article a run more than before.
  private static func workspace(_ checks: String) throws -> Workspace {
    let space = Workspace()
    try space.writePipeline(
      ["wires: { type: jsonl, paths: [in.jsonl] }"], more: "checks:\n" + checks)
    return space
  }

  private static func article(_ id: Int, day: String = "2026-01-01") -> String {
    #"{"id":"\#(id)","title":"عنوان \#(id)","date":"\#(day)","source":"saha","#
      + #""text":"قال الناطق رقم \#(id) إن السد امتلأ بالماء صباح اليوم."}"#
  }

  private static func write(_ count: Int, to space: Workspace) throws {
    let lines = (0..<count).map { article($0) }.joined(separator: "\n")
    try space.directory.write(lines + "\n", to: "in.jsonl")
  }

  @Test func `rows that must not be there take the load back`() throws {
    let space = try Self.workspace(
      """
        - { name: mine, sql: "SELECT count(*) FROM article_version WHERE run_id = :run_id", equals: 2 }
        - { name: none, rows: "SELECT title FROM articles WHERE word_count > 1" }
      """)
    try Self.write(2, to: space)
    let result = try space.run()
    #expect(result.code == 65, "\(result.errors)")
    #expect(result.errors.contains("error: check 'none': found 2.0, expected no rows"))
    #expect(!result.errors.contains("'mine'"))
  }

  @Test func `a check that cannot run is no pass`() throws {
    for (severity, code) in [("error", 65), ("warn", 0)] {
      let space = try Self.workspace(
        "  - { name: broken, severity: \(severity), rows: \"SELECT nothing FROM nowhere\" }")
      try Self.write(1, to: space)
      let result = try space.run()
      #expect(result.code == code, "\(result.errors)")
      #expect(result.errors.contains("check 'broken': "))
    }
  }

  @Test func `volume is compared with earlier runs once there are two`() throws {
    let space = try Self.workspace(
      "  - { name: enough, volume: { runs: 3, min: 50% } }")
    for count in [4, 8] {
      try Self.write(count, to: space)
      let result = try space.run()
      #expect(result.code == 0, "\(result.errors)")
    }
    #expect(
      try space.query("SELECT message FROM check_result ORDER BY run_id").allSatisfy {
        $0.contains("nothing to compare with")
      })
    try Self.write(9, to: space)
    let result = try space.run()
    #expect(result.code == 65, "\(result.errors)")
    #expect(
      result.errors.contains(
        "found 1.0, expected >= 50% of the average of 3 runs; 1 new or changed articles; "
          + "the average of the last 2 runs is 4.0"), "\(result.errors)")
  }

  @Test func `stale publishers and inputs are named with their newest day`() throws {
    let space = try Self.workspace(
      "  - { name: fresh, severity: warn, freshness: { max_age: 2d, input: wires } }")
    try Self.write(2, to: space)
    let result = try space.run()
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.errors.contains(
        "stale: input 'wires' (2026-01-01), publisher 'saha' (2026-01-01)"), "\(result.errors)")
    try space.directory.write(Self.article(7, day: "2099-01-01") + "\n", to: "in.jsonl")
    let later = try space.run()
    #expect(!later.errors.contains("stale"), "\(later.errors)")
  }
}
