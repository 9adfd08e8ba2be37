import ArabicText
import ArgumentParser
import ETLModel
import ETLStore
import Foundation
import GRDBSQLite
import Logging

/// Loading articles and their sentences into a new database, beside the same rows through SQLite's
/// C interface.
struct Load: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the loading of sentences into a new database.",
    discussion: """
      Sentences and articles are the default articles again and again, each with a key of its own; \
      nothing is worked out while the clock runs. The plain way writes the same rows into the same \
      tables with prepared statements, with the same settings and indexes, and looks nothing up.
      """)

  @OptionGroup var input: InputOptions
  @Option(help: "How many articles to load.")
  var count = 20_000

  func run() throws {
    let articles = try rows(of: input.articles())
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/news.db"
    let plain = folder + "/plain.db"
    let schema = try schema(folder + "/empty.db")
    let loaded = try Measurement("load") {
      try remove(path)
      return try load(articles, path)
    }
    let written = try Measurement("plain") {
      try remove(plain)
      return try PlainLoad(plain, schema).write(articles)
    }
    let sentences = articles.reduce(0) { $0 + $1.sentences.count }
    print("load: \(articles.count) articles, \(sentences) sentences, without search")
    Report.line("load", loaded, "sentences", [(Double(sentences), "sentences")])
    Report.line("C interface", written, "sentences", [(Double(sentences), "sentences")])
    Report.ratio(loaded, to: written, "C interface")
  }

  private func rows(of articles: Articles) throws -> [ArticleRows] {
    let segmenter = SentenceSegmenter()
    let texts = articles.texts.map { text -> (body: [UInt8], spans: [TextSpan]) in
      (text, segmenter.sentences(in: text).map(\.span))
    }
    guard !texts.isEmpty else { throw ValidationError("there are no articles") }
    return (0..<count).map { number in
      let (body, spans) = texts[number % texts.count]
      let index = CodePointIndex(body)
      let hash = ContentHash.sha256(ofFields: ["\(number)"]).hex
      let key = ArticleKey(input: "bench", externalID: "\(number)")
      let capture = Capture(
        via: .jsonl, charset: "utf-8", charsetOrigin: "valid", byteCount: body.count, sha256: hash)
      var rows = ArticleRows(
        document: Document(article: key, capture: capture, body: body),
        body: String(decoding: body, as: UTF8.self), foldedText: "", bodySHA256: hash)
      rows.analysisSHA256 = hash
      rows.sentences = spans.map { span in
        ArticleRows.SentenceRow(
          paragraph: 0, start: index.codePoints(before: span.start),
          end: index.codePoints(before: span.end), text: String(span, of: body))
      }
      return rows
    }
  }

  private static let run = RunRow(
    uid: "bench", pipeline: "bench", pipelineHash: "", programVersion: Program.version,
    startedAt: "2026-01-01T00:00:00Z")

  /// Loads articles as a run does, and returns the number of sentences.
  private func load(_ articles: [ArticleRows], _ path: String) throws -> Int {
    let store = try Store(
      path: path, run: Self.run, search: false, logger: Logger(label: "bench"), fold: { $0 })
    for rows in articles { try store.load(rows) }
    let result = try store.finishLoading()
    let outcome = RunOutcomeRows(
      status: "ok", exitCode: 0, finishedAt: "2026-01-01T00:00:00Z", stages: [], rejects: [],
      checks: [], inputsRead: [])
    try store.close(outcome, publishing: true)
    return result.sentences
  }

  /// The statements that make the tables and the indexes of a database.
  private func schema(_ path: String) throws -> PlainLoad.Schema {
    _ = try load([], path)
    return try PlainLoad.Schema(path)
  }

  private func remove(_ path: String) throws {
    for file in [path, path + ".lock"] where FileManager.default.fileExists(atPath: file) {
      try FileManager.default.removeItem(atPath: file)
    }
  }
}

/// The same rows through SQLite's C interface.
struct PlainLoad {
  /// What a database is made with.
  struct Schema {
    var tables: [String] = []
    var indexes: [String] = []

    /// Reads it in an existing database.
    init(_ path: String) throws {
      let database = try PlainLoad.open(path)
      defer { sqlite3_close(database) }
      let statement = try PlainLoad.prepare(
        database, "SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL")
      defer { sqlite3_finalize(statement) }
      while sqlite3_step(statement) == SQLITE_ROW {
        guard let type = sqlite3_column_text(statement, 0),
          let sql = sqlite3_column_text(statement, 1)
        else { continue }
        switch String(cString: type) {
        case "table": tables.append(String(cString: sql))
        case "index": indexes.append(String(cString: sql))
        default: break
        }
      }
    }
  }

  private let database: OpaquePointer
  private let schema: Schema

  init(_ path: String, _ schema: Schema) throws {
    database = try Self.open(path)
    self.schema = schema
  }

  /// Writes articles and closes the database; returns the number of sentences.
  func write(_ articles: [ArticleRows]) throws -> Int {
    defer { sqlite3_close(database) }
    try execute(
      """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON
      """)
    for table in schema.tables { try execute(table) }
    try execute("BEGIN; INSERT INTO run VALUES (1, 'x', '', '', '', 'local', '', NULL, 'ok', 0)")
    let sentences = try insert(articles)
    for index in schema.indexes { try execute(index) }
    try execute("COMMIT")
    return sentences
  }

  private func insert(_ articles: [ArticleRows]) throws -> Int {
    let sql = [
      "INSERT INTO capture (run_id, input, via, charset, charset_from, bytes, sha256) "
        + "VALUES (1, ?, ?, ?, ?, ?, ?)",
      "INSERT INTO article (article_key, external_id, input, first_run_id) VALUES (?, ?, ?, 1)",
      "INSERT INTO article_version (article_id, version_no, is_current, capture_id, run_id, body, "
        + "body_sha256, word_count, analysis_sha256) VALUES (?, 1, 1, ?, 1, ?, ?, 0, ?)",
      "INSERT INTO sentence (version_id, seq, paragraph, sentence_start, sentence_end, text) "
        + "VALUES (?, ?, ?, ?, ?, ?)",
    ]
    let statements = try sql.map { try Self.prepare(database, $0) }
    defer { for statement in statements { sqlite3_finalize(statement) } }
    var count = 0
    for rows in articles {
      let capture = rows.document.capture
      let captureID = try step(statements[0]) { row in
        text(row, 1, rows.article.input)
        text(row, 2, capture.via.rawValue)
        text(row, 3, capture.charset)
        text(row, 4, capture.charsetOrigin)
        sqlite3_bind_int64(row, 5, Int64(capture.byteCount))
        text(row, 6, capture.sha256)
      }
      let articleID = try step(statements[1]) { row in
        text(row, 1, rows.article.digest)
        text(row, 2, rows.article.externalID)
        text(row, 3, rows.article.input)
      }
      let version = try step(statements[2]) { row in
        sqlite3_bind_int64(row, 1, articleID)
        sqlite3_bind_int64(row, 2, captureID)
        text(row, 3, rows.body)
        text(row, 4, rows.bodySHA256)
        text(row, 5, rows.analysisSHA256)
      }
      for (seq, sentence) in rows.sentences.enumerated() {
        _ = try step(statements[3]) { row in
          sqlite3_bind_int64(row, 1, version)
          sqlite3_bind_int64(row, 2, Int64(seq))
          sqlite3_bind_int64(row, 3, Int64(sentence.paragraph))
          sqlite3_bind_int64(row, 4, Int64(sentence.start))
          sqlite3_bind_int64(row, 5, Int64(sentence.end))
          text(row, 6, sentence.text)
        }
      }
      count += rows.sentences.count
    }
    return count
  }

  /// Inserts a row; returns its id.
  private func step(_ statement: OpaquePointer, _ bind: (OpaquePointer) -> Void) throws -> Int64 {
    bind(statement)
    guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(database) }
    sqlite3_reset(statement)
    return sqlite3_last_insert_rowid(database)
  }

  private func text(_ statement: OpaquePointer, _ column: Int32, _ text: String) {
    var text = text
    text.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(
          statement, column, $0.baseAddress, Int32($0.count),
          unsafeBitCast(-1, to: sqlite3_destructor_type.self))
      }
    }
  }

  private func execute(_ sql: String) throws {
    guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw failure(database) }
  }

  private static func open(_ path: String) throws -> OpaquePointer {
    var database: OpaquePointer?
    guard sqlite3_open(path, &database) == SQLITE_OK, let database else {
      throw ValidationError("'\(path)' cannot be opened")
    }
    return database
  }

  private static func prepare(_ database: OpaquePointer, _ sql: String) throws -> OpaquePointer {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw ValidationError(String(cString: sqlite3_errmsg(database)))
    }
    return statement
  }

  private func failure(_ database: OpaquePointer) -> ValidationError {
    ValidationError(String(cString: sqlite3_errmsg(database)))
  }
}
