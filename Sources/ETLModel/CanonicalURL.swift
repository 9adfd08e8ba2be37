/// The one form in which the ways to write an address are equal, for use as a key.
public enum CanonicalURL {
  /// The parameters that say how a reader came to a page and never which page it is; those that start
  /// with `utm_` are removed too.
  ///
  /// Of advertisers and networks: fbclid to ttclid; of mailings: mc_cid to mkt_tok; of the feeds of
  /// Al Jazeera (traffic_source), BBC (at_), DW (maca) and France 24 (xtor).
  public static let trackingParameters: Set<String> = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid",
    "ttclid", "igshid", "igsh", "li_fat_id", "_ga", "_gl",
    "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok",
    "traffic_source", "at_medium", "at_campaign", "maca", "xtor",
  ]

  /// The canonical form of `url`.
  ///
  ///     CanonicalURL.of("HTTP://News.example:80/a/../%d8%ae?utm_source=x&id=7#top")
  ///     // "http://news.example/%D8%AE?id=7"
  ///
  /// Scheme and host are in lower case (letters beyond ASCII stay as they are); user, default port,
  /// fragment, empty query and ``trackingParameters`` are removed; dot segments are resolved; what may
  /// stand without percent-encoding does, all else is encoded with capital digits. The order of the
  /// parameters stays. The canonical form of a canonical form is itself.
  ///
  /// - Returns: If it is not one of http or https, `url` with its scheme in lower case and without the
  ///   white space around it.
  public static func of(_ url: String) -> String {
    var parts = AddressParts(url)
    guard parts.isWeb, let authority = parts.authority else { return parts.text }
    var host = AddressHost(authority)
    host.name = host.name.map(AddressParts.lower)
    let usual = parts.scheme == Array("https".utf8) ? "443" : "80"
    if let port = host.port, !port.isEmpty, port != Array(usual.utf8) {
      host.name += [UInt8(ascii: ":")] + port
    }
    parts.authority = host.name
    parts.path = AddressParts.withoutDots(normalized(parts.path))
    if parts.path.isEmpty { parts.path = [UInt8(ascii: "/")] }
    parts.query = parts.query.flatMap(query)
    parts.fragment = nil
    return parts.text
  }

  /// The parameters that say which page it is; nil without any.
  private static func query(_ bytes: [UInt8]) -> [UInt8]? {
    let kept = normalized(bytes).split(separator: UInt8(ascii: "&")).filter { !isTracking($0) }
    return kept.isEmpty ? nil : Array(kept.joined(separator: [UInt8(ascii: "&")]))
  }

  private static func isTracking(_ parameter: ArraySlice<UInt8>) -> Bool {
    let name = String(
      decoding: parameter.prefix { $0 != UInt8(ascii: "=") }.map(AddressParts.lower),
      as: UTF8.self)
    return name.hasPrefix("utm_") || trackingParameters.contains(name)
  }

  private static func normalized(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "%"), offset + 2 < bytes.count,
        let high = hexadecimal(bytes[offset + 1]), let low = hexadecimal(bytes[offset + 2])
      {
        let decoded = high << 4 | low
        if isUnreserved(decoded) {
          output.append(decoded)
        } else {
          AddressParts.appendEncoded(decoded, &output)
        }
        offset += 3
        continue
      }
      if isKept(byte) { output.append(byte) } else { AddressParts.appendEncoded(byte, &output) }
      offset += 1
    }
    return output
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    if AddressParts.isDigit(byte) { return byte - 0x30 }
    let letter = AddressParts.lower(byte)
    return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : nil
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    AddressParts.isLetter(byte) || AddressParts.isDigit(byte) || byte == 0x2D || byte == 0x2E
      || byte == 0x5F || byte == 0x7E
  }

  /// Whether a byte may stand in a path or a query as it is (RFC 3986, sections 3.3 and 3.4).
  private static func isKept(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || "!$&'()*+,;=:@/?".utf8.contains(byte)
  }
}
