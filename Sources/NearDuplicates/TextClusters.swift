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
    let representatives = (0..<count).map { sets.representative(of: $0) }
    var sizes = [Int32](repeating: 0, count: count)
    for representative in representatives { sizes[representative] += 1 }
    // A set stands where its smallest number comes, which represents it.
    var components: [[Int]] = []
    var numbers = [Int32](repeating: 0, count: count)
    for (text, representative) in representatives.enumerated() where sizes[representative] > 1 {
      if text == representative {
        numbers[text] = Int32(components.count)
        components.append([])
        components[components.count - 1].reserveCapacity(Int(sizes[text]))
      }
      components[Int(numbers[representative])].append(text)
    }
    return components
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
    // Of each text its component, counted from 1, and its place in that.
    var componentOf = [Int32](repeating: 0, count: count)
    var positions = [Int32](repeating: 0, count: count)
    for (number, texts) in components.enumerated() {
      for (position, text) in texts.enumerated() {
        componentOf[text] = Int32(number + 1)
        positions[text] = Int32(position)
      }
    }
    func number(_ link: Link) -> Int {
      componentOf[link.first] == componentOf[link.second] ? Int(componentOf[link.first]) : 0
    }
    // The links of the components, one behind the other, with those of none in front.
    var ends = [Int](repeating: 0, count: components.count + 2)
    for link in links { ends[number(link) + 1] += 1 }
    for index in ends.indices.dropFirst() { ends[index] += ends[index - 1] }
    var local = [Link](repeating: Link(first: 0, second: 0, score: 0), count: links.count)
    for link in links {
      let component = number(link)
      local[ends[component]] = Link(
        first: Int(positions[link.first]), second: Int(positions[link.second]), score: link.score)
      ends[component] += 1
    }
    var clusters = Array(0..<count)
    for (number, texts) in components.enumerated() {
      let links = local[ends[number]..<ends[number + 1]]
      let labels =
        texts.count <= largestAverageLinked
        ? AverageLinkage.clusters(count: texts.count, links: links, threshold: threshold)
        : stars(count: texts.count, links: links, threshold: threshold)
      for (text, label) in zip(texts, labels) { clusters[text] = texts[label] }
    }
    return clusters
  }

  /// Cuts a component into a text with the most links, all its neighbours, and so on with what is
  /// left. Labels are the smallest element of each star.
  ///
  /// - Complexity: O(*l* + *n* log *n*) in the numbers of links and elements.
  static func stars(count: Int, links: ArraySlice<Link>, threshold: Double) -> [Int] {
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
