import ETLModel
import Foundation
import GRDB

/// What an examination of a database found.
public struct IntegrityReport: Sendable, Encodable {
  /// What one check found.
  public struct Finding: Sendable, Encodable {
    public enum Severity: String, Sendable, Encodable {
      case error, notice
    }

    public var severity: Severity
    public var check: String
    /// What is wrong, without a number.
    public var message: String
    /// How many rows it is wrong with.
    public var count: Int
    /// The first of them.
    public var examples: [String]
  }

  /// How many things were asked.
  public var checks = 0
  public var findings: [Finding] = []

  /// Whether anything is wrong; that a file is gone from the disk is not.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  fileprivate static let exampleCount = 3
}

extension DatabaseReader {
  /// Examines the database: the file, its offsets, its counts and its search tables.
  ///
  /// - Parameter directory: Where the names of files that stand in `capture` start.
  /// - Complexity: Reads every table once or a few times: about 15 s for a database of 750 MB.
  public func examine(filesIn directory: String) throws(StoreError) -> IntegrityReport {
    var report: IntegrityReport?
    do {
      try read { database in
        var examination = Examination(database: database)
        try examination.checkAll(filesIn: directory)
        report = examination.report
      }
    } catch {
      // The end of the transaction meets the damage again.
      guard report?.hasErrors == true else { throw error }
    }
    return report ?? IntegrityReport()
  }
}

/// One examination at work.
private struct Examination {
  let database: Database
  var report = IntegrityReport()
  /// Whether a table could not be read to its end: nothing more is asked then.
  private var isDamaged = false

  init(database: Database) { self.database = database }

  mutating func checkAll(filesIn directory: String) throws {
    guard try checkHeader() else { return }
    try checkFile()
    for rule in IntegrityRule.all { try check(rule) }
    if !isDamaged, try database.tableExists("article_fts") {
      for rule in IntegrityRule.search { try check(rule) }
    }
    try checkHashes()
    try checkFiles(in: directory)
  }

  /// Whether the file is a database of ours and of this version.
  mutating func checkHeader() throws -> Bool {
    report.checks += 1
    for (pragma, expected) in [
      ("application_id", Schema.applicationID), ("user_version", Schema.version),
    ] {
      let found = try Int.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
      if found == expected { continue }
      add("header", "\(pragma) is \(found) and should be \(expected)", [], key: "")
      return false
    }
    return true
  }

  /// What SQLite itself says of the file. A connection that only reads knows no CHECK constraint;
  /// the rules ask what those about counts and offsets say.
  mutating func checkFile() throws {
    try attempt("sqlite-integrity") { database in
      var rows: [String] = []
      do {
        let cursor = try String.fetchCursor(database, sql: "PRAGMA integrity_check")
        while let row = try cursor.next() {
          rows += row.split(separator: "\n").filter { !$0.hasPrefix("***") }.map(String.init)
        }
      } catch let error as DatabaseError {
        rows.append(error.message ?? "error")
      }
      return ("what SQLite finds in the file", "", rows == ["ok"] ? [] : rows)
    }
    try attempt("foreign-keys") { database in
      let rows = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
      let places = rows.map { row in
        "\(row[0] as String) \((row[1] as Int64?).map { "row \($0)" } ?? "")"
          + " -> \(row[2] as String)"
      }
      return ("rows that point at no row", "", places)
    }
  }

  mutating func check(_ rule: IntegrityRule) throws {
    try attempt(rule.name) { database in
      (rule.meaning, rule.key, try String.fetchAll(database, sql: rule.sql))
    }
  }

  /// Compares every body with its hash, one at a time.
  mutating func checkHashes() throws {
    try attempt("body-sha256") { database in
      var wrong: [String] = []
      let rows = try Row.fetchCursor(
        database, sql: "SELECT version_id, CAST(body AS BLOB), body_sha256 FROM article_version")
      while let row = try rows.next() {
        let body: Data = row[1]
        let hash: String = row[2]
        guard ContentHash.sha256(of: Array(body)).hex != hash else { continue }
        let version: Int64 = row[0]
        wrong.append(String(version))
      }
      return ("bodies that have another hash", "version_id", wrong)
    }
  }

  /// Looks for the files that captures are records of. Their owner may have moved them.
  mutating func checkFiles(in directory: String) throws {
    try attempt("capture-files", severity: .notice) { database in
      let names = try String.fetchAll(
        database,
        sql: "SELECT DISTINCT container FROM capture WHERE container IS NOT NULL ORDER BY 1")
      let gone = names.filter { name in
        let path = name.hasPrefix("/") ? name : directory + "/" + name
        return !FileManager.default.fileExists(atPath: path)
      }
      return ("files of captures that are gone", "", gone)
    }
  }

  /// Asks one thing. That it cannot be asked is a finding, too: a table is missing or damaged.
  private mutating func attempt(
    _ name: String, severity: IntegrityReport.Finding.Severity = .error,
    _ body: (Database) throws -> (meaning: String, key: String, rows: [String])
  ) throws {
    if isDamaged { return }
    report.checks += 1
    do {
      let (meaning, key, rows) = try body(database)
      if !rows.isEmpty { add(name, meaning, rows, key: key, severity: severity) }
    } catch let error as DatabaseError {
      add(name, "cannot be asked: \(error.message ?? "error")", [], key: "")
      isDamaged = error.resultCode == .SQLITE_CORRUPT
    }
  }

  private mutating func add(
    _ check: String, _ message: String, _ rows: [String], key: String,
    severity: IntegrityReport.Finding.Severity = .error
  ) {
    let examples = rows.prefix(IntegrityReport.exampleCount)
    report.findings.append(
      IntegrityReport.Finding(
        severity: severity, check: check, message: message, count: max(1, rows.count),
        examples: examples.map { key.isEmpty ? $0 : "\(key) \($0)" }))
  }
}
