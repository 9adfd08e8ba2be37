import ArticleInput
import Foundation
import Testing

struct NetworkAddressTests {
  /// The ranges that are not public, with the addresses before and behind them, if those are.
  @Test(
    arguments: [
      (nil, "0.0.0.0", "0.255.255.255", "1.0.0.0"),
      ("9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"),
      ("100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"),
      ("126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"),
      ("169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"),
      ("172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"),
      ("191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"),
      ("192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"),
      ("192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"),
      ("192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"),
      ("198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"),
      ("198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"),
      ("203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"),
      ("223.255.255.255", "224.0.0.0", "239.255.255.255", nil),
      (nil, "240.0.0.0", "255.255.255.255", nil),
    ] as [(String?, String, String, String?)])
  func `special ranges of IPv4 are not public`(
    before: String?, first: String, last: String, behind: String?
  ) {
    #expect(NetworkAddress.isPublic(first) == false && NetworkAddress.isPublic(last) == false)
    for neighbor in [before, behind].compactMap({ $0 }) {
      #expect(NetworkAddress.isPublic(neighbor) == true)
    }
  }

  @Test(
    arguments: [
      (nil, "::", "::1", nil), (nil, "::7f00:1", "::808:808", nil),
      (nil, "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", nil),
      (nil, "100::", "100::ffff:ffff:ffff:ffff", nil),
      (nil, "1fff:ffff::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2000::"),
      ("2000:ffff:ffff::", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"),
      ("2001:db7:ffff::", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"),
      ("3ffe:ffff::", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"),
      ("3fff:ffff:ffff::", "4000::", "5eff::", nil), (nil, "5f00::", "5f00:ffff::", nil),
      (nil, "fc00::", "fdff:ffff::", nil), (nil, "fe80::", "febf:ffff::", nil),
      (nil, "fec0::", "feff:ffff::", nil), (nil, "ff00::", "ffff:ffff::", nil),
    ] as [(String?, String, String, String?)])
  func `special ranges of IPv6 are not public`(
    before: String?, first: String, last: String, behind: String?
  ) {
    #expect(NetworkAddress.isPublic(first) == false && NetworkAddress.isPublic(last) == false)
    for neighbor in [before, behind].compactMap({ $0 }) {
      #expect(NetworkAddress.isPublic(neighbor) == true)
    }
  }

  @Test(
    arguments: [
      ("::ffff:8.8.8.8", true), ("::ffff:127.0.0.1", false), ("::ffff:a00:1", false),
      ("::fffe:8.8.8.8", false), ("::1:ffff:8.8.8.8", false), ("64:ff9b::8.8.8.8", true),
      ("64:ff9b::192.168.1.1", false), ("64:ff9b::1:808:808", false), ("2002:808:808::1", true),
      ("2002:7f00:1::", false), ("2002:a9fe:a9fe::1", false), ("2001:0:808:808::", false),
      ("2620:4f:8000::1", true), ("2a00:1450::8a", true),
    ])
  func `an address that stands for one of IPv4 is as public as that`(text: String, isPublic: Bool) {
    #expect(NetworkAddress.isPublic(text) == isPublic)
  }

  @Test(
    arguments: [
      ("8.8.8.8", true), ("[2a00::1]", true), ("[::1]", false), ("fe80::1%eth0", false),
      ("[fe80::1%25eth0]", false), ("127.1", false), ("0x7f.0.0.1", false), ("0177.0.0.1", false),
      ("2130706433", false), ("134744072", true), ("0x08080808", true), ("8.8", true), ("", nil),
      ("localhost", nil), ("news.example", nil), ("8.8.8.8.8", nil), ("256.1.1.1", nil),
      ("8.8.8.8 ", nil), ("8.8.8.8\u{0}", nil), ("8.8.8.8\u{0}.example", nil), (":::", nil),
      ("[8.8.8.8", nil), ("٨.٨.٨.٨", nil), ("2a00::1::2", nil), ("2a00::12345", nil), ("-1", nil),
    ] as [(String, Bool?)])
  func `addresses are told from names`(text: String, isPublic: Bool?) {
    #expect(NetworkAddress.isPublic(text) == isPublic)
  }

  @Test func `numbers and bytes are judged alike`() {
    #expect(NetworkAddress.isPublic(ipv4: 0x0808_0808))
    #expect(!NetworkAddress.isPublic(ipv4: 0x7F00_0001))
    #expect(NetworkAddress.isPublic(ipv6: [0x2A, 0x00] + Array(repeating: 0, count: 14)))
    #expect(!NetworkAddress.isPublic(ipv6: []))
    #expect(!NetworkAddress.isPublic(ipv6: Array(repeating: 0x2A, count: 15)))
  }

  @Test(arguments: [("8.8.8.8", true), ("10.1.2.3", false), ("127.0.0.1", false)])
  func `an address of the system is judged`(text: String, isPublic: Bool) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    #expect(inet_pton(AF_INET, text, &address.sin_addr) == 1)
    #expect(judge(address) == isPublic)
  }

  @Test(arguments: [("2a00::1", true), ("::1", false), ("fe80::1", false)])
  func `a long address of the system is judged`(text: String, isPublic: Bool) {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    #expect(inet_pton(AF_INET6, text, &address.sin6_addr) == 1)
    #expect(judge(address) == isPublic)
  }

  @Test func `an address of another family is not public`() {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    #expect(!judge(address))
  }

  private func judge<Address>(_ address: Address) -> Bool {
    withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { NetworkAddress.isPublic($0) }
    }
  }
}
