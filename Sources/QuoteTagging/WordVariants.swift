import ArabicText

/// What is attached to a word.
struct Clitics: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  /// و or ف.
  static let conjunction = Clitics(rawValue: 1)
  static let ba = Clitics(rawValue: 2)
  static let la = Clitics(rawValue: 4)
  static let ka = Clitics(rawValue: 8)
  static let article = Clitics(rawValue: 16)
  /// س before a present.
  static let future = Clitics(rawValue: 32)
  /// An object or possessive pronoun at the end.
  static let pronoun = Clitics(rawValue: 64)
  /// The ا of an indefinite accusative: `متحدثا`.
  static let accusative = Clitics(rawValue: 128)

  static let prepositions: Clitics = [.ba, .la, .ka]
}

/// A word without some of what may be attached to it, by its number in the vocabulary.
struct WordVariant: Sendable {
  var word: Int32
  var clitics: Clitics
}

/// Finds the words of the lexicons that a written word may be, once attached letters are set
/// aside: `وللرئيس` → و + ل + الرئيس, and و + ل + ال + رئيس.
struct WordVariants {
  private let vocabulary: ByteTable<Int32>
  private(set) var found: [WordVariant] = []
  private var joined: [UInt8] = []

  init(_ vocabulary: ByteTable<Int32>) { self.vocabulary = vocabulary }

  // The second bytes of Arabic letters, all of which begin with 0xD8 or 0xD9.
  private static let alef: (UInt8, UInt8) = (0xD8, 0xA7)
  private static let lam: (UInt8, UInt8) = (0xD9, 0x84)
  private static let waw: (UInt8, UInt8) = (0xD9, 0x88)
  private static let fa: (UInt8, UInt8) = (0xD9, 0x81)
  private static let ba: (UInt8, UInt8) = (0xD8, 0xA8)
  private static let kaf: (UInt8, UInt8) = (0xD9, 0x83)
  private static let sin: (UInt8, UInt8) = (0xD8, 0xB3)

  private static let ha: (UInt8, UInt8) = (0xD9, 0x87)
  private static let mim: (UInt8, UInt8) = (0xD9, 0x85)
  private static let nun: (UInt8, UInt8) = (0xD9, 0x86)
  private static let ya: (UInt8, UInt8) = (0xD9, 0x8A)

  /// Sets ``found`` to the variants of `word`, which is folded, the whole word first.
  ///
  /// - Parameter number: The number of `word` itself in the vocabulary; negative for none.
  mutating func find(_ word: UnsafeBufferPointer<UInt8>, number: Int32) {
    found.removeAll(keepingCapacity: true)
    if number >= 0 { found.append(WordVariant(word: number, clitics: [])) }
    addParts(word, [])
    if word.count > 4, Self.at(word, 0, Self.waw) || Self.at(word, 0, Self.fa) {
      addStem(Self.drop(word, 2), .conjunction)
    }
  }

  private mutating func addStem(_ word: UnsafeBufferPointer<UInt8>, _ clitics: Clitics) {
    add(word, clitics)
    addParts(word, clitics)
  }

  /// Adds what is left of `word` when something attached to it is set aside.
  private mutating func addParts(_ word: UnsafeBufferPointer<UInt8>, _ clitics: Clitics) {
    if word.count < 6 {
      if word.count == 4 { addPreposition(word, clitics) }
      return
    }
    if Self.at(word, 0, Self.alef), Self.at(word, 2, Self.lam) {
      add(Self.drop(word, 4), clitics.union(.article))
    } else if Self.at(word, 0, Self.sin) {
      add(Self.drop(word, 2), clitics.union(.future))
    } else {
      addPreposition(word, clitics)
    }
    if Self.at(word, word.count - 2, Self.alef), clitics.isSubset(of: .conjunction) {
      let stem = UnsafeBufferPointer(rebasing: word[..<(word.count - 2)])
      add(stem, clitics.union(.accusative))
    }
    let pronoun = Self.pronounLength(word)
    if pronoun > 0 { addWithout(pronoun, of: word, clitics) }
  }

  private mutating func addWithout(
    _ count: Int, of word: UnsafeBufferPointer<UInt8>, _ clitics: Clitics
  ) {
    guard word.count >= count + 4 else { return }
    let stem = UnsafeBufferPointer(rebasing: word[..<(word.count - count)])
    add(stem, clitics.union(.pronoun))
  }

  /// The length in bytes of the object pronoun that `word` ends with: هما هم ها هن نا ني كم ه; 0 for
  /// none.
  private static func pronounLength(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let end = word.count
    if at(word, end - 2, ha) { return 2 }
    let before = end - 4
    if at(word, end - 2, alef) {
      if at(word, before, ha) { return 4 }
      if at(word, before, mim), at(word, end - 6, ha) { return 6 }
      return at(word, before, nun) ? 4 : 0
    }
    if at(word, end - 2, mim) { return at(word, before, ha) || at(word, before, kaf) ? 4 : 0 }
    if at(word, end - 2, nun) { return at(word, before, ha) ? 4 : 0 }
    if at(word, end - 2, ya) { return at(word, before, nun) ? 4 : 0 }
    return 0
  }

  private mutating func addPreposition(_ word: UnsafeBufferPointer<UInt8>, _ clitics: Clitics) {
    let preposition: Clitics
    if Self.at(word, 0, Self.ba) {
      preposition = .ba
    } else if Self.at(word, 0, Self.lam) {
      preposition = .la
    } else if Self.at(word, 0, Self.kaf) {
      preposition = .ka
    } else {
      return
    }
    let clitics = clitics.union(preposition)
    if preposition == .la, word.count > 6, Self.at(word, 2, Self.lam) {
      // ل + ال is written لل.
      let rest = Self.drop(word, 4)
      add(rest, clitics.union(.article))
      joined.removeAll(keepingCapacity: true)
      joined.append(contentsOf: [0xD8, 0xA7, 0xD9, 0x84])
      joined.append(contentsOf: rest)
      joined.withUnsafeBufferPointer { word in
        if let number = vocabulary.value(for: word) {
          found.append(WordVariant(word: number, clitics: clitics))
        }
      }
      return
    }
    let rest = Self.drop(word, 2)
    add(rest, clitics)
    if rest.count > 6, Self.at(rest, 0, Self.alef), Self.at(rest, 2, Self.lam) {
      add(Self.drop(rest, 4), clitics.union(.article))
    }
  }

  private mutating func add(_ word: UnsafeBufferPointer<UInt8>, _ clitics: Clitics) {
    if let number = vocabulary.value(for: word) {
      found.append(WordVariant(word: number, clitics: clitics))
    }
  }

  private static func at(
    _ word: UnsafeBufferPointer<UInt8>, _ offset: Int, _ letter: (UInt8, UInt8)
  ) -> Bool {
    offset >= 0 && offset + 1 < word.count && word[offset] == letter.0
      && word[offset + 1] == letter.1
  }

  private static func drop(
    _ word: UnsafeBufferPointer<UInt8>, _ count: Int
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: word[count...])
  }
}
