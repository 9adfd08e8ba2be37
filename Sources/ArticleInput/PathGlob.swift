import Foundation

/// Finding files by path or pattern.
///
/// | in a pattern | matches |
/// | --- | --- |
/// | `*` | any characters within a name |
/// | `?` | one character |
/// | `[a-z]`, `[!a-z]` | one character of a set, or one outside it |
/// | `**` as a whole name | any directories, also none |
///
/// Names that start with a period are matched only by a pattern that starts with one.
public enum PathGlob {
  /// The files that a path or pattern stands for.
  public struct Result: Hashable, Sendable {
    /// Absolute paths, ordered by their bytes, without repetition.
    public var paths: [String]
    /// Whether the path has no wildcard and does not exist.
    public var isMissing: Bool
    /// The directories on the way that could not be listed, ordered by their bytes.
    public var unlisted: [String]
  }

  /// Whether a path contains a wildcard.
  public static func isPattern(_ path: String) -> Bool {
    path.utf8.contains {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[")
    }
  }

  /// Finds the files of a path or pattern.
  ///
  /// A directory stands for the files below it whose names end in one of `extensions`, or in one
  /// followed by `.gz`. Directories that are symbolic links are not entered on the way down, so
  /// that no walk runs in a circle.
  ///
  /// - Parameters:
  ///   - path: A path or pattern. If a file of that very name exists, it is meant.
  ///   - base: The directory that relative paths start from.
  ///   - extensions: Without periods, in lower case.
  public static func expand(
    _ path: String, base: String, extensions: Set<String>
  ) -> Result {
    // The base is never a pattern, whatever its name contains.
    let start = path.hasPrefix("/") ? [] : names(of: base)
    let pattern = names(of: path)
    var finder = FileFinder(extensions: extensions)
    let literal = "/" + (start + pattern).joined(separator: "/")
    if FileKind.of(literal) != nil {
      finder.add(literal)
    } else if isPattern(path) {
      finder.find(pattern[...], in: start.map { "/" + $0 }.joined())
    } else {
      return Result(paths: [], isMissing: true, unlisted: [])
    }
    return Result(
      paths: FileFinder.sorted(finder.found), isMissing: false,
      unlisted: FileFinder.sorted(finder.unlisted))
  }

  private static func names(of path: String) -> [String] {
    var names: [String] = []
    for name in path.split(separator: "/") where name != "." {
      // Twice any directories is any directories, and walking them twice takes its square.
      if name != "**" || names.last != "**" { names.append(String(name)) }
    }
    return names
  }
}

/// Walks directories and collects files.
private struct FileFinder {
  let extensions: Set<String>
  // Lists, not sets: `String` takes two names for one that differ in their normalization only.
  private(set) var found: [String] = []
  private(set) var unlisted: [String] = []

  init(extensions: Set<String>) { self.extensions = extensions }

  /// The paths ordered by their bytes, without repetition.
  static func sorted(_ paths: [String]) -> [String] {
    var sorted = paths.sorted { left, right in
      left.utf8.withContiguousStorageIfAvailable { left in
        right.utf8.withContiguousStorageIfAvailable { right in
          // As bytes: `String` orders by what it takes for characters.
          guard let start = left.baseAddress, let other = right.baseAddress else {
            return left.count < right.count
          }
          let order = memcmp(start, other, min(left.count, right.count))
          return order == 0 ? left.count < right.count : order < 0
        } ?? false
      } ?? left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    var last: String?
    sorted.removeAll { path in
      defer { last = path }
      return last.map { $0.utf8.elementsEqual(path.utf8) } ?? false
    }
    return sorted
  }

  /// Adds a file, or the files below a directory.
  mutating func add(_ path: String) {
    switch FileKind.of(path) {
    case .directory: addFiles(below: path)
    case .file, .other: found.append(path)
    case nil:
      // A link that leads nowhere is found, so that reading it says so.
      if FileKind.isLink(path) { found.append(path) }
    }
  }

  private mutating func addFiles(below directory: String) {
    for name in children(of: directory) where !name.hasPrefix(".") {
      let path = directory + "/" + name
      switch FileKind.of(path) {
      // What cannot be opened (a dangling link, a pipe, a name that is no UTF-8) is found too, so
      // that reading it says why.
      case .file where hasExtension(name), .other where hasExtension(name),
        nil where hasExtension(name):
        found.append(path)
      case .directory where !FileKind.isLink(path): addFiles(below: path)
      default: break
      }
    }
  }

  private func hasExtension(_ name: String) -> Bool {
    // Nearly all names end so, and the general way is slow.
    if extensions.contains(where: { name.utf8.count > $0.utf8.count && name.hasSuffix("." + $0) }) {
      return true
    }
    let lower = name.lowercased()
    let stem = lower.hasSuffix(".gz") ? String(lower.dropLast(3)) : lower
    guard let period = stem.lastIndex(of: ".") else { return false }
    return extensions.contains(String(stem[stem.index(after: period)...]))
  }

  /// Finds what the names of a pattern match, starting in `directory` (empty: the root).
  mutating func find(_ names: ArraySlice<String>, in directory: String) {
    guard let name = names.first else { return add(directory.isEmpty ? "/" : directory) }
    let rest = names.dropFirst()
    if name == "**" {
      find(rest, in: directory)
      for child in children(of: directory) where !child.hasPrefix(".") {
        let path = directory + "/" + child
        if FileKind.of(path) == .directory && !FileKind.isLink(path) { find(names, in: path) }
      }
    } else if PathGlob.isPattern(name) {
      let pattern = NamePattern(name)
      for child in children(of: directory) where pattern.matches(child) {
        let path = directory + "/" + child
        let kind = FileKind.of(path)
        if kind == .directory || (rest.isEmpty && kind == .file) { find(rest, in: path) }
      }
    } else if FileKind.of(directory + "/" + name) != nil {
      find(rest, in: directory + "/" + name)
    }
  }

  /// The names in a directory; none for what is no directory.
  private mutating func children(of directory: String) -> [String] {
    let path = directory.isEmpty ? "/" : directory
    guard FileKind.of(path) == .directory else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      unlisted.append(path)
      return []
    }
  }
}

/// What a path leads to.
private enum FileKind {
  case file, directory, other

  /// The kind of what `path` leads to, through symbolic links; nil when there is nothing.
  static func of(_ path: String) -> FileKind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}
