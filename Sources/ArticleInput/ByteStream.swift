import ETLModel

/// The bytes of a file from start to end, decompressed if the file is gzip.
///
/// Whether it is gzip is told by its first two bytes, not by its name. Several gzip members in one
/// file read as one stream.
public struct ByteStream: ~Copyable {
  private let file: FileDescriptor
  private var inflater: Inflater?
  /// What was read from the file and not handed out yet.
  private var input: ArraySlice<UInt8>
  private let sizeLimit: Int
  private let stamp: FileStamp?
  private var deliveredCount = 0
  private var isAtEnd = false
  /// What the bytes of the file are hashed with as they are read; nil when nobody asks.
  private var hasher: ContentHasher?
  /// What will be thrown when the bytes before it have been handed out.
  private var failure: InputError?

  private static let pieceSize = 1 << 17

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - sizeLimit: The number of uncompressed bytes from which the file is too large.
  ///   - isHashed: Whether ``digest`` will be asked for.
  /// - Throws: `unreadable` when the file cannot be opened or read.
  public init(
    path: String, sizeLimit: Int = .max, isHashed: Bool = false
  ) throws(InputError) {
    let file = try FileDescriptor(path: path)
    var start: [UInt8] = []
    // A pipe may hand out a single byte, which does not tell the format.
    while start.count < 2 {
      let piece = try file.read(upTo: Self.pieceSize)
      if piece.isEmpty { break }
      start.append(contentsOf: piece)
    }
    let inflater = start.starts(with: [0x1F, 0x8B]) ? try Inflater() : nil
    self.inflater = inflater
    self.sizeLimit = sizeLimit
    stamp = isHashed ? file.stamp : nil
    hasher = isHashed ? ContentHasher() : nil
    hasher?.update(with: start)
    input = start[...]
    self.file = file
  }

  /// The next bytes, at least one; nil at the end.
  ///
  /// - Parameter count: The most bytes to return.
  /// - Throws: `bad_archive` when the compressed data is damaged or ends early, `too_large` beyond
  ///   the size limit, `unreadable`; in each case after everything before it was returned.
  public mutating func read(upTo count: Int = 1 << 18) throws(InputError) -> [UInt8]? {
    if let failure {
      isAtEnd = true
      hasher = nil
      self.failure = nil
      throw failure
    }
    if isAtEnd || count <= 0 { return nil }
    var output: [UInt8] = []
    do {
      try fill(&output, count)
    } catch {
      failure = error
    }
    keepWithinLimit(&output)
    if !output.isEmpty { return output }
    if failure != nil { return try read(upTo: count) }
    isAtEnd = true
    return nil
  }

  private mutating func keepWithinLimit(_ output: inout [UInt8]) {
    let rest = sizeLimit - deliveredCount
    if output.count > rest {
      output.removeLast(output.count - max(0, rest))
      failure = InputError(.tooLarge, "the file holds more than \(sizeLimit) bytes")
    }
    deliveredCount += output.count
  }

  /// SHA-256 of the file's own bytes, compressed or not, and the file as it was while they were
  /// read; nil before the end, or when the file has changed meanwhile.
  public var digest: (sha256: String, stamp: FileStamp)? {
    guard isAtEnd, failure == nil, let hasher, let stamp, stamp == file.stamp else { return nil }
    return (hasher.finish().hex, stamp)
  }

  /// Fills `output`, which stays empty only at the end of the file.
  private mutating func fill(_ output: inout [UInt8], _ count: Int) throws(InputError) {
    while output.isEmpty {
      if input.isEmpty {
        let piece = try file.read(upTo: Self.pieceSize)
        hasher?.update(with: piece)
        input = piece[...]
      }
      if inflater == nil {
        output = Array(input.prefix(count))
        input = input.dropFirst(count)
        return
      }
      if input.isEmpty {
        guard inflater?.isComplete ?? true else {
          throw InputError(.badArchive, "the compressed data ends early")
        }
        return
      }
      output = try inflater?.inflate(&input, upTo: count) ?? []
    }
  }

  /// All bytes of a file.
  ///
  /// - Returns: The bytes, and the file as it was while they were read; nil when it changed.
  /// - Throws: As ``read(upTo:)``; nothing is returned of a damaged file.
  public static func readAll(
    path: String, limit: Int
  ) throws(InputError) -> (bytes: [UInt8], stamp: FileStamp?) {
    var stream = try ByteStream(path: path, sizeLimit: limit)
    let stamp = stream.file.stamp
    var bytes = try stream.read() ?? []
    while let piece = try stream.read() { bytes.append(contentsOf: piece) }
    return (bytes, stamp == stream.file.stamp ? stamp : nil)
  }
}
