import ETLModel

extension Publication {
  /// Reads `raw`, which was found in `origin`.
  ///
  /// A day that was counted from the Islamic calendar says so: `text_hijri`.
  ///
  /// - Parameter timezone: The IANA zone that times without one are in. Where the system has no
  ///   file for a zone with daylight saving, ``at`` stays nil rather than an hour wrong.
  init(raw: String, origin: String, timezone: String?) {
    self.init(PublicationDateParser.parse(raw), raw: raw, origin: origin, timezone: timezone)
  }

  /// Places a date that was read from `raw`.
  init(_ date: CalendarDate?, raw: String, origin: String, timezone: String?) {
    self.init()
    self.raw = raw
    self.origin = origin
    guard let date, let year = date.year, let month = date.month else { return }
    guard let day = date.day else {
      precision = .month
      return
    }
    if date.isHijri { self.origin = origin + "_hijri" }
    precision = date.second != nil ? .second : date.minute != nil ? .minute : .day
    on = DayCount.string(year, month, day)
    guard let hour = date.hour, let minute = date.minute else { return }
    let days = DayCount.days(before: year, month, day)
    let local = ((days * 24 + hour) * 60 + minute) * 60 + (date.second ?? 0)
    let home = timezone.flatMap(ZoneClock.init)
    let clock = date.offset.map(ZoneClock.fixed) ?? date.zone.map(ZoneClock.init) ?? home
    guard !date.isElsewhere || date.offset != nil, let seconds = clock?.moment(ofLocal: local)
    else { return }
    at = DayCount.timestamp(seconds)
    // A time in UTC may fall on another day where it was published.
    if let home { on = DayCount.day(of: seconds + home.offset(at: seconds)) }
  }
}

/// The clocks of a zone, with summer time where the system knows of it.
enum ZoneClock {
  /// Minutes east of Greenwich.
  case fixed(Int)
  case table(TimeZoneTable)

  /// The clocks of an IANA zone; nil when the system has no file and the zone may have had
  /// summer time.
  init?(_ zone: String) {
    if let table = TimeZoneTable.named(zone) {
      self = .table(table)
    } else if let minutes = Self.minutes(zone) {
      self = .fixed(minutes)
    } else {
      return nil
    }
  }

  /// The moment at which the clocks showed `local`, counted as if they showed UTC.
  func moment(ofLocal local: Int) -> Int? {
    switch self {
    case .fixed(let minutes): local - minutes * 60
    case .table(let table): table.moment(ofLocal: local)
    }
  }

  /// The seconds east of Greenwich.
  func offset(at moment: Int) -> Int {
    switch self {
    case .fixed(let minutes): minutes * 60
    case .table(let table): table.offset(at: moment)
    }
  }

  /// The minutes east of Greenwich of a zone without daylight saving; nil for every other zone.
  private static func minutes(_ zone: String) -> Int? {
    switch zone {
    case "UTC", "Etc/UTC", "GMT", "Etc/GMT", "Africa/Nouakchott": 0
    case "Africa/Algiers", "Africa/Tunis": 60
    case "Asia/Riyadh", "Asia/Kuwait", "Asia/Qatar", "Asia/Bahrain", "Asia/Aden", "Asia/Baghdad",
      "Africa/Mogadishu", "Africa/Djibouti":
      180
    case "Asia/Dubai", "Asia/Muscat": 240
    default: nil
    }
  }
}

/// The proleptic Gregorian calendar, counted in days from 1 January 1970.
enum DayCount {
  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// The days from the epoch to the given one (Hinnant's days_from_civil, for years after 0).
  static func days(before year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day on which the given second from the epoch falls, as `2026-01-31`.
  static func day(of seconds: Int) -> String {
    let days = Int((Double(seconds) / 86_400).rounded(.down)) + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return string(year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The given second from the epoch, as `2026-01-31T09:30:00Z`.
  static func timestamp(_ seconds: Int) -> String {
    let ofDay = ((seconds % 86_400) + 86_400) % 86_400
    let time = [ofDay / 3_600, ofDay / 60 % 60, ofDay % 60].map(padded).joined(separator: ":")
    return "\(day(of: seconds))T\(time)Z"
  }

  static func string(_ year: Int, _ month: Int, _ day: Int) -> String {
    "\(year)-\(padded(month))-\(padded(day))"
  }

  private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
