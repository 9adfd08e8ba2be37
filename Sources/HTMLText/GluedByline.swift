import ArabicText
import ETLModel

/// An author's name that stands in front of a report's first sentence, in its line:
/// `الميناء - خالد المرادي أعلنت …`, `كتبت ليلى مراد: شهدت …`, `سالم الواحدي (الواحة) كشف …`.
///
/// Places and agencies that stand there alone belong to the sentence (``Credits/lead(_:)``); with an
/// author among them, told by a given name, all of it leaves.
struct GluedByline {
  /// The most bytes that are read.
  private static let maximumBytes = 160
  /// The most words of a name, and of a place or a paper.
  private static let maximumName = 5
  private static let maximumPlace = 3

  /// A word of the head and the mark behind it, in ASCII: `-` for every dash and bar, `.` for commas
  /// and ends of sentences, `/`, `:` and brackets as they are, 0 for none.
  private struct Word {
    var start: Int
    var end: Int
    var key: ArraySlice<UInt8>
    var mark: UInt8
  }

  /// Within how many words an apposition ends.
  private static let maximumApposition = 10
  /// The most names and places.
  private static let maximumParts = 5

  private let text: [UInt8]
  private var words: [Word] = []
  /// Whether an agency or a paper, with a mark behind it, was the last to be read.
  private var isBehindAgency = false
  /// Whether one was read at all.
  private var hasPaper = false
  /// Where the author's name stands.
  private var author: Range<Int>?

  /// `piece`, cut behind the author, and the name; nil when it begins with none.
  static func split(_ piece: TextPiece) -> (parts: [TextPiece], name: String)? {
    guard piece.isKept, piece.words >= 8, piece.leading >= .gap, hasMark(piece.text),
      mayNameAuthor(piece.key)
    else { return nil }
    var byline = GluedByline(piece.text)
    guard let first = byline.end(), let name = byline.author,
      case let end = byline.opening(first),
      var head = TextPiece(cutFrom: piece.text[..<end], leading: piece.leading),
      let rest = TextPiece(cutFrom: piece.text[end...], leading: .line), rest.words >= 6
    else { return nil }
    head.remove(.byline, "byline.glued")
    return ([head, rest], String(decoding: piece.text[name], as: UTF8.self))
  }

  /// The author that a line consists of, with places and papers; nil when there is none.
  ///
  /// A name and a colon alone may open what its bearer says, unless they stand before a lead.
  static func line(_ piece: TextPiece, isBeforeLead: Bool = false) -> String? {
    guard (2...10).contains(piece.words), mayNameAuthor(piece.key) || beginsWithPaper(piece) else {
      return nil
    }
    var byline = GluedByline(piece.text)
    guard let name = byline.lineAuthor(isBeforeLead) else { return nil }
    return String(decoding: piece.text[name], as: UTF8.self)
  }

  /// Whether a line is the name of a paper and a date: `سكاي نيوز عربية - أبوظبي21 فبراير 2022`.
  static func isDatedPaper(_ piece: TextPiece) -> Bool {
    let key = piece.key
    guard key.wordCount >= 4, key.wordCount <= 25 else { return false }
    let numbers = key.wordEnds.indices.count {
      key.word($0).last.map(MarkupByte.isDigit) ?? false
    }
    let words = GluedByline(piece.text)
    // At its end too: `… بسبب تأخر الأمطار... 13.02.2022, سبوتنيك عربي`.
    return numbers >= 3 && (words.agency(at: 0) != nil || words.endsInAgency)
  }

  private var endsInAgency: Bool {
    text.count <= Self.maximumBytes
      && (1...3).contains { count in
        let last = words.count - count
        return last > 0 && agency(at: last) == count && Self.hasDigit(words[last - 1])
      }
  }

  private mutating func lineAuthor(_ isBeforeLead: Bool) -> Range<Int>? {
    var index = labelEnd()
    var parts = 0
    var last = 0..<0
    while index < words.count {
      parts += 1
      last = index..<words.count
      if let count = name(at: index) {
        author = author ?? words[index].start..<words[index + count - 1].end
        index += count
        // `ليلى مراد:` and the report below.
        if index == words.count, index == count, words[index - 1].mark == 0x3A, isBeforeLead {
          return author
        }
      } else if let end = placeEnd(index) {
        last = index..<end + 1
        index = end + 1
      } else {
        let rest = words[index...]
        guard rest.count <= Self.maximumPlace, index > 0, words[index - 1].mark == 0x2D,
          !rest.contains(where: Self.hasDigit)
        else { return nil }
        index = words.count
      }
      guard words[index - 1].mark != 0x2E else { return nil }
    }
    // `الوئام – تبوك – عواد المرادي:`: behind paper and place stands the author.
    if author == nil, parts == 3, agency(at: 0) != nil, last.count >= 2 {
      author = words[last.lowerBound].start..<words[last.upperBound - 1].end
    }
    // A slash alone stands in salutations and verses as well.
    let isPlaced =
      parts == 2 && author?.lowerBound == words[last.lowerBound].start
      && !Phrases.honorifics.contains(words[last.lowerBound - 1].key) && text[0] >= 0x80
    let isMarked = words.dropLast().contains {
      $0.mark == 0x2D || $0.mark == 0x28 || isPlaced && $0.mark == 0x3A
    }
    return isMarked || words.indices.contains { agency(at: $0) != nil } ? author : nil
  }

  /// Whether a mark that may part a name from a text stands near the start.
  private static func hasMark(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      bytes.prefix(maximumMark).contains { $0 == 0x2D || $0 == 0x3A || $0 == 0x28 || $0 == 0xE2 }
        || Labels.plainAuthorLabels.contains { bytes.starts(with: $0) }
    }
  }

  /// Within how many bytes the first of these marks stands.
  private static let maximumMark = 80

  /// Whether a given name, or what begins one, is among the first words: most texts need no second
  /// look.
  private static func mayNameAuthor(_ key: TextKey) -> Bool {
    (0..<min(maximumWords, key.wordEnds.count)).contains { index in
      let word = key.word(index)
      return names.contains(word) || beginnings.contains(word)
    }
  }

  /// Whether a paper is named in a short line: its author need be no one whose name is known.
  private static func beginsWithPaper(_ piece: TextPiece) -> Bool {
    piece.text.contains { $0 == 0x2D || $0 == 0xE2 }
      && (1...3).contains {
        $0 < piece.key.wordEnds.count && Credits.agency(Array(piece.key.words(0..<$0))) != nil
      }
  }

  /// Within how many words an author's name begins.
  private static let maximumWords = 8

  /// Whether two to four words begin with a given name, perhaps behind a title: `د. خالد المرادي`.
  static func isName(_ key: TextKey) -> Bool {
    guard (2...6).contains(key.wordCount) else { return false }
    let start = (0..<2).first { !titles.contains(key.word($0)) } ?? 2
    return (2...4).contains(key.wordCount - start) && names.contains(key.word(start))
  }

  private init(_ text: [UInt8]) {
    self.text = text
    read(
      upTo: TextOffsets.words(of: text, from: 0, before: text.count, maximum: Self.maximumBytes)
        .endIndex)
  }

  private mutating func read(upTo end: Int) {
    text.withUnsafeBufferPointer { bytes in
      var offset = 0
      var start: Int?
      while offset < end {
        let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
        if CharacterClass.of(scalar).isWordPart, scalar != 0x640 {
          start = start ?? offset
        } else {
          close(&start, offset)
          if let mark = Self.mark(scalar), !words.isEmpty { note(mark) }
        }
        offset += length
      }
      close(&start, end)
    }
  }

  private mutating func close(_ start: inout Int?, _ end: Int) {
    guard let first = start else { return }
    words.append(
      Word(start: first, end: end, key: TextKey(Array(text[first..<end])).bytes[...], mark: 0))
    start = nil
  }

  /// A closing bracket and a colon say more than what stands before them.
  private mutating func note(_ mark: UInt8) {
    let last = words.count - 1
    if words[last].mark == 0 || mark == 0x3A || mark == 0x2E { words[last].mark = mark }
  }

  private static func mark(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x2D, 0x2013, 0x2014, 0x2212, 0x640, 0x7C: 0x2D
    case 0x2F: 0x2F
    case 0x3A: 0x3A
    case 0x28: 0x28
    case 0x29: 0x29
    case 0x2E, 0x60C, 0x2C, 0x61F, 0x21: 0x2E
    default: nil
    }
  }

  /// Where the quotation marks begin that stand right before `start`.
  private func opening(_ start: Int) -> Int {
    var start = start
    text.withUnsafeBufferPointer { bytes in
      while start > 0 {
        let (scalar, length) = UTF8Scalars.decode(bytes, before: start)
        switch scalar {
        case 0x22, 0x23, 0x27, 0xAB, 0x201C, 0x201D, 0x2018: start -= length
        default: return
        }
      }
    }
    return start
  }

  /// Where the report begins behind its author; nil when no author is found.
  private mutating func end() -> Int? {
    guard let first = words.first, opening(first.start) == 0 else { return nil }
    var index = labelEnd()
    // Whether a label or a mark says that something stands before the report.
    var isApart = index > 0
    let isLabelled = isApart
    for _ in 0..<Self.maximumParts where index < words.count {
      if Phrases.photographing.contains(words[index].key) {
        index += 1
      } else if let count = name(at: index), isApart || !ParagraphOpening.isVerb(words[index].key) {
        author = author ?? words[index].start..<words[index + count - 1].end
        index += count
        switch words[index - 1].mark {
        case 0 where agency(at: index) != nil: break
        case 0 where isLabelled: return plainVerb(at: index) ?? placeStart(index)
        case 0: return isApart ? verb(at: index) : nil
        // A name and a colon alone may open what its bearer says.
        case 0x3A: return isApart ? start(index) : nil
        case 0x2E: return nil
        default: break
        }
      } else if let last = placeEnd(index) {
        isBehindAgency = agency(at: index) != nil
        hasPaper = hasPaper || isBehindAgency
        if author != nil, isLabelled, words[last].mark == 0x2D || words[last].mark == 0x2F {
          return start(index)
        }
        // Behind a name it may say who its bearer is: `علي المرادي (النادي) سجل …`.
        let isKnown = isLabelled || hasPaper || words[last].mark == 0x3A
        let isHandle = words.indices.contains(last + 1) && words[last + 1].key.first ?? 0x80 < 0x80
        if author != nil, !isKnown, !isHandle { return nil }
        index = last + 1
        switch words[last].mark {
        case 0x3A: return author == nil ? nil : start(index)
        case 0x29 where author != nil && !isMarked(index): return verb(at: index)
        default: break
        }
      } else {
        return author == nil ? nil : startBehindPlace(index)
      }
      isApart = true
    }
    return nil
  }

  private func start(_ index: Int) -> Int? { index < words.count ? words[index].start : nil }

  /// The start of the word at `index` when it is a verb; accounts in Latin letters are passed over.
  private func verb(at index: Int) -> Int? {
    guard let word = words[index...].first(where: { $0.key.first ?? 0 >= 0x80 }) else { return nil }
    return ParagraphOpening.isVerb(word.key) || mayBeVerb(word.key) ? word.start : nil
  }

  /// The start of the word at `index` when it is surely a verb.
  private func plainVerb(at index: Int) -> Int? {
    index < words.count && ParagraphOpening.isVerb(words[index].key) ? words[index].start : nil
  }

  /// Whether a word has the form of a verb in the present, or of one with a feminine subject.
  private func mayBeVerb(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 8 && !word.starts(with: "ال".utf8)
      && (word.starts(with: "ي".utf8) || word.starts(with: "ت".utf8)
        || word.suffix(2).elementsEqual("ت".utf8))
  }

  /// Where the report begins at `index`, or behind a paper, or a place of one word or two.
  private func startBehindPlace(_ index: Int) -> Int? {
    if let count = agency(at: index) { return verb(at: index + count) }
    if ParagraphOpening.isVerb(words[index].key) { return start(index) }
    if isBehindAgency { return start(index) }
    // A second dash, a number or a relative clause say more of who stands in front.
    let isApposition =
      words[index...].prefix(Self.maximumApposition).contains { $0.mark == 0x2D }
      || Self.hasDigit(words[index]) || Phrases.relatives.contains(words[index].key)
    if isApposition { return nil }
    let behind = words[(index + 1)...].prefix(2)
    return behind.firstIndex { ParagraphOpening.isVerb($0.key) || mayBeVerb($0.key) }.flatMap(start)
      ?? (mayBeVerb(words[index].key) ? start(index) : nil)
  }

  /// The start of a place of one word or two, a dash behind it.
  private func placeStart(_ index: Int) -> Int? {
    words[index...].prefix(2).contains { $0.mark == 0x2D } ? start(index) : nil
  }

  /// The number of words of the agency or paper at `index`.
  private func agency(at index: Int) -> Int? {
    (1...3).last { count in
      guard index + count <= words.count else { return false }
      let name = words[index..<index + count].map { Array($0.key) }.joined(separator: [0x20])
      return Credits.agency(Array(name)) != nil
    }
  }

  /// The last word of a place or a paper at `index`, which a mark ends.
  private func placeEnd(_ index: Int) -> Int? {
    let place = words[index...].prefix(Self.maximumPlace)
    guard let last = place.firstIndex(where: { $0.mark != 0 }), words[last].mark != 0x2E,
      !words[index...last].contains(where: Self.hasDigit)
    else { return nil }
    let isVerbal = ParagraphOpening.isVerb(words[index].key) && agency(at: index) == nil
    return isVerbal ? nil : last
  }

  /// Whether a mark stands before the report that begins within the next words.
  private func isMarked(_ index: Int) -> Bool {
    words[index...].prefix(Self.maximumPlace).contains { $0.mark == 0x2D || $0.mark == 0x3A }
  }

  /// The number of words of an author's label in front: `كتب`, `كتبت -`.
  private func labelEnd() -> Int {
    for count in [2, 1] where words.count > count {
      let label = words[0..<count].map { Array($0.key) }.joined(separator: [0x20])
      guard Credits.isAuthorLabel(Array(label)[...]) else { continue }
      // A noun may be its subject: `الكاتب خالد المرادي: …`.
      let isVerb = Labels.plainAuthorLabels.contains { label.starts(with: $0) }
      if isVerb || words[count - 1].mark != 0 { return count }
    }
    return 0
  }

  /// The number of words of the name at `index`: up to a mark, a verb or a family's name with its
  /// article.
  private func name(at index: Int) -> Int? {
    let first = words[index]
    guard Self.names.contains(first.key) || Self.joins(first) && first.key.elementsEqual("عبد".utf8)
    else { return nil }
    var count = 0
    while index + count < words.count, count < Self.maximumName {
      let word = words[index + count]
      guard !Self.hasDigit(word), count == 0 || !ParagraphOpening.isVerb(word.key) else { break }
      let isJoined = count > 0 && Self.joins(words[index + count - 1])
      count += 1
      let isFamily =
        word.key.starts(with: "ال".utf8) && !Self.endings.contains(word.key) && !Self.joins(word)
      if word.mark != 0 || count > 1 && isFamily && !isJoined { break }
    }
    return count > 1 ? count : nil
  }

  /// Whether a word is the first half of a name: `عبد`.
  private static func joins(_ word: Word) -> Bool {
    word.mark == 0 && beginnings.contains(word.key)
  }

  private static func hasDigit(_ word: Word) -> Bool {
    word.key.contains(where: MarkupByte.isDigit)
  }

  private static let names = Phrases(Labels.givenNames)
  private static let titles = Phrases(Labels.personTitles)
  private static let beginnings = Phrases(Labels.nameBeginnings)
  private static let endings = Phrases(Labels.nameEndings)
}
