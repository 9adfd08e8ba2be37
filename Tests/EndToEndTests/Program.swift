import ETLTestSupport
import Foundation
import GRDB

/// The built `etl`, as a user runs it.
enum Program {
  /// What one call gave.
  struct Result {
    var code: Int32
    var output: String
    var errors: String
  }

  /// The binary: `ETL_BINARY`, or the one that the test run built.
  static var path: String {
    ProcessInfo.processInfo.environment["ETL_BINARY"]
      ?? ProjectFiles.root + "/.build/debug/etl"
  }

  /// Runs the program, or another one, and waits for its end.
  static func run(
    _ arguments: [String], in directory: String = "/",
    environment: [String: String] = [:], program: String = path
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files rather than pipes: a pipe that nobody drains would block the program.
    let scratch = try TemporaryDirectory()
    let output = try scratch.write("", to: "out")
    let errors = try scratch.write("", to: "err")
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }
}

/// A pipeline file and its database in a directory of their own.
struct Workspace {
  let directory = try! TemporaryDirectory()

  var database: String { directory.path("news.db") }

  /// Writes a pipeline over the given inputs, which are lines of YAML.
  @discardableResult
  func writePipeline(_ inputs: [String], limits: String = "", more: String = "") throws -> String {
    let names = inputs.map { String($0.prefix { $0 != ":" }) }.joined(separator: ", ")
    return try directory.write(
      """
      version: 1
      name: test
      inputs:
      \(inputs.map { "  " + $0 }.joined(separator: "\n"))
      stages:
        read:    { uses: read_articles, from: [\(names)] }
        clean:   { uses: clean_text, needs: [read] }
        segment: { uses: segment_sentences, needs: [clean] }
        quotes:  { uses: tag_quotes, needs: [segment], with: { lexicons: "\(ProjectFiles.lexicons)" } }
        dedupe:  { uses: dedupe_documents, needs: [clean] }
        link:    { uses: link_utterances, needs: [quotes, dedupe] }
        load:    { uses: load_sqlite, needs: [quotes, dedupe, link], with: { database: news.db } }
      \(limits)
      \(more)
      """, to: "pipeline.yml")
  }

  func run(_ arguments: [String] = []) throws -> Program.Result {
    try Program.run(["run", directory.path("pipeline.yml")] + arguments)
  }

  /// The rows of a query, their columns joined by ` | `.
  func query(_ sql: String) throws -> [String] {
    let queue = try DatabaseQueue(path: database)
    return try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "-" : "\($0.storage.value ?? "")" }
          .joined(separator: " | ")
      }
    }
  }

  /// Everything the sample articles became, as text that a person can review.
  func dump() throws -> String {
    let parts = [
      (
        "articles",
        """
        SELECT external_id, title, byline, dateline, agency, published_on, word_count, is_duplicate
        FROM articles ORDER BY external_id
        """
      ),
      (
        "residue",
        """
        SELECT external_id, seq, kind, rule, residue.text FROM residue JOIN articles USING (version_id)
        ORDER BY external_id, seq
        """
      ),
      (
        "sentences",
        """
        SELECT external_id, seq, paragraph, sentence_start, sentence_end, sentence.text
        FROM sentence JOIN articles USING (version_id) ORDER BY external_id, seq
        """
      ),
      (
        "quotes",
        """
        SELECT a.external_id, q.seq, q.kind, s.name, q.source, q.cue, q.polarity, q.resolution,
          q.rule, q.content_start, q.content_end, q.content
        FROM quote q JOIN articles a USING (version_id) LEFT JOIN speaker s USING (speaker_id)
        ORDER BY a.external_id, q.seq
        """
      ),
      (
        "speakers",
        "SELECT speaker_key, name, name_en, kind, gender, country FROM speaker ORDER BY speaker_key"
      ),
      ("clusters", "SELECT cluster_key, size FROM duplicate_cluster ORDER BY cluster_key"),
      (
        "utterances",
        """
        SELECT r.quote_key, speaker_key, q.quote_key, similarity
        FROM utterance JOIN quote r ON r.quote_id = representative_quote_id
        JOIN utterance_quote USING (utterance_id) JOIN quote q ON q.quote_id = utterance_quote.quote_id
        LEFT JOIN speaker ON speaker.speaker_id = utterance.speaker_id ORDER BY 1, 3
        """
      ),
    ]
    return try parts.map { name, sql in
      (["# \(name)"] + (try query(sql))).joined(separator: "\n")
    }.joined(separator: "\n\n") + "\n"
  }
}
