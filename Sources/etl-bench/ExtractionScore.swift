import ArabicText

/// Compares chosen blocks with the text of an article by their runs of four words.
///
/// The measure of the article-extraction benchmarks: precision and recall of each page over
/// multisets of runs, averaged over pages, and the F1 of the averages.
struct ExtractionScore {
  private var precisions: [Double] = []
  private var recalls: [Double] = []

  var precision: Double { Self.mean(precisions) }
  var recall: Double { Self.mean(recalls) }
  var f1: Double { 2 * precision * recall / max(1e-9, precision + recall) }
  var count: Int { recalls.count }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  /// Adds a page.
  mutating func add(_ found: [UInt64], _ wanted: [UInt64]) {
    let wantedRuns = Self.runs(wanted)
    let foundRuns = Self.runs(found)
    var hits = 0
    for (run, count) in foundRuns { hits += min(count, wantedRuns[run] ?? 0) }
    let foundCount = foundRuns.values.reduce(0, +)
    let wantedCount = wantedRuns.values.reduce(0, +)
    if foundCount > 0 { precisions.append(Double(hits) / Double(foundCount)) }
    if wantedCount > 0 { recalls.append(Double(hits) / Double(wantedCount)) }
  }

  /// How often each run of four words occurs; a shorter text is one run.
  static func runs(_ words: [UInt64]) -> [UInt64: Int] {
    var runs: [UInt64: Int] = [:]
    guard !words.isEmpty else { return runs }
    for start in 0...max(0, words.count - 4) { runs[run(words, start), default: 0] += 1 }
    return runs
  }

  /// One hash for the four words from `start`, or as many as there are.
  static func run(_ words: [UInt64], _ start: Int) -> UInt64 {
    var hash: UInt64 = 0
    for word in words[start..<min(words.count, start + 4)] {
      hash = ByteHash.mix(hash &* 31 &+ word)
    }
    return hash
  }
}
