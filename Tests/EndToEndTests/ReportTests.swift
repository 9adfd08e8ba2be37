import ETLTestSupport
import Foundation
import GRDB
import Testing

/// `etl report` over the sample articles, and over rows that mean harm.
struct ReportTests {
  let workspace = Workspace()

  init() throws {
    try workspace.writePipeline([
      "seeds: { type: files, paths: [\"\(ProjectFiles.articles)/*.txt\"] }",
      "more: { type: files, paths: [more] }",
    ])
    try workspace.directory.write(IncrementalRunTests.article(1), to: "more/first.txt")
    try workspace.directory.write(
      IncrementalRunTests.article(1) + "\nوقال سالم العمري إن الأعمال انتهت.", to: "more/second.txt"
    )
    try workspace.directory.write(" ", to: "more/blank.txt")
    let result = try workspace.run(["-q"])
    try #require(result.code == 0, "\(result.errors)")
  }

  private func report(_ arguments: [String]) throws -> String {
    let result = try Program.run(["report", "--html", "-"] + arguments)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    return result.output
  }

  @Test func `the page is well-formed and loads nothing`() throws {
    for file in ["pipeline.yml", "news.db"] {
      let structure = PageStructure(try report([workspace.directory.path(file)]))
      #expect(structure.problem == nil)
      #expect(structure.brokenReferences.isEmpty, "\(structure.brokenReferences)")
      #expect(structure.values(of: "href").allSatisfy { $0.hasPrefix("#") })
      #expect(structure.values(of: "src").isEmpty)
      #expect(!structure.elements.contains("script"))
    }
  }

  @Test func `every quote of the articles is marked and has its row`() throws {
    let structure = PageStructure(try report([workspace.database]))
    let ids = structure.values(of: "id")
    let cells = Set(structure.texts(of: "td"))
    for quote in try workspace.query("SELECT content FROM quote") {
      #expect(cells.contains(quote), "\(quote)")
    }
    let count = try workspace.query("SELECT count(*) FROM quote")[0]
    #expect("\(ids.filter { $0.wholeMatch(of: /a\d+-q\d+/) != nil }.count)" == count)
    #expect("\(ids.filter { $0.wholeMatch(of: /a\d+-d\d+/) != nil }.count)" == count)
    let sentences = try workspace.query("SELECT count(*) FROM sentence")[0]
    #expect("\(ids.filter { $0.wholeMatch(of: /a\d+-s\d+/) != nil }.count)" == sentences)
  }

  @Test func `the page has stages, checks, residue, rejects and duplicates`() throws {
    let html = try report([workspace.directory.path("pipeline.yml")])
    for part in [
      "read_articles", "seeds to read", "segment to quotes (7 records)", "1 rejected",
      "the file or field holds no text", "more/blank.txt", "Pieces of residue by kind", "related",
      "verb-clause", "<del>", "1 of 1 groups of duplicates",
    ] {
      let isThere = html.contains(part)
      #expect(isThere, "\(part)")
    }
    let isMissing = html.contains("not in the last run")
    #expect(!isMissing)
    let note = "the database does not hold which needs which"
    let isToldOfChain = try report([workspace.database]).contains(note)
    #expect(isToldOfChain && !html.contains(note))
  }

  @Test func `the same database and options give the same bytes, another seed other articles`()
    throws
  {
    let options = [workspace.database, "--articles", "3", "--seed"]
    let first = try report(options + ["1"])
    let isSame = try report(options + ["1"]) == first
    #expect(isSame)
    let ids = try (2..<8).map { PageStructure(try report(options + ["\($0)"])).texts(of: "h3") }
    #expect(Set(ids + [PageStructure(first).texts(of: "h3")]).count > 1)
    #expect(ids.allSatisfy { $0.count == 3 + 1 })
  }

  @Test func `what a row holds is shown as text`() throws {
    let hostile = "<script>alert(1)</script><img src=x onerror=y>\"'&lt;\u{202E}"
    let queue = try DatabaseQueue(path: workspace.database)
    try queue.write { database in
      for (table, columns) in [
        ("article", ["url"]), ("article_version", ["title", "byline", "published_on", "body"]),
        (
          "quote", ["content", "cue", "source", "role", "rule", "stance", "resolution", "modality"]
        ),
        ("speaker", ["name"]), ("residue", ["kind", "rule", "text"]),
        ("reject", ["reason", "detail", "stage"]), ("run", ["pipeline", "started_at"]),
        ("run_stage", ["uses", "error"]),
      ] {
        for column in columns {
          try database.execute(sql: "UPDATE \(table) SET \(column) = ?", arguments: [hostile])
        }
      }
    }
    let html = try report([workspace.database])
    let structure = PageStructure(html)
    #expect(structure.problem == nil)
    #expect(structure.brokenReferences.isEmpty)
    #expect(!structure.elements.contains { ["script", "img"].contains($0) })
    #expect(structure.values(of: "onerror").isEmpty)
    let hasControl = html.unicodeScalars.contains("\u{202E}")
    #expect(!hasControl)
    let isText = html.contains("&lt;script&gt;alert(1)")
    #expect(isText)
  }

  @Test func `a page is written over a page, and over nothing else`() throws {
    let page = workspace.directory.path("out.html")
    let arguments = ["report", workspace.database, "--articles", "1", "--html"]
    for _ in 0..<2 { #expect(try Program.run(arguments + [page]).code == 0) }
    let other = try workspace.directory.write("<!DOCTYPE html>\n<p>mine</p>", to: "mine.html")
    let result = try Program.run(arguments + [other])
    #expect(result.code == 64)
    #expect(result.errors.contains("exists and is no report"))
    #expect(try String(contentsOfFile: other, encoding: .utf8).hasSuffix("<p>mine</p>"))
    #expect(try Program.run(arguments + [workspace.directory.path("none/out.html")]).code == 73)
  }

  @Test func `a missing database is a missing input, and a wrong number is bad usage`() throws {
    let missing = try Program.run(["report", workspace.directory.path("none.db")])
    #expect(missing.code == 66)
    #expect(missing.output.isEmpty)
    #expect(try Program.run(["report", workspace.database, "--articles", "-1"]).code == 64)
    #expect(try Program.run(["report", workspace.database, "--articles", "501"]).code == 64)
    #expect(try Program.run(["report", workspace.database, "--seed", "one"]).code == 64)
  }

  @Test func `the database is not written`() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: workspace.database))
    _ = try report([workspace.database])
    #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.database)) == before)
  }
}
