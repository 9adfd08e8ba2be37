import ETLModel
import Foundation

/// An open file that is read from its start to its end and closed with the value.
struct FileDescriptor: ~Copyable {
  private let number: Int32

  /// Opens a file for reading.
  ///
  /// - Throws: `unreadable` with the system's reason, or when the path leads to no regular file.
  init(path: String) throws(InputError) {
    // Without O_NONBLOCK a pipe that nobody writes to would hold up the run here.
    let descriptor = Self.retrying { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw Self.error("cannot be opened") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw InputError(.unreadable, "the path leads to no regular file")
    }
    number = descriptor
  }

  deinit { close(number) }

  /// The file as it is now; nil when the system does not say.
  var stamp: FileStamp? {
    var status = stat()
    return fstat(number, &status) == 0 ? FileStamp(status) : nil
  }

  /// At most `count` bytes; none at the end of the file.
  ///
  /// - Throws: `unreadable` with the system's reason.
  func read(upTo count: Int) throws(InputError) -> [UInt8] {
    var result = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      result = Self.retrying { Foundation.read(number, buffer.baseAddress, count) }
      initialized = max(0, result)
    }
    guard result >= 0 else { throw Self.error("cannot be read") }
    return bytes
  }

  /// Reads into `buffer` from a place in the file.
  ///
  /// - Returns: How many bytes were read: none at the end of the file.
  /// - Throws: `unreadable` with the system's reason.
  func read(
    into buffer: UnsafeMutableBufferPointer<UInt8>, at offset: Int
  ) throws(InputError) -> Int {
    let count = Self.retrying { pread(number, buffer.baseAddress, buffer.count, off_t(offset)) }
    guard count >= 0 else { throw Self.error("cannot be read") }
    return count
  }

  /// What a system call returns, called again after errors that may pass.
  private static func retrying<Number: SignedInteger>(_ call: () -> Number) -> Number {
    var attempt = 0
    while true {
      let result = call()
      if result >= 0 { return result }
      let reason = errno
      if reason == EINTR { continue }
      guard [EIO, ESTALE, ETIMEDOUT, EMFILE, ENFILE].contains(reason), attempt < Retries.current
      else { return result }
      attempt += 1
      usleep(UInt32(Retries.pause(before: attempt)) * 1000)
      errno = reason
    }
  }

  private static func error(_ what: String) -> InputError {
    InputError(.unreadable, "the file \(what): \(String(cString: strerror(errno)))")
  }
}
