import ArabicText

/// `word`, which is folded, without the article.
func bareWord(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  word.count > 6 && word.starts(with: "ال".utf8) ? word.dropFirst(4) : word
}

/// The numbers of folded words without article, so that names are compared without strings: words
/// of the lexicons have the number of the vocabulary, others get one when they are first met.
struct WordNumbers: Sendable {
  private let text: AnnotatedText
  private var own = ByteTable<Int32>(minimumCapacity: 64)
  /// The number of the word at each token; -1 before it was asked for.
  private var numbers: [Int32]

  init(text: AnnotatedText) {
    self.text = text
    numbers = Array(repeating: -1, count: text.count)
  }

  /// The number of the word at `index`.
  mutating func number(at index: Int) -> Int32 {
    if numbers[index] >= 0 { return numbers[index] }
    let listed = text.numbers[index]
    if listed >= 0, text.tables.wordEntries.entries[Int(listed)].isBare {
      numbers[index] = listed
      return listed
    }
    var word = text.bareWord(index)
    // `للبيت` is `البيت` behind ل.
    if text.isPrepositional(index), word.count > 6, text.begins(index, "لل") {
      word = word.lowerBound + 4..<word.upperBound
    }
    numbers[index] = number(of: word)
    return numbers[index]
  }

  /// The numbers of the words among `tokens`.
  mutating func numbers(of tokens: Range<Int>) -> [Int32] {
    var list: [Int32] = []
    list.reserveCapacity(tokens.count)
    for token in tokens where text.isWord(token) { list.append(number(at: token)) }
    return list
  }

  /// The number of the word at `bytes` of the folded text, which has no article.
  mutating func number(of bytes: Range<Int>) -> Int32 {
    let vocabulary = text.tables.trie.vocabulary
    return text.text.folded.withUnsafeBufferPointer { folded in
      let word = UnsafeBufferPointer(rebasing: folded[bytes])
      if let number = vocabulary.value(for: word) ?? own.value(for: word) { return number }
      let number = Int32(vocabulary.count + own.count)
      own.insert(number, for: word)
      return number
    }
  }
}
