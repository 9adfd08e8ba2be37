import ArticleInput
import ETLModel
public import ETLPipeline

/// Walks through the files of all inputs, in the order in which they are written and found.
public struct ArticleUnits: UnitSequence {
  /// A file that was found, and the input it belongs to.
  private struct FoundFile {
    var input: ReadArticles.Input
    var path: String
    /// The path relative to the pipeline file: what keys and the database call it.
    var name: String
    var byteCount: Int
    /// The hash of its bytes, if it is known to be the file that was hashed.
    var sha256: String?

    var key: FileKey { FileKey(input: input.name, name: name) }
  }

  private let found: [FoundFile]
  /// Directories that could not be listed: rejects that come before the files.
  private var unlisted: [ReadArticles.Unit] = []
  private let totalBytes: Int
  private let memory: SourceMemory
  private let digests: FileDigests?
  private var nextFile = 0
  private var bytesDone = 0
  /// The file whose records are being read.
  private var open: (any OpenRecords)?
  /// About how many bytes of it are read.
  private var recordEnd = 0

  init(
    _ inputs: [ReadArticles.Input], _ notes: inout SourceNotes, _ memory: SourceMemory,
    _ digests: FileDigests?
  ) {
    self.memory = memory
    self.digests = digests
    var files: [FoundFile] = []
    for input in inputs {
      var seen: Set<[UInt8]> = []
      for path in input.paths {
        let found = PathGlob.expand(path.actual, base: path.base, extensions: input.extensions)
        if found.isMissing {
          notes.missing.append(path.written)
        } else if found.paths.isEmpty {
          notes.notices.append("input '\(input.name)': '\(path.written)' matches no file")
        }
        for directory in found.unlisted {
          unlisted.append(
            ReadArticles.Unit(
              article: ArticleKey(
                input: input.name, externalID: Self.relative(directory, to: path.base)),
              content: .failure(
                InputError(.unreadable, "the directory cannot be listed; check its permissions"))))
        }
        for file in found.paths where seen.insert(Array(file.utf8)).inserted {
          let name = Self.relative(file, to: path.base)
          guard memory.isWanted(FileKey(input: input.name, name: name)) else { continue }
          let seen = digests?.look(at: file) ?? (stamp: FileStamp.of(file), sha256: nil)
          files.append(
            FoundFile(
              input: input, path: file, name: name, byteCount: seen.stamp?.byteCount ?? 0,
              sha256: seen.sha256))
        }
      }
    }
    found = files
    totalBytes = files.reduce(0) { $0 + $1.byteCount }
  }

  public var files: [SourceFile] {
    found.map { SourceFile(key: $0.key, byteCount: $0.byteCount, sha256: $0.sha256) }
  }

  public var fractionDone: Double? {
    guard totalBytes > 0 else { return nil }
    return Double(bytesDone + bytesOfOpenFile) / Double(totalBytes)
  }

  public var expectedByteCount: Int {
    // A file with a known hash was loaded before: reading it again takes no more space.
    found.reduce(0) { sum, file in
      if file.sha256 != nil { return sum }
      let name = file.path.lowercased()
      // What is left of pages is little, and archives hold several times their size.
      if name.hasSuffix(".html") || name.hasSuffix(".htm") { return sum + file.byteCount / 5 }
      return sum + (name.hasSuffix(".gz") ? file.byteCount * 3 : file.byteCount)
    }
  }

  private var bytesOfOpenFile: Int {
    open == nil ? 0 : min(recordEnd, found[nextFile - 1].byteCount)
  }

  public mutating func next() -> SourceStep<ReadArticles.Unit>? {
    if let unit = unlisted.popLast() { return .unit(unit, byteCount: 0, container: nil) }
    while true {
      if open != nil, let step = nextRecord() { return step }
      guard nextFile < found.count else { return nil }
      let file = found[nextFile]
      nextFile += 1
      if let sha256 = file.sha256, memory.isKnown(file.key, sha256) {
        bytesDone += file.byteCount
        return .known(file.key)
      }
      do {
        switch file.input {
        case .files(let name, let options):
          bytesDone += file.byteCount
          let key = ArticleKey(input: name, externalID: file.name)
          return .unit(
            ReadArticles.Unit(article: key, content: .file(path: file.path, options, digests)),
            byteCount: file.byteCount, container: nil)
        case .lines(let name, _, let reader):
          open = try OpenLines(path: file.path, file: file.name, input: name, reader)
        case .archives(let name, _, let reader):
          open = try OpenArchive(path: file.path, file: file.name, input: name, reader)
        }
      } catch {
        bytesDone += file.byteCount
        return failure(error, file)
      }
    }
  }

  /// The next record of the open file, or its end; nil when it was damaged before and its end is
  /// known.
  private mutating func nextRecord() -> SourceStep<ReadArticles.Unit>? {
    let file = found[nextFile - 1]
    do {
      if let record = try open?.next() {
        recordEnd = record.end
        return .unit(record.unit, byteCount: record.byteCount, container: file.key)
      }
    } catch {
      // The file ends here, damaged: what was read before counts, and the damage is one reject.
      close(file)
      return failure(error, file)
    }
    let digest = open?.digest
    close(file)
    guard let digest else { return nil }
    digests?.note(file.path, digest.stamp, sha256: digest.sha256)
    return .endOfFile(file.key, sha256: digest.sha256)
  }

  private func failure(
    _ error: InputError, _ file: FoundFile
  ) -> SourceStep<ReadArticles.Unit> {
    let key = ArticleKey(input: file.input.name, externalID: file.name)
    return .unit(
      ReadArticles.Unit(article: key, content: .failure(error)), byteCount: 0, container: nil)
  }

  private mutating func close(_ file: FoundFile) {
    open = nil
    recordEnd = 0
    bytesDone += file.byteCount
  }

  private static func relative(_ path: String, to base: String) -> String {
    let prefix = base + "/"
    return !base.isEmpty && path.hasPrefix(prefix)
      ? String(path.dropFirst(prefix.count)) : path
  }
}

extension ReadArticles.Input {
  var name: String {
    switch self {
    case .files(let name, _), .lines(let name, _, _), .archives(let name, _, _): name
    }
  }

  var paths: [OptionPath] {
    switch self {
    case .files(_, let options): options.paths
    case .lines(_, let options, _): options.paths
    case .archives(_, let options, _): options.paths
    }
  }

  var extensions: Set<String> {
    switch self {
    case .files: FilesInput.extensions
    case .lines: JSONLInput.extensions
    case .archives: WARCInput.extensions
    }
  }
}
