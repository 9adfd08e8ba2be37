/// The pattern of a rule in a robots.txt, in the form in which it is compared (RFC 9309, sections
/// 2.2.2 and 2.2.3).
struct RobotsPattern: Hashable, Sendable {
  /// The most characters a pattern has but for wildcards. A longer one is passed over: it matches
  /// addresses only that are longer still.
  static let maximumCount = 4_096

  /// Ends with a wildcard, unless the pattern says that the path ends there.
  private let units: [RobotsUnit]
  /// The size of the pattern, in which characters that have to be encoded count so: what makes it
  /// more specific.
  let octetCount: Int
  /// The characters but for wildcards: a path has at least as many.
  private let leastCount: Int

  /// Reads the value of a rule without white space around it.
  ///
  /// - Returns: Nil for an empty pattern, which matches nothing, and for one that no path starts
  ///   like.
  init?(_ value: some Collection<UInt8>) {
    guard value.first == UInt8(ascii: "/") || value.first == UInt8(ascii: "*") else { return nil }
    var bytes = Array(value)
    let isAnchored = bytes.last == UInt8(ascii: "$")
    if isAnchored { bytes.removeLast() }
    var reader = RobotsUnitReader(bytes)
    var units: [RobotsUnit] = []
    var octetCount = isAnchored ? 1 : 0
    while let byte = reader.peek {
      let written = reader.next()
      let unit = byte == UInt8(ascii: "*") ? RobotsUnit.wildcard : written
      octetCount += unit.octetCount
      // A row of wildcards is one.
      if unit != .wildcard || units.last != .wildcard { units.append(unit) }
    }
    leastCount = units.count { $0 != .wildcard }
    guard leastCount <= Self.maximumCount else { return nil }
    if !isAnchored, units.last != .wildcard { units.append(.wildcard) }
    self.units = units
    self.octetCount = octetCount
  }

  /// Whether the path starts like the pattern, or is like it where the pattern has an end.
  ///
  /// A wildcard first takes as little as it can. When the rest does not fit, only the last one
  /// takes more: a longer match of those before it could not help. So the steps are at most the
  /// product of both sizes, however many wildcards there are.
  func matches(_ path: RobotsPath) -> Bool {
    guard path.units.count >= leastCount else { return false }
    var (place, offset) = (0, 0)
    var wildcard: (place: Int, offset: Int)?
    while offset < path.units.count {
      if place < units.count, units[place] == .wildcard {
        place += 1
        if place == units.count { return true }
        wildcard = (place, offset)
      } else if place < units.count, units[place].matches(path.units[offset]) {
        place += 1
        offset += 1
      } else if let last = wildcard {
        (place, offset) = (last.place, last.offset + 1)
        wildcard = (place, offset)
      } else {
        return false
      }
    }
    return units[place...].allSatisfy { $0 == .wildcard }
  }
}
