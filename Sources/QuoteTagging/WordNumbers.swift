import ArabicText

/// `word`, which is folded, without the article.
func bareWord(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let hasArticle =
    word.count > 6 && word.starts(with: [0xD8, 0xA7, 0xD9, 0x84] as [UInt8])
  return hasArticle ? word.dropFirst(4) : word
}

/// The numbers of folded words without article, so that names are compared without strings: words
/// of the lexicons have the number of the vocabulary, others get one when they are first met.
struct WordNumbers: Sendable {
  private let text: AnnotatedText
  private var own = ByteTable<Int32>()
  /// The number of the word at each token; -1 before it was asked for.
  private var numbers: [Int32]

  init(text: AnnotatedText) {
    self.text = text
    numbers = Array(repeating: -1, count: text.count)
  }

  /// The number of the word at `index`.
  mutating func number(at index: Int) -> Int32 {
    if numbers[index] >= 0 { return numbers[index] }
    let word = text.text.folded(text.text.tokens[index])
    // `للبيت` is `البيت` behind ل.
    let isAttached =
      text.isPrepositional(index) && word.count > 6 && word.starts(with: "لل".utf8)
    numbers[index] = number(of: isAttached ? word.dropFirst(4) : bareWord(word))
    return numbers[index]
  }

  /// The numbers of the words among `tokens`.
  mutating func numbers(of tokens: Range<Int>) -> [Int32] {
    var list: [Int32] = []
    for token in tokens where text.isWord(token) { list.append(number(at: token)) }
    return list
  }

  /// The number of `word`, which is folded and has no article.
  mutating func number(of word: ArraySlice<UInt8>) -> Int32 {
    if let number = text.tables.trie.vocabulary[word] { return number }
    if let number = own[word] { return number }
    let number = Int32(text.tables.trie.vocabulary.count + own.count)
    own[word] = number
    return number
  }
}
