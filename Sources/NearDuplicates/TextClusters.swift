/// A pair of compared elements, by number, and the probability that they are copies.
struct Link: Sendable {
  var first: Int
  var second: Int
  var score: Double
}

/// Sorts texts into clusters by the scores of the pairs that were compared.
enum TextClusters {
  /// The greatest connected set of texts that is clustered by average links, whose cost is
  /// quadratic. Larger ones, which only templates and hostile input form, are cut into stars.
  static let largestAverageLinked = 500

  /// The sets of several texts that links of at least `threshold` connect, each sorted, by their
  /// smallest numbers.
  static func components(count: Int, links: [Link], threshold: Double) -> [[Int]] {
    var sets = DisjointSets(count: count)
    for link in links where link.score >= threshold { sets.join(link.first, link.second) }
    var members: [Int: [Int]] = [:]
    for text in 0..<count { members[sets.representative(of: text), default: []].append(text) }
    return members.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The clusters of texts whose links were not looked at before.
  static func clusters(count: Int, links: [Link], threshold: Double) -> [Int] {
    clusters(
      count: count, components: components(count: count, links: links, threshold: threshold),
      links: links, threshold: threshold)
  }

  /// The smallest number of the cluster that each of `count` texts belongs to.
  ///
  /// Texts that are not connected by links of at least `threshold` are never joined: the mean
  /// over two clusters reaches the threshold only if one of the pairs does.
  ///
  /// - Parameter components: What ``components(count:links:threshold:)`` gave for the links.
  static func clusters(
    count: Int, components: [[Int]], links: [Link], threshold: Double
  ) -> [Int] {
    var componentOf = [Int?](repeating: nil, count: count)
    for (number, texts) in components.enumerated() {
      for text in texts { componentOf[text] = number }
    }
    var linksOf = [[Link]](repeating: [], count: components.count)
    for link in links {
      guard let component = componentOf[link.first], component == componentOf[link.second] else {
        continue
      }
      linksOf[component].append(link)
    }
    var clusters = Array(0..<count)
    for (texts, links) in zip(components, linksOf) {
      let labels = labels(of: texts, links: links, threshold: threshold)
      for (text, label) in zip(texts, labels) { clusters[text] = texts[label] }
    }
    return clusters
  }

  /// Clusters one component; `texts` is sorted. Returns positions in `texts`.
  private static func labels(of texts: [Int], links: [Link], threshold: Double) -> [Int] {
    var positions: [Int: Int] = [:]
    for (position, text) in texts.enumerated() { positions[text] = position }
    let local = links.compactMap { link -> Link? in
      guard let first = positions[link.first], let second = positions[link.second] else {
        return nil
      }
      return Link(first: first, second: second, score: link.score)
    }
    return texts.count <= largestAverageLinked
      ? AverageLinkage.clusters(count: texts.count, links: local, threshold: threshold)
      : stars(count: texts.count, links: local, threshold: threshold)
  }

  /// Cuts a component into a text with the most links, all its neighbours, and so on with what is
  /// left. Labels are the smallest element of each star.
  ///
  /// - Complexity: O(*l* + *n* log *n*) in the numbers of links and elements.
  static func stars(count: Int, links: [Link], threshold: Double) -> [Int] {
    var neighbours = [[Int]](repeating: [], count: count)
    for link in links where link.score >= threshold {
      neighbours[link.first].append(link.second)
      neighbours[link.second].append(link.first)
    }
    let centres = (0..<count).sorted {
      (neighbours[$1].count, $0) < (neighbours[$0].count, $1)
    }
    var labels = [Int?](repeating: nil, count: count)
    for centre in centres where labels[centre] == nil {
      let star = [centre] + neighbours[centre].filter { labels[$0] == nil }
      let label = star.min() ?? centre
      for element in star { labels[element] = label }
    }
    return labels.enumerated().map { $1 ?? $0 }
  }
}
