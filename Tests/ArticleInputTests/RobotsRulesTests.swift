import ArticleInput
import Testing

struct RobotsRulesTests {
  private func allows(_ text: String, _ path: String, product: String = "newsbot") -> Bool {
    RobotsRules(Array(text.utf8), product: product).allows("https://news.example" + path)
  }

  /// Whether the one rule `Disallow: pattern` matches.
  private func matches(_ pattern: String, _ path: String) -> Bool {
    !allows("User-agent: *\nDisallow: " + pattern, path)
  }

  // MARK: - The examples of RFC 9309

  private static let simpleExample = """
    User-Agent: *
    Disallow: *.gif$
    Disallow: /example/
    Allow: /publications/

    User-Agent: foobot
    Disallow:/
    Allow:/example/page.html
    Allow:/example/allowed.gif

    User-Agent: barbot
    User-Agent: bazbot
    Disallow: /example/page.html

    User-Agent: quxbot
    """

  @Test(
    arguments: [
      ("other", "/example/page.html", false), ("other", "/picture.gif", false),
      ("other", "/picture.gif?1", true), ("other", "/publications/a.gif", true),
      ("other", "/", true), ("foobot", "/", false), ("foobot", "/example/page.html", true),
      ("foobot", "/example/allowed.gif", true), ("foobot", "/publications/", false),
      ("barbot", "/example/page.html", false), ("barbot", "/example/", true),
      ("bazbot", "/example/page.html", false), ("bazbot", "/picture.gif", true),
      ("quxbot", "/example/page.html", true), ("quxbot", "/picture.gif", true),
    ])
  func `section 5.1: each crawler has its group`(product: String, path: String, isAllowed: Bool) {
    #expect(allows(Self.simpleExample, path, product: product) == isAllowed)
  }

  @Test func `section 5.2: the longest match decides`() {
    let text = """
      User-Agent: foobot
      Allow: /example/page/
      Disallow: /example/page/disallowed.gif
      """
    #expect(!allows(text, "/example/page/disallowed.gif", product: "foobot"))
    #expect(allows(text, "/example/page/other.gif", product: "foobot"))
  }

  @Test(
    arguments: [
      ("/foo/bar?baz=quz", "/foo/bar?baz=quz"),
      ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"),
      ("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar"),
      ("/foo/bar/ツ", "/foo/bar/%E3%83%84"), ("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"),
      ("/foo/bar/%e3%83%84", "/foo/bar/ツ"), ("/foo/bar/%62%61%7A", "/foo/bar/baz"),
      ("/foo/bar/baz", "/foo/bar/%62%61%7a"),
    ])
  func `section 2.2.2: encoded and plain octets are the same`(pattern: String, path: String) {
    #expect(matches(pattern, path))
  }

  @Test(
    arguments: [
      ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true),
      ("/path/file-with-a-%2A.html", "/path/file-with-a-b.html", false),
      ("/path/foo-%24", "/path/foo-$", true), ("/path/foo-%24", "/path/foo-$5", true),
      ("/path/foo-$", "/path/foo-", true), ("/path/foo-$", "/path/foo-$", false),
    ])
  func `section 2.2.3: encoded wildcards are themselves`(
    pattern: String, path: String, isMatch: Bool
  ) {
    #expect(matches(pattern, path) == isMatch)
  }

  // MARK: - Patterns

  @Test(
    arguments: [
      ("/", "", true), ("/", "?q=1", true), ("/", "#top", true), ("/a", "/a", true),
      ("/a", "/abc", true), ("/a", "/b/a", false), ("/a", "/A", false), ("/a/", "/a", false),
      ("/*", "/x", true), ("*", "/x", true), ("*/x", "/a/x", true), ("/a*", "/a", true),
      ("/a*$", "/abc", true), ("/*.php", "/index.php?x", true), ("/*.php", "/index.PHP", false),
      ("/*.php$", "/index.php", true), ("/*.php$", "/index.php5", false),
      ("/*.php$", "/a.php/b.php", true), ("/a$b", "/a$b", true), ("/a$b", "/ab", false),
      ("/a$", "/a?", false), ("/$", "/", true), ("/$", "/a", false), ("/a**b", "/a-b", true),
      ("/*a*b*c", "/xxaxxbxxcxx", true), ("/*a*b*c", "/xxcxxbxxaxx", false),
      ("/*aab", "/aaaab", true), ("/*?s=", "/search?s=x", true), ("/*?s=", "/search?t=x", false),
      ("/a?b?c", "/a?b%3Fc", true), ("/a?b", "/a%3Fb", false), ("/a/b", "/a%2Fb", false),
      ("/a%2fb", "/a%2Fb", true), ("/*url=http://", "/go?url=http%3A//x", true),
      ("/أخبار", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", true),
      ("/%D8%A3%D8%AE", "/أخبار", true), ("/a b", "/a%20b", true), ("/a%", "/a%25", true),
      ("/a%zz", "/a%zz1", true), ("/a%7Cb", "/a|b", true), ("/~x", "/%7Ex", true),
    ])
  func `a pattern matches the start of a path`(pattern: String, path: String, isMatch: Bool) {
    #expect(matches(pattern, path) == isMatch)
  }

  @Test(
    arguments: [
      ("Disallow: /a\nAllow: /a", true), ("Allow: /a\nDisallow: /a", true),
      ("Disallow: /a\nAllow: /a*", true), ("Allow: /\nDisallow: /a", false),
      ("Disallow: /\nAllow: /a", true), ("Disallow:\nAllow:", true), ("Disallow:", true),
      ("", true), ("Disallow: a", true), ("Disallow: /ab\nDisallow: /b", true),
      ("Allow: /%61%62\nDisallow: /a", false), ("Disallow: https://news.example/a", true),
    ])
  func `rules are weighed by their length`(rules: String, isAllowed: Bool) {
    #expect(allows("User-agent: *\n" + rules, "/a") == isAllowed)
  }

  @Test(
    arguments: [
      ("https://news.example/x/1", false), ("HTTP://user@news.example:8080/x", false),
      ("https://news.example", true), ("https://news.example?/x", true), ("/x", false),
      ("https://news.example/go?u=https://a.example/x", true), ("/go?u=https://a.example/x", true),
      ("", true), ("https://", true), ("https://news.example/y#/x", true),
    ])
  func `only the path and query of an address count`(url: String, isAllowed: Bool) {
    let rules = RobotsRules(Array("User-agent: *\nDisallow: /x".utf8), product: "newsbot")
    #expect(rules.allows(url) == isAllowed)
  }

  @Test(.timeLimit(.minutes(1)))
  func `patterns made to be slow are not`() {
    let pattern = "/" + String(repeating: "*a", count: 1_000) + "*b"
    let path = "/" + String(repeating: "a", count: 3_000)
    #expect(!matches(pattern, path))
    #expect(matches(pattern, path + "b"))
    #expect(matches("/" + String(repeating: "*", count: 100_000) + "a", path))
  }

  // MARK: - Groups

  @Test(
    arguments: [
      ("User-agent: NewsBot\nDisallow: /", false), ("USER-AGENT: newsbot\nDISALLOW: /", false),
      ("User-agent: newsbot/2.1 (+https://bot.example)\nDisallow: /", false),
      ("User-agent: news\nDisallow: /", true), ("User-agent: newsbots\nDisallow: /", true),
      ("User-agent: newsbot2\nDisallow: /", true), ("User-agent:\nDisallow: /", true),
      ("  user-agent\t:\tnewsbot\t\n \tdisallow :/ # all", false), ("Disallow: /", true),
      ("User-agent: *\nDisallow: /\nUser-agent: newsbot\nDisallow:", true),
      ("User-agent: newsbot\n\nUser-agent: *\nDisallow: /", false),
      ("User-agent: newsbot\nAllow: /b\nUser-agent: *\nDisallow: /", true),
      ("User-agent: *\nUser-agent: a\nDisallow: /", false),
      ("User-agent: a\nUser-agent: newsbot\nUser-agent: b\nDisallow: /", false),
      (
        "User-agent: newsbot\nDisallow: /b\nUser-agent: a\nAllow: /\nUser-agent: newsbot\nDisallow: /a",
        false
      ),
      (
        "User-agent: newsbot\nSitemap: https://news.example/s.xml\nUser-agent: a\nDisallow: /",
        false
      ),
      ("User-agent: newsbot\nCrawl-delay: 1\nUser-agent: a\nDisallow: /", false),
      ("User-agent: newsbot # ours\n# all\nDisallow: /#x", false),
      ("User-agent: newsbot\rDisallow: /a\r", false),
      ("User-agent: newsbot\r\nDisallow: /a\r\n", false),
      ("User-agent: newsbot\nDisallow /a\nnonsense\n:\n: /\nDisallow-all: /", true),
      ("\u{FEFF}User-agent: newsbot\nDisallow: /", false), ("<html><p>User-agent: *</p>", true),
    ])
  func `the groups that name the crawler hold, or else those for all`(text: String, isAllowed: Bool)
  {
    #expect(allows(text, "/a", product: "NewsBot/1.0") == isAllowed)
  }

  @Test(arguments: ["", "/1.0", "*"])
  func `a crawler without a name has the rules for all`(product: String) {
    #expect(!allows("User-agent: *\nDisallow: /", "/a", product: product))
    #expect(allows("User-agent: \nDisallow: /", "/a", product: product))
  }

  @Test func `the robots text itself is always allowed`() {
    #expect(!allows("User-agent: *\nDisallow: /", "/robots.txt2"))
    #expect(allows("User-agent: *\nDisallow: /", "/robots.txt"))
    #expect(RobotsRules.disallowAll.allows("https://news.example/robots.txt"))
  }

  @Test func `all and nothing can be allowed without a text`() {
    #expect(RobotsRules.allowAll.allows("https://news.example/a"))
    #expect(!RobotsRules.disallowAll.allows("https://news.example"))
    #expect(RobotsRules.allowAll == RobotsRules([], product: "newsbot"))
    #expect(RobotsRules.allowAll.crawlDelay == nil)
  }

  // MARK: - Limits and extensions

  @Test(
    arguments: [
      ("User-agent: *\nCrawl-delay: 10", 10), ("User-agent: newsbot\ncrawl-delay:0.5", 0.5),
      ("User-agent: *\nCrawl-delay: 0", 0), ("User-agent: a\nCrawl-delay: 10", nil),
      ("User-agent: *\nCrawl-delay: 9\nUser-agent: newsbot\nDisallow:", nil),
      ("User-agent: newsbot\nCrawl-delay: 2\nUser-agent: newsbot\nCrawl-delay: 1", 2),
      ("Crawl-delay: 10", nil), ("User-agent: *\nCrawl-delay: -1", nil),
      ("User-agent: *\nCrawl-delay: nan", nil), ("User-agent: *\nCrawl-delay: inf", nil),
      ("User-agent: *\nCrawl-delay: 1e3", nil), ("User-agent: *\nCrawl-delay: 0x10", nil),
      ("User-agent: *\nCrawl-delay:", nil), ("User-agent: *\nCrawl-delay: 1.2.3", nil),
      ("User-agent: *\nCrawl-delay: " + String(repeating: "9", count: 400), nil),
    ])
  func `a delay is a number of seconds`(text: String, delay: Double?) {
    #expect(RobotsRules(Array(text.utf8), product: "newsbot").crawlDelay == delay)
  }

  @Test func `a text is read up to its limit, but no line in part`() {
    let rule = "\nDisallow: /a"
    let start = "User-agent: *\n"
    let comment = "#" + String(repeating: "x", count: 512_000 - start.utf8.count - rule.utf8.count)
    #expect(!allows(start + comment.dropLast(2) + rule + "\n", "/a"))
    #expect(allows(start + comment + rule + "bc\n", "/abc"))
    #expect(allows(start + comment + "xxx" + rule, "/a"))
    #expect(allows(String(repeating: "x", count: 600_000), "/a"))
  }

  @Test func `rules beyond the limit are passed over`() {
    let rules = String(repeating: "Disallow: /b\n", count: 10_000)
    #expect(allows("User-agent: *\n" + rules + "Disallow: /a", "/a"))
    #expect(!allows("User-agent: *\n" + rules.dropLast(13) + "Disallow: /a", "/a"))
  }

  @Test func `any bytes are read`() {
    let bytes = Array("User-agent: *\nDisallow: /a\u{0}".utf8) + [0xFF, 0xFE, 0x0A, 0x25, 0x3A]
    #expect(!RobotsRules(bytes, product: "newsbot").allows("/a%00%FF%FEb"))
    #expect(RobotsRules(bytes, product: "newsbot").allows("/a"))
  }
}
