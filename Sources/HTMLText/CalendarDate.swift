/// A date as far as a text gives it, in the Gregorian calendar.
struct CalendarDate: Hashable {
  var year: Int?
  var month: Int?
  var day: Int?
  var hour: Int?
  var minute: Int?
  var second: Int?
  /// Minutes east of Greenwich.
  var offset: Int?
  /// The IANA zone of a place that the time is said to be of: `بتوقيت القاهرة`.
  var zone: String?
  /// Whether the time is said to be of a place that is not known.
  var isElsewhere = false
  /// Whether the day was counted from one of the Islamic calendar.
  var isHijri = false
  /// Whether `03/04/2024` could as well have the month first.
  var isAmbiguous = false
}

/// A date of the Islamic calendar as far as a text gives it.
struct HijriDate: Hashable {
  var year: Int?
  var month: Int?
  var day: Int?
  /// Whether the year may be one of another calendar that counts from the Hijra, such as the
  /// Persian one: it is written with numbers only.
  var needsSign = false
  /// Whether `هـ` stands beside it.
  var hasSign = false

  /// The day in the Gregorian calendar, by ``HijriCalendar``.
  var gregorian: (year: Int, month: Int, day: Int)? {
    guard let year, let month, let day, hasSign || !needsSign,
      let days = HijriCalendar.days(year, month, day)
    else { return nil }
    let parts = DayCount.day(of: days * 86_400).split(separator: "-").compactMap { Int($0) }
    return (parts[0], parts[1], parts[2])
  }
}
