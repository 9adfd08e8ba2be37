import CZlib
import ETLModel

/// Decompresses one gzip member of a file at a time.
struct MemberInflater: ~Copyable {
  /// The start of every member: the magic number and the only compression method.
  static let magic: [UInt8] = [0x1F, 0x8B, 0x08]

  private let inflater: Inflater
  private(set) var isEnded = false

  /// Prepares for a first member.
  ///
  /// - Throws: `unreadable` when zlib finds no memory.
  init() throws(InputError) { inflater = try Inflater(.gzip) }

  /// Prepares for the next member.
  mutating func restart() {
    inflater.restart()
    isEnded = false
  }

  /// Decompresses on, from the front of the window.
  ///
  /// - Returns: How many bytes were written to `output`; none at the member's end only.
  /// - Throws: `bad_archive` when the data is damaged or ends early; `unreadable`.
  mutating func read(
    _ file: inout FileWindow, into output: UnsafeMutableBufferPointer<UInt8>
  ) throws(InputError) -> Int {
    while !isEnded {
      guard try file.prepare(1) else {
        throw InputError(.badArchive, "the compressed data ends early")
      }
      let (status, used, written) = inflater.inflate(file.bytes, into: output)
      file.drop(used)
      switch status {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isEnded = true
      // What came out before the damage was found is returned; the next call fails again.
      case _ where written > 0: break
      default: throw InputError(.badArchive, "the compressed data is damaged")
      }
      if written > 0 { return written }
    }
    return 0
  }

  /// Whether `bytes` are the start of a member with a WARC record in it.
  mutating func startsRecord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.starts(with: Self.magic) else { return false }
    restart()
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: WARCHeader.magic.count) {
      let (_, _, written) = inflater.inflate(bytes, into: $0)
      return written == $0.count && $0.starts(with: WARCHeader.magic)
    }
  }
}
