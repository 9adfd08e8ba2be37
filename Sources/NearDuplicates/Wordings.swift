import ETLModel

/// A quote, by the indices of its article and of the saying in it.
struct QuotePlace: Hashable, Sendable, Comparable {
  var article: Int32
  var saying: Int32

  static func < (left: QuotePlace, right: QuotePlace) -> Bool {
    (left.article, left.saying) < (right.article, right.saying)
  }
}

/// Quotes with the same words, who can have the same speaker: what is compared with others.
struct Wording: Sendable {
  /// The quotes, sorted.
  var quotes: [QuotePlace]
  /// Who says it, each voice once.
  var voices: [Voice]
  /// The days on which it was published, sorted and without repetition.
  var days: [Int32]
  /// The clusters of copies of those of its articles that have no day, or that may be compared with
  /// such articles; sorted.
  var clusters: [Int32]
}

/// Sorts the quotes of a run into wordings.
///
/// Quotes of the same voice with the same words are one wording if they were published within one
/// window; those without a day go with the first. Quotes with the same words in copies of one article
/// are one wording whoever the copies say it was: what was cut from a copy may be the name.
struct Wordings {
  private(set) var all: [Wording] = []
  private let articles: [ArticleSayings]
  private let clusters: [Int32?]
  /// Whether an article of the cluster has no day.
  private let undatedClusters: Set<Int32>

  /// A text of less weight repeats nothing: `نعم`, `ذلك`.
  private static let leastWeight = 1.0

  /// - Parameters:
  ///   - articles: In the order of their keys.
  ///   - clusters: The cluster of copies that each article is in.
  ///   - windowDays: How many days apart the same words are the same saying.
  init(_ articles: [ArticleSayings], clusters: [Int32?], windowDays: Int) {
    self.articles = articles
    self.clusters = clusters
    undatedClusters = Set(
      articles.indices.lazy.filter { articles[$0].day == nil }
        .compactMap { clusters[$0] })
    var places: [QuotePlace] = []
    for (index, article) in articles.enumerated() {
      for (place, saying) in article.sayings.enumerated() where saying.weight >= Self.leastWeight {
        guard saying.voice != nil || clusters[index] != nil else { continue }
        places.append(QuotePlace(article: Int32(index), saying: Int32(place)))
      }
    }
    collect(places, sets(of: places, windowDays: windowDays))
    all.sort { ($0.firstDay, $0.quotes[0]) < ($1.firstDay, $1.quotes[0]) }
  }

  private struct Key: Hashable {
    var sequence: WordSequenceHash
    var isDenied: Bool
    var voice: Voice?
    var cluster: Int32?
  }

  private func sets(of places: [QuotePlace], windowDays: Int) -> DisjointSets {
    var sets = DisjointSets(count: places.count)
    var inCluster: [Key: Int] = [:]
    var byVoice: [Key: [Int]] = [:]
    for (number, place) in places.enumerated() {
      let saying = saying(place)
      var key = Key(sequence: saying.sequence, isDenied: saying.isDenied)
      if let cluster = clusters[Int(place.article)] {
        key.cluster = cluster
        if let first = inCluster[key] { sets.join(first, number) } else { inCluster[key] = number }
        key.cluster = nil
      }
      key.voice = saying.voice
      if key.voice != nil { byVoice[key, default: []].append(number) }
    }
    // The order of the dictionary does not matter: joining is commutative.
    for numbers in byVoice.values where numbers.count > 1 {
      let dated = numbers.sorted { (day(places[$0]), $0) < (day(places[$1]), $1) }
      var first = dated[0]
      for later in dated.dropFirst() {
        let laterDay = day(places[later])
        if laterDay == .max {
          sets.join(dated[0], later)
        } else if Int(laterDay) - Int(day(places[first])) <= windowDays {
          sets.join(first, later)
        } else {
          first = later
        }
      }
    }
    return sets
  }

  private mutating func collect(_ places: [QuotePlace], _ sets: DisjointSets) {
    var sets = sets
    var indices: [Int: Int] = [:]
    var members: [[QuotePlace]] = []
    for (number, place) in places.enumerated() {
      let representative = sets.representative(of: number)
      if let index = indices[representative] {
        members[index].append(place)
      } else {
        indices[representative] = members.count
        members.append([place])
      }
    }
    all = members.map(wording(of:))
  }

  private func wording(of quotes: [QuotePlace]) -> Wording {
    var wording = Wording(quotes: quotes, voices: [], days: [], clusters: [])
    for quote in quotes { add(quote, to: &wording) }
    wording.days = Set(wording.days).sorted()
    wording.clusters = Set(wording.clusters).sorted()
    return wording
  }

  private func add(_ place: QuotePlace, to wording: inout Wording) {
    if let voice = saying(place).voice, !wording.voices.contains(voice) {
      wording.voices.append(voice)
    }
    if let day = articles[Int(place.article)].day { wording.days.append(day) }
    if let cluster = clusters[Int(place.article)], undatedClusters.contains(cluster) {
      wording.clusters.append(cluster)
    }
  }

  private func saying(_ place: QuotePlace) -> Saying {
    articles[Int(place.article)].sayings[Int(place.saying)]
  }

  private func day(_ place: QuotePlace) -> Int32 { articles[Int(place.article)].day ?? .max }
}

extension Wording {
  /// The first day on which it was published; the greatest number when none is known.
  var firstDay: Int32 { days.first ?? .max }

  /// The fewest days between the two, if all of both lie within a window; 0 when both are in copies
  /// of an article without a day. Nil otherwise, and when the days are not known.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of days and clusters.
  func dayGap(_ other: Wording, within windowDays: Int) -> Int? {
    if Self.shares(clusters, other.clusters) { return 0 }
    guard let first = days.first, let last = days.last, let otherFirst = other.days.first,
      let otherLast = other.days.last,
      Int(max(last, otherLast)) - Int(min(first, otherFirst)) <= windowDays
    else { return nil }
    return max(0, Int(max(first, otherFirst)) - Int(min(last, otherLast)))
  }

  private static func shares(_ left: [Int32], _ right: [Int32]) -> Bool {
    var (i, j) = (0, 0)
    while i < left.count && j < right.count {
      if left[i] == right[j] { return true }
      if left[i] < right[j] { i += 1 } else { j += 1 }
    }
    return false
  }
}
