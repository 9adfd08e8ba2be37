public import ETLModel

/// Finds the entries of an index that share enough with new articles to be compared with them: the
/// pairs that ``CandidateIndex`` would find if all were new.
///
/// A run of words that more than ``mostHolders`` new articles share is not looked at: that many
/// copies are found by other runs, and templates cost no more than other texts.
public final class CopySearch: CopyIndexSearch {
  public let days: [ClosedRange<Int>]?
  public let words: Set<UInt128>

  /// The most new articles that share a run which is looked at.
  private static let mostHolders = 100

  private let window: Int
  private let sought: [Sought]
  /// The new articles that hold a run.
  private var holders: [UInt32: [Int32]] = [:]
  private var counts: [UInt16]

  init(for signatures: [DocumentSignature], windowDays: Int) {
    window = min(max(0, windowDays), Int(Int32.max))
    words = Set(signatures.compactMap { $0.wordSequence?.number })
    let comparable = signatures.filter(\.isComparable)
    sought = comparable.map { Sought(day: $0.day.map(Int.init), runs: RunCounts($0)) }
    counts = Array(repeating: 0, count: sought.count)
    days = Self.days(around: comparable.map(\.day), window: window)
    for (index, signature) in comparable.enumerated() {
      for run in signature.sampledRuns { holders[run, default: []].append(Int32(index)) }
    }
    holders = holders.filter { $0.value.count <= Self.mostHolders }
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
    var touched: [Int] = []
    for run in entry.runs {
      for holder in holders[run] ?? [] {
        let index = Int(holder)
        if counts[index] == 0 { touched.append(index) }
        counts[index] += 1
      }
    }
    let runs = RunCounts(entry)
    var isRelated = false
    for index in touched {
      isRelated = isRelated || isCandidate(sought[index], entry, runs, shared: counts[index])
      counts[index] = 0
    }
    return isRelated
  }

  private func isCandidate(
    _ sought: Sought, _ entry: CopyIndexEntry, _ runs: RunCounts, shared: UInt16
  ) -> Bool {
    var dayGap: Int?
    if let day = sought.day, let other = entry.day {
      dayGap = abs(day - other)
      if abs(day - other) > window { return false }
    }
    return RunCounts.promise(sought.runs, runs, shared: shared, dayGap: dayGap) != nil
  }

  /// A new article.
  private struct Sought {
    var day: Int?
    var runs: RunCounts
  }
}

extension RunCounts {
  fileprivate init(_ entry: CopyIndexEntry) {
    self.init(
      all: Int32(entry.runs.count),
      inSample: Int32(entry.runs.count(where: ComparedWords.isInSample)),
      keepsAll: entry.hasAllRuns)
  }
}

extension DocumentSignature {
  /// What the signature is found by; it shares the memory of the signature.
  var entry: CopyIndexEntry {
    CopyIndexEntry(
      day: day.map(Int.init), words: wordSequence?.number, runs: sampledRuns,
      hasAllRuns: keepsAllRuns)
  }
}
