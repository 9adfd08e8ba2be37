import ETLTestSupport
import Testing

@testable import NearDuplicates

struct TextClustersTests {
  @Test func `without links everything stands alone`() {
    #expect(TextClusters.clusters(count: 3, links: [], threshold: 0.5) == [0, 1, 2])
    #expect(TextClusters.clusters(count: 0, links: [], threshold: 0.5).isEmpty)
  }

  @Test func `a link joins from the threshold on`() {
    let link = Link(first: 0, second: 2, score: 0.5)
    #expect(TextClusters.clusters(count: 3, links: [link], threshold: 0.5) == [0, 1, 0])
    #expect(TextClusters.clusters(count: 3, links: [link], threshold: 0.51) == [0, 1, 2])
  }

  @Test func `a chain breaks where the mean falls below the threshold`() {
    let links = [
      Link(first: 0, second: 1, score: 0.9), Link(first: 1, second: 2, score: 0.8),
      Link(first: 2, second: 3, score: 0.9),
    ]
    #expect(TextClusters.clusters(count: 4, links: links, threshold: 0.5) == [0, 0, 2, 2])
  }

  @Test func `a weak link inside a cluster counts in the mean`() {
    var links = [
      Link(first: 0, second: 1, score: 0.9), Link(first: 1, second: 2, score: 0.8),
      Link(first: 0, second: 2, score: 0.3),
    ]
    #expect(TextClusters.clusters(count: 3, links: links, threshold: 0.5) == [0, 0, 0])
    links[2].score = 0.1
    #expect(TextClusters.clusters(count: 3, links: links, threshold: 0.5) == [0, 0, 2])
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func `the chain of neighbours finds what joining the best pair first finds`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = 14
    var links: [Link] = []
    for first in 0..<count {
      for second in first + 1..<count where Int.random(in: 0..<3, using: &random) > 0 {
        links.append(
          Link(first: first, second: second, score: Double.random(in: 0...1, using: &random)))
      }
    }
    let found = AverageLinkage.clusters(count: count, links: links[...], threshold: 0.5)
    #expect(found == Self.bestFirst(count: count, links: links, threshold: 0.5), "seed \(seed)")
  }

  /// The definition of average-link clustering, cubic.
  private static func bestFirst(count: Int, links: [Link], threshold: Double) -> [Int] {
    var scores: [[Double]] = Array(repeating: Array(repeating: 0, count: count), count: count)
    for link in links {
      scores[link.first][link.second] = link.score
      scores[link.second][link.first] = link.score
    }
    var clusters = (0..<count).map { [$0] }
    while true {
      var best = (mean: threshold, first: -1, second: -1)
      for first in clusters.indices {
        for second in clusters.indices where second > first {
          let sum = clusters[first].reduce(0.0) { total, i in
            clusters[second].reduce(total) { $0 + scores[i][$1] }
          }
          let mean = sum / Double(clusters[first].count * clusters[second].count)
          if mean >= best.mean { best = (mean, first, second) }
        }
      }
      if best.first < 0 { break }
      clusters[best.first] += clusters.remove(at: best.second)
    }
    var labels = Array(repeating: 0, count: count)
    for cluster in clusters {
      for element in cluster { labels[element] = cluster.min() ?? element }
    }
    return labels
  }

  @Test func `stars take the best connected element and its neighbours`() {
    let links = [
      Link(first: 0, second: 1, score: 0.9), Link(first: 1, second: 2, score: 0.9),
      Link(first: 1, second: 3, score: 0.9), Link(first: 3, second: 4, score: 0.9),
      Link(first: 4, second: 5, score: 0.1),
    ]
    #expect(TextClusters.stars(count: 6, links: links[...], threshold: 0.5) == [0, 0, 0, 0, 4, 5])
  }

  @Test func `a component beyond the limit is cut into stars`() {
    let count = TextClusters.largestAverageLinked + 2
    // A line: average links would make pairs of it.
    let links = (1..<count).map { Link(first: $0 - 1, second: $0, score: 0.9) }
    let labels = TextClusters.clusters(count: count, links: links, threshold: 0.5)
    #expect(labels.prefix(6) == [0, 0, 0, 3, 3, 5])
    #expect(zip(labels, labels.indices).allSatisfy { $0 <= $1 })
  }
}
