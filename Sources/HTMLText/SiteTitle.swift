import ArabicText

/// A title cut at the marks that part it from the name of the site.
struct SiteTitle {
  let text: String
  private let parts: [(text: String, key: TextKey, mark: UInt32)]

  init(_ text: String) {
    self.text = text
    parts = Self.split(text).map { ($0.text, TextKey(Array($0.text.utf8)), $0.mark) }
  }

  /// The title without ` - Site` at its end or `Site - ` at its start.
  func removing(site: String?) -> String {
    guard parts.count > 1 else { return text }
    let siteKey = site.map { TextKey(Array($0.utf8)) }
    var kept = parts[...]
    while kept.count > 1, let last = kept.last {
      let isSite = last.key == siteKey || last.key.wordCount <= 3 || last.mark == 0x7C
      let rest = kept.dropLast().reduce(0) { $0 + $1.key.wordCount }
      guard isSite, rest >= 3 || last.key == siteKey else { break }
      kept.removeLast()
    }
    if kept.count > 1, kept.first?.key == siteKey { kept.removeFirst() }
    guard let first = kept.first else { return text }
    return kept.dropFirst().reduce(first.text) {
      $0 + ($1.mark == 0x7C ? " | " : $1.mark == 0x2D ? " - " : " – ") + $1.text
    }
  }

  /// Whether the title begins with the words of `key` and goes on behind a dash or bar.
  func starts(with key: TextKey) -> Bool { parts.first?.key == key }

  /// Whether the title ends with the few words of `key` behind a dash or bar, and has more before.
  func ends(with key: TextKey) -> Bool {
    guard parts.count > 1, key.wordCount <= 5, parts.last?.key == key else { return false }
    return parts.dropLast().contains { $0.key.wordCount > key.wordCount }
  }

  /// The first part with such words; nil when the title is not cut.
  func part(where isWanted: (TextKey) -> Bool) -> String? {
    guard parts.count > 1 else { return nil }
    return parts.first { isWanted($0.key) }?.text
  }

  /// The parts of `title` between dashes, bars and pairs of colons with spaces around, with the
  /// mark before each.
  private static func split(_ title: String) -> [(text: String, mark: UInt32)] {
    var parts: [(text: String, mark: UInt32)] = []
    var current = String.UnicodeScalarView()
    var mark: UInt32 = 0
    let scalars = Array(title.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isPair = scalar == ":" && index > 0 && scalars[index - 1] == ":"
      let isMark = [0x2D, 0x7C, 0x2013, 0x2014, 0xB7, 0xBB, 0x2022].contains(scalar.value)
      let isApart =
        index > 0 && index + 1 < scalars.count && scalars[index - 1] == " "
        && scalars[index + 1] == " "
      if isPair {
        current.removeLast()
        append(current, mark, &parts)
        current = String.UnicodeScalarView()
        mark = 0x2D
      } else if isMark, isApart || scalar == "|" {
        append(current, mark, &parts)
        current = String.UnicodeScalarView()
        mark = scalar.value
      } else {
        current.append(scalar)
      }
    }
    append(current, mark, &parts)
    return parts
  }

  private static func append(
    _ scalars: String.UnicodeScalarView, _ mark: UInt32,
    _ parts: inout [(text: String, mark: UInt32)]
  ) {
    if let text = ArticleCleaner.line(String(scalars)) { parts.append((text, mark)) }
  }
}
