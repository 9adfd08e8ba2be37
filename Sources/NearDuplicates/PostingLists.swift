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

  /// The sampled runs are indexed by this many parts, so that little is in memory twice.
  private static let partCount: UInt32 = 8

  /// Indexes the sampled runs of documents, which are numbered in the order given.
  ///
  /// - Complexity: O(*r*) in the number of sampled runs.
  init(_ documents: some Collection<DocumentSignature>) {
    var rests = documents.map(\.sampledRuns)
    let repeated = RepeatedNumbers(rests)
    for part in 1...Self.partCount {
      let last = part == Self.partCount ? .max : part * (.max / Self.partCount)
      var entries: [UInt64] = []
      for index in rests.indices {
        // The runs of a document are sorted: each part goes on where the one before it ended.
        let end = rests[index].firstIndex { $0 > last } ?? rests[index].endIndex
        for run in rests[index][..<end] where repeated.mayContain(run) {
          entries.append(UInt64(run) << 32 | UInt64(index))
        }
        rests[index] = rests[index][end...]
      }
      append(entries)
    }
    notePlaces(documentCount: documents.count)
  }

  /// Indexes features of documents.
  ///
  /// - Parameter entries: A feature in the upper half and the number of a document in the lower one;
  ///   each once, ordered by document.
  init(entries: [UInt64], documentCount: Int) {
    append(entries)
    notePlaces(documentCount: documentCount)
  }

  /// Appends the features that several documents share.
  private mutating func append(_ entries: [UInt64]) {
    let entries = RadixSort.sortedByHighHalf(entries)
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count && entries[end] >> 32 == entries[start] >> 32 { end += 1 }
      if end - start > 1 {
        for place in start..<end {
          let document = UInt32(truncatingIfNeeded: entries[place])
          postings.append(document | (place == start ? Self.startFlag : 0))
        }
      }
      start = end
    }
  }

  private mutating func notePlaces(documentCount: Int) {
    var next = [Int](repeating: 0, count: documentCount + 1)
    for posting in postings { next[Int(posting & ~Self.startFlag) + 1] += 1 }
    for index in next.indices.dropFirst() { next[index] += next[index - 1] }
    placeStarts = next
    places = Array(repeating: 0, count: postings.count)
    for (place, posting) in postings.enumerated() {
      let document = Int(posting & ~Self.startFlag)
      places[next[document]] = UInt32(truncatingIfNeeded: place)
      next[document] += 1
    }
  }

  /// Calls `body` with the documents before `document` that share a run with it, run by run, the
  /// nearest first; `limit` of them at most for each run, and no more of a run once `body` returns
  /// false.
  ///
  /// The lists of a document lie far apart: asking for the ends of all of them before any is walked
  /// lets the processor wait for them together.
  func forEachEarlier(than document: Int, limit: Int, _ body: (Int) -> Bool) {
    let places = places[placeStarts[document]..<placeStarts[document + 1]]
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: places.count) { ends in
      for (index, place) in places.enumerated() {
        ends.initializeElement(at: index, to: postings[Int(place)])
      }
      postings.withUnsafeBufferPointer { postings in
        for (index, place) in places.enumerated() where ends[index] & Self.startFlag == 0 {
          var place = Int(place) - 1
          var left = limit - 1
          while body(Int(postings[place] & ~Self.startFlag)), left > 0,
            postings[place] & Self.startFlag == 0
          {
            place -= 1
            left -= 1
          }
        }
      }
    }
  }
}

/// Tells most of the numbers that came once from those that came several times, in one or two bytes
/// for each.
private struct RepeatedNumbers {
  private var seen: [UInt64]
  private var repeated: [UInt64]
  private let shift: UInt32

  /// The numbers of several lists.
  init(_ lists: [ArraySlice<UInt32>]) {
    let count = lists.reduce(0) { $0 + $1.count }
    let bits = min(32, max(6, Int.bitWidth - count.leadingZeroBitCount + 2))
    shift = UInt32(32 - bits)
    seen = Array(repeating: 0, count: 1 << (bits - 6))
    repeated = seen
    for list in lists {
      for number in list { insert(number) }
    }
  }

  private mutating func insert(_ number: UInt32) {
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
