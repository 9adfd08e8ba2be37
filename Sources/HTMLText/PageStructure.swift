import ArabicText

/// How the text of a page is spread over its elements.
struct PageStructure {
  /// All blocks whose elements and classes look the same.
  struct Group {
    var words: Float = 0
    var runningWords: Float = 0
    var bytes: Float = 0
    var linkBytes: Float = 0
    var stops: Float = 0
    var count = 0
    /// From the first block to behind the last.
    var range: Range<Int>
  }

  /// The running words of the page.
  let total: Float
  /// The share of all bytes that stand in links.
  let pageLinks: Float
  let hasArticleTag: Bool
  /// For each node, the blocks in its subtree.
  private(set) var blockCounts: [Float]
  private(set) var depths: [Float]
  /// The element with the best paragraphs.
  private(set) var top = 0
  /// From the first to behind the last running text in ``top``.
  private(set) var topBlocks = 0..<0
  private(set) var groups: [Group] = []
  /// The group of each block.
  private(set) var groupNumbers: [Int] = []
  /// A number for each block, the same for blocks of one group in one element.
  private(set) var siblings: [Int] = []
  /// The group with the most running text.
  private(set) var mainGroup = 0

  private let tree: HTMLTree
  private var runningWords: [Float]
  private var bytes: [Float]
  private var linkBytes: [Float]

  /// - Complexity: O(*n*) in the nodes and blocks of the page.
  init(_ blocks: [PageBlock], _ tree: HTMLTree) {
    self.tree = tree
    total = max(1, blocks.reduce(0) { $0 + $1.runningWords })
    let all = max(1, blocks.reduce(0) { $0 + $1.text.count })
    pageLinks = Float(blocks.reduce(0) { $0 + $1.linkBytes }) / Float(all)
    hasArticleTag = tree.tags.contains(.article)
    runningWords = Array(repeating: 0, count: tree.count)
    (bytes, linkBytes, blockCounts, depths) = (
      runningWords, runningWords, runningWords, runningWords
    )
    sum(blocks)
    findTop(blocks)
    findGroups(blocks)
  }

  func above(_ node: Int) -> Int { max(0, Int(tree.parents[node])) }

  /// The share of the page's running text in the subtree of `node`.
  func share(_ node: Int) -> Float { runningWords[node] / total }

  /// The share of the bytes in the subtree of `node` that stand in links.
  func links(_ node: Int) -> Float { linkBytes[node] / max(1, bytes[node]) }

  /// What the elements say that lie between `node` and the nearest element that it shares with
  /// ``top``, and how far that is from both.
  func wayToTop(_ node: Int) -> (hints: Hints, down: Int, up: Int) {
    var hints: Hints = []
    var down = 0
    var node = node
    while node > 0, down < 64, !(node..<Int(tree.ends[node])).contains(top) {
      hints.formUnion(tree.hints[node])
      down += 1
      node = above(node)
    }
    var up = 0
    var shared = top
    while shared != node, shared > 0, up < 64 {
      up += 1
      shared = above(shared)
    }
    return (hints, down, up)
  }

  private mutating func sum(_ blocks: [PageBlock]) {
    for block in blocks {
      let node = Int(block.container)
      runningWords[node] += block.runningWords
      bytes[node] += Float(block.text.count)
      linkBytes[node] += Float(block.linkBytes)
      blockCounts[node] += 1
    }
    for node in stride(from: tree.count - 1, to: 0, by: -1) {
      let parent = Int(tree.parents[node])
      guard parent >= 0 else { continue }
      runningWords[parent] += runningWords[node]
      bytes[parent] += bytes[node]
      linkBytes[parent] += linkBytes[node]
      blockCounts[parent] += blockCounts[node]
    }
    for node in 0..<tree.count {
      let parent = Int(tree.parents[node])
      if parent >= 0 { depths[node] = depths[parent] + 1 }
    }
  }

  /// The paragraph score of Arc90's readability: whole to the parent, half to its parent.
  private mutating func findTop(_ blocks: [PageBlock]) {
    var scores = [Float](repeating: 0, count: tree.count)
    for block in blocks where block.runningWords >= 8 {
      let node = Int(block.container)
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
    for node in scores.indices where scores[node] > scores[top] { top = node }
    guard tree.count > 0 else { return }
    let range = top..<Int(tree.ends[top])
    let inside = blocks.indices.filter {
      range.contains(Int(blocks[$0].container)) && blocks[$0].runningWords >= 12
    }
    if let first = inside.first, let last = inside.last { topBlocks = first..<last + 1 }
  }

  private mutating func findGroups(_ blocks: [PageBlock]) {
    var numbers: [UInt64: Int] = [:]
    var rowNumbers: [UInt64: Int] = [:]
    groupNumbers.reserveCapacity(blocks.count)
    for (index, block) in blocks.enumerated() {
      let signature = signature(of: block)
      let number = numbers[signature] ?? groups.count
      if number == groups.count {
        numbers[signature] = number
        groups.append(Group(range: index..<index + 1))
      }
      groupNumbers.append(number)
      let row = signature &+ ByteHash.mix(UInt64(above(Int(block.container))))
      siblings.append(rowNumbers[row] ?? rowNumbers.count)
      rowNumbers[row] = siblings[index]
      groups[number].words += Float(block.words)
      groups[number].runningWords += block.runningWords
      groups[number].bytes += Float(block.text.count)
      groups[number].linkBytes += Float(block.linkBytes)
      groups[number].stops += block.endsSentence ? 1 : 0
      groups[number].count += 1
      groups[number].range = groups[number].range.lowerBound..<index + 1
    }
    for number in groups.indices
    where groups[number].runningWords > groups[mainGroup].runningWords { mainGroup = number }
  }

  private func signature(of block: PageBlock) -> UInt64 {
    var hash = UInt64(block.tag.rawValue)
    var node = Int(block.container)
    for level in 0..<4 {
      hash = ByteHash.mix(hash &* 31 &+ UInt64(tree.tags[node].rawValue))
      if level < 3 { hash = ByteHash.mix(hash &* 31 &+ UInt64(tree.classes[node])) }
      node = above(node)
    }
    return hash
  }
}
