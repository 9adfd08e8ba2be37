import Foundation

/// Files that a run writes beside its database.
enum OutputFile {
  /// What every report starts with.
  static let reportStart = "{\n  \"checks\""
  /// What every metrics file starts with.
  static let metricsStart = "# HELP etl_"

  /// Whether a file is missing, empty or starts as one that an earlier run left, so that no
  /// database, article, lexicon or device is overwritten.
  static func mayHold(_ path: String, startingWith start: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return true }
    guard status.st_mode & S_IFMT == S_IFREG else { return false }
    if status.st_size == 0 { return !path.hasSuffix(".lock") }
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: start.utf8.count)) == Data(start.utf8)
  }
}
