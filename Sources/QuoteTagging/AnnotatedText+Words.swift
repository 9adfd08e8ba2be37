import ArabicText

/// The letters of a text's words, which are compared as bytes.
extension AnnotatedText {
  /// Whether a word is a lone letter and a tatweel before another script: `لـCNN`.
  func hasDetachedLetter(_ index: Int) -> Bool {
    let token = text.tokens[index]
    let (start, end) = (Int(token.start), Int(token.end))
    return end - start > 4 && text.text[start + 3] == 0x80 && text.text[start + 2] == 0xD9
      && text.text[start + 4] < 0x80
  }

  /// Whether a word is written with the vowel sign of an accusative, as no subject is: `بيانًا`.
  func endsInTanwin(_ index: Int) -> Bool {
    guard isWord(index) else { return false }
    let token = text.tokens[index]
    var end = Int(token.end)
    let start = Int(token.start)
    // The alef that carries it.
    if end - start > 2, text.text[end - 1] == 0xA7, text.text[end - 2] == 0xD8 { end -= 2 }
    return end - start >= 2 && text.text[end - 1] == 0x8B && text.text[end - 2] == 0xD9
  }

  /// Whether `letters` stand at a byte of the folded text.
  func isFolded(_ letters: StaticString, at start: Int) -> Bool {
    start + letters.utf8CodeUnitCount <= text.folded.count && reads(letters, text.folded, at: start)
  }

  /// Whether a token as it is written ends with `suffix`.
  func isWritten(_ index: Int, endingWith suffix: StaticString) -> Bool {
    let token = text.tokens[index]
    return Int(token.end - token.start) >= suffix.utf8CodeUnitCount
      && reads(suffix, text.text, at: Int(token.end) - suffix.utf8CodeUnitCount)
  }

  /// Whether the folded form of a token is `word`, which is folded; false when there is no such token.
  func reads(_ index: Int, _ word: StaticString) -> Bool {
    guard index >= 0, index < text.tokens.count else { return false }
    let token = text.tokens[index]
    return Int(token.foldedEnd - token.foldedStart) == word.utf8CodeUnitCount
      && reads(word, text.folded, at: Int(token.foldedStart))
  }

  /// Whether the folded form of a token is one of `words`, which are folded and stand apart by a space.
  func reads(_ index: Int, anyOf words: StaticString) -> Bool {
    guard index >= 0, index < text.tokens.count else { return false }
    let start = Int(text.tokens[index].foldedStart)
    let length = foldedLength(index)
    var (offset, isEqual) = (0, true)
    for place in 0...words.utf8CodeUnitCount {
      let byte = place < words.utf8CodeUnitCount ? words.utf8Start[place] : 0x20
      if byte == 0x20 {
        if isEqual, offset == length { return true }
        (offset, isEqual) = (0, true)
      } else {
        isEqual = isEqual && offset < length && text.folded[start + offset] == byte
        offset += 1
      }
    }
    return false
  }

  /// Whether the folded form of a token begins with `prefix`.
  func begins(_ index: Int, _ prefix: StaticString) -> Bool {
    let token = text.tokens[index]
    return Int(token.foldedEnd - token.foldedStart) >= prefix.utf8CodeUnitCount
      && reads(prefix, text.folded, at: Int(token.foldedStart))
  }

  /// Whether the folded form of a token ends with `suffix`.
  func ends(_ index: Int, _ suffix: StaticString) -> Bool {
    let token = text.tokens[index]
    let count = suffix.utf8CodeUnitCount
    return Int(token.foldedEnd - token.foldedStart) >= count
      && reads(suffix, text.folded, at: Int(token.foldedEnd) - count)
  }

  @inline(__always)
  private func reads(_ word: StaticString, _ bytes: [UInt8], at start: Int) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount where bytes[start + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Where the folded form of a token stands in the folded text, in bytes.
  func folded(_ index: Int) -> Range<Int> {
    Int(text.tokens[index].foldedStart)..<Int(text.tokens[index].foldedEnd)
  }

  /// The same without the article.
  func bareWord(_ index: Int) -> Range<Int> { bareWord(folded(index)) }

  /// The bytes `word` of the folded text without the article.
  func bareWord(_ word: Range<Int>) -> Range<Int> {
    word.count > 6 && isFolded("ال", at: word.lowerBound)
      ? word.lowerBound + 4..<word.upperBound : word
  }

  /// The length in bytes of the folded form of a token.
  func foldedLength(_ index: Int) -> Int {
    Int(text.tokens[index].foldedEnd - text.tokens[index].foldedStart)
  }

  /// Whether a token is the preposition ب by itself, with or without tatweel: `بـ«`.
  func isLoneBa(_ index: Int) -> Bool {
    isWord(index) && reads(index, "ب")
  }

  /// Whether a word is the surname of somebody in the article.
  func isSurname(_ index: Int) -> Bool {
    guard isWord(index) else { return false }
    let word = bareWord(index)
    return text.folded.withUnsafeBufferPointer {
      surnames.contains(UnsafeBufferPointer(rebasing: $0[word]))
    }
  }

  /// Whether a word begins with ف.
  func startsWithFa(_ index: Int) -> Bool {
    isWord(index) && begins(index, "ف")
  }

  /// Whether a word begins with و or ف, as a conjunction does.
  func hasConjunction(_ index: Int) -> Bool {
    isWord(index) && (begins(index, "و") || begins(index, "ف"))
  }

  /// Whether a token is the preposition ل by itself, with or without tatweel, before a mark: `لـ«`.
  func isLoneLam(_ index: Int) -> Bool {
    isWord(index) && reads(index, "ل")
  }

  /// Whether a token is the conjunction و by itself: `و قال`.
  func isLoneWaw(_ index: Int) -> Bool {
    isWord(index) && reads(index, "و")
  }
}
