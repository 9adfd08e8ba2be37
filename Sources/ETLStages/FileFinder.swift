import ArticleInput
import ETLModel
import ETLPipeline

/// A file that was found, and the input it belongs to.
struct FoundFile {
  var input: ReadArticles.Input
  var path: String
  /// The path relative to the pipeline file: what keys and the database call it.
  var name: String
  var byteCount: Int
  /// The hash of its bytes, if it is known to be the file that was hashed.
  var sha256: String?

  var key: FileKey { FileKey(input: input.name, name: name) }
}

/// Finds the files of inputs.
struct FileFinder {
  let memory: SourceMemory
  let digests: FileDigests?
  private(set) var files: [FoundFile] = []
  /// Directories that could not be listed.
  private(set) var unlisted: [ReadArticles.Unit] = []

  init(_ memory: SourceMemory, _ digests: FileDigests?) {
    self.memory = memory
    self.digests = digests
  }

  /// Adds the files of an input, in the order in which its paths are written and found.
  mutating func find(_ input: ReadArticles.Input, _ notes: inout SourceNotes) {
    if case .web(let name, let options) = input {
      let list = options.urlsFrom
      if !list.written.isEmpty, FileStamp.of(list.resolved) == nil {
        notes.missing.append(list.written)
      }
      let save = options.web.save
      guard !save.written.isEmpty else { return }
      for file in CrawlArchive.files(in: save.resolved, input: name) {
        add(file, base: save.base, of: input)
      }
      return
    }
    var seen: Set<[UInt8]> = []
    for path in input.paths {
      let found = PathGlob.expand(path.actual, base: path.base, extensions: input.extensions)
      if found.isMissing {
        notes.missing.append(path.written)
      } else if found.paths.isEmpty {
        notes.notices.append("input '\(input.name)': '\(path.written)' matches no file")
      }
      unlisted += found.unlisted.map { directory in
        ReadArticles.Unit(
          article: ArticleKey(
            input: input.name, externalID: Self.relative(directory, to: path.base)),
          content: .failure(
            InputError(.unreadable, "the directory cannot be listed; check its permissions")))
      }
      for file in found.paths where seen.insert(Array(file.utf8)).inserted {
        add(file, base: path.base, of: input)
      }
    }
  }

  private mutating func add(_ path: String, base: String, of input: ReadArticles.Input) {
    let name = Self.relative(path, to: base)
    guard memory.isWanted(FileKey(input: input.name, name: name)) else { return }
    let seen = digests?.look(at: path) ?? (stamp: FileStamp.of(path), sha256: nil)
    files.append(
      FoundFile(
        input: input, path: path, name: name, byteCount: seen.stamp?.byteCount ?? 0,
        sha256: seen.sha256))
  }

  /// The name of a path that is below the directory of the pipeline file; else the path.
  static func relative(_ path: String, to base: String) -> String {
    let prefix = base + "/"
    return !base.isEmpty && path.hasPrefix(prefix)
      ? String(path.dropFirst(prefix.count)) : path
  }
}

extension ReadArticles.Input {
  var name: String {
    switch self {
    case .files(let name, _), .lines(let name, _, _), .archives(let name, _, _),
      .web(let name, _):
      name
    }
  }

  var paths: [OptionPath] {
    switch self {
    case .files(_, let options): options.paths
    case .lines(_, let options, _): options.paths
    case .archives(_, let options, _): options.paths
    case .web: []
    }
  }

  var extensions: Set<String> {
    switch self {
    case .files: FilesInput.extensions
    case .lines: JSONLInput.extensions
    case .archives, .web: WARCInput.extensions
    }
  }
}
