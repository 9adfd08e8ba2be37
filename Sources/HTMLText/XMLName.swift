/// The vocabularies that feeds and sitemaps are written in, whatever prefix they give them.
enum XMLVocabulary {
  /// RSS of all versions and sitemaps: names without a prefix.
  case plain
  case atom, content, dublinCore, syndication, feedburner, news, xhtml, rdf
  /// All that is not read, such as pictures and advertisements.
  case other

  /// The vocabulary that `address` names; nil if it is unknown.
  init?(namespace address: String) {
    guard let vocabulary = Self.namespaces[address] else { return nil }
    self = vocabulary
  }

  /// The vocabulary that `prefix` usually stands for, for feeds that declare nothing or mistype it.
  init(prefix: String) {
    self = Self.prefixes[prefix] ?? .other
  }

  private static let namespaces: [String: XMLVocabulary] = [
    "http://www.w3.org/2005/Atom": .atom,
    "http://purl.org/atom/ns#": .atom,
    "http://purl.org/rss/1.0/": .plain,
    "http://purl.org/rss/1.0/modules/content/": .content,
    "http://purl.org/rss/1.0/modules/syndication/": .syndication,
    "http://purl.org/dc/elements/1.1/": .dublinCore,
    "http://purl.org/dc/terms/": .dublinCore,
    "http://rssnamespace.org/feedburner/ext/1.0": .feedburner,
    "http://www.google.com/schemas/sitemap-news/0.9": .news,
    "http://www.w3.org/1999/xhtml": .xhtml,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": .rdf,
  ]

  private static let prefixes: [String: XMLVocabulary] = [
    "atom": .atom, "atom10": .atom, "a10": .atom, "content": .content, "sy": .syndication,
    "dc": .dublinCore, "dcterms": .dublinCore, "feedburner": .feedburner, "news": .news,
    "n": .news, "xhtml": .xhtml, "rdf": .rdf, "rss": .plain,
  ]
}

/// The name of an element without its prefix.
struct XMLName: Hashable {
  var vocabulary: XMLVocabulary
  var local: String

  init(_ vocabulary: XMLVocabulary, _ local: String) {
    self.vocabulary = vocabulary
    self.local = local
  }
}

/// What the start of an element says.
struct XMLTag {
  var name = XMLName(.other, "")
  /// The name with its prefix.
  let written: String
  var attributes: [(name: String, value: String)] = []

  init(written: String) { self.written = written }

  /// The value of the attribute called `name`, prefix included.
  subscript(name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }
}
