/// How much two quotes are the same saying.
///
/// The measure is a Tversky index over the weights of shared stems,
///
///     shared / (smaller + 0.3 · (larger − smaller)),
///
/// because a report leaves out more than it adds: what the shorter one lacks of the longer one counts
/// three tenths of what the longer one lacks of the shorter. The score then takes into account what
/// templates share all words of: the days between, the numbers, and whether the speaker is one.
struct SayingSimilarity: Sendable {
  /// The share of weight that is common, from 0 to 1.
  let words: Double
  /// What ``words`` is worth as evidence, from 0 to 1: what is compared with the threshold.
  let score: Double

  private static let longerCounts = 0.3
  /// The least shared weight: two rare words, or four that everybody uses.
  private static let leastShared = 2.0
  /// Nearly equal sayings need less.
  private static let leastSharedOfEqual = 1.2
  static let nearlyEqual = 0.9
  private static let lossPerDay = 0.03
  private static let lossOfOtherNumbers = 0.4
  private static let withVagueSpeaker = 0.85

  /// Compares two sayings of speakers who can be the same.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of words.
  init(_ first: Saying, _ second: Saying, isVague: Bool, dayGap: Int) {
    let shared = Shared(first.words, second.words)
    let (smaller, larger) = (
      min(first.weight, second.weight), max(first.weight, second.weight)
    )
    words =
      smaller == 0 ? 0 : shared.weight / (smaller + Self.longerCounts * (larger - smaller))
    let least = words >= Self.nearlyEqual ? Self.leastSharedOfEqual : Self.leastShared
    guard shared.weight >= least, first.isDenied == second.isDenied else {
      score = 0
      return
    }
    var score = words * (1 - Self.lossPerDay * Double(min(10, max(0, dayGap - 1))))
    score *= 1 - Self.lossOfOtherNumbers * (1 - shared.numbers)
    if isVague { score *= Self.withVagueSpeaker }
    self.score = score
  }

  private struct Shared {
    var weight = 0.0
    /// The share of the numbers of the one with fewer that the other has too; 1 if one has none.
    var numbers = 1.0

    init(_ left: [ContentWord], _ right: [ContentWord]) {
      var (i, j) = (0, 0)
      var shared = 0
      while i < left.count && j < right.count {
        if left[i] == right[j] {
          weight += left[i].weight
          if left[i].isNumber { shared += 1 }
          i += 1
          j += 1
        } else if left[i] < right[j] {
          i += 1
        } else {
          j += 1
        }
      }
      let fewer = min(left.count(where: \.isNumber), right.count(where: \.isNumber))
      if fewer > 0 { numbers = Double(shared) / Double(fewer) }
    }
  }
}
