import ArabicText

/// What each word of the vocabulary may be, computed once, so that a text's words are not taken apart.
struct WordEntries: Sendable {
  /// What a word of the vocabulary may be.
  struct Entry: Sendable {
    /// What it stands for by itself: the first, and where the others are in ``WordEntries/singles``.
    fileprivate(set) var single = Single()
    fileprivate(set) var firstSingle: Int32 = 0
    /// The number of all of them.
    fileprivate(set) var singleCount: UInt8 = 0
    fileprivate(set) var isDefinite = false
    fileprivate(set) var isPrepositional = false
    fileprivate(set) var isObjectNoun = false
    /// Whether the word as it stands is what names are compared by; see ``WordNumbers``.
    fileprivate(set) var isBare = true
    /// Its variants that longer phrases begin with, in ``WordEntries/longer``.
    fileprivate(set) var firstLonger: Int32 = 0
    fileprivate(set) var longerCount: Int32 = 0
  }

  /// What a word stands for by itself.
  struct Single: Sendable {
    var value: Int32 = -1
    var clitics: Clitics = []
    var kind = PhraseKind.cue
  }

  /// By the number of the word in the vocabulary.
  private(set) var entries: [Entry] = []
  private(set) var singles: [Single] = []
  private(set) var longer: [WordVariant] = []

  /// Takes the words of `trie` apart: each itself first, then without attached letters.
  init(_ trie: PhraseTrie, _ cues: CueLexicon) {
    var finder = WordVariants(trie.vocabulary)
    for number in 0..<trie.vocabulary.count {
      var info = TokenInfo()
      trie.vocabulary.key(at: number).withUnsafeBufferPointer { word in
        finder.find(word, number: Int32(number))
        (info.isDefinite, info.isPrepositional) = TokenAnnotator.article(word)
      }
      let word = trie.vocabulary.key(at: number)
      var entry = Entry(firstSingle: Int32(singles.count), firstLonger: Int32(longer.count))
      for variant in finder.found {
        let root = trie.root(variant.word)
        guard root >= 0 else { continue }
        info.keep(root, variant.clitics, 0..<1, trie, cues)
        if trie.goesOn(root) { longer.append(variant) }
      }
      for kind in PhraseKind.allCases where info[kind].value >= 0 {
        let single = Single(value: info[kind].value, clitics: info[kind].clitics, kind: kind)
        if entry.singleCount == 0 { entry.single = single } else { singles.append(single) }
        entry.singleCount += 1
      }
      (entry.isDefinite, entry.isPrepositional) = (info.isDefinite, info.isPrepositional)
      entry.isObjectNoun = info.isObjectNoun
      entry.isBare = bareWord(word).count == word.count && !word.starts(with: "لل".utf8)
      entry.longerCount = Int32(longer.count) - entry.firstLonger
      entries.append(entry)
    }
  }
}
