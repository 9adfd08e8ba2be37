/// The fields of a message's head, in order. A name may occur more than once.
///
///     let headers: Headers = ["ETag": "\"1\"", "Set-Cookie": "a=1", "Set-Cookie": "b=2"]
///     headers["etag"]  // "\"1\""
public struct Headers: Sendable, ExpressibleByDictionaryLiteral {
  /// The fields as they are written.
  public private(set) var fields: [(name: String, value: String)]

  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { (name: $0.0, value: $0.1) }
  }

  init() { fields = [] }

  /// The value of the first field with a name, whatever the case of its letters.
  ///
  /// - Complexity: O(*n*) in the number of fields.
  public subscript(name: String) -> String? {
    fields.first { Self.isSame($0.name, name) }?.value
  }

  /// Adds a field behind the others.
  public mutating func add(_ name: String, _ value: String) {
    fields.append((name: name, value: value))
  }

  /// Adds those fields of `others` whose names do not occur yet.
  mutating func addMissing(_ others: Headers) {
    let missing = others.fields.filter { self[$0.name] == nil }
    fields += missing
  }

  /// Whether a field that lists words, such as `Connection`, has one of them.
  func lists(_ word: String, in name: String) -> Bool {
    guard let value = self[name] else { return false }
    return value.split(whereSeparator: { $0 == "," || $0 == " " })
      .contains { Self.isSame($0, word) }
  }

  private static func isSame(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
    one.utf8.count == other.utf8.count
      && zip(one.utf8, other.utf8).allSatisfy { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
