/// Reading Unicode scalars from valid UTF-8, one at a time and without a `String`.
public enum UTF8Scalars {
  /// The scalar that starts at `offset`, and the number of its bytes.
  ///
  /// - Precondition: `text` is valid UTF-8 and `offset` lies on a scalar border before its end.
  @inlinable
  public static func decode(
    _ text: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> (scalar: UInt32, length: Int) {
    let first = UInt32(text[offset])
    if first < 0x80 { return (first, 1) }
    let second = UInt32(text[offset + 1] & 0x3F)
    if first < 0xE0 { return ((first & 0x1F) << 6 | second, 2) }
    let third = UInt32(text[offset + 2] & 0x3F)
    if first < 0xF0 { return ((first & 0x0F) << 12 | second << 6 | third, 3) }
    let fourth = UInt32(text[offset + 3] & 0x3F)
    return ((first & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
  }

  /// The scalar that ends right before `offset`, and the number of its bytes.
  ///
  /// - Precondition: `text` is valid UTF-8 and `offset` lies on a scalar border behind its start.
  @inlinable
  public static func decode(
    _ text: UnsafeBufferPointer<UInt8>, before offset: Int
  ) -> (scalar: UInt32, length: Int) {
    var start = offset - 1
    while text[start] & 0xC0 == 0x80 { start -= 1 }
    return decode(text, at: start)
  }

  /// Appends `scalar` in UTF-8.
  @inlinable
  public static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    if scalar < 0x80 {
      output.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      output.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      output.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
      output.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}
