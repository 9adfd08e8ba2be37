import ETLModel

/// Finds the records of a WARC file in its uncompressed bytes.
struct WARCStreamScanner: ~Copyable {
  var stream: WARCStream
  private let recordLimit: Int

  init(_ stream: consuming WARCStream, recordLimit: Int) {
    self.stream = stream
    self.recordLimit = recordLimit
  }

  var offset: Int { stream.offset }

  /// Reads the record at the start of the window.
  ///
  /// - Throws: `unreadable`.
  mutating func attempt() throws(InputError) -> WARCAttempt {
    guard try stream.prepare(1) else { return stream.failure.map { .damaged($0) } ?? .end }
    do {
      let header = try header()
      guard header.blockCount <= recordLimit else { return try skip(header) }
      let length = try length(header)
      let block = stream.bytes.part(header.byteCount, header.byteCount + header.blockCount)
      let record = WARCRecord(header, block: Array(block), offset: offset, length: length)
      stream.drop(length)
      return .entry(.record(record))
    } catch {
      if error.reason == .unreadable { throw error }
      return .damaged(error)
    }
  }

  /// Moves the window to the next line that starts like a record, behind where it is.
  ///
  /// - Returns: False when there is none; the window is at the end of the stream then.
  /// - Throws: `unreadable`.
  mutating func resynchronize() throws(InputError) -> Bool {
    while try !advance(atMost: .max) {
      stream.drop(stream.count)
      guard try stream.passBreak() else { return false }
      // Nobody knows what stood before: a record may start here as well.
      if try stream.prepare(Self.lineStart.count), stream.bytes.starts(with: Self.lineStart[1...]) {
        return true
      }
    }
    return true
  }

  /// The bytes of the record that `attempt` would return.
  mutating func storedBytes() throws(InputError) -> [UInt8] {
    let length = try length(try header())
    return Array(stream.bytes.part(0, length))
  }

  /// A line end and the line behind it that records start with.
  private static let lineStart = Array("\nWARC/1.".utf8)

  private mutating func header() throws(InputError) -> WARCHeader {
    if let header = try WARCHeader.parse(stream.bytes) { return header }
    _ = try stream.prepare(WARCHeader.limit)
    guard let header = try WARCHeader.parse(stream.bytes) else { throw cut }
    return header
  }

  /// The length of a record with the line ends behind it; the window shows it as a whole.
  private mutating func length(_ header: WARCHeader) throws(InputError) -> Int {
    let blockEnd = header.byteCount + header.blockCount
    guard try stream.prepare(blockEnd) else { throw cut }
    _ = try stream.prepare(blockEnd + WARCHeader.endLimit)
    let rest = stream.bytes.part(blockEnd)
    guard let endCount = WARCHeader.endCount(rest) else {
      let isCut = rest.count < 4 && rest.allSatisfy { $0 == 0x0D || $0 == 0x0A }
      throw isCut ? cut : Self.wrongLength
    }
    return blockEnd + endCount
  }

  /// Skips a record that is too large, whose block is not kept.
  private mutating func skip(_ header: WARCHeader) throws(InputError) -> WARCAttempt {
    let start = offset
    let error = WARCReader.tooLarge(header, limit: recordLimit)
    let blockEnd = start + header.byteCount + header.blockCount
    if !stream.isCompressed {
      // A length that is wrong must not hide the records behind: it is looked at first.
      let rest = try stream.file.peek(at: blockEnd, count: WARCHeader.endLimit)
      guard let endCount = WARCHeader.endCount(rest) else { return .damaged(error) }
      _ = try stream.skip(to: blockEnd + endCount)
    } else {
      stream.drop(header.byteCount)
      if try !advance(atMost: header.blockCount) {
        _ = try stream.prepare(WARCHeader.endLimit)
        guard offset == blockEnd, let endCount = WARCHeader.endCount(stream.bytes)
        else { return .damaged(error) }
        stream.drop(endCount)
      }
    }
    return .entry(.damaged(WARCDamage(offset: start, length: offset - start, error: error)))
  }

  /// Moves the window on by `limit` bytes, or to the next line before that starts like a record,
  /// or to the next break or end.
  ///
  /// - Returns: Whether it is at such a line.
  private mutating func advance(atMost limit: Int) throws(InputError) -> Bool {
    var rest = limit
    while true {
      if let index = stream.bytes.firstIndex(of: Self.lineStart), index + 1 < rest {
        stream.drop(index + 1)
        return true
      }
      // The pattern may have started in the bytes that are kept.
      let passed = min(rest, max(0, stream.count - Self.lineStart.count + 1))
      stream.drop(passed)
      rest -= passed
      if rest == 0 { return false }
      guard try stream.fill() else { break }
    }
    stream.drop(min(rest, stream.count))
    return false
  }

  /// What is wrong with a record that is not there as a whole.
  private var cut: InputError {
    stream.failure ?? InputError(.badArchive, "the file ends within a record")
  }

  private static let wrongLength = InputError(
    .badArchive, "the record does not end where its Content-Length says")
}
