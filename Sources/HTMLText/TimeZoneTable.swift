import Glibc
import Synchronization

/// When a time zone was how far from Greenwich, as the system's zone files (TZif, RFC 9636) say.
///
///     TimeZoneTable.named("Africa/Cairo")?.offset(at: 1_700_000_000)   // 7200
struct TimeZoneTable: Sendable {
  /// The seconds from the epoch at which the offset changed, ascending.
  private var changes: [Int] = []
  /// The seconds east of Greenwich from each of ``changes`` on.
  private var offsets: [Int] = []
  /// The offset before the first change.
  private var first = 0
  /// What holds after the last change.
  private var rule: ZoneRule?

  /// The table of an IANA zone; nil when the system has no file for it.
  ///
  /// Each file is read once.
  static func named(_ zone: String) -> TimeZoneTable? {
    known.withLock { known in
      if let table = known[zone] { return table }
      let table = isName(zone) ? read("/usr/share/zoneinfo/\(zone)") : nil
      known[zone] = .some(table)
      return table
    }
  }

  /// The seconds east of Greenwich at a moment, given in seconds from the epoch.
  ///
  /// - Complexity: O(log *n*).
  func offset(at moment: Int) -> Int {
    if let last = changes.last, moment >= last, let rule { return rule.offset(at: moment) }
    if changes.isEmpty, let rule { return rule.offset(at: moment) }
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= moment { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : offsets[low - 1]
  }

  /// The moment at which clocks in the zone showed `local`, counted as if they showed UTC; nil
  /// for an hour that they skipped or showed twice.
  func moment(ofLocal local: Int) -> Int? {
    let before = local - offset(at: local - 86_400)
    let after = local - offset(at: local + 86_400)
    let found = Set([before, after]).filter { $0 + offset(at: $0) == local }
    return found.count == 1 ? found.first : nil
  }

  private static let known = Mutex<[String: TimeZoneTable?]>([:])

  /// Whether a zone's name is safe as a path below the zone files.
  private static func isName(_ zone: String) -> Bool {
    !zone.isEmpty && zone.utf8.count < 64 && zone.utf8.first != 0x2F
      && zone.utf8.allSatisfy {
        MarkupByte.isAlphanumeric($0) || [0x2F, 0x5F, 0x2D, 0x2B].contains($0)
      }
  }

  private static func read(_ path: String) -> TimeZoneTable? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return TimeZoneTable(Array(bytes[..<count]))
  }

  /// Reads a file of version 2 or later; nil when it is damaged or older.
  init?(_ file: [UInt8]) {
    guard let old = Header(file, at: 0), old.version >= 0x32,
      let header = Header(file, at: 44 + old.length(ofTime: 4))
    else { return nil }
    let start = header.end
    let types = start + header.times * 9
    let footer = start + header.length(ofTime: 8)
    guard footer <= file.count, header.types > 0 else { return nil }
    func offset(ofType type: Int) -> Int? {
      type < header.types ? Header.number(file, types + type * 6, 4) : nil
    }
    first = offset(ofType: 0) ?? 0
    for index in 0..<header.times {
      guard let change = Header.number(file, start + index * 8, 8),
        let offset = offset(ofType: Int(file[start + header.times * 8 + index]))
      else { return nil }
      changes.append(change)
      offsets.append(offset)
    }
    rule = ZoneRule(Array(file[footer...].drop { $0 == 0x0A }.prefix { $0 != 0x0A }))
  }

  /// The counts at the head of each half of a file.
  private struct Header {
    var version: UInt8
    var end: Int
    var times: Int
    var types: Int
    private var rest: (leaps: Int, characters: Int, indicators: Int)

    init?(_ file: [UInt8], at start: Int) {
      guard file.count >= start + 44, file[start..<start + 4].elementsEqual("TZif".utf8)
      else { return nil }
      let counts = (0..<6).compactMap { Self.number(file, start + 20 + $0 * 4, 4) }
      guard counts.count == 6, counts.allSatisfy({ (0...65_536).contains($0) }) else { return nil }
      version = file[start + 4]
      end = start + 44
      times = counts[3]
      types = counts[4]
      rest = (counts[2], counts[5], counts[0] + counts[1])
    }

    /// The bytes behind the header, where a time takes `size` of them.
    func length(ofTime size: Int) -> Int {
      times * (size + 1) + types * 6 + rest.characters + rest.leaps * (size + 4) + rest.indicators
    }

    /// The signed number of `size` bytes, the highest first.
    static func number(_ file: [UInt8], _ offset: Int, _ size: Int) -> Int? {
      guard offset + size <= file.count else { return nil }
      let value = file[offset..<offset + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return size == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(truncatingIfNeeded: value)
    }
  }
}
