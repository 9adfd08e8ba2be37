import ETLModel

/// An address of HTTP, taken apart as far as fetching needs it (RFC 3986, section 3).
///
///     HTTPAddress("HTTPS://News.example/خبر?id=1#top")
///     // origin "https://news.example", target "/%D8%AE%D8%A8%D8%B1?id=1"
public struct HTTPAddress: Hashable, Sendable {
  /// Scheme, host and, unless it is the usual one, port: what robots.txt and limits hold for, and
  /// all that may be printed of an address.
  public let origin: String
  /// The host without its port, in lower case.
  public let host: String
  /// Path and query as they are sent: without a fragment, other bytes than ASCII percent-encoded.
  public let target: String
  /// The name and password that stand in the address, as `name:password`; nil for none.
  public let credentials: String?

  /// The whole address as it is asked for and stored: without credentials.
  public var text: String { origin + target }

  /// Reads an address; nil when it is none of http or https, or names no host.
  public init?(_ text: String) {
    var bytes = Array(text.utf8.drop { $0 <= 0x20 })
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[colon...].starts(with: "://".utf8)
    else { return nil }
    let scheme = String(decoding: bytes[..<colon], as: UTF8.self).asciiLowercased
    guard scheme == "http" || scheme == "https" else { return nil }
    let start = colon + 3
    let isEnd = { (byte: UInt8) in
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
        || byte == UInt8(ascii: "\\")
    }
    let end = bytes[start...].firstIndex(where: isEnd) ?? bytes.count
    var authority = bytes[start..<end]
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      credentials = String(decoding: authority[..<at], as: UTF8.self)
      authority = authority[(at + 1)...]
    } else {
      credentials = nil
    }
    guard let (host, port) = Self.hostAndPort(authority) else { return nil }
    self.host = host
    let usual = scheme == "http" ? 80 : 443
    origin = "\(scheme)://\(host)" + (port == nil || port == usual ? "" : ":\(port ?? 0)")
    target = Self.target(bytes[end...])
  }

  private static func hostAndPort(_ authority: ArraySlice<UInt8>) -> (String, Int?)? {
    var host = authority
    var port: Int?
    let bracket = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex - 1
    if let colon = authority.lastIndex(of: UInt8(ascii: ":")), colon > bracket {
      host = authority[..<colon]
      let digits = authority[(colon + 1)...]
      if !digits.isEmpty {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }),
          let number = Int(String(decoding: digits, as: UTF8.self)), (1...65535).contains(number)
        else { return nil }
        port = number
      }
    }
    guard !host.isEmpty, isHost(host) else { return nil }
    return (String(decoding: host, as: UTF8.self).asciiLowercased, port)
  }

  /// Whether it can be a name or an address of version 4, or one of version 6 in brackets.
  private static func isHost(_ host: ArraySlice<UInt8>) -> Bool {
    if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
      let inner = host.dropFirst().dropLast()
      return inner.contains(UInt8(ascii: ":"))
        && inner.allSatisfy { "0123456789abcdefABCDEF:.".utf8.contains($0) }
    }
    return host.allSatisfy {
      $0 > 0x20 && $0 != 0x7F && !"\"<>^`{|}%:[]".utf8.contains($0)
    }
  }

  /// Dots are resolved: a path is asked for without them, and so it must be judged.
  private static func target(_ rest: ArraySlice<UInt8>) -> String {
    let rest = rest.prefix { $0 != UInt8(ascii: "#") }
    let path = rest.prefix { $0 != UInt8(ascii: "?") }
    let rooted = path.first == UInt8(ascii: "/") ? Array(path) : [UInt8(ascii: "/")] + path
    var target: [UInt8] = []
    for byte in AddressParts.withoutDots(rooted) + rest[path.endIndex...] {
      if byte <= 0x20 || byte >= 0x7F {
        AddressParts.appendEncoded(byte, &target)
      } else {
        target.append(byte)
      }
    }
    return String(decoding: target, as: UTF8.self)
  }
}
