public import Foundation

/// A directory that is removed with its owner.
public final class TemporaryDirectory: Sendable {
  /// Its absolute path.
  public let path: String

  /// Makes an empty directory.
  public init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("etl-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  public func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file and returns its path; directories on the way are made.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file and returns its path; directories on the way are made.
  @discardableResult
  public func write(_ data: Data, to name: String) throws -> String {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path
  }
}

/// Directories of the project that tests read.
public enum ProjectFiles {
  /// The top of the project.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The five sample articles.
  public static var articles: String { root + "/seeds/articles" }

  /// The lexicons.
  public static var lexicons: String { root + "/seeds/lexicons" }

  /// The directory of gold data, which is not part of the project; nil when it is not there.
  public static var gold: String? { ProcessInfo.processInfo.environment["ETL_GOLD_DIR"] }
}
