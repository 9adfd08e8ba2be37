import ETLTestSupport
import Foundation
import GRDB
import Testing

/// A disk that really is full: a small tmpfs, where mounting one is allowed.
@Suite(.enabled("mounting a tmpfs is not allowed here") { SmallDisk.isAllowed })
struct SmallDiskTests {
  let workspace = Workspace()

  private func writeArticles(_ numbers: ClosedRange<Int>) throws {
    for number in numbers {
      try workspace.directory.write(IncrementalRunTests.article(number), to: "in/\(number).txt")
    }
    let path = try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try workspace.directory.write(
      text.replacing("database: news.db", with: "database: disk/news.db"), to: "pipeline.yml")
  }

  private func articleCount(_ disk: SmallDisk) throws -> Int? {
    try DatabaseQueue(path: disk.path + "/news.db").read { database in
      #expect(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
      return try Int.fetchOne(database, sql: "SELECT count(*) FROM articles")
    }
  }

  @Test func `a first load on a full disk leaves it as it was, and goes through with more room`()
    throws
  {
    try writeArticles(1...60)
    let disk = try SmallDisk(workspace.directory.path("disk"), kibibytes: 200)
    let result = try workspace.run(["-q"])
    #expect(result.code == 74, "\(result.errors)")
    #expect(result.errors.contains("news.db"))
    let left = Set(try FileManager.default.contentsOfDirectory(atPath: disk.path))
    #expect(left.isSubset(of: ["news.db.lock", "news.db.digests"]))
    try disk.resize(kibibytes: 20_000)
    #expect(try workspace.run(["-q"]).code == 0)
    #expect(try articleCount(disk) == 60)
  }

  @Test func `a later load on a full disk keeps the old rows, and goes through with more room`()
    throws
  {
    try writeArticles(1...20)
    let disk = try SmallDisk(workspace.directory.path("disk"), kibibytes: 20_000)
    #expect(try workspace.run(["-q"]).code == 0)
    try writeArticles(21...80)
    try disk.resize(kibibytes: try disk.kibibytesUsed() + 200)
    let result = try workspace.run(["-q"])
    #expect(result.code == 74, "\(result.errors)")
    #expect(try articleCount(disk) == 20)
    try disk.resize(kibibytes: 20_000)
    #expect(try workspace.run(["-q"]).code == 0)
    #expect(try articleCount(disk) == 80)
  }
}

/// A tmpfs of a given size that is unmounted with its owner.
final class SmallDisk {
  let path: String

  /// Whether this process may mount one.
  static var isAllowed: Bool {
    guard let directory = try? TemporaryDirectory() else { return false }
    return (try? SmallDisk(directory.path("disk"), kibibytes: 64)) != nil
  }

  init(_ path: String, kibibytes: Int) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    self.path = path
    try Self.call(["mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", path])
  }

  deinit { try? Self.call(["umount", path]) }

  func resize(kibibytes: Int) throws {
    try Self.call(["mount", "-o", "remount,size=\(kibibytes)k", path])
  }

  func kibibytesUsed() throws -> Int {
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
    let size = try #require(attributes[.systemSize] as? Int)
    return (size - (try #require(attributes[.systemFreeSize] as? Int))) / 1024
  }

  private struct Refused: Error { var message: String }

  private static func call(_ command: [String]) throws {
    let result = try Program.run(command, program: "/usr/bin/env")
    guard result.code == 0 else { throw Refused(message: result.errors) }
  }
}
