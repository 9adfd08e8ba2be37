import ArabicText

/// What a phrase of the trie stands for: a phrase may stand for one thing of each kind.
enum PhraseKind: Int, CaseIterable, Sendable {
  case cue, title, name, boundary, particle, nisba, givenName, clauseTaker, objectNoun
}

/// The kinds of things that a phrase stands for.
struct PhraseKinds: OptionSet, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ kind: PhraseKind) { rawValue = 1 << UInt16(kind.rawValue) }
}

/// All phrases of all lexicons as one tree of folded words, so that a text is walked once.
///
/// The branches of a node and the values of a node lie side by side: a text meets most nodes cold,
/// and each costs one line of the cache.
///
/// - Complexity: O(*k* log *b*) for a phrase of *k* words and *b* branches of a node.
struct PhraseTrie: Sendable {
  private struct Node {
    /// In ``edges``.
    var firstEdge: Int32
    var edgeCount: Int32
    /// In ``values``, which has one for each of ``kinds``.
    var firstValue: Int32
    var kinds: PhraseKinds
  }
  private struct Edge {
    var word: Int32
    var node: Int32
  }

  /// The number of each folded word that occurs in a phrase.
  let vocabulary: ByteTable<Int32>
  private let roots: [Int32]
  private var nodes: [Node] = []
  /// The branches of all nodes, each node's in the order of their words.
  private let edges: [Edge]
  private var values: [Int32] = []

  init(_ builder: PhraseTrieBuilder) {
    vocabulary = builder.vocabulary
    roots = builder.roots
    let sorted = builder.edges.sorted { $0.key < $1.key }
    edges = sorted.map {
      Edge(word: Int32(bitPattern: UInt32(truncatingIfNeeded: $0.key)), node: $0.value)
    }
    var edge = 0
    for number in 0..<builder.nodeCount {
      let firstEdge = edge
      while edge < sorted.count, sorted[edge].key >> 32 == number { edge += 1 }
      var node = Node(
        firstEdge: Int32(firstEdge), edgeCount: Int32(edge - firstEdge),
        firstValue: Int32(values.count), kinds: [])
      for kind in PhraseKind.allCases {
        let value = builder.values[number * PhraseTrieBuilder.kindCount + kind.rawValue]
        guard value >= 0 else { continue }
        node.kinds.insert(PhraseKinds(kind))
        values.append(value)
      }
      nodes.append(node)
    }
  }

  /// The folded words of `form`, punctuation left out.
  static func words(of form: String) -> [[UInt8]] {
    let text = Tokenizer.tokenize(Array(form.utf8))
    return text.tokens.filter { $0.kind == .word || $0.kind == .number }
      .map { Array(text.folded($0)) }
  }

  /// The node of the phrase that is the one word `word`; negative when no phrase begins with it.
  func root(_ word: Int32) -> Int32 { roots[Int(word)] }

  /// Whether a longer phrase begins with the one that ends at `node`.
  func goesOn(_ node: Int32) -> Bool { nodes[Int(node)].edgeCount > 0 }

  /// The most branches that are looked through in turn.
  private static let shortList = 8

  /// The node behind `node` when the next word is `word`; negative when no phrase goes on so.
  func next(_ node: Int32, _ word: Int32) -> Int32 {
    var start = Int(nodes[Int(node)].firstEdge)
    var end = start + Int(nodes[Int(node)].edgeCount)
    while end - start > Self.shortList {
      let middle = (start + end) / 2
      if edges[middle].word <= word { start = middle } else { end = middle }
    }
    while start < end {
      if edges[start].word == word { return edges[start].node }
      start += 1
    }
    return -1
  }

  /// The kinds of things that the phrase which ends at `node` stands for.
  func kinds(_ node: Int32) -> PhraseKinds { nodes[Int(node)].kinds }

  /// What the phrase that ends at `node` stands for, which is something of this kind.
  func value(_ node: Int32, _ kind: PhraseKind) -> Int32 {
    let node = nodes[Int(node)]
    let before = node.kinds.rawValue & (PhraseKinds(kind).rawValue - 1)
    return values[Int(node.firstValue) + before.nonzeroBitCount]
  }
}
