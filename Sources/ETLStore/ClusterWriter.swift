import ETLModel
import GRDB

/// Writes clusters of near-duplicates and the evidence about pairs.
///
/// A cluster keeps its id while it grows. Members that came in earlier runs stay, even when this
/// run did not see them again.
struct ClusterWriter {
  /// The current version of every article of this run.
  let versions: [ArticleKey: Int64]
  let runID: Int64

  /// A member as it is to stand in the table.
  private struct Member {
    var version: Int64
    var membership: ClusterMembership
  }

  /// A cluster as this run found it.
  private struct Found {
    var representative: ArticleKey
    var members: [Member] = []
    /// The cluster of the table that it goes on; nil when it is a new one.
    var id: Int64?
  }

  func write(_ verdicts: [DuplicateVerdict], _ database: Database) throws {
    let runVersions = Set(versions.values)
    var found = clusters(in: verdicts)
    try removeDeparted(verdicts, runVersions, database)
    try recognize(&found, database)
    let continued = Set(found.compactMap(\.id))
    for cluster in found { try write(cluster, continued, runVersions, database) }
    try tidy(database)
    try writePairs(verdicts, database)
    let index = CopyIndex(database: database)
    for verdict in verdicts {
      guard let entry = verdict.entry, let version = versions[verdict.article] else { continue }
      try index.write(entry, version: version)
    }
  }

  /// The clusters of the verdicts, as far as their members were loaded, in order of appearance.
  private func clusters(in verdicts: [DuplicateVerdict]) -> [Found] {
    var found: [Found] = []
    var indices: [ArticleKey: Int] = [:]
    for verdict in verdicts {
      guard let membership = verdict.membership, let version = versions[verdict.article],
        versions[membership.representative] != nil
      else { continue }
      if indices[membership.representative] == nil {
        indices[membership.representative] = found.count
        found.append(Found(representative: membership.representative))
      }
      found[indices[membership.representative] ?? 0].members.append(
        Member(version: version, membership: membership))
    }
    // A cluster whose other members were rejected further on is none.
    return found.filter { $0.members.count > 1 }
  }

  /// Takes articles out of clusters that this run saw whole and found them apart from.
  private func removeDeparted(
    _ verdicts: [DuplicateVerdict], _ runVersions: Set<Int64>, _ database: Database
  ) throws {
    // An id that came twice has a verdict for each record; one membership is enough.
    let clustered = Set(verdicts.lazy.filter { $0.membership != nil }.map(\.article))
    for verdict in verdicts where !clustered.contains(verdict.article) {
      guard let version = versions[verdict.article],
        let cluster = try cluster(of: version, database),
        runVersions.isSuperset(of: try members(of: cluster, database))
      else { continue }
      try remove(version, database)
    }
  }

  /// Finds which clusters of the table the found ones go on, among those that share members with
  /// them: the one with the same key, else the first one that no other found cluster goes on.
  private func recognize(_ found: inout [Found], _ database: Database) throws {
    var taken: Set<Int64> = []
    var candidates: [Set<Int64>] = []
    for index in found.indices {
      let clusters = Set(
        try found[index].members.compactMap { try cluster(of: $0.version, database) })
      candidates.append(clusters)
      let key = Self.key(found[index].representative, attempt: 0)
      // The cluster with the key may have lost the article that gave it.
      let id = try Int64.fetchOne(
        database, sql: "SELECT cluster_id FROM duplicate_cluster WHERE cluster_key = ?",
        arguments: [key])
      guard let id, clusters.contains(id) else { continue }
      found[index].id = id
      taken.insert(id)
    }
    for index in found.indices where found[index].id == nil {
      found[index].id = candidates[index].filter { !taken.contains($0) }.min()
      if let id = found[index].id { taken.insert(id) }
    }
  }

  /// - Parameter continued: The clusters of the table that some found cluster goes on.
  private func write(
    _ found: Found, _ continued: Set<Int64>, _ runVersions: Set<Int64>, _ database: Database
  ) throws {
    guard let version = versions[found.representative] else { return }
    let id = try found.id ?? insertCluster(found.representative, version, database)
    let wanted = Set(found.members.map(\.version))
    let old = try members(of: id, database)
    let isWhole = runVersions.isSuperset(of: old)
    // What no longer belongs leaves first; a found cluster that it belongs to takes it.
    if isWhole {
      for version in old where !wanted.contains(version) { try remove(version, database) }
    }
    for member in found.members {
      let other = try cluster(of: member.version, database)
      if let other, other != id, !continued.contains(other) {
        try merge(other, into: id, database)
      }
      if !isWhole, old.contains(member.version) { continue }
      var relation = member.membership.relation.rawValue
      if !isWhole, relation == "representative" { relation = "near" }
      try insert(member, relation: relation, cluster: id, database)
    }
    guard isWhole else { return }
    try database.execute(
      sql: """
        UPDATE duplicate_cluster SET representative_version_id = :version
        WHERE cluster_id = :id AND representative_version_id <> :version
        """, arguments: ["version": version, "id": id])
  }

  /// Brings sizes and representatives in line with the members, and removes clusters of fewer than
  /// two, remembering where their members went.
  private func tidy(_ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM duplicate_cluster WHERE cluster_id IN (
          SELECT c.cluster_id FROM duplicate_cluster c LEFT JOIN duplicate_member m USING (cluster_id)
          GROUP BY c.cluster_id HAVING count(m.version_id) < 2)
        """)
    try database.execute(
      sql: """
        UPDATE duplicate_cluster SET size = n
        FROM (SELECT cluster_id AS id, count(*) AS n FROM duplicate_member GROUP BY cluster_id) AS m
        WHERE cluster_id = m.id AND size <> n
        """)
    try database.execute(
      sql: """
        UPDATE duplicate_cluster SET representative_version_id = first
        FROM (SELECT cluster_id AS id, min(version_id) AS first FROM duplicate_member
              GROUP BY cluster_id) AS m
        WHERE cluster_id = m.id AND representative_version_id NOT IN (
          SELECT version_id FROM duplicate_member d WHERE d.cluster_id = m.id)
        """)
    try database.execute(
      sql: """
        UPDATE duplicate_member SET relation = 'representative', jaccard = NULL, containment = NULL
        WHERE relation <> 'representative' AND version_id IN (
          SELECT representative_version_id FROM duplicate_cluster)
        """)
  }

  private func remove(_ version: Int64, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM duplicate_member WHERE version_id = ?", arguments: [version])
  }

  /// The key of the cluster of a representative. Clusters keep their key when their representative
  /// changes, so one may be taken.
  private static func key(_ representative: ArticleKey, attempt: Int) -> String {
    ContentHash.sha256(
      ofFields: ["cluster", representative.digest] + (attempt == 0 ? [] : [String(attempt)])
    ).shortHex
  }

  private func insertCluster(
    _ representative: ArticleKey, _ version: Int64, _ database: Database
  ) throws -> Int64 {
    var attempt = 0
    while try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM duplicate_cluster WHERE cluster_key = ?)",
      arguments: [Self.key(representative, attempt: attempt)]) ?? false
    {
      attempt += 1
    }
    let key = Self.key(representative, attempt: attempt)
    // A key that leads to another cluster leads to its own again.
    try database.execute(
      sql: "DELETE FROM duplicate_merge WHERE old_cluster_key = ?", arguments: [key])
    try database.execute(
      sql: """
        INSERT INTO duplicate_cluster (cluster_key, representative_version_id, size)
        VALUES (?, ?, 2)
        """, arguments: [key, version])
    return database.lastInsertedRowID
  }

  private func insert(
    _ member: Member, relation: String, cluster: Int64, _ database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO duplicate_member (version_id, cluster_id, relation, jaccard, containment)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (version_id) DO UPDATE SET cluster_id = excluded.cluster_id,
          relation = excluded.relation, jaccard = excluded.jaccard,
          containment = excluded.containment
        WHERE cluster_id <> excluded.cluster_id OR relation <> excluded.relation
          OR jaccard IS NOT excluded.jaccard OR containment IS NOT excluded.containment
        """
    ).execute(arguments: [
      member.version, cluster, relation, member.membership.jaccard, member.membership.containment,
    ])
  }

  private func merge(_ old: Int64, into kept: Int64, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE duplicate_member SET cluster_id = ?,
          relation = CASE WHEN relation = 'representative' THEN 'near' ELSE relation END
        WHERE cluster_id = ?
        """, arguments: [kept, old])
    try database.execute(
      sql: """
        INSERT INTO duplicate_merge (old_cluster_key, cluster_id, run_id)
        SELECT cluster_key, ?, ? FROM duplicate_cluster WHERE cluster_id = ?
        ON CONFLICT (old_cluster_key) DO UPDATE SET cluster_id = excluded.cluster_id
        """, arguments: [kept, runID, old])
    try database.execute(
      sql: "UPDATE duplicate_merge SET cluster_id = ? WHERE cluster_id = ?", arguments: [kept, old])
    try delete(old, database)
  }

  private func delete(_ cluster: Int64, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM duplicate_cluster WHERE cluster_id = ?", arguments: [cluster])
  }

  private func cluster(of version: Int64, _ database: Database) throws -> Int64? {
    let statement = try database.cachedStatement(
      sql: "SELECT cluster_id FROM duplicate_member WHERE version_id = ?")
    return try Int64.fetchOne(statement, arguments: [version])
  }

  private func members(of cluster: Int64, _ database: Database) throws -> [Int64] {
    try Int64.fetchAll(
      database,
      sql: "SELECT version_id FROM duplicate_member WHERE cluster_id = ? ORDER BY version_id",
      arguments: [cluster])
  }

  // MARK: Pairs

  private func writePairs(
    _ verdicts: [DuplicateVerdict], _ database: Database
  ) throws {
    var written: Set<[Int64]> = []
    for verdict in verdicts {
      guard let later = versions[verdict.article] else { continue }
      for pair in verdict.pairs {
        guard let earlier = versions[pair.other], earlier != later else { continue }
        let isOrdered = later < earlier
        let ids = isOrdered ? [later, earlier] : [earlier, later]
        written.insert(ids)
        try insert(pair, ids, laterFirst: isOrdered, database)
      }
    }
    // Pairs that this run looked at and found to be none.
    let runVersions = Set(versions.values)
    let known = try database.cachedStatement(
      sql: "SELECT b_version_id FROM duplicate_pair WHERE a_version_id = ?")
    for version in runVersions {
      for other in try Int64.fetchAll(known, arguments: [version])
      where runVersions.contains(other) && !written.contains([version, other]) {
        try database.execute(
          sql: "DELETE FROM duplicate_pair WHERE a_version_id = ? AND b_version_id = ?",
          arguments: [version, other])
      }
    }
  }

  private func insert(
    _ pair: DuplicatePair, _ ids: [Int64], laterFirst: Bool, _ database: Database
  ) throws {
    let a = laterFirst ? pair.containment : pair.otherContainment
    let b = laterFirst ? pair.otherContainment : pair.containment
    try database.cachedStatement(
      sql: """
        INSERT INTO duplicate_pair (a_version_id, b_version_id, jaccard, containment_a,
          containment_b, score, relation)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (a_version_id, b_version_id) DO UPDATE SET jaccard = excluded.jaccard,
          containment_a = excluded.containment_a, containment_b = excluded.containment_b,
          score = excluded.score, relation = excluded.relation
        WHERE jaccard <> excluded.jaccard OR containment_a <> excluded.containment_a
          OR containment_b <> excluded.containment_b OR score <> excluded.score
          OR relation <> excluded.relation
        """
    ).execute(arguments: [
      ids[0], ids[1], pair.jaccard, a, b, pair.score, pair.relation.rawValue,
    ])
  }

  // MARK: Versions

  /// Lets a new version of an article take the place of the old one in its cluster; pairs were
  /// about the old text and leave.
  static func move(from old: Int64, to new: Int64, _ database: Database) throws {
    try CopyIndex(database: database).remove(version: old)
    try database.execute(
      sql: "UPDATE duplicate_member SET version_id = ? WHERE version_id = ?", arguments: [new, old])
    try database.execute(
      sql: """
        UPDATE duplicate_cluster SET representative_version_id = ?
        WHERE representative_version_id = ?
        """, arguments: [new, old])
    try database.execute(
      sql: "DELETE FROM duplicate_pair WHERE a_version_id = ? OR b_version_id = ?",
      arguments: [old, old])
  }
}
