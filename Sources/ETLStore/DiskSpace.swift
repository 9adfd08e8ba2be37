import Foundation

/// The free space of the file system that a database is on.
enum DiskSpace {
  /// Makes sure that `byteCount` more bytes fit beside the database at `path`.
  ///
  /// - Throws: `StoreError` of kind `inputOutput` when they do not. A file system that does not
  ///   tell its free space refuses nothing.
  static func require(_ byteCount: Int, for path: String) throws(StoreError) {
    let directory = (path as NSString).deletingLastPathComponent
    var status = statvfs()
    guard byteCount > 0, statvfs(directory.isEmpty ? "." : directory, &status) == 0 else { return }
    let free = Int(clamping: UInt64(status.f_bavail)) * Int(status.f_frsize)
    guard free < byteCount else { return }
    throw StoreError(
      .inputOutput,
      "the disk of '\(path)' has \(megabytes(free)) MB free, the load needs about "
        + "\(megabytes(byteCount)) MB; free some space and run again")
  }

  /// The size of a file; 0 when there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private static func megabytes(_ count: Int) -> Int { (count + 999_999) / 1_000_000 }
}
