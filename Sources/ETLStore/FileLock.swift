import Foundation

/// A kernel lock on a file beside the database: two runs never write one database, and the lock
/// cannot go stale, because the kernel frees it when the process ends.
final class FileLock {
  private let descriptor: Int32

  /// Takes the lock for the database at `path`.
  ///
  /// - Throws: `StoreError` of kind `locked` when another process holds it, of another kind when
  ///   the lock file cannot be made.
  init(database path: String) throws(StoreError) {
    let lockPath = path + ".lock"
    descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
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
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw StoreError(.locked, "another run holds '\(lockPath)'; wait for it to end")
    }
  }

  deinit { close(descriptor) }
}
