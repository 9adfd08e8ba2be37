import ETLModel
import Foundation

/// A file that grows by whole pieces: a piece that cannot be written leaves nothing behind.
struct AppendedFile: ~Copyable {
  private let number: Int32
  /// How many bytes the file has.
  private(set) var byteCount: Int
  /// Nil when the file held something before.
  private var hasher: ContentHasher?

  /// Opens a file, or makes an empty one.
  ///
  /// - Throws: `unreadable` with the system's reason, or when the path leads to no regular file.
  init(path: String) throws(InputError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else { throw Self.error("cannot be opened") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw InputError(.unreadable, "the path leads to no regular file")
    }
    number = descriptor
    byteCount = Int(status.st_size)
    hasher = byteCount == 0 ? ContentHasher() : nil
  }

  deinit { close(number) }

  /// The first bytes of the file, at most `count`.
  func start(_ count: Int) throws(InputError) -> [UInt8] {
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      result = pread(number, buffer.baseAddress, count, 0)
      initialized = max(0, result)
    }
    guard result >= 0 else { throw Self.error("cannot be read") }
    return bytes
  }

  /// Writes `bytes` behind all others.
  ///
  /// - Throws: `unreadable` with the system's reason; the file is as it was then.
  mutating func append(_ bytes: [UInt8]) throws(InputError) {
    var written = 0
    var failure: InputError?
    bytes.withUnsafeBytes { buffer in
      while written < buffer.count {
        let count = write(number, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          failure = Self.error("cannot be written")
          return
        }
        written += count
      }
    }
    if let failure {
      guard ftruncate(number, off_t(byteCount)) == 0 else {
        throw Self.error("cannot be written, and a piece of a record is left at its end")
      }
      throw failure
    }
    byteCount += written
    hasher?.update(with: bytes)
  }

  /// SHA-256 of the whole file, and the file as it is now.
  ///
  /// - Throws: `unreadable`, also when the file held something before.
  func finish() throws(InputError) -> (sha256: String, stamp: FileStamp) {
    var status = stat()
    guard fsync(number) == 0, fstat(number, &status) == 0 else {
      throw Self.error("cannot be kept")
    }
    guard let hasher else {
      throw InputError(.unreadable, "the file was there already: its hash is not known")
    }
    return (hasher.finish().hex, FileStamp(status))
  }

  private static func error(_ what: String) -> InputError {
    InputError(.unreadable, "the file \(what): \(String(cString: strerror(errno)))")
  }
}
