import GRDB

/// The views of schema.sql, which are a public interface.
public enum StableView: String, Sendable, CaseIterable {
  case articles
  case articlesUnique = "articles_unique"
  case quotes, mentions, utterances, speakers
  case speakerDaily = "speaker_daily"
  case sourceDaily = "source_daily"
  case freshness, runs, rejects, lineage

  /// The columns that tell every row from every other.
  var order: [String] {
    switch self {
    case .articles, .articlesUnique: ["article_id"]
    case .quotes: ["quote_id"]
    case .mentions: ["quote_id", "surface_start", "surface_end", "mentioned_id"]
    case .utterances: ["utterance_id"]
    case .speakers: ["speaker_id"]
    case .speakerDaily: ["speaker_id", "published_on"]
    case .sourceDaily: ["source", "published_on"]
    case .freshness: ["input", "source"]
    case .runs: ["run_id"]
    case .rejects: ["reject_id"]
    case .lineage: ["version_id"]
    }
  }

  /// Whether a row has a day of publication, `published_on`.
  public var hasDay: Bool {
    switch self {
    case .articles, .articlesUnique, .quotes, .mentions, .speakerDaily, .sourceDaily: true
    default: false
    }
  }

  /// Whether a row has a speaker, `speaker_id`.
  public var hasSpeaker: Bool {
    switch self {
    case .quotes, .mentions, .utterances, .speakers, .speakerDaily: true
    default: false
    }
  }

  /// The columns with whole texts of others.
  var bodies: [String] {
    switch self {
    case .articles, .articlesUnique: ["body"]
    default: []
    }
  }
}

/// Which rows and columns of a view are wanted.
public struct ViewSelection: Sendable {
  public var view: StableView
  /// Whether whole texts of others are left out.
  public var leavesOutBodies = false
  /// The first and the last day, as `2015-07-01`; nil for any.
  public var since: String?
  public var until: String?
  /// The only speaker; nil for all.
  public var speakerID: Int64?

  /// Creates a selection of all of a view.
  public init(_ view: StableView) { self.view = view }
}

/// A speaker as an analyst may name them.
public struct NamedSpeaker: Hashable, Sendable {
  public var id: Int64
  public var key: String
}

extension DatabaseReader {
  /// The query for a selection: all columns by name, in an order that is the same every time.
  public func query(for selection: ViewSelection) throws(StoreError) -> DatabaseQuery {
    let view = selection.view
    let all = try read { database in
      try String.fetchAll(
        database, sql: "SELECT name FROM pragma_table_info(?)", arguments: [view.rawValue])
    }
    let left = selection.leavesOutBodies ? view.bodies : []
    let columns = all.filter { !left.contains($0) }.map { "\"\($0)\"" }.joined(separator: ", ")
    var conditions: [String] = []
    var parameters: [String: String] = [:]
    if let since = selection.since {
      conditions.append("published_on >= :since")
      parameters["since"] = since
    }
    if let until = selection.until {
      conditions.append("published_on <= :until")
      parameters["until"] = until
    }
    if let speaker = selection.speakerID { conditions.append("speaker_id = \(speaker)") }
    let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    var query = DatabaseQuery(
      """
      SELECT \(columns) FROM \(view.rawValue) \(condition)
      ORDER BY \(view.order.joined(separator: ", "))
      """)
    query.parameters = parameters
    return query
  }

  /// The speakers that a name means: by the key they have or had, else by the name in Arabic or
  /// English or the Wikidata number, else by a spelling that was seen.
  ///
  /// - Parameter folded: The name with spellings folded.
  public func speakers(named name: String, folded: String) throws(StoreError) -> [NamedSpeaker] {
    let conditions = [
      """
      speaker_key = :name
        OR speaker_id IN (SELECT speaker_id FROM speaker_redirect WHERE old_key = :name)
      """,
      "name = :name OR name_en = :name COLLATE NOCASE OR wikidata_qid = :name",
      "speaker_id IN (SELECT speaker_id FROM speaker_alias WHERE alias_folded = :folded)",
    ]
    return try read { database in
      for condition in conditions {
        let statement = try database.makeStatement(
          sql: "SELECT speaker_id, speaker_key FROM speaker WHERE \(condition) ORDER BY speaker_key"
        )
        let values = ["name": name, "folded": folded].filter { condition.contains(":\($0.key)") }
        let rows = try Row.fetchAll(statement, arguments: StatementArguments(values))
        if !rows.isEmpty { return rows.map { NamedSpeaker(id: $0[0], key: $0[1]) } }
      }
      return []
    }
  }
}
