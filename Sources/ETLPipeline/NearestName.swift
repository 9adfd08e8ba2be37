/// Finds the name that was probably meant.
public enum NearestName {
  /// ` (did you mean 'x'?)` for the nearest of `known`, or the list of all when none is near.
  public static func hint(for name: String, among known: [String]) -> String {
    if let nearest = nearest(to: name, among: known) { return "; did you mean '\(nearest)'?" }
    return known.isEmpty ? "" : "; known are \(known.sorted().joined(separator: ", "))"
  }

  /// The name at the smallest edit distance, if that is at most a third of the longer name.
  public static func nearest(to name: String, among known: [String]) -> String? {
    let candidates = known.map { (name: $0, distance: distance(Array(name.utf8), Array($0.utf8))) }
    let best = candidates.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    guard let best, best.distance <= max(1, max(name.utf8.count, best.name.utf8.count) / 3) else {
      return nil
    }
    return best.name
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of
  /// neighbours (Damerau 1964).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
