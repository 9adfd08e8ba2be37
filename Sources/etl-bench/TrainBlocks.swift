import ArgumentParser
import Foundation
import HTMLText

/// Fits the trees that choose the blocks of a page, and tells how well they choose on sites that
/// they were not fitted to.
struct TrainBlocks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-blocks",
    abstract: "Fit the trees that choose the blocks of a page.",
    discussion: """
      Prints the figures of a five-fold cross-validation over sites, then fits trees to all pages \
      and writes them. The same pages give the same bytes.
      """)

  @Option(help: "Pages, one JSON object a line with id, url and html_base64.")
  var pages: String
  @Option(help: "The text of each page's article, one JSON object a line with id and body.")
  var gold: String
  @Option(help: "Where the trees go; without it only the figures are printed.")
  var output: String?
  @Option(help: "How many parts the sites are dealt into; 1 skips the cross-validation.")
  var folds = 5

  func run() throws {
    let set = try TrainingSet(pages: pages, gold: gold)
    print("\(set.pages.count) pages of \(Set(set.pages.map(\.site)).count) sites")
    print("\(set.labels.count) blocks, \(set.labels.count { $0 }) of articles")
    if folds > 1 { validate(set) }
    guard let output else { return }
    let trees = fit(set, set.pages.indices.map { $0 })
    let head = "# Written by etl-bench train-blocks; see the decision on blocks.\n"
    try (head + trees).write(toFile: output, atomically: true, encoding: .utf8)
    print("wrote \(output)")
  }

  private func validate(_ set: TrainingSet) {
    var scores: [String: ExtractionScore] = [:]
    var invented: [[Int]] = [[], []]
    for fold in 0..<folds {
      let isTest = set.pages.map { Int($0.siteHash % UInt64(folds)) == fold }
      let text = fit(set, set.pages.indices.filter { !isTest[$0] })
      let trees = BlockTrees(Array(text.utf8))
      for index in set.pages.indices where isTest[index] {
        let page = set.pages[index]
        let found = page.chosenWords(by: trees)
        scores["all pages", default: .init()].add(found, page.gold)
        scores[page.collection, default: .init()].add(found, page.gold)
        for (kind, words) in page.inventedWords(by: trees).enumerated() {
          invented[kind].append(words)
        }
      }
    }
    for (name, score) in scores.sorted(by: { $0.key < $1.key }) {
      let figures = [score.precision, score.recall, score.f1].map {
        String(format: "%.4f", $0)
      }
      print("\(name): \(score.count) pages  P \(figures[0])  R \(figures[1])  F1 \(figures[2])")
    }
    for (name, counts) in zip(["pages without their article", "lists of stories"], invented) {
      let sorted = counts.sorted()
      let shares = [0.5, 0.75, 0.9].map { sorted[Int(Double(sorted.count) * $0)] }
      print(
        "words taken from \(name): none of \(sorted.count { $0 == 0 }) pages, median "
          + "\(shares[0]), 75 % \(shares[1]), 90 % \(shares[2])")
    }
  }

  /// The trees for some pages, as text.
  private func fit(_ set: TrainingSet, _ pages: [Int]) -> String {
    var table = set.table
    table.rows = pages.flatMap { set.pages[$0].rows.map { Int32($0) } }
    let trees = BoostedTrees(table, set.labels, set.weights, .init())
    return trees.text(columns: BlockColumn.all.map(\.name))
  }
}
