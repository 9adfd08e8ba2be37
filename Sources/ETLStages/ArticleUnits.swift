import ArticleInput
import ETLModel
public import ETLPipeline
import Synchronization

/// Walks through the files of all inputs, in the order in which they are written and found, then
/// through what servers answer.
public struct ArticleUnits: UnitSequence {
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
  private let web: [(name: String, options: any WebInput)]
  private let shared: ReadArticles.Shared
  /// The inputs whose servers are being asked, the one first whose answers are read; nil before
  /// they are asked for the first time.
  private var crawls: ArraySlice<OpenCrawl>?

  init(
    _ inputs: [ReadArticles.Input], _ notes: inout SourceNotes, _ memory: SourceMemory,
    _ digests: FileDigests?, _ shared: ReadArticles.Shared
  ) {
    self.memory = memory
    self.digests = digests
    self.shared = shared
    var finder = FileFinder(memory, digests)
    for input in inputs { finder.find(input, &notes) }
    found = finder.files
    unlisted = finder.unlisted
    totalBytes = found.reduce(0) { $0 + $1.byteCount }
    web = inputs.compactMap { input in
      if case .web(let name, let options) = input { (name, options) } else { nil }
    }
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
      guard nextFile < found.count else { return nextAnswer() }
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
        case .web(let name, let options):
          open = try OpenCrawlArchive(
            path: file.path, file: file.name, WebArticles(input: name, options), memory)
        }
      } catch {
        bytesDone += file.byteCount
        return failure(error, file)
      }
    }
  }

  /// What servers answer; nil when all have, or none is to be asked.
  private mutating func nextAnswer() -> SourceStep<ReadArticles.Unit>? {
    guard !memory.isOffline, !web.isEmpty else { return nil }
    // All are asked at once; their answers are read one input after the other, as an archive is one
    // file.
    if crawls == nil {
      crawls =
        web.map { name, options in
          OpenCrawl(input: name, options, memory, base: options.web.save.base, digests)
        }[...]
    }
    while let crawl = crawls?.first {
      if let step = crawl.next() { return step }
      crawls?.removeFirst()
      shared.closing.withLock { closing in
        closing.notices += crawl.closing.notices
        closing.askedCount += crawl.closing.askedCount
        closing.answeredCount += crawl.closing.answeredCount
      }
    }
    return nil
  }

  public var addressCounts: [String: Int] {
    Dictionary(
      web.map { ($0.name, $0.options.listedAddresses.count) }, uniquingKeysWith: { $1 })
  }

  public var activity: String? {
    let waiting = (crawls ?? []).compactMap(\.activity)
    return waiting.isEmpty ? nil : waiting.joined(separator: "; ")
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
}
