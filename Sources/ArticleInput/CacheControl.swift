/// What a response says about how long it may be used (RFC 9111, section 5.2.2), as far as it
/// concerns the one who fetched it: `s-maxage` is for caches that others share.
struct CacheControl: Hashable, Sendable {
  /// The seconds of `max-age`. Of several the first counts, and one that is no number is 0: the
  /// response is stale (RFC 9111, section 4.2.1).
  var maximumAge: Int?
  /// `no-store` is there.
  var isNotStored = false
  /// `no-cache` is there; one that names fields is taken as if it named none (section 5.2.2.4).
  var isNotReused = false

  /// The greatest number of seconds (RFC 9111, section 1.2.2).
  private static let maximumSeconds = 1 << 31

  /// Reads the values of all `Cache-Control` fields of a response.
  init(_ values: [String]) {
    for directive in values.flatMap({ Self.directives($0.utf8) }) {
      switch directive.name {
      case "max-age": maximumAge = maximumAge ?? Self.seconds(directive.value) ?? 0
      case "no-store": isNotStored = true
      case "no-cache": isNotReused = true
      default: break
      }
    }
  }

  /// How many seconds a response that arrives at `now` stays fresh; 0 when it must not be used
  /// again, nil when it does not say.
  ///
  /// It is the lifetime by `max-age`, or else from `Date` to `Expires` (RFC 9111, section 4.2.1),
  /// less the `Age` it had on the way (section 4.2.3). An `Expires` that is no date is past
  /// (section 5.3).
  static func freshness(fields: [HeaderField], now: Int) -> Int? {
    let control = CacheControl(fields.values(named: "Cache-Control"))
    if control.isNotStored || control.isNotReused { return 0 }
    let age = fields.value(named: "Age").flatMap(seconds) ?? 0
    if let lifetime = control.maximumAge { return max(0, lifetime - age) }
    guard let expires = fields.value(named: "Expires") else { return nil }
    let date = fields.value(named: "Date").flatMap { HTTPDate.seconds($0, now: now) } ?? now
    guard let end = HTTPDate.seconds(expires, now: now) else { return 0 }
    return min(max(0, end - date - age), maximumSeconds)
  }

  /// The directives of one value, with names in lower case and values without quotes. A comma in
  /// quotes divides none.
  private static func directives(
    _ value: String.UTF8View
  ) -> [(name: String, value: String?)] {
    var isQuoted = false
    let parts = value.split { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == UInt8(ascii: ",") && !isQuoted
    }
    return parts.map { part in
      let sides = part.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false
      ).map { String(Substring($0)).trimmed }
      let value = sides.dropFirst().first.map {
        String(decoding: $0.utf8.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
      }
      return (sides[0].asciiLowercased, value)
    }
  }

  /// A number of seconds; one too great for us is the greatest.
  private static func seconds(_ value: String?) -> Int? {
    guard let digits = value?.trimmed, !digits.isEmpty,
      digits.utf8.allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    return min(Int(digits) ?? maximumSeconds, maximumSeconds)
  }
}
