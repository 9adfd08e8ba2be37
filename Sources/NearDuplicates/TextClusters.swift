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

  /// The smallest number of the cluster that each of `count` texts belongs to.
  ///
  /// Texts that are not connected by links of at least `threshold` are never joined: the mean
  /// over two clusters reaches the threshold only if one of the pairs does.
  static func clusters(count: Int, links: [Link], threshold: Double) -> [Int] {
    var sets = DisjointSets(count: count)
    for link in links where link.score >= threshold { sets.join(link.first, link.second) }
    let components = (0..<count).map { sets.representative(of: $0) }
    var members: [Int: [Int]] = [:]
    var linksOf: [Int: [Link]] = [:]
    for link in links where components[link.first] == components[link.second] {
      linksOf[components[link.first], default: []].append(link)
    }
    for text in 0..<count where linksOf[components[text]] != nil {
      members[components[text], default: []].append(text)
    }
    var clusters = Array(0..<count)
    for (component, links) in linksOf {
      let texts = members[component] ?? []
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
