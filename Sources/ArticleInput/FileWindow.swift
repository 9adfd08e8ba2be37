import ETLModel

/// The bytes of a file, seen through a window that can be put anywhere.
///
/// Whatever way the window takes, the hash of the file is made from its bytes in their order.
struct FileWindow: ~Copyable {
  private let file: FileDescriptor
  private var window = ByteWindow()
  /// Where in the file the window starts.
  private(set) var offset = 0
  private var isAtEnd = false
  private let stamp: FileStamp?
  private var hasher: ContentHasher?
  private var hashedCount = 0

  private static let pieceSize = 1 << 18

  /// Opens a file.
  ///
  /// - Throws: `unreadable` when the file cannot be opened.
  init(path: String, isHashed: Bool = false) throws(InputError) {
    file = try FileDescriptor(path: path)
    stamp = isHashed ? file.stamp : nil
    hasher = isHashed ? ContentHasher() : nil
  }

  /// What the window shows. The pointer is good until the window is changed.
  var bytes: UnsafeBufferPointer<UInt8> { window.bytes }

  var count: Int { window.count }

  /// SHA-256 of the file, and the file as it was while it was read; nil before the end, or when
  /// the file has changed meanwhile.
  var digest: (sha256: String, stamp: FileStamp)? {
    guard isAtEnd, let hasher, let stamp, hashedCount == stamp.byteCount, stamp == file.stamp
    else { return nil }
    return (hasher.finish().hex, stamp)
  }

  /// Reads on behind the window.
  ///
  /// - Returns: Whether there was anything.
  /// - Throws: `unreadable`.
  mutating func fill() throws(InputError) -> Bool {
    let position = offset + count
    try hash(upTo: position)
    let room = window.room(atLeast: Self.pieceSize / 2)
    let piece = UnsafeMutableBufferPointer(rebasing: room[..<min(room.count, Self.pieceSize)])
    let readCount = try file.read(into: piece, at: position)
    isAtEnd = readCount == 0
    window.commit(readCount)
    let end = position + readCount
    if hasher != nil, end > hashedCount {
      hasher?.update(with: Array(piece[(hashedCount - position)..<readCount]))
      hashedCount = end
    }
    return readCount > 0
  }

  /// Reads on until the window shows `needed` bytes.
  ///
  /// - Returns: Whether there are so many.
  mutating func prepare(_ needed: Int) throws(InputError) -> Bool {
    while count < needed {
      guard try fill() else { return false }
    }
    return true
  }

  mutating func drop(_ count: Int) {
    window.drop(count)
    offset += count
  }

  /// Puts the start of the window to `target`.
  mutating func seek(to target: Int) {
    if target >= offset, target <= offset + count {
      drop(target - offset)
    } else {
      window.removeAll()
      offset = target
    }
  }

  /// Moves the window to the next place where `pattern` stands, which may be where it is.
  ///
  /// - Returns: False when there is none; the window is at the end of the file then.
  mutating func advance(to pattern: [UInt8]) throws(InputError) -> Bool {
    while true {
      if let index = bytes.firstIndex(of: pattern) {
        drop(index)
        return true
      }
      drop(max(0, count - pattern.count + 1))
      if try !fill() {
        drop(count)
        return false
      }
    }
  }

  /// The bytes at a place in the file, which leaves the window where it is.
  func peek(at offset: Int, count: Int) throws(InputError) -> [UInt8] {
    var failure: InputError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(InputError) {
        while initialized < count {
          let rest = UnsafeMutableBufferPointer(rebasing: buffer[initialized..<count])
          let readCount = try file.read(into: rest, at: offset + initialized)
          if readCount == 0 { break }
          initialized += readCount
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Hashes what was jumped over.
  private mutating func hash(upTo end: Int) throws(InputError) {
    while hasher != nil, hashedCount < end {
      let piece = try peek(at: hashedCount, count: min(Self.pieceSize, end - hashedCount))
      if piece.isEmpty { return }
      hasher?.update(with: piece)
      hashedCount += piece.count
    }
  }
}
