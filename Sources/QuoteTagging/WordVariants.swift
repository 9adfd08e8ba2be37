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

  /// Object pronouns, the longest first.
  private static let pronouns: [[UInt8]] = ["هما", "هم", "ها", "هن", "نا", "ني", "كم", "ه"]
    .map { Array($0.utf8) }

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
    guard Self.mayEndPronoun(word) else { return }
    for pronoun in Self.pronouns where word.count >= pronoun.count + 4 {
      if word[(word.count - pronoun.count)...].elementsEqual(pronoun) {
        let stem = UnsafeBufferPointer(rebasing: word[..<(word.count - pronoun.count)])
        add(stem, clitics.union(.pronoun))
      }
    }
  }

  /// Whether the last letter of `word` is one that a pronoun ends with: ا ه م ن ي.
  private static func mayEndPronoun(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count >= 2 else { return false }
    switch (word[word.count - 2], word[word.count - 1]) {
    case (0xD8, 0xA7), (0xD9, 0x87), (0xD9, 0x85), (0xD9, 0x86), (0xD9, 0x8A): return true
    default: return false
    }
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
    offset + 1 < word.count && word[offset] == letter.0 && word[offset + 1] == letter.1
  }

  private static func drop(
    _ word: UnsafeBufferPointer<UInt8>, _ count: Int
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: word[count...])
  }
}
