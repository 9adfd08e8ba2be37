/// The features that the classifier judges a block by, each from 0 to about 1.
enum BlockFeature: Int, CaseIterable, Sendable {
  case bias
  case words1, words3, words6, words12, words25, words50
  case stop, stopLong, colon, commas, digits, links, allLinks, lines
  case paragraph, heading1, heading2, heading3, item, cell, quote, plain, figcaption
  // Whether the block stands in such an element or class.
  case inBody, inArticle, inContent, inNavigation, inFooter, inHeader, inSidebar, inRelated
  case inShare, inComment, inCaption, inAdvertisement, inPromotion, inCredit, inDate, inTags
  case inHidden, inAriaHidden, inHeadline, inSummary, inList, inFigure, inForm, inTable, inEmbed
  case inAuthor, inArticleTag, inMainTag, inAsideTag, inNavigationTag, inFooterTag, inHeaderTag
  // The same for the nearest elements only.
  case nearBody, nearArticle, nearContent, nearNavigation, nearFooter, nearHeader, nearSidebar
  case nearRelated, nearShare, nearComment, nearCaption, nearAdvertisement, nearPromotion
  case nearCredit, nearDate, nearTags, nearHeadline, nearSummary, nearEmbed, nearAuthor
  case position, lastFifth, beforeTitle, afterTitle, isTitle, repeated
  case containerShare, parentShare, grandparentShare, containerSentences
  case inTop, inTopParent, inTopGrandparent, insideTop, behindTop
  case inGivenBody, notInGivenBody, density5, density15, closeToTitle

  /// The features that are also asked of the two blocks before and behind.
  static let ofNeighbours: [BlockFeature] = [
    .words1, .words3, .words6, .words12, .words25, .words50, .stop, .stopLong, .links, .allLinks,
    .paragraph, .heading1, .heading2, .heading3, .item, .plain, .nearRelated, .nearPromotion,
    .nearShare, .inTop, .nearBody,
  ]

  /// The hints that `in…` features stand for, in their order.
  static let around: [Hints] = [
    .body, .article, .content, .navigation, .footer, .header, .sidebar, .related, .share,
    .comment, .caption, .advertisement, .promotion, .credit, .date, .tags, .hidden, .ariaHidden,
    .headline, .summary, .list, .figure, .form, .table, .embed, .author, .articleTag, .mainTag,
    .asideTag, .navigationTag, .footerTag, .headerTag,
  ]

  /// The hints that `near…` features stand for, in their order.
  static let near: [Hints] = [
    .body, .article, .content, .navigation, .footer, .header, .sidebar, .related, .share,
    .comment, .caption, .advertisement, .promotion, .credit, .date, .tags, .headline, .summary,
    .embed, .author,
  ]
}

/// The features of all blocks of a page.
struct BlockFeatures {
  /// One row of ``BlockFeature`` values per block.
  private(set) var rows: [Float]
  static let width = BlockFeature.allCases.count

  private let blocks: [PageBlock]
  private let tree: HTMLTree

  /// - Complexity: O(*n*) in the nodes and blocks of the page.
  init(_ blocks: [PageBlock], _ tree: HTMLTree, _ metadata: PageMetadata) {
    self.blocks = blocks
    self.tree = tree
    rows = Array(repeating: 0, count: blocks.count * Self.width)
    for index in blocks.indices {
      setText(index)
      setHints(index)
    }
    setPositions(metadata)
    setContainers()
    setGivenBody(metadata.articleBody)
    setDensity(.density5, radius: 5)
    setDensity(.density15, radius: 15)
  }

  subscript(index: Int, feature: BlockFeature) -> Float {
    get { rows[index * Self.width + feature.rawValue] }
    set { rows[index * Self.width + feature.rawValue] = newValue }
  }

  private mutating func setText(_ index: Int) {
    let block = blocks[index]
    self[index, .bias] = 1
    switch block.words {
    case ..<3: self[index, .words1] = 1
    case ..<6: self[index, .words3] = 1
    case ..<12: self[index, .words6] = 1
    case ..<25: self[index, .words12] = 1
    case ..<50: self[index, .words25] = 1
    default: self[index, .words50] = 1
    }
    self[index, .stop] = block.endsSentence ? 1 : 0
    self[index, .stopLong] = block.endsSentence && block.words >= 12 ? 1 : 0
    self[index, .colon] = block.endsInColon ? 1 : 0
    self[index, .commas] = min(1, Float(block.commas) / 4)
    self[index, .digits] = min(1, Float(block.digits) * 4 / Float(block.text.count))
    self[index, .links] = Float(block.linkDensity)
    self[index, .allLinks] = block.linkDensity > 0.8 ? 1 : 0
    self[index, .lines] = block.text.contains(0x0A) ? 1 : 0
    let feature: BlockFeature =
      switch block.tag {
      case .p: .paragraph
      case .h1: .heading1
      case .h2: .heading2
      case .h3, .h4, .h5, .h6: .heading3
      case .li, .dt, .dd: .item
      case .td, .th: .cell
      case .blockquote, .pre: .quote
      case .figcaption, .caption: .figcaption
      default: .plain
      }
    self[index, feature] = 1
  }

  private mutating func setHints(_ index: Int) {
    let block = blocks[index]
    let around = index * Self.width + BlockFeature.inBody.rawValue
    for (offset, hint) in BlockFeature.around.enumerated() where block.hints.contains(hint) {
      rows[around + offset] = 1
    }
    let near = index * Self.width + BlockFeature.nearBody.rawValue
    for (offset, hint) in BlockFeature.near.enumerated() where block.nearHints.contains(hint) {
      rows[near + offset] = 1
    }
  }

  private mutating func setPositions(_ metadata: PageMetadata) {
    let titleKey = TextKey(Array((metadata.title ?? "").utf8))
    let title = blocks.firstIndex { $0.key == titleKey } ?? blocks.firstIndex { $0.tag == .h1 }
    var seen: [TextKey: Int] = [:]
    for block in blocks where block.words >= 4 { seen[block.key, default: 0] += 1 }
    for index in blocks.indices {
      let place = Float(index) / Float(blocks.count)
      self[index, .position] = place
      self[index, .lastFifth] = place > 0.8 ? 1 : 0
      if let title {
        self[index, .beforeTitle] = index < title ? 1 : 0
        self[index, .afterTitle] = index > title ? 1 : 0
        self[index, .closeToTitle] = index > title && index < title + 6 ? 1 : 0
      }
      self[index, .isTitle] = blocks[index].key == titleKey ? 1 : 0
      if let count = seen[blocks[index].key], count > 1 { self[index, .repeated] = 1 }
    }
  }

  /// How much of the page's running text stands in each element around a block.
  private mutating func setContainers() {
    var weights = [Float](repeating: 0, count: tree.count)
    var scores = [Float](repeating: 0, count: tree.count)
    var sentences = [Float](repeating: 0, count: tree.count)
    for block in blocks where block.linkDensity < 0.4 && block.words >= 8 {
      let node = Int(block.container)
      weights[node] += Float(block.words)
      if block.endsSentence { sentences[node] += 1 }
      // The paragraph score of Arc90's readability: whole to the parent, half to its parent.
      let score = 1 + Float(block.commas) + min(3, Float(block.text.count) / 100)
      let parent = Int(tree.parents[node])
      if block.tag == .p, parent >= 0 {
        scores[parent] += score
        let above = Int(tree.parents[parent])
        if above >= 0 { scores[above] += score / 2 }
      } else {
        scores[node] += score
        if parent >= 0 { scores[parent] += score / 2 }
      }
    }
    for node in stride(from: tree.count - 1, to: 0, by: -1) {
      let parent = Int(tree.parents[node])
      if parent >= 0 {
        weights[parent] += weights[node]
        sentences[parent] += sentences[node]
      }
    }
    var top = 0
    for node in scores.indices where scores[node] > scores[top] { top = node }
    let total = max(
      1, blocks.reduce(0) { $0 + ($1.linkDensity < 0.4 && $1.words >= 8 ? Float($1.words) : 0) })
    setShares(weights, sentences, total)
    setTop(top)
  }

  private mutating func setShares(_ weights: [Float], _ sentences: [Float], _ total: Float) {
    for index in blocks.indices {
      var node = Int(blocks[index].container)
      // A paragraph's own share says nothing: begin with the element around it.
      if blocks[index].tag == .p || blocks[index].tag == .li { node = above(node) }
      self[index, .containerShare] = weights[node] / total
      self[index, .containerSentences] = min(1, sentences[node] / 10)
      node = above(node)
      self[index, .parentShare] = weights[node] / total
      self[index, .grandparentShare] = weights[above(node)] / total
    }
  }

  private func above(_ node: Int) -> Int { max(0, Int(tree.parents[node])) }

  private mutating func setTop(_ top: Int) {
    guard tree.count > 0 else { return }
    let ranges = [top, above(top), above(above(top))].map { $0..<Int(tree.ends[$0]) }
    let features: [BlockFeature] = [.inTop, .inTopParent, .inTopGrandparent]
    var first = blocks.count
    var last = -1
    for index in blocks.indices {
      let node = Int(blocks[index].container)
      for (range, feature) in zip(ranges, features) where range.contains(node) {
        self[index, feature] = 1
      }
      if ranges[0].contains(node), blocks[index].words >= 12, blocks[index].linkDensity < 0.4 {
        first = min(first, index)
        last = index
      }
    }
    for index in blocks.indices {
      self[index, .insideTop] = index >= first && index <= last ? 1 : 0
      self[index, .behindTop] = index > last ? 1 : 0
    }
  }

  /// Compares with the text that JSON-LD gives: precise, but on most pages absent or cut.
  private mutating func setGivenBody(_ body: String?) {
    guard let body, body.utf8.count > 200 else { return }
    let words = TextWords.hashes(Array(body.utf8))
    guard words.count >= 30 else { return }
    var known: Set<UInt64> = []
    for start in 0...words.count - 4 { known.insert(TextWords.shingle(words, start)) }
    for index in blocks.indices where blocks[index].words >= 4 {
      let own = TextWords.hashes(blocks[index].text)
      guard own.count >= 4 else { continue }
      let found = (0...own.count - 4).count { known.contains(TextWords.shingle(own, $0)) }
      let isKnown = found * 2 > own.count - 3
      self[index, isKnown ? .inGivenBody : .notInGivenBody] = 1
    }
  }

  /// The share of running text among the blocks around, weighted by words.
  private mutating func setDensity(_ feature: BlockFeature, radius: Int) {
    var sums: [Float] = [0]
    for block in blocks {
      let isText = block.linkDensity < 0.4 && block.words >= 12
      sums.append(sums[sums.count - 1] + (isText ? 1 : 0))
    }
    for index in blocks.indices {
      let start = max(0, index - radius)
      let end = min(blocks.count, index + radius + 1)
      self[index, feature] = (sums[end] - sums[start]) / Float(2 * radius + 1)
    }
  }
}
