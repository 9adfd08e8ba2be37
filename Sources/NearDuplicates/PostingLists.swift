/// For each run of words, the documents that contain it, in ascending order.
///
/// Runs of one document only are left out: they are most of all runs and lead nowhere.
struct PostingLists {
  /// Documents by run; the first of each run carries ``startFlag``.
  private var postings: [UInt32] = []
  /// For each document, the places of its runs in ``postings``.
  private var places: [UInt32] = []
  private var placeStarts: [UInt32] = [0]

  private static let startFlag: UInt32 = 0x8000_0000

  /// The sampled runs are indexed by parts, of the same highest bits, so that little is in memory
  /// twice.
  private static let partBits = 4

  /// Indexes the sampled runs of documents, which are numbered in the order given.
  ///
  /// - Parameter order: The places of the documents among the signatures.
  /// - Complexity: O(*r*) in the number of sampled runs.
  init(_ signatures: [DocumentSignature], order: [Int]) {
    // Signatures lie far apart in memory: their runs are gathered before they are gone through.
    var runs: [UInt32] = []
    let runCount = order.reduce(0) { $0 + signatures[$1].sampledRunCount }
    LargePages.reserve(&runs, capacity: runCount)
    LargePages.reserve(&postings, capacity: runCount)
    // Where the runs of each document begin that are not indexed yet, and where they end.
    var rests: [Range<Int>] = []
    rests.reserveCapacity(order.count)
    for index in order {
      let start = runs.count
      signatures[index].appendSampledRuns(to: &runs)
      rests.append(start..<runs.count)
    }
    var (entries, scratch): ([UInt64], [UInt64]) = ([], [])
    for part in UInt32(0)..<1 << Self.partBits {
      let restBits = UInt32.bitWidth - Self.partBits
      let last = part << restBits | (1 << restBits - 1)
      entries.removeAll(keepingCapacity: true)
      for index in rests.indices {
        // The runs of a document are sorted: each part goes on where the one before it ended.
        var next = rests[index].lowerBound
        while next < rests[index].upperBound, runs[next] <= last {
          entries.append(UInt64(runs[next]) << 32 | UInt64(index))
          next += 1
        }
        rests[index] = next..<rests[index].upperBound
      }
      let repeated = RepeatedNumbers(entries, bits: restBits)
      entries.removeAll { !repeated.mayContain($0) }
      append(&entries, &scratch)
    }
    // The memory is for the places now.
    (runs, entries, scratch) = ([], [], [])
    notePlaces(documentCount: order.count)
  }

  /// Indexes features of documents.
  ///
  /// - Parameter entries: A feature in the upper half and the number of a document in the lower one;
  ///   each once, ordered by document.
  init(entries: [UInt64], documentCount: Int) {
    var (entries, scratch): ([UInt64], [UInt64]) = (entries, [])
    append(&entries, &scratch)
    notePlaces(documentCount: documentCount)
  }

  /// Appends the features that several documents share.
  private mutating func append(_ entries: inout [UInt64], _ scratch: inout [UInt64]) {
    RadixSort.sortByHighHalf(&entries, scratch: &scratch)
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
    var next = [UInt32](repeating: 0, count: documentCount + 1)
    for posting in postings { next[Int(posting & ~Self.startFlag) + 1] += 1 }
    for index in next.indices.dropFirst() { next[index] += next[index - 1] }
    placeStarts = next
    LargePages.reserve(&places, capacity: postings.count)
    places.append(contentsOf: repeatElement(0, count: postings.count))
    for (place, posting) in postings.enumerated() {
      let document = Int(posting & ~Self.startFlag)
      places[Int(next[document])] = UInt32(truncatingIfNeeded: place)
      next[document] += 1
    }
  }

  /// Calls `body` with the documents before `document` that share a run with it, run by run, the
  /// nearest first; `limit` of them at most for each run, and no more of a run once `body` returns
  /// false.
  ///
  /// The lists of a document lie far apart: asking for the ends of all of them, and for what one line
  /// of the cache before them holds, before any is walked lets the processor wait for them together.
  ///
  /// - Returns: A number without meaning, to be kept somewhere: else nothing would be asked for early.
  @discardableResult
  func forEachEarlier(than document: Int, limit: Int, _ body: (Int) -> Bool) -> UInt32 {
    let places = places[Int(placeStarts[document])..<Int(placeStarts[document + 1])]
    var awaited: UInt32 = 0
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: places.count) { ends in
      postings.withUnsafeBufferPointer { postings in
        for (index, place) in places.enumerated() {
          ends.initializeElement(at: index, to: postings[Int(place)])
          awaited &+= postings[max(0, Int(place) - CacheLine.numbers)]
        }
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
    return awaited
  }
}

/// Tells most of the numbers that came once from those that came several times, in one or two bytes
/// for each.
private struct RepeatedNumbers {
  /// Two bits for each place: whether a number came, and whether another one did after it.
  private var marks: [UInt64]
  private let mask: UInt32
  private let shift: UInt32

  /// - Parameters:
  ///   - entries: A number in the upper half of each.
  ///   - bits: How many of its lowest bits the numbers differ in; they are spread evenly.
  init(_ entries: [UInt64], bits: Int) {
    mask = 1 << bits - 1
    let places = min(bits, max(5, Int.bitWidth - entries.count.leadingZeroBitCount + 2))
    shift = UInt32(bits - places)
    marks = Array(repeating: 0, count: 1 << (places - 5))
    for entry in entries {
      let (word, bits) = place(of: entry)
      let isMarked = marks[word] >> bits & 1
      marks[word] |= (1 + isMarked) << bits
    }
  }

  /// Whether the number may have come twice; true if it has.
  func mayContain(_ entry: UInt64) -> Bool {
    let (word, bits) = place(of: entry)
    return marks[word] >> bits & 2 != 0
  }

  /// Samples of runs end in the same bits, so the highest ones are used.
  private func place(of entry: UInt64) -> (word: Int, bits: UInt64) {
    let place = (UInt32(truncatingIfNeeded: entry >> 32) & mask) >> shift
    return (Int(place >> 5), UInt64(place & 31) * 2)
  }
}
