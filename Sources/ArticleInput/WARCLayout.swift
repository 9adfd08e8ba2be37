import ETLModel

/// How the records of a WARC file are stored, which is told by the file's bytes.
public enum WARCLayout: String, Sendable {
  /// Uncompressed. Offsets count the bytes of the file, lengths include the two line ends behind a
  /// block.
  case plain
  /// Each record is a gzip member of its own. Offsets and lengths are those of the members in the
  /// file.
  case members
  /// The file is compressed without regard to records. Offsets and lengths count the uncompressed
  /// bytes.
  case stream

  /// Looks at a file: at its first record, if that is not damaged.
  ///
  /// - Throws: `unreadable`.
  static func detect(path: String, recordLimit: Int) throws(InputError) -> WARCLayout {
    var file = try FileWindow(path: path)
    _ = try file.prepare(WARCHeader.magic.count)
    if file.bytes.starts(with: WARCHeader.magic) { return .plain }
    var members = try WARCMemberScanner(path: path, recordLimit: recordLimit)
    if file.bytes.starts(with: MemberInflater.magic) {
      return try detect(&members, path, recordLimit) ?? .members
    }
    // The start of the file is damaged: what is found first decides.
    let isPlain = try file.advance(to: Array("\nWARC/1.".utf8))
    let isCompressed = try members.resynchronize()
    if isPlain, !isCompressed || file.offset < members.offset { return .plain }
    return isCompressed ? try detect(&members, path, recordLimit) ?? .members : .plain
  }

  /// Goes through gzip members to the first that tells the layout.
  private static func detect(
    _ members: inout WARCMemberScanner, _ path: String, _ recordLimit: Int
  ) throws(InputError) -> WARCLayout? {
    while true {
      if try isPartOfStream(path, members.offset, recordLimit) { return .stream }
      switch try members.attempt() {
      case .entry(.record): return .members
      case .entry(.damaged): break
      case .damaged: if try !members.resynchronize() { return nil }
      case .end: return nil
      }
    }
  }

  /// Whether a gzip member holds more than one record, or ends within one that goes on in the next.
  private static func isPartOfStream(
    _ path: String, _ start: Int, _ recordLimit: Int
  ) throws(InputError) -> Bool {
    let stream = try WARCStream(path: path, isCompressed: true, isOneMember: true, from: start)
    var scanner = WARCStreamScanner(stream, recordLimit: recordLimit)
    switch try scanner.attempt() {
    case .end: return false
    case .entry:
      if try scanner.isAtRecord() { return true }
      return try scanner.resynchronize()
    case .damaged:
      if try scanner.resynchronize() { return true }
      return try scanner.stream.isFollowedByMore()
    }
  }
}

extension WARCStreamScanner {
  fileprivate mutating func isAtRecord() throws(InputError) -> Bool {
    _ = try stream.prepare(WARCHeader.magic.count)
    return stream.bytes.starts(with: WARCHeader.magic)
  }
}
