import ETLModel

/// Finds the records of a WARC file in which each is a gzip member of its own.
struct WARCMemberScanner: ~Copyable {
  private(set) var file: FileWindow
  private var member: MemberInflater
  private var output = ByteWindow()
  private let recordLimit: Int
  /// Where to look for the next member after damage.
  private var resumption = 0
  /// How much was decompressed of the member at hand, and of all that were damaged.
  private var inflatedCount = 0
  private var wastedCount = 0

  private static let pieceSize = 1 << 17
  /// How much may be decompressed in vain before less care is taken.
  private static let wasteLimit = 4 << 30

  init(path: String, recordLimit: Int, isHashed: Bool = false) throws(InputError) {
    let member = try MemberInflater()
    file = try FileWindow(path: path, isHashed: isHashed)
    self.member = member
    self.recordLimit = recordLimit
  }

  var offset: Int { file.offset }

  mutating func seek(to offset: Int) { file.seek(to: offset) }

  /// Reads the record at the start of the window.
  ///
  /// - Throws: `unreadable`.
  mutating func attempt() throws(InputError) -> WARCAttempt {
    guard try file.prepare(1) else { return .end }
    let start = offset
    resumption = start + 1
    _ = try file.prepare(MemberInflater.magic.count)
    guard file.bytes.starts(with: MemberInflater.magic) else {
      return .damaged(InputError(.badArchive, "no gzip member starts here"))
    }
    output.removeAll()
    member.restart()
    inflatedCount = 0
    do {
      return try readRecord(start)
    } catch {
      if error.reason == .unreadable { throw error }
      if !member.isEnded { noteDamage() }
      return .damaged(error)
    }
  }

  /// Decides where the next member is looked for behind one with damaged data.
  ///
  /// The damage may have been long before it showed, so the search starts at the first byte. In a
  /// file that was made to cost time by members within members it starts where damage showed.
  private mutating func noteDamage() {
    wastedCount += inflatedCount
    if wastedCount > Self.wasteLimit { resumption = max(resumption, offset) }
  }

  /// Moves the window to the next gzip member that starts like a record.
  ///
  /// - Returns: False when there is none; the window is at the end of the file then.
  /// - Throws: `unreadable`.
  mutating func resynchronize() throws(InputError) -> Bool {
    file.seek(to: resumption)
    while try file.advance(to: MemberInflater.magic) {
      // The header of a member may hold a name and a comment, which are short.
      _ = try file.prepare(1 << 12)
      if member.startsRecord(file.bytes) { return true }
      file.drop(1)
    }
    return false
  }

  /// Decompresses a whole member, so that its checksum is compared before anything is returned.
  private mutating func readRecord(_ start: Int) throws(InputError) -> WARCAttempt {
    let result = Result { () throws(InputError) in try fillOutput() }
    // Damage of the compressed data shows again here, and is thrown.
    try skipRest()
    resumption = offset
    let header = try result.get()
    if header.blockCount > recordLimit {
      let error = WARCReader.tooLarge(header, limit: recordLimit)
      return .entry(.damaged(WARCDamage(offset: start, length: offset - start, error: error)))
    }
    let end = header.byteCount + header.blockCount
    let block = Array(output.bytes.part(header.byteCount, end))
    return .entry(
      .record(WARCRecord(header, block: block, offset: start, length: offset - start)))
  }

  /// Decompresses a record of a permitted size; of one that is too large, the header.
  private mutating func fillOutput() throws(InputError) -> WARCHeader {
    var parsed = try WARCHeader.parse(output.bytes)
    while parsed == nil, try inflate() { parsed = try WARCHeader.parse(output.bytes) }
    guard let header = parsed else {
      throw InputError(.badArchive, "the gzip member ends within the header of a record")
    }
    if header.blockCount > recordLimit { return header }
    let end = header.byteCount + header.blockCount
    while output.count <= end + WARCHeader.endLimit {
      guard try inflate() else { break }
    }
    guard output.count >= end else {
      throw InputError(.badArchive, "the gzip member ends within a record")
    }
    let rest = output.bytes.part(end)
    // Some programs leave the line ends out; the checksum says that nothing else is missing.
    let endCount = rest.isEmpty ? 0 : WARCHeader.endCount(rest)
    guard let endCount else {
      throw InputError(.badArchive, "the record does not end where its Content-Length says")
    }
    guard endCount == rest.count else {
      throw InputError(.badArchive, "the gzip member holds more than one record")
    }
    return header
  }

  /// - Returns: Whether anything came: not at the end of the member.
  private mutating func inflate() throws(InputError) -> Bool {
    let room = output.room(atLeast: Self.pieceSize)
    let piece = UnsafeMutableBufferPointer(rebasing: room[..<min(room.count, 2 * Self.pieceSize)])
    let written = try member.read(&file, into: piece)
    output.commit(written)
    inflatedCount += written
    return written > 0
  }

  /// Decompresses to the end of the member and keeps nothing.
  private mutating func skipRest() throws(InputError) {
    while !member.isEnded {
      let scratch = output.room(atLeast: Self.pieceSize)
      inflatedCount += try member.read(&file, into: scratch)
    }
  }
}
