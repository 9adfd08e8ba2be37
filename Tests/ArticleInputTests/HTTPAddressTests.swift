import ArticleInput
import ETLModel
import Testing

struct HTTPAddressTests {
  @Test(arguments: [
    ("http://news.example", "http://news.example", "/"),
    ("HTTPS://News.Example/", "https://news.example", "/"),
    (" \thttp://news.example/a\r\n", "http://news.example", "/a"),
    ("http://news.example:80/a", "http://news.example", "/a"),
    ("https://news.example:443/a", "https://news.example", "/a"),
    ("http://news.example:443/a", "http://news.example:443", "/a"),
    ("http://news.example:8080", "http://news.example:8080", "/"),
    ("http://news.example:/a", "http://news.example", "/a"),
    ("http://news.example:0080/a", "http://news.example", "/a"),
    // What is behind the path.
    ("http://news.example?a=1", "http://news.example", "/?a=1"),
    ("http://news.example/a?b=/../c#d?e", "http://news.example", "/a?b=/../c"),
    ("http://news.example#top", "http://news.example", "/"),
    ("http://news.example/a#", "http://news.example", "/a"),
    // Arabic.
    (
      "https://news.example/خبر/١?ص=٢", "https://news.example",
      "/%D8%AE%D8%A8%D8%B1/%D9%A1?%D8%B5=%D9%A2"
    ),
    ("https://أخبار.example/a", "https://أخبار.example", "/a"),
    ("http://news.example/%D8%AE%d8%a8", "http://news.example", "/%D8%AE%d8%a8"),
    // What has no place on a line.
    ("http://news.example/a b", "http://news.example", "/a%20b"),
    (
      "http://news.example/a\r\nHost: other.example", "http://news.example",
      "/a%0D%0AHost:%20other.example"
    ),
    ("http://news.example/a\u{0}b\u{7F}", "http://news.example", "/a%00b%7F"),
    // What looks like another host.
    ("http://news.example\\@other.example/", "http://news.example", "/\\@other.example/"),
    ("http://news.example/@other.example", "http://news.example", "/@other.example"),
    ("http://other.example@news.example/a", "http://news.example", "/a"),
    ("http://a@b@news.example/", "http://news.example", "/"),
    // Addresses instead of names.
    ("http://[::1]/a", "http://[::1]", "/a"),
    ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080", "/"),
    ("http://[::ffff:127.0.0.1]:80", "http://[::ffff:127.0.0.1]", "/"),
    ("http://127.0.0.1:70/", "http://127.0.0.1:70", "/"),
    // Detours.
    ("http://news.example/a/./b/../c", "http://news.example", "/a/c"),
    ("http://news.example/../../a", "http://news.example", "/a"),
    ("http://news.example/a/..", "http://news.example", "/"),
    ("http://news.example/a/b/%2E%2e/", "http://news.example", "/a/"),
    ("http://news.example/a/.%2e/.", "http://news.example", "/"),
    ("http://news.example/...//a/..b/.c", "http://news.example", "/...//a/..b/.c"),
  ])
  func `an address has an origin and a target`(
    text: String, origin: String, target: String
  ) throws {
    let address = try #require(HTTPAddress(text))
    #expect(address.origin == origin && address.target == target)
    #expect(address.text == origin + target)
    // What is stored and asked for reads as itself.
    let again = try #require(HTTPAddress(address.text))
    #expect(again.text == address.text && again.credentials == nil)
  }

  @Test(arguments: [
    "", "/", "news.example", "//news.example/", "http:", "http:/", "http://", "http:///x",
    "http://?a",
    "http://#a", "http://:80/", "http://@/", "http://a@/", "http://a@:80/",
    "ftp://news.example/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,a",
    "http s://news.example/", "http//news.example", "xhttp://news.example/",
    "http://a b/", "http://a\tb/", "http://a\r\nb/", "http://a\u{0}b/", "http://a%20b/",
    "http://a%00/",
    "http://<a>/", "http://{a}/", "http://a|b/", "http://a^b/", "http://\"a\"/", "http://`a`/",
    "http://h:99999/", "http://h:0/", "http://h:-1/", "http://h:+80/", "http://h:8o/",
    "http://h:80:80/",
    "http://h:99999999999999999999/", "http://a:b:80/", "http://h: 80/",
    "http://[::1/", "http://::1/", "http://[]/", "http://[a]/", "http://[::1]a/", "http://a[::1]/",
    "http://[::1%25eth0]/", "http://[::1]:x/", "http://]/",
  ])
  func `what cannot be asked for is no address`(text: String) {
    #expect(HTTPAddress(text) == nil)
  }

  @Test(arguments: [
    ("http://leo:pass@news.example/", "leo:pass"), ("http://leo@news.example/", "leo"),
    ("http://a@b:c%40@news.example/", "a@b:c%40"), ("http://news.example/a:b@c", nil),
  ])
  func `credentials are apart from the address`(text: String, credentials: String?) throws {
    let address = try #require(HTTPAddress(text))
    #expect(address.credentials == credentials && address.origin == "http://news.example")
    #expect(!address.text.contains("leo") && !address.text.contains("pass"))
  }
}
