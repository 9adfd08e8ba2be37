/// What an element of a feed in XML is about.
enum FeedField {
  case title, link, originalLink, guid, author, creator
  case published, date, updated
  case content, summary
  case language, timeToLive, updatePeriod, updateFrequency

  /// The field that elements called `name` hold; nil for those that are not read.
  static func named(_ name: XMLName) -> FeedField? { fields[name] }

  /// What ends elements that are not closed; see ``XMLReader/Role``.
  static let roles: [String: XMLReader.Role] = {
    var roles: [String: XMLReader.Role] = ["item": .record, "entry": .record]
    for name in [
      "title", "link", "guid", "id", "description", "summary", "content", "content:encoded",
      "pubDate", "published", "updated", "category", "comments", "enclosure", "dc:creator",
      "dc:date", "language", "ttl", "lastBuildDate", "feedburner:origLink",
    ] {
      roles[name] = .field
    }
    return roles
  }()

  private static let fields: [XMLName: FeedField] = {
    var fields: [XMLName: FeedField] = [
      XMLName(.plain, "guid"): .guid, XMLName(.plain, "description"): .summary,
      XMLName(.plain, "pubDate"): .published, XMLName(.plain, "pubdate"): .published,
      XMLName(.plain, "language"): .language, XMLName(.plain, "ttl"): .timeToLive,
      XMLName(.plain, "author"): .author,
      XMLName(.atom, "id"): .guid, XMLName(.atom, "name"): .creator,
      XMLName(.atom, "summary"): .summary, XMLName(.atom, "content"): .content,
      XMLName(.atom, "published"): .published, XMLName(.atom, "issued"): .published,
      XMLName(.atom, "created"): .date, XMLName(.atom, "updated"): .updated,
      XMLName(.atom, "modified"): .updated,
      XMLName(.content, "encoded"): .content, XMLName(.feedburner, "origLink"): .originalLink,
      XMLName(.dublinCore, "creator"): .creator, XMLName(.dublinCore, "date"): .date,
      XMLName(.dublinCore, "issued"): .date, XMLName(.dublinCore, "created"): .date,
      XMLName(.dublinCore, "modified"): .updated, XMLName(.dublinCore, "language"): .language,
      XMLName(.dublinCore, "description"): .summary,
      XMLName(.syndication, "updatePeriod"): .updatePeriod,
      XMLName(.syndication, "updateFrequency"): .updateFrequency,
    ]
    for vocabulary in [XMLVocabulary.plain, .atom] {
      fields[XMLName(vocabulary, "title")] = .title
      fields[XMLName(vocabulary, "link")] = .link
    }
    return fields
  }()
}
