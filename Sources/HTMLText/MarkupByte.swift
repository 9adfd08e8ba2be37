import Glibc

/// Questions to single bytes of a page, and searches for one.
enum MarkupByte {
  static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 &- 0x61 < 26 }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  static func isName(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == 0x2D || byte == 0x3A || byte == 0x5F
  }

  /// The first `byte` from `start` on.
  static func find(
    _ byte: UInt8, _ page: UnsafePointer<UInt8>, _ start: Int, _ count: Int
  ) -> Int? {
    guard start < count, let found = memchr(page + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(page)
  }

  /// Whether `byte` stands in `text`.
  static func isFound(_ byte: UInt8, _ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { find(byte, $0, 0, bytes.count) != nil } ?? false
    }
  }

  /// What references to U+0080–U+009F mean in HTML.
  static let windows1252: [String] = [
    "€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "", "", "‘", "’",
    "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
  ]
}
