import Testing

@testable import ArticleInput

struct RetryAfterTests {
  private static let now = 784_111_777

  @Test(
    arguments: [
      ("120", 120), ("0", 0), (" 5 ", 5), ("-5", 0), ("-99999999999999999999", 0),
      ("604800", 604_800), ("604801", 604_800), ("99999999999999999999", 604_800),
      ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
      ("Sun, 06 Nov 2094 08:00:00 GMT", 604_800), ("", nil), ("soon", nil), ("1.5", nil),
      ("-", nil), ("+5", nil), ("5s", nil), ("٥", nil),
    ] as [(String, Int?)])
  func `seconds or a date say how long to wait`(value: String, seconds: Int?) {
    #expect(RetryAfter.seconds(value, now: Self.now) == seconds)
  }
}
