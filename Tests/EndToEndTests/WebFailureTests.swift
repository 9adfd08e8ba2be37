import ETLTestSupport
import Foundation
import LoopbackServer
import Testing

/// Pages that cannot be had are rejects with a reason, until they can.
struct WebFailureTests {
  let workspace = Workspace()
  let site: WebSite

  init() throws { site = try WebSite() }

  @Test func `each failure has its reason, and the rest is loaded`() throws {
    let closed = try NewsServer { _ in .status(404) }
    closed.stop()
    site.put("/good", WebText.page(1))
    site.set("/500", .status(500))
    site.set("/loop", .redirect(to: "/loop"))
    site.set("/file", .redirect(to: "file:///etc/passwd"))
    site.set("/large", .page("نص مخترع ").repeated(1 << 30))
    site.set("/slow", .hanging)
    site.set("/cut", .page(WebText.page(1)).closingEarly(after: 100))
    site.set("/robots.txt", .page("User-agent: *\nDisallow: /secret"))
    let paths = ["/404", "/500", "/cut", "/file", "/good", "/large", "/loop", "/secret", "/slow"]
    try workspace.writeWeb(
      "http", paths.map(site.url) + [closed.url("/a")],
      "timeout: 500ms, max_size: 100000, connections_per_host: 4")
    let run = try workspace.runWeb()
    #expect(run.read == [1, 0, 9])
    let reasons = [
      "bad_status", "bad_status", "unreachable", "bad_redirect", "too_large", "bad_redirect",
      "robots", "timeout",
    ]
    let failed = paths.filter { $0 != "/good" }
    #expect(
      try workspace.openRejects().sorted()
        == (zip(failed, reasons).map { "\(site.url($0)) | \($1)" } + [
          "\(closed.url("/a")) | unreachable"
        ])
        .sorted())
    #expect(!site.requests().contains("/secret"))
    // Neither path nor query of an address is in a detail.
    #expect(try workspace.query("SELECT count(*) FROM reject WHERE detail LIKE '%/404%'") == ["0"])
    let again = try workspace.runWeb()
    #expect(again.read == [1, 0, 9])
    #expect(try workspace.query("SELECT DISTINCT attempts FROM reject") == ["2"])
  }

  @Test func `a page that failed and can be had later resolves its reject`() throws {
    for number in 1...2 { site.put("/\(number)", WebText.page(number)) }
    site.set("/2", .status(503))
    try workspace.writeWeb("http", [site.url("/1"), site.url("/2")])
    #expect(try workspace.runWeb().read == [1, 0, 1])
    #expect(try workspace.runWeb().read == [1, 0, 1])
    site.put("/2", WebText.page(2))
    #expect(try workspace.runWeb().read == [2, 0, 0])
    #expect(try workspace.openRejects().isEmpty)
    #expect(try workspace.numbers() == ["\(site.url("/1")) 1", "\(site.url("/2")) 2"])
    #expect(try workspace.runWeb().read == [2, 0, 0])
  }

  @Test func `a loaded page that fails for a while keeps its article`() throws {
    for number in 1...2 { site.put("/\(number)", WebText.page(number)) }
    let urls = [site.url("/1"), site.url("/2")]
    try workspace.writeWeb("http", urls)
    #expect(try workspace.runWeb().read == [2, 0, 0])
    let content = try workspace.webContent()
    site.set("/2", .status(500))
    #expect(try workspace.runWeb().counts["read"]?[3] == 1)
    #expect(try workspace.webContent() == content)
    #expect(try workspace.openRejects() == ["\(site.url("/2")) | bad_status"])
    site.put("/2", WebText.page(2))
    try workspace.runWeb()
    #expect(try workspace.openRejects().isEmpty)
    #expect(try workspace.webContent() == content)
    #expect(
      try workspace.query("SELECT external_id, outcome FROM pipeline_record ORDER BY 1")
        == urls.map { "\($0) | loaded" })
    // It was fetched and kept again.
    #expect(try workspace.runWeb().read == [3, 0, 0])
    // It is worked out again with the others.
    try workspace.writeWeb("http", urls, clean: "remove_residue: false")
    try workspace.runWeb(["--offline"])
    #expect(
      try workspace.query("SELECT count(*), count(DISTINCT recipe_id) FROM pipeline_record") == [
        "2 | 1"
      ])
  }

  @Test func `a run that no address answers ends with its own code`() throws {
    try workspace.writeWeb("http", [site.url("/1"), site.url("/2")])
    #expect(try workspace.runWeb(code: 69).read == [0, 0, 2])
    site.put("/1", WebText.page(1))
    #expect(try workspace.runWeb().read == [1, 0, 1])
    site.server.stop()
    #expect(try workspace.runWeb(code: 69).counts["read"]?[3] == 2)
    #expect(try workspace.numbers() == ["\(site.url("/1")) 1"])
    // Who asks nobody is refused by nobody.
    try workspace.runWeb(["--offline"])
  }

  @Test func `addresses of private networks are refused unless they are allowed`() throws {
    site.put("/1", WebText.page(1))
    try workspace.writePipeline(
      [
        "web: { type: http, urls: [\"\(site.url("/1"))\", \"http://localhost:\(site.server.port)/1\"] }"
      ],
      limits: "limits: { retries: 0 }")
    #expect(try workspace.runWeb(code: 69).read == [0, 0, 2])
    #expect(
      try workspace.query("SELECT DISTINCT reason FROM reject") == ["private_address"])
    #expect(site.server.peakConnections == 0)
  }

  @Test func `rejects can be tried again by name`() throws {
    for number in 1...2 { site.put("/\(number)", WebText.page(number)) }
    site.set("/2", .status(404))
    site.set("/3", .status(404))
    try workspace.writeWeb("http", (1...3).map { site.url("/\($0)") })
    #expect(try workspace.runWeb().read == [1, 0, 2])
    site.put("/2", WebText.page(2))
    let count = site.server.requests.count
    let pipeline = workspace.directory.path("pipeline.yml")
    let retry = try Program.run(["rejects", "retry", "-f", pipeline])
    #expect(retry.code == 0, "\(retry.errors)")
    #expect(site.requests(after: count).sorted() == ["/2", "/3"])
    #expect(try workspace.openRejects() == ["\(site.url("/3")) | bad_status"])
    #expect(try workspace.numbers().count == 2)
    #expect(try workspace.runWeb().read == [2, 0, 1])
    #expect(try workspace.archivedCount() == 2)
  }

  @Test func `a host that wants to be left alone is left alone by later runs`() throws {
    let isBusy: WebSite.Answer = { _ in .status(429, headers: ["Retry-After": "3600"]) }
    for number in 1...3 { site.set("/\(number)", answer: isBusy) }
    try workspace.writeWeb("http", (1...3).map { site.url("/\($0)") })
    let run = try workspace.runWeb(code: 69)
    #expect(site.requests().count == 1 && run.errors.contains("2 addresses wait"))
    let count = site.server.requests.count
    try workspace.runWeb()
    #expect(site.server.requests.count == count)
    for number in 1...3 { site.put("/\(number)", WebText.page(number)) }
    try workspace.makeDue()
    #expect(try workspace.runWeb().read == [3, 0, 0])
    #expect(try workspace.openRejects().isEmpty)
  }

  // MARK: Options

  @Test(arguments: [
    ("delay: soon", "delay"), ("timeout: 0s", "timeout"), ("timeout: never", "timeout"),
    ("connections: 0", "connections"), ("connections: 5000", "connections"),
    ("connections_per_host: -1", "connections_per_host"), ("max_size: 0", "max_size"),
    ("private_addresses: maybe", "private_addresses"), ("contact: \"سالم\"", "contact"),
    ("contact: \"a)b\"", "contact"), ("timezone: Mars/Base", "timezone"), ("colour: red", "colour"),
    ("urls: [\"ftp://news.example/\"]", "urls"), ("urls: []", "urls"),
    ("urls: [news.example]", "urls"),
  ])
  func `an option that cannot be is told with its place`(option: String, key: String) throws {
    let urls = option.hasPrefix("urls") ? "" : "urls: [\"http://news.example/\"], "
    try workspace.writePipeline(["web: { type: http, \(urls)\(option) }"])
    let result = try workspace.run()
    #expect(result.code == 78)
    let place = try #require(result.errors.firstMatch(of: /pipeline\.yml:(\d+):(\d+): error: (.*)/))
    #expect(place.1 == "4" && place.3.contains(key), "\(result.errors)")
  }

  @Test(arguments: [
    ("feed", "full_text: all", "full_text"),
    ("feed", "min_interval: 2h, max_interval: 1h", "max_interval"),
    ("feed", "min_interval: often", "min_interval"), ("feed", "urls_from: a.txt", "urls_from"),
    ("sitemap", "max_age: old", "max_age"), ("sitemap", "max_interval: x", "max_interval"),
    ("http", "min_interval: 5m", "min_interval"), ("sitemap", "full_text: feed", "full_text"),
  ])
  func `each type has options of its own`(type: String, option: String, key: String) throws {
    try workspace.writePipeline(["web: { type: \(type), urls: [\"http://a.example/\"], \(option) }"]
    )
    let result = try workspace.run()
    #expect(result.code == 78 && result.errors.contains("pipeline.yml:4:"), "\(result.errors)")
    #expect(result.errors.contains("'\(key)'") || result.errors.contains(key))
  }
}
