import ArabicText

/// Hashes of the folded words of a text, to compare texts by runs of words.
package enum TextWords {
  /// A hash of each folded word and number of `text`, which is valid UTF-8.
  package static func hashes(_ text: [UInt8]) -> [UInt64] {
    let tokenized = Tokenizer.tokenize(text)
    return tokenized.folded.withUnsafeBufferPointer { folded in
      tokenized.tokens.compactMap { token in
        guard token.kind == .word || token.kind == .number else { return nil }
        let range = Int(token.foldedStart)..<Int(token.foldedEnd)
        return ByteHash.hash(UnsafeBufferPointer(rebasing: folded[range]))
      }
    }
  }

  /// One hash for a folded word.
  static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
    word.withUnsafeBufferPointer { ByteHash.hash($0) }
  }

  /// One hash for the four words from `start`.
  static func shingle(_ words: [UInt64], _ start: Int) -> UInt64 {
    var hash: UInt64 = 0
    for word in words[start..<start + 4] { hash = ByteHash.mix(hash &* 31 &+ word) }
    return hash
  }
}
