import ArabicText

/// A stretch of a page that is laid out as one paragraph.
///
/// An object, for blocks are handed on many times and hold several arrays.
final class PageBlock: Sendable {
  /// The block-level element that the text stands in.
  let container: Int32
  /// The element that decides how the block is shown: the nearest of paragraph, heading, item, …
  let tag: ElementTag
  /// The text of the block.
  let piece: TextPiece
  /// The bytes of ``text`` that stand inside links.
  let linkBytes: Int
  /// What all elements around the block say.
  let hints: Hints
  /// What ``container`` and its two nearest ancestors say.
  let nearHints: Hints
  /// A hash of the kept words of ``key``.
  let keyHash: UInt64
  let commas: Int
  let digits: Int
  /// The number of marks that running text seldom has: `|`, `@`, `/`, …
  let marks: Int
  /// The label that the block begins with.
  let label: LabelTable.Match?
  /// The number of words if the block is running text, otherwise 0. In a script without spaces
  /// nine bytes count as a word.
  let runningWords: Float

  /// The most bytes of a block of an article: more without a break is no paragraph.
  static let maximumText = 4_000_000

  var text: [UInt8] { piece.text }
  var key: TextKey { piece.key }
  var endsSentence: Bool { piece.endsSentence }
  var endsInColon: Bool { piece.endsInColon }
  var words: Int { piece.key.wordCount }
  /// Whether the text is a place that a script of the page would have filled: `{{ article.lead }}`.
  var isTemplate: Bool {
    text.starts(with: [0x7B, 0x7B]) && text.suffix(2).elementsEqual([0x7D, 0x7D])
  }
  var linkDensity: Double { Double(linkBytes) / Double(max(1, text.count)) }

  init(
    container: Int32, tag: ElementTag, text: [UInt8], linkBytes: Int, hints: Hints,
    nearHints: Hints
  ) {
    self.container = container
    self.tag = tag
    self.linkBytes = linkBytes
    self.hints = hints
    self.nearHints = nearHints
    let piece = TextPiece(text: text, leading: .blank)
    self.piece = piece
    keyHash = TextWords.hash(piece.key.bytes[...])
    label = LabelTable.shared.match(piece)
    let isSpaced = text.count < 25 * piece.words
    let size = isSpaced ? Float(piece.words) : Float(text.count) / 9
    let isRunning =
      size >= 8 && linkBytes * 5 < text.count * 2 && text.count <= Self.maximumText
    runningWords = isRunning ? size : 0
    (commas, digits, marks) = text.withUnsafeBufferPointer { Self.count($0) }
  }

  private static func count(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (commas: Int, digits: Int, marks: Int) {
    // One sum holds the three counts, each in 21 bits, which so many bytes cannot fill.
    let stretch = 1 << 20
    var counts = (commas: 0, digits: 0, marks: 0)
    units.withUnsafeBufferPointer { units in
      var last: UInt8 = 0
      for start in stride(from: 0, to: text.count, by: stretch) {
        var sum: UInt64 = 0
        for offset in start..<min(text.count, start + stretch) {
          let byte = text[offset]
          sum &+= units[Int(byte)]
          if byte == 0x8C, last == 0xD8 { sum &+= 1 }
          last = byte
        }
        counts.commas += Int(sum & 0x1F_FFFF)
        counts.digits += Int(sum >> 21 & 0x1F_FFFF)
        counts.marks += Int(sum >> 42)
      }
    }
    return counts
  }

  /// What each byte adds to the sum of counts: a comma, a digit or a mark.
  private static let units: [UInt64] = (0..<256).map { byte in
    switch byte {
    case 0x2C: 1
    case 0x30...0x39: 1 << 21
    case 0x7C, 0x40, 0x23, 0x2F, 0x5F, 0x3D, 0x7B, 0x7D, 0x3C, 0x3E, 0x2B, 0x26: 1 << 42
    default: 0
    }
  }
}

/// Cuts a page into blocks: at the borders of block-level elements and at double line breaks.
struct PageBlockReader {
  private let tree: HTMLTree
  private(set) var blocks: [PageBlock] = []
  /// The content of the `title` element.
  private(set) var pageTitle: [UInt8] = []
  private var inherited: [Hints] = []
  private var open: [Int32] = []
  private var text: [UInt8] = []
  private var linkBytes = 0
  /// Behind the nodes of the last link that began: a link that was never closed ends there.
  private var linkEnd = 0
  private var breaks = 0
  private var endsInSpace = true

  /// Reads all blocks of `tree`.
  ///
  /// - Complexity: O(*n*).
  init(_ tree: HTMLTree) {
    self.tree = tree
    inherited.reserveCapacity(tree.count)
    for node in 0..<tree.count {
      while let last = open.last, Int(tree.ends[Int(last)]) <= node { close() }
      read(node)
    }
    while !open.isEmpty { close() }
    flush()
  }

  private mutating func read(_ node: Int) {
    let parent = Int(tree.parents[node])
    let hints = tree.hints[node].union(parent < 0 ? [] : inherited[parent])
    inherited.append(hints)
    switch tree.tags[node] {
    case .text: append(node)
    case .br:
      breaks += 1
      if breaks > 1 { flush() } else if !text.isEmpty { appendBreak() }
    case let tag:
      if tag == .a { linkEnd = end(ofLink: node) }
      if tag.isBlock { flush() } else { part(node) }
      open.append(Int32(node))
    }
  }

  private mutating func close() {
    guard let node = open.last else { return }
    if tree.tags[Int(node)].isBlock { flush() } else { part(Int(node)) }
    open.removeLast()
  }

  /// Parts the names, dates and buttons that a page sets apart by styles only.
  private mutating func part(_ node: Int) {
    guard !endsInSpace, !tree.hints[node].isDisjoint(with: Self.apart) else { return }
    text.append(0x20)
    endsInSpace = true
  }

  private static let apart: Hints = [.author, .credit, .date, .share]

  /// Behind the last node of the link that begins at `node`: where the next one begins, or, if it
  /// holds more than a teaser, where its first block begins.
  private func end(ofLink node: Int) -> Int {
    let end = Int(tree.ends[node])
    var firstBlock = end
    var bytes = 0
    var next = node + 1
    while next < end, tree.tags[next] != .a {
      bytes += tree.texts[next].count
      if tree.tags[next].isBlock { firstBlock = min(firstBlock, next) }
      next += 1
    }
    return bytes > Self.longestLink ? min(firstBlock, next) : next
  }

  /// The most bytes of a link: some hundred words.
  private static let longestLink = 1_000

  private mutating func append(_ node: Int) {
    let bytes = tree.texts[node]
    if let last = open.last {
      if tree.tags[Int(last)] == .title {
        if pageTitle.count < 2_000 {
          pageTitle += tree.text[Int(bytes.lowerBound)..<Int(bytes.upperBound)]
        }
        return
      }
    }
    let before = text.count
    tree.text.withUnsafeBufferPointer { source in
      var offset = Int(bytes.lowerBound)
      let end = Int(bytes.upperBound)
      while offset < end {
        guard source[offset] > 0x20 else {
          if !endsInSpace { text.append(0x20) }
          endsInSpace = true
          offset += 1
          continue
        }
        // Words with single spaces between them are copied together.
        let start = offset
        while offset < end, source[offset] > 0x20 || Self.isLoneSpace(source, offset, end) {
          offset += 1
        }
        text.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<offset]))
        endsInSpace = false
        breaks = 0
      }
    }
    if node < linkEnd { linkBytes += text.count - before }
  }

  @inline(__always)
  private static func isLoneSpace(
    _ source: UnsafeBufferPointer<UInt8>, _ offset: Int, _ end: Int
  ) -> Bool {
    source[offset] == 0x20 && offset + 1 < end && source[offset + 1] > 0x20
  }

  private mutating func appendBreak() {
    while text.last == 0x20 { text.removeLast() }
    text.append(0x0A)
    endsInSpace = true
  }

  private mutating func flush() {
    breaks = 0
    endsInSpace = true
    defer {
      text.removeAll(keepingCapacity: true)
      linkBytes = 0
    }
    let cleaned = BodyText.cleaned(text)
    guard !cleaned.isEmpty else { return }
    let container = open.last { tree.tags[Int($0)].isBlock } ?? open.first ?? 0
    let near = open.suffix(4).reduce(into: Hints()) { $0.formUnion(tree.hints[Int($1)]) }
    let last = open.last.map { inherited[Int($0)] } ?? []
    blocks.append(
      PageBlock(
        container: container, tag: style(), text: cleaned, linkBytes: min(linkBytes, text.count),
        hints: last, nearHints: near))
  }

  /// The nearest element that says what kind of block this is.
  private func style() -> ElementTag {
    for node in open.reversed() {
      switch tree.tags[Int(node)] {
      case .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .td, .th, .dt, .dd, .blockquote, .pre,
        .figcaption, .caption, .button, .time, .address, .summary:
        return tree.tags[Int(node)]
      case .div, .section, .article, .main, .body, .aside, .nav, .footer, .header, .form, .figure:
        return .div
      default: continue
      }
    }
    return .div
  }
}
