/// Finds the pairs of texts that share enough sampled runs of words to be worth comparing.
///
/// A posting list holds the publications of the texts that contain a run, in the order of their
/// days. Each publication reads the lists of its runs backward from its own place: only what lies
/// within the window, and at most ``longestList`` entries of each, so that a phrase that every
/// article contains costs no more than a rare one. Publications without a day come last and so
/// meet all the others.
struct CandidateIndex {
  /// How many entries of a posting list are read, the nearest ones.
  private static let longestList = 24
  /// The number of candidates beyond which a publication is compared with the best ones only:
  /// templates have so many, whose runs of words stand everywhere.
  private static let mostCandidates = 10
  /// How many are the best ones. Copies of one text need not all be found: what hangs together is
  /// compared once more.
  private static let bestCandidates = 6

  /// An earlier publication, ordered by its promise, then by how near it is.
  private struct Candidate: Comparable {
    var publication: Int
    var promise: Double

    static func < (left: Candidate, right: Candidate) -> Bool {
      (right.promise, right.publication) < (left.promise, left.publication)
    }
  }

  private let window: Int
  private let publications: [Publication]
  private let postings: PostingLists

  /// A text on one of its days.
  struct Publication {
    var text: Int32
    /// Days since 1970-01-01; the greatest number when it is not known.
    var day: Int32
    var runs: RunCounts

    static let unknownDay = Int32.max
  }

  /// Indexes the texts that are long enough.
  init(_ texts: CopyGroups, _ signatures: [DocumentSignature], windowDays: Int) {
    // No two days are further apart than this, and differences of days stay far from overflow.
    window = min(max(0, windowDays), Int(Int32.max))
    var publications: [Publication] = []
    publications.reserveCapacity(texts.count)
    for text in 0..<texts.count {
      let leader = texts.leader(of: text)
      guard signatures[leader].isComparable else { continue }
      var publication = Publication(
        text: Int32(text), day: Publication.unknownDay, runs: RunCounts(signatures[leader]))
      if texts.hasUndatedCopy[text] { publications.append(publication) }
      for day in texts.days(of: text) {
        publication.day = day
        publications.append(publication)
      }
    }
    publications.sort { ($0.day, $0.text) < ($1.day, $1.text) }
    self.publications = publications
    let leaders = publications.map { texts.leader(of: Int($0.text)) }
    postings = PostingLists(signatures, order: leaders)
  }

  /// The pairs of texts to compare, the smaller number first, without repetition and sorted by the
  /// greater one.
  ///
  /// - Complexity: O(*r*) in the number of sampled runs, with ``longestList`` as the factor.
  func pairs() -> [(first: Int, second: Int)] {
    var found: [UInt64] = []
    // What each publication shares with the current one.
    var tallies = [UInt16](repeating: 0, count: publications.count)
    // The number of runs that ``RunCounts/promise(_:_:shared:dayGap:)`` goes by at least.
    let runs = publications.map { UInt16(clamping: $0.runs.inSample) }
    // A place more, which is written to when nothing new is touched.
    var touched = [UInt32](repeating: 0, count: publications.count + 1)
    var candidates: [Candidate] = []
    var windowStart = 0
    for current in publications.indices {
      let day = publications[current].day
      let isDated = day != Publication.unknownDay
      while isDated && Int(publications[windowStart].day) < Int(day) - window { windowStart += 1 }
      tallies.withUnsafeMutableBufferPointer { tallies in
        let count = count(current, from: isDated ? windowStart : 0, tallies, &touched)
        for other in touched[..<count].lazy.map({ Int($0) }) {
          let shared = tallies[other]
          tallies[other] = 0
          // Nothing but the numbers of runs is looked at of most publications.
          guard RunCounts.promise(runs[other], runs[current], shared: shared, dayGap: 0) >= 0,
            let promise = promise(current, other, shared: shared)
          else { continue }
          candidates.append(Candidate(publication: other, promise: promise))
        }
      }
      if candidates.count > Self.mostCandidates {
        candidates.sort()
        candidates.removeSubrange(Self.bestCandidates...)
      }
      for candidate in candidates {
        found.append(packed(publications[current].text, publications[candidate.publication].text))
      }
      candidates.removeAll(keepingCapacity: true)
    }
    found.sort()
    var pairs: [(first: Int, second: Int)] = []
    var previous: UInt64?
    for pair in found where pair != previous {
      pairs.append((Int(pair & 0xFFFF_FFFF), Int(pair >> 32)))
      previous = pair
    }
    return pairs
  }

  /// Counts the runs that earlier publications, from the first of the window, share with the current
  /// one; returns how many share enough. These are now in `touched`, and only their tallies are not 0.
  private func count(
    _ current: Int, from first: Int, _ tallies: UnsafeMutableBufferPointer<UInt16>,
    _ touched: inout [UInt32]
  ) -> Int {
    touched.withUnsafeMutableBufferPointer { touched in
      var count = 0
      let awaited = postings.forEachEarlier(than: current, limit: Self.longestList) { other in
        guard other >= first else { return false }
        touched[count] = UInt32(truncatingIfNeeded: other)
        count &+= tallies[other] == 0 ? 1 : 0
        tallies[other] &+= 1
        return true
      }
      touched[count] = awaited
      // Most share too little. What is left to chance is no branch.
      var kept = 0
      for index in 0..<count {
        let other = touched[index]
        let shared = tallies[Int(other)]
        let isEnough = shared >= RunCounts.fewestShared
        touched[kept] = other
        kept &+= isEnough ? 1 : 0
        tallies[Int(other)] = isEnough ? shared : 0
      }
      return kept
    }
  }

  /// What ``RunCounts/promise(_:_:shared:dayGap:)`` says of two publications of different texts.
  private func promise(_ first: Int, _ second: Int, shared: UInt16) -> Double? {
    let (left, right) = (publications[first], publications[second])
    guard left.text != right.text else { return nil }
    let isDated = max(left.day, right.day) != Publication.unknownDay
    return RunCounts.promise(
      left.runs, right.runs, shared: shared,
      dayGap: isDated ? abs(Int(left.day) - Int(right.day)) : nil)
  }

  private func packed(_ first: Int32, _ second: Int32) -> UInt64 {
    UInt64(max(first, second)) << 32 | UInt64(min(first, second))
  }
}
