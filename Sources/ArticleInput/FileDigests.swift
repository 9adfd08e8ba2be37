import ETLModel
import Foundation
import Synchronization

/// What tells that a file is still the one that was read: a change of its bytes changes one of
/// these, whatever a program does to hide it, because the system sets the time of the last change.
public struct FileStamp: Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
  public var byteCount: Int
  /// Nanoseconds since 1970 of the last change of the bytes.
  var modified: Int64
  /// Nanoseconds since 1970 of the last change of anything about the file.
  var changed: Int64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    byteCount = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
  }

  /// The file at `path` as it is now; nil when there is none.
  public static func of(_ path: String) -> FileStamp? {
    var status = stat()
    return stat(path, &status) == 0 ? FileStamp(status) : nil
  }

  /// Whether the file was changed so lately that another change could get the same times.
  ///
  /// File systems stamp by the tick of the kernel's clock, 10 ms at most.
  func isFresh(at now: timespec) -> Bool {
    let time = Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    return time - max(modified, changed) < 100_000_000
  }
}

/// A cache of the hashes of files, so that a file that is still the same is not read again to see
/// that. It may be deleted at any time.
public final class FileDigests: Sendable {
  private struct Entry {
    var stamp: FileStamp
    var sha256: String
  }

  private struct State {
    var entries: [String: Entry] = [:]
    /// What was asked for or noted: the rest belongs to files that are gone.
    var used: Set<String> = []
    var hasChanges = false
  }

  private static let header = "etl file digests 1"

  private let cachePath: String
  private let state: Mutex<State>

  /// Loads the cache at `path`; it is empty when there is none, or one that cannot be read.
  ///
  /// - Complexity: O(*n*) in the number of files.
  public init(path: String) {
    cachePath = path
    state = Mutex(State(entries: Self.load(path)))
  }

  /// SHA-256 of the file at `path`, and its stamp now; the hash is nil when the file is not the one
  /// that was hashed.
  public func look(at path: String) -> (stamp: FileStamp?, sha256: String?) {
    guard let stamp = FileStamp.of(path) else { return (nil, nil) }
    return state.withLock { state in
      state.used.insert(path)
      guard let entry = state.entries[path], entry.stamp == stamp else { return (stamp, nil) }
      return (stamp, entry.sha256)
    }
  }

  /// Keeps the hash of a file that was read, unless the file is so new that it may change without
  /// a trace.
  ///
  /// - Parameter isOurs: Whether nobody else writes the file, however new it is.
  public func note(_ path: String, _ stamp: FileStamp, sha256: String, isOurs: Bool = false) {
    var now = timespec()
    guard clock_gettime(CLOCK_REALTIME, &now) == 0, isOurs || !stamp.isFresh(at: now),
      !path.utf8.contains(0x0A)
    else { return }
    state.withLock { state in
      state.used.insert(path)
      if let old = state.entries[path], old.stamp == stamp, old.sha256 == sha256 { return }
      state.entries[path] = Entry(stamp: stamp, sha256: sha256)
      state.hasChanges = true
    }
  }

  /// Writes the cache, if it has changed: aside, then by a new name.
  ///
  /// - Throws: An error of the file system; the old cache is still there then.
  public func save() throws {
    try state.withLock { state in
      guard state.hasChanges else { return }
      var text = Self.header + "\n"
      for (path, entry) in state.entries.sorted(by: { $0.key < $1.key })
      where state.used.contains(path) {
        let stamp = entry.stamp
        text +=
          "\(entry.sha256) \(stamp.device) \(stamp.inode) \(stamp.byteCount) \(stamp.modified) "
          + "\(stamp.changed) \(path)\n"
      }
      try Data(text.utf8).write(to: URL(fileURLWithPath: cachePath), options: .atomic)
      state.hasChanges = false
    }
  }

  private static func load(_ path: String) -> [String: Entry] {
    guard let data = FileManager.default.contents(atPath: path) else { return [:] }
    return Array(data).withUnsafeBufferPointer { bytes in
      var parser = DigestParser(rest: bytes[...])
      guard parser.line().elementsEqual(header.utf8) else { return [:] }
      var entries: [String: Entry] = [:]
      while !parser.rest.isEmpty {
        var fields = DigestParser(rest: parser.line())
        var stamp = FileStamp(stat())
        guard let sha256 = fields.field(), sha256.count == 64, let device = fields.number(),
          let inode = fields.number(), let byteCount = fields.number(),
          let modified = fields.number(), let changed = fields.number()
        else { continue }
        stamp.device = device
        stamp.inode = inode
        stamp.byteCount = Int(truncatingIfNeeded: byteCount)
        stamp.modified = Int64(truncatingIfNeeded: modified)
        stamp.changed = Int64(truncatingIfNeeded: changed)
        entries[String(decoding: fields.rest, as: UTF8.self)] = Entry(
          stamp: stamp, sha256: String(decoding: sha256, as: UTF8.self))
      }
      return entries
    }
  }
}

/// Takes a digest file apart.
private struct DigestParser {
  var rest: Slice<UnsafeBufferPointer<UInt8>>

  /// The bytes up to the end of the line, which is skipped.
  mutating func line() -> Slice<UnsafeBufferPointer<UInt8>> {
    if let line = take(upTo: 0x0A) { return line }
    defer { rest = rest[rest.endIndex...] }
    return rest
  }

  /// The bytes up to the next space, which is skipped; nil when there is none.
  mutating func field() -> Slice<UnsafeBufferPointer<UInt8>>? { take(upTo: 0x20) }

  /// The number of the next field; nil for anything else.
  mutating func number() -> UInt64? {
    guard let digits = field(), !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value &* 10 &+ UInt64(digit - 0x30)
    }
    return value
  }

  private mutating func take(upTo end: UInt8) -> Slice<UnsafeBufferPointer<UInt8>>? {
    guard let index = rest.firstIndex(of: end) else { return nil }
    defer { rest = rest[(index + 1)...] }
    return rest[..<index]
  }
}
