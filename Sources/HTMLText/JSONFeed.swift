import ETLModel

/// Reads JSON Feed 1.0 and 1.1.
enum JSONFeed {
  static func read(_ text: [UInt8], url: String) throws(FeedError) -> Feed {
    let (root, isDamaged) = JSONValue.readNotingDamage(text)
    let isNamed = root["version"]?.string?.contains("jsonfeed.org/version/") ?? false
    var items: [JSONValue]?
    if case .list(let values)? = root["items"] { items = values }
    guard isNamed || items != nil && root["title"] != nil else { throw .notAFeed }
    var feed = Feed()
    feed.isDamaged = isDamaged || items == nil
    feed.title = root["title"]?.string.flatMap(PlainText.line)
    feed.language = root["language"]?.string
    let authors = names(root)
    for value in (items ?? []).prefix(Feed.maximumItemCount) {
      guard case .object = value else {
        feed.isDamaged = true
        continue
      }
      var item = item(value, url)
      if item.author == nil { item.author = authors }
      feed.items.append(item)
    }
    return feed
  }

  private static func item(_ value: JSONValue, _ url: String) -> Feed.Item {
    var item = Feed.Item()
    item.guid = text(value, "id")
    for name in ["url", "external_url"] where item.url == nil {
      item.url = text(value, name).flatMap { WebAddress.resolve($0, against: url) }
    }
    item.title = text(value, "title").flatMap(PlainText.line)
    item.author = names(value)
    item.updated = text(value, "date_modified")
    item.published = text(value, "date_published") ?? item.updated
    if let html = text(value, "content_html") {
      item.content = .init(bytes: Array(html.utf8), kind: .full, isHTML: true)
    } else if let text = text(value, "content_text") {
      item.content = .init(bytes: Array(text.utf8), kind: .full, isHTML: false)
    } else if let text = text(value, "summary") {
      item.content = .init(bytes: Array(text.utf8), kind: .summary, isHTML: false)
    }
    return item
  }

  /// The names of the authors: a list since version 1.1, one before.
  private static func names(_ value: JSONValue) -> String? {
    var authors: [JSONValue] = []
    if case .list(let values)? = value["authors"] { authors = values }
    if let author = value["author"], authors.isEmpty { authors = [author] }
    return FeedAuthors.joined(
      authors.compactMap { author in
        if case .string(let name) = author { return PlainText.line(name) }
        return author["name"]?.string.flatMap(PlainText.line)
      })
  }

  /// A member that is not blank.
  private static func text(_ value: JSONValue, _ name: String) -> String? {
    value[name]?.string.flatMap { $0.utf8.allSatisfy { $0 <= 0x20 } ? nil : $0 }
  }
}
