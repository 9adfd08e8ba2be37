/// The Umm al-Qura calendar of Saudi Arabia, which Arabic news pages print beside the Gregorian one.
///
///     HijriCalendar.days(1445, 1, 15)   // 19571, the days from 1 January 1970 to 2 August 2023
///
/// Months begin with the new moon as computed for Mecca, so no formula gives their lengths; the
/// table is the published one as ICU has it, for the years that electronic news can be from.
/// Countries that sight the moon may be a day apart: who gives a date from this table says so.
enum HijriCalendar {
  /// The years that the table has.
  static let years = 1400...1500

  /// The days from 1 January 1970 to a day of the calendar; nil when the calendar lacks the day.
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard years.contains(year), (1...12).contains(month), day >= 1 else { return nil }
    var days = firstDay
    for mask in lengths[..<(year - years.lowerBound)] { days += 348 + mask.nonzeroBitCount }
    let mask = lengths[year - years.lowerBound]
    for index in 0..<month - 1 { days += length(mask, index) }
    return day <= length(mask, month - 1) ? days + day - 1 : nil
  }

  private static func length(_ mask: UInt16, _ index: Int) -> Int {
    mask >> UInt16(index) & 1 == 1 ? 30 : 29
  }

  /// 1 Muharram 1400, which is 21 November 1979, counted from 1 January 1970.
  private static let firstDay = 3_611

  /// For each year a bit per month, the first month lowest: set where the month has 30 days.
  private static let lengths: [UInt16] = [
    0xaa5, 0xa4b, 0x497, 0x937, 0x2b6, 0x975, 0xd69, 0xd52, 0xc95, 0x92b,
    0x25b, 0x4db, 0x9d5, 0x5d2, 0xda5, 0xd4a, 0xa95, 0x54d, 0xaad, 0x3aa,
    0xbd2, 0xbc4, 0xb89, 0xa95, 0x52d, 0x5ad, 0xb6a, 0x6d4, 0xdc9, 0xd92,
    0xaa6, 0x956, 0x2ae, 0x56d, 0x36a, 0xb55, 0xaaa, 0x94d, 0x49d, 0x95d,
    0x2ba, 0x5b5, 0x5aa, 0xd55, 0xa9a, 0x92e, 0x26e, 0x55d, 0xada, 0x6d4,
    0x6a5, 0xb27, 0xa4d, 0x4ad, 0x56d, 0xb5a, 0x754, 0xf49, 0xe92, 0xd26,
    0xa56, 0x356, 0x6b5, 0xbaa, 0xb92, 0xb25, 0x68b, 0xa9b, 0x55a, 0xada,
    0x5b4, 0xda9, 0xb52, 0xa9a, 0x536, 0x276, 0x575, 0xaf2, 0x6d4, 0x6a9,
    0x555, 0x2ad, 0x4bd, 0x9ba, 0x574, 0xb69, 0xb52, 0xa95, 0x52d, 0xa5d,
    0x4da, 0xad9, 0x6b2, 0xe95, 0xe2a, 0xc96, 0x92e, 0xaad, 0x56a, 0xd65,
    0xd4a,
  ]
}
