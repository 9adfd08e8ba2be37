import ETLTestSupport
import Foundation
import Testing

/// `etl runs` and `etl rejects` over a database with one good article and two bad lines.
struct RunsCommandTests {
  let workspace = Workspace()
  let file: String

  init() throws {
    let good = "{\"id\": \"a\", \"text\": \"\(BrokenInputTests.good)\"}"
    try workspace.directory.write("\(good)\n[1]\n{\"id\": \"c\"}\n", to: "in.jsonl")
    file = try workspace.writePipeline(["in: { type: jsonl, paths: [in.jsonl] }"])
    let result = try workspace.run(["-q"])
    try #require(result.code == 0, "\(result.errors)")
  }

  @Test func `runs are listed by database and by pipeline file`() throws {
    for argument in [file, workspace.database] {
      let result = try Program.run(["runs", argument])
      #expect(result.code == 0, "\(result.errors)")
      let lines = result.output.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines.last?.contains("warn") == true)
    }
    let json = try Program.run(["runs", file, "--json", "--last", "1"]).output
    let runs = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect(runs?.first?["articles"] as? Int == 3)
    #expect(runs?.first?["rejects"] as? Int == 2)
  }

  @Test func `one run is shown with its stages; an unknown one is bad usage`() throws {
    let result = try Program.run(["runs", "show", "1", "-d", workspace.database])
    #expect(result.output.contains("3 articles, 2 rejects"))
    #expect(result.output.contains("load_sqlite"))
    let unknown = try Program.run(["runs", "show", "7", "-d", workspace.database])
    #expect(unknown.code == 64)
    #expect(unknown.errors.contains("no single run is called '7'"))
    #expect(unknown.output.isEmpty)
  }

  @Test func `rejects are listed, shown, ignored and opened again`() throws {
    let list = try Program.run(["rejects", "list", file, "--reason", "bad_json"])
    #expect(list.output.split(separator: "\n").count == 2)
    #expect(list.output.contains("in.jsonl:2"))
    let show = try Program.run(["rejects", "show", "1", "-d", file])
    #expect(show.output.contains("bad_json: the line is not a JSON object"))
    #expect(show.output.contains("etl rejects ignore 1"))
    #expect(try Program.run(["rejects", "ignore", "1", "2", "-d", file]).code == 0)
    #expect(try Program.run(["rejects", "list", file]).output.isEmpty)
    #expect(try Program.run(["rejects", "ignore", "--undo", "2", "-d", file]).code == 0)
    #expect(try workspace.query("SELECT state FROM reject") == ["ignored", "open"])
  }

  @Test func `an unknown reject changes nothing and is bad usage`() throws {
    let result = try Program.run(["rejects", "ignore", "1", "99", "-d", file])
    #expect(result.code == 64)
    #expect(result.errors.contains("there is no reject 99; nothing was changed"))
    #expect(try Program.run(["rejects", "show", "99", "-d", file]).code == 64)
    #expect(try workspace.query("SELECT state FROM reject") == ["open", "open"])
  }

  @Test func `a locked database is exit code 75`() throws {
    let descriptor = open(workspace.database + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let result = try Program.run(["rejects", "ignore", "1", "-d", workspace.database])
    #expect(result.code == 75, "\(result.errors)")
    #expect(try Program.run(["runs", workspace.database]).code == 0)
  }

  @Test func `a database that is not there is a missing input`() throws {
    for name in ["none.db", "other/none.sqlite"] {
      let result = try Program.run(["runs", workspace.directory.path(name)])
      #expect(result.code == 66)
      #expect(result.errors.contains("does not exist; `etl run` makes it"))
    }
    try FileManager.default.removeItem(atPath: workspace.database)
    #expect(try Program.run(["rejects", "list", file]).code == 66)
  }
}
