/// What the first characters beyond ASCII of a text have in common with misread Arabic.
///
/// The first byte of an Arabic letter in UTF-8 is D8 or D9. Misread, it is Ø or Ù, or ط or ظ, and
/// every other character is one of them; in text as it should be they are rare. Arabic of one byte
/// a letter becomes words of nothing but accented letters: they stand next to each other, which
/// those of European languages do not.
struct MojibakeSample {
  /// The fewest characters beyond ASCII that something is concluded from.
  private static let fewest = 24
  /// The share of misread first bytes; in misread Arabic it is .45 to .5.
  private static let leastLeadShare = 0.3
  /// The share of letters from À to ÿ.
  private static let leastAccentedShare = 0.7
  /// The share of them that stand behind another; in misread Arabic it is about .75.
  private static let leastPairShare = 0.5

  /// Where the sample ends, on the border of a character.
  private(set) var end = 0
  private var count = 0
  private var latinLeads = 0
  private var arabicLeads = 0
  private var accented = 0
  private var pairs = 0

  init(_ text: UnsafeBufferPointer<UInt8>, size: Int) {
    var left = size
    var lastAccented = -2
    while end < text.count, left > 0 {
      let first = text[end]
      guard first >= 0x80 else {
        end = UTF8Repair.endOfASCII(text, from: end)
        continue
      }
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      guard end + length <= text.count else { break }
      count += 1
      switch (first, text[end + 1]) {
      case (0xC3, let second):
        accented += 1
        if lastAccented == end - 2 { pairs += 1 }
        lastAccented = end
        if second == 0x98 || second == 0x99 { latinLeads += 1 }
      case (0xD8, 0xB7), (0xD8, 0xB8): arabicLeads += 1
      default: break
      }
      end += length
      left -= length
    }
  }

  /// Whether it looks like misread UTF-8, not like misread bytes of one a character.
  var isUTF8: Bool { max(latinLeads, arabicLeads).isShare(Self.leastLeadShare, of: count) }

  /// How the text may have been read; nil when it looks as it should.
  var suspectedReading: WrongReading? {
    guard count >= Self.fewest else { return nil }
    if arabicLeads.isShare(Self.leastLeadShare, of: count) { return .windows1256 }
    let isAccented =
      accented.isShare(Self.leastAccentedShare, of: count)
      && pairs.isShare(Self.leastPairShare, of: accented)
    return isAccented || latinLeads.isShare(Self.leastLeadShare, of: count) ? .windows1252 : nil
  }
}

extension Int {
  fileprivate func isShare(_ share: Double, of all: Int) -> Bool {
    Double(self) >= share * Double(all)
  }
}
