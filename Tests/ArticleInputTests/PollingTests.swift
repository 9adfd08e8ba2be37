import ETLModel
import Testing

@testable import ArticleInput

struct PollingTests {
  private static let limits = 300...43_200

  @Test(arguments: [
    (nil, true, 1_800), (nil, false, 1_800), (1_800, true, 900), (1_800, false, 2_701),
    (400, true, 300), (300, false, 451), (40_000, false, 43_200), (43_200, true, 21_600),
    (0, true, 300), (1, false, 300), (1_000_000, true, 43_200),
  ])
  func `news shorten the interval, their absence makes it longer`(
    last: Int?, hasNews: Bool, interval: Int
  ) {
    #expect(Polling.interval(after: last, hasNews: hasNews, limits: Self.limits) == interval)
  }

  @Test func `an interval always finds its way between the limits`() {
    for limits in [0...0, 1...1, 0...5, 300...43_200] {
      var interval: Int?
      for _ in 0..<60 {
        interval = Polling.interval(after: interval, hasNews: false, limits: limits)
      }
      #expect(interval == limits.upperBound)
      for _ in 0..<60 {
        interval = Polling.interval(after: interval, hasNews: true, limits: limits)
      }
      #expect(interval == limits.lowerBound)
    }
  }

  @Test(arguments: [(nil, 3_600), (300, 600), (30_000, 43_200), (0, 300)])
  func `a failure doubles the interval`(last: Int?, interval: Int) {
    #expect(Polling.interval(afterFailure: last, limits: Self.limits) == interval)
  }

  @Test(
    arguments: [
      ([], nil, 600), ([("Cache-Control", "max-age=900")], nil, 900),
      ([("Cache-Control", "max-age=60")], nil, 600), ([], 1_200, 1_200),
      ([("Cache-Control", "max-age=900")], 1_200, 1_200),
      // More than the longest interval is a mistake.
      ([("Cache-Control", "max-age=31536000")], nil, 43_200), ([], 1_000_000, 43_200),
      ([("Cache-Control", "no-cache")], nil, 600), ([], -5, 600),
      (
        [("Date", "Mon, 02 Mar 2026 10:00:00 GMT"), ("Expires", "Mon, 02 Mar 2026 11:00:00 GMT")],
        nil, 3_600
      ),
    ] as [([(String, String)], Int?, Int)])
  func `a server and a feed may ask for a longer pause`(
    fields: [(String, String)], timeToLive: Int?, pause: Int
  ) {
    let now = 1_772_445_600
    let next = Polling.next(
      600, fields: fields.map { HeaderField(name: $0.0, value: $0.1) }, timeToLive: timeToLive,
      now: now, limits: Self.limits)
    #expect(next == now + pause)
  }

  @Test(arguments: [
    (nil, nil, true), (nil, 600, true), (1_000, nil, true), (1_001, nil, false),
    (1_060, 600, true), (1_061, 600, false), (0, 0, true),
  ])
  func `an address is due a little before its time`(next: Int?, interval: Int?, isDue: Bool) {
    #expect(Polling.isDue(next: next, interval: interval, now: 1_000) == isDue)
  }

  @Test func `a page that could not be had is asked for after ever longer pauses`() {
    let pauses = (0...PageRetry.most).map { PageRetry.pause(failures: $0) }
    #expect(pauses == [300, 300, 1_200, 4_800, 19_200, 76_800, 307_200])
    #expect(PageRetry.pause(failures: 1_000) == 307_200)
    #expect(pauses.reduce(0, +) < PageRetry.memory)
  }
}
