/// What the JSON-LD of a page says of its article.
struct LinkedData {
  private(set) var headline: String?
  private(set) var authors: [String] = []
  /// The authors that are said to be persons.
  private(set) var persons: Set<String> = []
  /// The names of those who publish the article; they are no authors.
  private(set) var publishers: [String] = []
  /// The dates that the descriptions of the article give, without repetitions.
  private(set) var published: [String] = []
  private(set) var modified: String?
  private(set) var section: String?
  private(set) var language: String?
  private(set) var body: String?

  /// Reads the first article that `scripts` describe.
  init(_ scripts: [[UInt8]]) {
    var people: [String: String] = [:]
    var articles: [JSONValue] = []
    var pages: [JSONValue] = []
    for script in scripts where script.count < 2_000_000 {
      Self.collect(JSONValue.read(script), depth: 0, &articles, &pages, &people)
    }
    for article in articles.prefix(20) { read(article, people) }
    for page in pages.prefix(3) { readDates(page) }
  }

  private mutating func readDates(_ value: JSONValue) {
    if let date = value["datePublished"]?.string, !published.contains(date) {
      published.append(date)
    }
    modified = modified ?? value["dateModified"]?.string
  }

  private mutating func read(_ article: JSONValue, _ people: [String: String]) {
    headline = headline ?? article["headline"]?.string.map(CharacterReferences.decoded)
    readDates(article)
    section = section ?? article["articleSection"]?.string.map(CharacterReferences.decoded)
    language = language ?? article["inLanguage"]?.string
    body = body ?? article["articleBody"]?.string
    if let publisher = article["publisher"]?["name"]?.string { publishers.append(publisher) }
    if authors.isEmpty, let author = article["author"] ?? article["creator"] {
      authors = Self.names(author, people).map(CharacterReferences.decoded)
      persons = Set(Self.persons(author).map(CharacterReferences.decoded))
    }
  }

  private static func collect(
    _ value: JSONValue, depth: Int, _ articles: inout [JSONValue],
    _ pages: inout [JSONValue], _ people: inout [String: String]
  ) {
    guard depth < 6 else { return }
    switch value {
    case .list(let values):
      for value in values { collect(value, depth: depth + 1, &articles, &pages, &people) }
    case .object(let members):
      if isArticle(value["@type"]) { articles.append(value) }
      if value["@type"]?.string == "WebPage" { pages.append(value) }
      if let id = value["@id"]?.string, let name = value["name"]?.string { people[id] = name }
      for member in members where member.name == "@graph" || member.name == "mainEntity" {
        collect(member.value, depth: depth + 1, &articles, &pages, &people)
      }
    case .string, .number, .null: break
    }
  }

  private static func isArticle(_ type: JSONValue?) -> Bool {
    switch type {
    case .string(let name):
      name.hasSuffix("Article") || name.hasSuffix("Posting") || name == "Report"
    case .list(let names): names.contains { isArticle($0) }
    default: false
    }
  }

  private static func persons(_ author: JSONValue) -> [String] {
    if case .list(let authors) = author { return authors.prefix(20).flatMap(persons) }
    guard author["@type"]?.string == "Person", let name = author["name"]?.string else { return [] }
    return [name]
  }

  /// The names of people; an organization is no author.
  private static func names(_ author: JSONValue, _ people: [String: String]) -> [String] {
    switch author {
    case .string(let name): return [name]
    case .list(let authors): return authors.prefix(20).flatMap { names($0, people) }
    case .object:
      if author["@type"]?.string == "Organization" { return [] }
      if let name = author["name"] { return names(name, people) }
      return author["@id"]?.string.flatMap { people[$0] }.map { [$0] } ?? []
    case .number, .null: return []
    }
  }
}

/// The references that pages leave in JSON, where they mean nothing.
enum CharacterReferences {
  /// `text` with `&amp;`, `&#8220;` and their like decoded.
  ///
  /// - Complexity: O(*n*).
  static func decoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(0x26) else { return text }
    var output: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == 0x26,
        let end = bytes[offset..<min(bytes.count, offset + 10)].firstIndex(of: 0x3B),
        let scalar = scalar(String(decoding: bytes[offset + 1..<end], as: UTF8.self))
      {
        output += Array(String(scalar).utf8)
        offset = end + 1
      } else {
        output.append(bytes[offset])
        offset += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    case "lt": return "<"
    case "gt": return ">"
    case "nbsp": return " "
    case "ndash": return "–"
    case "laquo": return "«"
    case "raquo": return "»"
    case "lsquo": return "‘"
    case "rsquo": return "’"
    case "ldquo": return "“"
    case "rdquo": return "”"
    case "hellip": return "…"
    default: break
    }
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    }
    return name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) : nil
  }
}
