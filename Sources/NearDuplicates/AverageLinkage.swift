/// Average-link clustering of a small set of texts: two clusters are joined while the mean score
/// over all pairs across them reaches the threshold.
///
/// A pair that was not compared counts with score 0. One strong link therefore does not pull in a
/// text that has nothing to do with the rest of a cluster, which joining along links would do.
struct AverageLinkage {
  private let count: Int
  private let threshold: Double
  /// The sums of the scores between clusters, as a square matrix by the clusters' first elements.
  private var sums: [Double]
  private var sizes: [Double]
  /// Whether a cluster may still grow.
  private var isOpen: [Bool]
  private var sets: DisjointSets

  private init(count: Int, links: ArraySlice<Link>, threshold: Double) {
    self.count = count
    self.threshold = threshold
    sums = Array(repeating: 0, count: count * count)
    sizes = Array(repeating: 1, count: count)
    isOpen = Array(repeating: true, count: count)
    sets = DisjointSets(count: count)
    for link in links {
      sums[link.first * count + link.second] = link.score
      sums[link.second * count + link.first] = link.score
    }
  }

  /// The smallest element of the cluster that each of `count` elements belongs to.
  ///
  /// - Complexity: O(*n*²) in `count` (the nearest-neighbour chain of Benzécri 1982).
  static func clusters(count: Int, links: ArraySlice<Link>, threshold: Double) -> [Int] {
    var linkage = AverageLinkage(count: count, links: links, threshold: threshold)
    linkage.joinAll()
    return (0..<count).map { linkage.sets.representative(of: $0) }
  }

  private mutating func joinAll() {
    var chain: [Int] = []
    var nextStart = 0
    while true {
      if chain.isEmpty {
        while nextStart < count && !isOpen[nextStart] { nextStart += 1 }
        if nextStart == count { return }
        chain.append(nextStart)
      }
      let last = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : nil
      guard let nearest = nearest(to: last, preferring: previous) else {
        isOpen[last] = false
        chain.removeLast()
        continue
      }
      if nearest == previous {
        chain.removeLast(2)
        merge(min(last, nearest), max(last, nearest))
      } else {
        chain.append(nearest)
      }
    }
  }

  /// The open cluster with the greatest mean score, if it reaches the threshold. Among equals it
  /// is `previous`, so that a chain cannot run in a circle, or else the first.
  private func nearest(to cluster: Int, preferring previous: Int?) -> Int? {
    var best = previous
    var bestMean = previous.map { mean(cluster, $0) } ?? -1
    for other in 0..<count where isOpen[other] && other != cluster {
      let mean = mean(cluster, other)
      if mean > bestMean { (best, bestMean) = (other, mean) }
    }
    return bestMean >= threshold ? best : nil
  }

  private func mean(_ first: Int, _ second: Int) -> Double {
    sums[first * count + second] / (sizes[first] * sizes[second])
  }

  /// Joins `second` into `first`, which keeps its place and stays open.
  private mutating func merge(_ first: Int, _ second: Int) {
    for other in 0..<count {
      let sum = sums[first * count + other] + sums[second * count + other]
      sums[first * count + other] = sum
      sums[other * count + first] = sum
    }
    sizes[first] += sizes[second]
    isOpen[second] = false
    sets.join(first, second)
  }
}
