import ETLModel

/// The records of a WARC file (ISO 28500, versions 1.0 and 1.1), one after the other.
///
///     var reader = try WARCReader(path: "inbox/news.warc.gz")
///     while let entry = try reader.next() {
///       switch entry {
///       case .record(let record): …
///       case .damaged(let damage): …
///       }
///     }
///
/// The file may be uncompressed, compressed record by record, or compressed as a whole; see
/// ``WARCLayout``. After damage reading goes on with the next record that can be found. Records
/// and damaged stretches follow each other without gaps, from the first byte to the last.
///
/// What is kept in memory is one record and a window of the file, however large the file is.
public struct WARCReader: ~Copyable {
  /// How the file is stored, and so what offsets count.
  public let layout: WARCLayout
  private var stream: WARCStreamScanner?
  private var members: WARCMemberScanner?
  /// What was found behind damage that had to be returned first.
  private var pending: WARCEntry?
  private var isFailed = false

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - recordLimit: The most bytes of a block that is kept; larger records are skipped.
  ///   - isHashed: Whether ``digest`` will be asked for.
  /// - Throws: `unreadable` when the file cannot be opened or read.
  public init(
    path: String, recordLimit: Int = 50_000_000, isHashed: Bool = false
  ) throws(InputError) {
    let layout = try WARCLayout.detect(path: path, recordLimit: recordLimit)
    let members =
      layout == .members
      ? try WARCMemberScanner(path: path, recordLimit: recordLimit, isHashed: isHashed) : nil
    let stream =
      layout != .members
      ? WARCStreamScanner(
        try WARCStream(path: path, isCompressed: layout == .stream, isHashed: isHashed),
        recordLimit: recordLimit) : nil
    self.layout = layout
    self.members = members
    self.stream = stream
  }

  /// The next record or damaged stretch; nil at the end.
  ///
  /// - Throws: `unreadable` when the system cannot read on, after which there is nothing more.
  public mutating func next() throws(InputError) -> WARCEntry? {
    if isFailed { return nil }
    if let entry = pending {
      pending = nil
      return entry
    }
    do {
      return try find()
    } catch {
      isFailed = true
      throw error
    }
  }

  /// SHA-256 of the file's own bytes, compressed or not, and the file as it was while they were
  /// read; nil before the end, or when the file has changed meanwhile.
  public var digest: (sha256: String, stamp: FileStamp)? {
    switch members {
    case .some(let scanner): return scanner.file.digest
    case .none: break
    }
    switch stream {
    case .some(let scanner): return scanner.stream.file.digest
    case .none: return nil
    }
  }

  /// Tries one place after the other, and joins those where there is no record.
  private mutating func find() throws(InputError) -> WARCEntry? {
    var damage: WARCDamage?
    while true {
      let start = offset()
      switch try attempt() {
      case .entry(let entry):
        guard let damage else { return entry }
        pending = entry
        return .damaged(damage)
      case .damaged(let error):
        try resynchronize()
        var stretch = damage ?? WARCDamage(offset: start, length: 0, error: error)
        stretch.length = offset() - stretch.offset
        damage = stretch
      case .end:
        return damage.map { .damaged($0) }
      }
    }
  }

  private mutating func offset() -> Int { members?.offset ?? stream?.offset ?? 0 }

  private mutating func attempt() throws(InputError) -> WARCAttempt {
    if let attempt = try members?.attempt() { return attempt }
    return try stream?.attempt() ?? .end
  }

  private mutating func resynchronize() throws(InputError) {
    _ = try members?.resynchronize()
    _ = try stream?.resynchronize()
  }

  static func tooLarge(_ header: WARCHeader, limit: Int) -> InputError {
    InputError(
      .tooLarge, "the record has \(header.blockCount) bytes, more than the limit of \(limit)")
  }
}

extension WARCReader {
  /// Reads the one record that starts at an offset, as a reader of the file gives it.
  ///
  /// In a file that is compressed as a whole, everything before the record has to be decompressed.
  ///
  /// - Returns: The record and its `length` bytes as they are stored; of a file that is compressed
  ///   as a whole, uncompressed.
  /// - Throws: `unreadable`, or what is wrong with the record.
  public static func record(
    path: String, offset: Int, recordLimit: Int = 50_000_000
  ) throws(InputError) -> (record: WARCRecord, stored: [UInt8]) {
    let layout = try WARCLayout.detect(path: path, recordLimit: recordLimit)
    guard offset >= 0 else { throw nothing(at: offset) }
    if layout == .members {
      var members = try WARCMemberScanner(path: path, recordLimit: recordLimit)
      members.seek(to: offset)
      let record = try record(try members.attempt(), offset)
      return (record, try members.file.peek(at: offset, count: record.length))
    }
    let stream = try WARCStream(path: path, isCompressed: layout == .stream)
    var scanner = WARCStreamScanner(stream, recordLimit: recordLimit)
    guard try scanner.stream.skip(to: offset) else { throw nothing(at: offset) }
    let stored = try scanner.storedBytes()
    return (try record(try scanner.attempt(), offset), stored)
  }

  private static func record(
    _ attempt: WARCAttempt, _ offset: Int
  ) throws(InputError) -> WARCRecord {
    switch attempt {
    case .entry(.record(let record)): return record
    case .entry(.damaged(let damage)): throw damage.error
    case .damaged(let error): throw error
    case .end: throw nothing(at: offset)
    }
  }

  private static func nothing(at offset: Int) -> InputError {
    InputError(.badArchive, "no WARC record starts at byte \(offset)")
  }
}
