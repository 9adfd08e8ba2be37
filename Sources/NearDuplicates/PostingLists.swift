/// For each run of words, the documents that contain it, in ascending order.
///
/// Runs of one document only are left out: they are most of all runs and lead nowhere.
struct PostingLists {
  /// Documents by run; the first of each run carries ``startFlag``.
  private var postings: [UInt32] = []
  /// For each document, the places of its runs in ``postings``.
  private var places: [UInt32] = []
  private var placeStarts: [Int] = [0]

  private static let startFlag: UInt32 = 0x8000_0000

  /// Indexes the sampled runs of documents, which are numbered in the order given.
  ///
  /// - Complexity: O(*r*) in the number of sampled runs.
  init(_ documents: some Collection<DocumentSignature>) {
    self.init(entries: Self.entries(of: documents), documentCount: documents.count)
  }

  /// Indexes features of documents.
  ///
  /// - Parameter entries: A feature in the upper half and the number of a document in the lower one;
  ///   each once, ordered by document.
  init(entries: [UInt64], documentCount: Int) {
    let entries = RadixSort.sortedByHighHalf(entries)
    var placeCounts = [Int](repeating: 0, count: documentCount + 1)
    forEachSharedRun(of: entries) { run in
      for entry in run { placeCounts[Int(entry & 0xFFFF_FFFF) + 1] += 1 }
    }
    for index in placeCounts.indices.dropFirst() { placeCounts[index] += placeCounts[index - 1] }
    placeStarts = placeCounts
    let total = placeStarts[placeStarts.count - 1]
    places = Array(repeating: 0, count: total)
    postings.reserveCapacity(total)
    var next = placeStarts
    forEachSharedRun(of: entries) { run in
      for (position, entry) in run.enumerated() {
        let document = Int(entry & 0xFFFF_FFFF)
        places[next[document]] = UInt32(truncatingIfNeeded: postings.count)
        next[document] += 1
        postings.append(UInt32(document) | (position == 0 ? Self.startFlag : 0))
      }
    }
  }

  /// Calls `body` with the documents before `document` that share a run with it, run by run, the
  /// nearest first; `limit` of them at most for each run, and no more of a run once `body` returns
  /// false.
  func forEachEarlier(than document: Int, limit: Int, _ body: (Int) -> Bool) {
    postings.withUnsafeBufferPointer { postings in
      for index in placeStarts[document]..<placeStarts[document + 1] {
        var place = Int(places[index])
        var left = limit
        while left > 0 && postings[place] & Self.startFlag == 0 {
          place -= 1
          left -= 1
          if !body(Int(postings[place] & ~Self.startFlag)) { break }
        }
      }
    }
  }

  private static func entries(of documents: some Collection<DocumentSignature>) -> [UInt64] {
    var repeated = RepeatedNumbers(expecting: documents.reduce(0) { $0 + $1.sampledRunCount })
    for document in documents { document.sampledRuns.forEach { repeated.insert($0) } }
    var entries: [UInt64] = []
    for (index, document) in documents.enumerated() {
      for run in document.sampledRuns where repeated.mayContain(run) {
        entries.append(UInt64(run) << 32 | UInt64(index))
      }
    }
    return entries
  }

  private func forEachSharedRun(of entries: [UInt64], _ body: (ArraySlice<UInt64>) -> Void) {
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count && entries[end] >> 32 == entries[start] >> 32 { end += 1 }
      if end - start > 1 { body(entries[start..<end]) }
      start = end
    }
  }
}

/// Tells most of the numbers that came once from those that came several times, in two bytes for
/// each that is expected.
private struct RepeatedNumbers {
  private var seen: [UInt64]
  private var repeated: [UInt64]
  private let shift: UInt32

  init(expecting count: Int) {
    let bits = min(32, max(6, Int.bitWidth - count.leadingZeroBitCount + 3))
    shift = UInt32(32 - bits)
    seen = Array(repeating: 0, count: 1 << (bits - 6))
    repeated = seen
  }

  mutating func insert(_ number: UInt32) {
    let (word, bit) = place(of: number)
    repeated[word] |= seen[word] & bit
    seen[word] |= bit
  }

  /// Whether the number may have come twice; true if it has.
  func mayContain(_ number: UInt32) -> Bool {
    let (word, bit) = place(of: number)
    return repeated[word] & bit != 0
  }

  /// Samples of runs end in the same bits, so the highest ones are used.
  private func place(of number: UInt32) -> (word: Int, bit: UInt64) {
    let place = number >> shift
    return (Int(place >> 6), 1 << UInt64(place & 63))
  }
}
