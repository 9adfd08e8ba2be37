/// A word beside an offset, found by a bounded look.
struct WordAround {
  /// The longest word that is looked at, in bytes.
  private static let longest = 48

  /// The word in its folded form.
  private(set) var folded: [UInt8] = []
  private(set) var start: Int
  private(set) var end: Int
  private(set) var isNumber = false
  /// Whether all letters are Latin.
  private(set) var isLatin = false

  var isEmpty: Bool { folded.isEmpty }

  /// The number of letters and digits. Folded Arabic letters have two bytes each.
  var letterCount: Int { folded.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } }

  /// The word that ends before `offset`, spaces and format characters between them left out.
  static func word(before offset: Int, in text: UnsafeBufferPointer<UInt8>) -> WordAround {
    var end = offset
    while end > 0 {
      let (scalar, length) = UTF8Scalars.decode(text, before: end)
      let kind = CharacterClass.of(scalar)
      guard kind == .space || kind == .format else { break }
      end -= length
    }
    var start = end
    while start > 0, end - start < longest {
      let (scalar, length) = UTF8Scalars.decode(text, before: start)
      let kind = CharacterClass.of(scalar)
      guard kind.isWordPart || kind == .format else { break }
      start -= length
    }
    return WordAround(text, start, end)
  }

  /// The word that starts behind `offset`, spaces and format characters between them left out.
  static func word(after offset: Int, in text: UnsafeBufferPointer<UInt8>) -> WordAround {
    var start = offset
    while start < text.count {
      let (scalar, length) = UTF8Scalars.decode(text, at: start)
      let kind = CharacterClass.of(scalar)
      guard kind == .space || kind == .format else { break }
      start += length
    }
    var end = start
    while end < text.count, end - start < longest {
      let (scalar, length) = UTF8Scalars.decode(text, at: end)
      let kind = CharacterClass.of(scalar)
      guard kind.isWordPart || kind == .format else { break }
      end += length
    }
    return WordAround(text, start, end)
  }

  private init(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    self.start = start
    self.end = end
    guard start < end else { return }
    Normalizer.fold(UnsafeBufferPointer(rebasing: text[start..<end]), into: &folded)
    isNumber = !folded.isEmpty && folded.allSatisfy { (0x30...0x39).contains($0) }
    isLatin = !folded.isEmpty && folded.allSatisfy { $0 < 0x80 } && !isNumber
  }
}
