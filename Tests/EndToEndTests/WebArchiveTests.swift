import ETLTestSupport
import Foundation
import LoopbackServer
import Testing

/// What a crawl has kept is read again: without its servers, and when the work on it changes.
struct WebArchiveTests {
  let workspace = Workspace()
  let site: WebSite

  init() throws { site = try WebSite() }

  private var urls: [String] { (1...3).map { site.url("/\($0)") } }

  private func load(hasQuotes: Bool = false) throws {
    for number in 1...3 { site.put("/\(number)", WebText.page(number)) }
    try workspace.writeWeb("http", urls, hasQuotes: hasQuotes)
    #expect(try workspace.runWeb().read == [3, 0, 0])
  }

  private func deleteDatabase() throws {
    for name in ["news.db", "news.db-wal", "news.db-shm", "news.db.digests"] {
      try? FileManager.default.removeItem(atPath: workspace.directory.path(name))
    }
  }

  @Test func `a database is made again from the archives alone`() throws {
    try load(hasQuotes: true)
    site.put("/2", WebText.page(7))
    try workspace.runWeb()
    let content = try workspace.webContent()
    let captures = """
      SELECT c.url, final_url, fetched_at, http_status, sha256, container, record_offset,
        record_length, version_no FROM capture c JOIN article_version USING (capture_id) ORDER BY 1, 9
      """
    let captured = try workspace.query(captures)
    try deleteDatabase()
    site.server.stop()
    try workspace.runWeb(["--offline"])
    #expect(try workspace.webContent() == content)
    #expect(try workspace.query(captures) == captured)
    #expect(try workspace.runWeb(["--offline"]).errors.contains("nothing has changed"))
  }

  @Test func `a run without servers asks nothing`() throws {
    try load()
    let count = site.server.requests.count
    let content = try workspace.webContent()
    #expect(try workspace.runWeb(["--offline"]).read == [3, 0, 0])
    #expect(try workspace.runWeb(["--offline", "--full-refresh"]).read == [3, 0, 0])
    #expect(site.server.requests.count == count)
    #expect(try workspace.webContent() == content)
  }

  @Test(arguments: [["--offline"], []])
  func `a changed option is worked out from the archive`(arguments: [String]) throws {
    try load()
    let count = site.server.requests.count
    try workspace.writeWeb("http", urls, clean: "remove_residue: false")
    let run = try workspace.runWeb(arguments)
    #expect(run.read == [3, 0, 0])
    #expect(
      site.requests(after: count).sorted()
        == (arguments.isEmpty ? (1...3).map { "/\($0) if changed" } : []))
    let content = try workspace.webContent()
    #expect(try workspace.query("SELECT count(DISTINCT recipe_id) FROM pipeline_record") == ["1"])
    try deleteDatabase()
    try workspace.runWeb(["--offline"])
    let fresh = try workspace.webContent()
    #expect(fresh[0] == content[0])
  }

  @Test(arguments: [["--offline"], []])
  func `after a change of the page and of an option the newest version is current`(
    arguments: [String]
  ) throws {
    try load()
    site.put("/2", WebText.page(7))
    try workspace.runWeb()
    site.put("/3", WebText.page(9))
    try workspace.runWeb()
    try workspace.writeWeb("http", urls, clean: "remove_residue: false")
    let run = try workspace.runWeb(arguments)
    #expect(run.dropped == ["superseded": 2])
    #expect(
      try workspace.numbers()
        == ["\(site.url("/1")) 1", "\(site.url("/2")) 7", "\(site.url("/3")) 9"])
    // The older ones are not worked out again, and are no newer versions.
    #expect(
      try workspace.query(
        "SELECT count(*) FROM article_version WHERE is_current = 0 AND body LIKE '%البوابة 7%'")
        == ["0"])
    let content = try workspace.webContent()
    try workspace.runWeb(arguments)
    #expect(try workspace.webContent() == content)
  }

  @Test(arguments: [["--offline"], []])
  func `a database that is older than its archives takes over what is newer`(
    arguments: [String]
  ) throws {
    try load()
    let copy = workspace.directory.path("copy.db")
    try FileManager.default.copyItem(atPath: workspace.database, toPath: copy)
    site.put("/2", WebText.page(7))
    try workspace.runWeb()
    let content = try workspace.webContent()
    try deleteDatabase()
    try FileManager.default.moveItem(atPath: copy, toPath: workspace.database)
    try workspace.runWeb(arguments)
    #expect(try workspace.webContent() == content)
    try workspace.runWeb(arguments)
    #expect(try workspace.webContent() == content)
  }

  @Test func `a full refresh gives the same articles`() throws {
    try load()
    site.put("/2", WebText.page(7))
    try workspace.runWeb()
    let content = try workspace.webContent()
    let run = try workspace.runWeb(["--full-refresh"])
    #expect(run.read[0] >= 3)
    #expect(try workspace.webContent() == content)
    #expect(try workspace.runWeb().errors.contains("nothing has changed"))
  }

  @Test func `an archive that was deleted is not missed`() throws {
    try load()
    let content = try workspace.webContent()
    try FileManager.default.removeItem(atPath: workspace.directory.path("archive"))
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(try workspace.webContent() == content)
    // What cannot be read again is fetched again, into a file of another second.
    Thread.sleep(forTimeInterval: 1)
    let count = site.server.requests.count
    try workspace.writeWeb("http", urls, clean: "remove_residue: false")
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(site.requests(after: count).sorted() == ["/1", "/2", "/3"])
    #expect(try workspace.archivedCount() == 3)
  }

  @Test func `a failure beside the pages is counted once`() throws {
    for number in 1...3 { site.put("/\(number)", WebText.page(number)) }
    try workspace.writeWeb("http", urls + [site.url("/gone")])
    for _ in 0..<3 { #expect(try workspace.runWeb().read == [3, 0, 1]) }
  }

  @Test func `an archive with a damaged end gives what is before it`() throws {
    try load()
    let path = workspace.directory.path("archive/" + (try #require(workspace.archives().first)))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try bytes.dropLast(20).write(to: URL(fileURLWithPath: path))
    try deleteDatabase()
    Thread.sleep(forTimeInterval: 0.15)
    let run = try workspace.runWeb(["--offline"])
    #expect(run.read == [2, 0, 1])
    // The server gives the lost page again.
    try workspace.runWeb()
    #expect(try workspace.numbers().count == 3)
  }

  // MARK: Interruptions

  /// Starts a run, and interrupts it when the site has seen so many requests.
  private func interrupt(after count: Int) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["run", "-q", workspace.directory.path("pipeline.yml")]
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<2000 where site.server.requests.count < count { usleep(5_000) }
    let begin = ContinuousClock.now
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  @Test func `an interrupted crawl keeps what it has, and the next run goes on`() throws {
    for number in 1...12 { site.put("/\(number)", WebText.page(number)) }
    let slow = (1...12).map { site.url("/\($0)") } + (1...4).map { site.url("/slow\($0)") }
    for number in 1...4 { site.set("/slow\(number)", .hanging) }
    try workspace.writeWeb("http", slow, "connections_per_host: 4")
    try interrupt(after: 1 + 12 + 4)
    #expect(try workspace.query("SELECT status, exit_code FROM run") == ["interrupted | 130"])
    let kept = try workspace.numbers().count
    for number in 1...4 { site.put("/slow\(number)", WebText.page(20 + number)) }
    try workspace.runWeb()
    #expect(try workspace.numbers().count == 16 && kept <= 12)
    let content = try workspace.webContent()
    #expect(try workspace.runWeb().read[0] == 16)
    #expect(try workspace.webContent() == content)
    try deleteDatabase()
    try workspace.runWeb(["--offline"])
    #expect(try workspace.webContent() == content)
  }

  @Test(arguments: ["feed", "sitemap"])
  func `an interrupted crawl loses no page that something led to`(type: String) throws {
    let paths = (1...10).map { "/\($0)" }
    for (number, path) in zip(1..., paths) {
      if number % 2 == 0 { site.put(path, WebText.page(number)) } else { site.set(path, .hanging) }
    }
    let locations = paths.map { "<url><loc>\(site.url($0))</loc></url>" }.joined()
    site.put(
      "/map",
      type == "feed"
        ? WebText.rss(paths.map { WebText.item(site.url($0)) })
        : "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\(locations)</urlset>",
      type: "application/xml")
    try workspace.writeWeb(type, [site.url("/map")], "connections_per_host: 2")
    try interrupt(after: 1 + 1 + 2)
    // Nothing leads to the pages any more.
    site.put("/map", type == "feed" ? WebText.rss([]) : "<urlset/>", type: "application/xml")
    for (number, path) in zip(1..., paths) { site.put(path, WebText.page(number)) }
    try workspace.runWeb()
    #expect(try workspace.numbers().count == 10)
    try workspace.makeDue()
    #expect(try workspace.runWeb().read[0] == 10)
  }
}
