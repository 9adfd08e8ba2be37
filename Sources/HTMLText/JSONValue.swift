/// A JSON text as values, read leniently: what follows damage is lost, what precedes it is kept.
enum JSONValue: Hashable {
  case string(String)
  case number(String)
  case list([JSONValue])
  case object([Member])
  case null

  /// A name and its value.
  struct Member: Hashable {
    var name: String
    var value: JSONValue
  }

  /// The value of the first member called `name`.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The string that the value is; for a list the first of its strings.
  var string: String? {
    switch self {
    case .string(let string): string
    case .number(let digits): digits
    case .list(let values): values.lazy.compactMap(\.string).first
    case .object, .null: nil
    }
  }

  /// Reads `text`, which is valid UTF-8.
  ///
  /// - Complexity: O(*n*). Values nested deeper than 64 levels are read as null.
  static func read(_ text: [UInt8]) -> JSONValue { readNotingDamage(text).value }

  /// Reads `text`, which is valid UTF-8, and says whether something in it was not as JSON demands it.
  ///
  /// Commas too many or too few, line breaks in strings and what follows the value are no damage.
  ///
  /// - Complexity: O(*n*).
  static func readNotingDamage(_ text: [UInt8]) -> (value: JSONValue, isDamaged: Bool) {
    var reader = JSONReader(text)
    let value = reader.value(depth: 0)
    return (value, reader.isDamaged)
  }
}

private struct JSONReader {
  private let text: [UInt8]
  private var offset = 0
  private(set) var isDamaged = false

  init(_ text: [UInt8]) { self.text = text }

  mutating func value(depth: Int) -> JSONValue {
    skipSpace()
    guard offset < text.count, depth < 64 else {
      isDamaged = true
      offset = text.count
      return .null
    }
    switch text[offset] {
    case 0x7B: return object(depth)
    case 0x5B: return list(depth)
    case 0x22: return .string(string())
    default:
      let start = offset
      while offset < text.count, !Self.isEnd(text[offset]) { offset += 1 }
      if start == offset { offset += 1 }
      let word = String(decoding: text[start..<min(offset, text.count)], as: UTF8.self)
      if word == "null" || word == "true" || word == "false" { return .null }
      if !word.utf8.allSatisfy({ "+-.0123456789Ee".utf8.contains($0) }) { isDamaged = true }
      return .number(word)
    }
  }

  private mutating func object(_ depth: Int) -> JSONValue {
    var members: [JSONValue.Member] = []
    offset += 1
    while true {
      skipSpace()
      guard offset < text.count else {
        isDamaged = true
        break
      }
      if text[offset] == 0x7D {
        offset += 1
        break
      }
      guard text[offset] == 0x22 else {
        isDamaged = true
        offset += 1
        continue
      }
      let name = string()
      skipSpace()
      if offset < text.count, text[offset] == 0x3A { offset += 1 } else { isDamaged = true }
      members.append(.init(name: name, value: value(depth: depth + 1)))
    }
    return .object(members)
  }

  private mutating func list(_ depth: Int) -> JSONValue {
    var values: [JSONValue] = []
    offset += 1
    while true {
      skipSpace()
      guard offset < text.count else {
        isDamaged = true
        break
      }
      if text[offset] == 0x5D {
        offset += 1
        break
      }
      if text[offset] == 0x2C || text[offset] == 0x7D {
        isDamaged = true
        offset += 1
        continue
      }
      values.append(value(depth: depth + 1))
    }
    return .list(values)
  }

  private mutating func string() -> String {
    var bytes: [UInt8] = []
    offset += 1
    while offset < text.count, text[offset] != 0x22 {
      if text[offset] == 0x5C {
        escape(&bytes)
      } else {
        bytes.append(text[offset])
        offset += 1
      }
    }
    if offset >= text.count { isDamaged = true }
    offset += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func escape(_ bytes: inout [UInt8]) {
    offset += 2
    guard offset <= text.count else { return }
    switch text[offset - 1] {
    case UInt8(ascii: "n"), UInt8(ascii: "r"): bytes.append(0x0A)
    case UInt8(ascii: "t"): bytes.append(0x20)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): break
    case UInt8(ascii: "u"):
      var unit = hex()
      if unit & 0xFC00 == 0xD800, offset + 1 < text.count, text[offset] == 0x5C {
        offset += 2
        unit = 0x10000 + (unit & 0x3FF) << 10 + (hex() & 0x3FF)
      }
      if let scalar = Unicode.Scalar(unit) { bytes += Array(String(scalar).utf8) }
    case let other: bytes.append(other)
    }
  }

  private mutating func hex() -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 where offset < text.count {
      guard let digit = Character(Unicode.Scalar(text[offset])).hexDigitValue else { break }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }

  private mutating func skipSpace() {
    while offset < text.count, text[offset] <= 0x20 || text[offset] == 0x2C { offset += 1 }
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x3A
  }
}
