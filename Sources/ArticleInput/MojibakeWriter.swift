/// Reads a text in the character set it was in, from how it was misread.
struct MojibakeWriter {
  /// The text in UTF-8.
  private(set) var output: [UInt8] = []
  /// How many characters beyond ASCII there were, and how many of them fit in no reading.
  private(set) var readCount = 0
  private(set) var keptCount = 0

  private let text: UnsafeBufferPointer<UInt8>
  private let reading: WrongReading

  /// Reads all of `text`, which is valid UTF-8.
  init(_ text: UnsafeBufferPointer<UInt8>, _ reading: WrongReading, _ charset: Charset) {
    (self.text, self.reading) = (text, reading)
    output.reserveCapacity(text.count)
    var offset = 0
    while offset < text.count {
      if text[offset] < 0x80 {
        let end = UTF8Repair.endOfASCII(text, from: offset)
        output.append(contentsOf: text[offset..<end])
        offset = end
      } else if let table = charset.singleByteTable {
        offset = writeCharacter(at: offset, table)
      } else {
        offset = writeRun(at: offset)
      }
    }
    // A byte order mark that was misread is one again.
    if output.starts(with: [0xEF, 0xBB, 0xBF]) { output.removeFirst(3) }
  }

  /// Writes the character at `offset` as one of a set of one byte a character.
  private mutating func writeCharacter(at offset: Int, _ table: [UInt16]) -> Int {
    let end = offset + text.lengthOfCharacter(at: offset)
    readCount += 1
    let unit = reading.byte(text, at: offset).map { table[Int($0) - 0x80] }
    // ISO-8859-6 has controls below A0: there it was a mark that was put in later.
    if let unit, unit >= 0xA0, unit != 0xFFFD {
      UTF8Output.append(UInt32(unit), to: &output)
    } else {
      keep(offset..<end)
    }
    return end
  }

  /// Writes the characters from `offset` up to one that the set does not have, as UTF-8 where they
  /// are some.
  private mutating func writeRun(at offset: Int) -> Int {
    var run: [UInt8] = []
    var starts: [Int] = []
    var end = offset
    while end < text.count, let byte = reading.byte(text, at: end) {
      run.append(byte)
      starts.append(end)
      end += text.lengthOfCharacter(at: end)
    }
    starts.append(end)
    readCount += run.count
    run.withUnsafeBufferPointer { run in
      var index = 0
      while index < run.count {
        let (length, isValid) = UTF8Repair.sequence(run, at: index)
        if isValid {
          output.append(contentsOf: run.part(index, index + length))
          index += length
        } else {
          keep(starts[index]..<starts[index + 1])
          index += 1
        }
      }
    }
    guard end == offset else { return end }
    // The set does not have the first one.
    readCount += 1
    end += text.lengthOfCharacter(at: offset)
    keep(offset..<end)
    return end
  }

  private mutating func keep(_ range: Range<Int>) {
    keptCount += 1
    output.append(contentsOf: text[range])
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// How many bytes the character at `offset` has in valid UTF-8, never more than there are.
  func lengthOfCharacter(at offset: Int) -> Int {
    let first = self[offset]
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return Swift.min(length, count - offset)
  }
}
