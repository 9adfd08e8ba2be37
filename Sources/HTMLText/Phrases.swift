import ArabicText

/// Phrases to look for anywhere in a short piece.
struct Phrases: Sendable {
  static let readingTime = Phrases(Labels.readingTime)
  static let rights = Phrases(Labels.rights)
  static let invitations = Phrases(Labels.invitations)
  static let ambiguousInvitations = Phrases(Labels.ambiguousInvitations)
  static let channels = Phrases(Labels.channels)
  static let ownChannels = Phrases(Labels.ownChannels)
  static let notices = Phrases(Labels.notices)
  /// One look at a piece for both.
  static let noticesAndEditions = Phrases(Labels.notices + Labels.editions)
  static let updates = Phrases(Labels.updateLabels)
  static let ambiguousOffices = Phrases(Labels.ambiguousOffices)
  static let owners = Phrases(Labels.owners)
  static let ambiguousOwners = Phrases(Labels.ambiguousOwners)
  static let reportingVerbs = Phrases(Labels.reportingVerbs)
  static let finiteVerbs = Phrases(Labels.finiteVerbs)
  /// What the place and the day of a decree stand behind: `صدر في الرياض في …`.
  static let signing = Phrases(["صدر", "حرر", "كتب", "وقع"])
  /// What parts a post from where it is held: `باحث في …`.
  static let postPrepositions = Phrases(["في", "من", "لدى"])
  static let offers = Phrases(Labels.offers)
  static let opinions = Phrases(Labels.opinions)
  static let institutions = Phrases(Labels.institutions)
  static let origins = Phrases(Labels.origins)
  static let promises = Phrases(Labels.promises)
  static let poses = Phrases(Labels.poses)
  static let during = Phrases(Labels.during)
  static let events = Phrases(Labels.events)
  static let followed = Phrases(Labels.followed)
  static let clicks = Phrases(Labels.clicks)
  static let skips = Phrases(Labels.skips)
  static let polls = Phrases(Labels.polls)
  static let timeUnits = Phrases(Labels.timeUnits)
  static let seconds = Phrases(Labels.seconds)
  static let readingWords = Phrases(Labels.readingWords)
  static let commentCounts = Phrases(Labels.commentCounts)
  static let endMarks = Phrases(Labels.endMarks)
  static let beforeTimes = Phrases(Labels.beforeTimes)
  static let dateLabels = Phrases(Labels.dateLabels)
  static let offices = Phrases(Labels.offices)
  static let networks = Phrases(Labels.networks)
  static let desks = Phrases(Labels.desks)
  static let editions = Phrases(Labels.editions)
  static let pictureCredits = Phrases(Labels.agencies + Labels.pictureCredits)
  /// What begins the credit of a picture in brackets: `(تصوير: ليلى مراد)`.
  static let photographers = Phrases(Labels.photographing + ["صورة", "الصورة"])
  static let photographing = Phrases(Labels.photographing)
  static let sections = Phrases(Labels.sections)
  static let honorifics = Phrases(Labels.honorifics)
  static let relatives = Phrases(["الذي", "التي", "الذين", "وهو", "وهي", "أحد", "إحدى"])
  static let accounts = Phrases(Labels.accounts)
  static let ways = Phrases(["على", "عبر", "on"])
  /// What stands behind how often a text was read: `418 مرة`.
  static let repetitions = Phrases(["مرة", "مرات"])
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
      let first = key.word(0)
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
