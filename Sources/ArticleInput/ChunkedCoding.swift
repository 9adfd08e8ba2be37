import ETLModel

/// The chunked transfer coding of HTTP/1.1 (RFC 9112, section 7.1).
enum ChunkedCoding {
  /// Joins the chunks of a body.
  ///
  /// - Returns: The data; `bytes` themselves when they do not start like a chunk.
  /// - Throws: `bad_archive` when the body ends early, or is damaged behind its first chunk.
  static func decode(_ bytes: ArraySlice<UInt8>) throws(InputError) -> ArraySlice<UInt8> {
    var data: [UInt8] = []
    var rest = bytes
    var isFirst = true
    while true {
      guard let (size, start) = sizeLine(rest) else {
        if isFirst { return bytes }
        throw rest.isEmpty ? endsEarly : damaged
      }
      if size == 0 { return data[...] }
      guard rest.endIndex - start >= size else { throw endsEarly }
      let chunk = rest[start..<(start + size)]
      rest = rest[chunk.endIndex...]
      guard dropLineEnd(&rest) else {
        if isFirst && !rest.isEmpty { return bytes }
        throw rest.isEmpty ? endsEarly : damaged
      }
      data.append(contentsOf: chunk)
      isFirst = false
    }
  }

  /// The number of the line that a chunk starts with, and where its data starts; nil when there is
  /// none.
  private static func sizeLine(_ bytes: ArraySlice<UInt8>) -> (size: Int, start: Int)? {
    var size = 0
    var index = bytes.startIndex
    while index < bytes.endIndex, let digit = hexValue(bytes[index]) {
      guard index - bytes.startIndex < 12 else { return nil }
      size = size << 4 | digit
      index += 1
    }
    guard index > bytes.startIndex,
      let end = bytes[index...].prefix(1 << 12).firstIndex(of: 0x0A)
    else { return nil }
    // Behind the number may be spaces, and an extension behind a semicolon.
    let tail = bytes[index..<end].drop { $0 == 0x20 || $0 == 0x09 }
    guard tail.isEmpty || tail.elementsEqual([0x0D]) || tail.first == UInt8(ascii: ";")
    else { return nil }
    return (size, end + 1)
  }

  private static func dropLineEnd(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    if bytes.starts(with: [0x0D, 0x0A]) {
      bytes = bytes.dropFirst(2)
    } else if bytes.first == 0x0A {
      bytes = bytes.dropFirst()
    } else {
      return false
    }
    return true
  }

  private static func hexValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x41 + 10
    case 0x61...0x66: Int(byte) - 0x61 + 10
    default: nil
    }
  }

  private static let endsEarly = InputError(.badArchive, "the chunked body ends early")
  private static let damaged = InputError(.badArchive, "the chunked body is damaged")
}
