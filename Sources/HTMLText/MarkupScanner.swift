import Glibc

/// One pass of ``MarkupFilter`` over a page.
struct MarkupScanner {
  let page: UnsafePointer<UInt8>
  let count: Int
  private let output: UnsafeMutablePointer<UInt8>
  private(set) var length = 0
  private(set) var texts: [Range<Int32>] = []
  var elements: [MarkupElement] = []
  var values: [MarkupValue] = []
  private(set) var jsonLD: [[UInt8]] = []

  let names = MarkupName.table
  let attributes = MarkupAttribute.table
  var words = HintCache()
  private var openCounts = [Int32](repeating: 0, count: MarkupName.maximumCount)
  private var otherCounts: [UInt64: Int32] = [:]
  private var exhausted: UInt64 = 0

  /// The shortest text that a reference stands for.
  private static let shortestText = 8

  /// - Parameter output: Has room for three times the page and 64 bytes.
  init(_ page: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutablePointer<UInt8>) {
    self.page = page.baseAddress ?? UnsafePointer(output)
    count = page.count
    self.output = output
    texts.reserveCapacity(count / 200)
    elements.reserveCapacity(count / 200)
  }

  mutating func run() {
    var offset = 0
    var start = 0
    while true {
      offset = stop(from: offset)
      guard offset < count else { break }
      let byte = page[offset]
      if byte == 0x3C {
        guard isMarkup(offset) else {
          offset += 1
          continue
        }
        writeText(start, offset)
        offset = readTag(offset)
      } else if byte == 0x26 {
        guard let end = referenceEnd(offset) else {
          offset += 1
          continue
        }
        writeText(start, offset)
        writeReference(offset, end)
        offset = end
      } else {
        writeText(start, offset)
        // A NUL ends the text for the parser; other controls it leaves out.
        if byte == 0 { write("\u{FFFD}") }
        offset += 1
      }
      start = offset
    }
    writeText(start, count)
  }

  /// The next `<`, `&` or control character other than white space.
  private func stop(from start: Int) -> Int {
    var offset = start
    let raw = UnsafeRawPointer(page)
    while true {
      // Eight bytes at a time, while none of them can be what is looked for.
      while offset + 8 <= count {
        let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if Self.mayStop(word) { break }
        offset += 8
      }
      let end = min(offset + 8, count)
      while offset < end {
        let byte = page[offset]
        if byte == 0x3C || byte == 0x26 { return offset }
        if byte < 0x20, byte < 0x09 || byte > 0x0A, byte != 0x0D { return offset }
        offset += 1
      }
      if offset == count { return count }
    }
  }

  /// Whether a byte of `word` is `<`, `&` or below a space; may err on the side of yes.
  private static func mayStop(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let less = word ^ (ones &* 0x3C)
    let and = word ^ (ones &* 0x26)
    let zero = (less &- ones) & ~less | (and &- ones) & ~and | (word &- ones &* 0x20) & ~word
    return zero & (ones &* 0x80) != 0
  }
}

extension MarkupScanner {
  mutating func write(_ byte: UInt8) {
    output[length] = byte
    length += 1
  }

  mutating func write(_ text: StaticString) {
    (output + length).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    length += text.utf8CodeUnitCount
  }

  mutating func copy(_ start: Int, _ end: Int) {
    guard end > start else { return }
    (output + length).update(from: page + start, count: end - start)
    length += end - start
  }

  mutating func writeNumber(_ number: Int) {
    for place in 0..<MarkupReference.digitCount {
      write(MarkupReference.digit(number, place))
    }
  }

  /// Writes white space as one space, a short text as it is, a long one as a reference.
  private mutating func writeText(_ start: Int, _ end: Int) {
    guard end > start else { return }
    var offset = start
    while offset < end, page[offset] <= 0x20 { offset += 1 }
    if offset == end { return write(0x20 as UInt8) }
    if end - start < Self.shortestText {
      // Marks and bare brackets would mean something to the parser.
      while offset < end, page[offset] != 0x3C, page[offset] != 0x26, page[offset] != 0x7F {
        offset += 1
      }
      if offset == end { return copy(start, end) }
    }
    write(MarkupReference.mark)
    writeNumber(texts.count)
    texts.append(Int32(start)..<Int32(end))
  }

  /// Where the character reference at `offset` ends; nil if the `&` is only text.
  private func referenceEnd(_ offset: Int) -> Int? {
    var end = offset + 1
    guard end < count else { return nil }
    if page[end] == 0x23 {
      end += 1
      if end < count, page[end] | 0x20 == 0x78 { end += 1 }
      while end < count, MarkupByte.isAlphanumeric(page[end]), end < offset + 12 { end += 1 }
      return end < count && page[end] == 0x3B ? end + 1 : end
    }
    while end < count, MarkupByte.isAlphanumeric(page[end]), end < offset + 34 { end += 1 }
    return end < count && end > offset + 1 && page[end] == 0x3B ? end + 1 : nil
  }

  /// Whether the reference stands for ``MarkupReference/mark``.
  private func isMark(_ start: Int, _ end: Int) -> Bool {
    guard end > start + 2, page[start + 1] == 0x23 else { return false }
    let isHexadecimal = page[start + 2] | 0x20 == 0x78
    let digits = UnsafeBufferPointer(start: page + start, count: end - start)
      .dropFirst(isHexadecimal ? 3 : 2).drop { $0 == 0x30 }.prefix { $0 != 0x3B }
    return isHexadecimal
      ? digits.count == 2 && digits.first == 0x37 && digits.last.map(MarkupByte.lower) == 0x66
      : digits.elementsEqual("127".utf8)
  }

  /// Copies a character reference. One to a C1 control character means windows-1252 in HTML, one to
  /// DEL would be read as a ``MarkupReference``.
  private mutating func writeReference(_ start: Int, _ end: Int) {
    if isMark(start, end) { return }
    if end - start == 6, page[start + 1] == 0x23, page[start + 2] == 0x31, page[end - 1] == 0x3B,
      MarkupByte.isDigit(page[start + 3]), MarkupByte.isDigit(page[start + 4])
    {
      let value = 100 + Int(page[start + 3] - 0x30) * 10 + Int(page[start + 4] - 0x30)
      if (128...159).contains(value) {
        for byte in MarkupByte.windows1252[value - 128].utf8 { write(byte) }
        return
      }
    }
    copy(start, end)
  }
}

extension MarkupScanner {
  /// Searches that need not be repeated once they have failed; elements come behind them.
  private enum Search: UInt64 {
    case greater, doubleQuote, singleQuote, commentEnd
    static let elementShift = 8
  }

  /// The next `byte`; a search that fails is remembered.
  mutating func find(_ byte: UInt8, from start: Int) -> Int? {
    guard start < count else { return nil }
    if page[start] == byte { return start }
    let search: Search = byte == 0x3E ? .greater : byte == 0x22 ? .doubleQuote : .singleQuote
    guard exhausted & 1 << search.rawValue == 0 else { return nil }
    if let found = MarkupByte.find(byte, page, start, count) { return found }
    exhausted |= 1 << search.rawValue
    return nil
  }

  private mutating func commentEnd(from start: Int) -> Int? {
    guard exhausted & 1 << Search.commentEnd.rawValue == 0 else { return nil }
    var offset = start + 2
    while let end = MarkupByte.find(0x3E, page, offset, count) {
      if page[end - 1] == 0x2D, page[end - 2] == 0x2D { return end + 1 }
      offset = end + 1
    }
    exhausted |= 1 << Search.commentEnd.rawValue
    return nil
  }

  /// Whether the `<` at `offset` starts a tag, comment or declaration that ends.
  private mutating func isMarkup(_ offset: Int) -> Bool {
    guard offset + 1 < count else { return false }
    let next = page[offset + 1]
    if MarkupByte.isLetter(next) { return true }
    if next == 0x2F {
      guard offset + 2 < count else { return false }
      return MarkupByte.isLetter(page[offset + 2]) || find(0x3E, from: offset) != nil
    }
    guard next == 0x21 || next == 0x3F else { return false }
    return find(0x3E, from: offset) != nil || matches("<![cdata[", at: offset)
  }

  /// Handles what stands at a `<` and returns where to go on.
  private mutating func readTag(_ offset: Int) -> Int {
    let next = page[offset + 1]
    if next == 0x21 { return readDeclaration(offset) }
    let isEnd = next == 0x2F
    let nameStart = isEnd ? offset + 2 : offset + 1
    guard MarkupByte.isLetter(page[nameStart]) else {
      // A processing instruction, or an end tag without a name, which browsers drop.
      return (find(0x3E, from: offset) ?? count - 1) + 1
    }
    var nameEnd = nameStart
    var hash: UInt64 = 0
    while nameEnd < count, MarkupByte.isName(page[nameEnd]) {
      hash = hash &* MarkupName.factor ^ UInt64(MarkupByte.lower(page[nameEnd]))
      nameEnd += 1
    }
    let name = names.find(hash)
    if isEnd {
      guard let end = find(0x3E, from: nameEnd) else { return count }
      writeEnd(nameStart, nameEnd, hash, name)
      return end + 1
    }
    return readStart(nameStart, nameEnd, hash, name)
  }

  /// Skips a comment or declaration. One that never ends is only as long as its first tag.
  private mutating func readDeclaration(_ offset: Int) -> Int {
    if matches("<!--", at: offset) {
      if let end = commentEnd(from: offset + 4) { return end }
    } else if matches("<![cdata[", at: offset) {
      return offset + 9
    }
    return (find(0x3E, from: offset) ?? count - 1) + 1
  }

  private mutating func writeEnd(_ start: Int, _ end: Int, _ hash: UInt64, _ name: MarkupName) {
    guard name.tag == .container || name.tag == .head else { return }
    if name.index > 0 {
      guard openCounts[name.index] > 0 else { return }
      openCounts[name.index] -= 1
    } else {
      guard let open = otherCounts[hash], open > 0 else { return }
      otherCounts[hash] = open - 1
    }
    write(0x3C)
    write(0x2F)
    copy(start, end)
    write(0x3E)
  }

  private mutating func readStart(
    _ start: Int, _ nameEnd: Int, _ hash: UInt64, _ name: MarkupName
  ) -> Int {
    let mark = length
    switch name.tag {
    case .typographic, .dropped: return skipAttributes(nameEnd).end
    case .raw:
      let (end, isData) = skipAttributes(nameEnd)
      return skipRaw(start, nameEnd, end, isData, name)
    case .once, .void, .container, .head:
      write(0x3C)
      copy(start, nameEnd)
      let (end, isPlace) = readAttributes(nameEnd, name.element)
      write(0x3E)
      if name.tag == .once && openCounts[name.index] > 0 || name.element == .a && isPlace {
        length = mark
      } else if name.index > 0 {
        openCounts[name.index] += 1
      } else {
        otherCounts[hash, default: 0] += 1
      }
      return end
    }
  }

  /// Skips to behind the end tag of an element whose content is no text. Without an end tag the
  /// element is taken for empty, so that it cannot swallow the page.
  private mutating func skipRaw(
    _ nameStart: Int, _ nameEnd: Int, _ start: Int, _ isData: Bool, _ name: MarkupName
  ) -> Int {
    let bit = UInt64(1) << UInt64(Search.elementShift + name.index)
    guard exhausted & bit == 0 else { return start }
    let nameCount = nameEnd - nameStart
    // Drawings may close themselves, and pages in XHTML close everything that way.
    let startsWithS = page[nameStart] | 0x20 == 0x73
    if page[start - 2] == 0x2F, !isData, !startsWithS || nameCount == 3 { return start }
    var offset = start
    while let found = MarkupByte.find(0x3C, page, offset, count) {
      let end = found + 2 + nameCount
      guard end <= count else { break }
      if page[found + 1] == 0x2F, isSameName(nameStart, found + 2, nameCount) {
        if isData {
          jsonLD.append(Array(UnsafeBufferPointer(start: page + start, count: found - start)))
        }
        return (find(0x3E, from: end) ?? count - 1) + 1
      }
      offset = found + 1
    }
    exhausted |= bit
    return start
  }

  private func isSameName(_ first: Int, _ second: Int, _ nameCount: Int) -> Bool {
    for index in 0..<nameCount
    where MarkupByte.lower(page[first + index]) != MarkupByte.lower(page[second + index]) {
      return false
    }
    return true
  }

  func matches(_ lowercase: StaticString, at offset: Int) -> Bool {
    let size = lowercase.utf8CodeUnitCount
    guard offset + size <= count else { return false }
    for index in 0..<size
    where MarkupByte.lower(page[offset + index]) != lowercase.utf8Start[index] {
      return false
    }
    return true
  }
}
