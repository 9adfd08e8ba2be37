/// A path to a value inside a JSON text (RFC 6901).
struct JSONPointer: Hashable, Sendable {
  /// The names and indices on the way, in UTF-8.
  let tokens: [[UInt8]]

  /// Reads a pointer such as `/meta/title`; nil when it is neither empty nor starts with a slash,
  /// or when a `~` is followed by neither 0 nor 1.
  init?(_ text: String) {
    var tokens: [[UInt8]] = []
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = Self.unescaped(part) else { return nil }
      tokens.append(token)
    }
    guard tokens.first?.isEmpty ?? true else { return nil }
    self.tokens = Array(tokens.dropFirst())
  }

  private static func unescaped(_ part: Substring) -> [UInt8]? {
    var token: [UInt8] = []
    var bytes = part.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "~") else {
        token.append(byte)
        continue
      }
      switch bytes.next() {
      case UInt8(ascii: "0"): token.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): token.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    return token
  }
}
