import ETLModel
import ETLStore

/// A few quotes of a run, for the person who runs it: the first one of each of the first speakers.
struct QuoteSamples {
  private static let largestCount = 5
  /// Code points of a content that a line shows.
  private static let largestLength = 90

  private(set) var lines: [String] = []
  private var speakers: Set<String> = []

  mutating func offer(_ rows: ArticleRows) {
    for row in rows.quotes where lines.count < Self.largestCount {
      guard let speaker = row.quote.speaker.map({ rows.speakers[$0] }), row.quote.kind != .reported,
        speakers.insert(speaker.key).inserted
      else { continue }
      let content = row.content.text.unicodeScalars
      var text = String(String.UnicodeScalarView(content.prefix(Self.largestLength)))
      if content.count > Self.largestLength { text += "…" }
      lines.append("\(speaker.name) [\(row.quote.kind.rawValue)]: \(text)")
    }
  }
}
