/// Decides which blocks of a page are the article.
///
/// No container is chosen: the text of many articles is split over several. Each block is judged
/// by what it looks like, where it stands, what stands around it and what the blocks have in
/// common that look like it.
struct BlockClassifier {
  /// How far below the judgement of the article's surest text a block may stay, and the bounds of
  /// that. On a page that resembles no other all judgements are low.
  private static let share: Float = 0.5
  private static let bounds: ClosedRange<Float> = 0.2...0.5
  /// Which part of the words that the article is expected to have counts as its surest text.
  private static let surest: Float = 0.7
  /// How many blocks under the title may belong to a brief.
  private static let briefSize = 12
  /// The most blocks of a fragment: a page has menus and a footer around its text.
  static let fragmentSize = 16

  /// From which share of the words of a row of like blocks on the others come with them, and the
  /// least probability that a block needs for that.
  private static let majority: Float = 0.45
  private static let leastChance: Float = 0.05

  /// The fewest running words of a paragraph that comes with the one before it, and the least
  /// probability that it needs for that.
  private static let paragraphSize: Float = 12
  private static let paragraphChance: Float = 0.2
  /// The fewest words of an article below which another may stand.
  private static let briefWords = 40

  private let blocks: [PageBlock]
  private let siblings: [Int]
  private let groups: [Int]
  private let titleIndex: Int?
  private let chances: [Float]

  init(_ features: BlockFeatures, _ trees: BlockTrees = .shared) {
    blocks = features.blocks
    siblings = features.siblings
    groups = features.groups
    titleIndex = features.titleIndex
    chances = zip(blocks, trees.judge(features)).map { block, chance in
      block.isTemplate || block.hints.contains(.post) ? 0 : chance
    }
  }

  /// Whether each block belongs to the article.
  ///
  /// - Complexity: O(*n* log *n*) in the number of blocks.
  func choose() -> [Bool] {
    let threshold = threshold()
    var chosen = chances.map { $0 > threshold }
    takeRows(&chosen)
    takeNext(&chosen)
    takeHeadings(&chosen)
    judgeWhole(&chosen)
    leaveInvisible(&chosen)
    leaveComments(&chosen)
    leaveSecond(&chosen)
    if !chosen.contains(true) { takeBrief(&chosen) }
    let words = zip(blocks, chosen).reduce(0) { $0 + ($1.1 ? $1.0.words : 0) }
    // A fragment or a very short page looks like no page that the trees were fitted to.
    let plain = blocks.map { Self.isPlain($0) }
    let plainWords = zip(blocks, plain).reduce(0) { $0 + ($1.1 ? $1.0.words : 0) }
    let isFragment = blocks.count <= Self.fragmentSize
    return isFragment && words < 30 && plainWords > words ? plain : chosen
  }

  /// Takes the paragraphs of a row most of whose text is taken: a gap in the middle of an article
  /// costs more than a line too many.
  private func takeRows(_ chosen: inout [Bool]) {
    let count = (siblings.max() ?? -1) + 1
    var words = [Float](repeating: 0, count: count)
    var taken = words
    for index in blocks.indices {
      words[siblings[index]] += blocks[index].runningWords
      if chosen[index] { taken[siblings[index]] += blocks[index].runningWords }
    }
    for index in blocks.indices where !chosen[index] && blocks[index].runningWords > 0 {
      let row = siblings[index]
      chosen[index] =
        taken[row] >= Self.majority * words[row] && chances[index] >= Self.leastChance
    }
  }

  /// Takes plain paragraphs behind what is taken, unless much speaks against them: the last ones of
  /// an article stand beside all that follows it.
  private func takeNext(_ chosen: inout [Bool]) {
    for index in blocks.indices.dropFirst() where !chosen[index] && chosen[index - 1] {
      let block = blocks[index]
      // What is said of both, such as a form around the whole page, says nothing here.
      let added = block.hints.subtracting(blocks[index - 1].hints)
      chosen[index] =
        block.runningWords >= Self.paragraphSize && chances[index] >= Self.paragraphChance
        && block.linkDensity < 0.2 && added.isDisjoint(with: Self.odd)
    }
  }

  /// Takes the headings between two blocks that are taken.
  private func takeHeadings(_ chosen: inout [Bool]) {
    for index in blocks.indices.dropFirst().dropLast()
    where !chosen[index] && chosen[index - 1] && chosen[index + 1] {
      switch blocks[index].tag {
      case .h2, .h3, .h4, .h5, .h6: chosen[index] = chances[index] >= Self.leastChance
      default: break
      }
    }
  }

  /// Takes or leaves the items of a list, or the cells of a table, as one when the blocks before and
  /// behind them are taken.
  private func judgeWhole(_ chosen: inout [Bool]) {
    var start = 0
    while start < blocks.count {
      guard let kind = Self.listKind(blocks[start]) else {
        start += 1
        continue
      }
      let end = blocks[start...].firstIndex { Self.listKind($0) != kind } ?? blocks.count
      if start > 0, end < blocks.count, chosen[start - 1], chosen[end] {
        let sum = chances[start..<end].reduce(0, +)
        let isTaken = sum >= Self.wholeChance * Float(end - start)
        for index in start..<end { chosen[index] = isTaken }
      }
      start = end
    }
  }

  /// The least mean probability of a list inside an article.
  private static let wholeChance: Float = 0.3

  private static func listKind(_ block: PageBlock) -> ElementTag? {
    switch block.tag {
    case .li: .li
    case .td, .th: .td
    default: nil
    }
  }

  /// Leaves out what readers do not see, such as another language in a closed tab, unless it is
  /// more than three fifths of the text: some pages show their text by a script.
  private func leaveInvisible(_ chosen: inout [Bool]) {
    var (words, unseen) = (0, 0)
    for index in blocks.indices where chosen[index] {
      words += blocks[index].words
      if blocks[index].hints.contains(.invisible) { unseen += blocks[index].words }
    }
    guard unseen > 0, unseen * 5 <= words * 3 else { return }
    for index in blocks.indices where blocks[index].hints.contains(.invisible) {
      chosen[index] = false
    }
  }

  /// Leaves out the comments of readers, unless they are all there is: the posts of a forum.
  private func leaveComments(_ chosen: inout [Bool]) {
    var words = 0
    for index in blocks.indices where chosen[index] && !blocks[index].hints.contains(.thread) {
      words += blocks[index].words
    }
    guard words >= Self.briefWords else { return }
    for index in blocks.indices where blocks[index].hints.contains(.thread) {
      chosen[index] = false
    }
  }

  /// Leaves out the next article on an endless page: it begins with a heading that looks like the
  /// title of the first and stands in an element of its own.
  private func leaveSecond(_ chosen: inout [Bool]) {
    guard let titleIndex, blocks[titleIndex].tag == .h1 else { return }
    var words = 0
    for index in blocks.indices.dropFirst(titleIndex + 1) {
      let block = blocks[index]
      if words >= Self.briefWords, block.words >= 3, groups[index] == groups[titleIndex],
        siblings[index] != siblings[titleIndex], block.key != blocks[titleIndex].key
      {
        for later in index..<blocks.count { chosen[later] = false }
        return
      }
      if chosen[index] { words += block.words }
    }
  }

  /// Takes the text that stands right under the title of the page, where nothing else is taken: a
  /// brief among many lists. A list of stories shows no title of its own.
  private func takeBrief(_ chosen: inout [Bool]) {
    guard let titleIndex else { return }
    var hasText = false
    for index in blocks.indices.dropFirst(titleIndex + 1).prefix(Self.briefSize) {
      let block = blocks[index]
      let isText = block.runningWords > 0 && Self.isPlain(block)
      if isText { chosen[index] = true }
      hasText = hasText || isText
      // Dates and names stand between title and text, other stories behind it.
      if hasText, !isText || block.linkDensity > 0.4 { return }
    }
  }

  private func threshold() -> Float {
    let expected = zip(blocks, chances).reduce(Float(0)) { $0 + Float($1.0.words) * $1.1 }
    var words: Float = 0
    var sum: Float = 0
    let order = chances.indices.sorted { (chances[$0], $1) > (chances[$1], $0) }
    for index in order where blocks[index].words > 0 {
      let count = Float(blocks[index].words)
      sum += count * chances[index]
      words += count
      if words >= Self.surest * expected { break }
    }
    guard words > 0 else { return Self.bounds.upperBound }
    return min(Self.bounds.upperBound, max(Self.bounds.lowerBound, Self.share * sum / words))
  }

  /// Whether a block is text by any account: no links, and nothing around it that says otherwise.
  private static func isPlain(_ block: PageBlock) -> Bool {
    block.linkDensity < 0.4 && block.hints.isDisjoint(with: odd) && !block.isTemplate
  }

  /// What speaks against text.
  private static let odd: Hints = [
    .navigationTag, .footerTag, .headerTag, .asideTag, .figcaptionTag, .navigation, .footer,
    .share, .comment, .related, .card, .advertisement, .promotion, .form, .hidden,
  ]
}
