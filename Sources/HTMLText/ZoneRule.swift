/// The standing rule of a time zone as the last line of its file gives it (POSIX `TZ`):
/// `EET-2EEST,M4.5.5/0,M10.5.4/24`.
struct ZoneRule: Sendable {
  /// A day of each year: the `week`-th `weekday` of `month`, the fifth being the last.
  private struct Change {
    var month: Int
    var week: Int
    var weekday: Int
    /// Seconds behind the midnight that the day begins with.
    var time: Int
  }

  /// Seconds east of Greenwich.
  private var standard = 0
  private var summer = 0
  private var changes: (start: Change, end: Change)?

  /// Reads a rule; nil when it is empty or counts its days in another way.
  init?(_ text: [UInt8]) {
    var reader = Reader(text: text[...])
    guard reader.skipName(), let standard = reader.time() else { return nil }
    self.standard = -standard
    guard !reader.text.isEmpty else { return }
    guard reader.skipName() else { return nil }
    summer = -(reader.time() ?? standard - 3_600)
    guard let start = reader.change(), let end = reader.change() else { return nil }
    changes = (start, end)
  }

  /// The seconds east of Greenwich at a moment, given in seconds from the epoch.
  func offset(at moment: Int) -> Int {
    guard let changes, let year = Int(DayCount.day(of: moment + standard).prefix(4)) else {
      return standard
    }
    let start = Self.seconds(changes.start, year) - standard
    let end = Self.seconds(changes.end, year) - summer
    let isSummer = start < end ? moment >= start && moment < end : moment >= start || moment < end
    return isSummer ? summer : standard
  }

  /// When the clocks change, by the clocks before the change.
  private static func seconds(_ change: Change, _ year: Int) -> Int {
    let first = DayCount.days(before: year, change.month, 1)
    // 1 January 1970 was a Thursday.
    let weekday = ((first + 4) % 7 + 7) % 7
    var day = (change.weekday - weekday + 7) % 7 + (change.week - 1) * 7
    if day >= DayCount.days(in: change.month, of: year) { day -= 7 }
    return (first + day) * 86_400 + change.time
  }

  private struct Reader {
    var text: ArraySlice<UInt8>

    mutating func take(_ byte: UInt8) -> Bool {
      guard text.first == byte else { return false }
      text.removeFirst()
      return true
    }

    /// Skips `EET` or `<+01>`.
    mutating func skipName() -> Bool {
      let count = text.count
      if take(0x3C) {
        text = text.drop { $0 != 0x3E }
        return take(0x3E)
      }
      text = text.drop { $0 | 0x20 &- 0x61 < 26 }
      return text.count < count
    }

    mutating func number() -> Int? {
      let digits = text.prefix(while: MarkupByte.isDigit)
      guard !digits.isEmpty, digits.count < 5 else { return nil }
      text = text[digits.endIndex...]
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Reads `-2`, `3:30`, `24` as seconds.
    mutating func time() -> Int? {
      let isNegative = take(0x2D)
      if !isNegative { _ = take(0x2B) }
      guard var seconds = number().map({ $0 * 3_600 }) else { return nil }
      if take(0x3A) { seconds += (number() ?? 0) * 60 }
      if take(0x3A) { seconds += number() ?? 0 }
      return isNegative ? -seconds : seconds
    }

    /// Reads `,M4.5.5/0`.
    mutating func change() -> Change? {
      guard take(0x2C), take(0x4D), let month = number(), take(0x2E), let week = number(),
        take(0x2E), let weekday = number(), (1...12).contains(month), (1...5).contains(week),
        weekday < 7
      else { return nil }
      let time = take(0x2F) ? time() : 7_200
      return time.map { Change(month: month, week: week, weekday: weekday, time: $0) }
    }
  }
}
