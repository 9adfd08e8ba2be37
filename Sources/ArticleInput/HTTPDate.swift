/// Dates of HTTP (RFC 9110, section 5.6.7), as seconds since 1970.
enum HTTPDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let daySeconds = 86_400
  /// The mean of 400 years.
  private static let yearSeconds = 31_556_952

  /// Reads a date in one of the three forms a recipient must know:
  ///
  ///     Sun, 06 Nov 1994 08:49:37 GMT      IMF-fixdate
  ///     Sunday, 06-Nov-94 08:49:37 GMT     RFC 850
  ///     Sun Nov  6 08:49:37 1994           asctime
  ///
  /// The weekday says nothing that the rest does not, and is not checked.
  ///
  /// - Parameter now: Decides on the century of a year of two digits: one that seems to be more than
  ///   50 years ahead is in the past.
  /// - Returns: Nil for anything else, also for days and times that do not exist.
  static func seconds(_ text: String, now: Int) -> Int? {
    let words = text.utf8.split { " ,-\t".utf8.contains($0) }.map(Array.init)
    let isASCTime = words.count == 5
    guard isASCTime || (words.count == 6 && isUniversal(words[5])),
      words[0].allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }),
      let month = month(words[isASCTime ? 1 : 2]),
      let day = number(words[isASCTime ? 2 : 1], digits: 1...2),
      let time = time(words[isASCTime ? 3 : 4])
    else { return nil }
    func seconds(inYear year: Int) -> Int? {
      guard year > 0, (1...dayCount(ofMonth: month, year)).contains(day) else { return nil }
      return days(year, month, day) * daySeconds + time
    }
    let word = words[isASCTime ? 4 : 3]
    if let year = number(word, digits: 4...4) { return seconds(inYear: year) }
    guard !isASCTime, let short = number(word, digits: 2...2) else { return nil }
    let century = date(ofDay: floorDivided(now, daySeconds)).year / 100 * 100
    return [century + 100, century, century - 100].lazy.compactMap { seconds(inYear: $0 + short) }
      .first { $0 - now <= 50 * yearSeconds }
  }

  /// Writes a date as IMF-fixdate, the form that is sent.
  ///
  /// - Parameter seconds: In the years 1 to 9999; others are brought to the nearest of these.
  static func text(_ seconds: Int) -> String {
    let first = days(1, 1, 1) * daySeconds
    let seconds = min(max(seconds, first), days(10_000, 1, 1) * daySeconds - 1)
    let day = floorDivided(seconds, daySeconds)
    let time = seconds - day * daySeconds
    let date = date(ofDay: day)
    func padded(_ number: Int, _ width: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let weekday = weekdays[day - floorDivided(day, 7) * 7]
    let clock = [time / 3600, time / 60 % 60, time % 60].map { padded($0) }.joined(separator: ":")
    let month = months[date.month - 1]
    let name = month.prefix(1).uppercased() + month.dropFirst()
    return "\(weekday), \(padded(date.day)) \(name) \(padded(date.year, 4)) \(clock) GMT"
  }

  private static func month(_ word: [UInt8]) -> Int? {
    let name = word.map(\.asciiLowercased)
    return months.firstIndex { $0.utf8.elementsEqual(name) }.map { $0 + 1 }
  }

  /// UTC is not what the protocol has, but it is sent and means the same.
  private static func isUniversal(_ word: [UInt8]) -> Bool {
    let name = word.map(\.asciiLowercased)
    return name.elementsEqual("gmt".utf8) || name.elementsEqual("utc".utf8)
  }

  /// The seconds of a day; a leap second is the first of the next minute.
  private static func time(_ word: [UInt8]) -> Int? {
    let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .compactMap { number(Array($0), digits: 2...2) }
    guard parts.count == 3, word.count == 8, parts[0] < 24, parts[1] < 60, parts[2] <= 60 else {
      return nil
    }
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
  }

  private static func number(_ word: [UInt8], digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(word.count), word.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    return word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  // MARK: - The Gregorian calendar

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func dayCount(ofMonth month: Int, _ year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// The days from 1970-01-01 to a day of a year after 0.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let past = year - 1
    let months = (1..<month).reduce(0) { $0 + dayCount(ofMonth: $1, year) }
    // 719,162 days lie between 0001-01-01 and 1970-01-01.
    return past * 365 + past / 4 - past / 100 + past / 400 + months + day - 1 - 719_162
  }

  /// The date that many days after 1970-01-01, in a year after 0.
  private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    // 400 years have 146,097 days. The guess is never too small by more than a year.
    var year = max(1, (day + 719_162) * 400 / 146_097)
    while days(year + 1, 1, 1) <= day { year += 1 }
    var month = 1
    while month < 12, days(year, month + 1, 1) <= day { month += 1 }
    return (year, month, day - days(year, month, 1) + 1)
  }

  private static func floorDivided(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
  }
}
