import ArabicText
import ETLModel

/// What ran together behind the last sentence of a page that lost its tags: buttons, tags, headlines
/// of other stories, comments.
///
/// Labels are looked for inside words too (`التعليقات6أضف تعليقك`), for nothing parts them there.
enum GluedTail {
  /// The most sentences that a tail is made of.
  private static let maximumSentences = 8
  /// The most bytes of a tail.
  private static let maximumLength = 2_400
  /// The fewest bytes of a line that holds an article and a tail.
  private static let minimumLine = 800
  /// The most words of a sentence without a label inside a tail.
  private static let maximumGap = 11
  /// Behind how many words a tail's first label stands, and behind how many if words ran together
  /// before it: tags.
  private static let (maximumStart, maximumTags) = (2, 16)

  /// Where the tail of `text` starts, one of the starts of its `sentences`; nil when it has none.
  ///
  /// - Complexity: O(*n*) in the length of a tail, 2,400 bytes at most.
  static func start(of text: [UInt8], _ sentences: [Int]) -> Int? {
    guard text.count >= minimumLine else { return nil }
    var (end, start) = (text.count, nil as Int?)
    var tail = Marks()
    for first in sentences.dropFirst().suffix(maximumSentences).reversed() where first < end {
      guard text.count - first <= min(maximumLength, text.count / 2) else { break }
      let marks = Marks(text[first..<end])
      guard marks.first != nil || marks.words <= maximumGap, !marks.holdsText else { break }
      tail.add(marks)
      if marks.beginsTail, tail.isTail { start = first }
      end = first
    }
    return start
  }

  /// What of a tail stands in a stretch of text.
  private struct Marks {
    /// The labels of several words, by their numbers.
    private(set) var labels: Set<Int> = []
    /// The number of networks and other single words of buttons.
    private(set) var buttons = 0
    /// The number of places where two words surely ran together.
    private(set) var joints = 0
    private(set) var words = 0
    /// The number of words before the first label or button.
    private(set) var first: Int?
    /// Whether a paragraph begins there that goes on for long.
    private(set) var holdsText = false
    private var hasEarlyJoint = false

    init() {}

    init(_ text: ArraySlice<UInt8>) {
      let folded = text.withUnsafeBufferPointer { FoldedWords($0, maximum: text.count) }
      words = folded.count
      var (offset, word, wordStart) = (0, 0, 0)
      // Before which words the labels stand.
      var places: [Int] = []
      let bytes = folded.bytes
      while offset < bytes.count {
        if bytes[offset] == 0x20 {
          word += 1
          wordStart = offset + 1
        } else if !isPrefixed(bytes[wordStart..<offset]),
          let found = GluedTail.marks.longest(in: bytes, at: offset)
        {
          places.append(word)
          if found.isLabel { labels.insert(found.number) } else { buttons += 1 }
          word += bytes[offset..<offset + found.length].count { $0 == 0x20 }
          offset += found.length
          wordStart = offset
          continue
        }
        offset += 1
      }
      countJoints(text)
      first = places.first
      holdsText = folded.ends.indices.contains { index in
        guard (places.first { $0 >= index } ?? words) - index > GluedTail.maximumGap else {
          return false
        }
        return ParagraphOpening.opens(
          Self.word(index, of: folded), Self.word(index + 1, of: folded))
      }
    }

    /// Whether a conjunction or a preposition of one letter is all that stands before a mark in its
    /// word, as in a text: `وفيسبوك`.
    private func isPrefixed(_ before: ArraySlice<UInt8>) -> Bool {
      before.count == 2 && ["و", "ف", "ب", "ل"].contains { before.elementsEqual($0.utf8) }
    }

    /// The word at `index`; empty behind the last.
    private static func word(_ index: Int, of words: FoldedWords) -> ArraySlice<UInt8> {
      guard index < words.ends.count else { return [] }
      return words.bytes[(index == 0 ? 0 : words.ends[index - 1] + 1)..<words.ends[index]]
    }

    /// Counts letters behind one that only ends words: `ة`, or behind a letter of another script.
    private mutating func countJoints(_ text: ArraySlice<UInt8>) {
      var word = 0
      for offset in text.indices.dropFirst(2).dropLast() {
        if text[offset] == 0x20 { word += 1 }
        // Letters of the language, no vowel signs: `قائلةً`.
        guard
          text[offset] == 0xD8 && text[offset + 1] >= 0xA1
            || text[offset] == 0xD9 && (0x81...0x8A).contains(text[offset + 1])
        else { continue }
        let isBehindEnd = text[offset - 2] == 0xD8 && text[offset - 1] == 0xA9
        guard isBehindEnd || MarkupByte.isLetter(text[offset - 1]) else { continue }
        joints += 1
        if word <= GluedTail.maximumTags { hasEarlyJoint = true }
      }
    }

    /// Whether the stretch may be the first of a tail.
    var beginsTail: Bool {
      guard let first else { return false }
      return first <= GluedTail.maximumStart || first <= GluedTail.maximumTags && hasEarlyJoint
    }

    /// Whether the stretch is no text.
    var isTail: Bool {
      labels.count >= 2 || labels.count == 1 && buttons + joints >= 2 || buttons >= 3 && joints >= 2
    }

    mutating func add(_ other: Marks) {
      labels.formUnion(other.labels)
      buttons += other.buttons
      joints += other.joints
    }
  }

  /// The labels that are looked for, by how they begin.
  private struct MarkTable: Sendable {
    private var marks: [(bytes: [UInt8], isLabel: Bool)] = []
    private var numbers: [UInt64: [Int]] = [:]
    /// Whether a mark begins so, by ``place(of:)``: most words do not.
    private var isBeginning = [Bool](repeating: false, count: 1 << 12)

    init(labels: [String], buttons: [String]) {
      for (phrases, isLabel) in [(labels, true), (buttons, false)] {
        for phrase in phrases {
          let bytes = TextKey(Array(phrase.utf8)).bytes
          // What is shorter stands in any text: `a a`.
          guard let beginning = Self.beginning(of: bytes, at: 0) else { continue }
          isBeginning[Self.place(of: beginning)] = true
          numbers[beginning, default: []].append(marks.count)
          marks.append((bytes, isLabel))
        }
      }
    }

    /// The four Arabic letters or the six others at `offset`; nil if fewer stand there or none starts.
    private static func beginning(of bytes: [UInt8], at offset: Int) -> UInt64? {
      let count = bytes[offset] < 0x80 ? 6 : 8
      guard bytes[offset] & 0xC0 != 0x80, offset + count <= bytes.count else { return nil }
      return (0..<count).reduce(0) { $0 << 8 | UInt64(bytes[offset + $1]) }
    }

    /// Twelve bits of a product: multiplicative hashing (Knuth, *The Art of Computer Programming* 3).
    private static func place(of beginning: UInt64) -> Int {
      Int((beginning &* 0x9E37_79B9_7F4A_7C15) >> 52)
    }

    /// The longest mark that stands at `offset`, its number and its length in bytes.
    func longest(
      in bytes: [UInt8], at offset: Int
    ) -> (number: Int, length: Int, isLabel: Bool)? {
      guard let beginning = Self.beginning(of: bytes, at: offset),
        isBeginning[Self.place(of: beginning)], let candidates = numbers[beginning]
      else { return nil }
      let found = candidates.filter { bytes[offset...].starts(with: marks[$0].bytes) }
      return found.max { marks[$0].bytes.count < marks[$1].bytes.count }.map {
        ($0, marks[$0].bytes.count, marks[$0].isLabel)
      }
    }
  }

  private static let marks = MarkTable(
    labels: Labels.tailLabels, buttons: Labels.networks + Labels.tailButtons)
}
