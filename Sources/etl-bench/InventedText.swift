/// Sentences of invented words, among which the small words of Arabic stand as in news.
struct InventedText: Sendable {
  private static let wordCount = 4_096
  private static let smallWords = [
    "في", "من", "على", "إلى", "أن", "التي", "عن", "مع", "الذي", "خلال", "بعد", "هذا",
  ]
  private static let openings = ["وقال", "وأضاف", "وأكد", "وذكر"].map { Array($0.utf8) }

  /// A word with a space behind it, in as many bytes as the longest one: so it is copied at once.
  private struct Word {
    static let size = 16

    let bytes: SIMD16<UInt8>
    let count: Int

    init(_ text: String) {
      var bytes = SIMD16<UInt8>(repeating: 0x20)
      for (offset, byte) in text.utf8.enumerated() { bytes[offset] = byte }
      self.bytes = bytes
      count = text.utf8.count + 1
    }
  }

  private let vocabulary: [Word]

  init() {
    var random = Generator(state: 1)
    let onsets = Array("بتثجحخدذرزسشصضطظعغفقكلمنه".unicodeScalars)
    let vowels = Array("اوي".unicodeScalars)
    vocabulary = (0..<Self.wordCount).map { number in
      guard number % 3 != 0 else {
        return Word(Self.smallWords[number / 3 % Self.smallWords.count])
      }
      var word = ""
      for _ in 0..<Int.random(in: 2...3, using: &random) {
        word.unicodeScalars.append(onsets[Int.random(in: 0..<onsets.count, using: &random)])
        word.unicodeScalars.append(vowels[Int.random(in: 0..<vowels.count, using: &random)])
      }
      return Word(word)
    }
  }

  /// Some words, with single spaces between them.
  func words(_ count: Int, _ random: inout Generator) -> String {
    var text: [UInt8] = []
    append(count, to: &text, &random)
    return String(decoding: text, as: UTF8.self)
  }

  /// Adds a paragraph of HTML with two to four sentences; one in four begins with a quote.
  func appendParagraph(to page: inout [UInt8], _ random: inout Generator) {
    page += Array("<p>".utf8)
    let choice = random.next()
    if choice & 3 == 0 {
      page += Self.openings[Int(choice >> 2 & 3)]
      page.append(0x20)
      append(2, to: &page, &random)
      page += Array(": «".utf8)
      append(12, to: &page, &random)
      page += Array("». ".utf8)
    }
    for _ in 0..<2 + choice >> 8 % 3 {
      append(8 + Int(random.next() & 15), to: &page, &random)
      page += Array(". ".utf8)
    }
    page += Array("</p>\n".utf8)
  }

  private func append(_ count: Int, to text: inout [UInt8], _ random: inout Generator) {
    withUnsafeTemporaryAllocation(byteCount: count * Word.size, alignment: 1) { sentence in
      var end = 0
      for _ in 0..<count {
        let word = vocabulary[Int(random.next() % UInt64(Self.wordCount))]
        sentence.storeBytes(of: word.bytes, toByteOffset: end, as: SIMD16<UInt8>.self)
        end += word.count
      }
      text += sentence[..<max(0, end - 1)]
    }
  }
}
