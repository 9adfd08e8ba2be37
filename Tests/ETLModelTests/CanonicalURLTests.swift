import ETLModel
import Testing

struct CanonicalURLTests {
  @Test(arguments: [
    ("HTTP://News.Example/A", "http://news.example/A"),
    ("https://news.example", "https://news.example/"),
    (" https://news.example/a\n", "https://news.example/a"),
    ("https://news.example:443/a", "https://news.example/a"),
    ("http://news.example:80", "http://news.example/"),
    ("http://news.example:/a", "http://news.example/a"),
    ("http://news.example:443/a", "http://news.example:443/a"),
    ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
    ("https://user:word@news.example/a", "https://news.example/a"),
    ("https://news.example/a#top", "https://news.example/a"),
    ("https://news.example/a/./b/../c", "https://news.example/a/c"),
    ("https://news.example/../..", "https://news.example/"),
    ("https://news.example/a/%2E%2e/b", "https://news.example/b"),
    ("https://news.example/a/..", "https://news.example/"),
    ("https://news.example/a//b", "https://news.example/a//b"),
    ("https://news.example/%d8%ae", "https://news.example/%D8%AE"),
    ("https://news.example/خ ب", "https://news.example/%D8%AE%20%D8%A8"),
    ("https://news.example/%41%7e%2F", "https://news.example/A~%2F"),
    ("https://news.example/100%/%zz/%4", "https://news.example/100%25/%25zz/%254"),
    ("https://صحيفة.example/a", "https://صحيفة.example/a"),
    ("https://news.example/a?", "https://news.example/a"),
    ("https://news.example/a?b=2&a=1&&c", "https://news.example/a?b=2&a=1&c"),
    ("https://news.example/a?q=a+b&x[]=1", "https://news.example/a?q=a+b&x%5B%5D=1"),
    ("https://news.example?id=1", "https://news.example/?id=1"),
    ("https://news.example/a?utm_source=rss&id=1&UTM_Medium=x", "https://news.example/a?id=1"),
    ("https://news.example/a?fbclid=1", "https://news.example/a"),
    ("https://news.example/a?utm%5Fsource=1&gclid", "https://news.example/a"),
    ("https://news.example/a?utm=1&fbclids=2", "https://news.example/a?utm=1&fbclids=2"),
    ("https://news.example/a?traffic_source=rss#x?y", "https://news.example/a"),
    ("https://news.example/a?at_medium=RSS&at_campaign=rss", "https://news.example/a"),
    ("urn:uuid:1F", "urn:uuid:1F"), ("MAILTO:A@news.example", "mailto:A@news.example"),
    ("/a/b", "/a/b"), ("", ""), ("http://", "http://"), ("17", "17"),
  ])
  func `ways to write an address become one`(_ url: String, _ expected: String) {
    #expect(CanonicalURL.of(url) == expected)
    #expect(CanonicalURL.of(expected) == expected)
  }

  /// The examples of RFC 3986, section 5.4, with a base of the web.
  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
    (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
    ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
    ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
    ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
    ("g;x=1/../y", "http://a/b/c/y"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ("HTTPS://b/x", "https://b/x"), ("خ", "http://a/b/c/%D8%AE"), ("a\nb", "http://a/b/c/ab"),
    ("g:h", nil), ("http:g", nil), ("http:///g", nil), ("http://a b/", nil),
  ])
  func `a reference is resolved`(_ reference: String, _ expected: String?) {
    #expect(WebAddress.resolve(reference, against: "http://a/b/c/d;p?q") == expected)
  }

  @Test(arguments: ["", "feed.xml", "file:///feed.xml"])
  func `a base that is no address of the web completes nothing`(_ base: String) {
    #expect(WebAddress.resolve("a", against: base) == nil)
    #expect(WebAddress.resolve("http://b/a", against: base) == "http://b/a")
  }

  @Test func `an address beyond the limit is none`() {
    let long = String(repeating: "a", count: WebAddress.maximumLength)
    #expect(WebAddress.resolve("/" + long, against: "http://b/") == nil)
  }
}
