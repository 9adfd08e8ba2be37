import ETLTestSupport
import Testing

@testable import ArticleInput

struct HTTPDateTests {
  /// 1994-11-06T08:49:37Z, the example of RFC 9110, section 5.6.7.
  private static let example = 784_111_777
  /// 2026-01-01T00:00:00Z.
  private static let now = 1_767_225_600

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    "sun, 6 nov 1994 08:49:37 gmt", " Sun, 06 Nov 1994 08:49:37 UTC ",
    "Mon, 06-Nov-1994 08:49:37 GMT",
  ])
  func `a date in any of the three forms is read`(text: String) {
    #expect(HTTPDate.seconds(text, now: Self.now) == Self.example)
  }

  @Test(
    arguments: [
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
      ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
      ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200),
      ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648),
      ("Sun, 01 Mar 2026 00:00:00 GMT", 1_772_323_200),
      ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
      ("Mon, 01 Jan 0001 00:00:00 GMT", -62_135_596_800),
    ])
  func `days of all years are counted`(text: String, seconds: Int) {
    #expect(HTTPDate.seconds(text, now: Self.now) == seconds)
    #expect(HTTPDate.seconds(HTTPDate.text(seconds), now: 0) == seconds)
  }

  @Test(arguments: [
    "", "0", "-1", "now", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 08:49:37 +0100",
    "Sun, 31 Nov 1994 08:49:37 GMT", "Wed, 29 Feb 2023 00:00:00 GMT",
    "Thu, 29 Feb 1900 00:00:00 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
    "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 994 08:49:37 GMT",
    "Sun, 06 Nov 0000 08:49:37 GMT", "Sun Nov 6 08:49:37 94", "1994-11-06T08:49:37Z",
    "06 Nov 1994 08:49:37 GMT", "Sun, ٠٦ Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT x",
    "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "1 2 3 4 5 6",
  ])
  func `what is no date is none`(text: String) {
    #expect(HTTPDate.seconds(text, now: Self.now) == nil)
  }

  @Test(
    arguments: [
      ("25", "2025"), ("27", "2027"), ("75", "2075"), ("77", "1977"), ("99", "1999"),
      ("00", "2000"),
    ])
  func `a short year is at most 50 years ahead`(short: String, long: String) {
    let date = HTTPDate.seconds("Friday, 01-Jan-\(short) 00:00:00 GMT", now: Self.now)
    #expect(date == HTTPDate.seconds("Fri, 01 Jan \(long) 00:00:00 GMT", now: Self.now))
    #expect(date != nil)
  }

  @Test func `a short leap day is looked for in the years that have it`() {
    let date = HTTPDate.seconds("Tuesday, 29-Feb-00 00:00:00 GMT", now: Self.now)
    #expect(date.map(HTTPDate.text) == "Tue, 29 Feb 2000 00:00:00 GMT")
  }

  @Test(
    arguments: [
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
      (.max, "Fri, 31 Dec 9999 23:59:59 GMT"), (.min, "Mon, 01 Jan 0001 00:00:00 GMT"),
    ])
  func `a date is written in the form that is sent`(seconds: Int, text: String) {
    #expect(HTTPDate.text(seconds) == text)
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `what is written is read again`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<2_000 {
      let seconds = Int.random(in: -62_135_596_800...253_402_300_799, using: &random)
      #expect(HTTPDate.seconds(HTTPDate.text(seconds), now: 0) == seconds, "seed \(seed)")
    }
  }
}
