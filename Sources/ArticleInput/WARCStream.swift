import ETLModel

/// The uncompressed bytes of a WARC file, seen through a window: those of the file, or those of
/// all its gzip members one after the other.
///
/// Where compressed data is damaged the stream breaks: it can be told to go on at the next gzip
/// member, and counts on as if nothing were missing.
struct WARCStream: ~Copyable {
  private(set) var file: FileWindow
  private var member: MemberInflater?
  private var inflated: ByteWindow
  private var inflatedOffset = 0
  private let isOneMember: Bool
  /// Why the stream breaks behind the window; nil while it does not.
  private(set) var failure: InputError?
  /// Whether there is nothing behind the last break.
  private var isBroken = false

  private static let pieceSize = 1 << 17

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - isOneMember: Whether the stream ends with the first gzip member.
  ///   - start: Where in the file to start.
  /// - Throws: `unreadable` when the file cannot be opened.
  init(
    path: String, isCompressed: Bool, isHashed: Bool = false, isOneMember: Bool = false,
    from start: Int = 0
  ) throws(InputError) {
    let member = isCompressed ? try MemberInflater() : nil
    file = try FileWindow(path: path, isHashed: isHashed)
    inflated = ByteWindow(capacity: isCompressed ? 1 << 19 : 0)
    self.member = member
    self.isOneMember = isOneMember
    file.seek(to: start)
  }

  var isCompressed: Bool { member != nil }

  /// What the window shows. The pointer is good until the window is changed.
  var bytes: UnsafeBufferPointer<UInt8> { isCompressed ? inflated.bytes : file.bytes }

  var count: Int { isCompressed ? inflated.count : file.count }

  /// Where in the stream the window starts.
  var offset: Int { isCompressed ? inflatedOffset : file.offset }

  /// Reads on behind the window.
  ///
  /// - Returns: Whether there was anything: not at the end, and not at a break.
  /// - Throws: `unreadable`.
  mutating func fill() throws(InputError) -> Bool {
    guard isCompressed else { return try file.fill() }
    if failure != nil || isBroken { return false }
    do {
      return try inflate() > 0
    } catch {
      if error.reason == .unreadable { throw error }
      failure = error
      return false
    }
  }

  /// - Returns: How many bytes came; none at the end.
  private mutating func inflate() throws(InputError) -> Int {
    while true {
      let room = inflated.room(atLeast: Self.pieceSize)
      let piece = UnsafeMutableBufferPointer(rebasing: room[..<min(room.count, 2 * Self.pieceSize)])
      let written = try member?.read(&file, into: piece) ?? 0
      inflated.commit(written)
      if written > 0 { return written }
      guard !isOneMember, try file.prepare(1) else { return 0 }
      member?.restart()
    }
  }

  /// Reads on until the window shows `needed` bytes.
  ///
  /// - Returns: Whether there are so many before the end or the next break.
  mutating func prepare(_ needed: Int) throws(InputError) -> Bool {
    while count < needed {
      guard try fill() else { return false }
    }
    return true
  }

  mutating func drop(_ count: Int) {
    guard isCompressed else { return file.drop(count) }
    inflated.drop(count)
    inflatedOffset += count
  }

  /// Goes on behind a break, at the next gzip member.
  ///
  /// - Returns: Whether there is one.
  mutating func passBreak() throws(InputError) -> Bool {
    guard failure != nil else { return false }
    failure = nil
    isBroken = true
    if isOneMember { return false }
    isBroken = try !file.advance(to: MemberInflater.magic)
    member?.restart()
    return !isBroken
  }

  /// Puts the window to a place at or behind its start; if there is a break, behind that.
  ///
  /// - Returns: Whether the stream goes so far.
  mutating func skip(to target: Int) throws(InputError) -> Bool {
    guard isCompressed else {
      file.seek(to: target)
      return true
    }
    while offset + count < target {
      drop(count)
      if try fill() { continue }
      guard try passBreak() else { return false }
    }
    drop(target - offset)
    if try !prepare(1) { return try passBreak() }
    return true
  }

  /// Whether the gzip member at hand, read to its end, is followed by one that starts no record.
  mutating func isFollowedByMore() throws(InputError) -> Bool {
    guard failure == nil else { return false }
    _ = try file.prepare(1 << 12)
    guard file.bytes.starts(with: MemberInflater.magic) else { return false }
    return member?.startsRecord(file.bytes) == false
  }
}
