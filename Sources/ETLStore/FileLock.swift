import Foundation

/// A kernel lock on a file beside the database: two runs never write one database, and the lock
/// cannot go stale, because the kernel frees it when the process ends.
///
/// The file names the process that holds the lock, for messages only.
final class FileLock {
  private let descriptor: Int32

  /// Takes the lock for the database at `path`.
  ///
  /// - Parameters:
  ///   - run: The run that the message of another one will name; nil for work of a moment.
  ///   - secondsToWait: How long to wait for the holder to end.
  /// - Throws: `StoreError` of kind `held` when another process still holds it then, of another
  ///   kind when the lock file cannot be made.
  init(database path: String, run: RunRow? = nil, secondsToWait: Int = 0) throws(StoreError) {
    let lockPath = path + ".lock"
    let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      let kind: StoreError.Kind =
        switch errno {
        case EACCES, EPERM, EROFS: .permission
        case ENOENT, ENOTDIR, EISDIR: .cannotCreate
        default: .inputOutput
        }
      throw StoreError(
        kind, "cannot create '\(lockPath)': \(reason); is its directory there and writable?")
    }
    guard Self.waits(for: descriptor, seconds: secondsToWait) else {
      let holder = Self.holder(descriptor)
      close(descriptor)
      throw StoreError(
        .held, "another run\(holder) holds '\(lockPath)'")
    }
    // Only now: an object that throws with all it stores is deinitialized too, and would empty and
    // close the number again when it may be another file's.
    self.descriptor = descriptor
    if let run { write(run) }
  }

  deinit {
    // Nobody holds it: an empty file says so.
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  /// Whether the lock could be taken within some seconds.
  private static func waits(for descriptor: Int32, seconds: Int) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(seconds))
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard clock.now < end else { return false }
      usleep(100_000)
    }
    return true
  }

  /// Names this process in the file. A failure, for instance on a full disk, does no harm.
  private func write(_ run: RunRow) {
    // `ProcessInfo.hostName` would ask name servers.
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return }
    let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let text = "\(getpid()) \(host) \(run.startedAt)\n"
    ftruncate(descriptor, 0)
    _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// ` (pid 123 on host since 2026-01-31T09:30:00Z)`, or nothing when the file does not say it.
  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, Int32(words[0]) != nil else { return "" }
    return " (pid \(words[0]) on \(words[1]) since \(words[2]))"
  }
}
