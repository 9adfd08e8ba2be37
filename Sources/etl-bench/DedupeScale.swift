import ArgumentParser
import ETLModel
import Foundation
import HTMLText
import NearDuplicates

/// Measures how the cost of finding copies grows with the number of articles.
struct DedupeScale: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedupe-scale",
    abstract: "Measure the search for copies at growing numbers of articles.",
    discussion: """
      Articles are read and cleaned one by one; only what the search keeps of them stays in memory. \
      Times are those of the processor, for signatures and verdicts: of five runs the median one up to \
      20,000 articles, else of one run. Memory is what is resident beyond what the program took before.
      """)

  @Option(help: "A file of JSON lines with the fields 'id', 'text' and perhaps 'date'.")
  var input: String
  @Option(help: "How many articles to take, one number or several with commas between.")
  var counts = "10000,100000,1000000"

  func run() throws {
    for count in counts.split(separator: ",").compactMap({ Int($0) }) { try measure(count) }
  }

  /// What one run took.
  private struct Run {
    var articles: Int
    var signing: Double
    var judging: Double
    var kept: Int
    var clustered: Int

    var time: Double { signing + judging }
  }

  private func measure(_ count: Int) throws {
    let before = Memory.resident()
    // A short run is at the mercy of what else the machine does.
    let runs = try (0..<(count <= 20_000 ? 5 : 1)).map { _ in try search(count, before) }
    let median = runs.sorted { $0.time < $1.time }[runs.count / 2]
    let articles = Double(median.articles)
    print(
      String(
        format: "%d articles: signatures %.2f s, verdicts %.2f s, %.1f us an article, "
          + "%.0f articles/s; %.2f KB an article, %.2f at the peak; %d in clusters",
        median.articles, median.signing, median.judging, median.time / articles * 1e6,
        articles / median.time,
        Double(runs[0].kept) / articles / 1000, Double(Memory.peak() - before) / articles / 1000,
        median.clustered))
  }

  private func search(_ count: Int, _ before: Int) throws -> Run {
    let finder = NearDuplicateFinder(options: .init())
    var signatures: [DocumentSignature] = []
    var signing = 0.0
    for document in DatedArticleReader(path: input).prefix(count) {
      let start = Measurement.processorTime()
      signatures.append(finder.signature(of: document))
      signing += Measurement.processorTime() - start
    }
    guard !signatures.isEmpty else { throw ValidationError("'\(input)' holds no articles") }
    let kept = Memory.resident() - before
    let start = Measurement.processorTime()
    let clustered = finder.verdicts(for: signatures).count { $0.membership != nil }
    let judging = Measurement.processorTime() - start
    return Run(
      articles: signatures.count, signing: signing, judging: judging, kept: kept,
      clustered: clustered)
  }
}

/// The memory of this process, in bytes.
enum Memory {
  static func resident() -> Int { field("VmRSS") }
  static func peak() -> Int { field("VmHWM") }

  private static func field(_ name: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first).flatMap { Int($0) }
      .map { $0 * 1024 } ?? 0
  }
}
