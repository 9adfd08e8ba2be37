public import ETLModel

/// Finds the entries of an index that share enough with new articles to be compared with them: the
/// pairs that ``CandidateIndex`` would find if all were new.
///
/// A run of words that more than ``longestList`` new articles share is not looked at: that many
/// copies are found by other runs, and templates cost no more than other texts.
public final class CopySearch: CopyIndexSearch {
  public let days: [ClosedRange<Int>]?
  public let words: Set<[UInt8]>

  private let window: Int
  private let sought: [IndexedRuns]
  /// The new articles that hold a run.
  private var holders: [UInt32: [Int32]] = [:]
  private var counts: [UInt16]

  init(for signatures: [DocumentSignature], windowDays: Int) {
    window = min(max(0, windowDays), Int(Int32.max))
    words = Set(signatures.compactMap { $0.wordSequence?.bytes })
    let comparable = signatures.filter(\.isComparable)
    sought = comparable.map(IndexedRuns.init)
    counts = Array(repeating: 0, count: sought.count)
    days = Self.days(around: comparable.map(\.day), window: window)
    for (index, signature) in comparable.enumerated() {
      for run in signature.sampledRuns { holders[run, default: []].append(Int32(index)) }
    }
    holders = holders.filter { $0.value.count <= CandidateIndex.longestList }
  }

  /// The days within the window of any of some days; nil if one of them is not known.
  private static func days(around days: [Int32?], window: Int) -> [ClosedRange<Int>]? {
    var ranges: [ClosedRange<Int>] = []
    for day in days.sorted(by: { ($0 ?? .min) < ($1 ?? .min) }) {
      guard let day = day.map(Int.init) else { return nil }
      let range = day - window...day + window
      if let last = ranges.last, last.upperBound + 1 >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound...range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }

  /// - Complexity: O(*r*) in the number of runs, with the number of new articles that share one as
  ///   the factor.
  public func isRelated(_ entry: CopyIndexEntry) -> Bool {
    guard let stored = IndexedRuns(entry) else { return false }
    var touched: [Int] = []
    for run in stored.runs {
      for holder in holders[run] ?? [] {
        let index = Int(holder)
        if counts[index] == 0 { touched.append(index) }
        counts[index] += 1
      }
    }
    var isRelated = false
    for index in touched {
      isRelated = isRelated || isCandidate(sought[index], stored, shared: counts[index])
      counts[index] = 0
    }
    return isRelated
  }

  private func isCandidate(_ left: IndexedRuns, _ right: IndexedRuns, shared: UInt16) -> Bool {
    if let day = left.day, let other = right.day, abs(day - other) > window { return false }
    return RunCounts.isCandidate(left.counts, right.counts, shared: shared)
  }
}

/// The sampled runs of a text as an index keeps them.
private struct IndexedRuns {
  var day: Int?
  var counts: RunCounts
  var runs: [UInt32]

  init(_ signature: DocumentSignature) {
    day = signature.day.map(Int.init)
    counts = RunCounts(signature)
    runs = []
  }

  /// Reads what ``DocumentSignature/entry`` wrote; nil for a text that is not compared by its runs.
  init?(_ entry: CopyIndexEntry) {
    guard entry.runs.count % 4 == 1 else { return nil }
    day = entry.day
    runs = stride(from: 1, to: entry.runs.count, by: 4).map { start in
      entry.runs[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    counts = RunCounts(
      all: Int32(runs.count), inSample: Int32(runs.count(where: ComparedWords.isInSample)),
      keepsAll: entry.runs[0] == 1)
  }
}

extension DocumentSignature {
  /// What the signature is found by. The runs are 0 or 1, for a sample or all of them, and four
  /// bytes for each, the highest first.
  package var entry: CopyIndexEntry {
    var runs: [UInt8] = []
    if isComparable {
      runs.reserveCapacity(1 + 4 * sampledRunCount)
      runs.append(keepsAllRuns ? 1 : 0)
      for run in sampledRuns { withUnsafeBytes(of: run.bigEndian) { runs.append(contentsOf: $0) } }
    }
    return CopyIndexEntry(day: day.map(Int.init), words: wordSequence?.bytes ?? [], runs: runs)
  }
}
