/// The path and query of an address, in the form in which they are compared.
struct RobotsPath {
  let units: [RobotsUnit]

  private static let robotsText = RobotsPath(url: "/robots.txt").units

  /// Takes the path and query out of an address: what is behind the server and before a `#`.
  init(url: String) {
    let bytes = Array(url.utf8)[...].prefix { $0 != UInt8(ascii: "#") }
    var path = bytes.drop {
      ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "+-.".utf8.contains($0)
    }
    if path.starts(with: "://".utf8) {
      path = path.dropFirst(3).drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    } else {
      path = bytes
    }
    var reader = RobotsUnitReader(
      path.first == UInt8(ascii: "/") ? Array(path) : [UInt8(ascii: "/")] + path)
    var units: [RobotsUnit] = []
    while reader.peek != nil { units.append(reader.next()) }
    self.units = units
  }

  /// Whether it is the robots.txt itself, which may always be fetched.
  var isRobotsText: Bool { units == Self.robotsText }
}

/// One octet of a path or pattern, which knows whether its encoding matters.
struct RobotsUnit: Hashable, Sendable {
  /// The octet in the low byte, and one of the marks below.
  private let value: UInt16

  /// The octet is percent-encoded, or would have to be.
  private static let encoded: UInt16 = 0x100
  /// Reserved, and the same whether it is encoded or not.
  private static let either: UInt16 = 0x200

  /// Any number of octets, in a pattern.
  static let wildcard = Self(value: 0xFFFF)

  private init(value: UInt16) { self.value = value }

  /// An octet as it is written, or decoded from its percent-encoding.
  ///
  /// Letters, digits and `-._~` are the same in both. So are other characters that may have a
  /// meaning, as the examples of section 2.2.2 have it, but for the `/` of a path and the first `?`:
  /// an encoded slash is part of a name. All else is encoded.
  init(_ byte: UInt8, isEncoded: Bool, isInQuery: Bool) {
    let octet = UInt16(byte)
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:  // A to Z, 0 to 9, -._~
      value = octet
    case UInt8(ascii: "/"), UInt8(ascii: "?"):
      value = octet | (isInQuery ? Self.either : isEncoded ? Self.encoded : 0)
    case 0x21, 0x23, 0x24, 0x26...0x2C, 0x3A, 0x3B, 0x3D, 0x40, 0x5B, 0x5D:  // !#$&'()*+,:;=@[]
      value = octet | Self.either
    default: value = octet | Self.encoded
    }
  }

  /// How many octets it takes: three when it is always encoded.
  var octetCount: Int { self != .wildcard && value & Self.encoded != 0 ? 3 : 1 }

  /// Whether this unit of a pattern stands for that of a path. Behind a wildcard a pattern may be in
  /// the query of the path without having a `?` of its own.
  func matches(_ other: Self) -> Bool {
    value == other.value
      || ((value | other.value) & Self.either != 0
        && UInt8(truncatingIfNeeded: value)
          == UInt8(truncatingIfNeeded: other.value))
  }
}

/// Takes the octets of a path or pattern one after the other.
struct RobotsUnitReader {
  private let bytes: [UInt8]
  private var offset = 0
  private var isInQuery = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The byte at the place; nil at the end.
  var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The next octet. A percent sign without two digits behind it stands for itself.
  mutating func next() -> RobotsUnit {
    let byte = bytes[offset]
    offset += 1
    if byte == UInt8(ascii: "%"), offset + 1 < bytes.count,
      let high = Self.digit(bytes[offset]), let low = Self.digit(bytes[offset + 1])
    {
      offset += 2
      return RobotsUnit(high << 4 | low, isEncoded: true, isInQuery: isInQuery)
    }
    defer { isInQuery = isInQuery || byte == UInt8(ascii: "?") }
    return RobotsUnit(byte, isEncoded: false, isInQuery: isInQuery)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x61 + 10
    default: nil
    }
  }
}
