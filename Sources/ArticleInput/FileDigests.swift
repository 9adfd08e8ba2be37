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
  public func note(_ path: String, _ stamp: FileStamp, sha256: String) {
    var now = timespec()
    guard clock_gettime(CLOCK_REALTIME, &now) == 0, !stamp.isFresh(at: now),
      !path.utf8.contains(0x0A)
    else { return }
    state.withLock { state in
      state.used.insert(path)
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
    var entries: [String: Entry] = [:]
    var lines = data.split(separator: 0x0A)[...]
    guard lines.popFirst().map({ $0.elementsEqual(header.utf8) }) ?? false else { return [:] }
    entries.reserveCapacity(lines.count)
    for line in lines {
      let fields = line.split(separator: 0x20, maxSplits: 6, omittingEmptySubsequences: false)
      guard fields.count == 7, fields[0].count == 64 else { continue }
      let numbers = fields[1...5].compactMap { number($0) }
      guard numbers.count == 5 else { continue }
      var stamp = FileStamp(stat())
      stamp.device = numbers[0]
      stamp.inode = numbers[1]
      stamp.byteCount = Int(numbers[2])
      stamp.modified = Int64(numbers[3])
      stamp.changed = Int64(numbers[4])
      entries[String(decoding: fields[6], as: UTF8.self)] = Entry(
        stamp: stamp, sha256: String(decoding: fields[0], as: UTF8.self))
    }
    return entries
  }

  /// The number that ASCII digits write; nil for anything else and for what is too large.
  private static func number(_ digits: Data) -> UInt64? {
    var value: UInt64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit), value < 900_000_000_000_000_000 * 2 else { return nil }
      value = value * 10 + UInt64(digit - 0x30)
    }
    return digits.isEmpty ? nil : value
  }
}
