import ETLModel

/// The distinct texts of a run, each with the articles that carry it word for word.
///
/// Texts are numbered by their hash, so the numbers do not depend on the order of the articles.
struct CopyGroups {
  /// The indices of the signatures, grouped by text; the leader of a group comes first.
  private var members: [Int] = []
  private var starts: [Int] = [0]
  /// The days on which each text was published, sorted, text by text.
  private var allDays: [Int32] = []
  private var dayStarts: [Int] = [0]
  /// Whether an article of each text has no known day.
  private(set) var hasUndatedCopy: [Bool] = []

  /// The number of texts.
  var count: Int { starts.count - 1 }

  /// The indices of the signatures with the text, the leader first.
  func members(of text: Int) -> ArraySlice<Int> { members[starts[text]..<starts[text + 1]] }

  /// The article that stands for a text: the one that comes first by ``Precedence``.
  func leader(of text: Int) -> Int { members[starts[text]] }

  /// The days on which a text was published, sorted; empty when none is known.
  func days(of text: Int) -> ArraySlice<Int32> { allDays[dayStarts[text]..<dayStarts[text + 1]] }

  /// Groups the signatures that take part: of those with the same key only the last one does, and
  /// none without words.
  ///
  /// - Complexity: O(*n* log *n*).
  init(_ signatures: [DocumentSignature]) {
    var last = [ArticleKey: Int](minimumCapacity: signatures.count)
    for index in signatures.indices { last[signatures[index].article] = index }
    let areDistinct = last.count == signatures.count
    var keyed: [(sequence: WordSequenceHash, index: Int)] = []
    keyed.reserveCapacity(last.count)
    for index in signatures.indices
    where areDistinct || last[signatures[index].article] == index {
      if let sequence = signatures[index].wordSequence { keyed.append((sequence, index)) }
    }
    let precedence = Precedence(signatures)
    keyed.sort { left, right in
      left.sequence == right.sequence
        ? precedence.isBefore(left.index, right.index) : left.sequence < right.sequence
    }
    members.reserveCapacity(keyed.count)
    for (position, entry) in keyed.enumerated() {
      if position > 0 && keyed[position - 1].sequence != entry.sequence {
        starts.append(position)
      }
      members.append(entry.index)
    }
    if !members.isEmpty { starts.append(members.count) }
    collectDays(signatures)
  }

  private mutating func collectDays(_ signatures: [DocumentSignature]) {
    for text in 0..<count {
      // Members are ordered by day, so equal days stand side by side and unknown ones last.
      let start = allDays.count
      var isUndated = false
      for member in members(of: text) {
        guard let day = signatures[member].day else {
          isUndated = true
          continue
        }
        if allDays.count == start || allDays.last != day { allDays.append(day) }
      }
      dayStarts.append(allDays.count)
      hasUndatedCopy.append(isUndated)
    }
  }

  /// The day of a text that was published on one day; nil if there are several or an unknown one.
  func onlyDay(of text: Int) -> Int32? {
    let days = days(of: text)
    return days.count == 1 && !hasUndatedCopy[text] ? days.first : nil
  }

  /// The fewest days between copies of two texts; nil when a day that matters is not known.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of days.
  func dayGap(_ first: Int, _ second: Int) -> Int? {
    if hasUndatedCopy[first] || hasUndatedCopy[second] { return nil }
    let (left, right) = (days(of: first), days(of: second))
    var (i, j, gap) = (left.startIndex, right.startIndex, Int.max)
    while i < left.endIndex && j < right.endIndex {
      gap = min(gap, abs(Int(left[i]) - Int(right[j])))
      if left[i] < right[j] { i += 1 } else { j += 1 }
    }
    return gap == .max ? nil : gap
  }
}

/// Which of several copies is the one to show.
///
/// The earliest by day of publication, articles without a day last; then one that is credited to
/// an agency; then the longest; then the one with the smallest key.
struct Precedence {
  private let signatures: [DocumentSignature]

  init(_ signatures: [DocumentSignature]) { self.signatures = signatures }

  /// Whether the first signature is to be shown rather than the second.
  func isBefore(_ first: Int, _ second: Int) -> Bool {
    let (left, right) = (signatures[first], signatures[second])
    let (leftDay, rightDay) = (left.day ?? .max, right.day ?? .max)
    if leftDay != rightDay { return leftDay < rightDay }
    if left.hasAgency != right.hasAgency { return left.hasAgency }
    if left.wordCount != right.wordCount { return left.wordCount > right.wordCount }
    return left.article < right.article
  }
}
