import ETLModel

/// Days counted by day, week, month or year, so that a chart has at most ``limit`` bars.
struct DayBuckets {
  /// The most bars a chart has.
  static let limit = 120

  /// How long the time of one bar is.
  enum Length: String, CaseIterable {
    case day, week, month, year
  }

  private(set) var length = Length.day
  /// Each time from the first to the last, named by its first day, month or year; also those
  /// without a count.
  private(set) var counts: [ReportFigures.Count] = []
  /// What has no day, or none that is a date.
  private(set) var undated = 0

  init(_ days: [ReportFigures.Count]) {
    var dated: [(day: CivilDay, count: Int)] = []
    for entry in days {
      if let day = CivilDay(entry.name) {
        dated.append((day, entry.count))
      } else {
        undated += entry.count
      }
    }
    let order = dated.map(\.day.number)
    guard let first = order.min(), let last = order.max() else { return }
    let fits = Length.allCases.first { length in
      CivilDay(first).distance(to: CivilDay(last), in: length) < Self.limit
    }
    length = fits ?? .year
    let start = CivilDay(first)
    let bars = min(start.distance(to: CivilDay(last), in: length) + 1, Self.limit)
    counts = (0..<bars).map { .init(start.name(of: $0, in: length), 0) }
    for (day, count) in dated {
      // Years beyond the limit are counted with the last one.
      let place = min(start.distance(to: day, in: length), bars - 1)
      counts[place].count += count
    }
  }
}

/// A day of the Gregorian calendar.
private struct CivilDay {
  /// Days since 1970-01-01.
  let number: Int
  let year: Int
  let month: Int

  /// Reads `2026-01-31`.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 10, parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year > 0, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    self.init(Self.number(year, month, day))
  }

  init(_ number: Int) {
    self.number = number
    // Years are counted from the first of March 0000, so that a leap day ends its year.
    let days = number + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }

  /// Days since the Monday of the week of 1970-01-01, in whole weeks.
  private var week: Int { (number + 719_468 + 2) / 7 }

  func distance(to day: CivilDay, in length: DayBuckets.Length) -> Int {
    switch length {
    case .day: day.number - number
    case .week: day.week - week
    case .month: (day.year - year) * 12 + day.month - month
    case .year: day.year - year
    }
  }

  /// The name of the time that begins `count` times behind this one.
  func name(of count: Int, in length: DayBuckets.Length) -> String {
    switch length {
    case .day: CivilDay(number + count).iso
    case .week: CivilDay((week + count) * 7 - 719_470).iso
    case .month:
      Self.padded((year * 12 + month - 1 + count) / 12, 4) + "-"
        + Self.padded((month - 1 + count) % 12 + 1, 2)
    case .year: Self.padded(year + count, 4)
    }
  }

  private var iso: String {
    let day = number - Self.number(year, month, 1) + 1
    return [Self.padded(year, 4), Self.padded(month, 2), Self.padded(day, 2)]
      .joined(separator: "-")
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
