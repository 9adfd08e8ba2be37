import ArabicText

/// Who is credited at the head of a report: place, agency, author.
struct Credit: Hashable {
  var dateline: String?
  var agency: String?
  var byline: String?
}

/// Reads lines such as `لندن - رويترز`, `بيروت (أ ف ب)` and `كتب: سامر حداد`.
enum Credits {
  /// The credit that `piece` consists of; nil when the piece says anything else.
  static func line(_ piece: TextPiece) -> Credit? {
    guard piece.words >= 1, piece.words <= 8, !piece.endsSentence else { return nil }
    let piece = dashed(piece)
    return author(piece) ?? place(piece)
  }

  /// `piece` with dashes for the tatweels that stand alone, as in `كتب ـ سامر حداد`.
  private static func dashed(_ piece: TextPiece) -> TextPiece {
    let words = piece.text.split(separator: 0x20)
    guard words.contains(where: { $0.elementsEqual([0xD9, 0x80]) }) else { return piece }
    let text = words.map { $0.elementsEqual([0xD9, 0x80]) ? [0x2D] : Array($0) }
      .joined(separator: [0x20])
    return TextPiece(text: Array(text), leading: piece.leading, style: piece.style)
  }

  /// The credit that a report's first sentence begins with: `القدس (CNN) -- …`.
  static func lead(_ piece: TextPiece) -> Credit? {
    let parts = split(piece.text, limit: 160)
    guard parts.count >= 2, let first = parts.first else { return nil }
    let second = parts[1]
    if isPlace(first.text), let agency = agency(second.text), first.mark != 0x2C {
      return Credit(dateline: string(first.text), agency: agency)
    }
    // A town and its country: `دبي، الإمارات العربية المتحدة (CNN) --`.
    if parts.count >= 3, first.mark == 0x2C, second.mark == 0x28, isPlace(first.text),
      isPlace(second.text), let agency = agency(parts[2].text)
    {
      return Credit(dateline: string(first.text), agency: agency)
    }
    if let agency = agency(first.text), first.mark == 0x2D || first.mark == 0x3A {
      return Credit(agency: agency)
    }
    return nil
  }

  /// The agency that `text` names, as it is written there; nil when it is none.
  static func agency(_ text: [UInt8]) -> String? {
    let key = TextKey(text)
    guard key.wordCount <= 3, agencies[key.bytes[...]] != nil else { return nil }
    return string(text)
  }

  /// Whether `text` is an agency or another source of pictures.
  static func isOfPicture(_ text: [UInt8]) -> Bool {
    agency(text) != nil || Phrases.pictureCredits.contains(TextKey(text).bytes[...])
  }

  /// Whether folded words announce an author: `by`, `كتب`.
  static func isAuthorLabel(_ words: ArraySlice<UInt8>) -> Bool { authorLabels[words] != nil }

  private static func author(_ piece: TextPiece) -> Credit? {
    for count in [2, 1] where piece.key.wordEnds.count > count {
      guard authorLabels[piece.key.words(0..<count)] != nil else { continue }
      let isParted = TextOffsets.isParted(piece.text, afterWords: count)
      // Without a colon only these are no verb or noun of a sentence.
      let first = piece.key.word(0)
      let isPlain = first.elementsEqual("بقلم".utf8) || first.elementsEqual("by".utf8)
      guard isParted || isPlain || isVerbAndName(piece.key) else { continue }
      let name = trimmed(piece.text[TextOffsets.end(of: count, in: piece.text)...])
      guard !name.isEmpty else { continue }
      let names = AuthorNames.names(in: string(name))
      // `By` may as well begin a heading.
      let isName =
        isParted || !first.elementsEqual("by".utf8) || piece.words == 2
        || names.contains(where: AuthorNames.isCapitalized)
      return Credit(byline: isName ? AuthorNames.joined(names) : nil)
    }
    return nil
  }

  /// Whether the words are `كتب` and a name: two or three words, the first without an article.
  private static func isVerbAndName(_ key: TextKey) -> Bool {
    guard key.wordCount == 3 || key.wordCount == 4 else { return false }
    let verb = key.word(0)
    return (verb.elementsEqual("كتب".utf8) || verb.elementsEqual("كتبت".utf8))
      && !key.word(1).starts(with: "ال".utf8)
  }

  private static func place(_ piece: TextPiece) -> Credit? {
    if let agency = agency(piece.text) { return Credit(agency: agency) }
    let parts = split(piece.text, limit: piece.text.count)
    guard parts.count == 2 else { return nil }
    if isPlace(parts[0].text), let agency = agency(parts[1].text) {
      return Credit(dateline: string(parts[0].text), agency: agency)
    }
    if isPlace(parts[1].text), let agency = agency(parts[0].text) {
      return Credit(dateline: string(parts[1].text), agency: agency)
    }
    return nil
  }

  private static func isPlace(_ text: [UInt8]) -> Bool {
    let key = TextKey(text)
    return key.wordCount >= 1 && key.wordCount <= 4 && !key.hasDigit
  }

  /// The parts of `text` between dashes, colons, bars, brackets and guillemets, with the mark
  /// behind each: `-` for every dash.
  private static func split(_ text: [UInt8], limit: Int) -> [(text: [UInt8], mark: UInt8)] {
    var parts: [(text: [UInt8], mark: UInt8)] = []
    text.withUnsafeBufferPointer { bytes in
      var start = 0
      var offset = 0
      while offset < min(limit, bytes.count), parts.count < 4 {
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        if let mark = mark(scalar) {
          append(text[start..<offset], mark, &parts)
          start = offset + length
        }
        offset += length
      }
      if offset == bytes.count { append(text[start...], 0, &parts) }
    }
    return parts
  }

  private static func append(
    _ slice: ArraySlice<UInt8>, _ mark: UInt8, _ parts: inout [(text: [UInt8], mark: UInt8)]
  ) {
    let part = trimmed(slice)
    if part.isEmpty {
      if !parts.isEmpty { parts[parts.count - 1].mark = mark }
    } else {
      parts.append((part, mark))
    }
  }

  private static func mark(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x2D, 0x2013, 0x2014, 0x2212: 0x2D
    case 0x3A: 0x3A
    case 0x7C, 0x2F: 0x7C
    case 0x28, 0x29, 0xAB, 0xBB, 0x201C, 0x201D, 0x22: 0x28
    case 0x2C, 0x60C: 0x2C
    default: nil
    }
  }

  private static func trimmed(_ slice: ArraySlice<UInt8>) -> [UInt8] {
    let isEdge: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x3A || $0 == 0x2D || $0 == 0x7C }
    return Array(slice.drop(while: isEdge).reversed().drop(while: isEdge).reversed())
  }

  private static func string(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self) }

  private static let agencies = wordTable(Labels.agencies)
  private static let authorLabels = wordTable(Labels.authorLabels)

  private static func wordTable(_ phrases: [String]) -> ByteTable<Bool> {
    var table = ByteTable<Bool>()
    for phrase in phrases { table[TextKey(Array(phrase.utf8)).bytes[...]] = true }
    return table
  }
}
