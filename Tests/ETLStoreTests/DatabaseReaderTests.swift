import ETLStore
import ETLTestSupport
import Foundation
import GRDB
import Testing

struct DatabaseReaderTests {
  let fixture = StoreFixture()
  static let reject = RunOutcomeRows.RejectRow(
    input: "test", externalID: "bad", stage: "read", reason: "empty", detail: "it is empty")

  @Test func `runs come newest first, and one is found by its number`() throws {
    for _ in 0..<3 { try fixture.load([rows("a")]) }
    let reader = try DatabaseReader(path: fixture.path)
    #expect(try reader.runs(last: 2).map(\.runID) == [3, 2])
    let run = try #require(try reader.run("1"))
    #expect(run.seconds == 60)
    #expect(run.status == "ok")
    #expect(try reader.run("9") == nil)
    #expect(try reader.run("") == nil)
  }

  @Test func `a database is read while a run holds it`() throws {
    try fixture.load([rows("a")])
    let store = try fixture.open()
    let reader = try DatabaseReader(path: fixture.path)
    #expect(try reader.runs(last: 9).map(\.status) == ["running", "ok"])
    _ = try store.finishLoading()
    try store.close(StoreFixture.outcome(), publishing: true)
  }

  @Test func `a file of another program, one that is no database and none are refused`() throws {
    let other = fixture.directory.path("other.db")
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    let text = try fixture.directory.write("قال", to: "text.db")
    for path in [other, text, fixture.directory.path("none.db")] {
      #expect(throws: StoreError.self) { try DatabaseReader(path: path) }
    }
  }

  @Test func `rejects are filtered by what the user asks for`() throws {
    try fixture.load([rows("a")], rejects: [Self.reject])
    let reader = try DatabaseReader(path: fixture.path)
    var filter = RejectFilter()
    #expect(try reader.rejects(filter).map(\.externalID) == ["bad"])
    filter.reason = "empty' OR 1 --"
    #expect(try reader.rejects(filter).isEmpty)
    filter.reason = "empty"
    filter.state = "open"
    #expect(try reader.rejects(filter).count == 1)
    #expect(try reader.reject(1)?.attempts == 1)
    #expect(try reader.reject(2) == nil)
  }

  @Test func `an ignored reject stays ignored, and is opened again`() throws {
    try fixture.load([rows("a")], rejects: [Self.reject])
    #expect(try RejectStates.set([1, 5], isIgnored: true, in: fixture.path) == [5])
    #expect(try DatabaseReader(path: fixture.path).reject(1)?.state == "open")
    #expect(try RejectStates.set([1], isIgnored: true, in: fixture.path) == [])
    try fixture.load([rows("a")], rejects: [Self.reject])
    #expect(try DatabaseReader(path: fixture.path).reject(1)?.state == "ignored")
    #expect(try RejectStates.set([1], isIgnored: false, in: fixture.path) == [])
    #expect(try DatabaseReader(path: fixture.path).reject(1)?.state == "open")
  }

  @Test func `a reject is not changed while a run holds the database`() throws {
    try fixture.load([rows("a")], rejects: [Self.reject])
    let store = try fixture.open()
    do {
      _ = try RejectStates.set([1], isIgnored: true, in: fixture.path)
      Issue.record("the lock was not respected")
    } catch {
      #expect(error.kind == .held)
    }
    _ = try store.finishLoading()
    try store.close(StoreFixture.outcome(), publishing: true)
  }
}
