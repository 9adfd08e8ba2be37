import ArabicText
import ETLModel

/// The features of all blocks of a page.
struct BlockFeatures {
  /// The number of features of a block.
  static let width = BlockFeature.allCases.count
  /// Distances in blocks beyond this one are the same.
  private static let farthest = 40
  /// How many rows of zeros stand before the first block and behind the last.
  static let padding = 3

  /// One row of ``BlockFeature`` values per block, between rows of zeros.
  private(set) var rows: [Float]
  let blocks: [PageBlock]
  /// A number for each block, the same for blocks that look the same and stand in one element.
  private(set) var siblings: [Int] = []
  /// A number for each block, the same for blocks that look the same.
  private(set) var groups: [Int] = []
  /// The block that shows the title of the page.
  private(set) var titleIndex: Int?
  private let words: BlockWords

  /// - Complexity: O(*n*) in the nodes and blocks of the page.
  init(_ blocks: [PageBlock], _ tree: HTMLTree, _ metadata: PageMetadata) {
    self.blocks = blocks
    words = BlockWords(blocks)
    rows = Array(repeating: 0, count: (blocks.count + 2 * Self.padding) * Self.width)
    guard !blocks.isEmpty else { return }
    for index in blocks.indices {
      setText(index)
      setHints(index, BlockFeature.inBody, BlockFeature.around, blocks[index].hints)
      setHints(index, BlockFeature.nearBody, BlockFeature.near, blocks[index].nearHints)
    }
    setPositions(metadata)
    setTitle(metadata)
    let structure = PageStructure(blocks, tree)
    siblings = structure.siblings
    groups = structure.groupNumbers
    setStructure(structure)
    setGroups(structure)
    setGivenBody(metadata.articleBody)
    setTopics(structure)
    setDensity(.density5, radius: 5)
    setDensity(.density15, radius: 15)
  }

  subscript(index: Int, feature: BlockFeature) -> Float {
    get { rows[(index + Self.padding) * Self.width + feature.rawValue] }
    set { rows[(index + Self.padding) * Self.width + feature.rawValue] = newValue }
  }

  private mutating func setText(_ index: Int) {
    let block = blocks[index]
    let bytes = Float(block.text.count)
    self[index, .words] = Float(block.words)
    self[index, .bytes] = bytes
    self[index, .wordLength] = bytes / Float(max(1, block.words))
    self[index, .stop] = block.endsSentence ? 1 : 0
    self[index, .colon] = block.endsInColon ? 1 : 0
    self[index, .ellipsis] = Self.endsInEllipsis(block.text) ? 1 : 0
    self[index, .commas] = Float(block.commas)
    self[index, .digits] = Float(block.digits) / bytes
    self[index, .links] = Float(block.linkDensity)
    self[index, .lines] = block.text.contains(0x0A) ? 1 : 0
    self[index, .marks] = Float(block.marks) / bytes
    if let match = block.label {
      self[index, .label] = match.isWhole || match.isParted ? 2 : 1
      self[index, .labelWords] = Float(match.words) / Float(max(1, block.words))
    }
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
      case .button, .time, .address: .button
      default: .plain
      }
    self[index, feature] = 1
  }

  private static func endsInEllipsis(_ text: [UInt8]) -> Bool {
    text.suffix(3).elementsEqual("…".utf8) || text.suffix(3).elementsEqual("...".utf8)
  }

  private mutating func setHints(
    _ index: Int, _ first: BlockFeature, _ asked: [Hints], _ hints: Hints
  ) {
    let start = (index + Self.padding) * Self.width + first.rawValue
    for offset in asked.indices where hints.contains(asked[offset]) { rows[start + offset] = 1 }
  }

  private mutating func setPositions(_ metadata: PageMetadata) {
    var seen = HashCounter(capacity: blocks.count)
    for block in blocks where block.words >= 4 { seen.add(block.keyHash) }
    let total = max(1, blocks.reduce(0) { $0 + $1.runningWords })
    let summary = metadata.summary.map { TextKey(Array($0.utf8)) }
    var before: Float = 0
    var label = -Self.farthest
    for index in blocks.indices {
      let block = blocks[index]
      if let match = block.label, match.row.kind == .related, match.isWhole || block.words <= 8 {
        label = index
      }
      self[index, .fromLabel] = Float(min(Self.farthest, index - label))
      self[index, .position] = Float(index) / Float(blocks.count)
      self[index, .textBefore] = before / total
      before += block.runningWords
      self[index, .textBehind] = max(0, total - before) / total
      self[index, .repeated] = Float(max(1, seen[block.keyHash]) - 1)
      if block.words >= 4 { self[index, .isSummary] = block.key == summary ? 1 : 0 }
    }
  }

  /// Compares with the title, and tells where the blocks stand beside it.
  private mutating func setTitle(_ metadata: PageMetadata) {
    let titleKey = TextKey(Array((metadata.heading ?? metadata.title ?? "").utf8))
    let shown = blocks.firstIndex { $0.key == titleKey }
    titleIndex = titleKey.wordCount < 3 ? nil : shown
    var titleWords = HashCounter(capacity: titleKey.wordEnds.count)
    for word in titleKey.wordEnds.indices {
      titleKey.word(word).withUnsafeBufferPointer {
        titleWords.add(BlockWords.hash($0))
      }
    }
    let title = shown ?? blocks.firstIndex { $0.tag == .h1 }
    for index in blocks.indices {
      let block = blocks[index]
      if let title {
        self[index, .beforeTitle] = index < title ? 1 : 0
        self[index, .fromTitle] = Float(max(-Self.farthest, min(Self.farthest, index - title)))
      }
      self[index, .isTitle] = block.key == titleKey ? 1 : 0
      if block.words <= TextKey.maximumWords {
        let known = words[index].count { titleWords[$0] > 0 }
        self[index, .inTitle] = Float(known) / Float(max(1, block.words))
      }
    }
  }

  private mutating func setStructure(_ structure: PageStructure) {
    let links = structure.pageLinks
    for index in blocks.indices {
      var node = Int(blocks[index].container)
      // A paragraph's own share says nothing: begin with the element around it.
      if blocks[index].tag == .p || blocks[index].tag == .li { node = structure.above(node) }
      self[index, .containerShare] = structure.share(node)
      self[index, .containerLinks] = structure.links(node)
      self[index, .containerBlocks] = structure.blockCounts[node]
      node = structure.above(node)
      self[index, .parentShare] = structure.share(node)
      self[index, .parentLinks] = structure.links(node)
      self[index, .parentBlocks] = structure.blockCounts[node]
      node = structure.above(node)
      self[index, .grandparentShare] = structure.share(node)
      self[index, .grandparentLinks] = structure.links(node)
      let way = structure.wayToTop(Int(blocks[index].container))
      setHints(index, .offRelated, BlockFeature.off, way.hints)
      self[index, .offDepth] = Float(way.down)
      self[index, .topDepth] = Float(way.up)
      self[index, .inTop] = way.up == 0 ? 1 : 0
      self[index, .depth] = structure.depths[Int(blocks[index].container)]
      self[index, .insideTop] = structure.topBlocks.contains(index) ? 1 : 0
      self[index, .behindTop] = index >= structure.topBlocks.upperBound ? 1 : 0
      self[index, .pageWords] = structure.total
      self[index, .pageBlocks] = Float(blocks.count)
      self[index, .pageLinks] = links
      self[index, .topShare] = structure.share(structure.top)
      self[index, .hasArticleTag] = structure.hasArticleTag ? 1 : 0
    }
  }

  private mutating func setGroups(_ structure: PageStructure) {
    let main = structure.groups[structure.mainGroup]
    var last = -1
    for index in blocks.indices {
      let number = structure.groupNumbers[index]
      let group = structure.groups[number]
      self[index, .groupShare] = group.runningWords / structure.total
      self[index, .groupCount] = Float(group.count)
      self[index, .groupWords] = group.words / Float(group.count)
      self[index, .groupLinks] = group.linkBytes / group.bytes
      self[index, .groupStops] = group.stops / Float(group.count)
      self[index, .isMainGroup] = number == structure.mainGroup ? 1 : 0
      self[index, .insideMainGroup] = main.range.contains(index) ? 1 : 0
      self[index, .mainGroupShare] = main.runningWords / structure.total
      if number == structure.mainGroup { last = index }
      self[index, .fromMainGroup] = last < 0 ? 60 : Float(min(60, index - last))
    }
    var next = Int.max
    for index in blocks.indices.reversed() {
      if structure.groupNumbers[index] == structure.mainGroup { next = index }
      self[index, .toMainGroup] = next == .max ? 60 : Float(min(60, next - index))
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

  /// How many of a block's longer words stand in the main group, outside the block itself.
  private mutating func setTopics(_ structure: PageStructure) {
    let group = structure.mainGroup
    var counts = HashCounter(capacity: words.count)
    for index in blocks.indices where structure.groupNumbers[index] == group {
      for word in words[index] where BlockWords.isLong(word) { counts.add(word) }
    }
    for index in blocks.indices {
      let needed = structure.groupNumbers[index] == group ? 2 : 1
      var long: Float = 0
      var found: Float = 0
      for word in words[index] where BlockWords.isLong(word) {
        long += 1
        if counts[word] >= needed { found += 1 }
      }
      if long > 0 { self[index, .topical] = found / long }
    }
  }

  /// The share of running text among the blocks around.
  private mutating func setDensity(_ feature: BlockFeature, radius: Int) {
    var sums: [Float] = [0]
    for block in blocks {
      sums.append(sums[sums.count - 1] + (block.runningWords >= 12 ? 1 : 0))
    }
    for index in blocks.indices {
      let start = max(0, index - radius)
      let end = min(blocks.count, index + radius + 1)
      self[index, feature] = (sums[end] - sums[start]) / Float(2 * radius + 1)
    }
  }
}
