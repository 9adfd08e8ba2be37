import ArabicText

/// Takes the name of the site off a title.
enum SiteName {
  /// `title` without ` - Site` at its end or `Site - ` at its start.
  static func removed(from title: String, site: String?) -> String {
    let parts = split(title)
    guard parts.count > 1 else { return title }
    let siteKey = site.map { TextKey(Array($0.utf8)) }
    var kept = parts
    while kept.count > 1, let last = kept.last {
      let key = TextKey(Array(last.text.utf8))
      let isSite = key == siteKey || key.wordCount <= 3 || last.mark == 0x7C
      let rest = kept.dropLast().reduce(0) { $0 + TextKey(Array($1.text.utf8)).wordCount }
      guard isSite, rest >= 3 || key == siteKey else { break }
      kept.removeLast()
    }
    if kept.count > 1, TextKey(Array(kept[0].text.utf8)) == siteKey { kept.removeFirst() }
    guard let first = kept.first else { return title }
    return kept.dropFirst().reduce(first.text) {
      $0 + ($1.mark == 0x7C ? " | " : $1.mark == 0x2D ? " - " : " – ") + $1.text
    }
  }

  /// Whether `title` begins with the words of `key` and goes on behind a dash or bar.
  static func starts(_ title: String, with key: TextKey) -> Bool {
    split(title).first.map { TextKey(Array($0.text.utf8)) == key } ?? false
  }

  /// Whether `title` ends with the few words of `key` behind a dash or bar, and has more before.
  static func ends(_ title: String, with key: TextKey) -> Bool {
    let parts = split(title)
    guard parts.count > 1, key.wordCount <= 5, let last = parts.last,
      TextKey(Array(last.text.utf8)) == key
    else { return false }
    return parts.dropLast().contains { TextKey(Array($0.text.utf8)).wordCount > key.wordCount }
  }

  /// The parts of `title` between dashes, bars and pairs of colons.
  static func parts(of title: String) -> [String] { split(title).map(\.text) }

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
