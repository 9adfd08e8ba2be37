import ETLTestSupport
import Testing

struct GraphCommandTests {
  @Test(arguments: ["text", "mermaid", "dot"])
  func `graph prints the pipeline of the samples`(_ format: String) throws {
    let result = try Program.run(
      ["graph", "pipeline.yml", "--format", format], in: ProjectFiles.root)
    #expect(result.code == 0, "\(result.errors)")
    expectGolden(result.output, "graph-\(format).txt")
  }
}
