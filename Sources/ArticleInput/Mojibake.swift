/// Recognizes and mends Arabic text that somebody read in a wrong character set and wrote as UTF-8.
///
/// What is mended, by the bytes the text had and the set they were read in; ISO-8859-1 and
/// windows-1252 are taken together:
///
/// | the bytes | read in | `الأخبار` became |
/// | --- | --- | --- |
/// | windows-1256 | windows-1252 | `ÇáÃÎÈÇÑ` |
/// | ISO-8859-6 | windows-1252 | `ÇäÃÎÈÇÑ` |
/// | UTF-8 | windows-1252 | `Ø§Ù„Ø£Ø®Ø¨Ø§Ø±` |
/// | UTF-8 | windows-1256 | `ط§ظ„ط£ط®ط¨ط§ط±` |
///
/// Nothing is mended unless all of this holds, which no text does by accident:
/// - The first ``sampleSize`` bytes beyond ASCII look like it (see ``MojibakeSample``).
/// - They become Arabic: by ``ArabicStatistics`` and the frequency of ا and ل for sets of one byte
///   a character; by being valid UTF-8 that is ``leastArabicShare`` Arabic letters.
/// - At most ``mostKeptShare`` of the characters beyond ASCII of the whole text fit in no such
///   reading. They stay as they are: marks that were put in later, or a word in another script.
///
/// Text that was misread twice, or misread with loss of most of its bytes, stays as it is.
enum Mojibake {
  /// How many bytes beyond ASCII are looked at before the whole text is.
  static let sampleSize = 1 << 14
  /// The share of the characters beyond ASCII that need not fit.
  static let mostKeptShare = 0.05
  /// The share of Arabic letters among the characters beyond ASCII of mended UTF-8.
  static let leastArabicShare = 0.8
  /// The shares that ا and ل must have of the characters beyond ASCII. In Arabic they have .15
  /// and .11; in Russian, Greek, Chinese and others that are misread alike, one has next to none.
  static let leastAlefShare = 0.06
  static let leastLamShare = 0.05

  /// The text as it was before it was misread; nil for text that is not recognized with certainty.
  ///
  /// - Parameter bytes: Valid UTF-8.
  /// - Returns: The text in UTF-8, and the character set it was in before.
  /// - Complexity: O(*n*); for text that is as it should be no more than a look at the sample,
  ///   with ASCII passed over eight bytes at a time.
  static func repaired(_ bytes: [UInt8]) -> (bytes: [UInt8], charset: Charset)? {
    bytes.withUnsafeBufferPointer { text in
      let sample = MojibakeSample(text, size: sampleSize)
      guard let reading = sample.suspectedReading,
        let charset = charset(of: text.part(0, sample.end), reading, sample.isUTF8)
      else { return nil }
      let writer = MojibakeWriter(text, reading, charset)
      let isCertain = Double(writer.keptCount) <= mostKeptShare * Double(writer.readCount)
      return isCertain ? (writer.output, charset) : nil
    }
  }

  /// The character set that the bytes of the sample were in before; nil when they are no Arabic.
  private static func charset(
    of sample: UnsafeBufferPointer<UInt8>, _ reading: WrongReading, _ isUTF8: Bool
  ) -> Charset? {
    if isUTF8 {
      let writer = MojibakeWriter(sample, reading, .utf8)
      let arabic = writer.output.count { (0xD8...0xDB).contains($0) }
      let all = writer.output.count { $0 >= 0xC2 }
      return Double(arabic) >= leastArabicShare * Double(all) ? .utf8 : nil
    }
    let bytes = reading.bytes(of: sample)
    guard let charset = ArabicStatistics.detect(bytes), let table = charset.singleByteTable else {
      return nil
    }
    var (all, alefs, lams) = (0.0, 0.0, 0.0)
    for byte in bytes where byte >= 0x80 {
      all += 1
      switch table[Int(byte) - 0x80] {
      case 0x0627: alefs += 1
      case 0x0644: lams += 1
      default: break
      }
    }
    return alefs >= leastAlefShare * all && lams >= leastLamShare * all ? charset : nil
  }
}
