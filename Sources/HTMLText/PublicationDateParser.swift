import ArabicText

/// Reads dates of publication in the forms that news pages use.
///
/// ISO 8601, RFC 2822, seconds of the epoch, `26/07/2023` (the day first), `9th, November 2023 GMT`
/// and Arabic forms with Arabic-Indic digits and the months of the Mashriq, the Levant and the
/// Maghreb are read. A day of the Islamic calendar is converted by ``HijriCalendar`` unless its
/// Gregorian counterpart stands beside it. Nothing is guessed: a date without a year, two months
/// that differ or a day that the calendar does not have are unreadable.
struct PublicationDateParser {
  private enum Token {
    case number(Int, digits: Int)
    case word(ArraySlice<UInt8>)
    case mark(UInt8)
  }

  /// What was read last, but for marks and words that say nothing.
  private enum Previous {
    case none, month, islamicMonth, time, zoneLabel, other
  }

  private var tokens: [Token] = []
  private var index = 0
  private var date = CalendarDate()
  private var hijri = HijriDate()
  /// A number that a month may follow.
  private var pendingDay: Int?
  private var previous = Previous.none
  private var hasConflict = false

  /// The date in `text`; nil unless year and month and, where one is given, a valid day are read.
  ///
  /// - Complexity: O(*n*); only the first 200 bytes are read.
  static func parse(_ text: String) -> CalendarDate? {
    if let date = epoch(text) { return date }
    var parser = PublicationDateParser()
    parser.tokenize(Normalizer.folded(Array(text.utf8.prefix(200))))
    return parser.read()
  }

  /// The date that ten digits (seconds) or thirteen (milliseconds) and nothing else stand for.
  private static func epoch(_ text: String) -> CalendarDate? {
    let count = text.utf8.count
    guard count == 10 || count == 13, text.utf8.allSatisfy(MarkupByte.isDigit),
      let number = Int(text)
    else { return nil }
    let seconds = count == 13 ? number / 1_000 : number
    let parts = DayCount.day(of: seconds).split(separator: "-").compactMap { Int($0) }
    let ofDay = seconds % 86_400
    return CalendarDate(
      year: parts[0], month: parts[1], day: parts[2], hour: ofDay / 3_600,
      minute: ofDay / 60 % 60, second: ofDay % 60, offset: 0)
  }

  private mutating func tokenize(_ folded: [UInt8]) {
    var offset = 0
    while offset < folded.count {
      let byte = folded[offset]
      let start = offset
      if MarkupByte.isDigit(byte) {
        var value = 0
        while offset < folded.count, MarkupByte.isDigit(folded[offset]) {
          if value < 1_000_000_000 { value = value * 10 + Int(folded[offset] - 0x30) }
          offset += 1
        }
        tokens.append(.number(value, digits: offset - start))
      } else if Self.isLetter(folded, offset) {
        while offset < folded.count, Self.isLetter(folded, offset) { offset += 1 }
        tokens.append(.word(folded[start..<offset]))
      } else {
        // An Arabic comma or another mark parts words as a space does.
        tokens.append(.mark(byte < 0x80 ? byte : 0x20))
        offset += byte == 0xD8 || byte == 0xC2 ? 2 : 1
      }
    }
  }

  private static func isLetter(_ text: [UInt8], _ offset: Int) -> Bool {
    let byte = text[offset]
    if byte < 0x80 { return byte &- 0x61 < 26 }
    // Arabic punctuation lies in the first block of two-byte scalars; a no-break space is C2 A0.
    if byte == 0xD8, offset + 1 < text.count, text[offset + 1] < 0xA0 { return false }
    return byte != 0xC2
  }

  private mutating func read() -> CalendarDate? {
    while index < tokens.count, !hasConflict {
      switch tokens[index] {
      case .number(let value, let digits): readNumber(value, digits)
      case .word(let word): readWord(word)
      case .mark: index += 1
      }
    }
    guard !hasConflict else { return nil }
    convert()
    guard let year = date.year, let month = date.month, (1...12).contains(month) else { return nil }
    if let day = date.day, day < 1 || day > DayCount.days(in: month, of: year) { return nil }
    return date
  }

  /// Takes over the day of the Islamic calendar where the other lacks one that contradicts it.
  private mutating func convert() {
    guard date.day == nil || date.year == nil, let day = hijri.gregorian else { return }
    guard date.year ?? day.year == day.year, date.month ?? day.month == day.month,
      date.day ?? day.day == day.day
    else { return }
    (date.year, date.month, date.day) = (day.year, day.month, day.day)
    date.isHijri = true
  }
}

extension PublicationDateParser {
  private mutating func readNumber(_ value: Int, _ digits: Int) {
    if readTime(value, digits) {
      previous = .time
      pendingDay = nil
      return
    }
    if readNumericDate(value, digits) {
      previous = .other
      return
    }
    index += 1
    if digits == 4 {
      if (1900...2100).contains(value) {
        if date.year == nil { date.year = value }
      } else if (1300...1500).contains(value), hijri.year == nil {
        hijri.year = value
      }
      previous = .other
    } else if digits <= 2 {
      readDay(value)
    } else if digits == 8, date.year == nil, (1900...2100).contains(value / 10_000) {
      set(value / 10_000, value / 100 % 100, value % 100)
    } else {
      pendingDay = nil
      previous = .other
    }
  }

  /// Reads the day of a month that stands before it or will follow.
  private mutating func readDay(_ value: Int) {
    switch previous {
    case .month where date.day == nil: date.day = value
    case .islamicMonth where hijri.day == nil: hijri.day = value
    default: pendingDay = value
    }
    previous = .other
  }

  /// Reads `hh:mm`, `hh:mm:ss` and the offset and half of the day behind it.
  private mutating func readTime(_ hour: Int, _ digits: Int) -> Bool {
    guard digits <= 2, hour < 25, let minute = number(at: index + 2), isMark(index + 1, 0x3A),
      minute.digits == 2, minute.value < 60, date.hour == nil
    else { return false }
    date.hour = hour
    date.minute = minute.value
    index += 3
    if isMark(index, 0x3A), let second = number(at: index + 1), second.value < 61 {
      date.second = min(second.value, 59)
      index += 2
      if isMark(index, 0x2E), number(at: index + 1) != nil { index += 2 }
    }
    if hour > 23 { hasConflict = true }
    while isMark(index, 0x20), isSign(index + 1) == nil { index += 1 }
    if isMark(index, 0x20) { index += 1 }
    readOffset()
    return true
  }

  /// Reads `+03:00`, `-0500`, `+3` where an offset may stand.
  private mutating func readOffset() {
    guard let sign = isSign(index), let hours = number(at: index + 1) else { return }
    if hours.digits == 4, hours.value / 100 < 15, hours.value % 100 < 60 {
      date.offset = sign * (hours.value / 100 * 60 + hours.value % 100)
      index += 2
    } else if hours.digits <= 2, hours.value < 15 {
      index += 2
      date.offset = sign * hours.value * 60
      if isMark(index, 0x3A), let minutes = number(at: index + 1), minutes.value < 60 {
        date.offset = sign * (hours.value * 60 + minutes.value)
        index += 2
      }
    }
  }

  private mutating func readNumericDate(_ first: Int, _ digits: Int) -> Bool {
    guard let (mark, middle) = separator(index + 1), let second = number(at: middle),
      let (other, end) = separator(middle + 1), mark == other, let third = number(at: end),
      second.digits <= 2
    else { return false }
    if digits == 4, third.digits <= 2 {
      set(first, second.value, third.value)
    } else if digits <= 2, third.digits == 4 {
      let isFirst = date.month == nil
      set(third.value, second.value, first)
      if isFirst, first <= 12, second.value <= 12, first != second.value {
        date.isAmbiguous = date.year != nil
      }
    } else if date.day == nil || date.year == nil {
      // Two digits do not tell the century, nor which of the three the year is.
      hasConflict = true
    }
    index = end + 1
    return true
  }

  /// The mark between two numbers of a date and the index behind it, with a space on both sides
  /// of it or on none.
  private func separator(_ index: Int) -> (mark: UInt8, next: Int)? {
    let isSpaced = isMark(index, 0x20) && isMark(index + 2, 0x20)
    guard case .mark(let mark)? = token(isSpaced ? index + 1 : index),
      mark == 0x2F || mark == 0x2D || mark == 0x2E && !isSpaced
    else { return nil }
    return (mark, isSpaced ? index + 3 : index + 1)
  }

  private mutating func set(_ year: Int, _ month: Int, _ day: Int) {
    pendingDay = nil
    if (1300...1500).contains(year), hijri.month == nil {
      (hijri.year, hijri.month, hijri.day) = (year, month, day)
      hijri.needsSign = true
    }
    guard (1900...2100).contains(year) else { return }
    guard date.month == nil || date.year == nil else { return }
    (date.year, date.month, date.day) = (year, month, day)
    if !(1...12).contains(month) { hasConflict = true }
  }
}

extension PublicationDateParser {
  private mutating func readWord(_ word: ArraySlice<UInt8>) {
    var meaning = CalendarWord.of(word)
    var length = 1
    if isMark(index + 1, 0x20) || isMark(index + 1, 0x2E), case .word(let next)? = token(index + 2),
      let pair = CalendarWord.of(Array(word + [0x20] + next)[...])
    {
      (meaning, length) = (pair, 3)
    }
    index += length
    switch meaning {
    case .month(let month): readMonth(month)
    case .islamicMonth(let month): readIslamicMonth(month)
    case .filler: return
    case .zoneLabel:
      previous = .zoneLabel
      return
    case .islamicYear: hijri.hasSign = true
    case .zone(let offset):
      if date.offset == nil { date.offset = offset }
      if date.offset == offset { readOffset() }
    case .beforeNoon where previous == .time && date.hour == 12: date.hour = 0
    case .afterNoon where previous == .time:
      if let hour = date.hour, hour < 12 { date.hour = hour + 12 }
    case .place(let zone) where previous == .zoneLabel: date.zone = zone
    case nil where previous == .zoneLabel: date.isElsewhere = true
    default: break
    }
    if meaning != .weekday { pendingDay = nil }
    switch meaning {
    case .month: previous = .month
    case .islamicMonth: previous = .islamicMonth
    default: previous = .other
    }
  }

  private mutating func readMonth(_ month: Int) {
    if let known = date.month, known != month, date.year == nil { hasConflict = true }
    guard date.month == nil else { return }
    date.month = month
    if date.day == nil { date.day = pendingDay }
  }

  private mutating func readIslamicMonth(_ month: Int) {
    guard hijri.month == nil else { return }
    hijri.month = month
    hijri.day = pendingDay
  }

  private func token(_ index: Int) -> Token? { index < tokens.count ? tokens[index] : nil }

  private func number(at index: Int) -> (value: Int, digits: Int)? {
    if case .number(let value, let digits)? = token(index) { (value, digits) } else { nil }
  }

  private func isMark(_ index: Int, _ mark: UInt8) -> Bool {
    if case .mark(mark)? = token(index) { true } else { false }
  }

  private func isSign(_ index: Int) -> Int? {
    isMark(index, 0x2B) ? 1 : isMark(index, 0x2D) ? -1 : nil
  }
}
