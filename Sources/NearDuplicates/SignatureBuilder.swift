import ArabicText
import ETLModel

/// Makes signatures of documents.
enum SignatureBuilder {
  /// The signature of `document`.
  ///
  /// - Complexity: O(*n* log *n*) in the length of the body.
  static func signature(of document: Document) -> DocumentSignature {
    let body = WordHashes(of: document.body)
    let wordCount = body.hashes.count
    let isComparable = wordCount >= DocumentSignature.fewestComparableWords
    return DocumentSignature(
      article: document.article,
      wordSequence: wordSequence(body, title: isComparable ? nil : document.title),
      day: CivilDay.number(of: document.publication),
      hasAgency: !(document.agency ?? "").isEmpty,
      wordCount: wordCount, words: isComparable ? ComparedWords(body) : ComparedWords())
  }

  /// The hash of the words in order. A short text is only the same with the same title.
  private static func wordSequence(_ body: WordHashes, title: String?) -> WordSequenceHash? {
    guard !body.hashes.isEmpty else { return nil }
    var sequence = WordSequenceHash()
    for hash in body.hashes { sequence.append(hash) }
    let titleHashes = WordHashes(of: Array((title ?? "").utf8)).hashes
    // Zero is no word's hash in practice: it keeps body and title apart.
    if !titleHashes.isEmpty { sequence.append(0) }
    for hash in titleHashes { sequence.append(hash) }
    return sequence
  }
}

/// The words and numbers of a text as hashes, in order.
struct WordHashes {
  private(set) var hashes: [UInt64] = []
  /// What each word is compared by; see ``ComparedWords/value(of:_:)``.
  private(set) var values: [UInt32] = []

  /// Reads the words of `text`, which is valid UTF-8.
  init(of text: [UInt8]) {
    let tokenized = Tokenizer.tokenize(text)
    let rarity = WordRarity.compiled
    hashes.reserveCapacity(tokenized.tokens.count)
    values.reserveCapacity(tokenized.tokens.count)
    tokenized.folded.withUnsafeBufferPointer { folded in
      for token in tokenized.tokens where token.kind == .word || token.kind == .number {
        let range = Int(token.foldedStart)..<Int(token.foldedEnd)
        guard !range.isEmpty else { continue }
        let hash = ByteHash.hash(UnsafeBufferPointer(rebasing: folded[range]))
        hashes.append(hash)
        values.append(ComparedWords.value(of: hash, Self.kind(of: token, hash, rarity)))
      }
    }
  }

  private static func kind(
    of token: Token, _ hash: UInt64, _ rarity: WordRarity
  ) -> ComparedWords.WordClass {
    if token.kind == .number { return .number }
    return rarity.isCommon(hash) ? .common : .rare
  }
}

/// Days of the Gregorian calendar as numbers.
enum CivilDay {
  /// The number of days from 1970-01-01 to the day of publication; nil when it is not known.
  static func number(of publication: Publication) -> Int32? {
    switch publication.precision {
    case .year, .month: nil
    case .day, .minute, .second, nil: publication.on.flatMap { number(of: $0) }
    }
  }

  /// The number of days from 1970-01-01 to `text`, a day as `2026-01-31`; nil if it is none.
  static func number(of text: String) -> Int32? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }), let year = Int(parts[0]),
      let month = Int(parts[1]),
      let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    // Counting years from March puts the leap day last, where it moves no month.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let leapDays = shifted >= 0 ? shifted / 4 - shifted / 100 + shifted / 400 : -1
    return Int32(shifted * 365 + leapDays + dayOfYear - 719_468)
  }
}
