import ArabicText

/// A ``PhraseTrie`` while the lexicons are entered.
struct PhraseTrieBuilder {
  static let kindCount = PhraseKind.allCases.count
  /// The number of each folded word that occurs in a phrase.
  private(set) var vocabulary = ByteTable<Int32>()
  /// The node of each word that begins a phrase; -1 for others.
  private(set) var roots: [Int32] = []
  /// The node behind each node by the next word; see ``edge(_:_:)``.
  private(set) var edges: [UInt64: Int32] = [:]
  /// What each node stands for, by kind; -1 for nothing.
  private(set) var values: [Int32] = []

  var nodeCount: Int { values.count / Self.kindCount }

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
    let root = Int(intern(first))
    if roots[root] < 0 { roots[root] = addNode() }
    var node = roots[root]
    for word in words.dropFirst() {
      let edge = Self.edge(node, intern(word))
      if let next = edges[edge] {
        node = next
      } else {
        node = addNode()
        edges[edge] = node
      }
    }
    precondition(value < 1 << 23, "a lexicon has too many forms")
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
    return Int32(nodeCount - 1)
  }

  private static func edge(_ node: Int32, _ word: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
  }
}
