import ETLModel

/// How much of the work on the articles of one path is known from earlier runs.
struct KnownWork: Sendable {
  /// What is to be done with a record.
  enum Judgement: Hashable, Sendable {
    /// Everything.
    case new
    /// Nothing.
    case known(RecordFate)
    /// The stages behind some place of the path, from what the destination holds.
    case outdated
  }

  /// What the destination remembers of the records; empty until it is asked.
  var records: [UInt128: KnownRecord] = [:]
  /// How many leading stages of a recipe are as they were, by input and recipe id.
  private let sharedCounts: [String: [Int: Int]]
  /// The places of the path whose output the destination can restore, to go on behind them.
  private let restorable: [Int]
  private let stageCount: Int
  private let isFullRefresh: Bool

  /// Compares what an active memory holds with what the path would do now.
  init(
    _ path: ArticlePath, recipes: [Int: Recipe], restorable: [Int], isFullRefresh: Bool
  ) {
    sharedCounts = path.recipes.mapValues { current in
      recipes.mapValues { current.sharedCount(with: $0) }
    }
    self.restorable =
      path.firstRestartPlace.map { first in
        restorable.filter { $0 >= first && $0 < path.stages.count - 1 }
      } ?? []
    stageCount = path.stages.count
    self.isFullRefresh = isFullRefresh
  }

  /// What is to be done with a record of some bytes.
  func judge(_ article: ArticleKey, sha256: String) -> Judgement {
    guard let known = records[article.number], let hash = known.hash,
      hash == ContentHash.short(hex: sha256)
    else { return .new }
    return judge(known.fate, input: article.input, recipe: known.recipe)
  }

  /// What is to be done with a record that was worked out with a recipe.
  func judge(_ fate: RecordFate, input: String, recipe: Int) -> Judgement {
    if isFullRefresh { return .new }
    let shared = sharedCounts[input]?[recipe] ?? 0
    if shared == stageCount { return .known(fate) }
    if let place = fate.place { return shared > place ? .known(fate) : .new }
    return restartPlace(shared: shared) == nil ? .new : .outdated
  }

  /// Whether nothing of a file need be read.
  func isKnown(_ file: KnownFile, input: String, sha256: String) -> Bool {
    file.sha256 == sha256
      && file.tally.keys.allSatisfy { judge($0, input: input, recipe: file.recipe) != .new }
  }

  /// The place of the path whose stored output is where work on an article starts again; nil when
  /// none can be used, or nothing is to be done.
  private func restartPlace(input: String, recipe: Int) -> Int? {
    let shared = sharedCounts[input]?[recipe] ?? 0
    return shared == stageCount && !isFullRefresh ? nil : restartPlace(shared: shared)
  }

  private func restartPlace(shared: Int) -> Int? {
    let usable = restorable.filter { $0 < shared }
    return isFullRefresh ? usable.min() : usable.max()
  }

  /// The recipes whose articles start again, by the place where they do.
  func restarts(input: String) -> [Int: Set<Int>] {
    var found: [Int: Set<Int>] = [:]
    for recipe in sharedCounts[input, default: [:]].keys {
      if let place = restartPlace(input: input, recipe: recipe) {
        found[place, default: []].insert(recipe)
      }
    }
    return found
  }
}
