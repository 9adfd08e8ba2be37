/// The names of people as feeds write them.
enum FeedAuthors {
  /// `names`, each once; nil without any.
  ///
  /// - Complexity: O(*n*).
  static func joined(_ names: [String]) -> String? {
    var seen: Set<String> = []
    let kept = names.filter { seen.insert($0).inserted }
    return kept.isEmpty ? nil : kept.joined(separator: ", ")
  }

  /// The name in the author of an RSS item, which by its rules is a mail address with a name.
  ///
  ///     FeedAuthors.name(in: "desk@news.example (ليلى حداد)")  // "ليلى حداد"
  ///
  /// - Returns: nil if there is a mail address and nothing else.
  static func name(in author: String) -> String? {
    guard author.contains("@") else { return author }
    if let start = author.firstIndex(of: "("), let end = author.lastIndex(of: ")"), start < end {
      let name = author[author.index(after: start)..<end]
      if let line = PlainText.line(String(name)), !line.contains("@") { return line }
    }
    let words = author.split(separator: " ").filter { !$0.contains("@") }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
