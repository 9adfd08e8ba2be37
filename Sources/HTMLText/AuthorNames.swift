import ArabicText

/// Takes the names of people out of a byline.
///
///     AuthorNames.names(in: "By Dana Reed and Omar Said, Chief Reporters • 4 min read")
///     // ["Dana Reed", "Omar Said"]
///
/// Labels before a name, credentials, posts and places behind it and everything that is an
/// address, a date or a nameless account leave.
enum AuthorNames {
  /// The names in `byline`, in their order, each once.
  ///
  /// - Complexity: O(*n*); only the first 400 bytes are read.
  static func names(in byline: String) -> [String] {
    guard byline.utf8.count <= 400 else { return [] }
    var names: [String] = []
    for line in byline.split(whereSeparator: { $0 == "\n" }).prefix(1) {
      for name in people(String(line)) where !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The names of several bylines as one.
  static func joined(_ bylines: [String]) -> String? {
    var names: [String] = []
    for byline in bylines {
      for name in self.names(in: byline) where !names.contains(name) { names.append(name) }
    }
    return names.isEmpty ? nil : names.joined(separator: "، ")
  }

  /// Whether a line is a label that a name follows: `Written by:`.
  static func isLabel(_ key: TextKey) -> Bool {
    key.wordCount <= 3 && Credits.isAuthorLabel(key.bytes[...])
  }

  /// The names in a line that begins with `By`, `بقلم` or another label; empty when it goes on
  /// like a sentence.
  static func labelled(_ text: [UInt8], _ key: TextKey) -> [String] {
    // Where a page parts them by styles only, the label is glued: `ByDana Reed`.
    let isGlued = text.starts(with: "By".utf8) && text.count > 2 && text[2] &- 0x41 < 26
    let counts = isGlued ? [0] : [3, 2, 1].filter { key.wordEnds.count > $0 }
    for count in counts {
      let isPlain =
        isGlued || plainLabels[key.words(0..<count)] != nil
        || Credits.isAuthorLabel(key.words(0..<count))
          && TextOffsets.isParted(text, afterWords: count)
      guard isPlain else { continue }
      let rest = isGlued ? text[2...] : text[TextOffsets.end(of: count, in: text)...]
      let names = names(in: String(decoding: rest, as: UTF8.self))
      if let first = names.first, isPerson(first) { return names }
    }
    return []
  }

  /// Whether a name has the words of a person's.
  static func isPerson(_ name: String) -> Bool {
    (2...5).contains(words(name)) && isCapitalized(name)
  }

  /// Whether no word of a name begins with a small letter, but for `de`, `van`, `al`.
  static func isCapitalized(_ name: String) -> Bool {
    name.split(separator: " ").allSatisfy { word in
      word.utf8.first.map { $0 &- 0x61 >= 26 } ?? true || particles.contains(String(word))
    }
  }

  private static func people(_ line: String) -> [String] {
    let text = withoutLabel(CharacterReferences.decoded(line))
    let parts = cut(text, at: isPartMark)
    // `القاهرة - سامر حداد`: a place is one word, a person two or more.
    guard let part = parts.first(where: { words($0) >= 2 }) ?? parts.first else { return [] }
    var people: [String] = []
    let listed = cut(withoutLabel(part), at: isListMark).flatMap(cutAtJoints)
    for (index, name) in listed.enumerated() {
      let name = withoutPost(withoutDate(withoutBrackets(name)))
      guard isName(name), index == 0 || isFurtherName(name) else { continue }
      people.append(name)
    }
    return people
  }

  /// Whether behind a comma stands another person: no credentials, place, post or paper.
  private static func isFurtherName(_ name: String) -> Bool {
    let key = TextKey(Array(name.utf8))
    guard (2...4).contains(key.wordCount), isCapitalized(name) else { return false }
    return !key.wordEnds.indices.contains { posts[key.word($0)] != nil }
  }

  /// Whether text may be the name of a person or a team.
  private static func isName(_ name: String) -> Bool {
    let key = TextKey(Array(name.utf8))
    guard (1...6).contains(key.wordCount), name.utf8.count <= 90, accounts[key.bytes[...]] == nil
    else { return false }
    let isAddress = name.utf8.contains { $0 == 0x40 || $0 == 0x2F || $0 == 0x5F || $0 == 0x5C }
    let isHost = !name.utf8.contains(0x20) && name.utf8.dropLast().contains(0x2E)
    return !key.hasDigit && !isAddress && !isHost
  }

  /// `name` without `By`, `بقلم` or `Written by` before it.
  private static func withoutLabel(_ name: String) -> String {
    let text = Array(name.utf8)
    let key = TextKey(text)
    for count in [3, 2, 1] where key.wordEnds.count >= count {
      guard Credits.isAuthorLabel(key.words(0..<count)) else { continue }
      let rest = text[TextOffsets.end(of: count, in: text)...]
      return trimmed(String(decoding: rest, as: UTF8.self))
    }
    return name
  }

  private static func withoutBrackets(_ name: String) -> String {
    guard name.utf8.last == 0x29, let open = name.utf8.lastIndex(of: 0x28), open > name.startIndex
    else { return name }
    return trimmed(String(name[..<open]))
  }

  /// `name` without the post that follows it where a page parts them by styles only:
  /// `Dana Reed Staff Writer`.
  private static func withoutPost(_ name: String) -> String {
    let words = name.split(separator: " ")
    guard words.count > 2, let end = words[2...].firstIndex(where: { writers.contains($0) }) else {
      return name
    }
    return words[..<end].joined(separator: " ")
  }

  private static let writers = Set(Labels.writers.map { Substring($0) })

  /// `name` without the date that follows it in the same way.
  private static func withoutDate(_ name: String) -> String {
    let words = name.split(separator: " ")
    let number = words.firstIndex { $0.utf8.contains(where: MarkupByte.isDigit) }
    guard var end = number else { return name }
    while end > 0, CalendarWord.of(TextKey(Array(words[end - 1].utf8)).bytes[...]) != nil {
      end -= 1
    }
    return end < 2 ? name : trimmed(words[..<end].joined(separator: " "))
  }

  private static func words(_ text: String) -> Int { TextKey(Array(text.utf8)).wordCount }
}

extension AuthorNames {
  /// The parts of `text` between marks, and between words that join, without spaces around.
  private static func cut(
    _ text: String, at isMark: (_ scalar: UInt32, _ isApart: Bool) -> Bool
  ) -> [String] {
    var parts: [String] = []
    var current = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isApart =
        (index == 0 || scalars[index - 1] == " ")
        && (index + 1 == scalars.count || scalars[index + 1] == " ")
      if isMark(scalar.value, isApart) {
        parts.append(trimmed(String(current)))
        current = String.UnicodeScalarView()
      } else {
        current.append(scalar)
      }
    }
    parts.append(trimmed(String(current)))
    return parts.filter { !$0.isEmpty }
  }

  /// The parts of `text` between `and`, `und`, `و` and their like.
  private static func cutAtJoints(_ text: String) -> [String] {
    var parts: [[Substring]] = [[]]
    for word in text.split(separator: " ") {
      if joints.contains(word.lowercased()) {
        parts.append([])
      } else {
        parts[parts.count - 1].append(word)
      }
    }
    // A joint inside a short name is part of it: `José Ortega y Gasset`.
    guard parts.allSatisfy({ $0.count >= 2 }) else { return [text] }
    return parts.map { trimmed($0.joined(separator: " ")) }
  }

  /// Marks that part a name from what is said of it.
  private static func isPartMark(_ scalar: UInt32, _ isApart: Bool) -> Bool {
    switch scalar {
    case 0x7C, 0x2022, 0x25CF, 0xB7, 0x2219, 0x22C5, 0xBB, 0xAB, 0x3E: true
    case 0x2D, 0x2013, 0x2014, 0x640: isApart
    default: false
    }
  }

  /// Marks between names.
  private static func isListMark(_ scalar: UInt32, _ isApart: Bool) -> Bool {
    scalar == 0x2C || scalar == 0x60C || scalar == 0x3B || scalar == 0x61B || scalar == 0x26
      || scalar == 0x2F && isApart
  }

  private static func trimmed(_ text: String) -> String {
    let isEdge: (UInt8) -> Bool = { [0x20, 0x3A, 0x2D, 0x2C, 0x7C, 0x2A].contains($0) }
    let bytes = Array(text.utf8).drop(while: isEdge).reversed().drop(while: isEdge).reversed()
    return ArticleCleaner.line(String(decoding: bytes, as: UTF8.self)) ?? ""
  }

  private static let particles: Set<String> = [
    "de", "da", "di", "du", "del", "della", "van", "von", "der", "den", "la", "le", "al", "el",
    "bin", "ibn", "ben", "bint", "y", "e", "dos",
  ]

  /// Labels that a name follows without a colon.
  private static let plainLabels = table([
    "by", "written by", "posted by", "published by", "text by", "words by", "story by",
    "article by", "reported by", "بقلم", "بقلم الكاتب", "بواسطة", "كتب بواسطة",
    "مرسلة بواسطة", "أرسلت بواسطة", "نشر بواسطة", "نشرت بواسطة",
  ])

  private static let joints: Set<String> = ["and", "und", "og", "och", "et", "و"]

  /// Accounts without a person behind them, and labels around names.
  private static let accounts = table(Labels.accounts)
  /// Words of a post, which is no name.
  private static let posts = table(Labels.posts)

  private static func table(_ phrases: [String]) -> ByteTable<Bool> {
    var table = ByteTable<Bool>()
    for phrase in phrases { table[TextKey(Array(phrase.utf8)).bytes[...]] = true }
    return table
  }
}
