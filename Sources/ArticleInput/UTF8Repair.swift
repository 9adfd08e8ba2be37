/// Checking that bytes are UTF-8, and mending those that nearly are.
enum UTF8Repair {
  /// How many bytes at the start of `bytes` are valid UTF-8: all of them if the text is.
  ///
  /// - Complexity: O(*n*), eight bytes at a time where they are ASCII.
  static func validPrefix(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset = endOfASCII(bytes, from: offset)
        continue
      }
      let (length, isValid) = sequence(bytes, at: offset)
      guard isValid else { return offset }
      offset += length
    }
    return offset
  }

  /// Where the bytes of ASCII that start at `offset` end.
  static func endOfASCII(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var end = offset
    while end + 8 <= bytes.count,
      raw.loadUnaligned(fromByteOffset: end, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      end += 8
    }
    while end < bytes.count, bytes[end] < 0x80 { end += 1 }
    return end
  }

  /// Whether `bytes` are valid UTF-8.
  static func isValid(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { validPrefix(of: $0) == $0.count }
  }

  /// A text in which U+FFFD stands for what is not UTF-8.
  struct Repaired {
    var bytes: [UInt8] = []
    /// How many replacement characters were put in.
    var replacedCount = 0
    /// How many bytes they stand for.
    var badByteCount = 0
    /// The bytes beyond ASCII that are valid.
    var goodByteCount = 0

    /// Whether this is UTF-8 with a little damage, not another character set. ASCII says nothing
    /// about that.
    var isMostlyGood: Bool { goodByteCount >= 49 * badByteCount }
  }

  /// Replaces each maximal broken part of a sequence by one U+FFFD, as browsers do.
  ///
  /// - Complexity: O(*n*).
  static func repaired(_ bytes: [UInt8]) -> Repaired {
    var result = Repaired()
    result.bytes.reserveCapacity(bytes.count + 16)
    bytes.withUnsafeBufferPointer { bytes in
      var offset = 0
      while offset < bytes.count {
        if bytes[offset] < 0x80 {
          result.bytes.append(bytes[offset])
          offset += 1
          continue
        }
        let (length, isValid) = sequence(bytes, at: offset)
        if isValid {
          result.bytes.append(contentsOf: bytes[offset..<offset + length])
          result.goodByteCount += length
        } else {
          result.bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
          result.replacedCount += 1
          result.badByteCount += length
        }
        offset += length
      }
    }
    return result
  }

  /// The sequence that starts at `offset` with a byte beyond ASCII, and whether it is valid; if
  /// not, the length of its longest start that could have become one, at least 1 (table 3-7 of the
  /// Unicode Standard).
  static func sequence(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> (length: Int, isValid: Bool) {
    let first = bytes[offset]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { second = 0xA0...0xBF }
      if first == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { second = 0x90...0xBF }
      if first == 0xF4 { second = 0x80...0x8F }
    default: return (1, false)
    }
    for index in 1..<length {
      let isGood =
        offset + index < bytes.count
        && (index == 1
          ? second.contains(bytes[offset + 1]) : bytes[offset + index] & 0xC0 == 0x80)
      if !isGood { return (index, false) }
    }
    return (length, true)
  }
}
