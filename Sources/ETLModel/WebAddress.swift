/// Addresses of the web: what a reference on a page or in a feed leads to.
public enum WebAddress {
  /// The longest address that is read, in bytes; longer ones are no addresses of articles.
  public static let maximumLength = 4_096

  /// The address that `reference` names, seen from `base` (RFC 3986, section 5.2).
  ///
  ///     WebAddress.resolve("../a b", against: "https://news.example/x/y")
  ///     // "https://news.example/a%20b"
  ///
  /// White space around it and line breaks in it are removed; bytes that no address may hold, such as
  /// spaces and Arabic letters, are percent-encoded. A host is left as it is written.
  ///
  /// - Returns: nil if the result has another scheme than http and https, no host, or is longer than
  ///   ``maximumLength``.
  public static func resolve(_ reference: String, against base: String) -> String? {
    guard reference.utf8.count <= maximumLength, base.utf8.count <= maximumLength else {
      return nil
    }
    let target = AddressParts(reference)
    var parts = target
    if target.scheme == nil {
      let base = AddressParts(base)
      parts.scheme = base.scheme
      if target.authority == nil {
        parts.authority = base.authority
        if target.path.isEmpty {
          parts.path = base.path
          parts.query = target.query ?? base.query
        } else if target.path.first != UInt8(ascii: "/") {
          parts.path = base.folder + target.path
        }
      }
    }
    guard parts.isWeb else { return nil }
    parts.path = AddressParts.withoutDots(parts.path)
    parts.encodeForbidden()
    let text = parts.text
    return text.utf8.count <= maximumLength ? text : nil
  }
}

/// An address cut into its parts (RFC 3986, appendix B), none of them decoded.
package struct AddressParts {
  /// In lower case.
  var scheme: [UInt8]?
  var authority: [UInt8]?
  var path: [UInt8]
  var query: [UInt8]?
  var fragment: [UInt8]?

  init(_ text: String) {
    var rest = Self.trimmed(text)[...]
    if let start = rest.firstIndex(of: UInt8(ascii: "#")) {
      fragment = Array(rest[(start + 1)...])
      rest = rest[..<start]
    }
    if let start = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = Array(rest[(start + 1)...])
      rest = rest[..<start]
    }
    if let end = Self.schemeEnd(rest) {
      scheme = rest[..<end].map(Self.lower)
      rest = rest[(end + 1)...]
    }
    if rest.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      authority = Array(rest[..<end])
      rest = rest[end...]
    }
    path = Array(rest)
  }

  /// Whether the address is one of http or https with a host.
  var isWeb: Bool {
    guard let scheme, scheme == Array("http".utf8) || scheme == Array("https".utf8) else {
      return false
    }
    let host = authority.map { AddressHost($0).name } ?? []
    return !host.isEmpty && host.allSatisfy { $0 > 0x20 && !Self.forbidden.contains($0) }
  }

  /// The path up to its last slash, from which relative paths start.
  var folder: [UInt8] {
    guard let end = path.lastIndex(of: UInt8(ascii: "/")) else {
      return authority == nil ? [] : [UInt8(ascii: "/")]
    }
    return Array(path[...end])
  }

  var text: String {
    var bytes: [UInt8] = []
    if let scheme { bytes += scheme + [UInt8(ascii: ":")] }
    if let authority { bytes += Array("//".utf8) + authority }
    bytes += path
    if let query { bytes += [UInt8(ascii: "?")] + query }
    if let fragment { bytes += [UInt8(ascii: "#")] + fragment }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Percent-encodes what may stand in no address and leaves the rest as it is written.
  mutating func encodeForbidden() {
    path = Self.encoded(path, keeping: Self.isWritable)
    query = query.map { Self.encoded($0, keeping: Self.isWritable) }
    fragment = fragment.map { Self.encoded($0, keeping: Self.isWritable) }
  }

  /// The path without `.` and `..` (RFC 3986, section 5.2.4), also when the dots are encoded; one that
  /// does not start with a slash as it is.
  package static func withoutDots(_ path: [UInt8]) -> [UInt8] {
    guard path.first == UInt8(ascii: "/") else { return path }
    var kept: [ArraySlice<UInt8>] = []
    let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated().dropFirst() {
      if let count = dotCount(part) {
        if count == 2 { _ = kept.popLast() }
        if index == parts.count - 1 { kept.append([]) }
      } else {
        kept.append(part)
      }
    }
    return kept.flatMap { [UInt8(ascii: "/")] + $0 }
  }

  /// 1 for `.`, 2 for `..`, encoded or not; nil for another segment.
  private static func dotCount(_ segment: ArraySlice<UInt8>) -> Int? {
    guard segment.count <= 6 else { return nil }
    var rest = segment
    var count = 0
    while let byte = rest.first {
      let isEncoded = rest.starts(with: "%2e".utf8) || rest.starts(with: "%2E".utf8)
      guard isEncoded || byte == UInt8(ascii: ".") else { return nil }
      rest = rest.dropFirst(isEncoded ? 3 : 1)
      count += 1
    }
    return (1...2).contains(count) ? count : nil
  }

  static func encoded(_ bytes: [UInt8], keeping isKept: (UInt8) -> Bool) -> [UInt8] {
    guard !bytes.allSatisfy(isKept) else { return bytes }
    var output: [UInt8] = []
    for byte in bytes {
      if isKept(byte) { output.append(byte) } else { appendEncoded(byte, &output) }
    }
    return output
  }

  /// Appends a byte percent-encoded.
  package static func appendEncoded(_ byte: UInt8, _ output: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Visible ASCII but for the signs that no address holds.
  private static func isWritable(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !forbidden.contains(byte)
  }

  /// Signs of ASCII that must be percent-encoded.
  static let forbidden = Set("\"<>\\^`{|}".utf8)

  private static func trimmed(_ text: String) -> [UInt8] {
    let isSpace: (UInt8) -> Bool = { $0 <= 0x20 }
    let bytes = text.utf8.drop(while: isSpace)
    return bytes.prefix(
      bytes.lastIndex { !isSpace($0) }.map {
        bytes.distance(from: bytes.startIndex, to: $0) + 1
      } ?? 0
    ).filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
  }

  /// Where the colon behind a scheme stands.
  private static func schemeEnd(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first, isLetter(first) else { return nil }
    let end = text.firstIndex {
      !(isLetter($0) || isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E)
    }
    return end.flatMap { text[$0] == UInt8(ascii: ":") ? $0 : nil }
  }
}

/// Who answers at an address: the authority without the user.
struct AddressHost {
  var name: [UInt8]
  var port: [UInt8]?

  init(_ authority: [UInt8]) {
    var rest = authority[...]
    if let end = rest.lastIndex(of: UInt8(ascii: "@")) { rest = rest[(end + 1)...] }
    // The colons of an address in brackets (IPv6) start no port.
    let bracket = rest.lastIndex(of: UInt8(ascii: "]")) ?? rest.startIndex
    if let colon = rest[bracket...].lastIndex(of: UInt8(ascii: ":")) {
      port = Array(rest[(colon + 1)...])
      rest = rest[..<colon]
    }
    name = Array(rest)
  }
}
