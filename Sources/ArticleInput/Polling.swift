/// When a feed is worth asking again.
public enum Polling {
  /// Seconds between the first two requests.
  static let firstInterval = 1_800

  /// Seconds between two requests to a feed that change with its news: half of the last ones when it
  /// had some, one and a half times as many when it had none.
  ///
  /// - Parameter last: The interval before; nil after the first request.
  public static func interval(after last: Int?, hasNews: Bool, limits: ClosedRange<Int>) -> Int {
    guard let last else { return clamp(firstInterval, limits) }
    return clamp(hasNews ? last / 2 : last + last / 2 + 1, limits)
  }

  /// The interval after a request that failed: twice the last.
  public static func interval(afterFailure last: Int?, limits: ClosedRange<Int>) -> Int {
    clamp(2 * (last ?? firstInterval), limits)
  }

  /// The time from which a feed may be asked again, in seconds since 1970.
  ///
  /// A server can ask for a longer pause by `Cache-Control` or `Expires`, a feed by its `ttl`; what
  /// they ask for beyond the longest interval is taken for a mistake.
  ///
  /// - Parameters:
  ///   - interval: What its news are worth.
  ///   - timeToLive: What the feed says, in seconds.
  public static func next(
    _ interval: Int, fields: [HeaderField], timeToLive: Int?, now: Int, limits: ClosedRange<Int>
  ) -> Int {
    let asked = max(CacheControl.freshness(fields: fields, now: now) ?? 0, timeToLive ?? 0)
    return now + max(interval, min(asked, limits.upperBound))
  }

  /// Whether an address may be asked.
  ///
  /// A clock that starts the program in time with the interval is a little early or late: a tenth of
  /// the interval is forgiven.
  public static func isDue(next: Int?, interval: Int?, now: Int) -> Bool {
    guard let next else { return true }
    return next - (interval ?? 0) / 10 <= now
  }

  private static func clamp(_ interval: Int, _ limits: ClosedRange<Int>) -> Int {
    min(max(interval, limits.lowerBound), limits.upperBound)
  }
}
