/// When a page that could not be had is asked for again.
public enum PageRetry {
  /// As often as a page is asked for in all.
  public static let most = 6
  /// Seconds before the second time; four times as many before each one that follows.
  static let firstPause = 300
  /// Seconds for which a page that was given up is remembered as missing: 30 days.
  public static let memory = 30 * 86_400

  /// The seconds before a page is asked for again that has failed so often.
  public static func pause(failures: Int) -> Int {
    firstPause << (2 * min(max(failures, 1) - 1, 5))
  }
}
