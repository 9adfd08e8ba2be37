/// Which quotes of an article repeat what other articles report too.
public struct UtteranceVerdict: Record, Hashable {
  public var article: ArticleKey
  /// The quotes that belong to an utterance, in the order of the article.
  public var links: [UtteranceLink]

  /// Creates a verdict for an article.
  public init(article: ArticleKey, links: [UtteranceLink] = []) {
    self.article = article
    self.links = links
  }
}

/// How a quote belongs to an utterance: one saying, reported by several articles.
public struct UtteranceLink: Hashable, Sendable {
  /// The quote's index in ``TaggedDocument/quotes``.
  public var quote: Int
  /// The utterance's identity: the quote that stands for it, which all its quotes share.
  public var representative: QuoteReference
  /// How much of the words of the two is the same, from 0 to 1; 1 for the representative itself.
  public var similarity: Double

  /// Creates a link from a quote to what it repeats.
  public init(quote: Int, representative: QuoteReference, similarity: Double) {
    self.quote = quote
    self.representative = representative
    self.similarity = similarity
  }
}

/// A quote of some article.
public struct QuoteReference: Hashable, Sendable {
  public var article: ArticleKey
  /// The quote's index in ``TaggedDocument/quotes``.
  public var quote: Int

  /// Creates a reference to a quote.
  public init(article: ArticleKey, quote: Int) {
    self.article = article
    self.quote = quote
  }
}

extension QuoteReference: Comparable {
  /// Orders quotes by article, then by place.
  public static func < (left: QuoteReference, right: QuoteReference) -> Bool {
    left.article == right.article ? left.quote < right.quote : left.article < right.article
  }
}
