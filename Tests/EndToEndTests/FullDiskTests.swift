import ETLTestSupport
import Foundation
import Testing

/// A disk that is full in the middle of a load loses nothing, and leaves nothing behind.
struct FullDiskTests {
  let workspace = Workspace()

  init() throws {
    try writeArticles(1...40)
    try workspace.writePipeline([
      "lines: { type: jsonl, paths: [in] }", "files: { type: files, paths: [in] }",
    ])
  }

  private func writeArticles(_ numbers: ClosedRange<Int>) throws {
    for number in numbers {
      try workspace.directory.write(IncrementalRunTests.article(number), to: "in/\(number).txt")
    }
    let lines = try numbers.map { number in
      let data = try JSONSerialization.data(withJSONObject: [
        "id": "line \(number)", "text": IncrementalRunTests.article(number + 1000),
      ])
      return String(decoding: data, as: UTF8.self)
    }
    try workspace.directory.write(
      lines.joined(separator: "\n"), to: "in/\(numbers.lowerBound).jsonl")
  }

  /// Runs where no file can grow beyond so many kibibytes.
  private func run(limit: Int) throws -> Program.Result {
    let command = "ulimit -f \(limit); exec \"$0\" run \"$1\" -q"
    return try Program.run(
      ["-c", command, Program.path, workspace.directory.path("pipeline.yml")], program: "/bin/bash")
  }

  /// Everything of the database that does not depend on which run wrote it; nil without one.
  private func content() throws -> [String]? {
    guard FileManager.default.fileExists(atPath: workspace.database) else { return nil }
    #expect(try workspace.query("PRAGMA integrity_check") == ["ok"])
    #expect(try workspace.query("PRAGMA foreign_key_check").isEmpty)
    return [try workspace.dump()]
      + (try workspace.query(
        "SELECT record_key, sha256, outcome, place, reason FROM pipeline_record ORDER BY 1"))
  }

  /// What a run without a limit makes of everything, in a database of its own.
  private func contentOfFreshRun() throws -> [String]? {
    let fresh = Workspace()
    for name in ["in", "pipeline.yml"] {
      try FileManager.default.copyItem(
        atPath: workspace.directory.path(name), toPath: fresh.directory.path(name))
    }
    #expect(try fresh.run(["-q"]).code == 0)
    return [try fresh.dump()]
      + (try fresh.query(
        "SELECT record_key, sha256, outcome, place, reason FROM pipeline_record ORDER BY 1"))
  }

  private func expectNothingLeft() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.directory.path)
    #expect(names.filter { $0.contains(".loading") || $0.hasSuffix("-journal") } == [])
  }

  private func kibibytes(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.size] as? Int) / 1024
  }

  @Test func `a first load that meets a full disk leaves no file, and the next run is whole`()
    throws
  {
    let fresh = try #require(try contentOfFreshRun())
    for limit in [0, 1, 60, 200] {
      let result = try run(limit: limit)
      #expect([73, 74].contains(result.code), "at \(limit) KiB: \(result.code) \(result.errors)")
      // Below 1 KiB the message finds no room either.
      #expect(limit == 0 || result.errors.contains("news.db"), "at \(limit) KiB: \(result.errors)")
      #expect(try content() == nil, "at \(limit) KiB")
      try expectNothingLeft()
    }
    #expect(try workspace.run(["-q"]).code == 0)
    #expect(try content() == fresh)
  }

  @Test func `a first load that fits by a hair publishes all of it or nothing`() throws {
    #expect(try workspace.run(["-q"]).code == 0)
    let whole = try content()
    let size = try kibibytes(workspace.database)
    for limit in [size - 4, size, size + 4] {
      try FileManager.default.removeItem(atPath: workspace.database)
      let result = try run(limit: limit)
      #expect([0, 73, 74].contains(result.code), "at \(limit) KiB: \(result.errors)")
      #expect(try content() == (result.code == 0 ? whole : nil), "at \(limit) KiB")
      try expectNothingLeft()
      if result.code != 0 { #expect(try workspace.run(["-q"]).code == 0) }
    }
  }

  @Test func `a later load that meets a full disk leaves the old rows, and the next run is whole`()
    throws
  {
    #expect(try workspace.run(["-q"]).code == 0)
    let before = try content()
    try writeArticles(41...80)
    let fresh = try contentOfFreshRun()
    let size = try kibibytes(workspace.database)
    var isPublished = false
    for limit in [0, 30, 200, size - 4, size + 40, 2 * size] where !isPublished {
      let result = try run(limit: limit)
      isPublished = result.code == 0
      #expect([0, 73, 74].contains(result.code), "at \(limit) KiB: \(result.errors)")
      #expect(limit >= 200 || !isPublished, "at \(limit) KiB")
      #expect(try content() == (isPublished ? fresh : before), "at \(limit) KiB")
      try expectNothingLeft()
    }
    #expect(try workspace.run(["-q"]).code == 0)
    #expect(try content() == fresh)
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.directory.path)
    #expect(names.filter { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") } == [])
  }

  @Test func `a run goes on when nobody reads what it says`() throws {
    let command = "(\"$0\" run \"$1\" -v --progress always; echo $? >&3) 2> >(exec true) 3>\"$2\""
    let code = workspace.directory.path("code")
    _ = try Program.run(
      ["-c", command, Program.path, workspace.directory.path("pipeline.yml"), code],
      program: "/bin/bash")
    #expect(try String(contentsOfFile: code, encoding: .utf8) == "0\n")
    #expect(try workspace.query("SELECT count(*) FROM articles") == ["80"])
  }
}
