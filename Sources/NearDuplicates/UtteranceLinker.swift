public import ETLModel

/// Finds the same saying in several articles, in other words or another translation.
///
///     let linker = UtteranceLinker(options: .init())
///     let verdicts = linker.verdicts(for: documents.map(linker.sayings(of:)), copies: duplicates)
///
/// Quotes with the same words, speaker and week are one wording. Wordings of the same speaker that
/// were published at most ``Options/windowDays`` apart are compared by the stems they share; see
/// `SayingSimilarity`. Average-link clustering makes utterances of the pairs, so that a chain of
/// similar sayings does not join its two ends. An utterance has quotes of two articles at least.
public struct UtteranceLinker: Sendable {
  /// What can be chosen.
  public struct Options: Sendable, Hashable {
    /// The score, from 0 to 1, from which two quotes are the same saying.
    public var threshold = 0.5
    /// How many days apart two articles can report the same saying. An article whose day is not
    /// known is compared with its copies only, and with quotes of the same words.
    public var windowDays = 7

    /// Creates the default options.
    public init() {}
  }

  private let options: Options

  /// Creates a linker.
  public init(options: Options) { self.options = options }

  /// What is compared of the quotes of an article: a pure function of the article.
  ///
  /// - Complexity: O(*n* log *n*) in the length of the quotes.
  public func sayings(of document: TaggedDocument) -> ArticleSayings { ArticleSayings(document) }

  /// One verdict for each article, in the same order.
  ///
  /// If several have the same key, the last one takes part and the others get an empty verdict. The
  /// utterances do not depend on the order of the articles.
  ///
  /// - Parameter copies: What is known of near-duplicates; empty when nothing is.
  /// - Complexity: O(*n* log *n*); the number of comparisons for one quote is bounded.
  public func verdicts(
    for sayings: [ArticleSayings], copies: [DuplicateVerdict]
  ) -> [UtteranceVerdict] {
    var last: [ArticleKey: Int] = [:]
    for (index, article) in sayings.enumerated() { last[article.article] = index }
    let order = last.values.sorted { sayings[$0].article < sayings[$1].article }
    let articles = order.map { sayings[$0] }
    let search = UtteranceSearch(
      articles, clusters: Self.clusters(of: articles, copies), options: options)
    var verdicts = sayings.map { UtteranceVerdict(article: $0.article) }
    search.forEachLink { place, link in verdicts[order[place]].links.append(link) }
    for index in verdicts.indices { verdicts[index].links.sort { $0.quote < $1.quote } }
    return verdicts
  }

  /// The number of the cluster of copies that each article is in: the place of its representative.
  private static func clusters(
    of articles: [ArticleSayings], _ copies: [DuplicateVerdict]
  ) -> [Int32?] {
    var representatives: [ArticleKey: ArticleKey] = [:]
    for copy in copies { representatives[copy.article] = copy.membership?.representative }
    var numbers: [ArticleKey: Int32] = [:]
    return articles.map { article in
      guard let representative = representatives[article.article] else { return nil }
      if let number = numbers[representative] { return number }
      let number = Int32(numbers.count)
      numbers[representative] = number
      return number
    }
  }
}
