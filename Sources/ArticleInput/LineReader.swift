import Foundation

/// The lines of a file, plain or gzip, one after the other.
///
///     var reader = try LineReader(path: "inbox/news.jsonl.gz")
///     while let line = try reader.next() { … }
///
/// Lines end at LF, or at the end of the file; a CR before LF is dropped. Other characters that
/// Unicode calls line breaks stay: JSON strings may contain them. A byte order mark at the start
/// of the file is no part of the first line.
public struct LineReader: ~Copyable {
  /// One line, without its end.
  public struct Line: Hashable, Sendable {
    /// Counted from 1.
    public var number: Int
    /// Where the line starts in the uncompressed file, in bytes.
    public var offset: Int
    /// How many bytes it has.
    public var length: Int
    /// The line's bytes; empty when it is too long.
    public var bytes: [UInt8]
    /// Whether the line is longer than the limit, and was skipped.
    public var isTooLong: Bool

    /// Whether the line holds white space only, as at the end of many files.
    public var isBlank: Bool { !isTooLong && bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
  }

  private var stream: ByteStream
  private let limit: Int
  private var piece: [UInt8] = []
  private var position = 0
  private var nextNumber = 1
  private var nextOffset = 0

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - limit: The most bytes of a line that is kept.
  ///   - sizeLimit: The number of uncompressed bytes from which the file is too large.
  /// - Throws: `unreadable` when the file cannot be opened or read.
  public init(
    path: String, limit: Int = 32 << 20, sizeLimit: Int = .max
  ) throws(InputError) {
    stream = try ByteStream(path: path, sizeLimit: sizeLimit, isHashed: true)
    self.limit = limit
  }

  /// SHA-256 of the file and the file as it was read; see ``ByteStream/digest``.
  public var digest: (sha256: String, stamp: FileStamp)? { stream.digest }

  /// The next line; nil at the end.
  ///
  /// - Throws: What ``ByteStream/read(upTo:)`` throws, after all whole lines before the damage;
  ///   the line that it cuts is dropped.
  public mutating func next() throws(InputError) -> Line? {
    var line = Line(
      number: nextNumber, offset: nextOffset, length: 0, bytes: [], isTooLong: false)
    var isEnded = false
    var isEmpty = true
    while !isEnded, try fill() {
      isEmpty = false
      isEnded = takeToLineEnd(&line)
    }
    if isEmpty { return nil }
    nextNumber += 1
    nextOffset = line.offset + line.length + (isEnded ? 1 : 0)
    finish(&line, isEnded: isEnded)
    return line
  }

  /// Whether there is a byte to take.
  private mutating func fill() throws(InputError) -> Bool {
    guard position == piece.count else { return true }
    position = 0
    // Emptied first: after an error the bytes of the piece must not be taken again.
    piece = []
    piece = try stream.read() ?? []
    return !piece.isEmpty
  }

  /// Moves bytes of the piece to `line`, up to the line's end. Returns whether that was found.
  private mutating func takeToLineEnd(_ line: inout Line) -> Bool {
    let end = piece.withUnsafeBytes { bytes -> Int? in
      guard let start = bytes.baseAddress else { return nil }
      return memchr(start + position, 0x0A, bytes.count - position).map {
        start.distance(to: UnsafeRawPointer($0))
      }
    }
    let taken = position..<(end ?? piece.count)
    line.length += taken.count
    // One byte beyond the limit may be a CR that does not count.
    if line.length > limit + 1 { line.isTooLong = true }
    if line.isTooLong {
      line.bytes = []
    } else {
      line.bytes.append(contentsOf: piece[taken])
    }
    lastByte = taken.isEmpty ? lastByte : piece[taken.upperBound - 1]
    position = taken.upperBound + (end == nil ? 0 : 1)
    return end != nil
  }

  /// The last byte taken: a line that is too long is not kept, but its CR is no part of it either.
  private var lastByte: UInt8 = 0

  private mutating func finish(_ line: inout Line, isEnded: Bool) {
    if isEnded && line.length > 0 && lastByte == 0x0D {
      line.length -= 1
      if !line.isTooLong { line.bytes.removeLast() }
    }
    if line.length > limit {
      line.isTooLong = true
      line.bytes = []
    }
    if line.number == 1 && line.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      line.bytes.removeFirst(3)
      line.offset += 3
      line.length -= 3
    }
  }
}
