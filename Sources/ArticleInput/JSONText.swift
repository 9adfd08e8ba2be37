/// Decoding strings of a JSON text that was checked before.
enum JSONText {
  /// The text of the string at `range`, which includes its quotation marks. An escaped surrogate
  /// without its other half becomes U+FFFD.
  ///
  /// - Complexity: O(*n*).
  static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    let end = range.upperBound - 1
    var position = range.lowerBound + 1
    var output: [UInt8] = []
    output.reserveCapacity(end - position)
    while position < end {
      let start = position
      while position < end && bytes[position] != UInt8(ascii: "\\") { position += 1 }
      output.append(contentsOf: bytes[start..<position])
      guard position < end else { break }
      appendEscape(bytes, &position, to: &output)
    }
    return output
  }

  /// The value of a hexadecimal digit; nil for another byte.
  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46, 0x61...0x66: UInt32(byte | 0x20) - 0x57
    default: nil
    }
  }

  private static func appendEscape(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, to output: inout [UInt8]
  ) {
    let kind = bytes[position + 1]
    guard kind == UInt8(ascii: "u") else {
      output.append(simpleEscape(kind))
      position += 2
      return
    }
    let unit = codeUnit(bytes, position)
    position += 6
    guard unit & 0xF800 == 0xD800 else { return UTF8Output.append(unit, to: &output) }
    // The string is closed by a quotation mark, so there is a byte to look at.
    if unit < 0xDC00, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      let low = codeUnit(bytes, position)
      if low & 0xFC00 == 0xDC00 {
        position += 6
        return UTF8Output.append(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF), to: &output)
      }
    }
    UTF8Output.append(0xFFFD, to: &output)
  }

  private static func codeUnit(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt32 {
    (position + 2..<position + 6).reduce(0) { $0 << 4 | (hexDigit(bytes[$1]) ?? 0) }
  }

  private static func simpleEscape(_ kind: UInt8) -> UInt8 {
    switch kind {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: kind
    }
  }
}
