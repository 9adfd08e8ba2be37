import ArabicText
import ArgumentParser
import ETLModel

/// The segmenter, beside a scan that counts the scalars of the same bytes.
struct Segment: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure sentence segmentation.")

  @OptionGroup var input: InputOptions

  func run() throws { try Self.measure(try input.articles()) }

  static func measure(_ articles: Articles) throws {
    let bodies = articles.texts.map { BodyText.cleaned($0) }
    let size = TextSize(bodies)
    Report.heading("segment", articles, size)
    let amount = (count: Double(size.codePoints) / 1e6, unit: "million code points")
    let segmenter = SentenceSegmenter()
    let segmenting = try Measurement("segment") {
      bodies.reduce(0) { $0 + segmenter.sentences(in: $1).count }
    }
    Report.line("SentenceSegmenter", segmenting, "sentences", [amount])
    let scan = try Measurement("scan") { bodies.reduce(0) { $0 + TextSize.codePoints($1) } }
    Report.line("scan", scan, "code points", [amount])
    Report.ratio(segmenting, to: scan, "scan")
  }
}
