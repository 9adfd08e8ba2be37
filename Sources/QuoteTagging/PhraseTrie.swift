import ArabicText

/// What a phrase of the trie stands for: a phrase may stand for one thing of each kind.
enum PhraseKind: Int, CaseIterable, Sendable {
  case cue, title, name, boundary, particle, nisba, givenName, clauseTaker, objectNoun
}

/// All phrases of all lexicons as one tree of folded words, so that a text is walked once.
///
/// - Complexity: O(*k*) look-ups for a phrase of *k* words.
struct PhraseTrie: Sendable {
  private static let kindCount = PhraseKind.allCases.count
  /// The number of each folded word that occurs in a phrase.
  private(set) var vocabulary = ByteTable<Int32>()
  private var roots: [Int32] = []
  /// The edges by node and word, in open addressing: keys with the slot's node behind them.
  private var edges: [(key: UInt64, node: Int32)] = Array(repeating: (0, -1), count: 1024)
  private var edgeCount = 0
  private var values: [Int32] = []

  /// The folded words of `form`, punctuation left out.
  static func words(of form: String) -> [[UInt8]] {
    let text = Tokenizer.tokenize(Array(form.utf8))
    return text.tokens.filter { $0.kind == .word || $0.kind == .number }
      .map { Array(text.folded($0)) }
  }

  /// Enters `words` as `value` of `kind`, in both spellings of `مسؤول`; an earlier value stays unless
  /// `replaces` says otherwise.
  mutating func insert(
    _ words: [[UInt8]], kind: PhraseKind, value: Int, replaces: (Int) -> Bool = { _ in false }
  ) {
    enter(words, kind: kind, value: value, replaces: replaces)
    let others = words.map { Self.otherSpelling($0) ?? $0 }
    if others != words { enter(others, kind: kind, value: value, replaces: replaces) }
  }

  private mutating func enter(
    _ words: [[UInt8]], kind: PhraseKind, value: Int, replaces: (Int) -> Bool
  ) {
    guard let first = words.first else { return }
    let root = intern(first)
    if roots[Int(root)] < 0 { roots[Int(root)] = addNode() }
    var node = roots[Int(root)]
    for word in words.dropFirst() {
      let key = Self.edge(node, intern(word))
      if let next = edge(key) {
        node = next
      } else {
        node = addNode()
        addEdge(key, to: node)
      }
    }
    let slot = Int(node) * Self.kindCount + kind.rawValue
    if values[slot] < 0 || replaces(Int(values[slot])) { values[slot] = Int32(value) }
  }

  /// The number of `word`, which is folded; a new one when it has none yet.
  mutating func intern(_ word: [UInt8]) -> Int32 {
    if let number = vocabulary[word[...]] { return number }
    let number = Int32(vocabulary.count)
    vocabulary[word[...]] = number
    roots.append(-1)
    return number
  }

  /// `مسئول` of `مسؤول`, as it is written in Egypt; nil for other words.
  private static func otherSpelling(_ word: [UInt8]) -> [UInt8]? {
    // What both fold to.
    let (written, egyptian) = (Array("وو".utf8), Array("يو".utf8))
    for index in word.indices.dropLast(3) where word[index...].starts(with: written) {
      return word[..<index] + egyptian + word[(index + 4)...]
    }
    return nil
  }

  private mutating func addNode() -> Int32 {
    values.append(contentsOf: repeatElement(-1, count: Self.kindCount))
    return Int32(values.count / Self.kindCount - 1)
  }

  private static func edge(_ node: Int32, _ word: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
  }

  /// The node of the phrase that is the one word `word`.
  func root(_ word: Int32) -> Int32 { roots[Int(word)] }

  /// The node behind `node` when the next word is `word`; nil when no phrase goes on so.
  func next(_ node: Int32, _ word: Int32) -> Int32? { edge(Self.edge(node, word)) }

  private func edge(_ key: UInt64) -> Int32? {
    let node = edges[slot(of: key)].node
    return node < 0 ? nil : node
  }

  private func slot(of key: UInt64) -> Int {
    let mask = edges.count - 1
    var slot = Int(truncatingIfNeeded: ByteHash.mix(key)) & mask
    while edges[slot].node >= 0, edges[slot].key != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func addEdge(_ key: UInt64, to node: Int32) {
    if (edgeCount + 1) * 2 > edges.count {
      let old = edges
      edges = Array(repeating: (0, -1), count: old.count * 2)
      for edge in old where edge.node >= 0 { edges[slot(of: edge.key)] = edge }
    }
    edges[slot(of: key)] = (key, node)
    edgeCount += 1
  }

  /// What the phrase that ends at `node` stands for; nil for nothing of this kind.
  func value(_ node: Int32, _ kind: PhraseKind) -> Int? {
    let value = values[Int(node) * Self.kindCount + kind.rawValue]
    return value < 0 ? nil : Int(value)
  }
}
