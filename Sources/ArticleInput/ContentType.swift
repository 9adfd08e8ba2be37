/// What a `Content-Type` says (RFC 9110, section 8.3).
struct ContentType: Hashable, Sendable {
  /// The media type in lower case and without parameters, as in `text/html`; nil when there is none.
  var mediaType: String?
  /// The parameter `charset`, as it is written but for quotes.
  var charset: String?

  /// Reads the value of a field; nil is a field that is not there.
  init(_ value: String?) {
    guard
      let parts = value?.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    else { return }
    let name = String(Substring(parts[0])).trimmed.asciiLowercased
    mediaType = name.isEmpty ? nil : name
    charset = parts.dropFirst().lazy.compactMap(Self.charset).first
  }

  private static func charset(_ parameter: Substring.UTF8View) -> String? {
    let parts = parameter.split(
      separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false
    ).map { String(Substring($0)).trimmed }
    guard parts.count == 2, parts[0].asciiLowercased == "charset" else { return nil }
    let value = parts[1].drop { $0 == "\"" || $0 == "'" }.prefix { $0 != "\"" && $0 != "'" }
    let name = String(value).trimmed
    return name.isEmpty ? nil : name
  }
}

extension String {
  /// Without the spaces and tabs around it.
  var trimmed: String {
    let bytes = utf8.drop { $0 == 0x20 || $0 == 0x09 }
    let end = bytes.lastIndex { $0 != 0x20 && $0 != 0x09 }
    return end.map { String(Substring(bytes[...$0])) } ?? ""
  }
}
