public import ETLModel
import Foundation
import GRDB

/// The tables that say what need not be done again. See schema.sql.
///
/// Used by one task at a time, inside the transaction of the load that it belongs to.
public final class PipelineMemory {
  private let queue: DatabaseQueue
  private let path: String
  private var recipeIDs: [String: Int] = [:]
  /// How many rows say when an address was asked: a run that only asks changes nothing.
  var addressChangeCount = 0

  init(_ queue: DatabaseQueue, path: String) {
    self.queue = queue
    self.path = path
  }

  /// Opens the memory of an existing database to look at it.
  ///
  /// - Returns: Nil when there is no database, or one of an older program that kept no memory.
  /// - Throws: `StoreError` when the file cannot be read or is none of ours.
  public static func open(path: String) throws(StoreError) -> PipelineMemory? {
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
      size > 0
    else { return nil }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let exists = try queue.read { database in
        try Schema.check(database, path: path)
        return try database.tableExists("pipeline_record")
      }
      return exists ? PipelineMemory(queue, path: path) : nil
    } catch {
      throw StoreError(error, path: path)
    }
  }

  func perform<Result>(
    _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    do {
      return try queue.inDatabase(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  // MARK: Reading

  /// The recipes by id, as the caller wrote them.
  public func recipes() throws(StoreError) -> [Int: String] {
    let rows = try perform {
      try Row.fetchAll($0, sql: "SELECT recipe_id, recipe FROM pipeline_recipe")
    }
    let recipes = Dictionary(
      rows.map { ($0[0] as Int, $0[1] as String) }, uniquingKeysWith: { $1 })
    for (id, recipe) in recipes { recipeIDs[recipe] = id }
    return recipes
  }

  /// Calls `body` with every record of some inputs.
  ///
  /// - Complexity: O(*n*) in the number of records.
  public func forEachRecord(
    of inputs: [String], _ body: (MemoryLookup) -> Void
  ) throws(StoreError) {
    try perform { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT record_key, sha256, recipe_id, outcome, place, reason FROM pipeline_record
          WHERE input IN (SELECT value FROM json_each(?))
          """, arguments: [Self.list(inputs)])
      while let row = try rows.next() {
        guard let key = ContentHash.short(hex: row[0]) else { continue }
        let hash: String? = row[1]
        body(
          MemoryLookup(
            key: key, hash: hash.flatMap { ContentHash.short(hex: $0) }, recipeID: row[2],
            outcome: row[3], place: row[4], reason: row[5]))
      }
    }
  }

  /// The files of some inputs that were read to their end.
  public func files(of inputs: [String]) throws(StoreError) -> [MemoryFileRow] {
    try perform { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT input, name, sha256, recipe_id, tally FROM pipeline_file
          WHERE input IN (SELECT value FROM json_each(?))
          """, arguments: [Self.list(inputs)]
      ).map {
        MemoryFileRow(input: $0[0], name: $0[1], sha256: $0[2], recipeID: $0[3], tally: $0[4])
      }
    }
  }

  /// The fingerprints of the stages that compare all articles.
  public func corpusFingerprints() throws(StoreError) -> [String: String] {
    let rows = try perform {
      try Row.fetchAll($0, sql: "SELECT stage, fingerprint FROM pipeline_corpus")
    }
    return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }, uniquingKeysWith: { $1 })
  }

  /// The articles with ids above `id`, in their order.
  ///
  /// - Parameters:
  ///   - recipes: Only articles that were loaded with one of these; nil for all.
  ///   - inputs: Only articles of these inputs; nil for all.
  public func articles(
    after id: Int64, recipes: Set<Int>?, inputs: [String]?, limit: Int
  ) throws(StoreError) -> [MemoryArticleRow] {
    try perform { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT a.article_id, a.input, a.external_id, p.container, p.recipe_id
          FROM article a LEFT JOIN pipeline_record p ON p.record_key = a.article_key
          WHERE a.article_id > :id
            AND (:recipes IS NULL
              OR p.outcome = 'loaded' AND p.recipe_id IN (SELECT value FROM json_each(:recipes)))
            AND (:inputs IS NULL OR a.input IN (SELECT value FROM json_each(:inputs)))
          ORDER BY a.article_id LIMIT :limit
          """)
      return try Row.fetchAll(
        statement,
        arguments: [
          "id": id, "recipes": recipes.map { Self.list($0.sorted()) },
          "inputs": inputs.map(Self.list), "limit": limit,
        ]
      ).map(Self.articleRow)
    }
  }

  /// The articles that a search finds, and all that was put together with them or with the articles
  /// of this run.
  ///
  /// - Returns: The articles by their versions' ids; nil when the index lacks some.
  public func related(
    to search: any CopyIndexSearch, _ articles: [ArticleKey]
  ) throws(StoreError) -> [MemoryArticleRow]? {
    try perform { database in
      let version = try database.cachedStatement(
        sql: """
          SELECT v.version_id FROM article a JOIN article_version v USING (article_id)
          WHERE a.input = ? AND a.external_id = ? AND v.is_current = 1
          """)
      var new: Set<Int64> = []
      for article in articles {
        if let id = try Int64.fetchOne(version, arguments: [article.input, article.externalID]) {
          new.insert(id)
        }
      }
      let index = CopyIndex(database: database)
      guard let versions = try index.related(to: search, new: new) else { return nil }
      let row = try database.cachedStatement(
        sql: """
          SELECT a.article_id, a.input, a.external_id, p.container, p.recipe_id
          FROM article_version v JOIN article a USING (article_id)
          LEFT JOIN pipeline_record p ON p.record_key = a.article_key
          WHERE v.version_id = ? AND v.is_current = 1
          """)
      return try versions.sorted().compactMap { id in
        try Row.fetchOne(row, arguments: [id]).map(Self.articleRow)
      }
    }
  }

  private static func articleRow(_ row: Row) -> MemoryArticleRow {
    MemoryArticleRow(
      articleID: row[0], article: ArticleKey(input: row[1], externalID: row[2]), container: row[3],
      recipeID: row[4])
  }

  /// Articles as the stages handed them on, in the order of their ids.
  ///
  /// - Parameters:
  ///   - hasResidue: Whether residue is read too.
  ///   - hasSentences: Whether sentences are read too.
  public func documents(
    ids: [Int64], hasResidue: Bool, hasSentences: Bool
  ) throws(StoreError) -> [SegmentedDocument] {
    try perform {
      try StoredArticles(database: $0).documents(
        ids: ids, hasResidue: hasResidue, hasSentences: hasSentences)
    }
  }

  /// Articles with what comparing their quotes needs, in the order of their ids.
  public func quotedDocuments(ids: [Int64]) throws(StoreError) -> [TaggedDocument] {
    try perform { try StoredArticles(database: $0).quotedDocuments(ids: ids) }
  }

  /// What is known of copies of some articles, in the order of their ids; without the evidence.
  public func duplicateVerdicts(ids: [Int64]) throws(StoreError) -> [DuplicateVerdict] {
    try perform { try StoredArticles(database: $0).duplicateVerdicts(ids: ids) }
  }

  /// How many records of some inputs are remembered, by recipe and outcome.
  public func counts(of inputs: [String]) throws(StoreError) -> [MemoryCountRow] {
    try perform { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT input, recipe_id, outcome, place, reason, count(*) FROM pipeline_record
          WHERE input IN (SELECT value FROM json_each(?))
          GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
          """, arguments: [Self.list(inputs)]
      ).map {
        MemoryCountRow(
          input: $0[0], recipeID: $0[1], outcome: $0[2], place: $0[3], reason: $0[4], count: $0[5])
      }
    }
  }

  /// How many records of some inputs are rejected and were told to be ignored.
  public func ignoredRejectCount(of inputs: [String]) throws(StoreError) -> Int {
    try perform { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(DISTINCT p.record_key) FROM pipeline_record p
          JOIN reject r ON r.input = p.input AND r.external_id = p.external_id
          WHERE p.outcome = 'rejected' AND r.state = 'ignored'
            AND p.input IN (SELECT value FROM json_each(?))
          """, arguments: [Self.list(inputs)]) ?? 0
    }
  }

  /// A JSON list, for `json_each`.
  static func list(_ values: some Encodable) -> String {
    guard let data = try? JSONEncoder().encode(values) else {
      preconditionFailure("names and numbers are always JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  // MARK: Writing

  /// Takes over what became of records.
  ///
  /// - Parameter isRestart: Whether their hashes and containers stay as they are.
  public func write(
    _ rows: [MemoryRecordRow], recipe: String, isRestart: Bool
  ) throws(StoreError) {
    try perform { database in
      let recipeID = try self.recipeID(recipe, database)
      for row in rows {
        if isRestart {
          try self.update(row, recipeID, database)
        } else {
          try self.insert(row, recipeID, database)
        }
      }
    }
  }

  private func insert(_ row: MemoryRecordRow, _ recipeID: Int, _ database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO pipeline_record (record_key, input, external_id, container, sha256, recipe_id,
          outcome, place, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (record_key) DO UPDATE SET container = excluded.container,
          sha256 = excluded.sha256, recipe_id = excluded.recipe_id, outcome = excluded.outcome,
          place = excluded.place, reason = excluded.reason
        WHERE container IS NOT excluded.container OR sha256 IS NOT excluded.sha256
          OR recipe_id <> excluded.recipe_id OR outcome <> excluded.outcome
          OR place IS NOT excluded.place OR reason IS NOT excluded.reason
        """
    ).execute(arguments: [
      row.article.digest, row.article.input, row.article.externalID, row.container, row.sha256,
      recipeID, row.outcome, row.place, row.reason,
    ])
  }

  private func update(_ row: MemoryRecordRow, _ recipeID: Int, _ database: Database) throws {
    try database.cachedStatement(
      sql: """
        UPDATE pipeline_record SET recipe_id = ?, outcome = ?, place = ?, reason = ?
        WHERE record_key = ?
        """
    ).execute(arguments: [recipeID, row.outcome, row.place, row.reason, row.article.digest])
  }

  private func recipeID(_ recipe: String, _ database: Database) throws -> Int {
    if let id = recipeIDs[recipe] { return id }
    try database.execute(
      sql: "INSERT INTO pipeline_recipe (recipe) VALUES (?) ON CONFLICT DO NOTHING",
      arguments: [recipe])
    let id = try Int.fetchOne(
      database, sql: "SELECT recipe_id FROM pipeline_recipe WHERE recipe = ?", arguments: [recipe])
    guard let id else { preconditionFailure("the recipe was inserted") }
    recipeIDs[recipe] = id
    return id
  }

  /// Takes over that a file was read to its end.
  public func write(
    file: String, input: String, sha256: String, recipe: String, tally: String
  ) throws(StoreError) {
    try perform { database in
      try database.execute(
        sql: """
          INSERT INTO pipeline_file (input, name, sha256, recipe_id, tally) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (input, name) DO UPDATE SET sha256 = excluded.sha256,
            recipe_id = excluded.recipe_id, tally = excluded.tally
          WHERE sha256 <> excluded.sha256 OR recipe_id <> excluded.recipe_id
            OR tally <> excluded.tally
          """,
        arguments: [input, file, sha256, try self.recipeID(recipe, database), tally])
    }
  }

  /// Takes over where records were found that are known.
  public func move(_ articles: [ArticleKey], to container: String?) throws(StoreError) {
    try perform { database in
      let statement = try database.cachedStatement(
        sql: """
          UPDATE pipeline_record SET container = :container
          WHERE record_key = :key AND container IS NOT :container
          """)
      for article in articles {
        try statement.execute(arguments: ["container": container, "key": article.digest])
      }
    }
  }

  /// Takes over where the record behind an article's current version stands now.
  public func moveCapture(
    of article: ArticleKey, to container: String, offset: Int, length: Int
  ) throws(StoreError) {
    try perform { database in
      try database.cachedStatement(
        sql: """
          UPDATE capture SET container = :container, record_offset = :offset, record_length = :length
          WHERE capture_id = (
            SELECT v.capture_id FROM article a JOIN article_version v USING (article_id)
            WHERE a.input = :input AND a.external_id = :id AND v.is_current = 1)
          AND (container IS NOT :container OR record_offset IS NOT :offset
            OR record_length IS NOT :length)
          """
      ).execute(arguments: [
        "container": container, "offset": offset, "length": length, "input": article.input,
        "id": article.externalID,
      ])
    }
  }

  /// Takes over that a file was read to its end: rejected records in it that were not met are
  /// forgotten, others are no longer in it.
  ///
  /// - Parameter met: The numbers of the keys of its records.
  public func settle(file: String, input: String, met: Set<UInt128>) throws(StoreError) {
    try perform { database in
      let rows = try Row.fetchAll(
        try database.cachedStatement(
          sql: """
            SELECT record_key, outcome FROM pipeline_record WHERE container = ? AND input = ?
            """), arguments: [file, input])
      for row in rows {
        let key: String = row[0]
        let outcome: String = row[1]
        guard let number = ContentHash.short(hex: key), !met.contains(number) else { continue }
        try database.execute(
          sql: outcome == "rejected"
            ? "DELETE FROM pipeline_record WHERE record_key = ?"
            : "UPDATE pipeline_record SET container = NULL WHERE record_key = ?",
          arguments: [key])
      }
    }
  }

  /// Takes over which fingerprint the output of a stage that compares all articles has.
  ///
  /// - Parameter fingerprint: Nil when the output must be made anew.
  public func write(corpus stage: String, fingerprint: String?) throws(StoreError) {
    try perform { database in
      guard let fingerprint else {
        try database.execute(
          sql: "DELETE FROM pipeline_corpus WHERE stage = ?", arguments: [stage])
        return
      }
      try database.execute(
        sql: """
          INSERT INTO pipeline_corpus (stage, fingerprint) VALUES (?, ?)
          ON CONFLICT (stage) DO UPDATE SET fingerprint = excluded.fingerprint
          WHERE fingerprint <> excluded.fingerprint
          """, arguments: [stage, fingerprint])
    }
  }

  /// Forgets rejected records of some inputs that are not present any more.
  public func forgetRejects(
    of inputs: [String], unless isPresent: (ArticleKey, _ container: String?) -> Bool
  ) throws(StoreError) {
    try perform { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT record_key, input, external_id, container FROM pipeline_record
          WHERE outcome = 'rejected' AND input IN (SELECT value FROM json_each(?))
          """, arguments: [Self.list(inputs)])
      for row in rows
      where !isPresent(ArticleKey(input: row[1], externalID: row[2]), row[3]) {
        let key: String = row[0]
        try database.execute(
          sql: "DELETE FROM pipeline_record WHERE record_key = ?", arguments: [key])
      }
    }
  }
}
