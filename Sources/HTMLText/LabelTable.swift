import ArabicText
import ETLModel

/// Finds the labels of ``Labels`` at the start of a piece.
struct LabelTable: Sendable {
  /// A label that a piece begins with.
  struct Match {
    var row: Labels.Row
    /// The number of words of the label.
    var words: Int
    /// Whether nothing follows the label in its piece.
    var isWhole: Bool
    /// Whether a colon or dash parts the label from what follows.
    var isParted: Bool
  }

  static let shared = LabelTable()

  private static let maximumWords = 7
  private let rows: ByteTable<Int>
  /// The first words of labels that may stand inside a line.
  private let firstWords: ByteTable<Bool>

  private init() {
    var table = ByteTable<Int>()
    var first = ByteTable<Bool>()
    for (index, row) in Labels.rows.enumerated() {
      for phrase in row.phrases {
        let key = TextKey(Array(phrase.utf8))
        table[key.bytes[...]] = index
        if Self.isGlued(row) { first[key.word(0)] = true }
      }
    }
    rows = table
    firstWords = first
  }

  /// Whether a label may have run into a line: one that is no beginning of a sentence.
  static func isGlued(_ row: Labels.Row) -> Bool {
    switch row.kind {
    case .caption, .other: row.takesSentences
    case .navigation: row.rule != "navigation.control" && row.rule != "navigation.more"
    default: row.rule != "related.pointer" && row.rule != "source.syndication"
    }
  }

  /// Whether a headline ran into the label before it: `اقرأ أيضامعرض للكتاب …`.
  static func isReadAlsoGlued(_ key: TextKey) -> Bool {
    guard key.wordEnds.count >= 4, key.word(0).elementsEqual("اقرا".utf8) else { return false }
    let second = key.word(1)
    return second.count >= 12 && second.starts(with: "ايضا".utf8)
  }

  /// Whether folded `words` are a label that may have run into a line.
  func isGlued(_ words: ArraySlice<UInt8>) -> Bool {
    guard let index = rows[words] else { return false }
    return Self.isGlued(Labels.rows[index])
  }

  /// Whether `key` is two labels and more, one behind the other, agencies among them:
  /// `إعلان اقرأ المزيد`.
  func isRow(_ key: TextKey) -> Bool {
    guard key.wordCount <= 8, key.wordCount == key.wordEnds.count else { return false }
    var (index, labels) = (0, 0)
    while index < key.wordCount {
      let longest = (1...min(4, key.wordCount - index)).last {
        let words = key.words(index..<index + $0)
        return rows[words] != nil || Credits.agency(Array(words)) != nil
      }
      guard let longest else { return false }
      index += longest
      labels += 1
    }
    return labels >= 2
  }

  /// Whether folded `words` are a note of an advertisement, which stands alone.
  func isNote(_ words: ArraySlice<UInt8>) -> Bool {
    rows[words].map { Labels.rows[$0].rule == "promo.advertisement" } ?? false
  }

  /// Whether folded `words` say that a picture follows or stood there: `صورة توضيحية`.
  func isPictureNote(_ words: ArraySlice<UInt8>) -> Bool {
    rows[words].map { Labels.rows[$0].rule == "caption.label" } ?? false
  }

  /// Whether folded `words` are a button or a menu's entry.
  func isButton(_ words: ArraySlice<UInt8>) -> Bool {
    guard let index = rows[words] else { return false }
    let kind = Labels.rows[index].kind
    return kind == .share || kind == .navigation || kind == .promo
  }

  /// Whether a label that may have run into a line begins with the folded `word`.
  func begins(_ word: ArraySlice<UInt8>) -> Bool { firstWords[word] != nil }

  /// The number of words of the shortest label that `key` begins with and that may have run into
  /// a line; nil when it begins with none.
  func words(of key: TextKey) -> Int? {
    (1...Self.maximumWords).prefix { $0 <= key.wordEnds.count }.first {
      rows[key.words(0..<$0)].map { Self.isGlued(Labels.rows[$0]) } ?? false
    }
  }

  /// The longest label that `piece` begins with and that fits it.
  ///
  /// - Complexity: O(1).
  func match(_ piece: TextPiece) -> Match? {
    let key = piece.key
    var count = min(Self.maximumWords, key.wordEnds.count)
    while count > 0 {
      if let index = rows[key.words(0..<count)] {
        let row = Labels.rows[index]
        let isWhole = isCount(key, from: count)
        let isParted = !isWhole && self.isParted(piece.text, count, row)
        let match = Match(row: row, words: count, isWhole: isWhole, isParted: isParted)
        if fits(match, piece) { return match }
      }
      count -= 1
    }
    return counted(key)
  }

  /// Whether a mark parts the label from what follows, or the name of the site and a colon do:
  /// `اقرأ أيضا على صحيفة النور: …`.
  private func isParted(_ text: [UInt8], _ count: Int, _ row: Labels.Row) -> Bool {
    if TextOffsets.isParted(text, afterWords: count) { return true }
    guard row.kind == .related, count >= 2 else { return false }
    let end = TextOffsets.end(of: count, in: text)
    guard let colon = text[end...].prefix(48).firstIndex(of: 0x3A) else { return false }
    return TextKey(Array(text[end..<colon])).wordCount <= 3
  }

  /// A count and what it counts: `3 تعليقات`, `مشاهدات: 1,204`.
  private func counted(_ key: TextKey) -> Match? {
    // A comma parts a number into two words.
    guard (2...3).contains(key.wordCount), key.wordCount == key.wordEnds.count else { return nil }
    let last = key.wordCount - 1
    let isCounted = [(0, 1..<key.wordCount), (last, 0..<last)].contains { word, numbers in
      Phrases.counters.contains(key.word(word))
        && numbers.allSatisfy { key.isNumber($0) }
    }
    guard isCounted else { return nil }
    return Match(row: Labels.counter, words: key.wordCount, isWhole: true, isParted: false)
  }

  /// Whether at most a number follows the label, perhaps with what it counts: `تعليقات (3)`.
  private func isCount(_ key: TextKey, from count: Int) -> Bool {
    let isCounted =
      key.wordCount == count + 2 && key.wordEnds.count == count + 2
      && (Phrases.counters.contains(key.word(count + 1))
        || Phrases.repetitions.contains(key.word(count + 1)))
    guard key.wordCount <= count + 1 || isCounted else { return false }
    guard key.wordCount > count else { return true }
    return key.isNumber(count)
  }

  private func fits(_ match: Match, _ piece: TextPiece) -> Bool {
    switch match.row.fit {
    case .whole: match.isWhole
    case .parted:
      match.isWhole || match.isParted
        || match.row.startsHeadlines && match.words >= 2 && piece.isHeadingLike
    case .start:
      piece.words <= match.row.maximumWords || match.isParted && match.row.reach == .headlines
    }
  }
}

/// Ways from words to bytes.
enum TextOffsets {
  /// The whole words from `start` on that fit into `maximum` bytes before `limit`.
  ///
  /// A key is made of whole letters only.
  static func words(
    of text: [UInt8], from start: Int, before limit: Int, maximum: Int
  ) -> ArraySlice<UInt8> {
    let end = start + maximum
    guard end < limit else { return text[start..<limit] }
    return text[start..<(text[start..<end].lastIndex(of: 0x20) ?? start)]
  }

  /// The offset behind the `count`-th word of `text`, with the marks that follow it up to a space.
  static func end(of count: Int, in text: [UInt8]) -> Int {
    text.withUnsafeBufferPointer { bytes in
      var offset = 0
      var words = 0
      var isInside = false
      while offset < bytes.count {
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        let isWord = CharacterClass.of(scalar).isWordPart
        if isWord, !isInside {
          if words == count { return offset }
          words += 1
        } else if !isWord, isInside, words == count {
          return offset
        }
        isInside = isWord
        offset += length
      }
      return bytes.count
    }
  }

  /// Whether the words up to the `count`-th and the next are parted by a colon, a bar, a slash or a dash.
  static func isParted(_ text: [UInt8], afterWords count: Int) -> Bool {
    let end = end(of: count, in: text)
    return text.withUnsafeBufferPointer { bytes in
      var offset = end
      while offset < bytes.count {
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        switch scalar {
        // `Save-the-date`, `Email/SMS`: one word with a mark in it.
        case 0x2D, 0x2F:
          let next = offset + 1 < bytes.count ? bytes[offset + 1] | 0x20 : 0
          return offset > end || next &- 0x61 >= 26
        case 0x2E: return offset + 1 < bytes.count && bytes[offset + 1] == 0x2E
        case 0x3A, 0x7C, 0x2013, 0x2014, 0xBB, 0x203A, 0x2022, 0x2026: return true
        case 0x20: offset += length
        default: return false
        }
      }
      return false
    }
  }
}
