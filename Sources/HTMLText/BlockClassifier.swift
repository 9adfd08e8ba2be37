/// Decides which blocks of a page are the article.
///
/// No container is chosen: the text of many articles is split over several. Each block is judged
/// by what it looks like, where it stands and what stands around it, then judged again with the
/// first judgement of its neighbours, which closes gaps and drops strays.
struct BlockClassifier {
  /// From which probability on a block belongs to the article.
  private static let threshold: Float = 0.4
  /// The most blocks of a fragment: a page has menus and a footer around its text.
  private static let fragmentSize = 16

  private let blocks: [PageBlock]
  private let features: BlockFeatures
  private let count: Int

  init(_ blocks: [PageBlock], _ tree: HTMLTree, _ metadata: PageMetadata) {
    self.blocks = blocks
    features = BlockFeatures(blocks, tree, metadata)
    count = blocks.count
  }

  /// Whether each block belongs to the article.
  ///
  /// - Complexity: O(*n*) in the number of blocks.
  func choose() -> [Bool] {
    let chosen = judge().map { $0 > Self.threshold }
    let words = zip(blocks, chosen).reduce(0) { $0 + ($1.1 ? $1.0.words : 0) }
    // A fragment or a very short page looks like no page that the weights were fitted to.
    let plain = blocks.map { Self.isPlain($0) }
    let plainWords = zip(blocks, plain).reduce(0) { $0 + ($1.1 ? $1.0.words : 0) }
    let isFragment = blocks.count <= Self.fragmentSize
    return isFragment && words < 30 && plainWords > words ? plain : chosen
  }

  /// Whether a block is text by any account: no links, and nothing around it that says otherwise.
  private static func isPlain(_ block: PageBlock) -> Bool {
    let odd: Hints = [
      .navigationTag, .footerTag, .headerTag, .asideTag, .figcaptionTag, .navigation, .footer,
      .share, .comment, .related, .advertisement, .promotion, .form, .hidden,
    ]
    return block.linkDensity < 0.4 && block.hints.isDisjoint(with: odd)
  }

  /// The probability of each block to belong to the article.
  private func judge() -> [Float] {
    let first = sums(BlockWeights.first)
    var second = sums(BlockWeights.second)
    let certainty = first.map { max(-6, min(6, $0)) / 6 }
    let chances = first.map(Self.chance)
    var before: [Float] = [0]
    for chance in chances { before.append(before[before.count - 1] + chance) }
    for index in 0..<count {
      let around = [0, -3, -2, -1, 1, 2, 3].map { offset -> Float in
        certainty.indices.contains(index + offset) ? certainty[index + offset] : -1
      }
      var judgements = around
      for radius in [6, 15] {
        judgements.append((before[index] - before[max(0, index - radius)]) / Float(radius))
        let end = min(count, index + radius + 1)
        judgements.append((before[end] - before[min(index + 1, count)]) / Float(radius))
      }
      for (weight, judgement) in zip(BlockWeights.judgements, judgements) {
        second[index] += weight * judgement
      }
    }
    return second.map(Self.chance)
  }

  /// The weighted sum of the features of each block and of its neighbours.
  private func sums(_ rows: [BlockWeights.Row]) -> [Float] {
    var sums = [Float](repeating: 0, count: count)
    let offsets = [-2, -1, 1, 2]
    for index in 0..<count {
      for row in rows {
        let value = features[index, row.feature]
        guard value != 0 else { continue }
        sums[index] += value * row.own
        for (weight, offset) in zip(row.around, offsets) {
          // The row's weight for a block before is what this block says for one behind it.
          let other = index - offset
          if sums.indices.contains(other) { sums[other] += value * weight }
        }
      }
    }
    return sums
  }

  private static func chance(_ sum: Float) -> Float {
    1 / (1 + exponential(-max(-20, min(20, sum))))
  }

  /// e to the power of `x`, for |x| up to 20, without a mathematics library.
  private static func exponential(_ x: Float) -> Float {
    var power = 1 + Double(x) / 4096
    for _ in 0..<12 { power *= power }
    return Float(power)
  }
}
