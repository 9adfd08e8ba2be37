import ArabicText
import ArgumentParser
import ETLModel
import HTMLText

/// The text path of the cleaner, beside the change of characters that is part of it.
struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure the cleaning of texts.")

  @OptionGroup var input: InputOptions
  @Option(help: "A file of JSON lines with 'id' and 'html_base64': measure web pages instead.")
  var pages: String?
  @Option(help: "With --pages: write title, body and residue of each page as JSON lines.")
  var output: String?

  func run() throws {
    guard let pages else { return try Self.measure(try input.articles()) }
    let read = try Pages(path: pages)
    try read.measure()
    if let output { try read.write(to: output) }
  }

  static func measure(_ articles: Articles) throws {
    let raw = articles.raw
    let size = TextSize(articles.texts)
    Report.heading("clean", articles, size)
    let amount = (count: Double(size.bytes) / 1e6, unit: "MB")
    let cleaner = ArticleCleaner(options: .init())
    let cleaning = try Measurement("clean") {
      try raw.reduce(0) { $0 + (try cleaner.clean($1)).body.count }
    }
    Report.line("ArticleCleaner", cleaning, "bytes of bodies", [amount])
    let characters = try Measurement("characters") {
      articles.texts.reduce(0) { $0 + BodyText.cleaned($1).count }
    }
    Report.line("BodyText.cleaned", characters, "bytes", [amount])
    Report.ratio(cleaning, to: characters, "change of characters")
  }
}
