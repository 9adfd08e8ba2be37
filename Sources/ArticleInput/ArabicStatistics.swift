/// Tells by the statistics of letters whether bytes are Arabic in a character set of one byte a
/// character.
enum ArabicStatistics {
  /// How many bytes are looked at.
  private static let sampleSize = 1 << 16
  /// The share of the bytes beyond ASCII that must be Arabic.
  private static let leastArabicShare = 0.8
  /// The least mean weight of the bytes beyond ASCII. Arabic in its own set is near 4; read in the
  /// other set, it is below 2.5.
  private static let leastWeight = 2.8

  /// The Arabic character set that `bytes` are in; nil when they look like neither.
  static func detect(_ bytes: [UInt8]) -> Charset? {
    let sample = bytes.prefix(sampleSize)
    let scored = [Charset.windows1256, .iso88596].map { ($0, score(sample, $0)) }
    let best = scored.max { $0.1 < $1.1 }
    guard let best, best.1 >= leastWeight else { return nil }
    // max(by:) takes the last of equals; windows-1256 is by far the more frequent.
    return scored[0].1 == best.1 ? .windows1256 : best.0
  }

  /// The mean weight of the bytes beyond ASCII; 0 when too few of them are Arabic.
  private static func score(_ sample: ArraySlice<UInt8>, _ charset: Charset) -> Double {
    guard let table = charset.singleByteTable else { return 0 }
    var (total, arabic) = (0, 0)
    var sum = 0.0
    var previous: UInt8 = 0x20
    for byte in sample {
      defer { previous = byte }
      guard byte >= 0x80 else { continue }
      total += 1
      let weight = weight(of: table[Int(byte) - 0x80])
      // Behind a Latin letter stands a Latin letter: é in a French word is no Arabic one.
      let isInLatinWord = (previous | 0x20) &- 0x61 < 26
      if weight > 0 && !isInLatinWord {
        arabic += 1
        sum += weight
      }
    }
    guard total > 0, Double(arabic) >= leastArabicShare * Double(total) else { return 0 }
    return sum / Double(total)
  }

  /// A weight that grows with the logarithm of how often the character occurs in Arabic news.
  private static func weight(of unit: UInt16) -> Double {
    switch unit {
    case 0x0627: 6  // ا
    case 0x0644: 5.6  // ل
    case 0x064A, 0x0645, 0x0648, 0x0646, 0x0631, 0x062A: 4.7  // ي م و ن ر ت
    case 0x0628, 0x0639, 0x0629, 0x0647, 0x062F, 0x0633, 0x0641, 0x0643, 0x0623: 3.7
    case 0x0642, 0x062D, 0x062C, 0x0634, 0x0635, 0x0649, 0x062E, 0x0637, 0x0625: 2.7
    case 0x0636, 0x0630, 0x0632, 0x062B, 0x063A, 0x0638, 0x0626, 0x0621: 1.5
    case 0x060C, 0x061B, 0x061F, 0x0640, 0x064B...0x0652, 0x0622, 0x0624: 0.7
    // Marks of quotation, dashes and the no-break space, which Arabic texts have too.
    case 0x00AB, 0x00BB, 0x201C, 0x201D, 0x2018, 0x2019, 0x2013, 0x2014, 0x2026, 0x00A0: 2
    default: 0
    }
  }
}
