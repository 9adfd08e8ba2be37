import GRDB

/// What checks ask about the data as it would be published.
extension Store {
  /// The first column of the first row of a query; nil when there is no row or no number in it.
  ///
  /// - Parameter sql: A SELECT; `:run_id` stands for the id of this run.
  /// - Throws: `StoreError` when the query cannot run or would change anything.
  public func number(_ sql: String) throws(StoreError) -> Double? {
    try perform { database in
      switch try DatabaseValue.fetchOne(self.statement(sql, database))?.storage {
      case .int64(let value): return Double(value)
      case .double(let value): return value
      default: return nil
      }
    }
  }

  /// The number of rows that a query returns.
  ///
  /// - Parameter sql: A SELECT; `:run_id` stands for the id of this run.
  /// - Throws: `StoreError` when the query cannot run or would change anything.
  public func rowCount(_ sql: String) throws(StoreError) -> Int {
    try perform { database in
      let rows = try Row.fetchCursor(self.statement(sql, database))
      var count = 0
      while try rows.next() != nil { count += 1 }
      return count
    }
  }

  /// The article versions that this run wrote, and those of each of the last `runs` runs before
  /// it that published, newest first.
  public func volumes(runs: Int) throws(StoreError) -> (current: Int, earlier: [Int]) {
    try perform { database in
      let current = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM article_version WHERE run_id = ?",
        arguments: [self.runID])
      let earlier = try Int.fetchAll(
        database,
        sql: """
          SELECT (SELECT count(*) FROM article_version v WHERE v.run_id = r.run_id)
          FROM run r WHERE r.status IN ('ok', 'warn') AND r.run_id <> ?
          ORDER BY r.run_id DESC LIMIT ?
          """,
        arguments: [self.runID, runs])
      return (current ?? 0, earlier)
    }
  }

  /// A publisher or input whose newest article is too old.
  public struct Stale: Hashable, Sendable {
    /// `publisher 'x'` or `input 'y'`.
    public var name: String
    /// The day of its newest article; nil when no article has one.
    public var newestDay: String?
  }

  /// The publishers and inputs whose newest article was published more than `maximumAge` seconds
  /// before `now`. An article without a time counts until the end of its day.
  ///
  /// - Parameters:
  ///   - now: A moment in UTC: `2026-01-31T09:30:00Z`.
  ///   - inputs: The inputs asked for; one without any article is stale.
  ///   - isLimited: Whether only publishers and articles of `inputs` count.
  public func stale(
    maximumAge: Int, now: String, inputs: [String], isLimited: Bool
  ) throws(StoreError) -> [Stale] {
    try perform { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT input, source, day, moment < unixepoch(?) - ? AS is_old FROM (
            SELECT input, source, max(published_on) AS day,
              max(unixepoch(coalesce(published_at, published_on || 'T23:59:59Z'))) AS moment
            FROM articles GROUP BY input, source)
          ORDER BY input, source
          """,
        arguments: [now, maximumAge])
      var newest: [String: (day: String?, isOld: Bool)] = [:]
      for row in rows {
        let input: String = row["input"]
        if isLimited, !inputs.contains(input) { continue }
        let isOld: Bool = row["is_old"] ?? true
        let source: String? = row["source"]
        for name in ["input '\(input)'"] + (source.map { ["publisher '\($0)'"] } ?? []) {
          let before = newest[name]
          let day: String? = [before?.day, row["day"]].compactMap(\.self).max()
          newest[name] = (day, isOld && (before?.isOld ?? true))
        }
      }
      for input in inputs where newest["input '\(input)'"] == nil {
        newest["input '\(input)'"] = (nil, true)
      }
      return newest.filter(\.value.isOld).map { Stale(name: $0.key, newestDay: $0.value.day) }
        .sorted { ($0.newestDay ?? "", $0.name) < ($1.newestDay ?? "", $1.name) }
    }
  }

  private func statement(_ sql: String, _ database: Database) throws -> Statement {
    let statement = try database.makeStatement(sql: sql)
    guard statement.isReadonly, statement.columnCount > 0 else {
      throw StoreError(.other, "the query must be a SELECT")
    }
    try statement.setArguments(["run_id": runID])
    return statement
  }
}
