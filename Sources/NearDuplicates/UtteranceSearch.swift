import ETLModel

/// One search for utterances.
struct UtteranceSearch {
  private let articles: [ArticleSayings]
  private let wordings: [Wording]
  /// The quotes of each utterance.
  private var utterances: [[QuotePlace]] = []
  /// The wording of each quote that is in one.
  private var wordingOf: [QuotePlace: Int] = [:]

  /// - Parameters:
  ///   - articles: In the order of their keys.
  ///   - clusters: The cluster of copies that each article is in.
  init(
    _ articles: [ArticleSayings], clusters: [Int32?], options: UtteranceLinker.Options
  ) {
    self.articles = articles
    wordings = Wordings(articles, clusters: clusters, windowDays: options.windowDays).all
    let labels = TextClusters.clusters(
      count: wordings.count, links: links(options), threshold: options.threshold)
    var members: [Int: [Int]] = [:]
    for (wording, label) in labels.enumerated() { members[label, default: []].append(wording) }
    for label in members.keys.sorted() {
      let wordings = members[label] ?? []
      let quotes = wordings.flatMap { self.wordings[$0].quotes }
      guard Set(quotes.map(\.article)).count > 1 else { continue }
      for wording in wordings {
        for quote in self.wordings[wording].quotes { wordingOf[quote] = wording }
      }
      utterances.append(quotes)
    }
  }

  /// Calls `body` with the place of an article and the link of one of its quotes, for every quote
  /// of an utterance.
  func forEachLink(_ body: (Int, UtteranceLink) -> Void) {
    for quotes in utterances {
      guard let first = quotes.min(by: precedes) else { continue }
      let representative = QuoteReference(
        article: articles[Int(first.article)].article, quote: Int(first.saying))
      for quote in quotes {
        body(
          Int(quote.article),
          UtteranceLink(
            quote: Int(quote.saying), representative: representative,
            similarity: similarity(quote, first)))
      }
    }
  }

  // MARK: Pairs

  private func links(_ options: UtteranceLinker.Options) -> [Link] {
    let index = WordingIndex(
      wordings, words: { saying($0.quotes[0]).words }, windowDays: options.windowDays)
    var links: [Link] = []
    index.forEachPair { first, second, dayGap in
      let (left, right) = (wordings[first], wordings[second])
      guard let isVague = agreement(left, right) else { return }
      let similarity = SayingSimilarity(
        saying(left.quotes[0]), saying(right.quotes[0]), isVague: isVague, dayGap: dayGap)
      guard similarity.score >= options.threshold else { return }
      if similarity.words < SayingSimilarity.nearlyEqual || sharesPassage(left, right) {
        guard !sharesArticle(left, right) else { return }
      }
      links.append(Link(first: first, second: second, score: similarity.score))
    }
    return links
  }

  /// Whether the voices that match are vague; nil when none match.
  private func agreement(_ left: Wording, _ right: Wording) -> Bool? {
    var isVague: Bool?
    for first in left.voices {
      for second in right.voices where first.matches(second) {
        if !first.isVague && !second.isVague { return false }
        isVague = true
      }
    }
    return isVague
  }

  /// Whether some article has both: it says itself that they are two.
  private func sharesArticle(_ left: Wording, _ right: Wording) -> Bool {
    var found = false
    forEachShared(left, right) { _, _ in found = true }
    return found
  }

  /// Whether some article has one inside the other.
  private func sharesPassage(_ left: Wording, _ right: Wording) -> Bool {
    var found = false
    forEachShared(left, right) { first, second in
      if saying(first).span.overlaps(saying(second).span) { found = true }
    }
    return found
  }

  /// Calls `body` with the pairs of quotes of the two that stand in the same article.
  private func forEachShared(
    _ left: Wording, _ right: Wording, _ body: (QuotePlace, QuotePlace) -> Void
  ) {
    var start = 0
    for first in left.quotes {
      while start < right.quotes.count, right.quotes[start].article < first.article { start += 1 }
      var index = start
      while index < right.quotes.count, right.quotes[index].article == first.article {
        body(first, right.quotes[index])
        index += 1
      }
    }
  }

  // MARK: Quotes

  private func saying(_ place: QuotePlace) -> Saying {
    articles[Int(place.article)].sayings[Int(place.saying)]
  }

  /// Which quote stands for an utterance: one whose speaker is known, the earliest, those without a
  /// day last, the one that says the most, the first by article and place.
  private func precedes(_ left: QuotePlace, _ right: QuotePlace) -> Bool {
    let (first, second) = (saying(left), saying(right))
    if (first.voice == nil) != (second.voice == nil) { return second.voice == nil }
    let (firstDay, secondDay) = (
      articles[Int(left.article)].day ?? .max, articles[Int(right.article)].day ?? .max
    )
    if firstDay != secondDay { return firstDay < secondDay }
    return first.weight == second.weight ? left < right : first.weight > second.weight
  }

  private func similarity(_ quote: QuotePlace, _ representative: QuotePlace) -> Double {
    if wordingOf[quote] == wordingOf[representative] { return 1 }
    let words = SayingSimilarity(
      saying(quote), saying(representative), isVague: false, dayGap: 0
    ).words
    return (words * 1000).rounded() / 1000
  }
}
