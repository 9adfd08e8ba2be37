/// What leads to a page and says something about it.
public struct PageReference: Codable, Hashable, Sendable {
  /// The article's name in its input.
  public var externalID: String
  public var title: String?
  public var author: String?
  /// The date of publication as it is written there.
  public var published: String?
  /// When the page was changed last, as it is written there.
  public var updated: String?

  /// Creates a reference that says nothing but a name.
  public init(externalID: String) { self.externalID = externalID }

  /// The fields of a record that hold it.
  var fields: [HeaderField] {
    let values = [
      (ArchiveField.externalID, externalID), (ArchiveField.title, title),
      (ArchiveField.author, author), (ArchiveField.published, published),
    ]
    return values.compactMap { name, value in
      let line = value.map(Self.line) ?? ""
      return line.isEmpty ? nil : HeaderField(name: name, value: line)
    }
  }

  /// A text on one line, at most 4,096 bytes of it: a field has no room for more.
  private static func line(_ text: String) -> String {
    let words = text.utf8.split { $0 <= 0x20 || $0 == 0x7F }
    var line = ""
    for word in words where line.utf8.count + word.count < 4_096 {
      if !line.isEmpty { line += " " }
      line += String(decoding: word, as: UTF8.self)
    }
    return line
  }
}
