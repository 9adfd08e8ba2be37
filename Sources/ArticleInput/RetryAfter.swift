/// The field `Retry-After` (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// The longest that is waited: seven days. Who asks for more does not mean a retry.
  static let maximum = 7 * 86_400

  /// How many seconds to wait from `now`, at least 0 and at most seven days.
  ///
  /// - Parameter value: Seconds or a date, which may be past.
  /// - Returns: Nil when it is neither.
  static func seconds(_ value: String, now: Int) -> Int? {
    let text = value.trimmed
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    if !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }) {
      // What is no Int is beyond the limit.
      return min(max(Int(text) ?? (digits.count < text.utf8.count ? 0 : maximum), 0), maximum)
    }
    return HTTPDate.seconds(text, now: now).map { min(max($0 - now, 0), maximum) }
  }
}
