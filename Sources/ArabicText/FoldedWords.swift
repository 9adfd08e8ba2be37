/// The first folded words of a text, one space between them and nothing else.
///
/// The same as folding a text (``Normalizer``) and cutting it at all that is no word, in one pass
/// and without the folded text between.
package struct FoldedWords: Sendable {
  /// The kept words, with a space between two.
  package private(set) var bytes: [UInt8] = []
  /// Where each kept word ends in ``bytes``.
  package private(set) var ends: [Int] = []
  /// The number of all words, also of those that are not kept.
  package private(set) var count = 0
  /// The number of words with a Latin letter in front.
  package private(set) var latinCount = 0

  /// Reads `text`, which is valid UTF-8 but for a scalar cut at either end, and keeps its first
  /// `maximum` words. What is left of such a scalar is passed over.
  ///
  /// - Complexity: O(*n*).
  package init(_ text: UnsafeBufferPointer<UInt8>, maximum: Int) {
    let text = Self.whole(text)
    guard !text.isEmpty, maximum > 0 else { return }
    // Blocks are written whole, behind a byte, and four words may end in the last one.
    let capacity = 1 + text.count + ByteBlock.width
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { output in
      output[0] = 0
      let output = UnsafeMutableBufferPointer(rebasing: output[1...])
      withUnsafeTemporaryAllocation(of: Int.self, capacity: maximum + 3) { ends in
        Self.ascii.withUnsafeBufferPointer { ascii in
          ArabicLetter.table.withUnsafeBufferPointer { letters in
            var reader = Reader(
              text: text, ascii: ascii, letters: letters, output: output, ends: ends,
              maximum: maximum)
            reader.keepWords()
            reader.countWords()
            bytes = Array(UnsafeBufferPointer(rebasing: output[..<reader.length]))
            self.ends = Array(UnsafeBufferPointer(rebasing: ends[..<reader.kept]))
            count = reader.count
            latinCount = reader.latinCount
          }
        }
      }
    }
  }

  /// `text` without the rest of a scalar at its start and the beginning of one at its end.
  private static func whole(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    let start = text.firstIndex { $0 & 0xC0 != 0x80 } ?? text.count
    guard let last = text[start...].lastIndex(where: { $0 & 0xC0 != 0x80 }) else {
      return UnsafeBufferPointer(rebasing: text[..<0])
    }
    let length =
      switch text[last] {
      case ..<0x80: 1
      case ..<0xE0: 2
      case ..<0xF0: 3
      default: 4
      }
    let isWhole = last + length <= text.count
    return UnsafeBufferPointer(rebasing: text[start..<(isWhole ? text.count : last)])
  }

  /// The folded byte of each ASCII character that stands in words; otherwise 0.
  private static let ascii: [UInt8] = (0..<128).map { (byte: UInt8) -> UInt8 in
    byte &- 0x41 < 26 ? byte | 0x20 : byte &- 0x61 < 26 || byte &- 0x30 < 10 ? byte : 0
  }
}

/// The state of one pass of ``FoldedWords``.
private struct Reader {
  let text: UnsafeBufferPointer<UInt8>
  let ascii: UnsafeBufferPointer<UInt8>
  let letters: UnsafeBufferPointer<ArabicLetter>
  let output: UnsafeMutableBufferPointer<UInt8>
  let ends: UnsafeMutableBufferPointer<Int>
  /// The most words that are written.
  let maximum: Int
  /// The number of folded bytes written.
  private(set) var length = 0
  /// The number of words written.
  private(set) var kept = 0
  private(set) var count = 0
  private(set) var latinCount = 0
  private var offset = 0
  private var isInside = false

  init(
    text: UnsafeBufferPointer<UInt8>, ascii: UnsafeBufferPointer<UInt8>,
    letters: UnsafeBufferPointer<ArabicLetter>, output: UnsafeMutableBufferPointer<UInt8>,
    ends: UnsafeMutableBufferPointer<Int>, maximum: Int
  ) {
    self.text = text
    self.ascii = ascii
    self.letters = letters
    self.output = output
    self.ends = ends
    self.maximum = maximum
  }

  /// Writes the words up to the end of the text or until as many are kept as may be.
  mutating func keepWords() {
    while offset < text.count, kept < maximum {
      let first = text[offset]
      if first < 0x80 {
        let folded = ascii[Int(first)]
        if folded == 0 {
          close()
          offset &+= 1
        } else if !putLatinBlocks() {
          put(folded)
          offset &+= 1
        }
      } else if ArabicLetter.begins(first) {
        if !putBlocks() { putLetters() }
      } else {
        let (scalar, width) = UTF8Scalars.decode(text, at: offset)
        let kind = CharacterClass.of(scalar)
        if kind.isWordPart {
          for index in offset..<offset + width { put(text[index]) }
        } else if kind != .format, scalar != 0xAD {
          close()
        }
        offset &+= width
      }
    }
    if offset == text.count, kept < maximum { close() }
  }

  /// Writes Arabic letters and the words that they make with single spaces between them, eight
  /// bytes at a time; false if no such letter stands here.
  @inline(__always)
  private mutating func putBlocks() -> Bool {
    guard let block = ByteBlock(text, at: offset), block.arabicLetters.contains(0) else {
      return false
    }
    open()
    let output = UnsafeMutableRawPointer(output.baseAddress.unsafelyUnwrapped)
    let (text, ends, maximum, words) = (text, ends, maximum, kept)
    var (offset, length, kept) = (offset, length, kept)
    var width = ByteBlock.width
    while width == ByteBlock.width, kept < maximum, let block = ByteBlock(text, at: offset) {
      var spaces = block.singleSpaces
      let plain = block.arabicLetters | spaces
      if !plain.isFull {
        width = plain.prefix
        spaces = spaces.prefix(width)
      }
      let last = output.load(fromByteOffset: length &- 1, as: UInt8.self)
      output.storeBytes(
        of: last ^ block.turnsBefore, toByteOffset: length &- 1, as: UInt8.self)
      output.storeBytes(of: block.folded.littleEndian, toByteOffset: length, as: UInt64.self)
      // Three single spaces at most stand between letters of two bytes, and seldom more than two.
      for _ in 0..<2 {
        ends[kept] = length &+ spaces.first
        kept &+= spaces.isEmpty ? 0 : 1
        spaces = spaces.dropFirst()
      }
      if !spaces.isEmpty {
        ends[kept] = length &+ spaces.first
        kept &+= 1
      }
      length &+= width
      offset &+= width
    }
    if text[offset] & 0xC0 == 0x80 {
      // The last block ended within a letter.
      offset &-= 1
      length &-= 1
    }
    isInside = text[offset &- 1] != 0x20
    count &+= kept &- words &- (isInside ? 0 : 1)
    self.kept = min(kept, maximum)
    self.length = kept >= maximum ? ends[maximum &- 1] : isInside ? length : length &- 1
    self.offset = offset
    return true
  }

  /// Writes Latin letters and digits and the words that they make with single spaces between them,
  /// eight bytes at a time; false if a block of anything else stands here.
  @inline(__always)
  private mutating func putLatinBlocks() -> Bool {
    guard var block = ByteBlock(text, at: offset), block.isLatin else { return false }
    var wasInside = isInside
    if !isInside, length > 0 { append(0x20) }
    let output = UnsafeMutableRawPointer(output.baseAddress.unsafelyUnwrapped)
    while true {
      let words = block.latinLetters | block.digits
      let starts = words.starts(isInside: wasInside)
      count &+= starts.count
      latinCount &+= (starts & block.latinLetters).count
      output.storeBytes(of: block.lowercased.littleEndian, toByteOffset: length, as: UInt64.self)
      var spaces = block.singleSpaces
      while !spaces.isEmpty {
        ends[kept] = length &+ spaces.first
        kept &+= 1
        spaces = spaces.dropFirst()
      }
      length &+= ByteBlock.width
      offset &+= ByteBlock.width
      wasInside = words.contains(ByteBlock.width &- 1)
      guard kept < maximum, let next = ByteBlock(text, at: offset), next.isLatin else { break }
      block = next
    }
    isInside = wasInside
    if kept >= maximum {
      // What the last block wrote behind the last word that is kept is counted, not kept.
      kept = maximum
      length = ends[maximum &- 1]
    } else if !isInside {
      length &-= 1
    }
    return true
  }

  /// Counts the words that are not kept.
  mutating func countWords() {
    while offset < text.count {
      countPlainWords()
      guard offset < text.count else { return }
      let (scalar, width) = UTF8Scalars.decode(text, at: offset)
      let kind = CharacterClass.of(scalar)
      let isDropped =
        scalar &- 0x600 < 0x100 && letters[Int(scalar) - 0x600].width == 0 || kind == .format
        || scalar == 0xAD
      if !isDropped {
        if kind.isWordPart, !isInside {
          count &+= 1
          if (scalar | 0x20) &- 0x61 < 26 { latinCount &+= 1 }
        }
        isInside = kind.isWordPart
      }
      offset &+= width
    }
  }

  /// Counts words of Arabic and Latin letters and ASCII digits, eight bytes at a time, up to where
  /// anything else stands.
  @inline(__always)
  private mutating func countPlainWords() {
    while let block = ByteBlock(text, at: offset) {
      let latin = block.latinLetters
      let words = block.arabicLetters | latin | block.digits
      let plain = words | block.ascii
      guard plain.isFull else {
        let width = plain.prefix
        note(words.prefix(width), latin)
        if width > 0 { isInside = words.contains(width &- 1) }
        offset &+= width
        break
      }
      note(words, latin)
      isInside = words.contains(ByteBlock.width &- 1)
      offset &+= ByteBlock.width
    }
    // The last block may end within a letter.
    if offset < text.count, text[offset] & 0xC0 == 0x80 { offset &+= 1 }
  }

  /// Writes the scalars from U+0600 to U+06FF that stand here, up to one that parts words.
  @inline(__always)
  private mutating func putLetters() {
    let (text, letters) = (text, letters)
    let output = UnsafeMutableRawPointer(output.baseAddress.unsafelyUnwrapped)
    var offset = offset
    // A space parts the word from the one before it, once there is a letter behind it.
    let start = isInside || length == 0 ? length : length &+ 1
    if start > length { output.storeBytes(of: 0x20, toByteOffset: length, as: UInt8.self) }
    var end = start
    var isApart = false
    while offset &+ 1 < text.count, ArabicLetter.begins(text[offset]) {
      let letter = letters[ArabicLetter.index(text[offset], text[offset &+ 1])]
      offset &+= 2
      isApart = letter.width > 0 && !letter.kind.isWordPart
      if isApart { break }
      output.storeBytes(of: letter.bytes.littleEndian, toByteOffset: end, as: UInt16.self)
      end &+= Int(letter.width)
    }
    self.offset = offset
    if end > start {
      if !isInside { count &+= 1 }
      isInside = true
      length = end
    }
    if isApart { close() }
  }

  /// Counts the words that begin in a block behind those that are kept.
  @inline(__always)
  private mutating func note(_ words: ByteBlock.Lanes, _ latin: ByteBlock.Lanes) {
    let starts = words.starts(isInside: isInside)
    count &+= starts.count
    latinCount &+= (starts & latin).count
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    if !isInside {
      open()
      if byte &- 0x61 < 26 { latinCount &+= 1 }
    }
    append(byte)
  }

  /// Begins a word, unless one is open.
  @inline(__always)
  private mutating func open() {
    guard !isInside else { return }
    isInside = true
    count &+= 1
    if length > 0 { append(0x20) }
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    output[length] = byte
    length &+= 1
  }

  @inline(__always)
  private mutating func close() {
    if isInside {
      ends[kept] = length
      kept &+= 1
    }
    isInside = false
  }
}
