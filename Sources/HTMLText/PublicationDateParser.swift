import ArabicText
import ETLModel

/// A date as far as a text gives it.
struct CalendarDate: Hashable {
  var year: Int?
  var month: Int?
  var day: Int?
  var hour: Int?
  var minute: Int?
  var second: Int?
  /// Minutes east of Greenwich.
  var offset: Int?
}

/// Reads dates of publication in the forms that news pages use.
///
/// ISO 8601, RFC 2822, `26/07/2023` (the day first), `9th, November 2023 GMT` and Arabic forms
/// with Arabic-Indic digits and the months of the Mashriq, the Levant and the Maghreb are read.
/// Nothing is guessed: a date without a year, two months that differ or a day that the calendar
/// does not have are unreadable.
struct PublicationDateParser {
  private enum Token {
    case number(Int, digits: Int)
    case word(ArraySlice<UInt8>)
    case mark(UInt8)
  }

  private var tokens: [Token] = []
  private var index = 0
  private var date = CalendarDate()
  private var hasConflict = false

  /// The date in `text`; nil unless year and month and, where one is given, a valid day are read.
  ///
  /// - Complexity: O(*n*); only the first 200 bytes are read.
  static func parse(_ text: String) -> CalendarDate? {
    var parser = PublicationDateParser()
    parser.tokenize(Normalizer.folded(Array(text.utf8.prefix(200))))
    return parser.read()
  }

  private mutating func tokenize(_ folded: [UInt8]) {
    var offset = 0
    while offset < folded.count {
      let byte = folded[offset]
      let start = offset
      if Self.isDigit(byte) {
        var value = 0
        while offset < folded.count, Self.isDigit(folded[offset]) {
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

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

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
    guard !hasConflict, let year = date.year, let month = date.month, (1...12).contains(month)
    else { return nil }
    if let day = date.day, day < 1 || day > DayCount.days(in: month, of: year) { return nil }
    return date
  }

  private mutating func readNumber(_ value: Int, _ digits: Int) {
    if readTime(value, digits) || readNumericDate(value, digits) { return }
    index += 1
    if digits == 4, (1900...2100).contains(value) {
      if date.year == nil { date.year = value }
    } else if digits <= 2, date.day == nil {
      date.day = value
    } else if digits == 8, date.year == nil, (1900...2100).contains(value / 10_000) {
      set(value / 10_000, value / 100 % 100, value % 100)
    }
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
    guard case .mark(let mark)? = token(index + 1), mark == 0x2D || mark == 0x2F || mark == 0x2E,
      isMark(index + 3, mark), let second = number(at: index + 2),
      let third = number(at: index + 4), second.digits <= 2
    else { return false }
    if digits == 4, third.digits <= 2 {
      set(first, second.value, third.value)
    } else if digits <= 2, third.digits == 4 {
      set(third.value, second.value, first)
    } else {
      // Two digits do not tell the century, nor which of the three the year is.
      hasConflict = true
    }
    index += 5
    return true
  }

  private mutating func set(_ year: Int, _ month: Int, _ day: Int) {
    guard (1900...2100).contains(year) else { return }
    guard date.month == nil || date.year == nil else { return }
    (date.year, date.month, date.day) = (year, month, day)
    if !(1...12).contains(month) { hasConflict = true }
  }

  private mutating func readWord(_ word: ArraySlice<UInt8>) {
    var meaning = CalendarWord.of(word)
    var length = 1
    if isMark(index + 1, 0x20), case .word(let next)? = token(index + 2),
      let pair = CalendarWord.of(Array(word + [0x20] + next)[...])
    {
      (meaning, length) = (pair, 3)
    }
    index += length
    switch meaning {
    case .month(let month):
      if let known = date.month, known != month, date.year == nil { hasConflict = true }
      if date.month == nil { date.month = month }
    case .islamicMonth: date.day = nil
    case .islamicYear:
      (date.year, date.month, date.day) = (nil, nil, nil)
    case .zone(let offset):
      if date.offset == nil { date.offset = offset }
      if date.offset == offset { readOffset() }
    case .beforeNoon: if date.hour == 12 { date.hour = 0 }
    case .afterNoon: if let hour = date.hour, hour < 12 { date.hour = hour + 12 }
    case .weekday, .relativeDay, .filler, nil: break
    }
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
