import ETLPipeline
import ETLTestSupport
import Foundation
import Testing

struct PathChecksTests {
  static let text = """
    version: 1
    inputs:
      words: { type: words, files: [in.txt, "*.txt"] }
    stages:
      make: { uses: make_words, from: [words] }
      one: { uses: keep_records, needs: [make], with: { file: A } }
      two: { uses: keep_records, needs: [make], with: { file: B } }
    """

  static func problems(_ a: String, _ b: String, in directory: TemporaryDirectory) throws
    -> [String]
  {
    do {
      let text = text.replacing("file: A", with: "file: \"\(a)\"")
        .replacing("file: B", with: "file: \"\(b)\"")
      let plan = try Plan.read(
        text, file: "p.yml", baseDirectory: directory.path, catalog: .toys, environment: [:])
      return plan.warnings.map(\.description)
    } catch {
      return error.diagnostics.map(\.description)
    }
  }

  @Test func `one file written twice is told, however it is spelt`() throws {
    let directory = try TemporaryDirectory()
    let files = FileManager.default
    try directory.write("", to: "sub/x")
    try files.createSymbolicLink(
      atPath: directory.path("link.db"), withDestinationPath: "news.db")
    try files.createSymbolicLink(atPath: directory.path("dir"), withDestinationPath: "sub")
    #expect(try Self.problems("news.db", "other.db", in: directory) == [])
    for (a, b) in [
      ("news.db", "./news.db"), ("news.db", "sub/../news.db"), ("news.db", "link.db"),
      ("sub/a.db", "dir/a.db"), ("dir/x", "sub/x"), (directory.path("news.db"), "news.db"),
    ] {
      #expect(
        try Self.problems(a, b, in: directory) == [
          "p.yml:7:3: error: stage 'two' writes '\(b)', which stage 'one' writes too; name another file"
        ])
    }
  }

  @Test func `an output that is an input or the pipeline file is told`() throws {
    let directory = try TemporaryDirectory()
    #expect(
      try Self.problems("in.txt", "p.yml", in: directory) == [
        "p.yml:6:3: error: stage 'one' writes 'in.txt', which input 'words' reads; name another file",
        "p.yml:7:3: error: stage 'two' writes 'p.yml', which is the pipeline file; name another file",
      ])
  }
}
