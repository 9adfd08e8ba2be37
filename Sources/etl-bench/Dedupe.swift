import ArgumentParser
import ETLModel
import NearDuplicates

/// Both halves of the near-duplicate engine, beside a hash that finds equal bodies only.
struct Dedupe: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Measure the search for copies.")

  @OptionGroup var input: InputOptions

  func run() throws { try Self.measure(try input.articles()) }

  static func measure(_ articles: Articles) throws {
    let documents = try articles.documents()
    let size = TextSize(documents.map(\.body))
    Report.heading("dedupe", articles, size)
    let count = Double(size.articles)
    let finder = NearDuplicateFinder(options: .init())
    var signatures: [DocumentSignature] = []
    let signing = try Measurement("signatures") {
      signatures = documents.map(finder.signature(of:))
      return signatures.count
    }
    Report.line("signatures", signing, "signatures", [(count, "signatures")])
    let judging = try Measurement("verdicts") {
      finder.verdicts(for: signatures).count { $0.membership != nil }
    }
    Report.line("verdicts", judging, "articles in clusters", [(count, "verdicts")])
    let hashing = try Measurement("hashes") {
      Set(documents.map { ContentHash.sha256(of: $0.body) }).count
    }
    Report.line("exact hash", hashing, "distinct bodies", [(count, "hashes")])
    Report.ratio(signing, to: hashing, "exact hash (signatures)")
  }
}
