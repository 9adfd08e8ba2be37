/// The character set that bytes were read in by mistake, turned around: from characters to bytes.
struct WrongReading {
  private let bytes: [UInt16: UInt8]

  static let windows1256 = Self(SingleByteTables.windows1256)
  /// Also ISO-8859-1, which has control characters from 80 to 9F; windows-1252 has others there.
  static let windows1252 = Self(SingleByteTables.windows1252, withControls: true)

  private init(_ table: [UInt16], withControls: Bool = false) {
    var bytes: [UInt16: UInt8] = [:]
    for byte in UInt8(0x80)...0xFF {
      if withControls, byte < 0xA0 { bytes[UInt16(byte)] = byte }
      bytes[table[Int(byte) - 0x80]] = byte
    }
    self.bytes = bytes
  }

  /// The byte from 80 to FF that was read as the character at `offset`; nil for ASCII and for what
  /// the set does not have.
  func byte(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt8? {
    switch text[offset] {
    case 0xC2...0xDF where offset + 1 < text.count:
      bytes[UInt16(text[offset] & 0x1F) << 6 | UInt16(text[offset + 1] & 0x3F)]
    case 0xE0...0xEF where offset + 2 < text.count:
      bytes[
        UInt16(text[offset] & 0x0F) << 12 | UInt16(text[offset + 1] & 0x3F) << 6
          | UInt16(text[offset + 2] & 0x3F)]
    default: nil
    }
  }

  /// The bytes that a text was read from, without the characters that the set does not have.
  func bytes(of text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var offset = 0
    while offset < text.count {
      if let byte = text[offset] < 0x80 ? text[offset] : byte(text, at: offset) {
        output.append(byte)
      }
      offset += text.lengthOfCharacter(at: offset)
    }
    return output
  }
}
