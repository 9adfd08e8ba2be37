/// The state of one pass of ``BodyText``: what was written, and what waits for the next visible
/// scalar to know whether it is written at all.
struct BodyTextWriter {
  private enum Action: UInt8 {
    case keep, drop, space, tab, newline, mark, tatweel, madda, accent
  }

  private let gapMark: UInt8?
  private let pairMark: UInt8?
  private var output: [UInt8] = []
  /// Where line feeds and the two marks stand in the output, if there are marks.
  private(set) var breaks: [Int] = []
  private var newlines = 0
  private var spaces = 0
  private var tatweels = 0
  private var endsInLetter = false
  /// Where the last letter starts, while only marks of lower class than a hamza follow it.
  private var base: Int?

  init(gapMark: UInt8?, pairMark: UInt8? = nil, capacity: Int) {
    self.gapMark = gapMark
    self.pairMark = pairMark
    output.reserveCapacity(capacity)
  }

  mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    while offset < text.count {
      if tatweels == 0 {
        let end = Self.plainEnd(text, from: offset)
        if end > offset {
          writeWhiteSpace()
          output.append(contentsOf: UnsafeBufferPointer(rebasing: text[offset..<end]))
          let (last, length) = UTF8Scalars.decode(text, before: end)
          endsInLetter = CharacterClass.of(last).rawValue <= 1
          base = endsInLetter && length == 2 ? output.count - 2 : nil
          offset = end
          continue
        }
      }
      let (scalar, length) = UTF8Scalars.decode(text, at: offset)
      offset += length
      if scalar == 0x0D {
        if offset < text.count, text[offset] == 0x0A { offset += 1 }
        handle(0x0A)
      } else if let letters = PresentationForms.letters(of: scalar) {
        for letter in letters { handle(letter) }
      } else {
        handle(scalar)
      }
    }
  }

  /// What was written; a tatweel that still waits has no letter behind it.
  mutating func finish() -> [UInt8] {
    if tatweels > 0 { writeTatweel(beforeLetter: false) }
    return output
  }

  private mutating func handle(_ scalar: UInt32) {
    switch Self.action(scalar) {
    case .drop: return
    case .space, .tab:
      settleTatweel()
      spaces += scalar == 0x09 ? 2 : 1
    case .newline:
      settleTatweel()
      newlines += 1
    case .tatweel:
      if tatweels == 0, newlines > 0 || spaces > 0 { writeWhiteSpace() }
      tatweels += 1
    case .madda:
      if tatweels > 0 { writeTatweel(beforeLetter: true) }
      if !compose(scalar) { write(scalar, isLetter: true) }
    case .accent:
      settleTatweel()
      if !composeAccent(scalar) { write(scalar, isLetter: true) }
    case .mark:
      // A vowel sign keeps the letter it stands on open for a hamza.
      let letter = newlines == 0 && spaces == 0 ? base : nil
      write(scalar, isLetter: true)
      base = scalar < 0x653 || scalar == 0x670 ? letter : nil
    case .keep:
      write(scalar, isLetter: CharacterClass.of(scalar).rawValue <= 1)
    }
  }

  private mutating func write(_ scalar: UInt32, isLetter: Bool) {
    if tatweels > 0 { writeTatweel(beforeLetter: isLetter) }
    writeWhiteSpace()
    base = isLetter && scalar >= 0x80 && scalar < 0x800 ? output.count : nil
    UTF8Scalars.append(scalar, to: &output)
    endsInLetter = isLetter
  }

  private mutating func writeWhiteSpace() {
    if !output.isEmpty {
      if newlines > 0 {
        writeBreak(0x0A)
        if newlines > 1 { writeBreak(0x0A) }
      } else if spaces > 1, let mark = spaces > 2 ? gapMark : pairMark {
        writeBreak(mark)
      } else if spaces > 0 {
        output.append(0x20)
      }
    }
    if newlines > 0 || spaces > 0 {
      endsInLetter = false
      base = nil
    }
    newlines = 0
    spaces = 0
  }

  private mutating func writeBreak(_ mark: UInt8) {
    if gapMark != nil { breaks.append(output.count) }
    output.append(mark)
  }

  private mutating func settleTatweel() {
    if tatweels > 0 { writeTatweel(beforeLetter: false) }
  }

  private mutating func writeTatweel(beforeLetter: Bool) {
    tatweels = 0
    if beforeLetter { return }
    if endsInLetter {
      UTF8Scalars.append(0x640, to: &output)
    } else {
      output.append(0x2D)
    }
    endsInLetter = false
    base = nil
  }

  /// Joins a madda or hamza to the last letter; false when no such letter exists.
  private mutating func compose(_ mark: UInt32) -> Bool {
    guard let base, newlines == 0, spaces == 0 else { return false }
    let (letter, _) = output.withUnsafeBufferPointer { UTF8Scalars.decode($0, at: base) }
    let composed: UInt32
    switch (letter, mark) {
    case (0x627, 0x653): composed = 0x622
    case (0x627, 0x654): composed = 0x623
    case (0x648, 0x654): composed = 0x624
    case (0x627, 0x655): composed = 0x625
    case (0x64A, 0x654), (0x649, 0x654): composed = 0x626
    case (0x6D5, 0x654): composed = 0x6C0
    case (0x6C1, 0x654): composed = 0x6C2
    case (0x6D2, 0x654): composed = 0x6D3
    default: return false
    }
    // Both take two bytes, so that no byte moves.
    output[base] = UInt8(truncatingIfNeeded: 0xC0 | composed >> 6)
    output[base + 1] = UInt8(truncatingIfNeeded: 0x80 | composed & 0x3F)
    return true
  }

  /// Joins an accent to the letter before it; false when the two have no letter in common.
  private mutating func composeAccent(_ accent: UInt32) -> Bool {
    guard !output.isEmpty, newlines == 0, spaces == 0 else { return false }
    let (letter, length) = output.withUnsafeBufferPointer {
      UTF8Scalars.decode($0, before: $0.count)
    }
    guard let composed = Accents.composed(letter, accent) else { return false }
    output.removeLast(length)
    UTF8Scalars.append(composed, to: &output)
    return true
  }

  /// The end of the run from `start` that is copied as it is: Arabic, Latin, Greek and Cyrillic
  /// letters, vowel signs before letters, visible ASCII, common marks, and single spaces between
  /// them.
  private static func plainEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard text[start] != 0x20 else { return start }
    var offset = start
    while offset < text.count {
      while offset > start, let block = ByteBlock(text, at: offset) {
        let plain = block.visibleASCII | block.singleSpaces | block.vowelledLetters
        guard plain.isFull else {
          offset &+= plain.prefix
          break
        }
        offset &+= ByteBlock.width
      }
      // The last block may end within a letter.
      if text[offset] & 0xC0 == 0x80 { offset &+= 1 }
      guard offset < text.count else { break }
      let length = plainLength(text, at: offset)
      if length == 0 { break }
      offset &+= length
    }
    // Vowel signs and a space wait for what stands behind them.
    while offset > start &+ 1, text[offset - 2] == 0xD9, text[offset - 1] >= 0x8B { offset &-= 2 }
    return offset > start && text[offset - 1] == 0x20 ? offset - 1 : offset
  }

  /// The length of the scalar at `offset` if it is copied as it is; otherwise 0.
  private static func plainLength(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    let second = offset + 1 < text.count ? text[offset + 1] : 0
    switch text[offset] {
    case 0x20: return offset > 0 && text[offset - 1] != 0x20 ? 1 : 0
    case 0x21..<0x7F: return 1
    // U+0621–U+063F and U+0641–U+064A.
    case 0xD8: return second >= 0xA1 ? 2 : 0
    case 0xD9: return second >= 0x81 && second <= 0x8A ? 2 : 0
    // « and »; U+00C0–U+017F; U+0380–U+047F.
    case 0xC2: return second == 0xAB || second == 0xBB ? 2 : 0
    case 0xC3, 0xC4, 0xC5, 0xCE, 0xCF, 0xD0, 0xD1: return 2
    // U+2010–U+2027.
    case 0xE2:
      guard second == 0x80, offset + 2 < text.count else { return 0 }
      return text[offset + 2] >= 0x90 && text[offset + 2] <= 0xA7 ? 3 : 0
    default: return 0
    }
  }

  private static func action(_ scalar: UInt32) -> Action {
    if scalar < 0x3001 { return table[Int(scalar)] }
    return scalar == 0xFEFF || CharacterClass.of(scalar) == .format ? .drop : .keep
  }

  private static let table: [Action] = (0..<0x3001).map { (scalar: UInt32) -> Action in
    switch scalar {
    case 0x0A, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: return .newline
    case 0x09: return .tab
    case 0x640: return .tatweel
    case 0x653, 0x654, 0x655: return .madda
    case 0x300...0x36F: return .accent
    // The signs that enclose a number are format characters, but are seen.
    case 0x600...0x605, 0x6DD: return .keep
    default: break
    }
    switch CharacterClass.of(scalar) {
    case .space: return .space
    case .format, .control: return .drop
    case .mark: return .mark
    default: return .keep
    }
  }
}
