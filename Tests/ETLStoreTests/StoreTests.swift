import ETLModel
import ETLStore
import ETLTestSupport
import Foundation
import GRDB
import Logging
import Testing

/// Rows of invented articles.
func rows(
  _ id: String, body: String = "قال الناطق إن السد امتلأ.", bytes: String? = nil,
  title: String? = nil, analysis: String? = nil, quotes: Int = 1
) -> ArticleRows {
  let key = ArticleKey(input: "test", externalID: id)
  let capture = Capture(
    via: .file, charset: "utf-8", charsetOrigin: "valid", byteCount: body.utf8.count,
    sha256: ContentHash.sha256(of: Array((bytes ?? body).utf8)).hex)
  var document = Document(article: key, capture: capture, body: Array(body.utf8))
  document.title = title
  document.source = "saha"
  document.residue = [Residue(kind: .share, text: "شارك", rule: "share-line")]
  var rows = ArticleRows(
    document: document, body: body, foldedText: body,
    bodySHA256: ContentHash.sha256(of: Array(body.utf8)).hex)
  let length = body.unicodeScalars.count
  rows.sentences = [.init(paragraph: 0, start: 0, end: length, text: body)]
  rows.speakers = [Speaker(key: "person:الناطق", name: "الناطق", kind: .person)]
  rows.quotes = (0..<quotes).map { _ in
    var quote = Quote(
      kind: .indirect, content: TextSpan(0, 4), rule: "verb-clause", confidence: 0.9)
    quote.speaker = 0
    let content = String(body.unicodeScalars.prefix(4).map(Character.init))
    return QuoteRow(
      quote: quote, content: .init(start: 0, end: 4, text: content), foldedContent: content)
  }
  rows.analysisSHA256 = analysis ?? ContentHash.sha256(ofFields: [body, title, "\(quotes)"]).hex
  return rows
}

/// One database in a directory of its own, and runs over it.
struct StoreFixture {
  let directory = try! TemporaryDirectory()
  var path: String { directory.path("news.db") }

  func open(search: Bool = false) throws -> Store {
    try Store(
      path: path,
      run: RunRow(
        uid: UUID().uuidString, pipeline: "test", pipelineHash: "h", programVersion: "0",
        startedAt: "2026-01-01T00:00:00Z"),
      search: search, logger: Logger(label: "test"), fold: { $0 })
  }

  static func outcome(
    _ rejects: [RunOutcomeRows.RejectRow] = []
  ) -> RunOutcomeRows {
    RunOutcomeRows(
      status: "ok", exitCode: 0, finishedAt: "2026-01-01T00:01:00Z", stages: [],
      rejects: rejects, checks: [], inputsRead: ["test"])
  }

  @discardableResult
  func load(
    _ articles: [ArticleRows], _ verdicts: [DuplicateVerdict] = [],
    utterances: [UtteranceVerdict] = [], search: Bool = false, publishing: Bool = true,
    rejects: [RunOutcomeRows.RejectRow] = []
  ) throws -> Store.LoadResult {
    let store = try open(search: search)
    for article in articles { try store.load(article) }
    for verdict in verdicts { store.apply(verdict) }
    for verdict in utterances { store.apply(verdict) }
    let result = try store.finishLoading()
    try store.close(Self.outcome(rejects), publishing: publishing)
    return result
  }

  /// The rows of a query, their columns joined by `|`.
  func query(_ sql: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "NULL" : "\($0.storage.value ?? "")" }
          .joined(separator: "|")
      }
    }
  }

  /// Everything but the tables about runs, as text.
  func dump() throws -> [String] {
    try [
      "article", "article_version", "capture", "residue", "sentence", "quote", "speaker",
      "speaker_alias", "source", "duplicate_cluster", "duplicate_member", "duplicate_pair",
      "utterance", "utterance_quote",
    ].flatMap { table in try query("SELECT '\(table)', * FROM \(table)") }
  }
}

struct StoreTests {
  let fixture = StoreFixture()

  @Test func `a first load makes a whole database and leaves nothing beside it`() throws {
    let result = try fixture.load([rows("a"), rows("b", body: "وصل الوفد أمس إلى الميناء.")])
    #expect(result.newArticles == 2)
    #expect(result.hasChanges)
    let files = try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path)
    #expect(files.sorted() == ["news.db", "news.db.lock"])
    let counts = try fixture.query(
      "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM quotes), (SELECT count(*) FROM sentence)"
    )
    #expect(counts == ["2|2|2"])
    let header = try fixture.query(
      "SELECT (SELECT * FROM pragma_application_id), (SELECT * FROM pragma_user_version), (SELECT * FROM pragma_journal_mode)"
    )
    #expect(header == ["1095914572|2|delete"])
    #expect(try fixture.query("PRAGMA integrity_check") == ["ok"])
    #expect(try fixture.query("PRAGMA foreign_key_check").isEmpty)
    let strict = try fixture.query(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"
    )
    #expect(strict.isEmpty)
  }

  @Test func `an unchanged input changes no row`() throws {
    try fixture.load([rows("a"), rows("b")])
    let before = try fixture.dump()
    let result = try fixture.load([rows("a"), rows("b")])
    #expect(!result.hasChanges)
    #expect(result.unchangedArticles == 2)
    #expect(try fixture.dump() == before)
    #expect(try fixture.query("SELECT count(*) FROM run") == ["2"])
  }

  @Test func `a changed article becomes a new version, and the old one stays`() throws {
    try fixture.load([rows("a")])
    let result = try fixture.load([rows("a", body: "قال الناطق إن السد فاض.")])
    #expect(result.changedArticles == 1)
    let versions = try fixture.query(
      "SELECT version_no, is_current FROM article_version ORDER BY version_no")
    #expect(versions == ["1|0", "2|1"])
    #expect(try fixture.query("SELECT count(*) FROM capture") == ["2"])
    #expect(try fixture.query("SELECT count(*) FROM quotes") == ["1"])
  }

  @Test func `changed bytes with the same content are a new capture only`() throws {
    try fixture.load([rows("a")])
    let result = try fixture.load([rows("a", bytes: "same text, other page")])
    #expect(result.changedArticles == 0)
    #expect(try fixture.query("SELECT count(*) FROM capture") == ["2"])
    #expect(try fixture.query("SELECT count(*) FROM article_version") == ["1"])
    let again = try fixture.load([rows("a", bytes: "same text, other page")])
    #expect(!again.hasChanges)
  }

  @Test func `another analysis of the same bytes rewrites the version in place`() throws {
    try fixture.load([rows("a", quotes: 2)])
    let result = try fixture.load([rows("a", quotes: 1)])
    #expect(result.rewrittenArticles == 1)
    #expect(try fixture.query("SELECT version_no FROM article_version") == ["1"])
    #expect(try fixture.query("SELECT count(*) FROM quote") == ["1"])
    #expect(try fixture.query("SELECT count(*) FROM residue") == ["1"])
  }

  @Test func `speakers that nobody quotes any more leave`() throws {
    try fixture.load([rows("a")])
    try fixture.load([rows("a", quotes: 0)])
    #expect(try fixture.query("SELECT count(*) FROM speaker") == ["0"])
  }

  @Test func `of an id that comes twice the last record counts, run after run`() throws {
    let twice = [rows("a"), rows("a", body: "قال الناطق إن السد فاض.")]
    try fixture.load(twice)
    let bodies = try fixture.query("SELECT body FROM articles")
    #expect(bodies == ["قال الناطق إن السد فاض."])
    let before = try fixture.dump()
    let result = try fixture.load(twice)
    #expect(!result.hasChanges)
    #expect(try fixture.dump() == before)
  }

  @Test func `an id that comes twice with other bytes but one content adds no row again`() throws {
    let twice = [rows("a", bytes: "one"), rows("a", bytes: "two")]
    try fixture.load(twice)
    #expect(try fixture.query("SELECT count(*) FROM capture") == ["2"])
    #expect(try !fixture.load(twice).hasChanges)
  }

  @Test func `a corrected speaker and a new address are taken over`() throws {
    var article = rows("a")
    article.speakers[0].nameEnglish = "The Spokesman"
    try fixture.load([article])
    article.speakers[0].nameEnglish = "A Spokesman"
    article.document.url = "https://example.org/a"
    article.analysisSHA256 = "changed"
    try fixture.load([article])
    #expect(try fixture.query("SELECT name_en FROM speaker") == ["A Spokesman"])
    #expect(try fixture.query("SELECT url FROM article") == ["https://example.org/a"])
  }

  @Test func `a page that is changed back becomes a new version`() throws {
    try fixture.load([rows("a")])
    try fixture.load([rows("a", body: "قال الناطق إن السد فاض.")])
    let result = try fixture.load([rows("a")])
    #expect(result.changedArticles == 1)
    #expect(result.unchangedArticles == 0)
    let current = try fixture.query("SELECT version_no, body FROM articles")
    #expect(current == ["3|قال الناطق إن السد امتلأ."])
  }

  @Test func `a load that is taken back leaves the rows and records the run`() throws {
    try fixture.load([rows("a")])
    let before = try fixture.dump()
    try fixture.load([rows("b")], publishing: false)
    #expect(try fixture.dump() == before)
    #expect(try fixture.query("SELECT count(*) FROM run") == ["2"])
  }

  @Test func `a first load that is taken back leaves no database`() throws {
    try fixture.load([rows("a")], publishing: false)
    let files = try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path)
    #expect(files == ["news.db.lock"])
  }

  @Test func `a load that was killed is finished by the next one`() throws {
    try fixture.load([rows("a")])
    do {
      let killed = try fixture.open()
      try killed.load(rows("b"))
      // Dropped without close, as by SIGKILL: the transaction is never committed.
    }
    let result = try fixture.load([rows("a"), rows("b")])
    #expect(result.newArticles == 1)
    let states = try fixture.query("SELECT status FROM run ORDER BY run_id")
    #expect(states == ["ok", "interrupted", "ok"])
  }

  @Test func `a journal that a removed database left behind does no harm`() throws {
    try fixture.directory.write("stale", to: "news.db-wal")
    try fixture.load([rows("a")])
    try fixture.load([rows("a"), rows("b")])
    #expect(try fixture.query("PRAGMA integrity_check") == ["ok"])
    #expect(try fixture.query("SELECT count(*) FROM articles") == ["2"])
  }

  @Test func `the file behind a symbolic link is the database`() throws {
    let link = fixture.directory.path("link.db")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "news.db")
    let run = RunRow(
      uid: "u", pipeline: "p", pipelineHash: "h", programVersion: "0", startedAt: "now")
    let store = try Store(
      path: link, run: run, search: false, logger: Logger(label: "test"), fold: { $0 })
    try store.load(rows("a"))
    _ = try store.finishLoading()
    try store.close(StoreFixture.outcome(), publishing: true)
    #expect(try fixture.query("SELECT count(*) FROM articles") == ["1"])
  }

  @Test func `an empty file is taken for no database`() throws {
    try fixture.directory.write("", to: "news.db")
    #expect(try fixture.load([rows("a")]).newArticles == 1)
  }

  @Test func `two runs of one database are kept apart`() throws {
    let first = try fixture.open()
    // A refusal leaves the file that names the holder as it is.
    for _ in 1...2 {
      #expect {
        _ = try fixture.open()
      } throws: { error in
        guard let error = error as? StoreError else { return false }
        return error.kind == .held && error.description.contains("(pid \(getpid()) on ")
      }
    }
    try first.close(StoreFixture.outcome(), publishing: false)
  }

  @Test func `a database of another program is refused and left alone`() throws {
    let queue = try DatabaseQueue(path: fixture.path)
    try queue.write { try $0.execute(sql: "CREATE TABLE t (a)") }
    try queue.close()
    let before = FileManager.default.contents(atPath: fixture.path)
    #expect {
      _ = try fixture.open()
    } throws: { error in
      (error as? StoreError)?.kind == .cannotCreate
    }
    #expect(FileManager.default.contents(atPath: fixture.path) == before)
  }

  @Test func `a file that is no database is refused and left alone`() throws {
    try fixture.directory.write("no database, and long enough to have a header", to: "news.db")
    #expect {
      _ = try fixture.open()
    } throws: { error in
      (error as? StoreError)?.kind == .cannotCreate
    }
  }

  @Test func `a directory that does not exist is told`() throws {
    #expect {
      _ = try Store(
        path: fixture.directory.path("none/news.db"),
        run: RunRow(
          uid: "u", pipeline: "p", pipelineHash: "h", programVersion: "0", startedAt: "now"),
        search: false, logger: Logger(label: "test"), fold: { $0 })
    } throws: { error in
      (error as? StoreError)?.kind == .cannotCreate
    }
  }

  @Test func `a check may look but not touch`() throws {
    let store = try fixture.open()
    try store.load(rows("a"))
    _ = try store.finishLoading()
    #expect(try store.number("SELECT count(*) FROM articles") == 1)
    #expect(throws: StoreError.self) { try store.number("DELETE FROM article") }
    #expect(throws: StoreError.self) { try store.number("SELECT nothing FROM nowhere") }
    #expect(throws: StoreError.self) { try store.number("COMMIT") }
    #expect(try store.number("SELECT 'abc'") == nil)
    #expect(try store.number("SELECT 1 WHERE 0") == nil)
    try store.close(StoreFixture.outcome(), publishing: true)
    #expect(try fixture.query("SELECT count(*) FROM articles") == ["1"])
  }

  @Test func `rejects are rows that resolve when they do not recur`() throws {
    let reject = RunOutcomeRows.RejectRow(
      input: "test", externalID: "x:3", stage: "read", reason: "bad_json", detail: "d")
    try fixture.load([rows("a")], rejects: [reject])
    try fixture.load([rows("a")], rejects: [reject])
    #expect(
      try fixture.query("SELECT external_id, reason, attempts, state FROM reject") == [
        "x:3|bad_json|2|open"
      ])
    try fixture.load([rows("a")])
    #expect(try fixture.query("SELECT state FROM reject") == ["resolved"])
    #expect(try fixture.query("SELECT count(*) FROM rejects") == ["0"])
  }

  @Test func `the search tables follow the current versions and the option`() throws {
    try fixture.load([rows("a")], search: true)
    let find = "SELECT rowid FROM article_fts WHERE article_fts MATCH 'السد'"
    #expect(try fixture.query(find).count == 1)
    try fixture.load([rows("a", body: "وصل الوفد أمس إلى الميناء.")], search: true)
    #expect(try fixture.query(find).isEmpty)
    try fixture.load([rows("a", body: "وصل الوفد أمس إلى الميناء.")], search: false)
    #expect(throws: (any Error).self) { try fixture.query(find) }
    try fixture.load([rows("a", body: "وصل الوفد أمس إلى الميناء.")], search: true)
    let found = try fixture.query("SELECT rowid FROM article_fts WHERE article_fts MATCH 'الوفد'")
    #expect(found.count == 1)
  }
}

struct ClusterWriterTests {
  let fixture = StoreFixture()

  private func key(_ id: String) -> ArticleKey { ArticleKey(input: "test", externalID: id) }

  /// Verdicts that make one cluster of all ids, the first being its representative.
  private func cluster(_ ids: [String]) -> [DuplicateVerdict] {
    ids.enumerated().map { index, id in
      var membership = ClusterMembership(
        representative: key(ids[0]), relation: index == 0 ? .representative : .near)
      membership.jaccard = index == 0 ? nil : 0.8
      let pairs =
        index == 0
        ? []
        : [
          DuplicatePair(
            other: key(ids[0]), jaccard: 0.8, containment: 0.9, otherContainment: 0.7, score: 0.95,
            relation: .near)
        ]
      return DuplicateVerdict(article: key(id), membership: membership, pairs: pairs)
    }
  }

  private func alone(_ id: String) -> DuplicateVerdict { DuplicateVerdict(article: key(id)) }

  private let members = """
    SELECT external_id, relation FROM duplicate_member JOIN article_version USING (version_id)
    JOIN article USING (article_id) ORDER BY cluster_id, external_id
    """

  @Test func `clusters and evidence are written, and an unchanged run changes nothing`() throws {
    let articles = ["a", "b", "c"].map { rows($0) }
    let verdicts = cluster(["a", "b"]) + [alone("c")]
    try fixture.load(articles, verdicts)
    #expect(try fixture.query(members) == ["a|representative", "b|near"])
    #expect(try fixture.query("SELECT size FROM duplicate_cluster") == ["2"])
    #expect(
      try fixture.query("SELECT containment_a, containment_b FROM duplicate_pair") == ["0.7|0.9"])
    #expect(try fixture.query("SELECT count(*) FROM articles_unique") == ["2"])
    let before = try fixture.dump()
    #expect(try !fixture.load(articles, verdicts).hasChanges)
    #expect(try fixture.dump() == before)
  }

  @Test func `a cluster that falls apart leaves with its pairs`() throws {
    let articles = ["a", "b"].map { rows($0) }
    try fixture.load(articles, cluster(["a", "b"]))
    try fixture.load(articles, [alone("a"), alone("b")])
    #expect(try fixture.query(members).isEmpty)
    #expect(try fixture.query("SELECT count(*) FROM duplicate_cluster") == ["0"])
    #expect(try fixture.query("SELECT count(*) FROM duplicate_pair") == ["0"])
  }

  @Test func `a cluster keeps its id while it grows`() throws {
    try fixture.load(["a", "b"].map { rows($0) }, cluster(["a", "b"]))
    let key = try fixture.query("SELECT cluster_id, cluster_key FROM duplicate_cluster")
    try fixture.load(["a", "b", "c"].map { rows($0) }, cluster(["a", "b", "c"]))
    #expect(try fixture.query("SELECT cluster_id, cluster_key FROM duplicate_cluster") == key)
    #expect(try fixture.query("SELECT size FROM duplicate_cluster") == ["3"])
  }

  @Test func `members of earlier runs stay when this run does not see them`() throws {
    try fixture.load(["a", "b"].map { rows($0) }, cluster(["a", "b"]))
    try fixture.load(["b", "c"].map { rows($0) }, cluster(["b", "c"]))
    #expect(try fixture.query(members) == ["a|representative", "b|near", "c|near"])
    try fixture.load([rows("b")], [alone("b")])
    #expect(try fixture.query(members) == ["a|representative", "b|near", "c|near"])
  }

  @Test func `clusters that grow together are merged, and the old key leads on`() throws {
    try fixture.load(
      ["a", "b", "c", "d"].map { rows($0) }, cluster(["a", "b"]) + cluster(["c", "d"]))
    try fixture.load(["a", "b", "c", "d"].map { rows($0) }, cluster(["a", "b", "c", "d"]))
    #expect(try fixture.query("SELECT size FROM duplicate_cluster") == ["4"])
    #expect(try fixture.query("SELECT count(*) FROM duplicate_merge") == ["1"])
  }

  @Test func `a cluster that splits gives each part a cluster, run after run`() throws {
    let articles = ["a", "b", "c", "d"].map { rows($0) }
    try fixture.load(articles, cluster(["a", "b", "c", "d"]))
    let split = cluster(["c", "d"]) + cluster(["a", "b"])
    try fixture.load(articles, split)
    #expect(try fixture.query("SELECT size FROM duplicate_cluster") == ["2", "2"])
    let before = try fixture.dump()
    #expect(try !fixture.load(articles, split).hasChanges)
    #expect(try fixture.dump() == before)
  }

  @Test func `a member that leaves leaves the others together`() throws {
    let articles = ["a", "b", "c"].map { rows($0) }
    try fixture.load(articles, cluster(["a", "b", "c"]))
    let key = try fixture.query("SELECT cluster_id, cluster_key FROM duplicate_cluster")
    try fixture.load(articles, cluster(["b", "c"]) + [alone("a")])
    #expect(try fixture.query(members) == ["b|representative", "c|near"])
    #expect(try fixture.query("SELECT cluster_id, cluster_key FROM duplicate_cluster") == key)
  }

  @Test func `an empty verdict about an earlier record of an id changes nothing`() throws {
    let articles = [rows("a", bytes: "first"), rows("a"), rows("b")]
    let verdicts = [alone("a")] + cluster(["a", "b"])
    try fixture.load(articles, verdicts)
    let before = try fixture.dump()
    #expect(try !fixture.load(articles, verdicts).hasChanges)
    #expect(try fixture.dump() == before)
  }

  @Test func `a new version takes the place of the old one in its cluster`() throws {
    try fixture.load(["a", "b"].map { rows($0) }, cluster(["a", "b"]))
    let changed = [rows("a", title: "عنوان"), rows("b")]
    try fixture.load(changed, cluster(["a", "b"]))
    #expect(try fixture.query(members) == ["a|representative", "b|near"])
    let currents = try fixture.query(
      "SELECT is_current FROM duplicate_member JOIN article_version USING (version_id)")
    #expect(currents == ["1", "1"])
  }

  @Test func `a cluster whose other members were not loaded is none`() throws {
    try fixture.load([rows("a")], cluster(["a", "b"]))
    #expect(try fixture.query(members).isEmpty)
  }
}
