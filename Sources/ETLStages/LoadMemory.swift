import ETLModel
import ETLPipeline
import ETLStore
import Foundation

/// What a database remembers of earlier runs.
final class LoadMemory: RunMemory {
  let cachePath: String
  private let tables: PipelineMemory
  /// The load that is under way; nil when the memory is only looked at.
  private let store: Store?

  init(_ tables: PipelineMemory, path: String, store: Store?) {
    self.tables = tables
    self.store = store
    cachePath = path
  }

  func recipes() throws -> [Int: Recipe] {
    // A recipe that an other version wrote in another form is one that nothing matches.
    try wrap { () throws(StoreError) in try tables.recipes() }
      .mapValues { Recipe(json: $0) ?? Recipe(stages: []) }
  }

  func records(of inputs: [String]) throws -> [UInt128: KnownRecord] {
    var records: [UInt128: KnownRecord] = [:]
    try wrap { () throws(StoreError) in
      try tables.forEachRecord(of: inputs) { row in
        guard let fate = RecordFate(outcome: row.outcome, place: row.place, reason: row.reason)
        else { return }
        records[row.key] = KnownRecord(hash: row.hash, recipe: row.recipeID, fate: fate)
      }
    }
    return records
  }

  func files(of inputs: [String]) throws -> [FileKey: KnownFile] {
    let rows = try wrap { () throws(StoreError) in try tables.files(of: inputs) }
    var files: [FileKey: KnownFile] = [:]
    for row in rows {
      guard let tally = FateTally.read(row.tally) else { continue }
      files[FileKey(input: row.input, name: row.name)] = KnownFile(
        sha256: row.sha256, recipe: row.recipeID, tally: tally)
    }
    return files
  }

  func counts(of inputs: [String]) throws -> [KnownCount] {
    let rows = try wrap { () throws(StoreError) in try tables.counts(of: inputs) }
    return rows.compactMap { row in
      RecordFate(outcome: row.outcome, place: row.place, reason: row.reason).map {
        KnownCount(input: row.input, recipe: row.recipeID, fate: $0, count: row.count)
      }
    }
  }

  func corpusFingerprints() throws -> [String: String] {
    try wrap { () throws(StoreError) in try tables.corpusFingerprints() }
  }

  func articles(
    after id: Int64, recipes: Set<Int>?, inputs: [String]?, limit: Int
  ) throws -> [StoredArticle] {
    let rows = try wrap { () throws(StoreError) in
      try tables.articles(after: id, recipes: recipes, inputs: inputs, limit: limit)
    }
    return rows.map(StoredArticle.init)
  }

  func related(
    to search: any CopyIndexSearch, _ articles: [ArticleKey]
  ) throws -> [StoredArticle]? {
    try wrap { () throws(StoreError) in try tables.related(to: search, articles) }?
      .map(StoredArticle.init)
  }

  func canRestore(_ kind: any Record.Type, isWhole: Bool) -> Bool {
    if kind == TaggedDocument.self || kind == DuplicateVerdict.self { return !isWhole }
    return kind == Document.self || kind == SegmentedDocument.self
  }

  func restore(
    _ articles: [StoredArticle], as kind: any Record.Type, isWhole: Bool
  ) throws -> Batch {
    let ids = articles.map(\.id)
    if kind == TaggedDocument.self {
      return Batch(try wrap { () throws(StoreError) in try tables.quotedDocuments(ids: ids) })
    }
    if kind == DuplicateVerdict.self {
      return Batch(try wrap { () throws(StoreError) in try tables.duplicateVerdicts(ids: ids) })
    }
    let documents = try wrap { () throws(StoreError) in
      try tables.documents(
        ids: ids, hasResidue: isWhole, hasSentences: isWhole && kind == SegmentedDocument.self)
    }
    return kind == SegmentedDocument.self ? Batch(documents) : Batch(documents.map(\.document))
  }

  func address(_ url: String, of input: String) throws -> AddressState? {
    try wrap { () throws(StoreError) in try tables.address(url, of: input) }
  }

  func openAddresses(of input: String) throws -> [AddressState] {
    try wrap { () throws(StoreError) in try tables.openAddresses(of: input) }
  }

  func ignoredRejectCount(of inputs: [String]) throws -> Int {
    try wrap { () throws(StoreError) in try tables.ignoredRejectCount(of: inputs) }
  }

  // MARK: Writing

  func remember(_ outcomes: [RecordOutcome], recipe: Recipe, isRestart: Bool) throws {
    try wrap { () throws(StoreError) in
      try tables.write(
        outcomes.map(MemoryRecordRow.init), recipe: recipe.json, isRestart: isRestart)
    }
  }

  func remember(
    _ file: FileKey, sha256: String, recipe: Recipe, tally: [RecordFate: Int]
  ) throws {
    try wrap { () throws(StoreError) in
      try tables.write(
        file: file.name, input: file.input, sha256: sha256, recipe: recipe.json,
        tally: FateTally.text(tally))
    }
  }

  func remember(_ states: [AddressState]) throws {
    try wrap { () throws(StoreError) in try tables.write(states) }
  }

  func note(unchanged articles: [ArticleKey]) throws { store?.note(unchanged: articles) }

  func note(unchangedFile file: FileKey) throws -> [ArticleKey] {
    try wrap { () throws(StoreError) in
      try store?.note(unchangedFile: file.name, input: file.input) ?? []
    }
  }

  func note(
    _ articles: [ArticleKey], in container: FileKey?, at ranges: [ArticleKey: RecordRange]
  ) throws {
    try wrap { () throws(StoreError) in
      try tables.move(articles, to: container?.name)
      guard let container else { return }
      for article in articles {
        guard let range = ranges[article] else { continue }
        try tables.moveCapture(
          of: article, to: container.name, offset: range.offset, length: range.length)
      }
    }
  }

  func settle(_ file: FileKey, met: Set<UInt128>) throws {
    try wrap { () throws(StoreError) in
      try tables.settle(file: file.name, input: file.input, met: met)
    }
  }

  func remember(corpus stage: String, fingerprint: String?) throws {
    try wrap { () throws(StoreError) in
      try tables.write(corpus: stage, fingerprint: fingerprint)
    }
  }

  func forgetRejects(
    of inputs: [String], unless isPresent: (_ article: ArticleKey, _ file: FileKey) -> Bool
  ) throws {
    try wrap { () throws(StoreError) in
      try tables.forgetRejects(of: inputs) { article, container in
        isPresent(article, FileKey(input: article.input, name: container ?? article.externalID))
      }
    }
  }

  private func wrap<Result>(_ body: () throws(StoreError) -> Result) throws -> Result {
    try LoadFailure.wrap(body)
  }
}

extension StoredArticle {
  init(_ row: MemoryArticleRow) {
    self.init(
      id: row.articleID, article: row.article,
      file: FileKey(input: row.article.input, name: row.container ?? row.article.externalID),
      recipe: row.recipeID)
  }
}

extension RecordFate {
  init?(outcome: String, place: Int?, reason: String?) {
    switch (outcome, place, reason) {
    case ("loaded", nil, nil): self = .loaded
    case ("dropped", let place?, let reason?):
      self = .dropped(at: place, DropReason(rawValue: reason))
    case ("rejected", let place?, let reason?):
      guard let reason = RejectReason(rawValue: reason) else { return nil }
      self = .rejected(at: place, reason)
    default: return nil
    }
  }

  /// The outcome and the reason as the tables have them.
  var columns: (outcome: String, reason: String?) {
    switch self {
    case .loaded: ("loaded", nil)
    case .dropped(_, let reason): ("dropped", reason.rawValue)
    case .rejected(_, let reason): ("rejected", reason.rawValue)
    }
  }
}

extension MemoryRecordRow {
  init(_ outcome: RecordOutcome) {
    let columns = outcome.fate.columns
    self.init(
      article: outcome.article, container: outcome.container, sha256: outcome.sha256,
      outcome: columns.outcome, place: outcome.fate.place, reason: columns.reason)
  }
}

/// What became of the records of a file, as text: `[["dropped",1,"too_short",12],…]`.
enum FateTally {
  private struct Entry: Codable {
    var outcome: String
    var place: Int?
    var reason: String?
    var count: Int
  }

  /// The same text for the same tally.
  static func text(_ tally: [RecordFate: Int]) -> String {
    let entries = tally.map {
      Entry(outcome: $0.columns.outcome, place: $0.place, reason: $0.columns.reason, count: $1)
    }
    .sorted {
      ($0.outcome, $0.place ?? -1, $0.reason ?? "") < ($1.outcome, $1.place ?? -1, $1.reason ?? "")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(entries) else {
      preconditionFailure("a tally is always JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The tally that ``text(_:)`` wrote; nil when it is something else.
  static func read(_ text: String) -> [RecordFate: Int]? {
    guard let entries = try? JSONDecoder().decode([Entry].self, from: Data(text.utf8)) else {
      return nil
    }
    var tally: [RecordFate: Int] = [:]
    for entry in entries {
      guard
        let fate = RecordFate(outcome: entry.outcome, place: entry.place, reason: entry.reason)
      else { return nil }
      tally[fate, default: 0] += entry.count
    }
    return tally
  }
}
