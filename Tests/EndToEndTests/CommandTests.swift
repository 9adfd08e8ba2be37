import ETLTestSupport
import Foundation
import Testing

struct CommandTests {
  @Test func `stages lists every stage and input with its options`() throws {
    let result = try Program.run(["stages"])
    #expect(result.code == 0)
    expectGolden(result.output, "stages.txt")
  }

  @Test func `plan prints the graph in order with every option`() throws {
    let directory = try TemporaryDirectory()
    for name in ["pipeline.yml", "seeds"] {
      try FileManager.default.copyItem(
        atPath: ProjectFiles.root + "/" + name, toPath: directory.path(name))
    }
    let result = try Program.run(["plan", "pipeline.yml"], in: directory.path)
    #expect(result.code == 0, "\(result.errors)")
    expectGolden(result.output, "plan.txt")
  }

  @Test func `schema prints the JSON Schema of pipeline files`() throws {
    let result = try Program.run(["schema"])
    #expect(result.code == 0)
    expectGolden(result.output, "pipeline.schema.json")
  }

  @Test func `schema prints the dictionary as Markdown, a heading and a table for each table`()
    throws
  {
    let result = try Program.run(["schema", "--markdown"])
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n")
    let headings = lines.filter { $0.hasPrefix("### ") }
    #expect(headings.count >= 40 && Set(headings).count == headings.count)
    let heads = lines.filter { $0 == "| column | type | meaning | unit | values |" }
    #expect(heads.count == headings.count)
    for line in lines where line.hasPrefix("|") {
      #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 6, "\(line)")
    }
  }

  @Test func `schema prints a datasette_yml for the database that is named`() throws {
    let result = try Program.run(["schema", "--datasette", "--database", "/srv/news/saha.db"])
    #expect(result.code == 0)
    #expect(result.output.contains("\n  \"saha\":\n"))
    #expect(try Program.run(["schema", "--datasette", "--markdown"]).code == 64)
  }

  @Test func `the exit codes are part of the help`() throws {
    let result = try Program.run(["run", "--help"])
    for code in ["0  done", "65  a check failed", "78  the pipeline file"] {
      #expect(result.output.contains(code))
    }
  }
}
