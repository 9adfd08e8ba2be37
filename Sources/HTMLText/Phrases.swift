import ArabicText

/// Phrases to look for anywhere in a short piece.
struct Phrases: Sendable {
  static let readingTime = Phrases(Labels.readingTime)
  static let rights = Phrases(Labels.rights)
  static let invitations = Phrases(Labels.invitations)
  static let ambiguousInvitations = Phrases(Labels.ambiguousInvitations)
  static let channels = Phrases(Labels.channels)
  /// Those of them in which a site speaks of itself, wherever a line without a full stop says so.
  static let ownChannels = Phrases([
    "صفحتنا", "قناتنا", "حسابنا", "حساباتنا", "تطبيقنا", "نشرتنا", "النشرة البريدية",
  ])
  static let notices = Phrases(Labels.notices)
  static let updates = Phrases(Labels.updateLabels)
  /// What one is invited to follow.
  static let followed = Phrases([
    "قناة", "قنوات", "صفحة", "صفحات", "حساب", "حسابات", "أخبار", "آخر", "أحدث", "موقع", "منصة",
    "منصات", "تطبيق", "المزيد",
  ])
  /// The last words of a line that asks to click.
  static let clicks = Phrases([
    "اضغط هنا", "إضغط هنا", "اضغطوا هنا", "انقر هنا", "أنقر هنا", "انقروا هنا", "click here",
  ])
  /// What begins a note that leads past a box.
  static let skips = Phrases(["تخطى", "تخطي", "skip"])
  /// Those of the notices that stand above the answers of a poll.
  static let polls = Phrases(["الاستفتاء أدناه", "شارك برأيك في الاستطلاع"])
  static let minutes = Phrases(["دقائق", "دقيقة"])
  static let comments = Phrases(["تعليق", "تعليقات", "comments"])
  /// The words in brackets that end reports of agencies.
  static let endMarks = Phrases(["النهاية", "انتهى", "يتبع"])
  static let dateLabels = Phrases(Labels.dateLabels)
  static let offices = Phrases(Labels.offices)
  static let networks = Phrases(Labels.networks)
  static let desks = Phrases(Labels.desks)
  static let editions = Phrases(Labels.editions)
  static let pictureCredits = Phrases(Labels.agencies + Labels.pictureCredits)
  /// What begins the credit of a picture in brackets: `(تصوير: ليلى مراد)`.
  static let photographers = Phrases(["تصوير", "عدسة", "بعدسة", "صورة", "الصورة", "photo"])
  /// Those of them that stand before a photographer also without brackets.
  static let photographing = Phrases(["تصوير", "عدسة", "بعدسة", "photo"])
  static let sections = Phrases(Labels.sections)
  static let ways = Phrases(["على", "عبر", "on"])
  static let counters = Phrases(Labels.counters)
  static let tagLabels = Phrases(Labels.tagLabels)

  private var table = ByteTable<Bool>()
  private var lengths: [Int] = []
  /// For the first word of a phrase, one bit for each length of those that begin with it.
  private var firsts = ByteTable<UInt32>()
  private var phrases: [[UInt8]] = []

  init(_ phrases: [String]) {
    for phrase in phrases {
      let key = TextKey(Array(phrase.utf8))
      table[key.bytes[...]] = true
      self.phrases.append(key.bytes)
      if !lengths.contains(key.wordCount) { lengths.append(key.wordCount) }
      let first = key.words(0..<1)
      firsts[first] = (firsts[first] ?? 0) | 1 << UInt32(key.wordCount)
    }
  }

  /// Whether a phrase occurs in `key`, also glued to another word.
  func occurs(within key: TextKey) -> Bool {
    phrases.contains { phrase in
      guard phrase.count <= key.bytes.count else { return false }
      return (0...key.bytes.count - phrase.count).contains {
        key.bytes[$0..<$0 + phrase.count].elementsEqual(phrase)
      }
    }
  }

  /// Whether `key` begins with a phrase and goes on behind it.
  func begins(_ key: TextKey) -> Bool {
    lengths.contains { $0 < key.wordEnds.count && table[key.words(0..<$0)] != nil }
  }

  /// Whether the folded `words` are one of the phrases.
  func contains(_ words: ArraySlice<UInt8>) -> Bool { table[words] != nil }

  /// Whether the words of a phrase stand in `key`.
  func occurs(in key: TextKey) -> Bool {
    key.withWords { bytes, ends in
      var start = 0
      for (index, end) in ends.enumerated() {
        let word = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if let known = firsts.value(for: word), begins(at: start, bytes, ends[index...], known) {
          return true
        }
        start = end + 1
      }
      return false
    }
  }

  /// Whether a phrase of one of the `known` lengths begins at `start`, where the first of the words
  /// stands that end at `ends`.
  private func begins(
    at start: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ ends: Slice<UnsafeBufferPointer<Int>>,
    _ known: UInt32
  ) -> Bool {
    lengths.contains { length in
      guard known >> UInt32(length) & 1 == 1, length <= ends.count else { return false }
      let end = ends[ends.startIndex + length - 1]
      return table.value(for: UnsafeBufferPointer(rebasing: bytes[start..<end])) != nil
    }
  }
}
