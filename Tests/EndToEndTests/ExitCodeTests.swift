import ETLTestSupport
import Foundation
import GRDB
import Testing

/// What cron and shells act on. The codes that no run can be brought to are tested with the runner.
struct ExitCodeTests {
  let workspace = Workspace()

  init() throws {
    try workspace.directory.write(IncrementalRunTests.article(1), to: "in/1.txt")
    try writePipeline()
  }

  private func writePipeline(database: String = "news.db", limits: String = "", more: String = "")
    throws
  {
    let path = try workspace.writePipeline(
      ["in: { type: files, paths: [in] }"], limits: limits, more: more)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try workspace.directory.write(
      text.replacing("database: news.db", with: "database: \(database)"), to: "pipeline.yml")
  }

  /// Runs and compares the code; a failure is told on stderr in one line, and stdout stays empty.
  private func expect(_ code: Int32, _ arguments: [String] = [], saying part: String = "") throws {
    let result = try workspace.run(["-q"] + arguments)
    #expect(result.code == code, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errors.isEmpty == (code == 0))
    #expect(part.isEmpty || result.errors.contains(part), "\(result.errors)")
  }

  private func change(_ sql: String) throws {
    try DatabaseQueue(path: workspace.database).write { try $0.execute(sql: sql) }
  }

  @Test func `0: the work is done, or there is nothing to do`() throws {
    try expect(0)
    try expect(0)
  }

  @Test func `1: a statement fails because the database was changed by hand`() throws {
    try expect(0)
    try change("DROP TABLE residue")
    try workspace.directory.write(IncrementalRunTests.article(2), to: "in/2.txt")
    try expect(1, saying: "no such table")
  }

  @Test func `2: rejects, when they are asked for`() throws {
    try workspace.directory.write("", to: "in/empty.txt")
    let result = try workspace.run(["-q", "--fail-on", "warn"])
    #expect(result.code == 2)
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["1"])
    #expect(try workspace.run(["-q"]).code == 0)
  }

  @Test(arguments: [
    ["--no-such-option"], ["--workers", "many"], ["--limit", "0"], ["--fail-on", "never"],
    ["--report", "/etc/passwd"],
  ])
  func `64: bad usage`(arguments: [String]) throws {
    let result = try workspace.run(arguments)
    #expect(result.code == 64, "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: workspace.database))
  }

  @Test(arguments: ["sql: \"SELECT 1\", min: 2", "sql: \"SELECT none FROM nowhere\", min: 2"])
  func `65: an error check that fails or cannot run takes the load back`(check: String) throws {
    try writePipeline(more: "checks: [{ name: enough, severity: error, \(check) }]")
    try expect(65, saying: "enough")
    #expect(!FileManager.default.fileExists(atPath: workspace.database))
  }

  @Test func `65: more rejects than allowed take the load back`() throws {
    try workspace.directory.write("", to: "in/empty.txt")
    try writePipeline(limits: "limits: { max_rejected: 0 }")
    try expect(65, saying: "1 of 2 records were rejected")
  }

  @Test func `66: an input path does not exist, the others are loaded`() throws {
    try workspace.writePipeline(["in: { type: files, paths: [in, none.txt] }"])
    try expect(66, saying: "none.txt")
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["1"])
  }

  @Test(arguments: ["none/news.db", "in/1.txt/news.db", "other", "other.txt"])
  func `73: the database cannot be made, or is something else`(database: String) throws {
    try workspace.directory.write("text", to: "other.txt")
    try workspace.directory.write("text", to: "other/1.txt")
    try writePipeline(database: database)
    try expect(73, saying: database)
    let text = try String(contentsOfFile: workspace.directory.path("in/1.txt"), encoding: .utf8)
    #expect(text == IncrementalRunTests.article(1))
  }

  @Test func `74: the database is damaged`() throws {
    try expect(0)
    var data = try Data(contentsOf: URL(fileURLWithPath: workspace.database))
    data.replaceSubrange(4096..<data.count, with: Data(repeating: 0x5A, count: data.count - 4096))
    try data.write(to: URL(fileURLWithPath: workspace.database))
    try workspace.directory.write(IncrementalRunTests.article(2), to: "in/2.txt")
    try expect(74, saying: "malformed")
  }

  @Test func `74: the disk of stdout is full`() throws {
    let command = "\"$0\" plan \"$1\" > /dev/full"
    let result = try Program.run(
      ["-c", command, Program.path, workspace.directory.path("pipeline.yml")], program: "/bin/bash")
    #expect(result.code == 74)
    #expect(result.errors.contains("stdout cannot be written"))
  }

  @Test func `75: another process holds the lock`() throws {
    let path = workspace.database + ".lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    try expect(75, saying: "another run holds")
    #expect(!FileManager.default.fileExists(atPath: workspace.database))
    close(descriptor)
    try expect(0)
  }

  @Test func `75: of two runs at once one does the work`() throws {
    for number in 2...1000 {
      try workspace.directory.write(IncrementalRunTests.article(number), to: "in/\(number).txt")
    }
    // The second starts while the first builds, and the first waits for it, however busy the
    // machine is.
    let command = """
      "$0" run "$1" -q & first=$!
      until [ -e "$2.loading" ] || ! kill -0 $first; do sleep 0.005; done
      kill -STOP $first
      "$0" run "$1" -q; second=$?
      kill -CONT $first
      wait $first; echo $? $second
      """
    let result = try Program.run(
      ["-c", command, Program.path, workspace.directory.path("pipeline.yml"), workspace.database],
      program: "/bin/bash")
    #expect(result.output == "0 75\n", "\(result.errors)")
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["1000"])
    #expect(try workspace.query("SELECT count(*) FROM run") == ["1"])
  }

  @Test(.enabled("there is no other user to run as") { try OtherUser.isThere })
  func `77: the directory of the database may not be written`() throws {
    try workspace.directory.write("", to: "locked/file")
    let path = workspace.directory.path("locked")
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
    try writePipeline(database: "locked/news.db")
    let result = try OtherUser.run(["run", workspace.directory.path("pipeline.yml"), "-q"])
    #expect(result.code == 77, "\(result.errors)")
    #expect(result.errors.contains("locked/news.db"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["file"])
  }

  @Test(.enabled("there is no other user to run as") { try OtherUser.isThere })
  func `77: the database may not be written`() throws {
    try expect(0)
    let before = try Data(contentsOf: URL(fileURLWithPath: workspace.database))
    for (name, mode) in [("news.db", 0o444), ("news.db.lock", 0o666), ("", 0o777)] {
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: workspace.directory.path(name))
    }
    try workspace.directory.write(IncrementalRunTests.article(2), to: "in/2.txt")
    let result = try OtherUser.run(["run", workspace.directory.path("pipeline.yml"), "-q"])
    #expect(result.code == 77, "\(result.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.database)) == before)
  }

  @Test func `78: the pipeline file has a mistake`() throws {
    try workspace.directory.write("version: 1\nstages: [", to: "pipeline.yml")
    try expect(78, saying: "pipeline.yml:")
  }
}

/// A user whom permissions bind: the one who runs the tests, or another one if that is root.
enum OtherUser {
  static var isThere: Bool {
    get throws { try run(["--version"]).code == 0 }
  }

  static func run(_ arguments: [String]) throws -> Program.Result {
    guard geteuid() == 0 else { return try Program.run(arguments) }
    let change = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    return try Program.run(change + [Program.path] + arguments, program: "/usr/bin/env")
  }
}
