import ArabicText
import ETLModel

/// What ran into the first line of a text that lost its tags: section, title, author, and behind
/// them the date of publication, buttons, a caption.
///
/// The date tells where that ends. It has a time of day, or stands behind the credit of a picture;
/// a sentence that speaks of a time has a preposition before it.
enum GluedHead {
  /// The fewest words of a line that may be a whole article.
  private static let minimumWords = 60
  /// The fewest words of a line that begins an article.
  private static let minimumStart = 16
  /// The fewest words of a line that is a title with its date.
  private static let minimumTitle = 7
  /// The most words of a head before a line's only paragraph.
  private static let maximumTitle = 16
  /// The most bytes from the start of the line up to the date.
  private static let maximumHead = 700

  /// `piece`, cut behind its head, whose parts are marked; nil when no head is found.
  ///
  /// - Complexity: O(*n*) to copy what remains; a head is looked for in the first 700 bytes.
  static func split(_ piece: TextPiece) -> [TextPiece]? {
    guard piece.isKept, piece.leading >= .line else { return nil }
    if let parts = agencyStart(piece) ?? doubled(piece) { return parts }
    guard piece.words >= (piece.endsSentence ? minimumStart : minimumTitle),
      mayHoldDate(piece), let date = date(piece.text)
    else { return nil }
    let head = piece.text[..<date.lowerBound]
    if piece.words < minimumWords, TextKey(Array(head)).wordCount > maximumTitle { return nil }
    let reading = readingEnd(piece.text, from: date.upperBound) ?? date.upperBound
    let buttons = buttonsEnd(piece.text, from: reading)
    let caption = captionEnd(piece.text, from: buttons) ?? buttons
    let end = buttonsEnd(piece.text, from: caption)
    // A sentence speaks of a time too: `يلتقي الفريقان الجمعة 14 يونيو 2024 الساعة 21:00 على …`.
    if piece.words < minimumWords, piece.endsSentence, end == date.upperBound,
      !beginsReport(piece.text[end...])
    {
      return nil
    }
    var pieces: [TextPiece] = []
    // A line that ends there is the title, or what stands above it.
    let isLine = !piece.endsSentence && piece.words < minimumWords
    add(head, &pieces) { if !isLine { $0.remove(.other, "other.glued_head") } }
    add(piece.text[date], &pieces) { _ in }
    add(piece.text[date.upperBound..<reading], &pieces) {
      $0.remove(.readingTime, "reading_time.line")
    }
    add(piece.text[reading..<buttons], &pieces) { $0.remove(.other, "other.glued_head") }
    add(piece.text[buttons..<caption], &pieces) { $0.remove(.caption, "caption.credit") }
    add(piece.text[caption..<end], &pieces) { $0.remove(.other, "other.glued_head") }
    add(piece.text[end...], &pieces) { _ in }
    guard pieces.count >= 2 else { return nil }
    pieces[0].leading = piece.leading
    return pieces
  }

  /// Whether the text behind a head begins with the verb of a lead or with an author.
  private static func beginsReport(_ text: ArraySlice<UInt8>) -> Bool {
    guard let piece = TextPiece(cutFrom: text, leading: .none) else { return false }
    switch ParagraphOpening(piece) {
    case .lead, .reply: return true
    default: return Credits.isAuthorLabel(piece.key.words(0..<min(1, piece.key.wordEnds.count)))
    }
  }

  /// `piece`, cut in front of the place and the agency that its report begins with, when a caption or
  /// a title ran into them: `… في يومه الأول مسقط، عُمان (CNN) -- …`.
  private static func agencyStart(_ piece: TextPiece) -> [TextPiece]? {
    let text = piece.text
    guard piece.words >= minimumStart, text.prefix(4).contains(where: { $0 >= 0x80 }) else {
      return nil
    }
    var search = text.prefix(maximumAgency)
    while let open = search.firstIndex(of: 0x28) {
      search = search[(open + 1)...]
      guard let close = text[open...].prefix(32).firstIndex(of: 0x29),
        Credits.agency(Array(text[(open + 1)..<close])) != nil,
        text[(close + 1)...].drop(while: { $0 == 0x20 }).first.map({ $0 == 0x2D || $0 == 0xE2 })
          ?? false,
        let start = placeStart(text, before: open), start > 0
      else { continue }
      let head = TextPiece(text: Array(text[..<start]), leading: .none)
      // A few words may be all of the place: `على متن الطائرة الرئاسية (رويترز)`.
      guard head.words >= 5, head.words <= 30, !head.endsSentence, !head.text.contains(0x28),
        ParagraphOpening(head) == .other,
        !endsSentence(text, words(Array(text[..<start]))[...])
      else { return nil }
      var parts: [TextPiece] = []
      add(text[..<start], &parts) { $0.remove(.other, "other.glued_head") }
      add(text[start...], &parts) { _ in }
      parts[0].leading = piece.leading
      return parts
    }
    return nil
  }

  /// `piece`, cut behind a title that it begins with twice, without a space between them.
  private static func doubled(_ piece: TextPiece) -> [TextPiece]? {
    let text = piece.text
    guard piece.words >= minimumStart else { return nil }
    let repeated = text.withUnsafeBufferPointer { bytes in
      let start = bytes.prefix(20)
      return (30...maximumAgency).first { length in
        2 * length < bytes.count && bytes[length] == bytes[0] && bytes[length + 1] == bytes[1]
          && bytes[length...].starts(with: start)
          && bytes[..<length].elementsEqual(bytes[length..<2 * length])
          && !bytes[(2 * length)...].starts(with: start)
          && bytes[length - 1] >= 0x80 && bytes[length - 2] & 0xFC == 0xD8
          && bytes[length - 1] != 0x8C && bytes[length - 1] != 0x9B
      }
    }
    guard let length = repeated else { return nil }
    var parts: [TextPiece] = []
    add(text[..<length], &parts) { $0.remove(.title, "title.doubled") }
    add(text[length..<2 * length], &parts) { $0.remove(.duplicate, "title.repeated") }
    add(text[(2 * length)...], &parts) { _ in }
    guard parts.count == 3 else { return nil }
    parts[0].leading = piece.leading
    return parts
  }

  /// The most bytes before the agency that a report begins with.
  private static let maximumAgency = 400

  /// Where a place of one word starts before `end`, its country and a day between them:
  /// `مسقط، عمان`, `الكويت - 18 - 5`.
  private static func placeStart(_ text: [UInt8], before end: Int) -> Int? {
    let window = text[max(0, end - 80)..<end]
    // The country behind a comma has up to three words.
    let comma = window.indices.dropLast().last { text[$0] == 0xD8 && text[$0 + 1] == 0x8C }
    var offset = end
    if let comma, TextKey(Array(text[(comma + 2)..<end])).wordCount <= 4 { offset = comma }
    while offset > 0, text[offset - 1] < 0x80 { offset -= 1 }
    while offset > 0, text[offset - 1] >= 0x80 { offset -= 1 }
    return offset
  }

  /// Whether a number and a mark of a time, a day or a credit stand near the start, or a date's label.
  private static func mayHoldDate(_ piece: TextPiece) -> Bool {
    let (hasNumber, hasMark) = piece.text.withUnsafeBufferPointer { bytes in
      var last: UInt8 = 0
      return bytes.prefix(maximumHead).reduce(into: (false, false)) { found, byte in
        let isDigit = MarkupByte.isDigit(last)
        found.0 = found.0 || isDigit
        found.1 = found.1 || byte == 0x3A || byte == 0x29 || isDigit && byte | 2 == 0x2F
        last = byte
      }
    }
    return hasNumber && (hasMark || Phrases.dateLabels.begins(piece.key))
  }

  private static func add(
    _ slice: ArraySlice<UInt8>, _ pieces: inout [TextPiece], mark: (inout TextPiece) -> Void
  ) {
    guard var piece = TextPiece(cutFrom: slice, leading: .gap) else { return }
    mark(&piece)
    pieces.append(piece)
  }

  /// Where the date stands around the first time of day, with the numbers behind it.
  private static func date(_ text: [UInt8]) -> Range<Int>? {
    let words = words(text)
    for start in words.indices.prefix(maximumLabelled) {
      if let labelled = labelledDate(text, words[start...]) { return labelled }
    }
    guard let clock = words.indices.first(where: { isClock(text[words[$0]]) }) else {
      return dayBehindCredit(text, words) ?? dayBeforeButton(text, words)
    }
    var best: Range<Int>?
    for start in stride(from: clock, through: max(0, clock - 8), by: -1) {
      for end in clock..<min(words.count, clock + 6) {
        if end > clock, isUpdate(text, words[end...]) { break }
        let range = words[start].lowerBound..<words[end].upperBound
        let piece = TextPiece(text: Array(text[range]), leading: .line)
        if piece.isDate, namesDay(piece.key), range.count > best?.count ?? 0 { best = range }
      }
    }
    guard let best, let first = words.firstIndex(where: { $0.lowerBound == best.lowerBound })
    else { return dayBehindCredit(text, words) }
    if let label = labelStart(text, words[..<first]) { return label..<best.upperBound }
    let before = first > 0 ? TextKey(Array(text[words[first - 1]])).bytes : []
    guard !Phrases.beforeTimes.contains(before[...]), !endsSentence(text, words[..<first]) else {
      return nil
    }
    return best
  }

  /// Within how many words the label of a date begins.
  private static let maximumLabelled = 24

  /// Whether `words` begin with the label of a second date: `آخر تحديث`, `last updated on`.
  private static func isUpdate(_ text: [UInt8], _ words: ArraySlice<Range<Int>>) -> Bool {
    [2, 3].contains { count in
      guard words.count >= count, let first = words.first, let last = words.prefix(count).last
      else { return false }
      let label = Array(text[first.lowerBound..<last.upperBound])
      return Phrases.updates.contains(TextKey(label).bytes[...])
    }
  }

  /// Whether a date has a day besides its time, and no preposition before it.
  private static func namesDay(_ key: TextKey) -> Bool {
    let numbers = key.wordEnds.indices.count {
      key.beginsWithDigit($0)
    }
    return numbers >= 3 && !Phrases.beforeTimes.contains(key.word(0))
  }

  /// Where the label of a date starts that `words` end in: `… نشر بتاريخ:`.
  private static func labelStart(_ text: [UInt8], _ words: ArraySlice<Range<Int>>) -> Int? {
    for count in [3, 2] {
      guard words.count >= count, let first = words.suffix(count).first, let last = words.last
      else { continue }
      let label = first.lowerBound..<last.upperBound
      guard Phrases.dateLabels.contains(TextKey(Array(text[label])).bytes[...]) else { continue }
      return endsSentence(text, words) ? nil : label.lowerBound
    }
    return nil
  }

  /// The date behind the label that the line begins with: `نشر الإثنين، 19 أغسطس / آب 2019`.
  private static func labelledDate(
    _ text: [UInt8], _ words: ArraySlice<Range<Int>>
  ) -> Range<Int>? {
    guard let first = words.first, let fourth = words.prefix(4).last else { return nil }
    let label = text[first.lowerBound..<fourth.upperBound]
    // Within the line only a colon tells it from the verb.
    guard first.lowerBound == 0 || label.contains(0x3A),
      Phrases.dateLabels.begins(TextKey(Array(label)))
    else { return nil }
    var end: Int?
    for index in words.indices.prefix(16).dropFirst(2) {
      if text[words[index].lowerBound] == 0x28 || isUpdate(text, words[index...]) { break }
      let piece = TextPiece(
        text: Array(text[first.lowerBound..<words[index].upperBound]), leading: .line)
      if piece.isDate, namesDay(piece.key) { end = index }
    }
    return end.map { first.lowerBound..<words[$0].upperBound }
  }

  /// Where buttons and labels end that stand behind a date: `انسخ الرابط`, `شارك`, a second date in
  /// brackets.
  private static func buttonsEnd(_ text: [UInt8], from start: Int) -> Int {
    var end = start
    while let next = buttonEnd(text, from: end) { end = next }
    return end
  }

  private static func buttonEnd(_ text: [UInt8], from start: Int) -> Int? {
    guard let first = text[start...].firstIndex(where: { $0 != 0x20 }) else { return nil }
    if text[first] == 0x28 {
      guard let close = text[first...].prefix(80).firstIndex(of: 0x29),
        TextPiece(text: Array(text[first + 1..<close]), leading: .none).isDate
      else { return nil }
      return close + 1
    }
    if let date = updateEnd(text, from: first) { return date }
    if let name = nameEnd(text, from: first) { return name }
    let window = Array(
      TextOffsets.words(of: text, from: first, before: text.count, maximum: maximumButton))
    let key = TextKey(window)
    let count = (1...5).last { count in
      guard count < key.wordEnds.count else { return false }
      let label = key.words(0..<count)
      return count >= 2
        && (LabelTable.shared.isButton(label) || LabelTable.shared.isPictureNote(label))
        || isCredited(key, count) || count == 1 && key.word(0).elementsEqual("حصري".utf8)
    }
    return count.map { first + TextOffsets.end(of: $0, in: window) }
  }

  /// Where a second date ends, behind a bar and its label: `| آخر تحديث: …`.
  private static func updateEnd(_ text: [UInt8], from start: Int) -> Int? {
    let words = words(text).filter {
      $0.lowerBound >= start && text[$0].contains { $0 >= 0x30 && $0 != 0x7C }
    }
    guard isUpdate(text, words[...]) else { return nil }
    return labelledDate(text, words[...])?.upperBound
  }

  /// Where an author's name ends that buttons follow: `خالد المرادي شارك هذا المقال`.
  private static func nameEnd(_ text: [UInt8], from start: Int) -> Int? {
    let window = Array(
      TextOffsets.words(of: text, from: start, before: text.count, maximum: maximumButton))
    let key = TextKey(window)
    let count = [2, 3].first { count in
      GluedByline.isName(key.prefix(count))
        && (2...4).contains { words in
          count + words <= key.wordEnds.count
            && LabelTable.shared.isButton(key.words(count..<count + words))
        }
    }
    return count.map { start + TextOffsets.end(of: $0, in: window) }
  }

  /// Whether the first `count` words are an author's label and an agency, a photographer's and who
  /// owns the picture, or the time to read: `نص: فرانس24`, `تصوير: آخرون`, `2 دقائق`.
  private static func isCredited(_ key: TextKey, _ count: Int) -> Bool {
    guard count >= 2 else { return false }
    if count == 2, key.isNumber(0) {
      return Phrases.timeUnits.contains(key.word(1))
    }
    let name = Array(key.words(1..<count))
    return Credits.isAuthorLabel(key.word(0)) && Credits.agency(name) != nil
      || Phrases.photographing.contains(key.word(0)) && Credits.isOfPicture(name)
  }

  /// The most bytes that are read for a button.
  private static let maximumButton = 100

  /// Where the time that reading takes ends which stands behind a date: `2 دقائق قراءة`.
  private static func readingEnd(_ text: [UInt8], from start: Int) -> Int? {
    guard start < text.count, text[start] == 0x20 else { return nil }
    var end: Int?
    var offset = start + 1
    while offset < text.count, let space = text[offset...].prefix(32).firstIndex(of: 0x20) {
      let word = TextKey(Array(text[offset..<space])).bytes
      let isReading = Phrases.readingWords.contains(word[...])
      guard isReading || end == nil && word.allSatisfy(MarkupByte.isDigit) else { break }
      if isReading { end = space }
      offset = space + 1
    }
    return end
  }

  /// Where a day in numbers stands behind the credit of a picture: `… (النور) 11/8/2023`.
  private static func dayBehindCredit(_ text: [UInt8], _ words: [Range<Int>]) -> Range<Int>? {
    guard
      let day = words.indices.dropFirst().first(where: {
        MarkupByte.isDigit(text[words[$0].lowerBound]) && text[words[$0 - 1]].last == 0x29
          && TextPiece(text: Array(text[words[$0]]), leading: .line).isDate
      }), let open = text[..<words[day].lowerBound].lastIndex(of: 0x28),
      Credits.isOfPicture(Array(text[(open + 1)..<(words[day - 1].upperBound - 1)])),
      !endsSentence(text, words[..<day])
    else { return nil }
    return words[day]
  }

  /// Where a day in numbers stands before a button: `… 2023-04-17 حجم الخط`.
  private static func dayBeforeButton(_ text: [UInt8], _ words: [Range<Int>]) -> Range<Int>? {
    guard
      let day = words.indices.dropFirst().first(where: {
        MarkupByte.isDigit(text[words[$0].lowerBound]) && words[$0].count >= 8
          && TextPiece(text: Array(text[words[$0]]), leading: .line).isDate
      }), buttonEnd(text, from: words[day].upperBound) != nil, !endsSentence(text, words[..<day])
    else { return nil }
    return words[day]
  }

  /// The words of the head, as spaces part them.
  private static func words(_ text: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var offset = 0
    while offset < min(text.count, maximumHead) {
      let end = text[offset...].firstIndex(of: 0x20) ?? text.count
      if end > offset { add(offset..<end, of: text, &words) }
      offset = end + 1
    }
    return words
  }

  /// Adds a word, cut where letters and a number of several digits ran together, or a time of day and
  /// another word: `2019كتب`, `أبوظبي21`, `مساءأزالت`.
  private static func add(_ word: Range<Int>, of text: [UInt8], _ words: inout [Range<Int>]) {
    var start = word.lowerBound
    for part in dayParts where word.count >= part.count + 6 && text[word].starts(with: part) {
      words.append(start..<start + part.count)
      start += part.count
      break
    }
    for offset in word.dropFirst(2) where offset > start + 1 {
      let isYear = MarkupByte.isDigit(text[offset - 1]) && MarkupByte.isDigit(text[offset - 2])
      let isGlued =
        isYear && (0xD8...0xDB).contains(text[offset]) && offset + 4 <= word.upperBound
        || text[offset - 1] >= 0x80 && MarkupByte.isDigit(text[offset])
      guard isGlued else { continue }
      words.append(start..<offset)
      start = offset
    }
    words.append(start..<word.upperBound)
  }

  /// The ends of a date that a word may have run into.
  private static let dayParts = ["صباحاً", "صباحا", "مساءً", "مساء", "ظهراً", "ظهرا"].map {
    Array($0.utf8)
  }

  /// Whether a word is a time of day: `07:48`, `(22:47)`.
  private static func isClock(_ word: ArraySlice<UInt8>) -> Bool {
    guard let colon = word.firstIndex(of: 0x3A) else { return false }
    let hour = word[..<colon].drop { $0 == 0x28 }
    let minute = word[(colon + 1)...].prefix(2)
    return (1...2).contains(hour.count) && hour.allSatisfy(MarkupByte.isDigit)
      && minute.count == 2 && minute.allSatisfy(MarkupByte.isDigit)
  }

  private static func endsSentence(_ text: [UInt8], _ words: ArraySlice<Range<Int>>) -> Bool {
    words.contains { text[$0].last == 0x2E && !text[$0].dropLast().contains(0x2E) }
  }

  /// The most bytes of a caption behind a date.
  private static let maximumCaption = 300

  /// Where the caption ends behind a date: at the credit of its picture, within one sentence.
  private static func captionEnd(_ text: [UInt8], from start: Int) -> Int? {
    let limit = TextOffsets.words(
      of: text, from: start, before: text.count, maximum: maximumCaption
    ).endIndex
    var offset = start
    while offset < limit {
      if text[offset...].starts(with: "http".utf8), text[offset - 1] == 0x20 {
        return text[offset...].firstIndex(of: 0x20)
      }
      switch text[offset] {
      case 0x2E
      where offset + 1 < limit && text[offset + 1] == 0x20 && text[offset - 1] != 0x2E
        && !text[(offset + 2)...].starts(with: "©".utf8):
        return nil
      // `© رويترز`
      case 0xC2 where offset + 2 < limit && text[offset + 1] == 0xA9:
        return ownerEnd(text, from: offset + 2)
      case 0x28:
        guard let close = text[offset..<limit].firstIndex(of: 0x29) else { return nil }
        let name = Array(text[(offset + 1)..<close])
        if Credits.isOfPicture(name) { return close + 1 }
        offset = close
      case 0x2D where offset > start && text[offset - 1] == 0x20:
        let owner = Array(text[(offset + 1)..<limit].prefix(maximumButton))
        let key = TextKey(owner)
        let count = [2, 1].first {
          $0 < key.wordEnds.count && Credits.isOfPicture(Array(key.words(0..<$0)))
        }
        if let count { return offset + 1 + TextOffsets.end(of: count, in: owner) }
      default: break
      }
      offset += 1
    }
    return nil
  }

  /// Where the name of a picture's owner ends: an agency's, or words in Latin letters.
  private static func ownerEnd(_ text: [UInt8], from start: Int) -> Int? {
    let window = Array(
      TextOffsets.words(of: text, from: start, before: text.count, maximum: maximumButton))
    let latin = window.prefix { $0 < 0x80 }
    if let last = latin.lastIndex(where: { $0 | 0x20 &- 0x61 < 26 }) { return start + last + 1 }
    let key = TextKey(window)
    let count = (1...3).last {
      $0 < key.wordEnds.count && Credits.isOfPicture(Array(key.words(0..<$0)))
    }
    return count.map { start + TextOffsets.end(of: $0, in: window) }
  }
}
