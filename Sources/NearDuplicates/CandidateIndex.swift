/// Finds the pairs of texts that share enough sampled runs of words to be worth comparing.
///
/// A posting list holds the publications of the texts that contain a run, in the order of their
/// days. Each publication reads the lists of its runs backward from its own place: only what lies
/// within the window, and at most ``longestList`` entries of each, so that a phrase that every
/// article contains costs no more than a rare one. Publications without a day come last and so
/// meet all the others.
struct CandidateIndex {
  /// How many entries of a posting list are read.
  static let longestList = 100
  /// The number of candidates from which on a publication is compared with the best ones only.
  /// Of 31,030 articles 247 have so many: templates, whose runs of words stand everywhere.
  private static let mostCandidates = 16
  /// How many are the best ones. Copies of one text need not all be found: what hangs together is
  /// compared once more.
  private static let bestCandidates = 8

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
    for text in 0..<texts.count {
      let signature = signatures[texts.leader(of: text)]
      guard signature.isComparable else { continue }
      let unknown = texts.hasUndatedCopy[text] ? [Publication.unknownDay] : []
      for day in Array(texts.days(of: text)) + unknown {
        publications.append(
          Publication(text: Int32(text), day: day, runs: RunCounts(signature)))
      }
    }
    publications.sort { ($0.day, $0.text) < ($1.day, $1.text) }
    self.publications = publications
    postings = PostingLists(
      publications.lazy.map { signatures[texts.leader(of: Int($0.text))] })
  }

  /// The pairs of texts to compare, the smaller number first, sorted and without repetition.
  ///
  /// - Complexity: O(*r*) in the number of sampled runs, with ``longestList`` as the factor.
  func pairs() -> [(first: Int, second: Int)] {
    var found: [UInt64] = []
    var counts = [UInt16](repeating: 0, count: publications.count)
    var touched: [Int] = []
    var sharing: [(publication: Int, count: UInt16)] = []
    var candidates: [Candidate] = []
    var windowStart = 0
    for current in publications.indices {
      let day = publications[current].day
      let isDated = day != Publication.unknownDay
      while isDated && Int(publications[windowStart].day) < Int(day) - window { windowStart += 1 }
      count(current, from: isDated ? windowStart : 0, &counts, &touched)
      // Most publications share one run only; nothing else of them is looked at.
      for other in touched {
        if counts[other] >= RunCounts.fewestShared { sharing.append((other, counts[other])) }
        counts[other] = 0
      }
      touched.removeAll(keepingCapacity: true)
      for (other, shared) in sharing {
        guard let promise = promise(current, other, shared: shared) else { continue }
        candidates.append(Candidate(publication: other, promise: promise))
      }
      sharing.removeAll(keepingCapacity: true)
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
      pairs.append((Int(pair >> 32), Int(pair & 0xFFFF_FFFF)))
      previous = pair
    }
    return pairs
  }

  /// Counts the runs that earlier publications, from the first of the window, share with the current
  /// one.
  private func count(
    _ current: Int, from first: Int, _ counts: inout [UInt16], _ touched: inout [Int]
  ) {
    postings.forEachEarlier(than: current, limit: Self.longestList) { other in
      guard other >= first else { return false }
      if counts[other] == 0 { touched.append(other) }
      counts[other] += 1
      return true
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
    UInt64(min(first, second)) << 32 | UInt64(max(first, second))
  }
}
