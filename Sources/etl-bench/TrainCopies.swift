import ArgumentParser
import ETLModel
import Foundation
import NearDuplicates

/// Fits the weights by which pairs of articles are judged, and tells how well weights judge pairs
/// that they were not fitted to.
struct TrainCopies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-copies",
    abstract: "Fit the weights that tell copies from other pairs of articles.",
    discussion: """
      Prints the figures of a ten-fold cross-validation over the labelled pairs, then weights \
      fitted to all pairs. The same files give the same figures.
      """)

  @Option(help: "Articles, one JSON object a line with id, title, date and text.")
  var articles: String
  @Option(help: "Labelled pairs of them, one JSON object a line with a_id, b_id and label.")
  var pairs: String
  @Option(help: "Articles whose clusters are known, in the form of --articles.")
  var invented: String?
  @Option(
    help: "The clusters of the invented articles, one JSON object a line with id and cluster.")
  var clusters: String?
  @Option(help: "What all invented pairs weigh together, as a share of all labelled pairs.")
  var inventedWeight = 0.25

  private struct PairLine: Decodable {
    var first: String
    var second: String
    var label: String
    var weight: Double?
    var flags: [String]?

    private enum CodingKeys: String, CodingKey {
      case first = "a_id"
      case second = "b_id"
      case label, weight, flags
    }
  }

  private struct ClusterLine: Decodable {
    var id: String
    var cluster: String
  }

  /// Labels of pairs that are copies.
  private static let copyLabels: Set = ["exact_copy", "near_duplicate"]
  private static let folds = 10

  func run() throws {
    let labelled = try labelledPairs()
    var rows = labelled.map(\.row)
    print("\(labelled.count) labelled pairs, \(labelled.count { $0.row.isPositive }) of copies")
    var invented = try inventedPairs()
    let weight = inventedWeight * Double(rows.count) / Double(max(1, invented.count))
    for index in invented.indices { invented[index].weight = weight }
    print("\(invented.count) invented pairs, \(invented.count { $0.isPositive }) of copies")
    validate(labelled, invented)
    rows += invented
    let weights = LogisticRegression.weights(rows).map { ($0 * 100).rounded() / 100 }
    report("fitted to all, labelled", labelled, labelled.map { weights.probability($0.row) })
    print("weights: \(weights.map { String($0) }.joined(separator: ", "))")
  }

  private struct Labelled {
    var row: LogisticRegression.Row
    /// How many pairs of the corpus the pair stands for.
    var population: Double
    var isTemplate: Bool
  }

  private func labelledPairs() throws -> [Labelled] {
    let documents = DatedArticles(path: articles)
    let finder = NearDuplicateFinder(options: .init())
    return try JSONLines.read(pairs, as: PairLine.self).compactMap { line in
      guard let first = documents[line.first], let second = documents[line.second] else {
        return nil
      }
      let features = finder.features(finder.signature(of: first), finder.signature(of: second))
      let isCopy = Self.copyLabels.contains(line.label)
      return Labelled(
        row: .init(values: features.values, isPositive: isCopy, weight: 1),
        population: line.weight ?? 1,
        isTemplate: !isCopy && (line.flags ?? []).contains("template"))
    }
  }

  private func inventedPairs() throws -> [LogisticRegression.Row] {
    guard let invented, let clusters else { return [] }
    var clusterOf: [String: String] = [:]
    for line in try JSONLines.read(clusters, as: ClusterLine.self) {
      clusterOf[line.id] = line.cluster
    }
    let documents = DatedArticles(path: invented).documents
    let finder = NearDuplicateFinder(options: .init())
    return finder.comparedPairs(of: documents.map(finder.signature(of:))).map { pair in
      let ids = [pair.first, pair.second].map { documents[$0].article.externalID }
      return .init(
        values: pair.features.values,
        isPositive: clusterOf[ids[0]] == clusterOf[ids[1]] && clusterOf[ids[0]] != nil, weight: 1)
    }
  }

  private func validate(_ labelled: [Labelled], _ invented: [LogisticRegression.Row]) {
    var probabilities = [Double](repeating: 0, count: labelled.count)
    for fold in 0..<Self.folds {
      let rest = labelled.indices.filter { $0 % Self.folds != fold }.map { labelled[$0].row }
      let weights = LogisticRegression.weights(rest + invented)
      for index in labelled.indices where index % Self.folds == fold {
        probabilities[index] = weights.probability(labelled[index].row)
      }
    }
    report("cross-validated, labelled", labelled, probabilities)
  }

  private func report(_ name: String, _ pairs: [Labelled], _ probabilities: [Double]) {
    let found = probabilities.map { $0 >= 0.5 }
    func f1(_ weight: (Labelled) -> Double) -> String {
      var (right, wrong) = (0.0, 0.0)
      for (pair, isFound) in zip(pairs, found) {
        if isFound && pair.row.isPositive { right += weight(pair) }
        if isFound != pair.row.isPositive { wrong += weight(pair) }
      }
      return String(format: "%.4f", 2 * right / max(1e-9, 2 * right + wrong))
    }
    let templates = zip(pairs, found).filter { $0.0.isTemplate }
    let loss = zip(pairs, probabilities).reduce(0) { sum, pair in
      let right = pair.0.row.isPositive ? pair.1 : 1 - pair.1
      return sum - log(max(1e-9, right)) / Double(pairs.count)
    }
    print(
      "\(name): F1 \(f1 { _ in 1 }), by population \(f1(\.population)), log loss "
        + String(format: "%.4f", loss)
        + ", \(templates.count { $0.1 }) of \(templates.count) templates taken for copies")
  }
}

extension [Double] {
  /// The probability that these weights, the constant last, give a row.
  fileprivate func probability(_ row: LogisticRegression.Row) -> Double {
    LogisticRegression.probability(row.values, self)
  }
}
