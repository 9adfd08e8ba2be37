import ETLModel

/// A date that may be the one of publication, as it was written.
struct DateCandidate: Hashable {
  /// What the place where it was found says of it, the most telling first.
  enum Role: Int {
    /// The field beside the article.
    case field
    /// Shown to readers at the title.
    case shown
    /// Named a date of publication by the page's metadata.
    case published
    /// The path of the page's address has it.
    case address
    /// A date in the metadata that may as well be of something else.
    case created
    /// The machine-readable date of a `time` element at the title.
    case time
    /// Shown above the title, where some pages print the day on which they are fetched.
    case above
    /// Stands in the text.
    case text
    /// Named a date of modification; never that of publication.
    case modified
  }

  var raw: String
  var origin: String
  var role: Role
}

/// Chooses the date of publication among those that an article gives.
///
/// What readers see at the title counts more than the metadata, which may give the day in UTC or
/// of a later move to another site; the metadata adds the time when it agrees. A shown day that
/// the page elsewhere calls the one of a modification yields to a day of publication. Metadata
/// that contradicts itself, with nothing shown, gives no day, only its raw text.
struct PublicationChoice {
  private struct Reading {
    var candidate: DateCandidate
    var publication: Publication
    /// The days from the epoch; nil when no day could be read.
    var day: Int?
    var hour: Int?
    /// Whether readers see it as the date of a change.
    var isShownChange: Bool { candidate.role == .modified && candidate.origin == "text" }
    /// Whether more than midnight is known of the time.
    var hasTime: Bool
    /// Whether the time is given in UTC.
    var isUniversal: Bool
  }

  private var readings: [Reading] = []

  /// Reads all candidates.
  ///
  /// - Parameters:
  ///   - timezone: The IANA zone of times without one.
  ///   - isMonthFirst: Whether `03/04/2024` may be meant as 4 March; then it is read only when
  ///     another candidate agrees with one of the two.
  init(_ candidates: [DateCandidate], timezone: String?, isMonthFirst: Bool) {
    let parsed = candidates.map { PublicationDateParser.parse($0.raw) }
    let sure = Set(parsed.compactMap { $0?.isAmbiguous == true ? nil : Self.day($0) })
    for (candidate, date) in zip(candidates, parsed) {
      var date = date
      if isMonthFirst, candidate.role != .field, let read = date, read.isAmbiguous {
        date = Self.resolved(read, by: sure)
      }
      let publication = Publication(
        date, raw: candidate.raw, origin: candidate.origin, timezone: timezone)
      readings.append(
        Reading(
          candidate: candidate, publication: publication, day: Self.day(date), hour: date?.hour,
          hasTime: date?.hour != nil && (date?.hour, date?.minute) != (0, 0),
          isUniversal: date?.offset == 0))
    }
  }

  /// The date of publication; without a day when none can be told, and empty without candidates.
  func chosen() -> Publication {
    if let field = readings.first(where: { $0.candidate.role == .field }), let day = field.day {
      return agreed(field, with: shown(besides: [], near: day))
    }
    let modified = Set(days(of: .modified))
    let published = publishedReadings(modified)
    if let shown = shown(besides: modified, near: published.first?.day) {
      if let best = best(published, near: shown) { return agreed(best, with: shown) }
      let isModified = shown.day.map(modified.contains) ?? false
      let isBeside = published.contains { abs(($0.day ?? 0) - (shown.day ?? 0)) == 1 }
      if !isModified && !isBeside || published.isEmpty { return shown.publication }
      // An old article that is shown with a new date: readers and metadata differ too much.
      let isFar = published.contains { abs(($0.day ?? 0) - (shown.day ?? 0)) > 30 }
      if isFar { return unread(shown) }
    }
    if let first = published.first, let day = first.day {
      let isOne = published.allSatisfy { abs(($0.day ?? day) - day) <= 1 }
      guard isOne else { return unread(first) }
      return (published.first { $0.hasTime } ?? first).publication
    }
    let changed = Set(readings.filter { $0.isShownChange }.compactMap(\.day))
    for role in [DateCandidate.Role.time, .address, .above, .created, .text] {
      // Three days and more are those of a list of articles.
      if role == .time, Set(days(of: role)).count > 2 { continue }
      let found = readings.first {
        $0.candidate.role == role && $0.day.map { !changed.contains($0) } ?? false
      }
      if let found { return found.publication }
    }
    let known = readings.filter { $0.candidate.role != .modified }
    guard let first = known.first ?? readings.first else { return Publication() }
    return first.day == nil ? first.publication : unread(first)
  }

  /// The dates that metadata names as those of publication, without those of modifications.
  private func publishedReadings(_ modified: Set<Int>) -> [Reading] {
    let all = readings.filter { $0.candidate.role == .published && $0.day != nil }
    let others = all.filter { !modified.contains($0.day ?? 0) }
    return others.isEmpty ? all : others
  }

  /// The date that readers see; of several the one near a known day, or else the first.
  private func shown(besides modified: Set<Int>, near known: Int?) -> Reading? {
    let all = readings.filter { $0.candidate.role == .shown && $0.day != nil }
    let others = all.filter { !modified.contains($0.day ?? 0) }
    let kept = others.isEmpty ? all : others
    return kept.first { reading in known.map { abs($0 - (reading.day ?? 0)) <= 1 } ?? false }
      ?? kept.first
  }

  /// The most telling date of the same day, or of the day beside it in another zone.
  private func best(_ published: [Reading], near shown: Reading) -> Reading? {
    guard let day = shown.day else { return nil }
    let same = published.filter { $0.day == day }
    let near = same.isEmpty ? published.filter { Self.isShifted($0, to: day) } : same
    return near.first { $0.hasTime } ?? near.first
  }

  /// Whether a time in UTC falls on `day` in a zone where news is made: from Los Angeles, eight
  /// hours behind, to Beijing, eight ahead.
  private static func isShifted(_ reading: Reading, to day: Int) -> Bool {
    guard let own = reading.day, reading.isUniversal, let hour = reading.hour else { return false }
    return day == own + 1 && hour >= 16 || day == own - 1 && hour < 8
  }

  /// `reading` on the day that readers see, when that is the same day or the one beside it.
  private func agreed(_ reading: Reading, with shown: Reading?) -> Publication {
    guard let shown, let day = shown.day, reading.day == day || Self.isShifted(reading, to: day)
    else { return reading.publication }
    var publication = reading.publication
    publication.on = DayCount.day(of: day * 86_400)
    return publication
  }

  /// Only what was written.
  private func unread(_ reading: Reading) -> Publication {
    var publication = Publication()
    publication.raw = reading.candidate.raw
    publication.origin = reading.candidate.origin
    return publication
  }

  private func days(of role: DateCandidate.Role) -> [Int] {
    readings.filter { $0.candidate.role == role }.compactMap(\.day)
  }

  private static func day(_ date: CalendarDate?) -> Int? {
    guard let year = date?.year, let month = date?.month, let day = date?.day else { return nil }
    return DayCount.days(before: year, month, day)
  }

  /// The one reading of an ambiguous date that a sure day agrees with; nil when none does.
  private static func resolved(_ date: CalendarDate, by sure: Set<Int>) -> CalendarDate? {
    var swapped = date
    (swapped.day, swapped.month) = (date.month, date.day)
    let found = [date, swapped].filter { Self.day($0).map(sure.contains) ?? false }
    return found.count == 1 ? found[0] : nil
  }
}
