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

  @Test func `the exit codes are part of the help`() throws {
    let result = try Program.run(["run", "--help"])
    for code in ["0  done", "65  a check failed", "78  the pipeline file"] {
      #expect(result.output.contains(code))
    }
  }
}
