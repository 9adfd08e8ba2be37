import ETLTestSupport
import Foundation
import Testing

/// A run that is killed and run again ends as a run that nobody disturbed.
struct KilledRunTests {
  @Test(.enabled("python3 is not there: the script that kills runs needs it") { try hasPython() })
  func `a run killed at any moment and run again ends as an undisturbed run`() throws {
    let script = ProjectFiles.root + "/Tests/Scripts/kill_runs.py"
    let result = try Self.python([
      script, "--etl", Program.path, "--rounds", "6", "--articles", "80",
    ])
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("6 of 6 rounds ended as an undisturbed run"))
  }

  private static func hasPython() throws -> Bool {
    try python(["-c", "import sqlite3, gzip, json"]).code == 0
  }

  private static func python(_ arguments: [String]) throws -> Program.Result {
    try Program.run(["python3"] + arguments, program: "/usr/bin/env")
  }
}
