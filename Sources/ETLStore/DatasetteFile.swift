/// The `datasette.yml` of a database: what Datasette shows of tables and columns, full-text search
/// and canned queries.
///
/// Datasette 0.64 reads all of it with `-m`; 1.0 takes descriptions from `-m` and the rest from
/// `-c`, which may name the same file.
public struct DatasetteFile {
  private let database: String
  private var lines: [String] = []

  /// How a table or view is shown.
  private struct Display {
    var facets: [String] = []
    var newestFirst: String?
    var label: String?
    /// The full-text table and the column that its rowid is.
    var search: (table: String, key: String)?
  }

  /// Describes a database.
  ///
  /// - Parameter database: Its name in Datasette: that of the file without `.db`.
  public init(database: String) {
    self.database = database
    write(head)
    for table in DataDictionary.current.tables { write(table) }
    lines.append("    queries:")
    for query in CannedQuery.all { write(query) }
  }

  /// The YAML.
  public var text: String { lines.joined(separator: "\n") + "\n" }

  private var head: [String] {
    [
      "# Datasette 0.64: datasette \(database).db -m datasette.yml --setting sql_time_limit_ms 5000",
      "# Datasette 1.0:  datasette \(database).db -m datasette.yml -c datasette.yml",
      "title: \(Self.quoted("Who said what"))",
      "description: \(Self.quoted("Quotes in Arabic news, with speaker, evidence and source."))",
      "settings:", "  sql_time_limit_ms: 5000", "  facet_time_limit_ms: 1000",
      "databases:", "  \(Self.quoted(database)):", "    tables:",
    ]
  }

  private static let displays: [String: Display] = {
    let article = (table: "article_fts", key: "version_id")
    let quote = (table: "quote_fts", key: "quote_id")
    return [
      "articles": Display(
        facets: ["source", "input", "is_duplicate"], newestFirst: "published_on", search: article),
      "articles_unique": Display(
        facets: ["source", "input"], newestFirst: "published_on", search: article),
      "quotes": Display(
        facets: ["speaker_kind", "kind", "stance", "source"], newestFirst: "published_on",
        search: quote),
      "mentions": Display(
        facets: ["mentioned", "stance", "source"], newestFirst: "published_on", search: quote),
      "speakers": Display(facets: ["kind", "country"], newestFirst: "quotes"),
      "utterances": Display(facets: ["speaker"], newestFirst: "sources"),
      "speaker_daily": Display(newestFirst: "published_on"),
      "source_daily": Display(facets: ["source"], newestFirst: "published_on"),
      "freshness": Display(newestFirst: "newest_on"),
      "runs": Display(facets: ["status"], newestFirst: "run_id"),
      "rejects": Display(facets: ["reason", "stage", "input"], newestFirst: "reject_id"),
      "lineage": Display(facets: ["via", "charset_from"], newestFirst: "version_id"),
      "run": Display(facets: ["status"], newestFirst: "run_id", label: "run_uid"),
      "run_stage": Display(facets: ["stage", "status"]),
      "reject": Display(facets: ["reason", "stage", "state"], label: "external_id"),
      "check_result": Display(facets: ["name", "status"]),
      "source": Display(facets: ["country"], label: "slug"),
      "capture": Display(facets: ["via", "charset", "charset_from"], label: "sha256"),
      "article": Display(facets: ["input"], label: "external_id"),
      "article_version": Display(
        facets: ["is_current", "published_from"], label: "title", search: article),
      "residue": Display(facets: ["kind", "rule"]),
      "sentence": Display(label: "text"),
      "speaker": Display(facets: ["kind", "country", "gender"], label: "name"),
      "speaker_alias": Display(facets: ["origin"], label: "alias"),
      "quote": Display(
        facets: ["kind", "stance", "resolution", "rule"], label: "content", search: quote),
      "quote_participant": Display(facets: ["part"], label: "surface"),
      "duplicate_cluster": Display(newestFirst: "size", label: "cluster_key"),
      "duplicate_member": Display(facets: ["relation"]),
      "duplicate_pair": Display(facets: ["relation"]),
      "dictionary": Display(facets: ["kind", "unit"]),
    ]
  }()

  // MARK: Writing

  private mutating func write(_ head: [String]) { lines += head }

  private mutating func write(_ table: DataDictionary.Table) {
    line(3, "\(table.name):")
    line(4, "description: \(Self.quoted(table.description))")
    if table.isInternal { line(4, "hidden: true") }
    let display = Self.displays[table.name] ?? Display()
    if !display.facets.isEmpty {
      line(4, "facets: [\(display.facets.joined(separator: ", "))]")
    }
    if let column = display.newestFirst { line(4, "sort_desc: \(column)") }
    if let column = display.label { line(4, "label_column: \(column)") }
    if let search = display.search {
      line(4, "fts_table: \(search.table)")
      line(4, "fts_pk: \(search.key)")
    }
    line(4, "columns:")
    for column in table.columns { line(5, "\(column.name): \(Self.quoted(column.caption))") }
  }

  private mutating func write(_ query: CannedQuery) {
    line(3, "\(query.name):")
    line(4, "title: \(Self.quoted(query.title))")
    line(4, "description: \(Self.quoted(query.description))")
    line(4, "sql: |-")
    for row in query.sql.split(separator: "\n") { line(5, String(row)) }
  }

  private mutating func line(_ depth: Int, _ text: String) {
    lines.append(String(repeating: "  ", count: depth) + text)
  }

  /// A text between double quotes, as YAML and JSON read it.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension DataDictionary.Column {
  /// All that is known of the column, in one text.
  fileprivate var caption: String {
    let unit = unit.map { " Unit: \($0)." } ?? ""
    let example = example.map { ($0.contains("; ") ? " Values: " : " Example: ") + $0 } ?? ""
    return description + unit + example
  }
}
