public import Foundation

/// Tells which addresses of the Internet Protocol are of the public Internet.
///
/// What is fetched for a stranger's sake must not come from the machine itself, the network it is
/// in or the services of its host. The ranges are those of IANA's registries of special-purpose
/// addresses (RFC 6890, as updated by RFC 8190) with multicast and reserved space. Ranges for
/// technical services within them, such as 192.0.0.9, are not public here either.
public enum NetworkAddress {
  /// The ranges that are not public, by their first address and the size of their prefix.
  private static let specialIPv4: [(base: UInt32, prefix: UInt32)] = [
    (0x0000_0000, 8),  // 0.0.0.0/8, this network (RFC 791)
    (0x0A00_0000, 8),  // 10.0.0.0/8, private (RFC 1918)
    (0x6440_0000, 10),  // 100.64.0.0/10, shared by a provider's customers (RFC 6598)
    (0x7F00_0000, 8),  // 127.0.0.0/8, loopback (RFC 1122)
    (0xA9FE_0000, 16),  // 169.254.0.0/16, link-local and metadata of hosts (RFC 3927)
    (0xAC10_0000, 12),  // 172.16.0.0/12, private (RFC 1918)
    (0xC000_0000, 24),  // 192.0.0.0/24, protocol assignments (RFC 6890)
    (0xC000_0200, 24),  // 192.0.2.0/24, documentation (RFC 5737)
    (0xC058_6300, 24),  // 192.88.99.0/24, relays of 6to4, deprecated (RFC 7526)
    (0xC0A8_0000, 16),  // 192.168.0.0/16, private (RFC 1918)
    (0xC612_0000, 15),  // 198.18.0.0/15, benchmarks (RFC 2544)
    (0xC633_6400, 24),  // 198.51.100.0/24, documentation (RFC 5737)
    (0xCB00_7100, 24),  // 203.0.113.0/24, documentation (RFC 5737)
    (0xE000_0000, 4),  // 224.0.0.0/4, multicast (RFC 5771)
    (0xF000_0000, 4),  // 240.0.0.0/4, reserved and broadcast (RFC 1112, RFC 919)
  ]

  /// Whether an address is public.
  ///
  /// - Parameter ipv4: The four bytes as a number, the first one highest: 0x7F000001 is 127.0.0.1.
  public static func isPublic(ipv4: UInt32) -> Bool {
    !specialIPv4.contains { (ipv4 ^ $0.base) >> (32 - $0.prefix) == 0 }
  }

  /// Whether an address is public.
  ///
  /// One that stands for an address of IPv4 is as public as that: mapped (`::ffff:0:0/96`),
  /// translated (`64:ff9b::/96`, RFC 6052) and 6to4 (`2002::/16`, RFC 3056). Of the others, global
  /// unicast space is all in `2000::/3` (RFC 4291, section 2.4, and IANA's table of the address
  /// space). This leaves out at once `::/96` with the unspecified and the loopback address,
  /// `64:ff9b:1::/48`, `100::/64`, `5f00::/16`, `fc00::/7`, `fe80::/10`, `fec0::/10`, `ff00::/8`
  /// and whatever is assigned to none.
  ///
  /// - Parameter ipv6: The sixteen bytes; any other number is no address and not public.
  public static func isPublic(ipv6: [UInt8]) -> Bool {
    guard ipv6.count == 16 else { return false }
    func ipv4(at offset: Int) -> UInt32 {
      ipv6[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    let head = ipv4(at: 0)
    if ipv6[..<12].allSatisfy({ $0 == 0 }) { return false }
    if head == 0, ipv4(at: 4) == 0, ipv4(at: 8) == 0xFFFF { return isPublic(ipv4: ipv4(at: 12)) }
    if head == 0x0064_FF9B, ipv4(at: 4) == 0, ipv4(at: 8) == 0 {
      return isPublic(ipv4: ipv4(at: 12))
    }
    if head >> 16 == 0x2002 { return isPublic(ipv4: ipv4(at: 2)) }
    return head >> 29 == 0b001
      && head >> 9 != 0x2001_0000 >> 9  // 2001::/23, protocol assignments with Teredo (RFC 2928)
      && head != 0x2001_0DB8  // 2001:db8::/32, documentation (RFC 3849)
      && head >> 12 != 0x3FFF_0000 >> 12  // 3fff::/20, documentation (RFC 9637)
  }

  /// Whether an address in text is public; nil when the text is none, as a name is none.
  ///
  /// Reads what a URL can hold (RFC 3986, section 3.2.2), with or without brackets, and what
  /// resolvers take for IPv4 besides: `127.1`, `0x7f.0.0.1` and `2130706433` are all 127.0.0.1.
  /// The zone of a link-local address does not count.
  public static func isPublic(_ text: String) -> Bool? {
    var name = text.utf8[...]
    if name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]") {
      name = name.dropFirst().dropLast()
    }
    name = name.prefix { $0 != UInt8(ascii: "%") }
    // What goes to functions of C holds no zero byte, and nothing behind a blank.
    guard name.allSatisfy({ $0 &- 0x30 < 11 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2E }) else {
      return nil
    }
    let literal = String(Substring(name))
    var ipv4 = in_addr()
    if inet_aton(literal, &ipv4) != 0 { return isPublic(ipv4: UInt32(bigEndian: ipv4.s_addr)) }
    var ipv6 = in6_addr()
    guard inet_pton(AF_INET6, literal, &ipv6) == 1 else { return nil }
    return isPublic(ipv6: withUnsafeBytes(of: ipv6) { Array($0) })
  }

  /// Whether an address as the system has it is public; one of another family is not.
  ///
  /// - Parameter address: Points to as many bytes as its family has, such as a whole
  ///   `sockaddr_in6`.
  public static func isPublic(_ address: UnsafePointer<sockaddr>) -> Bool {
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      let ipv4 = raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
      return isPublic(ipv4: UInt32(bigEndian: ipv4))
    case AF_INET6:
      let ipv6 = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      return isPublic(ipv6: withUnsafeBytes(of: ipv6) { Array($0) })
    default: return false
    }
  }
}
