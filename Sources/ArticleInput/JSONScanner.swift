import ETLModel

/// Checks one JSON text (RFC 8259, strictly) and finds the values that pointers lead to, in one
/// pass and without building the values in between.
///
/// Of several members with the same name the last one counts, as in most readers.
struct JSONScanner {
  /// What kind of value stands at a place.
  enum Kind: UInt8 {
    case object, array, string, number, boolean, null
  }

  /// A value that a pointer leads to.
  struct Value {
    var kind: Kind
    /// Where its text stands, the quotation marks of a string included.
    var range: Range<Int>
  }

  /// How deep arrays and objects may stand in one another.
  static let deepest = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private let pointers: [JSONPointer]
  private var found: [Value?]
  private var position = 0

  /// The kind of the whole text, and the value of each pointer.
  ///
  /// - Parameters:
  ///   - bytes: Valid UTF-8.
  ///   - pointers: At most 32.
  /// - Throws: `bad_json` with the byte at which the text stops being JSON.
  /// - Complexity: O(*n*).
  static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, for pointers: [JSONPointer]
  ) throws(InputError) -> (kind: Kind, values: [Value?]) {
    precondition(pointers.count <= 32, "a mask of 32 bits tells which pointers lead on")
    var scanner = JSONScanner(bytes: bytes, pointers: pointers)
    scanner.skipSpace()
    let all = pointers.isEmpty ? 0 : UInt32.max >> UInt32(32 - pointers.count)
    let kind = try scanner.value(depth: 0, live: all)
    scanner.skipSpace()
    guard scanner.position == bytes.count else { throw scanner.error("the end of the line") }
    return (kind, scanner.found)
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, pointers: [JSONPointer]) {
    self.bytes = bytes
    self.pointers = pointers
    found = Array(repeating: nil, count: pointers.count)
  }

  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private func error(_ expected: String) -> InputError {
    InputError(.badJSON, "byte \(position) is not \(expected)")
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Reads a value. `live` has a bit for each pointer whose first `depth` tokens lead here.
  private mutating func value(depth: Int, live: UInt32) throws(InputError) -> Kind {
    let start = position
    let kind: Kind
    switch current {
    case UInt8(ascii: "{"):
      kind = .object
      try object(depth: depth, live: live)
    case UInt8(ascii: "["):
      kind = .array
      try array(depth: depth, live: live)
    case UInt8(ascii: "\""):
      kind = .string
      try string()
    case UInt8(ascii: "t"):
      kind = .boolean
      try literal("true")
    case UInt8(ascii: "f"):
      kind = .boolean
      try literal("false")
    case UInt8(ascii: "n"):
      kind = .null
      try literal("null")
    default:
      kind = .number
      try number()
    }
    if live != 0 {
      for index in pointers.indices where live & 1 << UInt32(index) != 0 {
        if pointers[index].tokens.count == depth {
          found[index] = Value(kind: kind, range: start..<position)
        }
      }
    }
    return kind
  }

  private mutating func object(depth: Int, live: UInt32) throws(InputError) {
    try enter(depth)
    if current == UInt8(ascii: "}") {
      position += 1
      return
    }
    while true {
      guard current == UInt8(ascii: "\"") else { throw error("the name of a member") }
      let start = position
      let hasEscape = try string()
      let inner =
        live == 0 ? 0 : matching(start..<position, hasEscape: hasEscape, depth: depth, live: live)
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw error("a colon") }
      position += 1
      skipSpace()
      _ = try value(depth: depth + 1, live: inner)
      if try !hasNext(closing: UInt8(ascii: "}")) { return }
    }
  }

  private mutating func array(depth: Int, live: UInt32) throws(InputError) {
    try enter(depth)
    if current == UInt8(ascii: "]") {
      position += 1
      return
    }
    var index = 0
    while true {
      let inner = live == 0 ? 0 : matching(Array(String(index).utf8), depth: depth, live: live)
      _ = try value(depth: depth + 1, live: inner)
      index += 1
      if try !hasNext(closing: UInt8(ascii: "]")) { return }
    }
  }

  private mutating func enter(_ depth: Int) throws(InputError) {
    guard depth < Self.deepest else {
      throw InputError(.badJSON, "byte \(position) is nested deeper than \(Self.deepest) levels")
    }
    position += 1
    skipSpace()
  }

  /// Passes a comma, or the mark that closes an object or array.
  private mutating func hasNext(closing: UInt8) throws(InputError) -> Bool {
    skipSpace()
    guard position < bytes.count else { throw error("a comma or a closing bracket") }
    let isComma = current == UInt8(ascii: ",")
    guard isComma || current == closing else { throw error("a comma or a closing bracket") }
    position += 1
    if isComma { skipSpace() }
    return isComma
  }

  /// The pointers of `live` that lead on to the member whose name stands at `name`. What was found
  /// in an earlier member of the same name is forgotten.
  private mutating func matching(
    _ name: Range<Int>, hasEscape: Bool, depth: Int, live: UInt32
  ) -> UInt32 {
    if hasEscape {
      return matching(JSONText.string(bytes, name), depth: depth, live: live)
    }
    return matching(bytes[name.lowerBound + 1..<name.upperBound - 1], depth: depth, live: live)
  }

  private mutating func matching(
    _ name: some Collection<UInt8>, depth: Int, live: UInt32
  ) -> UInt32 {
    var inner: UInt32 = 0
    for index in pointers.indices where live & 1 << UInt32(index) != 0 {
      let tokens = pointers[index].tokens
      if depth < tokens.count && tokens[depth].elementsEqual(name) {
        inner |= 1 << UInt32(index)
        found[index] = nil
      }
    }
    return inner
  }

  private mutating func literal(_ text: StaticString) throws(InputError) {
    for offset in 0..<text.utf8CodeUnitCount {
      guard current == text.utf8Start[offset] else { throw error("a value") }
      position += 1
    }
  }

  private mutating func digits() throws(InputError) {
    guard (0x30...0x39).contains(current) else { throw error("a digit") }
    while (0x30...0x39).contains(current) { position += 1 }
  }

  private mutating func number() throws(InputError) {
    guard current == UInt8(ascii: "-") || (0x30...0x39).contains(current) else {
      throw error("a value")
    }
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if current == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if current | 0x20 == UInt8(ascii: "e") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
  }

  /// Passes a string. Returns whether it contains an escape.
  @discardableResult
  private mutating func string() throws(InputError) -> Bool {
    position += 1
    var hasEscape = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return hasEscape
      }
      guard byte >= 0x20 else { throw error("allowed in a string") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        hasEscape = true
        try escape()
      }
    }
    throw error("the end of a string")
  }

  private mutating func escape() throws(InputError) {
    switch current {
    case UInt8(ascii: "u"):
      position += 1
      for _ in 0..<4 {
        guard JSONText.hexDigit(current) != nil else { throw error("a hexadecimal digit") }
        position += 1
      }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    default: throw error("an escape")
    }
  }
}
