internal import CLibXML2

/// The references of XML and HTML, such as `&amp;`, `&raquo;` and `&#1593;`.
enum CharacterReference {
  /// `bytes` with references decoded and, unless `keepsControls` is true, without control characters.
  ///
  /// What only looks like a reference stays as it is.
  ///
  /// - Complexity: O(*n*).
  static func decoded(_ bytes: ArraySlice<UInt8>, keepsControls: Bool = false) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      let byte = bytes[offset]
      if byte == 0x26, let (scalar, end) = read(bytes, offset) {
        if let scalar { output += Array(String(scalar).utf8) }
        offset = end
        continue
      }
      if keepsControls || !isControl(byte) { output.append(byte) }
      offset += 1
    }
    return output
  }

  /// Whether `byte` is a character that no text holds.
  static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
  }

  /// Whether a reference starts at `offset`.
  static func stands(in bytes: [UInt8], at offset: Int) -> Bool {
    read(bytes[...], offset) != nil
  }

  /// The longest reference, `&thetasym;`, is shorter.
  private static let maximumLength = 12

  /// Reads the reference at `start`.
  ///
  /// - Returns: What it stands for, nil for characters that no text holds, and where it ends; nil if
  ///   there is none.
  static func read(
    _ bytes: ArraySlice<UInt8>, _ start: Int
  ) -> (scalar: Unicode.Scalar?, end: Int)? {
    let limit = min(bytes.endIndex, start + maximumLength)
    guard let end = bytes[start..<limit].firstIndex(of: 0x3B), end > start + 1 else { return nil }
    let name = bytes[(start + 1)..<end]
    if name.first == 0x23 {
      return number(name.dropFirst()).map { (scalar($0), end + 1) }
    }
    guard name.allSatisfy(MarkupByte.isAlphanumeric) else { return nil }
    return named(Array(name)).map { ($0, end + 1) }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt32? {
    let isHexadecimal = digits.first.map(MarkupByte.lower) == UInt8(ascii: "x")
    let text = String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self)
    guard text.utf8.allSatisfy(MarkupByte.isAlphanumeric) else { return nil }
    return UInt32(text, radix: isHexadecimal ? 16 : 10)
  }

  private static func scalar(_ value: UInt32) -> Unicode.Scalar? {
    if value >= 0x80, value < 0xA0 {
      return MarkupByte.windows1252[Int(value - 0x80)].unicodeScalars.first
    }
    guard value > 0x7F || !isControl(UInt8(value)), value | 1 != 0xFFFF else { return nil }
    return Unicode.Scalar(value)
  }

  private static func named(_ name: [UInt8]) -> Unicode.Scalar? {
    switch String(decoding: name, as: UTF8.self) {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    // The table of the library is constant: nothing has to be set up before.
    guard let entity = htmlEntityLookup(name + [0]) else { return nil }
    return Unicode.Scalar(entity.pointee.value)
  }
}
