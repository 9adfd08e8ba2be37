import ArabicText

/// The last words of the names that an article introduces: `الحلبي` of `سامر الحلبي`.
struct Surnames: Sendable {
  private let text: AnnotatedText
  private var words = ByteTable<Bool>()

  init(text: AnnotatedText) { self.text = text }

  /// Adds the surname of the name at `tokens`.
  mutating func add(_ tokens: Range<Int>) {
    guard let last = tokens.last(where: { text.isWord($0) }) else { return }
    words[bareWord(text.text.folded(text.text.tokens[last]))] = true
  }

  /// Whether the word at `token` is one of them.
  func contains(_ token: Int) -> Bool {
    guard text.isWord(token) else { return false }
    return words[bareWord(text.text.folded(text.text.tokens[token]))] ?? false
  }
}
