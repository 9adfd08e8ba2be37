import ETLTestSupport
import Foundation
import Testing

struct TraceTests {
  let workspace = Workspace()

  init() throws {
    try workspace.directory.write(
      "شارك الخبر\n" + IncrementalRunTests.article(1), to: "in/first.txt")
    try workspace.directory.write(IncrementalRunTests.article(1), to: "in/second.txt")
    try workspace.directory.write(
      "أكد سالم العمري أن مصر ستفتح المعبر أمام الشاحنات في الأسبوع المقبل.\n", to: "in/third.txt")
    try workspace.directory.write(" ", to: "in/blank.txt")
    try workspace.writePipeline(["in: { type: files, paths: [in] }"])
    let result = try workspace.run()
    #expect(result.code == 0, "\(result.errors)")
  }

  private func trace(_ arguments: [String]) throws -> Program.Result {
    try Program.run(["trace"] + arguments)
  }

  @Test func `a trace shows capture, residue, sentences, quotes with their rules and copies`()
    throws
  {
    let result = try trace(["in/first.txt", workspace.directory.path("pipeline.yml")])
    #expect(result.code == 0, "\(result.errors)")
    for part in [
      "in/first.txt of in: loaded", "captures", "share.label", "sentences", "verb-clause",
      "سالم العمري", "cluster", "compared with", "in/second.txt", "tag_quotes",
    ] {
      #expect(result.output.contains(part), "\(part)")
    }
  }

  @Test func `a trace names who is spoken of in a quote`() throws {
    let result = try trace(["in/third.txt", workspace.database, "--json"])
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let mentions = json?["mentions"] as? [[String: String]] ?? []
    #expect(mentions.map { $0["name"] } == ["مصر"], "\(result.output)")
  }

  @Test func `a rejected article says which stage rejected it and what that means`() throws {
    let result = try trace(["in/blank.txt", workspace.database])
    #expect(
      result.output.hasPrefix(
        "in/blank.txt of in: rejected by read_articles/files: empty (the file or field holds no text)"
      ))
  }

  @Test func `JSON holds the same, and an unknown id is bad usage`() throws {
    let result = try trace(["1", workspace.database, "--json"])
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(json?["external_id"] as? String == "in/first.txt")
    #expect((json?["quotes"] as? [Any])?.count == 2)
    #expect(try trace(["nowhere", workspace.database]).code == 64)
  }
}
