import ETLModel

/// What a source found in one go: records to read, or files that are known, and perhaps the end of
/// a file.
struct SourceBatch: Sendable {
  /// The units to read; nil when there is none.
  var units: Batch?
  /// The file that all the units are in, when it holds more than one.
  var container: FileKey?
  /// Files that are known and not read.
  var known: [FileKey] = []
  /// The addresses that were asked, up to these units.
  var asked: [AddressState] = []
  /// The file that ends with these units.
  var end: (file: FileKey, sha256: String)?

  /// Units to a batch, unless their bytes fill it earlier.
  private static let largestCount = 128
  /// Bytes to a batch: enough to hide the cost of a task, little enough to keep a window of
  /// batches in the caches of a small machine.
  private static let largestByteCount = 1 << 20
  /// Known files to a batch: nothing is done with them but counting.
  private static let largestKnownCount = 4096

  /// The next batch; nil at the end. It never reaches over the end of a shared file.
  ///
  /// - Parameters:
  ///   - limit: The most units.
  ///   - waiting: The step that did not fit into the batch before.
  static func next<Units: UnitSequence>(
    _ units: inout Units, limit: Int, _ waiting: inout SourceStep<Units.Unit>?
  ) -> SourceBatch? {
    var batch = SourceBatch()
    var found: [Units.Unit] = []
    var byteCount = 0
    var isWaiting = false
    collecting: while found.count < min(limit, largestCount), byteCount < largestByteCount,
      batch.known.count < largestKnownCount, batch.asked.count < largestKnownCount
    {
      guard let step = waiting ?? units.next() else { break }
      waiting = nil
      switch step {
      case .unit(let unit, let size, let container):
        guard batch.known.isEmpty, found.isEmpty || container == batch.container else {
          waiting = step
          break collecting
        }
        batch.container = container
        found.append(unit)
        byteCount += size
      case .known(let file):
        guard found.isEmpty else {
          waiting = step
          break collecting
        }
        batch.known.append(file)
      case .endOfFile(let file, let sha256):
        guard batch.known.isEmpty, found.isEmpty || batch.container == file else {
          waiting = step
          break collecting
        }
        batch.end = (file, sha256)
        break collecting
      case .asked(let state): batch.asked.append(state)
      case .waiting:
        // What was found is worked on meanwhile; an empty batch lets others have the thread.
        isWaiting = true
        break collecting
      }
    }
    // A last unit is followed by what is to be remembered of its address.
    while found.count == limit, waiting == nil, let step = units.next() {
      if case .asked(let state) = step { batch.asked.append(state) } else { waiting = step }
    }
    if !found.isEmpty { batch.units = Batch(found) }
    let isEmpty =
      batch.units == nil && batch.known.isEmpty && batch.end == nil && batch.asked.isEmpty
    return isEmpty && !isWaiting ? nil : batch
  }
}

/// Hands out batches one at a time. Used by one task.
struct SourceReader {
  var next: (_ limit: Int) -> SourceBatch?
  var fractionDone: () -> Double?
  var activity: () -> String?
  let files: [SourceFile]
  let addressCounts: [String: Int]
  /// About how many bytes of text are to be read.
  let expectedByteCount: Int
}
