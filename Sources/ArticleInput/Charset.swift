/// The character sets that articles are read in.
enum Charset: String {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case windows1256 = "windows-1256"
  case iso88596 = "iso-8859-6"
  case windows1252 = "windows-1252"

  /// The character set that a page or server calls `label`; nil for one that is not read here.
  ///
  /// As browsers do, ISO-8859-1 and ASCII are taken for their superset windows-1252, and UTF-16
  /// without an order for little-endian.
  init?(label: String) {
    switch label.lowercased() {
    case "utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8": self = .utf8
    case "utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2", "csunicode":
      self = .utf16LittleEndian
    case "utf-16be", "unicodefffe": self = .utf16BigEndian
    case "windows-1256", "cp1256", "x-cp1256": self = .windows1256
    case "iso-8859-6", "iso8859-6", "iso_8859-6", "iso88596", "arabic", "asmo-708", "ecma-114",
      "csisolatinarabic", "iso-8859-6-e", "iso-8859-6-i":
      self = .iso88596
    case "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1",
      "l1", "us-ascii", "ascii", "ansi_x3.4-1968":
      self = .windows1252
    default: return nil
    }
  }

  var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

  /// The upper half of a character set of one byte a character.
  var singleByteTable: [UInt16]? {
    switch self {
    case .windows1256: SingleByteTables.windows1256
    case .iso88596: SingleByteTables.iso88596
    case .windows1252: SingleByteTables.windows1252
    case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
    }
  }

  /// Decodes bytes in a character set other than UTF-8 to UTF-8.
  ///
  /// - Complexity: O(*n*).
  func decode(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], replacedCount: Int) {
    guard let table = singleByteTable else { return decodeUTF16(bytes) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    var replacedCount = 0
    for byte in bytes {
      if byte < 0x80 {
        output.append(byte)
        continue
      }
      let unit = table[Int(byte) - 0x80]
      if unit == 0xFFFD { replacedCount += 1 }
      UTF8Output.append(UInt32(unit), to: &output)
    }
    return (output, replacedCount)
  }

  private func decodeUTF16(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], replacedCount: Int) {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var replacedCount = 0
    var index = bytes.startIndex
    func unit(at index: Int) -> UInt32? {
      guard index + 1 < bytes.endIndex else { return nil }
      let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
      return self == .utf16BigEndian ? first << 8 | second : second << 8 | first
    }
    while let high = unit(at: index) {
      index += 2
      if high & 0xF800 != 0xD800 {
        UTF8Output.append(high, to: &output)
      } else if high < 0xDC00, let low = unit(at: index), low & 0xFC00 == 0xDC00 {
        index += 2
        UTF8Output.append(0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF), to: &output)
      } else {
        replacedCount += 1
        UTF8Output.append(0xFFFD, to: &output)
      }
    }
    if index < bytes.endIndex {
      replacedCount += 1
      UTF8Output.append(0xFFFD, to: &output)
    }
    return (output, replacedCount)
  }
}

/// Writing UTF-8.
enum UTF8Output {
  /// Appends a scalar, which is no surrogate.
  static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    func byte(_ lead: UInt32, _ shift: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: lead | (scalar >> shift & (lead == 0x80 ? 0x3F : 0xFF)))
    }
    switch scalar {
    case 0..<0x80: output.append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800:
      output.append(byte(0xC0, 6))
      output.append(byte(0x80, 0))
    case 0x800..<0x10000:
      output.append(byte(0xE0, 12))
      output.append(byte(0x80, 6))
      output.append(byte(0x80, 0))
    default:
      output.append(byte(0xF0, 18))
      output.append(byte(0x80, 12))
      output.append(byte(0x80, 6))
      output.append(byte(0x80, 0))
    }
  }
}
